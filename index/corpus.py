"""The one door to a corpus: open it, refresh it, search it, read it.

Nothing behind this door is shown to its callers but the dataclasses of :mod:`index.model` and the
:class:`~index.search.Results` of a search.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from index.correcting import InLine, unfitting, with_kind
from index.corrections.file import Parsed
from index.corrections.model import Correction, Corrections, NamedTopic, NoQuote, Outcome, SpokenBy
from index.corrections.store import CorrectionsFile, corrections_path
from index.home import (
    Busy,
    corpus_key,
    exclusive,
    home_folder,
    index_folder,
    make_private,
    read_json,
    resolve_roots,
    waiting_for,
    write_json,
)
from index.model import Actor, Article, Extraction, FacetCount, Progress, RefreshReport, Topic
from index.postings import Entry, IndexReader, IndexUnusable, IndexWriter
from index.refresh import Refresh, ignore_progress
from index.search import (
    Comparison,
    Order,
    PersonProfile,
    Results,
    TopicProfile,
    all_topics,
    profiles,
    quotes_by,
    search,
    warm_up,
)
from index.search.engine import never

PIPELINE = 5
"""Raise this when reading or extraction changes what it finds: indexes are then made anew."""


class NotIndexed(Exception):
    """The corpus has no index that can be opened yet; ``reason`` says why in one line."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Corpus:
    """A set of folders and files, and its index. Safe to use from several threads."""

    def __init__(self, roots: tuple[Path, ...], home: Path) -> None:
        self.roots = roots
        self.home = home
        self.key = corpus_key(roots)
        self.directory = index_folder(home, self.key)
        self.corrections_file = CorrectionsFile(corrections_path(home, self.key))
        self._made: list[Correction] = []
        self._reader: IndexReader | None = None
        self._lock = threading.RLock()
        self._correcting = threading.RLock()

    @classmethod
    def open(cls, roots: Iterable[Path | str], home: Path | None = None) -> Self:
        """Return the corpus of these files and folders. Touches no file yet."""
        return cls(resolve_roots(roots), home or home_folder())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index files; the corpus can be used again afterwards."""
        with self._lock:
            if self._reader is not None:
                self._reader.close()
                self._reader = None

    # -- the index ---------------------------------------------------------------------------

    @property
    def index_directory(self) -> Path:
        """Where the Whoosh index of this corpus lies."""
        return self.directory / "index"

    def reader(self) -> IndexReader:
        """Return the open generation, opening the newest one at first use.

        Raises NotIndexed where there is none, or none that this version can read.
        """
        with self._lock:
            if self._reader is None:
                self._reader = self._open_reader()
            return self._reader

    def _open_reader(self) -> IndexReader:
        self._check_record()
        try:
            return IndexReader.open(self.index_directory)
        except FileNotFoundError:
            raise NotIndexed("is not indexed yet") from None
        except IndexUnusable as error:
            raise NotIndexed(str(error)) from error

    def _check_record(self) -> None:
        """Raise NotIndexed unless the record says that this version filled the index."""
        record = read_json(self.directory / "corpus.json")
        if not isinstance(record, dict):
            there = self.index_directory.exists()
            raise NotIndexed("has lost its record" if there else "is not indexed yet")
        if record.get("pipeline") != PIPELINE:
            raise NotIndexed("was indexed by another version of onrecord")

    def is_indexed(self) -> bool:
        """Tell whether there is an index that can be searched now."""
        try:
            self.reader()
        except NotIndexed:
            return False
        return True

    def is_complete(self) -> bool:
        """Tell whether a refresh ever came to its end.

        Until then, because one is under way, was stopped, or found the disk full, there are
        articles that no search finds.
        """
        record = read_json(self.directory / "corpus.json")
        return isinstance(record, dict) and record.get("complete") is True

    def reload(self) -> bool:
        """Open the newest generation; tell whether it is another one than before.

        Results made from the old generation stay readable.
        """
        with self._lock:
            if self._reader is not None and self._reader.up_to_date():
                return False
            self._reader = self._open_reader()
            return True

    @property
    def generation(self) -> int:
        """The number of the open generation; 0 while nothing is indexed."""
        try:
            return self.reader().generation
        except NotIndexed:
            return 0

    def refresh(
        self,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        rebuild: bool = False,
    ) -> RefreshReport:
        """Read what is new or changed under the roots into the index.

        With ``rebuild`` every file is read again; until then the old index can be searched. An
        index that cannot be used (torn, foreign, made by another version) is dropped first; the
        report says so. What the user corrected since is put right in all articles, read again or
        not. Raises Busy while another process writes, and OSError where the index cannot be
        written.
        """
        make_private(self.directory)
        with exclusive(self.directory / "lock"):
            writer, why_anew = self._open_writer()
            with self.sound(), writer:
                line = InLine(writer, self.directory, self.corrections_file)
                stale = line.begin()
                run = Refresh(
                    writer,
                    progress or ignore_progress,
                    cancelled or never,
                    rebuild,
                    corrections=line.corrections,
                    stale=stale,
                    follow=line.follow,
                )
                report = run.run(self.roots)
                if report.complete:
                    line.finish(left=set(stale) - run.present)
            if report.complete and not self.is_complete():
                self._write_record(complete=True)
        return replace(
            report,
            why_anew=why_anew,
            corrected=report.corrected + line.articles,
            skipped=(*line.trouble, *report.skipped),
        )

    def _open_writer(self) -> tuple[IndexWriter, str]:
        """Open the index for writing, and say why it was made anew: nothing where it was not, or
        where there was none before.
        """
        before = self.index_directory.exists()
        try:
            self._check_record()
            return IndexWriter(self.index_directory), ""
        except (NotIndexed, IndexUnusable) as error:
            reason = error.reason
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            reason = "is damaged (a file is missing)"
        self._start_anew()
        return IndexWriter(self.index_directory), reason if before else ""

    def _start_anew(self) -> None:
        """Drop an index that cannot be used: it is a cache, the sources are what counts."""
        self.close()
        if self.index_directory.exists():
            shutil.rmtree(self.index_directory)
        self._write_record(complete=False)

    def _write_record(self, complete: bool) -> None:
        roots = [str(root) for root in self.roots]
        record = {"roots": roots, "pipeline": PIPELINE, "complete": complete}
        write_json(self.directory / "corpus.json", record)

    @contextmanager
    def sound(self) -> Iterator[None]:
        """Give up an index that turns out to be damaged while it is used: raises NotIndexed.

        The next refresh then starts anew. For use around the reading of results as well, since
        hits are made when they are looked at.
        """
        try:
            yield
        except IndexUnusable as error:
            self.close()
            (self.directory / "corpus.json").unlink(missing_ok=True)
            roots = ", ".join(map(str, self.roots))
            reason = f"{roots}: the index {error}; it will be made anew next time"
            raise NotIndexed(reason) from error

    def forget(self) -> bool:
        """Delete the index (never the sources, nor what the user made); tell if there was one.

        Raises Busy while another process writes to it.
        """
        self.close()
        if not self.directory.exists():
            return False
        with exclusive(self.directory / "lock"):
            shutil.rmtree(self.directory)
        return True

    # -- what the user corrects --------------------------------------------------------------

    @property
    def corrections(self) -> Parsed:
        """What the user's file of corrections says now, and the mistakes in it.

        Raises OSError where it cannot be read.
        """
        return self.corrections_file.load()

    def correct(self, correction: Correction) -> Outcome:
        """Keep a correction, or a topic of the user's own, and put it into the index at once.

        Takes some milliseconds for a quote; for what is said of actors as long as it takes to make
        the corpus-wide map anew, so not for the screen's own thread. Raises NotChanged where it
        cannot be kept, Busy or OSError where the file cannot be written; then nothing is changed.
        Raises OSError as well where the index cannot be written; it then is put right when it can.
        """
        with self._correcting:
            if self.is_indexed():
                correction = with_kind(self.reader(), correction)
            self.corrections_file.add(correction)
            self._made.append(correction)
            if not self._bring_in_line(correction):
                return Outcome.LATER
            if not isinstance(correction, NamedTopic):
                with self.sound():
                    if unfitting(self.reader(), Corrections((correction,))):
                        return Outcome.FITS_NOTHING
            return Outcome.APPLIED

    def withdraw(self, correction: Correction) -> Outcome:
        """Take a correction back: the last of those that are equal. Raises as :meth:`correct`."""
        with self._correcting:
            self.corrections_file.remove(correction)
            return Outcome.APPLIED if self._bring_in_line(correction) else Outcome.LATER

    def undo(self) -> Correction | None:
        """Take back what was corrected last: here, or else the last in the file; return it, None
        where there is nothing. Raises as :meth:`correct`."""
        with self._correcting:
            there = self.corrections.corrections.items
            while self._made and self._made[-1] not in there:
                self._made.pop()
            last = self._made.pop() if self._made else there[-1] if there else None
            if last is not None:
                self.withdraw(last)
            return last

    def unfitting(self) -> list[Correction]:
        """Return the corrections for which there is no article, quote or actor (any more).

        Raises NotIndexed, and OSError where the file cannot be read.
        """
        with self.sound():
            return unfitting(self.reader(), self.corrections.corrections)

    def _bring_in_line(self, correction: Correction) -> bool:
        """Put a new correction into the index; False where that is left for the next refresh."""
        if isinstance(correction, NamedTopic):
            return True
        if not self.is_indexed():
            return False
        try:
            with (
                waiting_for(self.directory / "lock"),
                self.sound(),
                IndexWriter(self.index_directory) as writer,
            ):
                line = InLine(writer, self.directory, self.corrections_file)
                left = line.begin()
                writer.update_map()
                if not left:
                    line.finish()
        except Busy:
            return False
        self.reload()
        if isinstance(correction, SpokenBy | NoQuote):
            concerned = self.reader().entries.with_hashes({correction.place.article})
            return not set(left).intersection(concerned)
        return not left

    # -- what is in it -----------------------------------------------------------------------

    def search(
        self,
        query: str,
        filters: Sequence[str] = (),
        typing: bool = False,
        boilerplate: bool = False,
        order: Order = Order.RELEVANCE,
        grouped: bool = False,
        cancelled: Callable[[], bool] | None = None,
    ) -> Results:
        """Return the passages that match ``query`` and every one of ``filters``.

        ``filters`` are texts of the query language (``by:"Ana Reyes"``). While ``typing``, the
        last word is a prefix. With ``grouped`` the hits of an article stand together. Raises
        NotIndexed, and Cancelled when ``cancelled`` says so.
        """
        with self.sound():
            return search(
                self.reader(),
                query,
                filters=filters,
                typing=typing,
                boilerplate=boilerplate,
                order=order,
                grouped=grouped,
                cancelled=cancelled or never,
                topics=self._own_topics(),
            )

    def warm_up(self, cancelled: Callable[[], bool] | None = None) -> bool:
        """Make ready what the next search would otherwise wait for, and check all files.

        For a thread of its own; tells whether it came to its end before ``cancelled`` said so.
        Raises NotIndexed where the index is damaged.
        """
        with self.sound():
            return warm_up(self.reader(), cancelled or never, self._own_topics())

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The indexed articles by id."""
        return self.reader().entries

    @property
    def actors(self) -> Sequence[Actor]:
        """Every actor of the corpus; an actor's id is its position."""
        return self.reader().actors

    @property
    def topics(self) -> Sequence[Topic]:
        """Every topic of the corpus, the user's own at the end; a topic's id is its position."""
        with self.sound():
            return all_topics(self.reader(), self._own_topics())

    def _own_topics(self) -> Sequence[NamedTopic]:
        """Return the user's topics; none where their file cannot be read."""
        try:
            return self.corrections.corrections.topics
        except OSError:
            return ()

    def article(self, article_id: str) -> tuple[Article, Extraction]:
        """Return an article as it was indexed, and what was found in it. KeyError if unknown."""
        with self.sound():
            return self.reader().load(article_id)

    def actor_id(self, article_id: str, local: int) -> int:
        """Return the corpus-wide id of an article's local actor number ``local``."""
        return self.reader().actor_id(article_id, local)

    def topic_id(self, article_id: str, phrase: int) -> int | None:
        """Return the corpus-wide id of the topic of an article's phrase, None if it has none."""
        return self.reader().topic_id(article_id, phrase)

    def quotes_by(self, actor_id: int) -> Results:
        """Return all quotes of an actor, in the order of the articles."""
        return quotes_by(self.reader(), actor_id)

    # -- pages -------------------------------------------------------------------------------

    def person(self, actor_id: int) -> PersonProfile:
        """Return an actor's page. IndexError if unknown."""
        with self.sound():
            return profiles.person(self.reader(), actor_id)

    def topic(self, topic_id: int) -> TopicProfile:
        """Return a topic's page. IndexError if unknown."""
        with self.sound():
            return profiles.topic(self.reader(), topic_id)

    def compare(self, one: int, other: int, topic: int | None = None) -> Comparison:
        """Return the quotes of two actors side by side, on one topic or on all."""
        with self.sound():
            return profiles.compare(self.reader(), one, other, topic)

    def most_quoted(self, text: str = "") -> Sequence[FacetCount]:
        """Return who is quoted, most often first; with a ``text``, those whom it may mean."""
        with self.sound():
            return profiles.most_quoted(self.reader(), text)

    def most_named(self, text: str = "") -> Sequence[FacetCount]:
        """Return who is named, most often first; with a ``text``, those whom it may mean."""
        with self.sound():
            return profiles.most_named(self.reader(), text)

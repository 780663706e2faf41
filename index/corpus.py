"""The one door to a corpus: open it, refresh it, search it, read it.

Nothing behind this door is shown to its callers but the dataclasses of :mod:`index.model` and the
:class:`~index.search.Results` of a search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from index.cancelling import never
from index.correcting import InLine, unfitting
from index.corrections.file import Parsed
from index.corrections.model import Correction, NamedTopic, Outcome, Undone
from index.corrections.store import CorrectionsFile, corrections_path
from index.corrector import Corrector
from index.home import exclusive, home_folder, make_private, resolve_roots
from index.kept_index import KeptIndex
from index.kept_index import NotIndexed as NotIndexed
from index.model import Actor, Article, Extraction, FacetCount, Progress, RefreshReport, Topic
from index.postings import Entry
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


class Corpus(KeptIndex):
    """A set of folders and files, and its index. Safe to use from several threads."""

    def __init__(self, roots: tuple[Path, ...], home: Path) -> None:
        """Take the resolved roots, and the folder of what onrecord keeps."""
        super().__init__(roots, home)
        self.corrections_file = CorrectionsFile(corrections_path(home, self.key))
        self._corrector = Corrector(self, self.corrections_file)

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

    # -- bringing it up to date --------------------------------------------------------------

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
            writer, why_anew = self.open_writer()
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
                    line.finish(set(stale) - run.present, cancelled or never)
            if report.complete and not self.is_complete():
                self.write_record(complete=True)
        return replace(
            report,
            why_anew=why_anew,
            corrected=report.corrected + line.articles,
            skipped=(*line.trouble, *report.skipped),
        )

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
        return self._corrector.correct(correction)

    def withdraw(self, correction: Correction) -> Outcome:
        """Take a correction back: the last of those that are equal. Raises as :meth:`correct`."""
        return self._corrector.withdraw(correction)

    def undo(self) -> Undone | None:
        """Undo what was corrected, or taken back, last: here, or else the last in the file; return
        what it was, None where there is nothing. Raises as :meth:`correct`."""
        return self._corrector.undo()

    def unfitting(self) -> list[Correction]:
        """Return the corrections for which there is no article, quote or actor (any more).

        Raises NotIndexed, and OSError where the file cannot be read.
        """
        with self.sound():
            return unfitting(self.reader(), self.corrections.corrections)

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

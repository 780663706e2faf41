"""Reading one finished generation: what was committed, and nothing that came after.

Opening maps the files of the segments and of the corpus-wide map, and that is all; columns, the
catalogue, words and names are made of them when somebody asks. So a reader of a million passages
opens in some milliseconds, and what is never asked for is never made.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh.query.qcore import Query

from index.model import Actor, Article, Extraction, Topic
from index.postings.corpus_map.maps import latest_map, open_map
from index.postings.errors import IndexUnusable, noticing_damage
from index.postings.format.stores import unpack_columns
from index.postings.query.evaluation import Evaluator, Matches
from index.postings.query.field_postings import SegmentPart
from index.postings.snapshot.article_store import ArticleStore, StoredPassage
from index.postings.snapshot.entries import Entries
from index.postings.snapshot.generation import Generation
from index.postings.snapshot.lexicon import Lexicon
from index.postings.snapshot.manifest import check_format, latest_generation, read_generation
from index.postings.snapshot.table import PassageTable
from index.postings.snapshot.toc import unpack_toc

ATTEMPTS = 5
"""A writer may remove the newest generation while it is being opened; then look again."""


class IndexReader:
    """One generation of an index. Safe to use from several threads.

    Only evaluations wait for each other: texts are read, and articles loaded, while another thread
    searches. Every method raises IndexUnusable where a file turns out to be damaged, and ValueError
    once the reader is closed.

    ``entries`` is the catalogue by article id, ``table`` the columns of all passages, ``corpus``
    the corpus-wide map: actors and topics, and which of them are in each passage.
    """

    def __init__(self, directory: Path, generation: int) -> None:
        """Open a generation; see :meth:`open`, which finds the newest one."""
        manifest, toc = read_generation(directory, generation)
        self.directory = directory
        self.generation = generation
        self._files = Generation(directory, unpack_toc(toc, generation))
        segments = self._files.segments
        self.corpus = open_map(directory, segments)
        self.entries: Entries = segments.entries(manifest.stamps)
        self.table = table = PassageTable(segments, self.corpus)
        self._articles = ArticleStore(segments, self.entries, table)
        self._evaluator = Evaluator(
            [SegmentPart(each.arrays, each.base, each.documents) for each in segments],
            live=lambda: table.live,  # not of self, which would then wait for the garbage collector
            searcher=self._files.searcher,
        )
        self._evaluating = threading.Lock()
        self._closed = False

    @classmethod
    def open(cls, directory: Path) -> IndexReader:
        """Open the newest generation.

        Raises FileNotFoundError where there is no index, IndexUnusable where there is one that is
        foreign, torn, or of another version, and another OSError where it cannot be read now.
        """
        check_format(directory)
        for _ in range(ATTEMPTS):
            generation = latest_generation(directory)
            if not generation:
                raise FileNotFoundError(f"{directory}: holds no index")
            try:
                return cls(directory, generation)
            except IndexUnusable:
                if latest_generation(directory) == generation:
                    raise
            except FileNotFoundError as error:
                if latest_generation(directory) == generation:
                    raise IndexUnusable("is damaged (a file is missing)") from error
        raise IndexUnusable("changes faster than it can be opened")

    def up_to_date(self) -> bool:
        """Tell whether neither a newer generation nor a newer map of this one was written."""
        return (
            latest_generation(self.directory) == self.generation
            and latest_map(self.directory) == self.corpus.version
        )

    def verify(self) -> None:
        """Read all there is and compare the checksums: a second for a gigabyte.

        For a thread in the background; others can go on meanwhile.
        """
        self._files.verify()
        self.corpus.verify()

    def close(self) -> None:
        """Let go of the files. Columns that were taken from the table stay readable."""
        self._closed = True

    def _check_open(self) -> None:
        if self._closed:
            raise ValueError("the reader is closed")

    # -- passages ------------------------------------------------------------------------------

    def evaluate(self, query: Query, cancelled: Callable[[], bool]) -> Matches:
        """Return all live passages that match, with their BM25F scores; see evaluation.py.

        Nothing, once ``cancelled`` says so.
        """
        self._check_open()
        with self._evaluating:
            return self._evaluator.evaluate(query, cancelled)

    def places(self, field: str, stem: str, passages: NDArray[np.int32]) -> NDArray[np.int64]:
        """Return where a stem stands in ``passages`` (ascending, each one once).

        Each place is a row of ``passages`` << 32 | a position; they ascend.
        """
        self._check_open()
        with self._evaluating:
            return self._evaluator.places(field, stem, passages)

    def passage(self, number: int) -> StoredPassage:
        """Return a passage with its words, by its row in the table.

        IndexError where that is no passage.
        """
        self._check_open()
        return self._articles.passage(number)

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """Return several passages with their words: as :meth:`passage`, and quicker."""
        self._check_open()
        return self._articles.passages(numbers)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(segment.arrays for segment in self._files.segments)

    def lexicon(self) -> Lexicon:
        """Return the words of all passages as they are written."""
        self._check_open()
        return self._lexicon

    # -- articles ------------------------------------------------------------------------------

    def load(self, article_id: str) -> tuple[Article, Extraction]:
        """Return an article and what was found in it. KeyError where it is not in the index."""
        self._check_open()
        return self._articles.article(self.entries.number(article_id))

    def passages_of(self, article_id: str) -> range:
        """Return the rows of an article's passages. KeyError where it is not in the index."""
        own = self._files.segments.documents_of(self.entries.number(article_id))
        return own[1:]

    def article_paths(self) -> list[bytes]:
        """Return the path of each article of the table, as the file system's own bytes."""
        return self.table.paths

    def names_in_articles(self) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
        """Yield each article's id, and of each of its local actors the name, then the aliases.

        All articles are gone through, some 30 microseconds each.
        """
        self._check_open()
        with noticing_damage():
            for segment in self._files.segments:
                packets = segment.packets["locals"]
                for article_id, number in segment.articles.live_ids():
                    columns = unpack_columns(packets[number])
                    names = zip(columns.names, columns.aliases, strict=True)
                    yield article_id, [(name, *aliases) for name, aliases in names]

    # -- the corpus ----------------------------------------------------------------------------

    @property
    def actors(self) -> Sequence[Actor]:
        """Every actor of the corpus; an actor's id is its position."""
        return self.corpus.actors

    @property
    def topics(self) -> Sequence[Topic]:
        """Every topic of the corpus; a topic's id is its position."""
        return self.corpus.topics

    def actor_id(self, article_id: str, local: int) -> int:
        """Return the Actor id of an article's local actor."""
        base = int(self.table.actor_base[self.entries.number(article_id)])
        return int(self.table.actor_of[base + local])

    def topic_id(self, article_id: str, phrase: int) -> int | None:
        """Return the Topic id of an article's phrase number ``phrase``, None if it has none."""
        base = int(self.table.phrase_base[self.entries.number(article_id)])
        found = int(self.table.topic_of[base + phrase])
        return found if found >= 0 else None

"""What every engine of the benchmark does: build from a corpus, open, answer, change an article."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from index.model import Article, Extraction
from tests.bench.articles import Passage
from tests.bench.corpus import Corpus
from tests.bench.queries import Answer, Query

BEST = 50
"""Documents that an answer lists."""

MOST_ACTORS = 20
"""Actors that an answer to Kind.ACTOR_COUNTS lists."""

T = TypeVar("T")


class Feed:
    """Hands a corpus to an engine, and knows how long that took.

    ``reading`` is the processor seconds of this thread that went into reading the corpus, which are
    no engine's work. An engine that works in a thread of its own goes on meanwhile, so the time of
    its calls alone would be too little: on one core, all that is not reading is the engine's.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self.reading = 0.0

    def articles(self) -> Iterator[tuple[Article, Extraction]]:
        """Yield all articles."""
        return self._metered(self._corpus.articles())

    def passages(self) -> Iterator[list[Passage]]:
        """Yield all passages, those of an article at a time."""
        return self._metered(self._corpus.passages())

    def _metered(self, source: Iterable[T]) -> Iterator[T]:
        iterator = iter(source)
        while True:
            started = time.thread_time()
            found = next(iterator, None)
            self.reading += time.thread_time() - started
            if found is None:
                return
            yield found


@dataclass(slots=True)
class Stages:
    """Stages that come after an index can be searched (optimising): wall seconds by name, and the
    processor seconds of all."""

    seconds: dict[str, float] = field(default_factory=dict)
    processor: float = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage."""
        wall, processor = time.perf_counter(), time.process_time()
        yield
        self.seconds[name] = time.perf_counter() - wall
        self.processor += time.process_time() - processor


@dataclass(frozen=True, slots=True)
class Change:
    """An article that was edited, as the index and as other engines take it."""

    article: Article
    extraction: Extraction
    passages: list[Passage]


@dataclass(frozen=True, slots=True)
class Changed:
    """Wall seconds: of opening a writer, and of each change until it was durable."""

    opening: float
    commits: list[float]


class Searcher(Protocol):
    """An open index."""

    def prepare(self) -> float:
        """Make what is otherwise made at the first query, which is no part of a query's time.

        Returns its wall seconds, without what only the benchmark needs.
        """

    def ask(self, query: Query) -> Answer:
        """Answer a query: the BEST documents and the exact count."""

    def close(self) -> None:
        """Let go of the files."""


class Engine(Protocol):
    """One engine, with the set-up it is measured in.

    Where it is not ``asked``, only building it is compared: a variant of one that is.
    """

    name: str
    asked: bool

    def set_up(self) -> str:
        """Say in a line which version it is and how it is set up."""

    def build(self, feed: Feed, directory: Path, stages: Stages) -> None:
        """Index the corpus in an empty folder; when it returns, all is durable."""

    def parts(self, directory: Path) -> dict[str, int]:
        """Return the bytes on disk of "text", "index" and "facets"."""

    def open(self, directory: Path) -> Searcher:
        """Open an index, ready for a query."""

    def change(self, directory: Path, changes: list[Change]) -> Changed:
        """Replace an article as often as there are changes, each time durably."""

"""One search, from the text of a query to a list of results.

read → compile → evaluate → show each passage once → order → count actors and topics
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from index.model import FacetCount
from index.postings import IndexReader
from index.search.catalogue import Catalogue, catalogue_of
from index.search.compile import Compiled, compile_query
from index.search.facts import Holders, Numbers, Ordering
from index.search.highlight import Needles
from index.search.language import read
from index.search.results import Results, Suggestion, Summary
from index.search.suggestions import suggest
from index.search.syntax import Node

MAX_FACETS = 1_000
"""Actors, and topics, that are counted out: the most frequent ones."""


class Order(StrEnum):
    """How results are sorted. By relevance, equal ones go in the order of the articles."""

    RELEVANCE = "relevance"
    DATE = "date"
    ARTICLE = "article"
    SPEAKER = "speaker"


class Cancelled(Exception):
    """The search was given up because its answer is not wanted any more."""


def never() -> bool:
    """Say that the answer is still wanted."""
    return False


def search(
    reader: IndexReader,
    query: str,
    *,
    filters: Sequence[str] = (),
    typing: bool = False,
    boilerplate: bool = False,
    order: Order = Order.RELEVANCE,
    cancelled: Callable[[], bool] = never,
) -> Results:
    """Return the passages that match ``query`` and all ``filters`` (texts of the same language).

    While ``typing``, the last word of ``query`` is a prefix, unless a space follows it. An empty
    query finds all passages. Any text is a query; nothing but Cancelled is raised.
    """
    started = time.perf_counter()
    session = _Search(reader, boilerplate, cancelled)
    reading = read(query)
    narrowing = [tree for text in filters if (tree := read(text).tree) is not None]
    typed = len(query) if typing else None
    compiled = compile_query(reading.tree, session.catalogue, narrowing, typed)
    passages, scores = session.find(compiled)
    by = Order.ARTICLE if compiled is None or not compiled.scored else order
    by = order if order is not Order.RELEVANCE else by
    places = session.sort(passages, scores, by)
    suggestions: tuple[Suggestion, ...] = ()
    if not len(passages):
        suggestions = suggest(query, reading.tree, filters, session.catalogue, session.count)
    notes = (*reading.notes, *(compiled.notes if compiled is not None else ()))
    summary = Summary(
        capped=compiled is not None and compiled.capped,
        actors=session.count_actors(passages),
        topics=session.count_topics(passages),
        notes=tuple(dict.fromkeys(notes)),
        suggestions=suggestions,
        seconds=time.perf_counter() - started,
    )
    needles = compiled.needles if compiled is not None else Needles()
    facts = session.catalogue.facts
    return Results(reader, passages[places], scores[places], needles, facts.speakers, summary)


class _Search:
    """The steps of a search over one generation; each asks first whether it is still wanted."""

    def __init__(
        self, reader: IndexReader, boilerplate: bool, cancelled: Callable[[], bool]
    ) -> None:
        self.reader = reader
        self.catalogue: Catalogue = catalogue_of(reader)
        self.boilerplate = boilerplate
        self.cancelled = cancelled

    def _go_on(self) -> None:
        if self.cancelled():
            raise Cancelled

    def find(self, compiled: Compiled | None) -> tuple[Numbers, NDArray[np.float32]]:
        """Return the passages to show, ascending, with their scores."""
        self._go_on()
        facts = self.catalogue.facts
        searched = facts.searched(self.boilerplate)
        if compiled is None:
            passages = np.flatnonzero(searched).astype(np.int32)
            scores = np.zeros(len(passages), np.float32)
        else:
            matches = self.reader.evaluate(compiled.query, self.cancelled)
            kept = searched[matches.passages]
            passages, scores = matches.passages[kept], matches.scores[kept]
        self._go_on()
        shown = facts.without_quoted_paragraphs(passages)
        return passages[shown], scores[shown]

    def count(self, query: str, filters: Sequence[str]) -> int:
        """Return how many passages a query finds."""
        trees: list[Node] = [tree for text in filters if (tree := read(text).tree) is not None]
        compiled = compile_query(read(query).tree, self.catalogue, trees)
        return len(self.find(compiled)[0])

    def sort(
        self, passages: Numbers, scores: NDArray[np.float32], order: Order
    ) -> NDArray[np.int64]:
        """Return the positions of ``passages`` in the order they are shown in."""
        self._go_on()
        facts = self.catalogue.facts
        if order is Order.RELEVANCE:
            return np.lexsort((facts.oldest_first.place[passages], -scores))
        chosen: Ordering = facts.oldest_first
        if order is Order.DATE:
            chosen = facts.newest_first
        elif order is Order.SPEAKER:
            chosen = facts.by_speaker
        return np.argsort(chosen.place[passages], kind="stable")

    def count_actors(self, passages: Numbers) -> tuple[FacetCount, ...]:
        """Count for each actor the passages that mention it or are spoken by it."""
        self._go_on()
        facts = self.catalogue.facts
        return _counts(facts.actors_of, passages, [actor.name for actor in facts.actors])

    def count_topics(self, passages: Numbers) -> tuple[FacetCount, ...]:
        """Count for each topic the passages tagged with it."""
        self._go_on()
        facts = self.catalogue.facts
        return _counts(facts.topics_of, passages, [topic.label for topic in facts.topics])


def _counts(holders: Holders, passages: Numbers, labels: Sequence[str]) -> tuple[FacetCount, ...]:
    if not len(labels) or not len(passages):
        return ()
    counts = holders.counts(passages)
    first = np.argsort(-counts, kind="stable")[:MAX_FACETS]
    return tuple(
        FacetCount(int(number), labels[number], int(counts[number]))
        for number in first.tolist()
        if counts[number]
    )

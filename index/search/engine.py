"""One search, from the text of a query to a list of results.

    read → compile → evaluate → show each passage once → order → count actors and topics

Before each step the search asks whether its answer is still wanted: while somebody types, most
answers are not.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from index.postings import IndexReader
from index.search.catalogue import Catalogue, catalogue_of
from index.search.compile import Compiled, compile_query
from index.search.facets import facet_counts
from index.search.facts import Numbers
from index.search.highlight import Needles
from index.search.language import Reading, read
from index.search.ranking import Order, Scores, ranked
from index.search.results import Results, Suggestion, Summary
from index.search.suggestions import suggest
from index.search.syntax import Node


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
    query finds all passages, in the order of the articles. Any text is a query; nothing but
    Cancelled is raised.
    """
    started = time.perf_counter()
    run = _Search(reader, boilerplate, cancelled)
    reading = read(query)
    narrowing = [read(text) for text in filters]
    compiled = run.compile(reading, narrowing, len(query) if typing else None)
    passages, scores = run.find(compiled)
    suggestions: tuple[Suggestion, ...] = ()
    if not len(passages):
        suggestions = suggest(query, reading.tree, filters, run.catalogue, run.count)
    run.go_on()
    passages, scores = ranked(passages, scores, order, run.catalogue.facts)
    run.go_on()
    facts = run.catalogue.facts
    summary = Summary(
        capped=compiled is not None and compiled.gathered.capped,
        actors=facet_counts(facts.actors_of, passages, lambda each: facts.actors[each].name),
        topics=facet_counts(facts.topics_of, passages, lambda each: facts.topics[each].label),
        notes=_notes([reading, *narrowing], compiled),
        suggestions=suggestions,
        seconds=time.perf_counter() - started,
    )
    needles = compiled.gathered.needles if compiled is not None else Needles()
    return Results(reader, passages, scores, needles, facts.speakers, summary)


def quotes_by(reader: IndexReader, actor: int) -> Results:
    """Return all quotes of the actor with this id, in the order of the articles.

    By id, not by name: of two people with one name each keeps to himself.
    """
    facts = catalogue_of(reader).facts
    spoken = np.flatnonzero(facts.searched(boilerplate=False) & (facts.speakers == actor))
    scores = np.zeros(len(spoken), np.float32)
    passages, scores = ranked(spoken.astype(np.int32), scores, Order.ARTICLE, facts)
    return Results(reader, passages, scores, Needles(), facts.speakers, Summary())


def _notes(readings: Sequence[Reading], compiled: Compiled | None) -> tuple[str, ...]:
    """Return what there is to say about a search, each thing once."""
    notes = [note for reading in readings for note in reading.notes]
    if compiled is not None:
        notes += compiled.gathered.notes
    return tuple(dict.fromkeys(notes))


class _Search:
    """The steps of a search over one generation that suggestions need as well."""

    def __init__(
        self, reader: IndexReader, boilerplate: bool, cancelled: Callable[[], bool]
    ) -> None:
        self.reader = reader
        self.catalogue: Catalogue = catalogue_of(reader)
        self.boilerplate = boilerplate
        self.cancelled = cancelled

    def go_on(self) -> None:
        """Raise Cancelled where the answer is not wanted any more."""
        if self.cancelled():
            raise Cancelled

    def compile(
        self, reading: Reading, narrowing: Sequence[Reading], typed: int | None = None
    ) -> Compiled | None:
        """Return the compiled query; None where nothing is asked, so everything is found."""
        self.go_on()
        filters: list[Node] = [each.tree for each in narrowing if each.tree is not None]
        return compile_query(reading.tree, self.catalogue, filters, typed)

    def find(self, compiled: Compiled | None) -> tuple[Numbers, Scores]:
        """Return the passages to show, ascending, with their scores."""
        self.go_on()
        facts = self.catalogue.facts
        searched = facts.searched(self.boilerplate)
        if compiled is None:
            passages = np.flatnonzero(searched).astype(np.int32)
            scores = np.zeros(len(passages), np.float32)
        else:
            matches = self.reader.evaluate(compiled.query, self.cancelled)
            kept = searched[matches.passages]
            passages, scores = matches.passages[kept], matches.scores[kept]
        self.go_on()
        shown = facts.without_quoted_paragraphs(passages)
        return passages[shown], scores[shown]

    def count(self, query: str, filters: Sequence[str]) -> int:
        """Return how many passages a query finds."""
        compiled = self.compile(read(query), [read(text) for text in filters])
        return len(self.find(compiled)[0])

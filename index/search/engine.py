"""One search, from the text of a query to a list of results.

    read → compile → evaluate → show each passage once → order the best → count actors and topics

Before each step the search asks whether its answer is still wanted: while somebody types, most
answers are not.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from index.cancelling import never
from index.corrections.model import NamedTopic
from index.model import Topic
from index.postings import IndexReader
from index.postings.analysis import forms
from index.postings.query.workspace import each_once
from index.search.answers import Answer, Found, Question, Suggestion
from index.search.catalogue import Catalogue, catalogue_of
from index.search.closeness import Near, Slot, closeness
from index.search.compile import Compiled, compile_query
from index.search.facets import Facets
from index.search.facts import Mask, Numbers, PassageFacts, Scores, Shown
from index.search.grouping import Grouped
from index.search.highlight import Needles
from index.search.language import Reading, quoted_for_note, read
from index.search.own_topics import Asked, Joined, OwnTopics
from index.search.raising import raised
from index.search.ranking import Order, Ranking
from index.search.results import Results
from index.search.suggestions import suggest
from index.search.syntax import Node

MAX_NAMES = 64
"""Speakers whose names are compared with the words of a query."""


class Cancelled(Exception):
    """The search was given up because its answer is not wanted any more."""


def search(
    reader: IndexReader,
    query: str,
    *,
    filters: Sequence[str] = (),
    typing: bool = False,
    boilerplate: bool = False,
    order: Order = Order.RELEVANCE,
    grouped: bool = False,
    cancelled: Callable[[], bool] = never,
    topics: Sequence[NamedTopic] = (),
) -> Results:
    """Return the passages that match ``query`` and all ``filters`` (texts of the same language).

    With ``grouped`` those of an article stand together, as they read, the article with the first
    one in ``order`` first. While ``typing``, the last word of ``query`` is a prefix, unless a
    space follows it. An empty query finds all passages, in the order of the articles. ``topics``
    are the user's own. Any text is a query; nothing but Cancelled is raised.
    """
    started = time.perf_counter()
    question = Question(query, tuple(filters), typing, boilerplate, order, grouped, tuple(topics))
    run = _Search(reader, question, cancelled)
    known = run.catalogue.answers
    answer = known.get(question, run.answer) if question.is_common else run.answer(question)
    return Results(reader, answer, run.found_again, time.perf_counter() - started)


def quotes_by(reader: IndexReader, actor: int) -> Results:
    """Return all quotes of the actor with this id, in the order of the articles.

    By id, not by name: of two people with one name each keeps to himself. Each printing of a quote
    is there, so that whoever walks from quote to quote stays in the article at hand as long as the
    actor speaks in it.
    """
    facts = catalogue_of(reader).facts
    spoken = np.flatnonzero(facts.searched(boilerplate=False) & (facts.speakers == actor))
    passages = spoken.astype(np.int32)
    scores = np.zeros(len(passages), np.float32)
    ranking = Ranking(passages, scores, facts.keys(Order.ARTICLE, passages, scores))
    return Results.of(reader, Found(ranking, None, Facets(facts, passages)))


def own_topics_of(reader: IndexReader, topics: Sequence[NamedTopic]) -> OwnTopics:
    """Return the user's topics over one generation; asked for once, and kept for the next time."""
    catalogue = catalogue_of(reader)
    known = catalogue.own_topics
    if [each.topic for each in known.asked] != list(topics):
        known = OwnTopics.of(topics, lambda topic, own: _asked(reader, topic, own))
        catalogue.own_topics = known
    return known


def all_topics(reader: IndexReader, topics: Sequence[NamedTopic]) -> Sequence[Topic]:
    """Return the topics of the corpus, then the user's; the ids are their places."""
    own = own_topics_of(reader, topics)
    if not own.asked:
        return reader.topics
    facts = catalogue_of(reader).facts
    more = [
        Topic(number, each.topic.name, (each.topic.query,), facts.places(each.passages), own=True)
        for number, each in enumerate(own.asked, len(reader.topics))
    ]
    return Joined(reader.topics, more)


def _asked(reader: IndexReader, topic: NamedTopic, own: OwnTopics) -> Asked:
    """Evaluate the query of a topic, which may use those in ``own``."""
    reading = read(topic.query)
    compiled = compile_query(reading.tree, catalogue_of(reader), own=own)
    name = quoted_for_note(topic.name)
    if compiled.query is None:
        nothing = np.empty(0, np.int32)
        return Asked(topic, nothing, Needles(), (f"topic {name}: its query asks for nothing",))
    notes = tuple(f"topic {name}: {note}" for note in _notes([reading], compiled))
    passages = reader.evaluate(compiled.query, never).passages
    return Asked(topic, passages, compiled.gathered.needles, notes)


def _notes(readings: Sequence[Reading], compiled: Compiled) -> tuple[str, ...]:
    """Return what there is to say about a search, each thing once."""
    notes = [note for reading in readings for note in reading.notes]
    return tuple(dict.fromkeys([*notes, *compiled.gathered.notes]))


class _Search:
    """The steps of a search over one generation, some of which suggestions need as well."""

    def __init__(
        self, reader: IndexReader, question: Question, cancelled: Callable[[], bool]
    ) -> None:
        self.reader = reader
        self.question = question
        self.catalogue: Catalogue = catalogue_of(reader)
        self.facts: PassageFacts = self.catalogue.facts
        self.cancelled = cancelled
        self._found: Found | None = None
        self.go_on()

    @cached_property
    def own(self) -> OwnTopics:
        """The user's topics."""
        return own_topics_of(self.reader, self.question.topics)

    def answer(self, question: Question) -> Answer:
        """Search, and return what is to be kept of it."""
        reading, notes, compiled, found = self._find_all()
        suggestions: tuple[Suggestion, ...] = ()
        if not len(found.ranking):
            suggestions = suggest(
                question.query, reading.tree, question.filters, self.catalogue, self.count
            )
        return Answer.of(
            found,
            compiled.gathered.needles,
            capped=compiled.gathered.capped,
            notes=notes,
            suggestions=suggestions,
        )

    def found_again(self) -> Found:
        """Return all that was found: the same search once more where but the answer was kept."""
        if self._found is None:
            self.cancelled = never
            self._find_all()
        assert self._found is not None, "a search that is not cancelled finds something"
        return self._found

    def _find_all(self) -> tuple[Reading, tuple[str, ...], Compiled, Found]:
        question = self.question
        reading = read(question.query)
        narrowing = [read(text) for text in question.filters]
        typed = len(question.query) if question.typing else None
        compiled = self.compile(reading, narrowing, typed)
        shown = self.find(compiled)
        self.go_on()
        ranking = self.ranked(shown, question.order, compiled)
        arranged = self.grouped(ranking) if question.grouped else ranking
        found = Found(arranged, shown.folded, Facets(self.facts, shown.passages, self.own))
        self.go_on()
        self._found = found
        return reading, _notes([reading, *narrowing], compiled), compiled, found

    def go_on(self) -> None:
        """Raise Cancelled where the answer is not wanted any more."""
        if self.cancelled():
            raise Cancelled

    def compile(
        self, reading: Reading, narrowing: Sequence[Reading], typed: int | None = None
    ) -> Compiled:
        """Return the compiled query; where nothing is asked, everything is found."""
        self.go_on()
        filters: list[Node] = [each.tree for each in narrowing if each.tree is not None]
        return compile_query(reading.tree, self.catalogue, filters, typed, self.own)

    def find(self, compiled: Compiled) -> Shown:
        """Return the passages to show."""
        self.go_on()
        facts = self.facts
        boilerplate = self.question.boilerplate
        if compiled.query is None:
            return facts.all_shown(boilerplate=True) if boilerplate else facts.everything
        matches = self.reader.evaluate(compiled.query, self.cancelled)
        self.go_on()
        return facts.found(matches.passages, matches.scores, boilerplate)

    def count(self, query: str, filters: Sequence[str]) -> int:
        """Return how many passages a query finds."""
        compiled = self.compile(read(query), [read(text) for text in filters])
        return len(self.find(compiled).passages)

    def ranked(self, shown: Shown, order: Order, compiled: Compiled) -> Ranking:
        """Put the passages in order; the best by score are looked at once more."""
        passages, scores = shown.passages, shown.scores
        keys = self.facts.keys(order, passages, scores)
        slots = compiled.gathered.slots

        def raise_best(best: Numbers, plain: Scores) -> Scores:
            self.go_on()
            near = self._near(best, slots) if len(slots) > 1 else None
            table = self.facts.table
            confidence = table.confidence.take(best).astype(np.float32) / np.float32(100)
            return raised(plain, near, confidence, table.boilerplate.take(best))

        by_score = order is Order.RELEVANCE and len(scores) and scores.max() > 0
        return Ranking(passages, scores, keys, raise_best if by_score else None)

    def grouped(self, ranking: Ranking) -> Grouped:
        """Put the hits of each article together."""
        self.go_on()
        table = self.facts.table
        articles = table.article.take(ranking.passages)
        return Grouped(ranking, articles, table.start.take(ranking.passages))

    def _near(self, best: Numbers, slots: Sequence[Slot]) -> Near:
        """Return how near the words of the query stand in each of some passages."""
        order = np.argsort(best)
        ascending = best[order]
        found = closeness(
            slots, lambda field, stem: self.reader.places(field, stem, ascending), len(best)
        )
        back = np.empty_like(order)
        back[order] = np.arange(len(order))
        named = found.named[back] & self._have_names_of(best, found.named[back], len(slots))
        return Near(found.close[back], named)

    def _have_names_of(self, best: Numbers, some: Mask, words: int) -> Mask:
        """Tell which of the passages, where ``some``, are by speakers whose name has so many words:
        "kelder strait" is not the name of the Kelder Strait Authority."""
        speakers = self.facts.speakers.take(best)
        labels = self.facts.corpus.actors.labels
        different = each_once(speakers[some & (speakers >= 0)])[:MAX_NAMES]
        whole = [each for each in different.tolist() if len(forms(labels[each])) == words]
        return np.isin(speakers, whole)

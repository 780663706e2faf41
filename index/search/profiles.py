"""A person's page, a topic's page, and two people side by side, as data.

A page is a handful of result lists and counts. Which passages are in them is decided at once, with
numpy over the columns of the table; the hits and names are made when a row of the screen needs
them, so the page of somebody with 100,000 quotes costs no more than that of somebody with ten.

    person     said      quotes that the actor speaks               newest first
               about     quotes of others that name the actor       newest first
               company   who else is quoted in the same articles    by articles
               timeline  passages that name or quote the actor      by month
    compare    quotes of two actors, oldest first, those of one day beside each other:

               2 May    one's first      other's first
               2 May    one's second     -
               9 Jun    -                other's second

Passages with the very same words are one, as in results, and boilerplate is left out: the numbers
here are those of the search that a line of the page leads to.

Cost at a million passages: some passes over a column of all passages, a few milliseconds together;
the first page of a generation also inverts the lists of actors or topics (some 50 ms).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from index.extraction.merge_reasons import why
from index.model import Actor, FacetCount, Hit, Topic
from index.postings import IndexReader
from index.search.answers import Found
from index.search.catalogue import Catalogue, catalogue_of
from index.search.facets import FacetList, Facets
from index.search.facts import PARAGRAPH, PassageFacts, Shown
from index.search.names import Names
from index.search.ranking import Order, Ranking
from index.search.results import Results

NO_DAY = np.iinfo(np.int32).max
"""Stands for the day of an article without a date: after all others."""

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Timeline:
    """How many passages each month has, from the first that has any to the last.

    ``months`` leaves no month out; their ids count months from year 0. ``first`` and ``last`` are
    the days of the oldest and the newest article.
    """

    months: tuple[FacetCount, ...]
    first: dt.date
    last: dt.date

    @property
    def peak(self) -> FacetCount:
        """The month with the most passages; of equal ones the first."""
        return max(self.months, key=lambda month: month.count)


@dataclass(frozen=True, slots=True)
class Alias:
    """Another way to write an actor's name, and why it was taken for the same; "" is not known."""

    form: str
    reason: str


@dataclass(frozen=True, slots=True)
class PersonProfile:
    """An actor's page. ``topics`` are those of what the actor says; of one who never speaks, those
    of the passages that name it. ``company`` counts articles, all others count passages."""

    actor: Actor
    said: Results
    about: Results
    topics: Sequence[FacetCount]
    company: Sequence[FacetCount]
    aliases: tuple[Alias, ...]
    timeline: Timeline | None


@dataclass(frozen=True, slots=True)
class TopicProfile:
    """A topic's page: its passages, newest first, who speaks in them, and what else is in them."""

    topic: Topic
    passages: Results
    speakers: Sequence[FacetCount]
    neighbours: Sequence[FacetCount]
    timeline: Timeline | None


@dataclass(frozen=True, slots=True)
class Pair:
    """What two actors said on one day; None where one of them said nothing (more)."""

    one: Hit | None
    other: Hit | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two actors side by side, on one topic, or on all where ``topic`` is None.

    ``pairs`` are in order of date; ``rows`` are the places in them, ascending, where the one says
    something, and where the other does. ``shared`` are the topics that both speak about, those with
    the most of their quotes first.
    """

    one: Actor
    other: Actor
    topic: Topic | None
    pairs: Sequence[Pair]
    rows: tuple[Sequence[int], Sequence[int]]
    shared: Sequence[FacetCount]


# -- pages ---------------------------------------------------------------------------------------


def person(reader: IndexReader, actor: int) -> PersonProfile:
    """Return the page of the actor with this id. IndexError where there is none."""
    facts = catalogue_of(reader).facts
    known = facts.corpus.actors[actor]
    spoken = quoted(facts, actor)
    named = _searched(facts, facts.having_actor(actor))
    by_others = (facts.table.kind.take(named) != PARAGRAPH) & (facts.speakers.take(named) != actor)
    said = _listed(reader, _shown(facts, spoken), Order.DATE)
    everywhere = Facets(facts, _shown(facts, named).passages)
    return PersonProfile(
        actor=known,
        said=said,
        about=_listed(reader, _shown(facts, np.compress(by_others, named)), Order.DATE),
        topics=said.topics if len(said) else everywhere.topics,
        company=quoted_with(facts, actor, spoken),
        aliases=tuple(
            Alias(form, why(known.name, form, known.kind, known.aliases)) for form in known.aliases
        ),
        timeline=timeline_of(everywhere),
    )


def topic(reader: IndexReader, number: int) -> TopicProfile:
    """Return the page of the topic with this id. IndexError where there is none."""
    facts = catalogue_of(reader).facts
    known = facts.corpus.topics[number]
    shown = _shown(facts, _searched(facts, facts.having_topic(number)))
    passages = _listed(reader, shown, Order.DATE)
    return TopicProfile(
        topic=known,
        passages=passages,
        speakers=passages.speakers,
        neighbours=tuple(each for each in passages.topics if each.id != number),
        timeline=timeline_of(Facets(facts, shown.passages)),
    )


def compare(reader: IndexReader, one: int, other: int, topic: int | None = None) -> Comparison:
    """Return the quotes of two actors beside each other, all of them or those on one topic.

    Takes ids; IndexError where there is no such actor or topic.
    """
    facts = catalogue_of(reader).facts
    spoken = [quoted(facts, actor) for actor in (one, other)]
    topics = [facts.count_holders(_shown(facts, each).passages)[1] for each in spoken]
    if topic is not None:
        on_topic = facts.having_topic(topic)
        spoken = [np.intersect1d(each, on_topic, assume_unique=True) for each in spoken]
    shown = [_shown(facts, each) for each in spoken]
    left, right = (_listed(reader, each, Order.ARTICLE) for each in shown)
    places = paired(*(_days(facts, each) for each in shown))
    ones, others = (np.flatnonzero(each >= 0).tolist() for each in places)
    return Comparison(
        one=facts.corpus.actors[one],
        other=facts.corpus.actors[other],
        topic=None if topic is None else facts.corpus.topics[topic],
        pairs=Pairs(left, right, *places),
        rows=(ones, others),
        shared=FacetList.frequent_first(_in_both(*topics), facts.corpus.topics.labels),
    )


def most_quoted(reader: IndexReader, text: str = "") -> Sequence[FacetCount]:
    """Return who is quoted, most often first; with a ``text``, those whom it may mean.

    ``text`` is a name as people type it: begun, or with slips. The counts are of quotes.
    """
    catalogue: Catalogue = catalogue_of(reader)
    actors = catalogue.facts.corpus.actors
    if not text.strip():
        return FacetList.frequent_first(actors.quotes, actors.labels)
    return _meant(catalogue.speaker_names, text)


def most_named(reader: IndexReader, text: str = "") -> Sequence[FacetCount]:
    """Return who is named, quoted or not, as :func:`most_quoted` does. The counts are of passages
    that mention them."""
    catalogue: Catalogue = catalogue_of(reader)
    actors = catalogue.facts.corpus.actors
    if not text.strip():
        return FacetList.frequent_first(actors.passages, actors.labels)
    return _meant(catalogue.actor_names, text)


def _meant(names: Names, text: str) -> Sequence[FacetCount]:
    found = names.find(text)
    meant = () if found is None else found.names
    return tuple(FacetCount(name.id, name.label, name.weight) for name in meant)


# -- passages ------------------------------------------------------------------------------------


def quoted(facts: PassageFacts, actor: int) -> NDArray[np.int32]:
    """Return the quotes of an actor, ascending, every printing of each, boilerplate left out."""
    spoken = np.flatnonzero(facts.searched(boilerplate=False) & (facts.speakers == actor))
    return spoken.astype(np.int32)


def _searched(facts: PassageFacts, passages: Numbers) -> Numbers:
    return np.compress(facts.searched(boilerplate=False).take(passages), passages)


def _shown(facts: PassageFacts, passages: Numbers) -> Shown:
    """Return what stands for passages (ascending) when each is shown once."""
    size = len(passages)
    return facts.shown(passages, np.zeros(size, np.float32), np.ones(size, np.bool_))


def _listed(reader: IndexReader, shown: Shown, order: Order) -> Results:
    """Return passages to show as results in this order."""
    facts = catalogue_of(reader).facts
    keys = facts.keys(order, shown.passages, shown.scores)
    ranking = Ranking(shown.passages, shown.scores, keys)
    return Results.of(reader, Found(ranking, shown.folded, Facets(facts, shown.passages)))


def quoted_with(facts: PassageFacts, actor: int, spoken: NDArray[np.int32]) -> Sequence[FacetCount]:
    """Return who else is quoted in the articles of the quotes ``spoken``, by number of articles."""
    table = facts.table
    labels = facts.corpus.actors.labels
    together = np.zeros(len(table.dates), np.bool_)
    together[table.article.take(spoken)] = True
    speaking = facts.searched(boilerplate=False) & (facts.speakers >= 0)
    rows = np.flatnonzero(speaking & facts.of_articles(together))
    keys = np.unique(table.article.take(rows).astype(np.int64) * len(labels) + facts.speakers[rows])
    counts = np.bincount(keys % len(labels), minlength=len(labels)) if len(keys) else keys
    if len(counts):
        counts[actor] = 0
    return FacetList.frequent_first(counts, labels)


# -- time ----------------------------------------------------------------------------------------


def timeline_of(counted: Facets) -> Timeline | None:
    """Return how passages are spread over the months; None where no article has a date."""
    months = {month.id: month for month in counted.months}
    if not months:
        return None
    days = _dates(counted.facts, counted.passages)
    days = days[days > 0]
    first, last = (dt.date.fromordinal(int(day)) for day in (days.min(), days.max()))
    every = tuple(
        months.get(month) or FacetCount(month, f"{month // 12:04}-{month % 12 + 1:02}", 0)
        for month in range(min(months), max(months) + 1)
    )
    return Timeline(every, first, last)


def _dates(facts: PassageFacts, passages: Numbers) -> Numbers:
    """Return the ordinal day of each passage's article, 0 where it is not known."""
    return facts.table.dates.take(facts.table.article.take(passages))


def _days(facts: PassageFacts, shown: Shown) -> Numbers:
    """Return the days of passages as they stand when they are listed oldest first."""
    days = _dates(facts, shown.passages)
    return np.sort(np.where(days > 0, days, NO_DAY))


def paired(one: Numbers, other: Numbers) -> tuple[Numbers, Numbers]:
    """Put two lists beside each other by day.

    Takes the days of both, ascending. Returns for each row the place in the first list and the
    place in the second, -1 for none: those of one day side by side as far as there are two.
    """
    size = max(len(one), len(other), 1)
    keys = [
        days.astype(np.int64) * size + np.arange(len(days)) - np.searchsorted(days, days)
        for days in (one, other)
    ]
    rows = np.union1d(*keys)
    places = [np.full(len(rows), -1, np.int64) for _ in keys]
    for place, key in zip(places, keys, strict=True):
        place[np.searchsorted(rows, key)] = np.arange(len(key))
    return places[0], places[1]


def _in_both(one: Numbers, other: Numbers) -> Numbers:
    """Return the sums of two counts where neither is 0, else 0."""
    size = min(len(one), len(other))
    one, other = one[:size], other[:size]
    return np.where((one > 0) & (other > 0), one + other, 0)


class Pairs(Sequence[Pair]):
    """Pairs of hits that are made when they are looked at."""

    def __init__(self, left: Results, right: Results, ones: Numbers, others: Numbers) -> None:
        """Take two lists, and for each pair its place in either, -1 for none."""
        self._left, self._right = left, right
        self._ones, self._others = ones, others

    def __len__(self) -> int:
        return len(self._ones)

    @overload
    def __getitem__(self, index: int) -> Pair: ...
    @overload
    def __getitem__(self, index: slice) -> list[Pair]: ...
    def __getitem__(self, index: int | slice) -> Pair | list[Pair]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        one, other = int(self._ones[index]), int(self._others[index])
        return Pair(
            self._left[one] if one >= 0 else None, self._right[other] if other >= 0 else None
        )

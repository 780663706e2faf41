"""What search asks of the passage table again and again, worked out once for each generation.

    ranks       the place of every article in an order: newest first, oldest first
    twins       which passages have the same words (twins.py)
    everything  what an empty query finds: every passage, each once

Each is made at first use, with numpy, over articles where that will do and over all passages where
it must: a few tenths of a second altogether for a million, most of which a warm-up does ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.model import PassageKind
from index.postings import PassageTable
from index.postings.corpus_map.holders import Holders
from index.postings.corpus_map.map_names import Actors, Topics
from index.search.counting import ListCounter
from index.search.raising import ENOUGH_WORDS, weights
from index.search.ranking import Key, Order, Rows
from index.search.twins import FEWEST_WORDS, Folded, Twins

KINDS = tuple(PassageKind)
PARAGRAPH = KINDS.index(PassageKind.PARAGRAPH)

LIVE, SEARCHED, INSIDE, TWIN = np.array([1, 2, 4, 8], np.uint8)
"""Marks of a passage: it is not deleted; and no boilerplate; it is a quote that stands inside
paragraphs; there are others of the very same words."""

LENGTH = 4
"""The bits of a passage's marks from this one on are its length in words, up to ENOUGH_WORDS."""

Marks = NDArray[np.uint8]
Places = NDArray[np.intp]
Numbers = NDArray[np.int32]
Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """Passages to show, ascending, with their scores; both of shape (n,). ``folded`` knows for
    which others each of them stands."""

    passages: Numbers
    scores: Scores
    folded: Folded


@dataclass(frozen=True, slots=True)
class Totals:
    """How many passages each of the corpus's actors and topics has, by id."""

    actors: Sequence[int]
    topics: Sequence[int]


class Corpus(Protocol):
    """What the corpus-wide map says: who and what there is, and where."""

    @property
    def actors(self) -> Actors:
        """The actors by id."""

    @property
    def topics(self) -> Topics:
        """The topics by id."""

    @property
    def speakers(self) -> NDArray[np.int32]:
        """The Actor id of each passage's speaker, -1 for none."""

    @property
    def actors_of(self) -> Holders:
        """The actors that each passage mentions or is spoken by."""

    @property
    def topics_of(self) -> Holders:
        """The topics of each passage."""


class PassageFacts:
    """The facts of one generation. Safe to share: nothing changes once it is made."""

    def __init__(self, table: PassageTable, corpus: Corpus) -> None:
        self.table = table
        self.corpus = corpus
        self.rows = len(table)

    def searched(self, boilerplate: bool) -> Mask:
        """Tell which passages are searched: all live ones, boilerplate only where asked for."""
        return self.table.live if boilerplate else self._searched_by_default

    @cached_property
    def _searched_by_default(self) -> Mask:
        return self.table.live & ~self.table.boilerplate

    def of_articles(self, wanted: Mask) -> Mask:
        """Tell which passages are in the articles for which ``wanted`` is true."""
        return np.append(wanted, False).take(self.table.article, mode="wrap")

    def places(self, passages: Numbers) -> int:
        """Count passages; a paragraph and the quotes that begin in it once, boilerplate not."""
        rows = passages[self.searched(boilerplate=False).take(passages)]
        places = self.table.article.take(rows).astype(np.int64) << 32
        return len(np.unique(places | self.table.paragraph.take(rows)))

    # -- showing a passage once --------------------------------------------------------------

    def found(self, passages: Numbers, scores: Scores, boilerplate: bool) -> Shown:
        """Show what a query found: ``passages``, ascending, with the ``scores`` of its words, which
        are weighed by the lengths of the passages."""
        rows = passages.astype(np.intp)
        marks = self._marks.take(rows)
        searched = (marks & (LIVE if boilerplate else SEARCHED)).astype(np.bool_)
        weighed = scores * weights((marks >> LENGTH).astype(np.float32))
        return self._shown(passages, rows, weighed, marks, searched)

    def shown(self, passages: Numbers, scores: Scores, searched: Mask) -> Shown:
        """Leave out of passages (ascending) those that are not ``searched``, and what others among
        them stand for: the paragraphs of quotes, and twins."""
        rows = passages.astype(np.intp)
        return self._shown(passages, rows, scores, self._marks.take(rows), searched)

    def _shown(
        self, passages: Numbers, rows: Places, scores: Scores, marks: Marks, searched: Mask
    ) -> Shown:
        """``rows`` are the passages as numpy looks places up: else it would do so each time."""
        alone = self._not_behind_quotes(rows, marks, searched)
        alone &= searched
        folded = self.twins.fold(passages, scores, alone, (marks & TWIN).astype(np.bool_))
        left = np.flatnonzero(folded.shown)
        return Shown(passages.take(left), scores.take(left), folded)

    def _not_behind_quotes(self, passages: Places, marks: Marks, searched: Mask) -> Mask:
        """Tell which of ``passages`` are not paragraphs whose matching quote is among those of them
        that are ``searched``."""
        table = self.table
        quotes = passages.take(np.flatnonzero((marks & INSIDE).astype(np.bool_) & searched))
        counts = table.behind_count.take(quotes)
        paragraphs = table.behind.take(quotes).astype(np.intp)
        alone = np.ones(self.rows, np.bool_)
        alone[paragraphs] = False
        several = np.flatnonzero(counts > 1)
        for step in range(1, int(counts.max(initial=0))):
            several = several[counts[several] > step]
            alone[paragraphs[several] + step] = False
        return alone.take(passages)

    @cached_property
    def _marks(self) -> Marks:
        """What is to be known of each passage found. It is one byte, since looking passages up is
        mostly waiting for memory."""
        table = self.table
        quotes = (table.kind != PARAGRAPH) & (table.behind_count > 0)
        columns = {
            LIVE: table.live,
            SEARCHED: self._searched_by_default,
            INSIDE: quotes,
            TWIN: self.twins.slot >= 0,
        }
        marks: Marks = np.minimum(table.words, ENOUGH_WORDS).astype(np.uint8) << np.uint8(LENGTH)
        for mark, column in columns.items():
            marks |= column.view(np.uint8) * np.uint8(mark)
        return marks

    @cached_property
    def twins(self) -> Twins:
        """The passages with the very same words."""
        table = self.table
        eligible = table.live & (table.words >= FEWEST_WORDS)
        age = self.oldest_first.take(table.article, mode="clip")
        return Twins.of(table.digest, self.speakers, eligible, age)

    @cached_property
    def everything(self) -> Shown:
        """What an empty query finds, without boilerplate."""
        return self.all_shown(boilerplate=False)

    def all_shown(self, boilerplate: bool) -> Shown:
        """Return all passages that are searched, each once, without a score."""
        passages = np.flatnonzero(self.searched(boilerplate)).astype(np.int32)
        everything = np.ones(len(passages), np.bool_)
        return self.shown(passages, np.zeros(len(passages), np.float32), everything)

    # -- orders ------------------------------------------------------------------------------

    @cached_property
    def oldest_first(self) -> Numbers:
        """The rank of each article by date, then path; undated ones last."""
        dates = self.table.dates
        return self._ranks(np.where(dates > 0, dates, np.iinfo(np.int32).max))

    @cached_property
    def newest_first(self) -> Numbers:
        """The rank of each article by date backwards, then path; undated ones last."""
        return self._ranks(-self.table.dates)

    @cached_property
    def _by_path(self) -> list[int]:
        paths = self.table.paths
        return sorted(range(len(paths)), key=paths.__getitem__)

    def _ranks(self, keys: Numbers) -> Numbers:
        by_path = np.array(self._by_path, np.int64)
        order = by_path[np.argsort(keys[by_path], kind="stable")]
        ranks = np.empty(len(order), np.int32)
        ranks[order] = np.arange(len(order), dtype=np.int32)
        return ranks

    def keys(self, order: Order, passages: Numbers, scores: Scores) -> list[Key]:
        """Return what passages and their scores, both of shape (n,), are sorted by."""
        table = self.table

        def score(rows: Rows) -> Scores:
            return -scores[rows]

        def newest(rows: Rows) -> Numbers:
            return self.newest_first.take(table.article.take(passages[rows]))

        def oldest(rows: Rows) -> Numbers:
            return self.oldest_first.take(table.article.take(passages[rows]))

        def start(rows: Rows) -> NDArray[np.unsignedinteger]:
            return table.start.take(passages[rows])

        def speaker(rows: Rows) -> Numbers:
            return ranks.take(self.speakers.take(passages[rows]), mode="wrap")

        match order:
            case Order.RELEVANCE if len(scores) and scores.max() > 0:
                return [score, newest, start]
            case Order.DATE:
                return [newest, start]
            case Order.SPEAKER:
                ranks = self._speaker_ranks(passages)
                return [speaker, oldest, start]
            case _:
                return [oldest, start]

    def _speaker_ranks(self, passages: Numbers) -> Numbers:
        """Return for each actor the rank of its name among those who speak in ``passages``; at the
        end, for no speaker, the last rank."""
        ids = np.flatnonzero(np.bincount(self.speakers.take(passages) + 1)[1:]).tolist()
        labels = self.corpus.actors.labels
        ranks = np.zeros(len(labels) + 1, np.int32)
        by_name = sorted(ids, key=lambda each: (labels[each].casefold(), each))
        ranks[by_name] = np.arange(len(ids), dtype=np.int32)
        ranks[-1] = len(ids)
        return ranks

    # -- actors and topics -------------------------------------------------------------------

    @property
    def speakers(self) -> Numbers:
        """The Actor id of each passage's speaker, -1 for none; shape (n,)."""
        return self.corpus.speakers

    def count_holders(self, passages: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return how many of ``passages`` have each actor, and how many each topic."""
        actors, topics = self._holder_counter.count(passages)
        return actors, topics

    @cached_property
    def _holder_counter(self) -> ListCounter:
        return ListCounter(self.corpus.actors_of, self.corpus.topics_of)

    @cached_property
    def totals(self) -> Totals:
        """How many passages each actor, and each topic, has of those that an empty query finds."""
        actors, topics = self.count_holders(self.everything.passages)
        return Totals(actors.tolist(), topics.tolist())

    @property
    def known_totals(self) -> Totals | None:
        """The totals, where something has asked for them before: a key never waits for them."""
        known: Totals | None = self.__dict__.get("totals")
        return known

    def having_actor(self, actor: int) -> Numbers:
        """Return the passages that mention an actor or are spoken by it, ascending."""
        return self.corpus.actors_of.documents_with(actor)

    def having_topic(self, topic: int) -> Numbers:
        """Return the passages that have a topic, ascending."""
        return self.corpus.topics_of.documents_with(topic)

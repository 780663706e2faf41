"""Counting what the results have: for every actor, topic, speaker, source and month, how many.

A passage counts once for each actor (or topic), however often that one is in it (counting.py). The
others are a number a passage, or one an article, and are counted when they are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from index.model import FacetCount
from index.search.facts import PassageFacts
from index.search.own_topics import NO_TOPICS, Joined, OwnTopics

MAX_FACETS = 1_000
"""Actors, topics, speakers, sources, months that are listed. Nobody walks further down."""

_LOW = 0xFFFFFFFF
"""The lower half of a number, where an id stands behind its count: so both are sorted at once."""

_FIRST_DAY = 719_163
"""The ordinal of 1970-01-01, from which numpy counts."""

Numbers = NDArray[Any]


class FacetList(Sequence[FacetCount]):
    """Counts that become FacetCounts when somebody looks at them."""

    def __init__(self, ids: Numbers, counts: Numbers, labels: Sequence[str]) -> None:
        """Take ids in order, how often each was found, and the labels of all ids."""
        self._ids = ids
        self._counts = counts
        self._labels = labels

    @classmethod
    def frequent_first(cls, counts: Numbers, labels: Sequence[str]) -> FacetList:
        """List what was counted, most frequent first, equal ones by id; no count is 0."""
        ids = np.flatnonzero(counts)
        found = counts.take(ids).astype(np.int64)
        if len(ids) > MAX_FACETS:
            least = np.partition(found, -MAX_FACETS)[-MAX_FACETS]
            likely = np.flatnonzero(found >= least)
            ids, found = ids.take(likely), found.take(likely)
        descending = np.sort((-found << 32) | ids)[:MAX_FACETS]
        ids, found = descending & _LOW, -(descending >> 32)
        return cls(ids.astype(np.int32), found.astype(np.int32), labels)

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> FacetCount: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[FacetCount, ...]: ...
    def __getitem__(self, index: int | slice) -> FacetCount | tuple[FacetCount, ...]:
        if isinstance(index, slice):
            pairs = zip(self._ids[index].tolist(), self._counts[index].tolist(), strict=True)
            return tuple(FacetCount(each, self._labels[each], count) for each, count in pairs)
        each = int(self._ids[index])
        return FacetCount(each, self._labels[each], int(self._counts[index]))


@dataclass(frozen=True)
class Facets:
    """What the ``passages`` found (ascending) have; every list is counted at first use."""

    facts: PassageFacts
    passages: NDArray[np.int32]
    own: OwnTopics = NO_TOPICS

    @cached_property
    def actors(self) -> FacetList:
        """Who is mentioned or speaks."""
        counts, _ = self._held
        return FacetList.frequent_first(counts, self.facts.corpus.actors.labels)

    @cached_property
    def _held(self) -> tuple[Numbers, Numbers]:
        """How many passages have each actor and each topic: these are counted together."""
        return self.facts.count_holders(self.passages)

    @cached_property
    def topics(self) -> Sequence[FacetCount]:
        """What it is about: topics of the user's own before those of the corpus."""
        labels = self.facts.corpus.topics.labels
        own = self.own.count(self.passages, self.facts.rows, len(labels))
        return Joined(own, self._corpus_topics) if own else self._corpus_topics

    @cached_property
    def _corpus_topics(self) -> FacetList:
        _, counts = self._held
        return FacetList.frequent_first(counts, self.facts.corpus.topics.labels)

    @cached_property
    def speakers(self) -> FacetList:
        """Who speaks."""
        counts = np.bincount(self.facts.speakers.take(self.passages) + 1)[1:]
        return FacetList.frequent_first(counts, self.facts.corpus.actors.labels)

    @cached_property
    def sources(self) -> FacetList:
        """Where it was printed; the ids are places in the table's sources."""
        table = self.facts.table
        known = table.source_of >= 0
        counts = np.bincount(table.source_of[known], self._by_article[known])
        return FacetList.frequent_first(counts.astype(np.int64), table.sources)

    @cached_property
    def months(self) -> Sequence[FacetCount]:
        """When it was printed, the newest month first; the ids count months from year 0."""
        dates = self.facts.table.dates
        known = dates > 0
        days = (dates[known].astype(np.int64) - _FIRST_DAY).astype("datetime64[D]")
        months = days.astype("datetime64[M]").astype(np.int64) + 1970 * 12
        counts = np.bincount(months, self._by_article[known]).astype(np.int64)
        return tuple(
            FacetCount(month, f"{month // 12:04}-{month % 12 + 1:02}", int(counts[month]))
            for month in np.flatnonzero(counts)[::-1].tolist()
        )

    @cached_property
    def _by_article(self) -> Numbers:
        """How many of the passages are in each article."""
        table = self.facts.table
        return np.bincount(table.article.take(self.passages), minlength=len(table.dates))

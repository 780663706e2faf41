"""Counting who is in the lists of some passages: laid out so that most of it is one look-up each.

Lists are short: two actors a passage, one topic. As many numbers as that stand side by side in
columns, where a passage's place is its own number; only what is longer is looked up in the lists:

    lists          a b │ a │ c │ a c d        found   passages 0 2 3
    columns   1st  a     a   c   a                    a c a
              2nd  b     -   -   c                    b - c
    longer         0     0   0   1                    d

Walking through the lists instead costs a multiple: each one's start and end, and a place for each
number in it.

Cost: some nanoseconds for each passage and column. Memory: two or four bytes for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings.corpus_map.holders import Holders
from index.postings.format.packing import differences, gather

Numbers = NDArray[Any]

BLOCK = 1 << 16
"""Passages that are counted at once: what is made of them stays in the processor's cache."""


class ListCounter:
    """Counts numbers in the lists of any passages."""

    def __init__(self, holders: Holders) -> None:
        self._holders = holders
        lengths = differences(holders.starts)
        size = len(lengths)
        self._none = int(holders.values.max(initial=-1)) + 1
        """Stands in a column where a list is shorter: the number after all others."""
        kind = np.min_scalar_type(self._none)
        self._columns: list[Numbers] = []
        for place in range(round(len(holders.values) / size) if size else 0):
            column = np.full(size, self._none, kind)
            rows = np.flatnonzero(lengths > place)
            column[rows] = holders.values.take(holders.starts.take(rows) + place)
            self._columns.append(column)
        self._longer = lengths > len(self._columns)

    def count(self, passages: NDArray[np.int32]) -> NDArray[np.int64]:
        """Return how many of ``passages`` (ascending) have each number in their lists."""
        counts = np.zeros(self._none + 1, np.int64)
        for start in range(0, len(passages), BLOCK):
            for numbers in self._numbers(passages[start : start + BLOCK].astype(np.intp)):
                counts += np.bincount(numbers, minlength=len(counts))
        return counts[:-1]

    def _numbers(self, passages: NDArray[np.intp]) -> Iterator[Numbers]:
        for column in self._columns:
            yield column.take(passages)
        longer = passages.compress(self._longer.take(passages))
        starts = self._holders.starts
        first = starts.take(longer) + len(self._columns)
        yield self._holders.values.take(gather(first, starts[1:].take(longer) - first))

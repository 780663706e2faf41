"""Counting what is in the lists of some passages: laid out so that most of it is one look-up each.

Lists are short: two actors a passage, one topic. Those of all kinds make one list, in which the
numbers of each kind follow those of the kind before, and the first WIDTH numbers of each list stand
side by side, so that one look-up brings them all, and one pass counts actors and topics together:

    actors     0 2   │ 1 │ 0 1 2            topics   0   │ - │ 1           topics are 3 and 4 here
    layer 1    0 2 3 │ 1 . . │ 0 1 2        more     -     -   0           . stands for none
    layer 2    4 . .                        more     -

What is longer goes on in a second layer, which has rows for nothing else; the few lists that do not
end there are looked up as lists. Walking through all as lists costs a multiple: each one's start
and end, and a place for each number in it.

Cost: some eight nanoseconds a passage, however many kinds. Memory: about 14 bytes for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings.corpus_map.holders import Holders
from index.postings.format.packing import differences, gather, running

Numbers = NDArray[Any]
Rows = NDArray[np.intp]

BLOCK = 1 << 16
"""Passages that are counted at once: what is made of them stays in the processor's cache."""

WIDTH = 4
"""Numbers of a list that stand side by side: of most passages, all actors and topics."""

LAYERS = 2
"""Two layers have all but one list in a thousand."""


class ListCounter:
    """Counts numbers in the lists of any passages."""

    def __init__(self, *kinds: Holders) -> None:
        """Take lists of one kind or several; each has one for every passage."""
        sizes = [int(each.values.max(initial=-1)) + 1 for each in kinds]
        self._firsts = running(np.array(sizes, np.int64))
        self._none = int(self._firsts[-1])
        """Stands where a list is shorter: the number after all others."""
        lists = _in_one(kinds, self._firsts, np.min_scalar_type(self._none))
        self._layers: list[_Layer] = []
        for _ in range(LAYERS):
            layer, lists = _Layer.cut(lists, self._none)
            self._layers.append(layer)
        self._rest = lists

    def count(self, passages: NDArray[np.int32]) -> list[NDArray[np.int64]]:
        """Return for each kind how many of ``passages`` have each number in their lists."""
        counts = np.zeros(self._none + 1, np.int64)
        for start in range(0, len(passages), BLOCK):
            for numbers in self._numbers(passages[start : start + BLOCK].astype(np.intp)):
                counts += np.bincount(numbers, minlength=len(counts))
        return np.split(counts[:-1], self._firsts[1:-1])

    def _numbers(self, rows: Rows) -> Iterator[Numbers]:
        """Yield all numbers in the lists of these passages, and those that stand for none."""
        for layer in self._layers:
            numbers = layer.numbers.take(rows, axis=0)
            yield numbers.ravel()
            rows = layer.longer(rows.compress(numbers[:, -1] != self._none))
            if not len(rows):
                return
        starts = self._rest.starts.take(rows)
        yield self._rest.values.take(gather(starts, self._rest.starts.take(rows + 1) - starts))


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """WIDTH numbers of each list, of shape (lists, WIDTH), and in which row of the next layer the
    list goes on; -1 where it ends here."""

    numbers: Numbers
    more: NDArray[np.int32]

    @classmethod
    def cut(cls, lists: Holders, none: int) -> tuple[_Layer, Holders]:
        """Take the first numbers of each list; return with them what is left of longer ones."""
        lengths = differences(lists.starts)
        numbers = np.full((len(lengths), WIDTH), none, lists.values.dtype)
        for place in range(WIDTH):
            rows = np.flatnonzero(lengths > place)
            numbers[rows, place] = lists.values.take(lists.starts.take(rows) + place)
        longer = np.flatnonzero(lengths > WIDTH)
        more = np.full(len(lengths), -1, np.int32)
        more[longer] = np.arange(len(longer), dtype=np.int32)
        left = lengths.take(longer) - WIDTH
        values = lists.values.take(gather(lists.starts.take(longer) + WIDTH, left))
        return cls(numbers, more), Holders(running(left), values)

    def longer(self, rows: Rows) -> Rows:
        """Return the rows of the next layer in which the lists of these rows go on."""
        more = self.more.take(rows)
        return more.compress(more >= 0).astype(np.intp)


def _in_one(kinds: tuple[Holders, ...], firsts: NDArray[np.int64], kind: np.dtype[Any]) -> Holders:
    """Return lists in which the numbers of all kinds stand, those of each behind one another."""
    lengths = [differences(each.starts) for each in kinds]
    starts = running(np.sum(lengths, axis=0))
    values = np.empty(int(starts[-1]), kind)
    begin = starts[:-1].copy()
    for each, first, counts in zip(kinds, firsts[:-1].tolist(), lengths, strict=True):
        values[gather(begin, counts)] = each.values.astype(np.int64) + first
        begin += counts
    return Holders(starts, values)

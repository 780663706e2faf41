"""The very same words printed several times count once.

A dispatch stands in five papers. Whoever searches it wants to see it once, and that four more have
it, not five times the same lines. So passages with the same folded words and the same speaker are
**twins**, and of those that a search finds one stands for all: the one with the best score (the
title of its article may have raised it), or else the one of the oldest article, where the words
were most likely printed first.

Two who said the same words are two facts, so twins have one speaker. And a few words ("a disaster")
are said again, not printed again: each time in a context of its own, which is what the reader is
after. Below FEWEST_WORDS words nothing is folded.

Which passages are twins does not depend on the query. It is worked out once for a generation, by
sorting the digests (0.1 s for a million), and laid out so that a search costs a few passes over
the twins it found: members of a group side by side, oldest article first.

    members    12 907 33 │ 4 81 │ …        a search finds 33 and 907, and 81
    best        . 1.4 2.0│ . 0.7            33 stands for itself and 907; 81 for itself
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.postings.format.packing import gather, running

FEWEST_WORDS = 5
"""Words from which on the same words are a copy, not a coincidence."""

_MIX = np.uint64(0x9E3779B97F4A7C15)
"""An odd number (2**64 by the golden ratio) that spreads small numbers over 64 bits."""

Numbers = NDArray[np.int32]
Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Twins:
    """Groups of passages with the same words.

    ``slot[n]`` is where passage n stands in ``members``, -1 where it has no twin. Group g is
    ``members[starts[g]:starts[g + 1]]``, the oldest article first; ``group`` has the group of each
    member.
    """

    slot: Numbers
    members: Numbers
    starts: NDArray[np.int64]
    group: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        digests: NDArray[np.uint64],
        speakers: Numbers,
        eligible: Mask,
        age: NDArray[np.int32],
    ) -> Twins:
        """Find the groups among the ``eligible`` passages whose digest is not 0.

        ``speakers`` are actor ids or -1; of a small ``age`` is the passage that is shown first.
        All of shape (n,).
        """
        there = np.flatnonzero(eligible & (digests != 0)).astype(np.int32)
        keys = digests[there] ^ ((speakers[there] + 1).astype(np.uint64) * _MIX)
        order = np.argsort(keys)
        ascending = keys[order]
        same = ascending[1:] == ascending[:-1]
        twin = np.zeros(len(there), np.bool_)
        twin[1:] |= same
        twin[:-1] |= same
        members, ascending = there[order[twin]], ascending[twin]
        new = np.append(True, ascending[1:] != ascending[:-1])[: len(members)]
        group = np.cumsum(new) - 1
        members = members[np.lexsort((members, age[members], group))]
        slot = np.full(len(digests), -1, np.int32)
        slot[members] = np.arange(len(members), dtype=np.int32)
        return cls(slot, members, np.append(np.flatnonzero(new), len(members)), group)

    def fold(self, passages: Numbers, scores: Scores, alone: Mask, twin: Mask) -> Folded:
        """Choose who stands for each group among ``passages`` (ascending), by their ``scores``.

        Those that are not ``alone`` are behind others anyway, and stand for nobody. ``twin`` tells
        which of the passages have a slot.
        """
        rows = np.flatnonzero(alone & twin)
        if not len(rows):
            return Folded(self, None, alone)
        slots = self.slot.take(passages.take(rows))
        group = self.group.take(slots)
        own = scores.take(rows)
        highest = np.zeros(len(self.starts) - 1, np.float32)
        np.maximum.at(highest, group, own)
        best = np.flatnonzero(own == highest.take(group))
        first = np.full(len(highest), len(self.members), np.int32)
        np.minimum.at(first, group.take(best), slots.take(best))
        shown = alone.copy()
        shown[rows] = first.take(group) == slots
        found = np.zeros(len(self.members), np.bool_)
        found[slots] = True
        return Folded(self, found, shown)


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """What a search found of each group. ``shown`` tells which of the passages found stand for
    themselves (and their group); ``_found`` which members were found, None for none at all."""

    _twins: Twins
    _found: Mask | None
    shown: Mask

    def group(self, passage: int) -> Numbers:
        """Return all passages found that have the words of this one, itself among them, the
        oldest article first."""
        slot = int(self._twins.slot[passage])
        if slot < 0 or self._found is None:
            return np.array([passage], np.int32)
        starts = self._twins.starts
        at = int(np.searchsorted(starts, slot, side="right")) - 1
        first, last = int(starts[at]), int(starts[at + 1])
        return self._twins.members[first:last][self._found[first:last]]

    def others(self, passages: Numbers) -> NDArray[np.int64]:
        """Return for how many others each of some passages found stands; shape (n,)."""
        counts = np.zeros(len(passages), np.int64)
        slots = self._twins.slot.take(passages)
        rows = np.flatnonzero(slots >= 0)
        if self._found is None or not len(rows):
            return counts
        starts, group = self._twins.starts, self._twins.group.take(slots.take(rows))
        first = starts.take(group)
        sizes = starts.take(group + 1) - first
        found = self._found.take(gather(first, sizes)).astype(np.int64)
        counts[rows] = np.add.reduceat(found, running(sizes)[:-1]) - 1
        return counts

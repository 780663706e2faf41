"""Arrays that were made for a query and may be wanted again, within a limit of memory.

Keeping what was asked for last fails just when it is needed: where words asked for in turn take
more than there is room for, what was dropped is always what comes next, and nothing is ever found.
So there are two rooms. What was just made is in the small one, whatever it is. What must leave it
gets into the large one only if it is worth clearly more than what would have to go for it:

    made ──>  fresh: the last ones  ──worth more?──>  proven: those worth most  ──>  dropped
                                    └──────no──────────────────────────────────────>  dropped

    worth = how often it was asked for * how long making it takes / its bytes

How often is known of what was dropped, too, and counts half after a while, so that what nobody asks
for any more goes in the end (Einziger, Friedman and Manes, "TinyLFU", 2017; the cost in it is that
of Greedy-Dual-Size caches).

Cost: a look-up or two for what is there.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from numpy.typing import NDArray

ENTRY_BYTES = 400
"""What keeping an array takes besides its numbers, about."""

FRESH = 8
"""One in so many bytes is for what was made last."""

MAKING = 5_000
"""Nanoseconds that making an array takes at least."""

CLEARLY = 2.0
"""What is worth so many times more is worth clearly more: else two that are asked for in turn would
take each other's place."""

PERIOD = 8_192
"""Arrays that are made before all uses count half."""


class _Entry:
    """An array, how often it was asked for, and what keeping it saves each time, for each byte."""

    __slots__ = ("array", "saves", "size", "uses")

    def __init__(self, array: NDArray[Any], uses: float, effort: float) -> None:
        self.array = array
        self.uses = uses
        self.size = array.nbytes + ENTRY_BYTES
        self.saves = (MAKING + effort * len(array)) / self.size


class Kept:
    """Arrays that are worth keeping, ``limit`` bytes of them at most (but always the last one).

    They are handed out to whoever asks, so they cannot be written to.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._fresh: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._proven: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._fresh_size = self._proven_size = 0
        self._dropped_uses: dict[Hashable, float] = {}
        self._made = 0

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return self._fresh_size + self._proven_size

    def get(
        self, key: Hashable, make: Callable[[], NDArray[Any]], effort: float = 1.0
    ) -> NDArray[Any]:
        """Return the array of this key; where it is not kept, make it.

        ``effort`` is how many nanoseconds making takes for each number, about.
        """
        room = self._proven
        entry = room.get(key)
        if entry is None:
            room = self._fresh
            entry = room.get(key)
            if entry is None:
                return self._made_now(key, make(), effort)
        room.move_to_end(key)
        entry.uses += 1
        return entry.array

    def _made_now(self, key: Hashable, array: NDArray[Any], effort: float) -> NDArray[Any]:
        array.flags.writeable = False
        self._made += 1
        if self._made % PERIOD == 0:
            self._count_half()
        entry = _Entry(array, self._dropped_uses.pop(key, 0.0) + 1, effort)
        self._fresh[key] = entry
        self._fresh_size += entry.size
        while self._fresh_size * FRESH > self._limit and len(self._fresh) > 1:
            self._leave_fresh()
        while self.size > self._limit and self._proven:
            self._drop(*self._oldest_proven())
        return array

    def _leave_fresh(self) -> None:
        """Take the array that was made or asked for longest ago to the proven ones, or drop it."""
        key, entry = self._fresh.popitem(last=False)
        self._fresh_size -= entry.size
        room = self._limit - self._limit // FRESH
        if entry.size > room:
            self._drop(key, entry)
            return
        while self._proven_size + entry.size > room:
            oldest, other = self._oldest_proven()
            if entry.uses * entry.saves <= CLEARLY * other.uses * other.saves:
                self._prove(oldest, other)  # and compare the next one with another
                self._drop(key, entry)
                return
            self._drop(oldest, other)
        self._prove(key, entry)

    def _prove(self, key: Hashable, entry: _Entry) -> None:
        self._proven[key] = entry
        self._proven_size += entry.size

    def _oldest_proven(self) -> tuple[Hashable, _Entry]:
        key, entry = self._proven.popitem(last=False)
        self._proven_size -= entry.size
        return key, entry

    def _drop(self, key: Hashable, entry: _Entry) -> None:
        self._dropped_uses[key] = entry.uses

    def _count_half(self) -> None:
        for room in (self._fresh, self._proven):
            for entry in room.values():
                entry.uses /= 2
        halves = ((key, uses / 2) for key, uses in self._dropped_uses.items())
        self._dropped_uses = {key: uses for key, uses in halves if uses >= 1}

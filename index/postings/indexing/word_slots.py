"""The numbers of short words, looked up for a whole array of words at a time.

A word of up to sixteen bytes is two whole numbers of eight bytes, filled up with zeros, and is told
from others by these alone. Where it may be found is a slot, by the upper bits of a product; what is
in the way lies in the next ones:

    words     toll   oar   mast          slots   │ - │ 1 │ 0 │ - │ 2 │ - │ - │ - │
    number    0      1     2                          oar toll     mast

Numbers are given in the order in which words come, so those of frequent words are small, and what
is known of them lies side by side: words are looked up in the time of reading memory that is at
hand, some ten nanoseconds each. A dictionary of Python takes a hundred and more, for making the
word, hashing it and finding it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

LONGEST = 16
"""Bytes of the longest word that has a slot."""

SPARE = 4
"""There are so many slots a word at least, so that few words are in the way of others."""

FIRST_SIZE = 1 << 14
"""Slots of a new table."""

_HALF = 8
_LOW_MASKS, _HIGH_MASKS = (
    np.array(
        [(1 << 8 * min(max(length - skipped, 0), _HALF)) - 1 for length in range(LONGEST + 1)],
        np.uint64,
    )
    for skipped in (0, _HALF)
)
"""By the length of a word: those bits of its first and of its second eight bytes that are its."""

_LOW_FACTOR, _HIGH_FACTOR = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)

Numbers = NDArray[Any]


class Keys(NamedTuple):
    """Words of up to LONGEST bytes: the first eight and the second eight of each."""

    low: NDArray[np.uint64]
    high: NDArray[np.uint64]

    def at(self, places: Numbers) -> Keys:
        """Return some of them."""
        return Keys(self.low.take(places), self.high.take(places))


def keys_in(content: bytes, starts: Numbers, lengths: Numbers) -> Keys:
    """Return the words of so many bytes, LONGEST at most, that stand at ``starts``.

    From each start on there must be LONGEST bytes.
    """
    eights = np.ndarray((len(content) - _HALF + 1,), "<u8", content, strides=(1,))
    return Keys(
        eights.take(starts) & _LOW_MASKS.take(lengths),
        eights.take(starts + _HALF) & _HIGH_MASKS.take(lengths),
    )


class WordSlots:
    """The numbers of words."""

    def __init__(self) -> None:
        self._make_slots(FIRST_SIZE)

    def _make_slots(self, size: int) -> None:
        self._slots = np.full(size, -1, np.int32)
        self._shift = np.uint64(64 - (size.bit_length() - 1))
        room = size // SPARE + 1
        self._keys = Keys(np.zeros(room, np.uint64), np.zeros(room, np.uint64))

    def find(self, keys: Keys) -> NDArray[np.int32]:
        """Return the number of each word, -1 where it is not there."""
        slots = self._first_slots(keys)
        numbers = self._slots.take(slots)
        wrong = np.flatnonzero(self._differ(numbers, keys))
        while len(wrong):
            wrong = wrong[numbers[wrong] >= 0]
            slots[wrong] = (slots[wrong] + 1) % len(self._slots)
            found = self._slots.take(slots[wrong])
            numbers[wrong] = found
            wrong = wrong[self._differ(found, keys.at(wrong))]
        return numbers

    def _first_slots(self, keys: Keys) -> NDArray[np.int64]:
        mixed = keys.low * _LOW_FACTOR
        mixed ^= keys.high * _HIGH_FACTOR
        mixed >>= self._shift
        return mixed.view(np.int64)

    def _differ(self, numbers: Numbers, keys: Keys) -> NDArray[np.bool_]:
        """Tell where other words have these numbers. The last key, which -1 stands for, is blank,
        and no word is."""
        known = self._keys
        different: NDArray[np.bool_] = known.low.take(numbers) != keys.low
        different |= known.high.take(numbers) != keys.high
        return different

    def add(self, first: int, words: Sequence[bytes]) -> None:
        """Give the numbers from ``first`` on to words that have none; long ones get no slot."""
        if not words:
            return
        end = first + len(words)
        new = np.array(words, f"S{LONGEST}").view("<u8").astype(np.uint64).reshape(-1, 2)
        new[np.fromiter(map(len, words), np.int64, len(words)) > LONGEST] = 0
        if end * SPARE > len(self._slots):
            self._grow(end, first)
        self._keys.low[first:end], self._keys.high[first:end] = new.T
        self._enter(np.arange(first, end))

    def _grow(self, words: int, known: int) -> None:
        """Make room for so many words, of which some are known."""
        old = self._keys
        self._make_slots(1 << (2 * SPARE * words).bit_length())
        self._keys.low[:known], self._keys.high[:known] = old.low[:known], old.high[:known]
        self._enter(np.arange(known))

    def _enter(self, numbers: Numbers) -> None:
        """Give slots to words. Of those that want the same, one gets it, the others the next."""
        numbers = numbers[self._keys.low.take(numbers) != 0]
        slots = self._first_slots(self._keys.at(numbers))
        while len(numbers):
            free = self._slots.take(slots) < 0
            self._slots[slots[free]] = numbers[free]
            left = self._slots.take(slots) != numbers
            numbers, slots = numbers[left], (slots[left] + 1) % len(self._slots)

"""Sorted words as two arrays: one after the other, and where each one starts.

    words   toll tolls trade      blob   t o l l t o l l s t r a d e
    number   0     1     2        starts 0       4         9         14

A word is found by halving, a prefix is a range of numbers, and nothing is made into Python strings
before it is asked for; so a vocabulary of half a million words opens at once.
Words are bytes in UTF-8, whose order is that of the code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings.container import narrow


class Vocabulary(Sequence[bytes]):
    """Words in ascending order, each one once; a word's number is its place."""

    def __init__(self, blob: NDArray[np.uint8], starts: NDArray[Any]) -> None:
        """Take the words one after the other, and n + 1 places where they start and end."""
        self._blob = blob.data
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        return bytes(self._blob[self._starts[number] : self._starts[number + 1]])

    def lengths(self) -> NDArray[np.int64]:
        """Return the length of each word in bytes; shape (n,)."""
        starts = self._starts.astype(np.int64)
        return starts[1:] - starts[:-1]

    def at_least(self, word: bytes) -> int:
        """Return the number of the first word that is not before ``word``."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < word:
                low = middle + 1
            else:
                high = middle
        return low

    def number(self, word: bytes) -> int:
        """Return the number of ``word``, -1 where it is not there."""
        found = self.at_least(word)
        return found if found < len(self) and self[found] == word else -1

    def beginning_with(self, prefix: bytes) -> range:
        """Return the numbers of the words that begin so."""
        after = self.at_least(prefix + b"\xff")  # no UTF-8 has this byte
        return range(self.at_least(prefix), after)


def pack_words(words: Iterable[bytes]) -> tuple[NDArray[np.uint8], NDArray[Any]]:
    """Return sorted words as the two arrays of a vocabulary (or any byte strings, to be kept)."""
    listed = list(words)
    starts = np.zeros(len(listed) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, listed), np.int64, len(listed)), out=starts[1:])
    return np.frombuffer(b"".join(listed), np.uint8), narrow(starts)

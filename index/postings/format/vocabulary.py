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

from index.postings.format.container import narrow

CUT = 24
"""Bytes of a word that are compared at once where many words are looked up; of the few that are
longer, each is looked up by itself."""


SHORT = 2
"""Bytes of a beginning whose words are remembered; there are not many that words begin with."""


class Vocabulary(Sequence[bytes]):
    """Words in ascending order, each one once; a word's number is its place."""

    def __init__(self, blob: NDArray[np.uint8], starts: NDArray[Any]) -> None:
        """Take the words one after the other, and n + 1 places where they start and end."""
        self._blob = blob.data
        self._starts = starts
        self._short: dict[bytes, range] = {}

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        return bytes(self._blob[self._starts[number] : self._starts[number + 1]])

    def words(self, numbers: NDArray[Any]) -> list[bytes]:
        """Return the words of some numbers."""
        blob = self._blob
        starts, ends = self._starts.take(numbers).tolist(), self._starts.take(numbers + 1).tolist()
        return [bytes(blob[start:end]) for start, end in zip(starts, ends, strict=True)]

    def lengths(self) -> NDArray[np.int64]:
        """Return the length of each word in bytes; shape (n,)."""
        starts = self._starts.astype(np.int64)
        return starts[1:] - starts[:-1]

    def at_least(self, word: bytes) -> int:
        """Return the number of the first word that is not before ``word``."""
        return self._at_least(word, 0, len(self))

    def _at_least(self, word: bytes, low: int, high: int) -> int:
        """Return the same where it is known to be from ``low`` to ``high``."""
        blob, starts = self._blob, self._starts
        while low < high:
            middle = (low + high) // 2
            if blob[starts[middle] : starts[middle + 1]].tobytes() < word:
                low = middle + 1
            else:
                high = middle
        return low

    def number(self, word: bytes) -> int:
        """Return the number of ``word``, -1 where it is not there."""
        begun = self.beginning_with(word[:SHORT])
        found = self._at_least(word, begun.start, begun.stop)
        return found if found < len(self) and self[found] == word else -1

    def beginning_with(self, prefix: bytes) -> range:
        """Return the numbers of the words that begin so."""
        if len(prefix) > SHORT:
            return self._beginning_with(prefix, self.beginning_with(prefix[:SHORT]))
        found = self._short.get(prefix)
        if found is None:
            found = self._short[prefix] = self._beginning_with(prefix, range(len(self)))
        return found

    def _beginning_with(self, prefix: bytes, among: range) -> range:
        start = self._at_least(prefix, among.start, among.stop)
        return range(start, self._at_least(prefix + b"\xff", start, among.stop))  # in no UTF-8

    def numbers_of(self, other: Vocabulary, numbers: NDArray[Any]) -> NDArray[np.int64]:
        """Return the numbers that some words of another vocabulary, ascending, have in this one.

        -1 where a word is not here. Some tenths of a microsecond a word: those of this vocabulary
        that lie between them are cut to one length, in which numpy looks the others up.
        """
        found = np.full(len(numbers), -1, np.int64)
        if not len(numbers):
            return found
        start = self.at_least(other[numbers[0]])
        own = np.arange(start, self.at_least(other[numbers[-1]] + b"\0"))
        if not len(own):
            return found
        sought, long = other._cut(numbers)
        cut, longer = self._cut(own)
        places = np.minimum(np.searchsorted(cut, sought), len(own) - 1)
        same = (cut[places] == sought) & ~longer[places]
        found[same] = own[places[same]]
        for row in np.flatnonzero(long).tolist():
            found[row] = self.number(other[numbers[row]])
        return found

    def _cut(self, numbers: NDArray[Any]) -> tuple[NDArray[np.bytes_], NDArray[np.bool_]]:
        """Return some words cut to CUT bytes, and which of them are longer.

        Of words that are alike when they are cut, one that is no longer comes first.
        """
        blob = np.frombuffer(self._blob, np.uint8)
        starts = self._starts.take(numbers).astype(np.int64)
        lengths = self._starts.take(numbers + 1).astype(np.int64) - starts
        cut = np.zeros((len(numbers), CUT), np.uint8)
        rows = np.arange(len(numbers))
        for column in range(CUT):
            rows = rows[lengths[rows] > column]
            if not len(rows):
                break
            cut[rows, column] = blob[starts[rows] + column]
        return cut.view(f"S{CUT}").ravel(), lengths > CUT


def pack_words(words: Iterable[bytes]) -> tuple[NDArray[np.uint8], NDArray[Any]]:
    """Return sorted words as the two arrays of a vocabulary (or any byte strings, to be kept)."""
    listed = list(words)
    starts = np.zeros(len(listed) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, listed), np.int64, len(listed)), out=starts[1:])
    return np.frombuffer(b"".join(listed), np.uint8), narrow(starts)

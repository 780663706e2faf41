"""Byte strings as two arrays: one string after the other, and where each one starts.

    strings   ab  ""  c     blob   a b c
    number    0   1   2     starts 0   2 2 3

Titles, paths and packets are kept so: one string is two look-ups and a slice, and none is made
before it is asked for. (Words that are sorted are a vocabulary, which also finds them.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings.errors import IndexUnusable


class Strings(Sequence[bytes]):
    """Byte strings by number."""

    def __init__(self, blob: NDArray[np.uint8], starts: NDArray[Any]) -> None:
        """Take the strings one after the other, and n + 1 places where they start and end.

        IndexUnusable where the two do not fit together, as far as that can be seen at a glance.
        """
        if not len(starts) or int(starts[0]) != 0 or int(starts[-1]) != len(blob):
            raise IndexUnusable("is damaged (lengths do not fit)")
        self._blob = blob.data
        self._starts = starts.data
        self._count = len(starts) - 1

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], blob: str, starts: str) -> Strings:
        """Take the arrays of these names."""
        return cls(arrays[blob], arrays[starts])

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        return bytes(self.view(number))

    def view(self, number: int) -> memoryview:
        """Return one of them without copying it."""
        if not 0 <= number < self._count:
            raise IndexError("there are not so many strings")
        return self._blob[self._starts[number] : self._starts[number + 1]]

    def all(self) -> list[bytes]:
        """Return all of them, a tenth of a microsecond each."""
        joined = bytes(self._blob)
        return [joined[start:end] for start, end in pairwise(self._starts.tolist())]


def encoded(text: str) -> bytes:
    """Return text as it is kept: UTF-8, in which unpaired surrogates survive."""
    return text.encode("utf-8", "surrogatepass")


def decoded(kept: bytes | memoryview) -> str:
    """Return the text that :func:`encoded` made into bytes. ValueError where they are torn."""
    return str(kept, "utf-8", "surrogatepass")

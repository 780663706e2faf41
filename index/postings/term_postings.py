"""The postings of a term in one segment, as arrays.

Whoosh hands postings out one at a time, at several microseconds each, but it keeps them in blocks
of 128: an unpickled tuple of id differences, one of weights, one of packed positions. Taken a
block at a time they become arrays at a quarter of a microsecond each, and the arrays of terms that
were asked for lately are kept.

    block   │ ids  4 +1 +3 │ weights  1 2 1 │ values  ⟨7⟩ ⟨0 9⟩ ⟨3⟩ │
    arrays    documents 4 5 8   frequencies 1 2 1   positions 7 0 9 3

This is one of the modules that lean on Whoosh's inside (transaction.py and segments.py are the
others); a codec of our own would give the same arrays without unpickling.
"""

from __future__ import annotations

import struct
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3LeafMatcher
from whoosh.reading import TermNotFound
from whoosh.util.numeric import byte_to_length

from index.postings.errors import noticing_damage

KEPT_NUMBERS = 4_000_000
"""Numbers in the arrays that are kept of terms asked for lately: 16 MB."""

LENGTHS = np.array([max(1, byte_to_length(byte)) for byte in range(256)], np.float32)
"""A field's length in words by the byte that Whoosh keeps of it (exact up to 10, then about)."""

_DOCUMENT_FREQUENCY = struct.Struct("!xxxxxI")
"""Where Whoosh keeps it in what it knows of a term: after a byte of flags and the total weight."""


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Where a term occurs in a segment.

    ``documents`` are the segment's own numbers, ascending, deleted ones included, ``frequencies``
    how often it is in each; ``positions`` those of the first document, then of the second, and so
    on (empty where the field has none).
    """

    documents: NDArray[np.int32]
    frequencies: NDArray[np.float32]
    positions: NDArray[np.int32]

    def size(self) -> int:
        """Return how many numbers it holds."""
        return 2 * len(self.documents) + len(self.positions)


class SegmentPostings:
    """Reads terms of one segment into arrays. Not for use from two threads at once."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._kept: OrderedDict[tuple[str, bytes], Postings] = OrderedDict()
        self._kept_numbers = 0
        self._lengths: dict[str, NDArray[np.float32]] = {}

    def lengths(self, field: str) -> NDArray[np.float32]:
        """Return the length of a field in each document of the segment, in words; at least 1."""
        if field not in self._lengths:
            with noticing_damage():
                self._lengths[field] = field_lengths(self._reader._perdoc, field)
        return self._lengths[field]

    def postings(self, field: str, term: bytes, step: Callable[[], None]) -> Postings | None:
        """Return the postings of a term, None where it does not occur.

        Calls ``step`` before each block; what it raises goes up.
        """
        key = (field, term)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        found = _read(self._reader, field, term, step)
        if found is not None:
            self._keep(key, found)
        return found

    def _keep(self, key: tuple[str, bytes], postings: Postings) -> None:
        self._kept[key] = postings
        self._kept_numbers += postings.size()
        while self._kept_numbers > KEPT_NUMBERS and len(self._kept) > 1:
            self._kept_numbers -= self._kept.popitem(last=False)[1].size()


def document_frequencies(reader: Any, field: str) -> Iterator[tuple[bytes, int]]:
    """Yield each term of a field in a segment, ascending, with the number of its documents."""
    with noticing_damage():
        prefix = reader._terms._keycoder(field, b"")
        for key, info in reader._terms._tindex.items_from(prefix):
            if not key.startswith(prefix):
                return
            yield key[len(prefix) :], _DOCUMENT_FREQUENCY.unpack_from(info)[0]


def field_lengths(columns: Any, field: str) -> NDArray[np.float32]:
    """Return the length in words of a field in each document, at least 1.

    ``columns`` is the codec's reader of a segment's columns.
    """
    coded = np.zeros(columns.doc_count_all(), np.uint8)
    name = f"_{field}_len"
    if columns.has_column(name):
        column = columns.column_reader(name, LENGTHS_COLUMN)
        known = np.frombuffer(column._dbfile.get(column._basepos, column._count), np.uint8)
        coded[: len(known)] = known
    return LENGTHS[coded]


def _read(reader: Any, field: str, term: bytes, step: Callable[[], None]) -> Postings | None:
    with noticing_damage():
        try:
            matcher = reader._terms.matcher(field, term, reader.schema[field].format)
        except TermNotFound:
            return None
        if not isinstance(matcher, W3LeafMatcher):
            raise ValueError("postings of an unknown kind")
    documents: list[NDArray[np.int32]] = []
    frequencies: list[NDArray[np.float32]] = []
    positions: list[bytes] = []
    while matcher.is_active():
        step()
        with noticing_damage():
            matcher._read_data()
            differences, weights, values = _block(matcher)
            documents.append(np.cumsum(np.array(differences, np.int32), dtype=np.int32))
            count = len(differences)
            weights = 1.0 if weights is None else weights
            frequencies.append(np.broadcast_to(np.array(weights, np.float32), count))
            if values:
                positions.append(b"".join(values))
            matcher._next_block()
    return Postings(
        documents=np.concatenate(documents),
        frequencies=np.concatenate(frequencies),
        positions=np.frombuffer(b"".join(positions), "<u4").astype(np.int32, copy=False),
    )


def _block(matcher: Any) -> tuple[tuple[int, ...], Any, tuple[bytes, ...] | None]:
    """Return what Whoosh unpickled of a block: differences of ids, weights, packed positions.

    Weights are None where all are 1, and one number where all are alike.
    """
    differences, weights, values = matcher._data
    return differences, weights, values

"""Several byte strings in one, each of which is read without the others.

    │ where each one begins, and where the last one ends (u4, n + 1) │ one │ another │ …

A packet of an article is made so where a hit needs but a piece of it: reading that one is two
numbers and a slice, whatever the size of the packet.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import accumulate, pairwise

WIDTH = 4
"""Bytes of a number."""

_BOUNDS = struct.Struct("<II")
_FIRST = struct.Struct("<I")


def pack_pieces(pieces: Sequence[bytes]) -> bytes:
    """Return byte strings as one, of less than 4 gigabytes."""
    begin = WIDTH * (len(pieces) + 1)
    starts = accumulate(map(len, pieces), initial=begin)
    return struct.pack(f"<{len(pieces) + 1}I", *starts) + b"".join(pieces)


def all_pieces(packed: bytes | memoryview) -> list[bytes | memoryview]:
    """Return all pieces, as slices. ValueError where they are torn."""
    starts = struct.unpack_from(f"<{_count(packed) + 1}I", packed)
    if list(starts) != sorted(starts) or starts[-1] != len(packed):
        raise ValueError("the pieces are torn")
    return [packed[start:end] for start, end in pairwise(starts)]


def piece(packed: bytes | memoryview, number: int) -> bytes | memoryview:
    """Return one piece, a slice. IndexError where there is none so numbered, ValueError where
    they are torn."""
    if not 0 <= number < _count(packed):
        raise IndexError("there are not so many pieces")
    start, end = _BOUNDS.unpack_from(packed, WIDTH * number)
    if not start <= end <= len(packed):
        raise ValueError("the pieces are torn")
    return packed[start:end]


def _count(packed: bytes | memoryview) -> int:
    """Return how many pieces there are. ValueError where there is no room for them."""
    if len(packed) >= WIDTH:
        begin: int = _FIRST.unpack_from(packed)[0]
        if WIDTH <= begin <= len(packed) and not begin % WIDTH:
            return begin // WIDTH - 1
    raise ValueError("the pieces are torn")

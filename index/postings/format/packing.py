"""Numbers in fewer bytes, and back, a whole array at a time.

Documents of a term ascend, so the steps from one to the next are small where a term is frequent.
All steps of a term have one width, 1, 2 or 4 bytes, the narrowest that holds them all:

    term   documents            first   gaps              width
    toll   3 4 9                3       1 5               1
    oar    7 900                7       893               2
    mast   12                   12

That takes two bytes a posting where plain numbers take four, and reading a term is one running sum,
a nanosecond a posting. (Codes with a width for each number would take half a byte less, and ten
times as long without a compiler.)

Positions and frequencies hardly ever need more than a byte. What does is kept beside them, with its
place, so that there is no limit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.format.container import narrow

WIDTHS = (1, 2, 4)
MOST = 255
"""The largest number of one byte."""

Numbers = NDArray[Any]
"""Whole numbers of any type, shape (n,)."""


class Gaps(NamedTuple):
    """The documents of several terms: the first ones, then the steps as bytes, and where each
    term's begin (n + 1)."""

    firsts: NDArray[np.uint32]
    gaps: NDArray[np.uint8]
    starts: NDArray[np.int64]


def pack_gaps(documents: Numbers, starts: Numbers) -> Gaps:
    """Pack the documents of several terms, one term after the other.

    Those of term i are ``documents[starts[i]:starts[i + 1]]``, ascending, one at least.
    """
    counts = differences(starts)
    if not len(counts):
        return Gaps(np.empty(0, np.uint32), np.empty(0, np.uint8), np.zeros(1, np.int64))
    begin = starts[:-1].astype(np.int64)
    steps = np.zeros(len(documents), np.uint32)
    steps[1:] = documents[1:] - documents[:-1]
    steps[begin] = 0
    largest = np.maximum.reduceat(steps, begin)
    widths = np.select([largest <= MOST, largest <= 0xFFFF], [1, 2], 4)
    sizes = (counts - 1) * widths
    offsets = running(sizes)
    packed = np.empty(int(offsets[-1]), np.uint8)
    inner = np.ones(len(documents), np.bool_)
    inner[begin] = False
    for width in WIDTHS:
        chosen = steps[np.repeat(widths == width, counts) & inner]
        packed[np.repeat(widths == width, sizes)] = chosen.astype(f"<u{width}").view(np.uint8)
    return Gaps(documents[begin].astype(np.uint32), packed, offsets)


def unpack_gaps(packed: Gaps, counts: Numbers) -> NDArray[np.int64]:
    """Return the documents of several terms that :func:`pack_gaps` packed, ``counts`` of each.

    ``packed.starts`` may begin anywhere: only differences count. ValueError where the bytes are
    not of so many documents.
    """
    if not len(counts):
        return np.empty(0, np.int64)
    sizes = differences(packed.starts)
    many = counts.astype(np.int64) - 1
    widths = sizes // np.maximum(many, 1)
    wrong = (widths * many != sizes) | ((many > 0) & ~np.isin(widths, WIDTHS))
    if np.any(wrong) or len(packed.gaps) != int(sizes.sum()):
        raise ValueError("the gaps between documents are torn")
    begin = running(many + 1)[:-1]
    steps = np.zeros(int(many.sum()) + len(many), np.int64)
    inner = np.ones(len(steps), np.bool_)
    inner[begin] = False
    for width in WIDTHS:
        chosen = packed.gaps[np.repeat(widths == width, sizes)].view(f"<u{width}")
        steps[np.repeat(widths == width, many + 1) & inner] = chosen
    firsts = packed.firsts.astype(np.int64)
    lasts = firsts + np.add.reduceat(steps, begin)
    steps[begin] = firsts
    steps[begin[1:]] -= lasts[:-1]
    return np.cumsum(steps)


def term_documents(first: int, gaps: NDArray[np.uint8], count: int) -> NDArray[np.int32]:
    """Return the ``count`` documents of one term. ValueError where the bytes are not of so many."""
    documents = np.empty(count, np.int32)
    documents[0] = first
    if count > 1:
        width = len(gaps) // (count - 1)
        if width not in WIDTHS or width * (count - 1) != len(gaps):
            raise ValueError("the gaps between documents are torn")
        documents[1:] = gaps.view(f"<u{width}")
        np.cumsum(documents, out=documents)
    elif len(gaps):
        raise ValueError("the gaps between documents are torn")
    return documents


class Split(NamedTuple):
    """Numbers in a byte each; where one needs more, its place and what is more, by place."""

    low: NDArray[np.uint8]
    at: Numbers
    more: Numbers


def split_high(numbers: Numbers) -> Split:
    """Split off what is above the low byte of each number."""
    at = np.flatnonzero(numbers > MOST)
    return Split((numbers & MOST).astype(np.uint8), narrow(at), narrow(numbers[at] >> 8))


def join_high(low: NDArray[np.uint8], at: Numbers, more: Numbers, start: int) -> NDArray[np.int32]:
    """Return the numbers of a stretch ``low`` that begins at place ``start`` of the whole."""
    numbers = low.astype(np.int32)
    first, end = np.searchsorted(at, (start, start + len(low)))
    if first < end:
        numbers[at[first:end].astype(np.int64) - start] += more[first:end].astype(np.int32) << 8
    return numbers


def split_large(numbers: Numbers) -> Split:
    """Keep each number in a byte, 255 standing for itself and all above, and those apart."""
    at = np.flatnonzero(numbers >= MOST)
    return Split(np.minimum(numbers, MOST).astype(np.uint8), narrow(at), narrow(numbers[at]))


def join_large(low: NDArray[np.uint8], at: Numbers, more: Numbers, start: int) -> Numbers:
    """Return the numbers of a stretch ``low`` that begins at place ``start`` of the whole.

    The stretch itself, where none of them is large.
    """
    first, end = np.searchsorted(at, (start, start + len(low)))
    if first == end:
        return low
    numbers = low.astype(np.uint32)
    numbers[at[first:end].astype(np.int64) - start] = more[first:end]
    return numbers


def running(counts: Numbers) -> NDArray[np.int64]:
    """Return where each of so many things starts, and at the end how many there are; n + 1."""
    starts = np.zeros(len(counts) + 1, np.int64)
    counts.cumsum(dtype=np.int64, out=starts[1:])
    return starts


def differences(starts: Numbers) -> NDArray[np.int64]:
    """Return how many there are of each thing, from where each starts and the last ends; n - 1."""
    wide = starts.astype(np.int64)
    return wide[1:] - wide[:-1]


def joined(pieces: Sequence[NDArray[Any]], kind: Any) -> NDArray[Any]:
    """Return arrays one after the other; a single one as it is, none as an empty ``kind``."""
    if len(pieces) == 1:
        return pieces[0]
    return np.concatenate(pieces) if len(pieces) else np.empty(0, kind)


def gather(starts: Numbers, counts: Numbers) -> NDArray[np.int64]:
    """Return the places ``starts[i], starts[i] + 1, …``, ``counts[i]`` of them, for all i."""
    ends = counts.cumsum(dtype=np.int64)
    places = np.arange(ends[-1] if len(ends) else 0, dtype=np.int64)
    places += (starts.astype(np.int64) - ends + counts).repeat(counts)
    return places


def stretches(starts: Numbers, size: int) -> Iterator[tuple[int, int]]:
    """Part things that lie side by side: yield the first and the end of each stretch of things.

    ``starts`` says where each one starts and the last one ends (n + 1). A stretch has one thing at
    least, and ends with the first by which it reaches ``size``: work done stretch by stretch needs
    the memory of one, the same again and again, which the system need not make ready anew.
    """
    first, things = 0, len(starts) - 1
    while first < things:
        end = int(np.searchsorted(starts, starts[first] + size))
        end = min(max(end, first + 1), things)
        yield first, end
        first = end

"""Arrays over all documents of a segment that outlive one query: blank ones, to be looked up in.

Two ascending arrays are compared through a third one over all documents of the segment: what is in
one is marked there, and the other looks its own up:

    first     2   5   7           marks  0 0 1 0 0 1 0 1 0 0
    second    3   5   7   8       looks        0   1   1 0        in both: 5 7

That costs a nanosecond or so for each number, ten times less than halving. Only where one array is
much shorter is each of its numbers looked up by halving in the other.

The blank arrays belong to a segment and are blank again when a function returns, so nothing may
be called in between that uses them too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Documents = NDArray[np.int32]
"""Numbers of documents in a segment, ascending, each one once; shape (n,)."""

Scores = NDArray[np.float32]

Rows = NDArray[Any]
"""Whole numbers that count documents of an array, from 0."""

Sifted = tuple[NDArray[np.intp], Rows]
"""Of some documents those that are among others: their places in the first, and in the others."""

Number = TypeVar("Number", bound=np.number[Any])

Scored = tuple[Documents, Scores]
"""Documents, and the score of each one."""

MUCH = 16
"""So many times longer is much longer."""

SPARSE = 4
"""Sorting numbers goes through them once for each time that the ascending runs they come in are
halved. Where that is below one in so many documents, it is less work than going through all."""

FEW = 25
"""Below one in so many documents, numpy finds true values faster by going from one to the next."""


class Scratch:
    """Arrays over all ``size`` documents of a segment. Not for use from two threads at once."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._marks = np.zeros(0, np.uint8)
        self._sums = np.zeros(0, np.float32)
        self._there = np.ones(0, np.bool_)

    def forget(self) -> None:
        """Start afresh, where work was left in the midst and something may not have been wiped."""
        self._marks = np.zeros(0, np.uint8)
        self._sums = np.zeros(0, np.float32)

    def _blank_marks(self) -> NDArray[np.uint8]:
        if len(self._marks) != self.size:
            self._marks = np.zeros(self.size, np.uint8)
        return self._marks

    def _blank_sums(self) -> Scores:
        if len(self._sums) != self.size:
            self._sums = np.zeros(self.size, np.float32)
        return self._sums

    def among(self, wanted: Documents, documents: Documents) -> NDArray[np.bool_]:
        """Tell of each of ``wanted`` whether it is one of ``documents``."""
        if len(wanted) * MUCH < len(documents):
            return find(wanted, documents)[1]
        marks = self._blank_marks()
        places = documents.astype(np.intp)
        marks[places] = 1
        found = marks.take(wanted)
        self._wipe(marks, places)
        return found.view(np.bool_)

    def sift(self, some: Documents, documents: Documents) -> Sifted:
        """Return which of ``some`` are among ``documents``, and their rows there."""
        if len(some) * MUCH < len(documents):
            rows, there = find(some, documents)
            places = there.nonzero()[0]
            return places, rows.take(places)
        places = self.among(some, documents).nonzero()[0]
        return places, self.rows(some.take(places), documents)

    def bits(self, documents: Documents) -> NDArray[np.uint8]:
        """Return a bit for each document of the segment, from the lowest of each byte on."""
        marks = self._blank_marks()
        places = documents.astype(np.intp)
        marks[places] = 1
        bits = np.packbits(marks, bitorder="little")
        self._wipe(marks, places)
        return bits

    def among_any(self, wanted: Documents, parts: Iterable[Documents]) -> NDArray[np.bool_]:
        """Tell of each of ``wanted`` whether it is in any of the parts."""
        marks = self._blank_marks()
        for part in parts:
            marks[part.astype(np.intp)] = 1
        found = marks.take(wanted)
        marks.fill(0)
        return found.view(np.bool_)

    def rows(self, wanted: Documents, documents: Documents) -> NDArray[np.intp]:
        """Return the row of each of ``wanted`` in ``documents``, which has them all."""
        if wanted is documents:
            return np.arange(len(documents), dtype=np.intp)
        if len(wanted) * MUCH < len(documents):
            return documents.searchsorted(wanted)
        return self.among(documents, wanted).nonzero()[0]

    def _is_sparse(self, size: int, runs: int) -> bool:
        return size * SPARSE * runs.bit_length() < self.size

    def union(self, parts: Iterable[Documents], size: int, runs: int) -> Documents:
        """Return what is in any of the parts, which are ``size`` numbers together.

        They come in so many ascending runs. Parts may have a number several times.
        """
        if self._is_sparse(size, runs):
            return each_once(np.concatenate([np.empty(0, np.int32), *parts]))
        marks = self._blank_marks()
        for part in parts:
            marks[part.astype(np.intp)] = 1
        found = marks.view(np.bool_).nonzero()[0].astype(np.int32)
        marks.fill(0)
        return found

    def summed(self, parts: Iterable[Scored], size: int, runs: int) -> Scored:
        """Return what is in any part, with the sum of its scores, which must all be above 0.

        ``size`` is how many scores there are; their documents come in so many ascending runs. Parts
        may have a document several times.
        """
        if self._is_sparse(size, runs):
            known = list(parts)
            union = self.union([documents for documents, _ in known], size, runs)
            return union, self.sums(known, union)
        sums, _ = self._added(parts)
        found = self._places_of(sums, size)
        scores = sums.take(found)
        sums.fill(0)
        return found.astype(np.int32), scores

    @staticmethod
    def merged(large: Scored, small: Scored) -> Scored:
        """Return what is in either, with the sum of its scores; best where one is smaller.

        What is only in the small part is put in between; nothing goes through all documents.
        """
        documents, scores = large
        others, other_scores = small
        rows = documents.searchsorted(others)
        there = documents.take(rows, mode="clip") == others if len(documents) else rows < 0
        scores = scores.copy()
        scores[rows[there]] += other_scores[there]
        fresh = (~there).nonzero()[0]
        if not len(fresh):
            return documents, scores
        places = rows[fresh] + np.arange(len(fresh))
        old = np.ones(len(documents) + len(fresh), np.bool_)
        old[places] = False
        both = np.empty(len(old), np.int32), np.empty(len(old), np.float32)
        for joined, first, second in zip(both, (documents, scores), small, strict=True):
            joined[old] = first
            joined[places] = second.take(fresh)
        return both

    def _places_of(self, sums: Scores, size: int) -> NDArray[np.intp]:
        """Return where sums are not 0, which is in ``size`` places at most.

        numpy goes from one true value to the next where they are fewer than a tenth of all, and
        through everything, twice as fast, where they are more. So that it does so from a
        twenty-fifth on, true values follow that make them a tenth.
        """
        if size * FEW < self.size:
            return np.flatnonzero(sums != 0)
        if len(self._there) <= self.size:
            self._there = np.ones(self.size + self.size // 8 + 1, np.bool_)
        np.not_equal(sums, 0, out=self._there[: self.size])
        found = self._there.nonzero()[0]
        return found[: len(found) - (len(self._there) - self.size)]

    def sums(self, parts: Iterable[Scored], wanted: Documents) -> Scores:
        """Return for each of ``wanted`` the sum of its scores in all parts; 0 where it has none."""
        sums, touched = self._added(parts)
        found = sums.take(wanted)
        if touched is None:
            sums.fill(0)
        else:
            for places in touched:
                sums[places] = 0
        return found

    def highest(self, parts: Sequence[Scored], wanted: Documents) -> Scores:
        """Return for each of ``wanted`` the highest of its scores; it must be in a part."""
        sums = self._blank_sums()
        sums.fill(-np.inf)
        for documents, scores in parts:
            np.maximum.at(sums, documents.astype(np.intp), scores)
        found = sums.take(wanted)
        sums.fill(0)
        return found

    def _added(self, parts: Iterable[Scored]) -> tuple[Scores, list[NDArray[np.intp]] | None]:
        """Add up scores; return the sums, and where they are, unless that is nearly everywhere."""
        sums = self._blank_sums()
        touched: list[NDArray[np.intp]] = []
        size = 0
        for documents, scores in parts:
            places = documents.astype(np.intp)
            np.add.at(sums, places, scores)
            size += len(places)
            if size * MUCH <= self.size:
                touched.append(places)
        return sums, touched if size * MUCH <= self.size else None

    def _wipe(self, marks: NDArray[np.uint8], places: NDArray[np.intp]) -> None:
        if len(places) * MUCH > self.size:
            marks.fill(0)
        else:
            marks[places] = 0


def each_once(numbers: NDArray[Number]) -> NDArray[Number]:
    """Return the different numbers, ascending. numpy's ``unique`` takes ten times as long."""
    ordered = numbers.copy()
    ordered.sort(kind="stable")
    new = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return ordered.compress(new)


def find(
    wanted: NDArray[Number], numbers: NDArray[Number]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return by halving a row of ``numbers``, which ascend, for each of ``wanted``, and whether it
    is there."""
    if not len(numbers):
        return np.zeros(len(wanted), np.intp), np.zeros(len(wanted), np.bool_)
    rows = numbers.searchsorted(wanted)
    rows[rows == len(numbers)] = 0
    return rows, numbers.take(rows) == wanted

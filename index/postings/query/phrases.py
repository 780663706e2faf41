"""Phrases: the documents in which words follow each other.

A phrase is an intersection first; no position is read of a document that has not all words. In most
of what is left each word stands once. So where that is much, the first positions decide about these
documents, of which a byte tells nearly all, and only the others are looked at further:

    document           3    5    8    9
    toll           at  7    0*   4    6           * and elsewhere
    bridge         at  8    3    9    7
    toll bridge       yes   ?    no  yes

In those the places of the words, one number each with the document in its upper half, are merged
with those of the word before in one pass, sorted already but for each other; a word follows where
the last place before it is near enough:

    toll    3: 7         5: 0  9              places     3:7 3:8  5:0 5:3  5:9 5:10
    bridge  3: 8         5: 3  10                        t   b    t   b    t   b
    toll bridge                                              yes      no       yes
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.postings.query.found_words import Word
from index.postings.query.scored import Found, Mask, Step, kept
from index.postings.query.workspace import Documents, Rows, Scores, Scratch

BYTES = 256
"""Distances that a byte tells from each other."""

MANY = 2048
"""Documents of which most are decided by a look at the first positions."""

MUCH = 16
"""Where there are so many times more places, each of the others is looked up in them by halving."""


class InOrder(Found):
    """The documents where words follow each other, 1 to ``slop`` places apart each time.

    The score is the sum of the words' scores, each as often as it is named.
    """

    def __init__(self, scratch: Scratch, words: Sequence[Word], slop: int, step: Step) -> None:
        positive = all(word.positive for word in words)
        most = min(word.most for word in words)
        super().__init__(scratch, most, positive, any(word.live for word in words))
        self._distinct = {word.number: word for word in words}
        self._numbers = [word.number for word in words]
        self._rows: dict[int, Rows] = {}
        self._slop = slop
        self._step = step

    def _all(self) -> Documents:
        documents, rows = self._intersection()
        places = self._in_order(rows, len(documents)).nonzero()[0]
        self._rows = {number: each.take(places) for number, each in rows.items()}
        return documents.take(places)

    def _among(self, some: Documents) -> Mask:
        documents = some
        for word in self._distinct.values():
            self._step()
            documents = kept(documents, word.among(documents))
        rows = {number: word.rows(documents) for number, word in self._distinct.items()}
        found = documents[self._in_order(rows, len(documents))]
        return self.scratch.among(some, found)

    def _scores(self, some: Documents) -> Scores:
        if some is self._documents:
            words = self._distinct.items()
            scores = {number: word.scores_in(some, self._rows[number]) for number, word in words}
        else:
            scores = {number: word.scores(some) for number, word in self._distinct.items()}
        total = np.zeros(len(some), np.float32)
        for number in self._numbers:
            total += scores[number]
        return total

    def _intersection(self) -> tuple[Documents, dict[int, Rows]]:
        """Return the documents that have all words, and by the words' numbers the rows that they
        have in each."""
        rarest, *others = sorted(self._distinct.values(), key=lambda word: word.most)
        documents = rarest.documents()
        rows = {rarest.number: rarest.rows(documents)}
        for word in others:
            self._step()
            places = word.among(documents).nonzero()[0]
            documents = documents.take(places)
            rows[rarest.number] = rows[rarest.number].take(places)
        for word in others:
            rows[word.number] = word.rows(documents)
        return documents, rows

    def _in_order(self, rows: Mapping[int, Rows], count: int) -> Mask:
        """Tell in which of ``count`` documents, which have these rows in the words, the words
        follow each other."""
        if count <= MANY or self._slop >= BYTES:
            return self._follow(rows, count)
        matching, is_open = self._by_first_positions(rows, count)
        undecided = is_open.nonzero()[0]
        narrowed = {number: each.take(undecided) for number, each in rows.items()}
        matching[undecided] = self._follow(narrowed, len(undecided))
        return matching

    def _by_first_positions(self, rows: Mapping[int, Rows], count: int) -> tuple[Mask, Mask]:
        """Tell in which documents the words, each there once, follow each other; and where that
        cannot be told. In no others do they."""
        first, once = {}, {}
        for number, word in self._distinct.items():
            self._step()
            first[number], once[number] = word.postings.first_positions(number, rows[number])
        near, is_open = np.ones(count, np.bool_), np.zeros(count, np.bool_)
        far = np.zeros(count, np.bool_)
        for before, after in pairwise(self._numbers):
            both_once = once[before] & once[after]
            between = first[after] - first[before] - np.uint8(1)  # as bytes, it wraps around
            adjacent = between < self._slop
            near &= adjacent
            far |= both_once & ~adjacent
            is_open |= ~both_once | (first[after] < first[before])
        if any(word.postings.has_high_positions(number) for number, word in self._distinct.items()):
            is_open |= near
        is_open &= ~far
        return near & ~is_open, is_open

    def _follow(self, rows: Mapping[int, Rows], count: int) -> Mask:
        """Tell the same by all places of all words."""
        matching = np.zeros(count, np.bool_)
        names = np.arange(count, dtype=np.int64) << 32
        places: dict[int, NDArray[np.int64]] = {}
        for number, word in self._distinct.items():
            self._step()
            places[number] = word.postings.places_in(number, rows[number], names)
        first, *others = self._numbers
        ends = places[first]
        for number in others:
            self._step()
            ends = following(ends, places[number], self._slop)
        matching[ends >> 32] = True
        return matching


def following(before: NDArray[np.int64], after: NDArray[np.int64], slop: int) -> NDArray[np.int64]:
    """Return those of ``after`` that stand 1 to ``slop`` places behind one of ``before``.

    Both are places (row << 32 | position), ascending and below 2**62, each one once. Beside one
    stands what is among them when all are moved on by one; else the nearest one before decides,
    and one in another document is too far away.
    """
    if not len(before) or not len(after):
        return after[:0]
    if len(after) * MUCH < len(before):
        nearest = before.take(np.maximum(before.searchsorted(after) - 1, 0))
        distances = after - nearest
        return after.compress((distances >= 1) & (distances <= slop))
    if slop == 1:
        merged = np.concatenate((before + 1, after))
        merged.sort(kind="stable")  # two ascending runs: a merge
        later = merged[1:]
        return later.compress(later == merged[:-1])
    merged = np.concatenate([(before << 1) | 1, after << 1])
    merged.sort(kind="stable")
    places = merged >> 1
    is_before = (merged & 1).astype(np.bool_)
    nearest = np.maximum.accumulate(np.where(is_before, places, -(2**62)))
    return places.compress(~is_before & (places - nearest <= slop))

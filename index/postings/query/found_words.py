"""Words and phrases of a field: the leaves of a query tree that have scores.

Scores are BM25F as Whoosh computes it (Robertson and Zaragoza, "The Probabilistic Relevance
Framework", 2009, with K1 = 1.2 and B = 0.75; idf is ln(N / (n + 1)) + 1), from Whoosh's lengths of
a byte: for a term that is f times in a document of length l

    score = idf * (K1 + 1) * f / (f + norm)        norm = K1 * (1 - B + B * l / average length)

The norms of all documents are worked out once, so that a posting costs a look-up and a division.

A phrase is an intersection first. Most of what is left has each word once, and for these the first
positions tell, of which a byte is enough to leave out nearly all. In the others the places of the
words, one number each with the document in its upper half, are merged with those of the word before
in one pass, sorted already but for each other; a word follows where the last place before it is
near enough:

    toll    3: 7         5: 0  9              places     3:7 3:8  5:0 5:3  5:9 5:10
    bridge  3: 8         5: 3  10                        t   b    t   b    t   b
    toll bridge                                              yes      no       yes
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.postings.query.field_postings import LENGTHS, FieldPostings
from index.postings.query.kept import Kept
from index.postings.query.scored import Found, Known, Mask, Step, kept
from index.postings.query.workspace import Documents, Rows, Scores, Scratch

K1 = 1.2
B = 0.75
"""Whoosh's parameters of BM25F."""

BYTES = 256
"""Distances that a byte tells from each other."""

MANY = 4096
"""Documents of which most are left out by a look at the first positions."""

MUCH = 16
"""Where there are so many times more places, each of the others is looked up in them by halving."""


class Scoring:
    """What the score of a word in a field of a segment needs, but for the word.

    Where it is ``live``, documents with words in the field are passages that are not deleted.
    """

    def __init__(
        self, postings: FieldPostings, average: float, kept: Kept, live: bool = False
    ) -> None:
        """``average`` is the field's length in words over all documents of all segments."""
        self.postings = postings
        self.average = average
        self.kept = kept
        self.live = live
        self._last: tuple[Documents, Scores] | None = None

    def norms(self) -> Scores:
        """Return K1 * (1 - B + B * length / average) for all documents of the segment."""
        return self.kept.get((self.postings, "norms"), self._make_norms, effort=100)

    def norms_of(self, documents: Documents) -> Scores:
        """Return the same for some documents, the last ones without looking; not to be written to.

        All words of a conjunction have the same documents.
        """
        if self._last is None or self._last[0] is not documents:
            self._last = documents, self.norms().take(documents)
        return self._last[1]

    def _make_norms(self) -> Scores:
        table = (K1 * (1 - B) + K1 * B / self.average * LENGTHS).astype(np.float32)
        return table.take(self.postings.length_codes)


class Word(Found):
    """The documents of a term."""

    def __init__(self, scratch: Scratch, scoring: Scoring, number: int, idf: float) -> None:
        self.postings = scoring.postings
        most = self.postings.document_frequency(number)
        super().__init__(scratch, most, idf > 0, scoring.live)
        self.number = number
        self._scoring = scoring
        self._factor = np.float32(idf * (K1 + 1))

    def known(self) -> Known:
        """Return how often it is in each of its documents, in a byte."""
        low = self.postings.low_frequencies(self.number)
        return np.ones(self.most, np.uint8) if low is None else low

    def sift(self, some: Documents) -> tuple[NDArray[np.intp], Known]:
        """Return the places in ``some`` of those that have it, and how often, in a byte."""
        return self.postings.sift(self.number, some)

    def scores_of(self, some: Documents, known: Known) -> Scores:
        """Return the scores of ``some``, which all have it, given how often, in a byte."""
        if known is None or some is self._documents:
            return self.scores(some)
        return self._scored(some, self.postings.exact_frequencies(self.number, some, known))

    def scores_in(self, some: Documents, rows: Rows) -> Scores:
        """Return the scores of ``some``, which have these rows among its documents."""
        return self._scored(some, self.postings.frequencies_in(self.number, rows))

    def _all(self) -> Documents:
        return self.postings.documents(self.number)

    def _among(self, some: Documents) -> Mask:
        return self.postings.there(self.number, some)

    def _scores(self, some: Documents) -> Scores:
        if some is not self._documents:
            return self.scores_in(some, self.postings.rows(self.number, some))
        key = (self.postings, "scores", self.number)
        return self._scoring.kept.get(key, self._all_scores, effort=3)

    def _share(self, some: Documents) -> Scores:
        places, known = self.sift(some)
        if len(places) == len(some):
            return self.scores_of(some, known)
        shares = np.zeros(len(some), np.float32)
        shares[places] = self.scores_of(some.take(places), known)
        return shares

    def _all_scores(self) -> Scores:
        frequencies = self.postings.frequencies(self.number)
        documents = self.documents()
        if frequencies is None:
            return self._scored(documents, np.ones(len(documents), np.float32))
        return self._scored(documents, frequencies.astype(np.float32))

    def _scored(self, documents: Documents, frequencies: Scores) -> Scores:
        """Return the scores of documents that have it so often; ``frequencies`` are overwritten."""
        below = self._scoring.norms_of(documents) + frequencies
        frequencies *= self._factor
        frequencies /= below
        return frequencies


class InOrder(Found):
    """The documents where words follow each other, 1 to ``slop`` places apart each time.

    The score is the sum of the words' scores, each as often as it is named.
    """

    def __init__(self, scratch: Scratch, words: Sequence[Word], slop: int, step: Step) -> None:
        positive = all(word.positive for word in words)
        most = min(word.most for word in words)
        super().__init__(scratch, most, positive, any(word.live for word in words))
        self._words = words
        self._distinct = list({word.number: word for word in words}.values())
        self._rows: dict[int, Rows] = {}
        self._slop = slop
        self._step = step

    def _all(self) -> Documents:
        rarest, *others = sorted(self._distinct, key=lambda word: word.most)
        documents, self._rows = self._in_order(self._with_all(rarest.documents(), others))
        return documents

    def _among(self, some: Documents) -> Mask:
        return self.scratch.among(some, self._in_order(self._with_all(some, self._distinct))[0])

    def _with_all(self, documents: Documents, words: Sequence[Word]) -> Documents:
        for word in words:
            self._step()
            documents = kept(documents, word.among(documents))
        return documents

    def _scores(self, some: Documents) -> Scores:
        if some is self._documents:
            scores = {
                word.number: word.scores_in(some, self._rows[word.number])
                for word in self._distinct
            }
        else:
            scores = {word.number: word.scores(some) for word in self._distinct}
        total = np.zeros(len(some), np.float32)
        for word in self._words:
            total += scores[word.number]
        return total

    def _in_order(self, documents: Documents) -> tuple[Documents, dict[int, Rows]]:
        """Return those of some documents, which have all words, where these follow each other, and
        by the words' numbers the rows that they have in each."""
        if not len(documents):
            return documents, {}
        rows = {word.number: word.postings.rows(word.number, documents) for word in self._distinct}
        if len(documents) > MANY:
            documents, rows = _narrowed(documents, rows, self._perhaps_in_order(rows))
        names = np.arange(len(documents))
        places: dict[int, NDArray[np.int64]] = {}
        for word in self._distinct:
            self._step()
            places[word.number] = word.postings.places_in(word.number, rows[word.number], names)
        ends = places[self._words[0].number]
        for word in self._words[1:]:
            self._step()
            ends = following(ends, places[word.number], self._slop)
        matching = np.zeros(len(documents), np.bool_)
        matching[ends >> 32] = True
        return _narrowed(documents, rows, matching)

    def _perhaps_in_order(self, rows: Mapping[int, Rows]) -> Mask:
        """Leave out documents where two words stand once, and not behind each other."""
        perhaps = np.ones(len(rows[self._words[0].number]), np.bool_)
        if self._slop >= BYTES:
            return perhaps
        known = {
            word.number: word.postings.first_positions(word.number, rows[word.number])
            for word in self._distinct
        }
        for one, other in pairwise(self._words):
            self._step()
            (before, once), (after, also_once) = known[one.number], known[other.number]
            between = after - before - np.uint8(1)  # as bytes, it wraps around
            perhaps &= ~(once & also_once) | (between < self._slop)
        return perhaps


def _narrowed(
    documents: Documents, rows: Mapping[int, Rows], mask: Mask
) -> tuple[Documents, dict[int, Rows]]:
    """Return those documents for which the mask is true, and their rows."""
    places = mask.nonzero()[0]
    return documents.take(places), {number: each.take(places) for number, each in rows.items()}


def following(before: NDArray[np.int64], after: NDArray[np.int64], slop: int) -> NDArray[np.int64]:
    """Return those of ``after`` that stand 1 to ``slop`` places behind one of ``before``.

    Both are places (row << 32 | position), ascending and below 2**62, each one once. Beside one
    stands what is among them when all are moved on by one; else the nearest one before decides,
    and one in another document is too far away.
    """
    if not len(before):
        return before
    if len(after) * MUCH < len(before):
        nearest = before.take(np.maximum(np.searchsorted(before, after) - 1, 0))
        distances = after - nearest
        return np.compress((distances >= 1) & (distances <= slop), after)
    if slop == 1:
        merged = np.concatenate((before + 1, after))
        merged.sort(kind="stable")  # two ascending runs: a merge
        return np.compress(merged[1:] == merged[:-1], merged[1:])
    merged = np.concatenate([(before << 1) | 1, after << 1])
    merged.sort(kind="stable")
    places = merged >> 1
    is_before = (merged & 1).astype(np.bool_)
    nearest = np.maximum.accumulate(np.where(is_before, places, -(2**62)))
    found: NDArray[np.int64] = np.compress(~is_before & (places - nearest <= slop), places)
    return found

"""Words of a field: the leaves of a query tree that have scores. (Phrases are in phrases.py.)

Scores are BM25F as Whoosh computes it (Robertson and Zaragoza, "The Probabilistic Relevance
Framework", 2009, with K1 = 1.2 and B = 0.75; idf is ln(N / (n + 1)) + 1), from Whoosh's lengths of
a byte: for a term that is f times in a document of length l

    score = idf * (K1 + 1) * f / (f + norm)        norm = K1 * (1 - B + B * l / average length)

The norms of all documents are worked out once, so that a posting costs a look-up and a division.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.postings.query.field_postings import LENGTHS, FieldPostings
from index.postings.query.kept import Kept
from index.postings.query.scored import Found, Known, Mask
from index.postings.query.workspace import Documents, Rows, Scores, Scratch

K1 = 1.2
B = 0.75
"""Whoosh's parameters of BM25F."""


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

    def rows(self, some: Documents) -> Rows:
        """Return the rows that ``some``, which all have it, have among its documents."""
        if some is self._documents:
            return np.arange(len(some))
        return self.postings.rows(self.number, some)

    def scores_in(self, some: Documents, rows: Rows) -> Scores:
        """Return the scores of ``some``, which have these rows among its documents."""
        return self._scored(some, self.postings.frequencies_in(self.number, rows))

    def _all(self) -> Documents:
        return self.postings.documents(self.number)

    def _among(self, some: Documents) -> Mask:
        return self.postings.there(self.number, some)

    def _scores(self, some: Documents) -> Scores:
        if some is not self._documents:
            return self.scores_in(some, self.rows(some))
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

"""Many words of a field at once: what a beginning, a pattern or a slip stands for.

A beginning of two letters is thousands of words, nearly all of them rare. Each by itself costs some
microseconds of Python, whatever it has; so all rare ones are read in one go, as one long list of
postings in which a document may come several times, and the scores are added up:

    toller   3 │ 9      tollgate   9      tolly   4           documents   3   9   9   4
    idf 7.1             idf 7.5           idf 7.9             scores     2.1 2.6 2.9 3.3

Frequent words are few, and what is read of these is kept, so they are asked one by one. Where the
rare ones are many as well (all words that end in "s"), they are read in pieces.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings.format.packing import running
from index.postings.query.combining import Either
from index.postings.query.found_words import K1, Scoring, Word
from index.postings.query.scored import TINY, Found, Mask, Step, Times
from index.postings.query.workspace import Documents, Scored, Scores, Scratch

FREQUENT = 1024
"""Documents of a word that is asked by itself."""

FEW = 8
"""Rare words that are not worth reading together."""

PIECE = 1 << 17
"""Postings that are read at once."""


def any_word(
    scratch: Scratch,
    scoring: Scoring,
    numbers: NDArray[np.int64],
    idfs: NDArray[np.float64],
    boosts: NDArray[np.float64] | None,
    step: Step,
) -> Found:
    """Return what has any of a field's words, with the sum of their scores.

    ``numbers`` of terms ascend, ``idfs`` are theirs, and ``boosts`` what each one counts (None: 1).
    """
    counts = scoring.postings.document_frequencies(numbers)
    alone = counts >= FREQUENT
    if np.count_nonzero(alone) > len(numbers) - FEW:
        alone[:] = True
    parts: list[Found] = []
    for row in alone.nonzero()[0].tolist():
        word = Word(scratch, scoring, int(numbers[row]), float(idfs[row]))
        boost = 1.0 if boosts is None else float(boosts[row])
        parts.append(word if boost == 1.0 else Times(word, boost))
    if len(parts) < len(numbers):
        rare = (~alone).nonzero()[0]
        weights = idfs if boosts is None else idfs * boosts
        parts.append(RareWords(scratch, scoring, numbers[rare], weights[rare], counts[rare], step))
    return parts[0] if len(parts) == 1 else Either(scratch, parts, step)


class RareWords(Found):
    """What has any of a field's words, none of which has many postings."""

    def __init__(
        self,
        scratch: Scratch,
        scoring: Scoring,
        numbers: NDArray[np.int64],
        weights: NDArray[np.float64],
        counts: NDArray[np.int64],
        step: Step,
    ) -> None:
        """``weights`` are the words' idfs, boosted; ``counts`` their document frequencies."""
        self._postings = int(counts.sum())
        positive = bool((weights > TINY).all())
        super().__init__(scratch, min(self._postings, scratch.size), positive, scoring.live)
        self.runs = len(numbers)
        self._scoring = scoring
        self._numbers = numbers
        self._counts = counts
        self._factors = (weights * (K1 + 1)).astype(np.float32)
        self._step = step
        self._bounds = _bounds(counts, PIECE)
        self._read: list[Scored] | None = None

    def scored(self) -> Scored:
        """Return all that match, with their scores."""
        if not self.positive:
            return super().scored()
        return self.scratch.summed(self._pieces(), self._postings, self.runs)

    def pieces(self) -> list[Scored]:
        """Return documents with scores that are to be added up."""
        return list(self._pieces()) if self._is_one_piece() else [self.scored()]

    def each(self) -> list[Documents]:
        """Return what matches, perhaps several times."""
        return list(self._documents_of_each()) if self._is_one_piece() else [self.documents()]

    def _is_one_piece(self) -> bool:
        return len(self._bounds) == 2

    def _pieces(self) -> Iterator[Scored]:
        """Yield all postings with their scores. They are kept where they are one piece.

        In between the blank arrays of the segment may be in use.
        """
        if self._read is not None:
            yield from self._read
            return
        for first, end in pairwise(self._bounds):
            self._step()
            piece = self._piece(first, end)
            if self._is_one_piece():
                self._read = [piece]
            yield piece

    def _piece(self, first: int, end: int) -> Scored:
        found = self._scoring.postings.several(self._numbers[first:end], self._counts[first:end])
        scores = found.frequencies
        norms = self._scoring.norms().take(found.documents)
        norms += scores
        scores *= self._factors[first:end].take(found.order).repeat(found.counts)
        scores /= norms
        return found.documents, scores

    def _documents_of_each(self) -> Iterator[Documents]:
        return (documents for documents, _ in self._pieces())

    def _all(self) -> Documents:
        return self.scratch.union(self._documents_of_each(), self._postings, self.runs)

    def _among(self, some: Documents) -> Mask:
        return self.scratch.among_any(some, self._documents_of_each())

    def _scores(self, some: Documents) -> Scores:
        return self._share(some)

    def _share(self, some: Documents) -> Scores:
        return self.scratch.sums(self._pieces(), some)


def _bounds(counts: NDArray[Any], most: int) -> list[int]:
    """Return where to cut words with so many postings each into pieces of about ``most``."""
    before = running(counts)
    cuts = before.searchsorted(np.arange(0, int(before[-1]), most))
    return list(dict.fromkeys([*cuts.tolist(), len(counts)]))

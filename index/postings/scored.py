"""Documents with scores, and how they are combined: the arithmetic of a query tree.

Sets are ascending arrays of document numbers in one segment of ``size`` documents. Two of very
different length are intersected by looking the short one up in the long one; many together are
added up in an array over all documents, which costs the same whatever their number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Documents, ascending and without duplicates, and their scores; both of shape (n,)."""

    documents: NDArray[np.int32]
    scores: NDArray[np.float32]

    def times(self, boost: float) -> Scored:
        """Return the same with all scores multiplied."""
        if boost == 1.0:
            return self
        return Scored(self.documents, self.scores * np.float32(boost))


def nothing() -> Scored:
    """Return no documents."""
    return Scored(np.empty(0, np.int32), np.empty(0, np.float32))


def all_with(documents: NDArray[np.int32], score: float) -> Scored:
    """Return ``documents``, all with the same score."""
    return Scored(documents, np.full(len(documents), score, np.float32))


def selected(scored: Scored, documents: NDArray[np.int32]) -> Scored:
    """Return those of ``scored`` that are in ``documents``, which are all among them."""
    return Scored(documents, scored.scores[np.searchsorted(scored.documents, documents)])


def both(parts: Sequence[Scored]) -> Scored:
    """Return what is in all parts, with the sum of the scores."""
    if not parts:
        return nothing()
    shortest, *others = sorted(parts, key=lambda part: len(part.documents))
    documents, scores = shortest.documents, shortest.scores
    for other in others:
        rows, there = _find(documents, other.documents)
        documents = documents[there]
        scores = scores[there] + other.scores[rows[there]]
    return Scored(documents, scores)


def either(parts: Sequence[Scored], size: int) -> Scored:
    """Return what is in any part, with the sum of the scores."""
    if len(parts) == 1:
        return parts[0]
    there = np.zeros(size, np.bool_)
    scores = np.zeros(size, np.float32)
    for part in parts:
        there[part.documents] = True
        scores[part.documents] += part.scores
    documents = np.flatnonzero(there).astype(np.int32)
    return Scored(documents, scores[documents])


def best_of(parts: Sequence[Scored], size: int) -> Scored:
    """Return what is in any part, with the highest of its scores."""
    there = np.zeros(size, np.bool_)
    scores = np.full(size, -np.inf, np.float32)
    for part in parts:
        there[part.documents] = True
        scores[part.documents] = np.maximum(scores[part.documents], part.scores)
    documents = np.flatnonzero(there).astype(np.int32)
    return Scored(documents, scores[documents])


def without(scored: Scored, excluded: Scored, size: int) -> Scored:
    """Return what is in ``scored`` and not in ``excluded``."""
    out = np.zeros(size, np.bool_)
    out[excluded.documents] = True
    kept = ~out[scored.documents]
    return Scored(scored.documents[kept], scored.scores[kept])


def perhaps(scored: Scored, bonus: Scored) -> Scored:
    """Return ``scored``, with the scores of ``bonus`` added where it has the document too."""
    rows, there = _find(scored.documents, bonus.documents)
    scores = scored.scores.copy()
    scores[there] += bonus.scores[rows[there]]
    return Scored(scored.documents, scores)


def _find(
    wanted: NDArray[np.int32], among: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return for each of ``wanted`` its row in ``among``, and whether it is there at all."""
    rows = np.searchsorted(among, wanted)
    there = np.zeros(len(wanted), np.bool_)
    inside = rows < len(among)
    there[inside] = among[rows[inside]] == wanted[inside]
    return rows, there

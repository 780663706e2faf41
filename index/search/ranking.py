"""The order of results.

By relevance, the score decides, then the newer article, then its path and the place in it. Both
are packed into one number, so that one sort of plain integers does it:

    │ 32 bits: all ones minus the bits of the score │ 32 bits: place by date, newest first │

The bits of two floats that are not negative compare like the floats. The places are all different,
so the order is always the same, and the passage is read back from its place. Sorting the numbers
takes a fifth of the time of sorting positions by two keys.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from index.search.facts import Numbers, Ordering, PassageFacts


class Order(StrEnum):
    """How results are sorted. By relevance, where nothing has a score, as by article."""

    RELEVANCE = "relevance"
    DATE = "date"
    ARTICLE = "article"
    SPEAKER = "speaker"


Scores = NDArray[np.float32]

_PLACE_BITS = np.uint64(32)
_LOW = np.uint64(2**32 - 1)


def ranked(
    passages: Numbers, scores: Scores, order: Order, facts: PassageFacts
) -> tuple[Numbers, Scores]:
    """Return ``passages`` (ascending, shape (n,)) and their ``scores`` in the order asked for."""
    match order:
        case Order.RELEVANCE if len(scores) and scores.max() > 0:
            return _by_score(passages, scores, facts.newest_first)
        case Order.DATE:
            return _by_place(passages, scores, facts.newest_first)
        case Order.SPEAKER:
            return _by_place(passages, scores, facts.by_speaker)
        case _:
            return _by_place(passages, scores, facts.oldest_first)


def _by_score(passages: Numbers, scores: Scores, ties: Ordering) -> tuple[Numbers, Scores]:
    bits = np.maximum(scores, np.float32(0)).astype(np.float32).view(np.uint32).astype(np.uint64)
    keys = ((_LOW - bits) << _PLACE_BITS) | ties.place[passages].astype(np.uint64)
    keys.sort()
    ordered = ties.passages[(keys & _LOW).astype(np.int64)]
    return ordered, (_LOW - (keys >> _PLACE_BITS)).astype(np.uint32).view(np.float32)


def _by_place(passages: Numbers, scores: Scores, ordering: Ordering) -> tuple[Numbers, Scores]:
    places = np.argsort(ordering.place[passages])
    return passages[places], scores[places]

"""Matchers that walk arrays one document at a time, as Whoosh does."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import numpy as np
from whoosh.matching.mcore import LeafMatcher, Matcher, ReadTooFar

from index.postings.query.field_postings import FieldPostings

READABLE = ("positions", "frequency", "weight")
"""What Whoosh may ask of a posting."""


def postings_matcher(
    postings: FieldPostings, number: int, term: tuple[str, bytes], scorer: Any
) -> Matcher:
    """Return a matcher that walks the postings of the term ``number``."""
    return _PostingsMatcher(postings, number, term, scorer)


def scored_matcher(ids: Sequence[int], scores: Sequence[float] | None = None) -> Matcher:
    """Return a matcher that walks documents, ascending, with a score each; 0 if none are given.

    (Whoosh's ListMatcher takes a weight of 0 for one that is missing, and scores 1.)
    """
    return _ScoredMatcher(ids, scores)


class _PostingsMatcher(LeafMatcher):
    def __init__(
        self,
        postings: FieldPostings,
        number: int,
        term: tuple[str, bytes],
        scorer: Any,
        place: int = 0,
    ) -> None:
        self._made_of = (postings, number, term, scorer)
        self._postings = postings
        self._number = number
        self._term = term
        self.scorer = scorer
        self._documents = postings.documents(number)
        self._frequencies = postings.frequencies(number)
        self._place = place

    def is_active(self) -> bool:
        return self._place < len(self._documents)

    def reset(self) -> None:
        self._place = 0

    def copy(self) -> _PostingsMatcher:
        return _PostingsMatcher(*self._made_of, self._place)

    def id(self) -> int:
        return int(self._documents[self._place])

    def next(self) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._place += 1

    def skip_to(self, id: int) -> None:  # noqa: A002  # the name is Whoosh's
        if not self.is_active():
            raise ReadTooFar
        self._place = max(self._place, int(np.searchsorted(self._documents, id)))

    def weight(self) -> float:
        return 1.0 if self._frequencies is None else float(self._frequencies[self._place])

    def score(self) -> float:
        return float(self.scorer.score(self))

    def supports(self, astype: str) -> bool:
        return astype in READABLE

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            return self._positions().tolist()
        return self.weight() if astype == "weight" else int(self.weight())

    def value(self) -> bytes:
        packed: bytes = self._positions().astype("<u4").tobytes()
        return packed

    def _positions(self) -> Any:
        here = self._documents[self._place : self._place + 1]
        return self._postings.places(self._number, here)

    def supports_block_quality(self) -> bool:
        return False


class _ScoredMatcher(Matcher):
    def __init__(
        self, ids: Sequence[int], scores: Sequence[float] | None = None, place: int = 0
    ) -> None:
        self._ids = ids
        self._scores = scores
        self._place = place

    def is_active(self) -> bool:
        return self._place < len(self._ids)

    def reset(self) -> None:
        self._place = 0

    def copy(self) -> _ScoredMatcher:
        return _ScoredMatcher(self._ids, self._scores, self._place)

    def id(self) -> int:
        return self._ids[self._place]

    def next(self) -> None:
        self._place += 1

    def skip_to(self, id: int) -> None:  # noqa: A002  # the name is Whoosh's
        self._place = bisect_left(self._ids, id, self._place)

    def supports_block_quality(self) -> bool:
        return False

    def weight(self) -> float:
        return self.score()

    def score(self) -> float:
        return self._scores[self._place] if self._scores is not None else 0.0

    def max_quality(self) -> float:
        return max(self._scores, default=0.0) if self._scores is not None else 0.0

    def supports(self, _astype: str) -> bool:
        return False

    def value(self) -> bytes:
        return b""

    def value_as(self, _astype: str) -> None:
        return None

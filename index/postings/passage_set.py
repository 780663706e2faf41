"""A query for passages that are known already: filters by actor, topic, date, kind.

What the table can answer with numpy goes into a Whoosh query tree as one leaf, in place of an Or
of thousands of terms.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from whoosh.matching.mcore import Matcher
from whoosh.query.qcore import Query


class PassageSet(Query):
    """Matches exactly ``passages`` (global passage numbers, any order) with score 0.

    Equal sets are equal and hash alike; the numbers are kept ascending, without duplicates, as
    int32 that cannot be written to.
    """

    boost = 1.0

    def __init__(self, passages: ArrayLike) -> None:
        numbers = np.unique(np.asarray(passages, dtype=np.int32))
        numbers.flags.writeable = False
        self.passages: NDArray[np.int32] = numbers

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PassageSet) and np.array_equal(self.passages, other.passages)

    def __hash__(self) -> int:
        return hash(self.passages.tobytes())

    def __repr__(self) -> str:
        shown = ", ".join(str(number) for number in self.passages[:5])
        more = "" if len(self.passages) <= 5 else f", … {len(self.passages)} in all"
        return f"PassageSet([{shown}{more}])"

    def __str__(self) -> str:
        return repr(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> PassageSet:
        return self

    def is_leaf(self) -> bool:
        """It has no children."""
        return True

    def field(self) -> None:
        """It belongs to no field."""
        return

    def with_boost(self, _boost: float) -> PassageSet:
        """Return itself: a score of 0 cannot be raised."""
        return self

    def normalize(self) -> Query:
        """Return itself: even an empty set must stay, for what an And of it means."""
        return self

    def estimate_size(self, _ixreader: Any) -> int:
        """Return how many passages there are, over all segments."""
        return len(self.passages)

    def within(self, start: int, end: int) -> NDArray[np.int32]:
        """Return those from ``start`` to before ``end``, counted from ``start``."""
        first, last = np.searchsorted(self.passages, (start, end))
        return self.passages[first:last] - np.int32(start)

    def matcher(self, searcher: Any, _context: Any = None) -> Matcher:
        """Return a matcher over those that lie in the searcher's segment."""
        start = self._offset(searcher)
        ids = self.within(start, start + searcher.doc_count_all())
        return _SetMatcher(ids.tolist())

    @staticmethod
    def _offset(searcher: Any) -> int:
        """The number of the segment's first document over all segments."""
        for leaf, offset in searcher.get_parent().leaf_searchers():
            if leaf is searcher:
                return int(offset)
        return 0


class _SetMatcher(Matcher):
    """Walks a list of ids, all with score 0.

    (Whoosh's ListMatcher takes a weight of 0 for one that is missing, and scores 1.)
    """

    def __init__(self, ids: list[int], position: int = 0) -> None:
        self._ids = ids
        self._position = position

    def is_active(self) -> bool:
        return self._position < len(self._ids)

    def reset(self) -> None:
        self._position = 0

    def copy(self) -> _SetMatcher:
        return _SetMatcher(self._ids, self._position)

    def id(self) -> int:
        return self._ids[self._position]

    def next(self) -> None:
        self._position += 1

    def skip_to(self, id: int) -> None:  # noqa: A002  # the name is Whoosh's
        self._position = bisect_left(self._ids, id, self._position)

    def supports_block_quality(self) -> bool:
        return False

    def max_quality(self) -> float:
        return 0.0

    def weight(self) -> float:
        return 0.0

    def score(self) -> float:
        return 0.0

    def supports(self, _astype: str) -> bool:
        return False

    def value(self) -> bytes:
        return b""

    def value_as(self, _astype: str) -> None:
        return None

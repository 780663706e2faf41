"""A query for passages that are known already: filters by actor, topic, date, kind.

What the table can answer with numpy goes into a Whoosh query tree as one leaf, in place of an Or
of thousands of terms. The set is kept as it comes, numbers or a mask over all passages, and made
into the other only when that is asked for:

    numbers   1 4 5            mask   0 1 0 0 1 1 0
"""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from whoosh.matching.mcore import Matcher
from whoosh.query.qcore import Query

from index.postings.query.matchers import scored_matcher
from index.postings.query.workspace import each_once


class PassageSet(Query):
    """Matches exactly ``passages`` (global passage numbers, any order) with score 0.

    Equal sets are equal and hash alike, however they were made.
    """

    boost = 1.0

    def __init__(self, passages: ArrayLike) -> None:
        self._set(each_once(np.asarray(passages, dtype=np.int32)), None)

    def _set(self, numbers: NDArray[np.int32] | None, mask: NDArray[np.bool_] | None) -> None:
        self._numbers = None if numbers is None else _frozen(numbers)
        self._mask = None if mask is None else _frozen(mask)

    @classmethod
    def ascending(cls, passages: NDArray[np.int32]) -> Self:
        """Return the set of numbers that ascend and are all different; they are not copied."""
        found = cls.__new__(cls)
        found._set(passages, None)
        return found

    @classmethod
    def where(cls, mask: NDArray[np.bool_]) -> Self:
        """Return the set of passages where ``mask``, over all, is true; it is not copied."""
        found = cls.__new__(cls)
        found._set(None, mask)
        return found

    @property
    def passages(self) -> NDArray[np.int32]:
        """The numbers, ascending, without duplicates; they cannot be written to."""
        if self._numbers is None:
            mask = np.zeros(0, np.bool_) if self._mask is None else self._mask
            self._numbers = _frozen(np.flatnonzero(mask).astype(np.int32))
        return self._numbers

    def __len__(self) -> int:
        if self._numbers is None and self._mask is not None:
            return int(np.count_nonzero(self._mask))
        return len(self.passages)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PassageSet) and np.array_equal(self.passages, other.passages)

    def __hash__(self) -> int:
        return hash((PassageSet, len(self)))

    def __repr__(self) -> str:
        shown = ", ".join(str(number) for number in self.passages[:5])
        more = "" if len(self) <= 5 else f", … {len(self)} in all"
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
        return len(self)

    def within(self, start: int, end: int) -> NDArray[np.int32]:
        """Return those from ``start`` to before ``end``, counted from ``start``."""
        if self._numbers is None and self._mask is not None:
            return np.flatnonzero(self._mask[start:end]).astype(np.int32)
        first, last = np.searchsorted(self.passages, (start, end))
        numbers: NDArray[np.int32] = self.passages[first:last]
        return numbers - np.int32(start) if start else numbers

    def mask_within(self, start: int, end: int) -> NDArray[np.bool_] | None:
        """Tell of each passage there whether it is one; None where the set came as numbers."""
        if self._mask is None or len(self._mask) < end:
            return None
        return self._mask[start:end]

    def matcher(self, searcher: Any, _context: Any = None) -> Matcher:
        """Return a matcher over those that lie in the searcher's segment and are not deleted."""
        start = self._offset(searcher)
        ids = self.within(start, start + searcher.doc_count_all()).tolist()
        is_deleted = searcher.reader().is_deleted
        return scored_matcher([number for number in ids if not is_deleted(number)])

    @staticmethod
    def _offset(searcher: Any) -> int:
        """The number of the segment's first document over all segments."""
        for leaf, offset in searcher.get_parent().leaf_searchers():
            if leaf is searcher:
                return int(offset)
        return 0


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    """Return a view of the array that cannot be written to."""
    view = array.view()
    view.flags.writeable = False
    return view

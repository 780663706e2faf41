"""Topics of the user's own: queries with a name, which filter and are counted as other topics are.

    "Ferry strike" = "ferry AND strike"      topic:"Ferry strike"  →  the passages of that query

Each query is evaluated once for a generation of the index, in the order of the file, and may use
the topics above it by ``topic:``; so none can ask for itself. No query is an error: what was left
out of it is noted wherever its topic is used, and one that asks for nothing finds nothing.

Cost: one search a topic when first needed, then, for each list of counts, a look at each passage of
each topic.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.corrections.model import NamedTopic
from index.model import FacetCount
from index.search.highlight import Needles
from index.search.names import Found, NameBook, Names

Numbers = NDArray[np.int32]
Thing = TypeVar("Thing", covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A topic's passages (ascending), what to highlight in them, and what there is to note."""

    topic: NamedTopic
    passages: Numbers
    needles: Needles
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnTopics:
    """The user's topics over one generation; they go by their places."""

    asked: tuple[Asked, ...] = ()

    @classmethod
    def of(
        cls, topics: Sequence[NamedTopic], ask: Callable[[NamedTopic, OwnTopics], Asked]
    ) -> OwnTopics:
        """Have each topic asked for in the light of those before it."""
        known = cls()
        for topic in topics:
            known = cls((*known.asked, ask(topic, known)))
        return known

    def __len__(self) -> int:
        return len(self.asked)

    @cached_property
    def _names(self) -> Names:
        book = NameBook.of([each.topic.name] for each in self.asked)
        return Names(book, np.array([len(each.passages) for each in self.asked], np.int64))

    def find(self, name: str, quoted: bool, other: Found | None) -> Found | None:
        """Return the topics that a name means, unless it fits ``other`` ones better."""
        found = self._names.find(name, quoted=quoted, near=False) if self.asked else None
        if found is not None and other is not None and other.fit < found.fit:
            return None
        return found

    def count(self, passages: Numbers, rows: int, first_id: int) -> tuple[FacetCount, ...]:
        """Count how many of ``passages`` (ascending, of so many ``rows``) have each topic.

        Most frequent first, those without any left out; the ids begin with ``first_id``.
        """
        if not self.asked:
            return ()
        there = np.zeros(rows, np.bool_)
        there[passages.astype(np.intp)] = True
        counted = [
            FacetCount(
                first_id + place,
                each.topic.name,
                int(np.count_nonzero(there.take(each.passages))),
                own=True,
            )
            for place, each in enumerate(self.asked)
        ]
        return tuple(sorted((each for each in counted if each.count), key=lambda each: -each.count))


NO_TOPICS = OwnTopics()


class Joined(Sequence[Thing]):
    """Two sequences, one after the other."""

    def __init__(self, first: Sequence[Thing], then: Sequence[Thing]) -> None:
        self._first = first
        self._then = then

    def __len__(self) -> int:
        return len(self._first) + len(self._then)

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return tuple(self[each] for each in range(*number.indices(len(self))))
        place = number + len(self) if number < 0 else number
        if place < len(self._first):
            return self._first[place]
        return self._then[place - len(self._first)]

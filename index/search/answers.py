"""What is kept of a search, so that asking the same again is no search.

While a query is typed the same questions come again: a letter is taken back, a word is typed as it
was a minute ago, and nearly every query begins with one of a few letters. So of each search the
part that is looked at is kept by what was asked:

    kept        how many hits; the best thousand, in order; the counts of actors and topics; what
                to highlight, and what there is to say
    not kept    all other hits, and what is counted of them only when it is asked for

What is not kept is **found again** when somebody scrolls beyond the best thousand or opens another
list of counts: the same search once more, which finds the same, since a generation of an index
never changes. An answer of half a million hits takes no more memory than one of two thousand.

The answers belong to a generation, as all that search keeps (catalogue.py). The warm-up asks what
will most likely be typed, and what takes longest: letters and frequent beginnings (warming.py).

Memory: some 32 kilobytes an answer at most, KEPT_ANSWERS of them. Answers to grouped searches and
to very long queries are not kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.corrections.model import NamedTopic
from index.model import FacetCount
from index.postings.snapshot.recent import Recent
from index.search.facets import Facets
from index.search.grouping import Grouped
from index.search.highlight import Needles
from index.search.ranking import BEST, Order, Ranking
from index.search.twins import Folded

KEPT_ANSWERS = 1_000
"""Answers that are kept of a generation: those asked for last."""

LONGEST_QUERY = 1_000
"""Characters of a query whose answer is kept."""

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Question:
    """All that an answer depends on, besides the generation of the index."""

    query: str
    filters: tuple[str, ...]
    typing: bool
    boilerplate: bool
    order: Order
    grouped: bool
    topics: tuple[NamedTopic, ...]

    @property
    def is_common(self) -> bool:
        """Tell whether its answer is worth keeping, and small: groups have no bound."""
        return not self.grouped and len(self.query) <= LONGEST_QUERY


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query that does find something, and why it is offered.

    With ``drops_filters`` it finds it only without the filters of the search.
    """

    query: str
    why: str
    drops_filters: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """All hits of a search in order, for which others each of them stands (None where each stands
    for itself), and what they have."""

    ranking: Ranking | Grouped
    folded: Folded | None
    facets: Facets

    def more(self, passages: Numbers) -> NDArray[np.int64]:
        """Return for how many others each of some hits stands."""
        if self.folded is None:
            return np.zeros(len(passages), np.int64)
        return self.folded.others(passages)

    def same_words(self, passage: int) -> Sequence[int]:
        """Return the passages found that have the words of this one, itself among them."""
        return (passage,) if self.folded is None else self.folded.group(passage).tolist()


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """Hits in order: passages, their scores, and for how many others each stands; shape (n,)."""

    passages: Numbers
    scores: NDArray[np.float32]
    more: NDArray[np.int64]

    @classmethod
    def of(cls, found: Found, places: NDArray[np.intp]) -> Best:
        """Take the hits at some places."""
        passages, scores = found.ranking.at(places)
        return cls(passages, scores, found.more(passages))

    def take(self, places: NDArray[np.intp]) -> Best:
        """Return those at some places."""
        return Best(self.passages.take(places), self.scores.take(places), self.more.take(places))


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What is kept of a search. ``total`` counts the hits, of which ``best`` has the first.

    ``actors`` and ``topics`` are None where they are to be counted when they are asked for;
    ``groups`` are the places where the hits of another article begin, in grouped searches. With
    ``capped`` there may be more hits. ``notes`` say what was ignored or taken differently.
    """

    total: int
    best: Best
    actors: Sequence[FacetCount] | None
    topics: Sequence[FacetCount] | None
    needles: Needles
    groups: Sequence[int] = ()
    capped: bool = False
    notes: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @classmethod
    def of(
        cls,
        found: Found,
        needles: Needles | None = None,
        *,
        capped: bool = False,
        notes: tuple[str, ...] = (),
        suggestions: tuple[Suggestion, ...] = (),
    ) -> Answer:
        """Take what is to be kept of what was found; without ``needles`` nothing is counted yet."""
        ranking = found.ranking
        best = Best.of(found, np.arange(min(len(ranking), BEST)))
        groups = ranking.groups.tolist() if isinstance(ranking, Grouped) else ()
        return cls(
            len(ranking),
            best,
            None if needles is None else found.facets.actors,
            None if needles is None else found.facets.topics,
            Needles() if needles is None else needles,
            groups,
            capped,
            notes,
            suggestions,
        )


def kept_answers() -> Recent[Question, Answer]:
    """Return room for the answers of one generation."""
    return Recent.of_many(KEPT_ANSWERS)

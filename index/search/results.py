"""What a search found: a sequence of hits that are made when they are looked at.

A result list of 100,000 passages is a few arrays, of which the first thousand rows are in order; a
hit is read from the index, with its words and what matched in them, when a row of the screen (or a
line of output) needs it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from index.model import ELLIPSIS_JOIN, FacetCount, Hit, PassageKind
from index.postings import IndexReader
from index.search.facets import Facets
from index.search.facts import KINDS, Totals
from index.search.grouping import Grouped
from index.search.highlight import Highlighter, Needles
from index.search.ranking import Ranking
from index.search.twins import Folded

KEPT_HITS = 2_000
"""Hits kept after they were made: some screens' worth up and down."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query that does find something, and why it is offered.

    With ``drops_filters`` it finds it only without the filters of the search.
    """

    query: str
    why: str
    drops_filters: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What is said about a result list besides its hits."""

    capped: bool = False
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


class Results(Sequence[Hit]):
    """The hits of one search, best first. Safe to read from several threads.

    ``total`` counts them all; with ``capped`` there may be more. Passages with the very same words
    are one hit, whose ``more`` counts the others. ``notes`` say what was ignored or taken
    differently; ``suggestions`` what to try where there is no hit.
    """

    def __init__(
        self,
        reader: IndexReader,
        ranking: Ranking | Grouped,
        folded: Folded | None,
        needles: Needles,
        facets: Facets,
        summary: Summary,
    ) -> None:
        """Take the hits in order, and which passages found each of them stands for (None where
        each stands for itself)."""
        self._reader = reader
        self._ranking = ranking
        self._folded = folded
        self._highlighter = Highlighter(needles)
        self._facets = facets
        self._made: OrderedDict[int, Hit] = OrderedDict()
        self._lock = threading.Lock()
        self.total = len(ranking)
        self.capped = summary.capped
        self.seconds = summary.seconds
        self.notes = summary.notes
        self.suggestions = summary.suggestions

    @property
    def groups(self) -> Sequence[int]:
        """The place of each article's first hit, ascending, where the hits of each article stand
        together (``grouped`` searches); nothing elsewhere."""
        return self._ranking.groups.tolist() if isinstance(self._ranking, Grouped) else ()

    # -- counts --------------------------------------------------------------------------------

    @property
    def actors(self) -> Sequence[FacetCount]:
        """How many hits mention, or are spoken by, each actor; most frequent first."""
        return self._facets.actors

    @property
    def topics(self) -> Sequence[FacetCount]:
        """How many hits have each topic; most frequent first."""
        return self._facets.topics

    @property
    def totals(self) -> Totals | None:
        """How many hits an empty query has for each actor, and for each topic of the corpus (not of
        the user's own); None until the warm-up has counted them."""
        return self._facets.facts.known_totals

    @property
    def speakers(self) -> Sequence[FacetCount]:
        """How many hits each actor speaks; most frequent first. Counted at first use."""
        return self._facets.speakers

    @property
    def sources(self) -> Sequence[FacetCount]:
        """How many hits each source has; most frequent first. Counted at first use."""
        return self._facets.sources

    @property
    def months(self) -> Sequence[FacetCount]:
        """How many hits each month has, the newest first. Counted at first use."""
        return self._facets.months

    # -- hits ----------------------------------------------------------------------------------

    def __len__(self) -> int:
        return self.total

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> list[Hit]: ...
    def __getitem__(self, index: int | slice) -> Hit | list[Hit]:
        if isinstance(index, slice):
            return self._hits(range(*index.indices(self.total)))
        place = index + self.total if index < 0 else index
        if not 0 <= place < self.total:
            raise IndexError("there are not so many hits")
        return self._hits((place,))[0]

    def place_of(self, article: str, start: int, kind: PassageKind) -> int | None:
        """Return where a passage stands in this list; None where it is not in it.

        A passage that is folded into another stands where that one does.
        """
        if article not in self._reader.entries:
            return None
        table = self._reader.table
        rows = self._reader.passages_of(article)
        own = slice(rows.start, rows.stop)
        same = (table.start[own] == start) & (table.kind[own] == KINDS.index(kind))
        for passage in (np.flatnonzero(same) + rows.start).tolist():
            for other in self._same_words(passage):
                place = self._ranking.place_of(other)
                if place is not None:
                    return place
        return None

    def copies(self, place: int) -> list[Hit]:
        """Return the other passages that the hit at ``place`` stands for, oldest article first."""
        hit = self[place]
        shown, score = self._ranking[hit.rank - 1]
        others = [passage for passage in self._same_words(shown) if passage != shown]
        return [self._make(hit.rank - 1, passage, score, more=0) for passage in others]

    def _same_words(self, passage: int) -> Sequence[int]:
        return (passage,) if self._folded is None else self._folded.group(passage).tolist()

    def _hits(self, places: Sequence[int]) -> list[Hit]:
        """Return the hits at some places, of which those that are not kept are made."""
        with self._lock:
            hits = {place: self._made[place] for place in places if place in self._made}
        new = [place for place in places if place not in hits]
        for place in new:
            passage, score = self._ranking[place]
            hits[place] = self._make(place, passage, score, len(self._same_words(passage)) - 1)
        with self._lock:
            self._made.update((place, hits[place]) for place in new)
            while len(self._made) > KEPT_HITS:
                self._made.popitem(last=False)
        return [hits[place] for place in places]

    def _given_name(self, actor: int) -> str | None:
        """Return the name that the user gave an actor; None where he gave it none."""
        given = self._reader.corpus.given_names
        if not given or actor < 0:
            return None
        label = self._facets.facts.corpus.actors.labels[actor]
        return label if label in given else None

    def _make(self, place: int, passage: int, score: float, more: int) -> Hit:
        stored = self._reader.passage(passage)
        speaker = int(self._facets.facts.speakers[passage])
        return Hit(
            rank=place + 1,
            score=score,
            kind=KINDS[int(self._reader.table.kind[passage])],
            article=stored.article,
            path=stored.path,
            title=stored.title,
            source=stored.source,
            date=stored.date,
            paragraph=stored.paragraph,
            spans=stored.spans,
            text=ELLIPSIS_JOIN.join(stored.parts),
            matches=self._highlighter.marks(stored.parts),
            speaker=self._given_name(speaker) or stored.speaker,
            speaker_actor=speaker if speaker >= 0 else None,
            confidence=stored.confidence,
            more=more,
        )

"""What a search found: a sequence of hits that are made when they are looked at.

A result list of 100,000 passages is a few arrays, of which the first thousand rows are in order; a
hit is read from the index, with its words and what matched in them, when a row of the screen (or a
line of output) needs it. Rows are asked for by the screen, so they are made by the screen: what
numpy or the highlighter can do for all at once costs little more than for one.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from index.model import ELLIPSIS_JOIN, FacetCount, Hit, PassageKind
from index.postings import IndexReader
from index.search.answers import Answer, Best, Found
from index.search.catalogue import catalogue_of
from index.search.facts import KINDS, Totals
from index.search.highlight import Highlighter

KEPT_HITS = 2_000
"""Hits kept after they were made: some screens' worth up and down."""


class Results(Sequence[Hit]):
    """The hits of one search, best first. Safe to read from several threads.

    ``total`` counts them all; with ``capped`` there may be more. Passages with the very same words
    are one hit, whose ``more`` counts the others. ``notes`` say what was ignored or taken
    differently; ``suggestions`` what to try where there is no hit.
    """

    def __init__(
        self, reader: IndexReader, answer: Answer, find: Callable[[], Found], seconds: float = 0.0
    ) -> None:
        """Take what is known at once, and what finds all the rest when it is asked for."""
        self._reader = reader
        self._facts = catalogue_of(reader).facts
        self._answer = answer
        self._find = find
        self._made: OrderedDict[int, Hit] = OrderedDict()
        self._lock = threading.Lock()
        self._all: Found | None = None
        self._finding = threading.Lock()
        self.total = answer.total
        self.capped = answer.capped
        self.seconds = seconds
        self.notes = answer.notes
        self.suggestions = answer.suggestions

    @classmethod
    def of(cls, reader: IndexReader, found: Found) -> Results:
        """Return what was found without words."""
        return cls(reader, Answer.of(found), lambda: found)

    @property
    def _found(self) -> Found:
        with self._finding:
            if self._all is None:
                self._all = self._find()
            return self._all

    @cached_property
    def _highlighter(self) -> Highlighter:
        return Highlighter(self._answer.needles)

    @property
    def groups(self) -> Sequence[int]:
        """The place of each article's first hit, ascending, where the hits of each article stand
        together (``grouped`` searches); nothing elsewhere."""
        return self._answer.groups

    # -- counts --------------------------------------------------------------------------------

    @property
    def actors(self) -> Sequence[FacetCount]:
        """How many hits mention, or are spoken by, each actor; most frequent first."""
        known = self._answer.actors
        return self._found.facets.actors if known is None else known

    @property
    def topics(self) -> Sequence[FacetCount]:
        """How many hits have each topic; most frequent first."""
        known = self._answer.topics
        return self._found.facets.topics if known is None else known

    @property
    def totals(self) -> Totals | None:
        """How many hits an empty query has for each actor, and for each topic of the corpus (not of
        the user's own); None until the warm-up has counted them."""
        return catalogue_of(self._reader).facts.known_totals

    @property
    def speakers(self) -> Sequence[FacetCount]:
        """How many hits each actor speaks; most frequent first. Counted at first use."""
        return self._found.facets.speakers

    @property
    def sources(self) -> Sequence[FacetCount]:
        """How many hits each source has; most frequent first. Counted at first use."""
        return self._found.facets.sources

    @property
    def months(self) -> Sequence[FacetCount]:
        """How many hits each month has, the newest first. Counted at first use."""
        return self._found.facets.months

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
        passages = np.flatnonzero(same) + rows.start
        among_best = np.flatnonzero(np.isin(self._answer.best.passages, passages))
        if len(among_best):
            return int(among_best[0])
        for passage in passages.tolist():
            for other in self._found.same_words(passage):
                place = self._found.ranking.place_of(other)
                if place is not None:
                    return place
        return None

    def copies(self, place: int) -> list[Hit]:
        """Return the other passages that the hit at ``place`` stands for, oldest article first."""
        rank = self[place].rank - 1
        shown = self._best(np.array([rank]))
        passage = int(shown.passages[0])
        others = [each for each in self._found.same_words(passage) if each != passage]
        alone = np.zeros(len(others), np.int64)
        copies = Best(np.array(others, np.int32), shown.scores.repeat(len(others)), alone)
        return self._make([rank] * len(others), copies)

    def _best(self, places: NDArray[np.intp]) -> Best:
        """Return what stands at some places."""
        best = self._answer.best
        if len(places) and places.max() < len(best.passages):
            return best.take(places)
        return Best.of(self._found, places)

    def _hits(self, places: Sequence[int]) -> list[Hit]:
        """Return the hits at some places, of which those that are not kept are made."""
        with self._lock:
            hits = {place: self._made[place] for place in places if place in self._made}
        new = [place for place in places if place not in hits]
        if new:
            made = self._make(new, self._best(np.array(new, np.intp)))
            hits.update(zip(new, made, strict=True))
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
        label = self._facts.corpus.actors.labels[actor]
        return label if label in given else None

    def _make(self, places: Sequence[int], best: Best) -> list[Hit]:
        """Make the hits at some places."""
        passages = best.passages
        stored = self._reader.passages(passages.tolist())
        columns = (
            places,
            best.scores.tolist(),
            best.more.tolist(),
            self._reader.table.kind.take(passages).tolist(),
            self._facts.speakers.take(passages).tolist(),
            stored,
            self._highlighter.marks_of_each([each.parts for each in stored]),
        )
        return [
            Hit(
                rank=place + 1,
                score=score,
                kind=KINDS[kind],
                article=passage.article,
                path=passage.path,
                title=passage.title,
                source=passage.source,
                date=passage.date,
                paragraph=passage.paragraph,
                spans=passage.spans,
                text=ELLIPSIS_JOIN.join(passage.parts),
                matches=marks,
                speaker=self._given_name(speaker) or passage.speaker,
                speaker_actor=speaker if speaker >= 0 else None,
                confidence=passage.confidence,
                more=more,
            )
            for place, score, more, kind, speaker, passage, marks in zip(*columns, strict=True)
        ]

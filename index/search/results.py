"""What a search found: a sequence of hits that are made when they are looked at.

A result list of 100,000 passages is two arrays; a hit is read from the index, with its words and
what matched in them, when a row of the screen (or a line of output) needs it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

from index.model import ELLIPSIS_JOIN, Article, FacetCount, Hit, PassageKind, Quote, Span
from index.postings import IndexReader, IndexUnusable
from index.search.facts import KINDS
from index.search.highlight import Needles, highlight

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
    actors: tuple[FacetCount, ...] = ()
    topics: tuple[FacetCount, ...] = ()
    notes: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


class Results(Sequence[Hit]):
    """The hits of one search, best first. Safe to read from several threads.

    ``total`` counts them all; with ``capped`` there may be more. ``actors`` and ``topics`` count
    how many of them carry each, most frequent first. ``notes`` say what was ignored or taken
    differently; ``suggestions`` what to try where there is no hit.
    """

    def __init__(
        self,
        reader: IndexReader,
        passages: NDArray[np.int32],
        scores: NDArray[np.float32],
        needles: Needles,
        speakers: NDArray[np.int32],
        summary: Summary,
    ) -> None:
        """Take passages and scores in the order of the list, both of shape (n,).

        ``speakers`` gives the Actor id of every passage of the index, or -1.
        """
        self._reader = reader
        self._passages = passages
        self._scores = scores
        self._needles = needles
        self._speakers = speakers
        self._made: OrderedDict[int, Hit] = OrderedDict()
        self._lock = threading.Lock()
        self.total = len(passages)
        self.capped = summary.capped
        self.seconds = summary.seconds
        self.actors = summary.actors
        self.topics = summary.topics
        self.notes = summary.notes
        self.suggestions = summary.suggestions

    def __len__(self) -> int:
        return self.total

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> list[Hit]: ...
    def __getitem__(self, index: int | slice) -> Hit | list[Hit]:
        if isinstance(index, slice):
            return [self._hit(place) for place in range(*index.indices(self.total))]
        place = index + self.total if index < 0 else index
        if not 0 <= place < self.total:
            raise IndexError("there are not so many hits")
        return self._hit(place)

    def place_of(self, article: str, start: int, kind: PassageKind) -> int | None:
        """Return where a passage stands in this list; None where it is not in it."""
        table = self._reader.table
        if article not in self._reader.entries:
            return None
        number = table.articles.index(article)
        rows = self._passages
        same = (table.article[rows] == number) & (table.start[rows] == start)
        found = np.flatnonzero(same & (table.kind[rows] == KINDS.index(kind)))
        return int(found[0]) if len(found) else None

    def _hit(self, place: int) -> Hit:
        with self._lock:
            if place not in self._made:
                self._made[place] = self._make(place)
                if len(self._made) > KEPT_HITS:
                    self._made.popitem(last=False)
            return self._made[place]

    def _stored(self, passage: int) -> tuple[Article, Quote | None, Sequence[Span]]:
        """Return the article of a passage, the quote that it is, and where its words are.

        Raises IndexUnusable where the table, being damaged, names what the article does not have.
        """
        table = self._reader.table
        try:
            article, extraction = self._reader.load(table.articles[int(table.article[passage])])
            number = int(table.quote[passage])
            if number >= 0:
                quote = extraction.quotes[number]
                return article, quote, quote.spans
            return article, None, (article.paragraphs[int(table.paragraph[passage])].span,)
        except IndexError as error:
            raise IndexUnusable("is damaged") from error

    def _make(self, place: int) -> Hit:
        table = self._reader.table
        passage = int(self._passages[place])
        article, quote, spans = self._stored(passage)
        paragraph = int(table.paragraph[passage])
        parts = [span.of(article.text) for span in spans]
        speaker = int(self._speakers[passage])
        return Hit(
            rank=place + 1,
            score=float(self._scores[place]),
            kind=KINDS[int(table.kind[passage])],
            article=article.id,
            path=article.path,
            title=article.title,
            source=article.source,
            date=article.date,
            paragraph=paragraph,
            spans=tuple(Span(*span) for span in spans),
            text=ELLIPSIS_JOIN.join(parts),
            matches=highlight(parts, self._needles),
            speaker=None if quote is None else quote.speaker,
            speaker_actor=speaker if speaker >= 0 else None,
            confidence=1.0 if quote is None else quote.confidence,
        )

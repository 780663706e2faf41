"""What search asks of the passage table again and again, worked out once for each generation.

    pairs       which paragraphs stand behind which quote: for showing a passage once
    orders      the place of every passage in an order: by date, by article, by speaker
    holders     the actors and topics of every passage, each once: for facet counts and filters

Each is made at first use, with numpy over all passages at once: 0.1 s altogether for 100,000.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.model import Actor, PassageKind, Topic
from index.postings import Entry, PassageTable

KINDS = tuple(PassageKind)
PARAGRAPH = KINDS.index(PassageKind.PARAGRAPH)

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Ordering:
    """An order of all passages: ``place[n]`` is where passage n stands, ``passages[place]`` what
    stands there. Both have shape (n,)."""

    place: Numbers
    passages: Numbers

    @classmethod
    def by(cls, *keys: NDArray[np.generic]) -> Ordering:
        """Sort by the first key, then the second, and so on; at last by passage number."""
        passages = np.lexsort(keys[::-1]).astype(np.int32)
        place = np.empty_like(passages)
        place[passages] = np.arange(len(passages), dtype=np.int32)
        return cls(place, passages)


@dataclass(frozen=True, slots=True, eq=False)
class Holders:
    """The actors, or topics, of every passage, each one once.

    Those of passage n are ``values[offsets[n]:offsets[n + 1]]``; ``size`` is how many there are
    in the corpus.
    """

    offsets: NDArray[np.int64]
    values: Numbers
    size: int

    @classmethod
    def of(cls, passages: Numbers, values: Numbers, rows: int, size: int) -> Holders:
        """Make them from pairs (passage, value) in any order, with repetitions and values of -1."""
        known = values >= 0
        keys = np.unique(passages[known].astype(np.int64) * size + values[known])
        offsets = np.searchsorted(keys, np.arange(rows + 1, dtype=np.int64) * size)
        return cls(offsets, (keys % max(size, 1)).astype(np.int32), size)

    def counts(self, passages: Numbers) -> NDArray[np.int64]:
        """Return how many of ``passages`` (no repetitions) hold each value; shape (size,)."""
        starts = self.offsets[passages]
        lengths = self.offsets[passages + 1] - starts
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(
            starts - ends + lengths, lengths
        )
        return np.bincount(self.values[places], minlength=self.size)

    def holding(self, value: int) -> Mask:
        """Tell of every passage whether it holds ``value``."""
        places = np.flatnonzero(self.values == value)
        mask = np.zeros(len(self.offsets) - 1, np.bool_)
        mask[np.searchsorted(self.offsets, places, side="right") - 1] = True
        return mask


class PassageFacts:
    """The facts of one generation. Safe to share: nothing changes once it is made."""

    def __init__(
        self,
        table: PassageTable,
        entries: Sequence[Entry],
        actors: Sequence[Actor],
        topics: Sequence[Topic],
    ) -> None:
        """Take the table and, in the order of ``table.articles``, the entries."""
        self.table = table
        self.entries = entries
        self.actors = actors
        self.topics = topics
        self.rows = len(table.article)

    def searched(self, boilerplate: bool) -> Mask:
        """Tell which passages are searched: all live ones, boilerplate only where asked for."""
        return self.table.live if boilerplate else self._searched_by_default

    @cached_property
    def _searched_by_default(self) -> Mask:
        return self.table.live & ~self.table.boilerplate

    def of_articles(self, wanted: Sequence[bool]) -> Mask:
        """Tell which passages are in the articles for which ``wanted`` is true."""
        padded = np.append(np.array(wanted, np.bool_), False)
        return padded[self.table.article]

    # -- quotes and the paragraphs behind them -----------------------------------------------

    @cached_property
    def _pairs(self) -> tuple[Numbers, Numbers]:
        """Return passage numbers of quotes, and of the paragraphs they stand in, pair by pair."""
        table = self.table
        width = int(table.last_paragraph.max(initial=0)) + 1
        keys = table.article.astype(np.int64) * width + table.paragraph
        paragraphs = np.flatnonzero(table.live & (table.kind == PARAGRAPH))
        paragraphs = paragraphs[np.argsort(keys[paragraphs], kind="stable")]
        quotes = np.flatnonzero(table.live & (table.kind != PARAGRAPH))
        lengths = np.maximum(table.last_paragraph[quotes] - table.paragraph[quotes], 0) + 1
        owners = np.repeat(quotes, lengths)
        steps = np.arange(len(owners)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        wanted = keys[owners] + steps
        places = np.searchsorted(keys[paragraphs], wanted)
        places[places == len(paragraphs)] = 0
        there = keys[paragraphs[places]] == wanted if len(paragraphs) else np.zeros(0, np.bool_)
        return owners[there].astype(np.int32), paragraphs[places[there]].astype(np.int32)

    def without_quoted_paragraphs(self, passages: Numbers) -> Mask:
        """Tell which of ``passages`` to show: all but paragraphs whose matching quote is there."""
        quotes, paragraphs = self._pairs
        found = np.zeros(self.rows, np.bool_)
        found[passages] = True
        found[paragraphs[found[quotes]]] = False
        return found[passages]

    # -- orders ------------------------------------------------------------------------------

    @cached_property
    def _path_places(self) -> Numbers:
        """Return for every passage the place of its article's path among all, -1 for none."""
        paths = [str(entry.path) for entry in self.entries]
        places = np.empty(len(paths) + 1, np.int32)
        places[sorted(range(len(paths)), key=paths.__getitem__)] = np.arange(len(paths))
        places[-1] = -1
        return places[self.table.article]

    @cached_property
    def oldest_first(self) -> Ordering:
        """By date, path and position; undated articles last. The order of the articles."""
        dates = np.where(self.table.date > 0, self.table.date, np.iinfo(np.int32).max)
        return Ordering.by(dates, self._path_places, self.table.start)

    @cached_property
    def newest_first(self) -> Ordering:
        """By date backwards, then path and position; undated articles last."""
        return Ordering.by(-self.table.date, self._path_places, self.table.start)

    @cached_property
    def by_speaker(self) -> Ordering:
        """By speaker's name, then the order of the articles; passages without one last."""
        names = [actor.name.casefold() for actor in self.actors]
        places = np.empty(len(names) + 1, np.int32)
        places[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
        places[-1] = len(names)
        return Ordering.by(places[self.speakers], self.oldest_first.place)

    # -- actors and topics -------------------------------------------------------------------

    @cached_property
    def speakers(self) -> Numbers:
        """The Actor id of each passage's speaker, -1 for none; shape (n,)."""
        return np.append(self.table.actor_of, np.int32(-1))[self.table.speaker]

    @cached_property
    def actors_of(self) -> Holders:
        """The actors that each passage mentions or is spoken by."""
        table = self.table
        rows = np.arange(self.rows, dtype=np.int32)
        mentioning = np.repeat(rows, np.diff(table.actor_offsets))
        passages = np.concatenate((mentioning, rows))
        values = np.concatenate((table.actor_of[table.actor_values], self.speakers))
        return Holders.of(passages, values, self.rows, len(self.actors))

    @cached_property
    def topics_of(self) -> Holders:
        """The topics of each passage."""
        table = self.table
        rows = np.arange(self.rows, dtype=np.int32)
        passages = np.repeat(rows, np.diff(table.phrase_offsets))
        values = table.topic_of[table.phrase_values]
        return Holders.of(passages, values, self.rows, len(self.topics))

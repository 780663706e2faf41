"""The catalogue as it will be after the next commit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import numpy as np

from index.postings.indexing.preparing import ARTICLE_NUMBERS, Prepared
from index.postings.indexing.stored_segment import StoredSegment
from index.postings.snapshot.entries import Entry, Stamp, entry_from


class PendingEntries(Mapping[str, Entry]):
    """The entries of all articles that are not deleted: in segments, or ``added`` since.

    A view, which follows what is put and removed. An entry is made each time it is asked for, in
    some 15 microseconds; to go through all of them, ask for ids first and for totals.
    """

    def __init__(
        self,
        segments: Sequence[StoredSegment],
        added: Mapping[str, Prepared],
        stamps: Mapping[str, Stamp],
    ) -> None:
        self._segments = segments
        self._added = added
        self._stamps = stamps

    def __getitem__(self, article_id: str) -> Entry:
        if article_id in self._added:
            added = self._added[article_id]
            stamp = self._stamps.get(article_id, added.stamp)
            return entry_from(added.fields, stamp, *added.numbers[-2:])
        segment, number = self.place(article_id)
        return segment.entry(number, self._stamps)

    def place(self, article_id: str) -> tuple[StoredSegment, int]:
        """Return the segment that has an article, and its number there. KeyError for none."""
        for segment in reversed(self._segments):
            number = segment.find(article_id)
            if number >= 0:
                return segment, number
        raise KeyError(article_id)

    def __iter__(self) -> Iterator[str]:
        return chain(*(segment.live_ids() for segment in self._segments), self._added)

    def __len__(self) -> int:
        stored = sum(int(np.count_nonzero(segment.live())) for segment in self._segments)
        return stored + len(self._added)

    def total(self, name: str) -> int:
        """Return how many "paragraphs", or "quotes", all articles have together."""
        stored = sum(segment.total(name) for segment in self._segments)
        place = ARTICLE_NUMBERS.index(name)
        return stored + sum(added.numbers[place] for added in self._added.values())

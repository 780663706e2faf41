"""A segment as the writer sees it: which articles it has, and which of them are deleted by now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.postings.errors import IndexUnusable, noticing_damage
from index.postings.format.container import Container
from index.postings.format.strings import Strings, decoded, encoded
from index.postings.indexing.merge_policy import Size
from index.postings.query.codec import ArraySegment
from index.postings.snapshot.entries import ArticleColumns, Entry, Stamp
from index.postings.snapshot.manifest import seal_of

SCANNED = 20
"""So many ids are looked for among all ids as one string, at 2 gigabytes a second; whoever asks
for more gets a dictionary made, at a third of a microsecond an article."""


class StoredSegment:
    """A segment's file, opened, with what is deleted of it. Deletions are in memory only."""

    def __init__(self, directory: Path, segment: ArraySegment, new: bool = False) -> None:
        """Open the file of ``segment``; ``new`` tells that the next commit is the first with it.

        Raises IndexUnusable where the file is torn, and OSError.
        """
        self.segment = segment
        self.new = new
        self.container = Container(directory / segment.file_name)
        self.seal = seal_of(self.container.path)
        with noticing_damage():
            self._documents = self.container["articles.documents"]
            documents = len(self.container["kind"])
        if documents != segment.doc_count_all():
            raise IndexUnusable("is damaged (a segment has other documents than it should)")
        self._removed: dict[int, tuple[int, int]] = {}
        self._searches = 0

    @cached_property
    def _columns(self) -> ArticleColumns:
        return ArticleColumns(self.container, np.ones(len(self._documents), np.bool_))

    @cached_property
    def _ids(self) -> Strings:
        return self._columns.texts("id")

    @cached_property
    def _joined_ids(self) -> bytes:
        return self.container["articles.ids"].tobytes()

    @cached_property
    def _numbers(self) -> dict[bytes, int]:
        return {identity: number for number, identity in enumerate(self._ids.all())}

    def find(self, article_id: str) -> int:
        """Return the number of an article that is not deleted, -1 where there is none."""
        sought = encoded(article_id)
        self._searches += 1
        number = self._scan(sought) if self._searches <= SCANNED else self._numbers.get(sought, -1)
        return number if number >= 0 and self._is_live(number) else -1

    def _scan(self, sought: bytes) -> int:
        starts = self.container["articles.id_starts"]
        place = self._joined_ids.find(sought)
        while place >= 0:
            number = int(np.searchsorted(starts, starts.dtype.type(place)))
            if int(starts[number]) == place and self._ids[number] == sought:
                return number
            place = self._joined_ids.find(sought, place + 1)
        return -1

    def _is_live(self, number: int) -> bool:
        return number not in self._removed and not self.segment.is_deleted(self._own(number))

    def _own(self, number: int) -> int:
        """Return an article's own document, or where the articles end."""
        more = number < len(self._documents)
        return int(self._documents[number]) if more else self.segment.doc_count_all()

    def remove(self, number: int) -> None:
        """Delete an article that is not deleted."""
        self._removed[number] = (self._own(number), self._own(number + 1))

    def entry(self, number: int, stamps: Mapping[str, Stamp]) -> Entry:
        """Return the catalogue entry of an article, with its stamp in ``stamps`` where it has one
        there."""
        return self._columns.entry(number, stamps)

    def live_ids(self) -> Iterator[str]:
        """Yield the ids of the articles that are not deleted, in order."""
        live = np.flatnonzero(self.live()).tolist()
        ids = self._ids.all()
        return (decoded(ids[number]) for number in live)

    def live(self) -> NDArray[np.bool_]:
        """Tell of each article whether it is not deleted; shape (articles,)."""
        live: NDArray[np.bool_] = ~self.deleted()[self._documents]
        return live

    def total(self, name: str) -> int:
        """Return how many "paragraphs", or "quotes", the articles that are not deleted have."""
        return int(self._columns.numbers(name)[self.live()].sum(dtype=np.int64))

    def deleted(self) -> NDArray[np.bool_]:
        """Tell of each document whether it is deleted; shape (documents,)."""
        mask = np.zeros(self.segment.doc_count_all(), np.bool_)
        mask[self.segment.deleted] = True
        for first, end in self._removed.values():
            mask[first:end] = True
        return mask

    def size(self) -> Size:
        """Return how many documents there are."""
        removed = sum(end - first for first, end in self._removed.values())
        return Size(self.segment.doc_count() - removed, self.segment.doc_count_all(), self.new)

    def marked(self) -> StoredSegment:
        """Return this segment with its deletions in what the table of contents says of it."""
        if self._removed:
            bounds = sorted(self._removed.values())
            removed = [np.arange(first, end, dtype=np.int32) for first, end in bounds]
            self.segment = copy(self.segment)
            self.segment.delete_all(np.concatenate(removed))
            self._removed = {}
        self.new = False
        return self

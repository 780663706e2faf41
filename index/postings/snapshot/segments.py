"""One generation's segments, opened: their arrays, and where each begins among all.

Documents and articles are numbered over all segments, one segment after the other:

    segment     a                   b
    documents   0 1 2 3 4 5 6       7 8 9          base of b: 7
    articles    0     1             2              first article of b: 2

Opening maps the files and looks at nothing but counts, so it costs the same for a thousand passages
and for a million. Deleted documents and articles keep their numbers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from index.postings.errors import noticing_damage
from index.postings.format.layout import COLUMNS, PACKET_STARTS, PACKETS
from index.postings.format.strings import Strings
from index.postings.snapshot.entries import FIELD_ARRAYS, ArticleColumns, Entries, Stamp

ARTICLE_NUMBERS = ("documents", "actors", "phrases", "paragraphs", "quotes", "sizes", "mtimes")

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Segment:
    """One segment: its arrays (see layout.py), and where it stands among all.

    ``base`` is the number of its first document, ``first_article`` that of its first article.
    ``deleted`` are the documents that are deleted, by their numbers in the segment, ascending.
    """

    name: str
    arrays: Arrays
    base: int
    first_article: int
    deleted: NDArray[np.int64]

    @cached_property
    def documents(self) -> int:
        """How many documents it has, deleted ones included."""
        return len(self.arrays["kind"])

    @cached_property
    def articles(self) -> ArticleColumns:
        """Its articles."""
        own = self.arrays["articles.documents"]
        live = np.ones(len(own), np.bool_)
        places = np.searchsorted(own, self.deleted)
        known = places < len(own)
        places = places[known]
        live[places[own[places] == self.deleted[known]]] = False
        return ArticleColumns(self.arrays, live)

    @cached_property
    def packets(self) -> Mapping[str, Strings]:
        """What is kept of each article, by the names in PACKETS."""
        pairs = zip(PACKETS, PACKET_STARTS, strict=True)
        return {name: Strings.of(self.arrays, name, starts) for name, starts in pairs}


class Segments(Sequence[Segment]):
    """All segments of a generation, read only. Safe to use from several threads."""

    def __init__(self, parts: Iterable[tuple[str, Arrays, ArrayLike]]) -> None:
        """Take the name, the arrays and the deleted documents (ascending) of each.

        IndexUnusable where the arrays of one do not fit together, as far as counts tell.
        """
        self._segments: list[Segment] = []
        self._first_articles: list[int] = []
        self.documents = self.article_count = 0
        for name, arrays, deleted in parts:
            gone = np.asarray(deleted, np.int64)
            with noticing_damage():
                _check(arrays, gone)
            self._segments.append(Segment(name, arrays, self.documents, self.article_count, gone))
            self._first_articles.append(self.article_count)
            self.documents += len(arrays["kind"])
            self.article_count += len(arrays["articles.documents"])

    def __len__(self) -> int:
        return len(self._segments)

    def __getitem__(self, number: Any) -> Any:
        return self._segments[number]

    def __iter__(self) -> Iterator[Segment]:
        return iter(self._segments)

    def entries(self, stamps: Mapping[str, Stamp]) -> Entries:
        """Return the catalogue, with the stamps of articles whose file was touched since."""
        return Entries([segment.articles for segment in self], stamps)

    def article(self, number: int) -> tuple[Segment, int]:
        """Return the segment of an article, and the article's number there."""
        segment = self._segments[bisect_right(self._first_articles, number) - 1]
        return segment, number - segment.first_article

    def documents_of(self, number: int) -> range:
        """Return the documents of an article over all segments: its own one, then its passages."""
        segment, local = self.article(number)
        own = segment.arrays["articles.documents"]
        end = int(own[local + 1]) if local + 1 < len(own) else segment.documents
        return range(segment.base + int(own[local]), segment.base + end)


def _check(arrays: Arrays, deleted: NDArray[np.int64]) -> None:
    """Raise ValueError where arrays that go together have other lengths than they must."""
    documents, articles = len(arrays["kind"]), len(arrays["articles.documents"])
    counts = dict.fromkeys(COLUMNS, documents)
    counts |= {f"articles.{name}": articles for name in ARTICLE_NUMBERS}
    if any(len(arrays[name]) != count for name, count in counts.items()):
        raise ValueError("columns of different lengths")
    lists = dict.fromkeys((("actors", "actor_starts"), ("phrases", "phrase_starts")), documents)
    lists |= dict.fromkeys([*FIELD_ARRAYS, *zip(PACKETS, PACKET_STARTS, strict=True)], articles)
    for (values, starts), count in lists.items():
        places = arrays[starts]
        if len(places) != count + 1 or int(places[0]) or int(places[-1]) != len(arrays[values]):
            raise ValueError(f"{starts} do not fit {values}")
    own = arrays["articles.documents"]
    if len(deleted) and not 0 <= deleted[0] <= deleted[-1] < documents:
        raise ValueError("deleted documents that are not there")
    if documents and (not articles or int(own[0]) or int(own[-1]) >= documents):
        raise ValueError("documents without an article")

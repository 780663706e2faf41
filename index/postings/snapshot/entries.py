"""The catalogue: what is known of each article without loading it, read when it is asked for.

A segment keeps the entries of its articles as columns (see layout.py), so that nothing is done for
an article when an index is opened. Which article has which id is found out at the first question,
by cutting up the ids of all at once: some 30 ms for 100,000.
"""

from __future__ import annotations

import datetime as dt
import os
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.model import Article
from index.postings.errors import noticing_damage
from index.postings.format.layout import ARTICLE_TEXTS
from index.postings.format.strings import Strings, decoded, encoded

FIELD_ARRAYS = tuple(
    (f"articles.{'hashes' if name == 'hash' else f'{name}s'}", f"articles.{name}_starts")
    for name in ARTICLE_TEXTS
)
"""The arrays of each field of :func:`article_fields`."""

HEADING_TEXTS = ("id", "path", "title", "source", "date")
"""Those of ARTICLE_TEXTS of which a heading is made."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file's size in bytes and modification time in nanoseconds when it was read."""

    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of an indexed article without loading it."""

    article: str
    path: Path
    title: str
    source: str | None
    date: dt.date | None
    stamp: Stamp
    sha256: str
    reader: str
    paragraphs: int
    quotes: int


class Heading(NamedTuple):
    """What is shown of an article beside each of its passages."""

    article: str
    path: Path
    title: str
    source: str | None
    date: dt.date | None


def article_fields(article: Article) -> tuple[bytes, ...]:
    """Return what the catalogue keeps of an article as bytes, in the order of ARTICLE_TEXTS.

    Id, path, title, source, reader, date, hash. Paths are the file system's own bytes; the rest is
    UTF-8, in which unpaired surrogates survive; no source and no date are empty.
    """
    date = article.date.isoformat() if article.date else ""
    texts = (article.title, article.source or "", article.reader, date, article.sha256)
    return (
        encoded(article.id),
        os.fsencode(article.path),
        *map(encoded, texts),
    )


def heading_from(fields: Sequence[bytes | memoryview]) -> Heading:
    """Return an article's heading from the fields that HEADING_TEXTS names.

    ValueError if they are torn.
    """
    identity, path, title, source, date = fields
    return Heading(
        decoded(identity),
        Path(os.fsdecode(bytes(path))),
        decoded(title),
        decoded(source) or None,
        dt.date.fromisoformat(str(date, "ascii")) if date else None,
    )


def entry_from(fields: Sequence[bytes], stamp: Stamp, paragraphs: int, quotes: int) -> Entry:
    """Return an article's entry from its :func:`article_fields`. ValueError if they are torn."""
    identity, path, title, source, reader, date, sha256 = fields
    return Entry(
        *heading_from((identity, path, title, source, date)),
        stamp=stamp,
        sha256=decoded(sha256),
        reader=decoded(reader),
        paragraphs=paragraphs,
        quotes=quotes,
    )


class ArticleColumns:
    """The articles of one segment, deleted ones included, by their number in the segment."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], live: NDArray[np.bool_]) -> None:
        """Take a segment's arrays, and which of its articles are not deleted; shape (articles,)."""
        self.live = live
        self._arrays = arrays

    def __len__(self) -> int:
        return len(self.live)

    def numbers(self, name: str) -> NDArray[Any]:
        """Return a number of each article ("sizes", "paragraphs" …); shape (articles,)."""
        return self._arrays[f"articles.{name}"]

    @cached_property
    def _fields(self) -> tuple[Strings, ...]:
        return tuple(map(self.texts, ARTICLE_TEXTS))

    def texts(self, field: str) -> Strings:
        """Return a field of :func:`article_fields`, by its name in ARTICLE_TEXTS."""
        return Strings.of(self._arrays, *FIELD_ARRAYS[ARTICLE_TEXTS.index(field)])

    def live_ids(self) -> Iterator[tuple[str, int]]:
        """Yield the id of each article that is not deleted, and its number."""
        ids = self.texts("id").all()
        for number in np.flatnonzero(self.live).tolist():
            yield decoded(ids[number]), number

    @cached_property
    def _heading_fields(self) -> tuple[Strings, ...]:
        return tuple(map(self.texts, HEADING_TEXTS))

    def heading(self, number: int) -> Heading:
        """Return the heading of an article."""
        return heading_from([texts.view(number) for texts in self._heading_fields])

    def entry(self, number: int, stamps: Mapping[str, Stamp]) -> Entry:
        """Return the entry of an article, with its stamp in ``stamps`` where it has one there."""
        fields = [texts[number] for texts in self._fields]
        stamp = stamps.get(decoded(fields[0])) if stamps else None
        if stamp is None:
            stamp = Stamp(int(self.numbers("sizes")[number]), int(self.numbers("mtimes")[number]))
        counts = (int(self.numbers(name)[number]) for name in ("paragraphs", "quotes"))
        return entry_from(fields, stamp, *counts)


class Entries(Mapping[str, Entry]):
    """The entries of all live articles by id, in the order of their documents.

    Articles have a number as well: over all segments, deleted ones included. An entry is made each
    time it is asked for, in some 15 microseconds. Safe to use from several threads. Raises
    IndexUnusable where what is stored turns out to be damaged.
    """

    def __init__(self, segments: Sequence[ArticleColumns], stamps: Mapping[str, Stamp]) -> None:
        """Take the segments in order, and the stamps of articles whose file was touched since."""
        self._segments = segments
        self._stamps = stamps
        self._bases = list(accumulate(map(len, segments), initial=0))

    @cached_property
    def _numbers(self) -> dict[str, int]:
        bases = self._bases
        with noticing_damage():
            return {
                identity: bases[place] + number
                for place, segment in enumerate(self._segments)
                for identity, number in segment.live_ids()
            }

    def number(self, article_id: str) -> int:
        """Return the number of a live article. KeyError where there is none of this id."""
        return self._numbers[article_id]

    def at(self, number: int) -> Entry:
        """Return the entry of the article with this number."""
        segment = bisect_right(self._bases, number) - 1
        with noticing_damage():
            return self._segments[segment].entry(number - self._bases[segment], self._stamps)

    def heading(self, number: int) -> Heading:
        """Return the heading of the article with this number."""
        segment = bisect_right(self._bases, number) - 1
        with noticing_damage():
            return self._segments[segment].heading(number - self._bases[segment])

    def __getitem__(self, article_id: str) -> Entry:
        return self.at(self._numbers[article_id])

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return sum(int(np.count_nonzero(segment.live)) for segment in self._segments)

    def with_hashes(self, hashes: Collection[str]) -> list[str]:
        """Return the ids of the articles whose file has one of these SHA-256, in order."""
        if not hashes:
            return []
        wanted = set(map(encoded, hashes))
        found: list[str] = []
        with noticing_damage():
            for segment in self._segments:
                stored = segment.texts("hash").all()
                found += [each for each, number in segment.live_ids() if stored[number] in wanted]
        return found

    def total(self, name: str) -> int:
        """Return how many "paragraphs", or "quotes", all live articles have together."""
        return sum(
            int(segment.numbers(name)[segment.live].sum(dtype=np.int64))
            for segment in self._segments
        )

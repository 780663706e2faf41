"""Articles and passages with their words, unpacked when they are shown.

A hit needs the text of its article and, where it is a quote, that one out of the outline, which are
packets of their own (see stores.py); all else is unpacked only for the article as a whole. What was
unpacked lately is kept, since the hits of one key stroke are mostly those of the one before.

Cost: some 50 microseconds a hit, 20 where it was shown lately.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from index.model import ELLIPSIS_JOIN, Article, Extraction, Quote, Span
from index.postings.errors import noticing_damage
from index.postings.format.stores import (
    unpack_extraction,
    unpack_locals,
    unpack_outline,
    unpack_quote,
    unpack_text,
)
from index.postings.snapshot.entries import Entries, Entry
from index.postings.snapshot.recent import Recent
from index.postings.snapshot.segments import Segments
from index.postings.snapshot.table import PassageTable

KEPT_CHARACTERS = 10_000_000
"""Characters of texts that are kept, and as many of whole articles."""

KEPT_ENTRIES = 5_000
"""Entries that are kept: of the articles whose passages were shown lately."""

KEPT_QUOTES = 20_000
"""Quotes that are kept; about a kilobyte each."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as its article has it, with what a row of results needs of the article.

    ``spans`` are offsets into the article's text, ``parts`` what stands there. ``quote`` is None
    where the passage is a paragraph.
    """

    article: str
    path: Path
    title: str
    source: str | None
    date: dt.date | None
    paragraph: int
    spans: tuple[Span, ...]
    parts: tuple[str, ...]
    quote: Quote | None

    @property
    def text(self) -> str:
        """The passage's words, split parts joined by an ellipsis."""
        return ELLIPSIS_JOIN.join(self.parts)


class ArticleStore:
    """Unpacks articles, which go by their numbers over all segments.

    Safe to use from several threads; nothing waits for anything. Raises IndexUnusable where what
    is stored turns out to be damaged.
    """

    def __init__(self, segments: Segments, entries: Entries, table: PassageTable) -> None:
        self._segments = segments
        self._entries = entries
        self._table = table
        self._rows: Recent[int, Entry] = Recent(KEPT_ENTRIES, lambda _: 1)
        self._texts: Recent[int, str] = Recent(KEPT_CHARACTERS, len)
        self._quotes: Recent[tuple[int, int], Quote] = Recent(KEPT_QUOTES, lambda _: 1)
        self._articles: Recent[int, tuple[Article, Extraction]] = Recent(
            KEPT_CHARACTERS, lambda loaded: len(loaded[0].text)
        )

    def passage(self, number: int) -> StoredPassage:
        """Return a passage by its document's number. IndexError where that is no passage."""
        table = self._table
        article = int(table.article[number]) if 0 <= number < len(table) else -1
        if article < 0:
            raise IndexError(f"document {number} is no passage")
        with noticing_damage():
            entry = self._rows.get(article, self._entries.at)
            text = self._texts.get(article, self._unpack_text)
            place = int(table.quote[number])
            quote = None if place < 0 else self._quotes.get((article, place), self._unpack_quote)
        own = Span(int(table.start[number]), int(table.end[number]))
        spans = (own,) if quote is None else quote.spans
        return StoredPassage(
            article=entry.article,
            path=entry.path,
            title=entry.title,
            source=entry.source,
            date=entry.date,
            paragraph=int(table.paragraph[number]),
            spans=spans,
            parts=tuple(span.of(text) for span in spans),
            quote=quote,
        )

    def article(self, number: int) -> tuple[Article, Extraction]:
        """Return an article and what was found in it."""
        with noticing_damage():
            return self._articles.get(number, self._unpack_article)

    def _packet(self, number: int, name: str) -> bytes:
        segment, local = self._segments.article(number)
        packet: bytes = segment.packets[name][local]
        return packet

    def _unpack_text(self, number: int) -> str:
        return unpack_text(self._packet(number, "texts"))

    def _unpack_quote(self, number_and_place: tuple[int, int]) -> Quote:
        number, place = number_and_place
        return unpack_quote(self._packet(number, "outlines"), place)

    def _unpack_article(self, number: int) -> tuple[Article, Extraction]:
        entry = self._entries.at(number)
        outline = unpack_outline(self._packet(number, "outlines"))
        article = Article(
            id=entry.article,
            path=entry.path,
            text=self._texts.get(number, self._unpack_text),
            sha256=entry.sha256,
            reader=entry.reader,
            title=entry.title,
            paragraphs=outline.paragraphs,
            byline=outline.byline,
            source=entry.source,
            date=entry.date,
            url=outline.url,
            notes=outline.notes,
        )
        names = unpack_locals(self._packet(number, "locals"))
        return article, unpack_extraction(outline, names, self._packet(number, "places"))

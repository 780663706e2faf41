"""Articles and passages with their words, unpacked when they are shown.

A hit needs the text of its article and, where it is a quote, the outline, which are packets of
their own (see stores.py); actors and phrases are unpacked only for the article as a whole. What was
unpacked lately is kept, since the hits of one key stroke are mostly those of the one before.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from index.model import ELLIPSIS_JOIN, Article, Extraction, Quote, Span
from index.postings.entries import Entries
from index.postings.errors import noticing_damage
from index.postings.recent import Recent
from index.postings.segments import Segments
from index.postings.stores import (
    Outline,
    unpack_extraction,
    unpack_locals,
    unpack_outline,
    unpack_text,
)
from index.postings.table import PassageTable

KEPT_CHARACTERS = 10_000_000
"""Characters of texts that are kept; as much again for outlines, and for whole articles."""

OUTLINE_PART = 500
"""Characters that a paragraph or a quote of an outline counts for."""


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
        self._texts: Recent[int, str] = Recent(KEPT_CHARACTERS, len)
        self._outlines: Recent[int, Outline] = Recent(KEPT_CHARACTERS, _outline_size)
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
            entry = self._entries.at(article)
            text = self._texts.get(article, self._unpack_text)
            place = int(table.quote[number])
            quote = None if place < 0 else self._outline(article).quotes[place]
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

    def _outline(self, number: int) -> Outline:
        return self._outlines.get(number, self._unpack_outline)

    def _packet(self, number: int, name: str) -> bytes:
        segment, local = self._segments.article(number)
        packet: bytes = segment.packets[name][local]
        return packet

    def _unpack_text(self, number: int) -> str:
        return unpack_text(self._packet(number, "texts"))

    def _unpack_outline(self, number: int) -> Outline:
        return unpack_outline(self._packet(number, "outlines"))

    def _unpack_article(self, number: int) -> tuple[Article, Extraction]:
        entry = self._entries.at(number)
        outline = self._outline(number)
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


def _outline_size(outline: Outline) -> int:
    return OUTLINE_PART * (1 + len(outline.paragraphs) + len(outline.quotes))

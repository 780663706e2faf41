"""Articles and passages with their words, read when they are shown.

A hit needs its characters of the article's text and, where it is a quote, who said it, which are
pieces of packets (see stores.py); all else is unpacked only for the article as a whole. What was
shown lately is kept, since the hits of one key stroke are mostly those of the one before.

Cost: some 20 microseconds a passage, half of them its text; one where it was shown lately.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from index.model import ELLIPSIS_JOIN, Article, Extraction, Span
from index.postings.errors import noticing_damage
from index.postings.format.stores import (
    Said,
    unpack_extraction,
    unpack_locals,
    unpack_outline,
    unpack_said,
    unpack_stretch,
    unpack_text,
)
from index.postings.snapshot.entries import Entries, Heading
from index.postings.snapshot.recent import Recent
from index.postings.snapshot.segments import Segments
from index.postings.snapshot.table import PassageTable

KEPT_CHARACTERS = 10_000_000
"""Characters of passages that are kept, and as many of whole articles."""

KEPT_HEADINGS = 5_000
"""Headings that are kept: of the articles whose passages were shown lately."""

_OVERHEAD = 400
"""Characters for which a passage counts besides its words."""


class StoredPassage(NamedTuple):
    """A passage as its article has it, with what a row of results needs of the article.

    ``spans`` are offsets into the article's text, ``parts`` what stands there. ``speaker`` and
    ``confidence`` are the quote's; None and 1 where the passage is a paragraph.
    """

    article: str
    path: Path
    title: str
    source: str | None
    date: dt.date | None
    paragraph: int
    spans: tuple[Span, ...]
    parts: tuple[str, ...]
    speaker: str | None
    confidence: float

    @property
    def text(self) -> str:
        """The passage's words, split parts joined by an ellipsis."""
        return ELLIPSIS_JOIN.join(self.parts)


_UNSAID = Said(None, 1.0, ())
"""What is said of a paragraph."""


class ArticleStore:
    """Unpacks articles, which go by their numbers over all segments.

    Safe to use from several threads; nothing waits for anything. Raises IndexUnusable where what
    is stored turns out to be damaged.
    """

    def __init__(self, segments: Segments, entries: Entries, table: PassageTable) -> None:
        self._segments = segments
        self._entries = entries
        self._table = table
        self._headings: Recent[int, Heading] = Recent(KEPT_HEADINGS, lambda _: 1)
        self._passages: Recent[int, StoredPassage] = Recent(
            KEPT_CHARACTERS, lambda passage: _OVERHEAD + sum(map(len, passage.parts))
        )
        self._articles: Recent[int, tuple[Article, Extraction]] = Recent(
            KEPT_CHARACTERS, lambda loaded: len(loaded[0].text)
        )

    @cached_property
    def _columns(self) -> tuple[memoryview, ...]:
        """The columns that a passage is read with: of these, one number is asked for at a time."""
        table = self._table
        columns = (table.article, table.start, table.end, table.quote, table.paragraph)
        return tuple(column.data for column in columns)

    def passage(self, number: int) -> StoredPassage:
        """Return a passage by its document's number. IndexError where that is no passage."""
        return self._passages.get(number, self._read_passage)

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """Return several passages. IndexError where a number is that of no passage."""
        return self._passages.several(numbers, self._read_passage)

    def _read_passage(self, number: int) -> StoredPassage:
        articles, starts, ends, quotes, paragraphs = self._columns
        article = articles[number] if 0 <= number < len(articles) else -1
        if article < 0:
            raise IndexError(f"document {number} is no passage")
        start, end, place = starts[number], ends[number], quotes[number]
        with noticing_damage():
            heading = self._headings.get(article, self._entries.heading)
            said = _UNSAID if place < 0 else unpack_said(self._packet(article, "outlines"), place)
            text = unpack_stretch(self._packet(article, "texts"), start, end)
            spans = said.spans or (Span(start, end),)
            return StoredPassage(
                *heading,
                paragraph=paragraphs[number],
                spans=spans,
                parts=tuple(_parts(text, spans, start)),
                speaker=said.speaker,
                confidence=said.confidence,
            )

    def article(self, number: int) -> tuple[Article, Extraction]:
        """Return an article and what was found in it."""
        with noticing_damage():
            return self._articles.get(number, self._unpack_article)

    def _packet(self, number: int, name: str) -> memoryview:
        segment, local = self._segments.article(number)
        return segment.packets[name].view(local)

    def _unpack_article(self, number: int) -> tuple[Article, Extraction]:
        entry = self._entries.at(number)
        outline = unpack_outline(self._packet(number, "outlines"))
        article = Article(
            id=entry.article,
            path=entry.path,
            text=unpack_text(self._packet(number, "texts")),
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


def _parts(text: str, spans: Sequence[Span], start: int) -> Iterator[str]:
    """Yield what stands at ``spans`` of an article, whose ``text`` from ``start`` on is given.

    ValueError where a span is not inside it.
    """
    for span in spans:
        if not start <= span.start <= span.end <= start + len(text):
            raise ValueError("a stored quote is torn")
        yield text[span.start - start : span.end - start]

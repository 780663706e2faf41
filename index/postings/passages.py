"""From an article to its documents: its passages, and the words and numbers they bear."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from index.model import Article, Extraction, Paragraph, PassageKind, Quote, Role, Span
from index.postings.analysis import forms, stem
from index.postings.entries import Entry, pack_entry
from index.postings.records import NONE, Record, pack_article_record, pack_record
from index.postings.schema import (
    APART,
    ARTICLE,
    ENTRY,
    LOCALS,
    RECORD,
    SPEAKER,
    STORE,
    SURFACE,
    TEXT,
    TITLE,
)
from index.postings.stores import pack_article, pack_locals

APART_BY = 8
"""Empty places between the spans of a split quote: more than any slop between two words."""

SEARCHED = frozenset({Role.BODY, Role.HEADING})


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a quote: its numbers, its stretches of text, and who speaks."""

    record: Record
    spans: tuple[Span, ...]
    speaker: str | None = None


def passages_of(article: Article, extraction: Extraction) -> Iterator[Passage]:
    """Yield the paragraphs that can be searched, in order, then the quotes that are not empty.

    Boilerplate is among them, marked as such; metadata is not.
    """
    actors = _Places((actor.mentions for actor in extraction.actors), article)
    phrases = _Places((phrase.spans for phrase in extraction.phrases), article)
    date = article.date.toordinal() if article.date else 0
    for paragraph in article.paragraphs:
        if paragraph.role is Role.METADATA or not paragraph.span.of(article.text).strip():
            continue
        record = Record(
            kind=PassageKind.PARAGRAPH,
            paragraph=paragraph.number,
            last_paragraph=paragraph.number,
            start=paragraph.span.start,
            boilerplate=paragraph.role not in SEARCHED,
            date=date,
            actors=actors.within((paragraph.span,)),
            phrases=phrases.within((paragraph.span,)),
        )
        yield Passage(record, (paragraph.span,))
    for number, quote in enumerate(extraction.quotes):
        if any(span.of(article.text).strip() for span in quote.spans):
            record = Record(
                kind=PassageKind(quote.kind.value),
                paragraph=quote.paragraph,
                last_paragraph=quote.last_paragraph,
                start=quote.start,
                quote=number,
                boilerplate=_role(article.paragraphs, quote) not in SEARCHED,
                date=date,
                speaker=NONE if quote.actor is None else quote.actor,
                actors=actors.within(quote.spans),
                phrases=phrases.within(quote.spans),
            )
            yield Passage(record, quote.spans, quote.speaker)


def documents(article: Article, extraction: Extraction, entry: Entry) -> Iterator[dict[str, Any]]:
    """Yield the Whoosh documents of an article, field by field: the article first."""
    yield {
        ARTICLE: article.id,
        RECORD: pack_article_record(len(extraction.actors), len(extraction.phrases)),
        ENTRY: pack_entry(entry),
        LOCALS: pack_locals(extraction),
        STORE: pack_article(article, extraction.quotes),
    }
    title = [stem(form) for form in forms(article.title)]
    for passage in passages_of(article, extraction):
        surfaces = _surfaces(article.text, passage.spans)
        speaker = forms(passage.speaker) if passage.speaker else []
        yield {
            ARTICLE: article.id,
            RECORD: pack_record(passage.record),
            TEXT: [stem(form) if form else APART for form in surfaces],
            SPEAKER: [stem(form) for form in speaker],
            TITLE: title,
            SURFACE: surfaces + speaker,
        }


def _surfaces(text: str, spans: Sequence[Span]) -> list[str]:
    """Return the folded words of all spans, with empty places between the spans."""
    surfaces = forms(spans[0].of(text))
    for span in spans[1:]:
        surfaces += [APART] * APART_BY
        surfaces += forms(span.of(text))
    return surfaces


def _role(paragraphs: Sequence[Paragraph], quote: Quote) -> Role:
    if 0 <= quote.paragraph < len(paragraphs):
        return paragraphs[quote.paragraph].role
    return Role.BODY


class _Places:
    """Where numbered things (actors, phrases) stand in an article, to ask which are in a span."""

    def __init__(self, spans: Iterable[Iterable[Span]], article: Article) -> None:
        length = len(article.text)
        self._places = sorted(
            (span, number)
            for number, places in enumerate(spans)
            for span in places
            if 0 <= span.start < span.end <= length
        )

    def within(self, spans: Iterable[Span]) -> tuple[int, ...]:
        """Return the numbers, ascending, of what stands wholly inside one of ``spans``."""
        found: set[int] = set()
        for span in spans:
            first = bisect_left(self._places, (Span(span.start, 0), 0))
            end = bisect_left(self._places, (Span(span.end, 0), 0))
            found.update(
                number for place, number in self._places[first:end] if place.end <= span.end
            )
        return tuple(sorted(found))

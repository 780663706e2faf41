"""Quotes and their speakers of an invented text whose lines are its paragraphs."""

from index.extraction.actors import find_actors
from index.extraction.quotes import find_quotes
from index.model import Paragraph, Quote, QuoteKind, Span


def said(text: str, byline: str | None = None) -> list[Quote]:
    """Return the quotes of ``text``."""
    paragraphs: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(len(paragraphs), Span(start, start + len(line))))
        start += len(line) + 1
    return list(find_quotes(text, paragraphs, find_actors(text, paragraphs), byline))


def speakers(text: str, byline: str | None = None) -> list[str | None]:
    """Return who speaks the direct and mixed quotes of ``text``, in order."""
    return [q.speaker for q in said(text, byline) if q.kind is not QuoteKind.INDIRECT]

"""What a reader makes of a file's bytes, before the file's path and hash are put to it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

from index.model import Paragraph, Role, Span


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an article says about itself. None where it says nothing: nothing is guessed."""

    title: str | None = None
    byline: str | None = None
    source: str | None = None
    date: dt.date | None = None
    url: str | None = None

    def or_else(self, weaker: Metadata) -> Metadata:
        """Return this metadata with what is missing taken from ``weaker`` evidence."""
        names = [field.name for field in fields(Metadata)]
        return Metadata(**{name: getattr(self, name) or getattr(weaker, name) for name in names})


@dataclass(frozen=True, slots=True)
class Draft:
    """An article's text, its paragraphs in text order, its metadata and notes."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    metadata: Metadata
    notes: tuple[str, ...] = ()


Parse = Callable[[bytes, str], Draft]
"""A reader: a file's bytes and its name without suffix in, a draft out. Pure; raises Unreadable."""


def number(spans: Sequence[Span], roles: Sequence[Role]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the spans (in text order), each with its role."""
    pairs = zip(spans, roles, strict=True)
    return tuple(Paragraph(position, span, role) for position, (span, role) in enumerate(pairs))


def one_line(text: str) -> str:
    """Return ``text`` with each run of white space made one space: a title or a name."""
    return re.sub(r"\s+", " ", text).strip()

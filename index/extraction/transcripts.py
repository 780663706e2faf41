"""Transcripts and interviews: paragraphs that open with their speaker's name.

    OYELARAN: It holds.            a name in capitals that the article knows as a person's
    Q: Who built it?               or labels that alternate: at least two of them, the one in hand
    Mara Oyelaran: I did.          more than once

A single ``UPDATE:`` or ``Note:`` is thereby no speaker. Cost: one match a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from index.model import Paragraph, Span

_LABEL = re.compile(
    r"\s*(?:\*\*|__)?[\"“]?((?:[A-Z][\w.’'-]*)(?:(?: (?:&|and|of|the))? [A-Z][\w.’'-]*){0,4})"
    r"(?:\*\*|__)?:(?:\*\*|__)?\s+(?=\S)"
)
_REPEATED = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled paragraph: the label, what is said, whether a quotation mark opened it."""

    label: Span
    said: Span
    marked: bool


class Transcript:
    """The labels of one article; built once from its body paragraphs."""

    def __init__(self, text: str, paragraphs: Iterable[Paragraph]) -> None:
        self._text = text
        self._labels = [
            (paragraph.number, line.label.of(text))
            for paragraph in paragraphs
            if (line := _line(text, paragraph.span)) is not None
        ]
        self._counts = Counter(label for _, label in self._labels)
        self._alternates = len(self._counts) > 1
        self._last = max(self._lines(), default=-1)

    def _lines(self) -> Iterator[int]:
        """Yield the numbers of the paragraphs with a label that comes back."""
        for number, label in self._labels:
            if self._alternates and self._counts[label] >= _REPEATED:
                yield number

    def goes_on(self, paragraph: Paragraph) -> bool:
        """Tell whether an unlabelled ``paragraph`` can go on with the line before it.

        What follows the last labelled line is narration again.
        """
        return paragraph.number < self._last

    def line(self, paragraph: Paragraph, is_person: Callable[[Span], bool]) -> Line | None:
        """Return ``paragraph`` as a transcript's line, or None if it is none.

        ``is_person`` tells whether a span names a person.
        """
        found = _line(self._text, paragraph.span) if self._counts else None
        if found is None:
            return None
        label = found.label.of(self._text)
        if self._alternates and self._counts[label] >= _REPEATED:
            return found
        capitals = label.isupper() and len(label) > 1
        return found if capitals and is_person(surname(self._text, found.label)) else None


def surname(text: str, label: Span) -> Span:
    """Return the last word of a label: the surname where it is a name."""
    return Span(max(label.start, text.rfind(" ", label.start, label.end) + 1), label.end)


def _line(text: str, within: Span) -> Line | None:
    match = _LABEL.match(text, within.start, within.end)
    if match is None:
        return None
    marked = text[match.start(1) - 1 : match.start(1)] in ('"', "“")
    said = text[match.end() : within.end].rstrip()
    said = said.rstrip('"”').rstrip() if marked else said
    if not said:
        return None
    return Line(Span(*match.span(1)), Span(match.end(), match.end() + len(said)), marked)

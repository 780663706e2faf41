"""An article with what was found in it, ready to be asked by place.

The reader asks three things: what is marked on these characters, which quote is here, and who is
mentioned near here. Answers are offsets, numbers and names of styles; nothing here draws.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from copy import copy
from functools import cached_property
from itertools import pairwise
from operator import attrgetter

from index.model import Article, Extraction, Paragraph, Role, Span
from tui.safe import visible
from tui.text import day, is_unsure
from tui.widgets.reader_marks import SpanIndex
from tui.widgets.wrap import wrap

SURE_BAR = "▌"
UNSURE_BAR = "┊"
LONGEST_TITLE = 400
"""Characters of a title that are shown; a file without line ends may have itself as its title."""


class MarkedArticle:
    """One article, its quotes, the actors it mentions, and the words that a search matched."""

    def __init__(self, article: Article, extraction: Extraction, matches: Sequence[Span]) -> None:
        self.article = article
        self.extraction = extraction
        self.quotes = extraction.quotes
        self.matches = tuple(matches)
        self._parts = SpanIndex(
            (span, number) for number, quote in enumerate(self.quotes) for span in quote.spans
        )
        self._words = SpanIndex((span, 0) for span in matches)

    def with_matches(self, matches: Sequence[Span]) -> MarkedArticle:
        """Return the same article with other words pointed out."""
        other = copy(self)
        other.matches = tuple(matches)
        other._words = SpanIndex((span, 0) for span in matches)
        return other

    @cached_property
    def _mentions(self) -> SpanIndex:
        return SpanIndex(
            (mention, number)
            for number, actor in enumerate(self.extraction.actors)
            for mention in actor.mentions
        )

    def hull(self, number: int) -> Span:
        """Return a quote from its first character to its last, narration between them included."""
        return Span(self.quotes[number].start, self.quotes[number].end)

    def quote_at(self, place: Span) -> int | None:
        """Return the number of the innermost quote that contains ``place``, or None."""
        parts = self._parts.overlapping(place.start, max(place.end, place.start + 1))
        around = [number for _, number in parts if self.hull(number).contains(place)]
        return min(around, key=lambda number: _length(self.hull(number)), default=None)

    def quote_after(self, offset: int) -> int:
        """Return the number of the first quote that starts at ``offset`` or later.

        Where there is none, that is the number of quotes.
        """
        return bisect_left(self.quotes, offset, key=attrgetter("start"))

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """Return the paragraph that contains ``offset``, its end included, or None."""
        paragraphs = self.article.paragraphs
        number = bisect_right(paragraphs, offset, key=lambda each: each.span.start) - 1
        if number < 0 or offset > paragraphs[number].span.end:
            return None
        return paragraphs[number]

    def actor_near(self, place: Span) -> int | None:
        """Return the number of the local actor mentioned nearest to ``place``, or None."""
        found = self._mentions.nearest(place)
        return None if found is None else found[1]

    def marks(
        self, line: Span, role: Role, current: int | None, focus: Span | None
    ) -> list[tuple[Span, str]]:
        """Return what is marked on a line, as spans and names of styles, bottom layer first."""
        marks: list[tuple[Span, str]] = []
        if role is Role.HEADING:
            marks.append((line, "heading"))
        elif role is not Role.BODY:
            marks.append((line, "quiet"))
        if focus is not None:
            marks.append((focus, "focus"))
        parts = self._parts.overlapping(line.start, line.end)
        marks += [(part, "quote") for part, number in parts if number != current]
        marks += [(part, "current") for part, number in parts if number == current]
        marks += [(part, "match") for part, _ in self._words.overlapping(line.start, line.end)]
        return marks

    def bar(self, line: Span, current: int | None, focus: Span | None) -> tuple[str, str]:
        """Return the bar beside a line and the name of its style; a space and "" for no bar."""
        numbers = [number for _, number in self._parts.overlapping(line.start, line.end)]
        if not numbers:
            lit = focus is not None and focus.overlaps(line)
            return (SURE_BAR, "current-bar") if lit else (" ", "")
        if current is not None and current in numbers:
            return (SURE_BAR if self._sure(current) else UNSURE_BAR), "current-bar"
        return (SURE_BAR, "sure") if self._sure(numbers[0]) else (UNSURE_BAR, "unsure")

    def _sure(self, number: int) -> bool:
        return not is_unsure(self.quotes[number].confidence)


def header_lines(article: Article, width: int) -> list[tuple[str, str]]:
    """Return the lines above the text and the name of each one's style; the last is empty.

    Where, when and by whom it appeared, then the title, unless the article's text begins with it.
    """
    facts = [article.source, day(article.date), article.byline, *article.notes]
    kicker = " · ".join(fact for fact in facts if fact) or article.path.name
    title = "" if _opens_with_title(article) else article.title[:LONGEST_TITLE]
    lines = []
    for text, name in ((visible(kicker), "kicker"), (visible(title).strip(), "title")):
        ends = wrap(text, width) if text else []
        lines += [(text[start:end].rstrip(), name) for start, end in pairwise([0, *ends])]
    return [*lines, ("", "kicker")]


def _opens_with_title(article: Article) -> bool:
    """Tell whether the first paragraph is the title, upper and lower case taken as the same."""
    if not article.paragraphs:
        return False
    first = article.paragraphs[0].span
    if _length(first) > 2 * len(article.title):
        return False
    return first.of(article.text).strip().casefold() == article.title.strip().casefold()


def _length(span: Span) -> int:
    return span.end - span.start

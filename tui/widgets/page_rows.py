"""How one line of a page is drawn: a quote, a name with its number, a month, an alias."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from index.model import FacetCount, Hit
from tui.history import Place
from tui.safe import visible
from tui.state import place_of
from tui.text import MARKS, count, day, is_guess, one_paragraph, origin, snippet
from tui.widgets.rows import BOOKMARK, GUESS
from tui.widgets.sparkline import month_name

if TYPE_CHECKING:
    from index.search import Alias, Pair

BAR = "━"
LONGEST_BAR = 40
"""Cells of the bar of the month with the most."""
SIDE_LINES = 5
"""Lines of a quote where two actors are side by side: where, three of its words, and a gap."""
MONTH_WIDTH = len("Jun 2031")


def draw_said(bookmarks: Collection[Place]) -> Callable[[Hit, int], list[Content]]:
    """Return what draws a quote on its speaker's page: its words, then where. Only a guess is
    signed, for there the name is what is in doubt."""

    def draw(hit: Hit, width: int) -> list[Content]:
        words, _ = snippet(hit.text, (), width - 2)
        first = Content.styled(f"{MARKS[hit.kind]} ", "$muted") + Content(words)
        parts = [Content(origin(hit))]
        if is_guess(hit):
            parts.insert(0, Content(f"{visible(hit.speaker or '')} ?").stylize(GUESS))
        mark = Content(f"{BOOKMARK} ").stylize("$match") if place_of(hit) in bookmarks else "  "
        second = Content.assemble(mark, Content(" · ").join(parts))
        if not hit.more:
            return [first, second]
        return [first, beside(second, Content(f"+{count(hit.more)} more"), width)]

    return draw


def beside(left: Content, right: Content, width: int) -> Content:
    """Return two texts at the two ends of a line; the left one is cut where it is too long."""
    room = max(1, width - right.cell_length - 2)
    left = left.truncate(room, ellipsis=True)
    return left + Content(" " * (width - left.cell_length - right.cell_length)) + right


def draw_count(facet: FacetCount, width: int) -> list[Content]:
    """Draw a name and a number at the two ends of a line."""
    number = Content(count(facet.count)).stylize("$muted")
    return [beside(Content(visible(facet.label)), number, width)]


def draw_month(most: int) -> Callable[[FacetCount, int], list[Content]]:
    """Return what draws a month, with a bar that is longest for a month with ``most``."""

    def draw(facet: FacetCount, width: int) -> list[Content]:
        number = Content(count(facet.count)).stylize("$muted")
        room = min(LONGEST_BAR, width - MONTH_WIDTH - 2 - len(count(most)) - 2)
        length = max(1, round(room * facet.count / max(1, most))) if room > 0 else 0
        style = "$match" if facet.count == most else "$key"
        month = Content(month_name(facet.id).ljust(MONTH_WIDTH + 2))
        return [beside(month + Content(BAR * length).stylize(style), number, width)]

    return draw


def draw_alias(alias: Alias, _: int) -> list[Content]:
    """Draw a form of a name and, where it is known, why it is taken for the same."""
    return [Content(visible(alias.form)), Content(visible(alias.reason))]


def draw_side(one: bool, bookmarks: Collection[Place]) -> Callable[[Pair, int], list[Content]]:
    """Return what draws one side of a pair: when and where, then the words on three lines."""

    def draw(pair: Pair, width: int) -> list[Content]:
        hit = pair.one if one else pair.other
        if hit is None:
            return []
        mark = f"{BOOKMARK} " if place_of(hit) in bookmarks else ""
        where = Content(when_and_where(hit)).stylize("$muted")
        head = Content.styled(mark, "$match") + where
        if is_guess(hit):
            head = head.truncate(max(1, width - 2), ellipsis=True) + Content(" ?").stylize(GUESS)
        words = cut_to_lines(visible(one_paragraph(hit.text)), width - 2, SIDE_LINES - 2)
        marks = (f"{MARKS[hit.kind]} ", *("  " for _ in words[1:]))
        lines = (
            Content.styled(mark, "$muted") + line.stylize("$foreground")
            for mark, line in zip(marks, words, strict=True)
        )
        return [head, *lines]

    return draw


def when_and_where(hit: Hit) -> str:
    """Return date and outlet, the date first; where the outlet is not known, date and title."""
    parts = (day(hit.date), hit.source or hit.title)
    return visible(" · ".join(part for part in parts if part))


def cut_to_lines(text: str, width: int, lines: int) -> Sequence[Content]:
    """Wrap ``text`` to at most so many lines; what does not fit ends in an ellipsis.

    Only as much of it is wrapped as can fit: a cell holds a character, accents aside.
    """
    start = text[: 2 * width * (lines + 1)]
    wrapped = Content(start).wrap(max(1, width))
    if len(wrapped) <= lines:
        return wrapped
    rest = Content(" ").join(wrapped[lines - 1 : lines + 1])
    return [*wrapped[: lines - 1], rest.truncate(width, ellipsis=True)]

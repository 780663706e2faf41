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
from tui.widgets.rows import BOOKMARK, GUESS, cut_to_lines
from tui.widgets.sparkline import month_name

if TYPE_CHECKING:
    from index.search import Alias, Pair

BAR = "━"
LONGEST_BAR = 40
"""Cells of the bar of the month with the most."""
SIDE_LINES = 5
"""Lines of a quote where two actors are side by side: where, three of its words, and a gap."""
MONTH_WIDTH = len("Jun 2031")
REASON_LINES = 2
"""Lines of the reason why a name is taken for another, at most."""
NARROWEST_NAMES = 26
"""Cells that fit on a line of a reason, however its words break, where names have the fewest."""


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


def alias_lines(aliases: Sequence[Alias]) -> int:
    """Return how many lines each alias needs, so that no reason is cut where there are columns for
    names and two lines do."""
    longest = max((Content(visible(alias.reason)).cell_length for alias in aliases), default=0)
    return 1 + min(REASON_LINES, -(-longest // NARROWEST_NAMES))


def draw_alias(lines: int) -> Callable[[Alias, int], list[Content]]:
    """Return what draws a form of a name and, on the other of ``lines`` lines, why it is taken
    for the same, where that is known."""

    def draw(alias: Alias, width: int) -> list[Content]:
        form, why = Content(visible(alias.form)), Content(visible(alias.reason))
        if not why:
            return [form]
        reason = cut_to_lines(why, width, lines - 1)
        return [form, *(line.stylize("$muted") for line in reason)]

    return draw


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
        words = cut_to_lines(Content(visible(one_paragraph(hit.text))), width - 2, SIDE_LINES - 2)
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

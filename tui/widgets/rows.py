"""How one line of a list is drawn: a result, an actor or topic, a suggestion, a skipped file.

Rows are built from plain text and spans, never from markup: an article may contain [brackets].
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from textual.content import Content, Span

from index.model import FacetCount, Hit, Skipped
from tui.bookmarks import Bookmark
from tui.history import Place
from tui.safe import visible
from tui.state import place_of
from tui.text import MARKS, count, day, filter_text, is_guess, one_paragraph, origin, snippet

if TYPE_CHECKING:
    from index.search import Suggestion

BOOKMARK = "◆"
OWN = "★"
"""Before a topic of the user's own."""

ON = "●"
GUESS = "italic $muted"
BESIDE = " / "
"""Between how many results carry a name and how many passages of all do."""
ROOM_FOR_NAME = 14
"""Cells for a name without which its total is not shown."""
LONGEST_WORD = 12
"""Characters that the end of a line may leave free where words are wrapped."""
WIDEST_OUTLET = 22
"""Cells for the outlet where results are listed in columns."""
ROOM_FOR_OUTLET = 72
"""Cells from which on a heading has the outlet beside title and date."""
DATE_WIDTH = len("21 Jun 2022")


def draw_hit(
    bookmarks: Collection[Place], under_heading: bool = False
) -> Callable[[Hit, int], list[Content]]:
    """Return what draws a result in two lines: its words, then who said them and where.

    ``under_heading``: its article stands above it, so it is not said where; a paragraph, of which
    there is then nothing to say, has its words on both lines.
    """

    def draw(hit: Hit, width: int) -> list[Content]:
        marked = place_of(hit) in bookmarks
        unsigned = under_heading and not hit.kind.is_quote and not hit.more
        room = 2 * (width - 2) - LONGEST_WORD if unsigned else width - 2
        words, matches = snippet(hit.text, hit.matches, room)
        text = Content(words, [Span(start, end, "bold $match") for start, end in matches])
        first = Content.styled(f"{MARKS[hit.kind]} ", "$muted")
        if not unsigned:
            return [first + text, _second(hit, width, marked, under_heading)]
        lines = [*cut_to_lines(text, width - 2, 2), Content()]
        return [first + lines[0], _margin(marked) + lines[1].stylize_before("$foreground")]

    return draw


def _margin(marked: bool) -> Content:
    """Return what stands before the second line of a result."""
    return Content(f"{BOOKMARK} ").stylize("$match") if marked else Content("  ")


def cut_to_lines(text: Content, width: int, lines: int) -> Sequence[Content]:
    """Wrap ``text`` to at most so many lines; what does not fit ends in an ellipsis.

    Only as much of it is wrapped as can fit: a cell holds a character, accents aside.
    """
    wrapped = text[: 2 * width * (lines + 1)].wrap(max(1, width))
    if len(wrapped) <= lines:
        return wrapped
    rest = Content(" ").join(wrapped[lines - 1 : lines + 1])
    return [*wrapped[: lines - 1], rest.truncate(width, ellipsis=True)]


def draw_heading(hit: Hit, width: int) -> Content:
    """Draw what stands above the results of an article: its title, then outlet and date."""
    outlet = Content(visible(hit.source or "")).truncate(WIDEST_OUTLET, ellipsis=True)
    parts = [outlet] if outlet.plain and width >= ROOM_FOR_OUTLET else []
    parts += [Content(day(hit.date))] if hit.date else []
    about = Content(" · ").join(parts).stylize("not bold $muted")
    title = Content(visible(hit.title)).truncate(width - about.cell_length - 2, ellipsis=True)
    return title + Content("  ") + about


def _second(hit: Hit, width: int, marked: bool, under_heading: bool) -> Content:
    """Return who said it and where; at the end, how many more places have the very same words."""
    if not hit.more:
        return _attribution(hit, width, marked, under_heading)
    more = Content(f"+{count(hit.more)} more").stylize("$muted")
    room = max(1, width - more.cell_length - 2)
    line = _attribution(hit, room, marked, under_heading).truncate(room, ellipsis=True)
    return line + Content(" " * (room - line.cell_length + 2)) + more


def _attribution(hit: Hit, width: int, marked: bool, under_heading: bool) -> Content:
    where = "" if under_heading else origin(hit)
    parts = [_margin(marked)]
    if hit.speaker:
        guess = is_guess(hit)
        room = max(width // 2, width - Content(where).cell_length - 7)
        name = Content(visible(hit.speaker)).truncate(room, ellipsis=True)
        parts.append(name.append(" ?" if guess else "").stylize(GUESS if guess else "$speaker"))
    elif hit.kind.is_quote:
        parts.append(Content("unattributed").stylize(GUESS))
    if len(parts) > 1 and where:
        parts.append(Content(" · "))
    parts.append(Content(where))
    return Content("").join(parts)


def draw_facet(
    field: str, filters: Collection[str], totals: Sequence[int] = ()
) -> Callable[[FacetCount, int], list[Content]]:
    """Return what draws an actor or topic: its name and how many results carry it, beside
    ``totals``, how many passages do whatever is asked, by id; () where all passages are shown.

    Where there is no room for both numbers beside a name, the total gives way in all lines; in one
    line, where it is the smaller number (a quote may stand for its paragraph in one search and not
    in the other).
    """
    widest = len(count(max(totals, default=0)))

    def numbers(facet: FacetCount, width: int) -> Content:
        number = Content(count(facet.count))
        if not totals or width < 2 * widest + len(BESIDE) + ROOM_FOR_NAME:
            return number.stylize("$muted")
        known = totals[facet.id] if 0 <= facet.id < len(totals) else 0
        total = count(known) if known >= facet.count else ""
        beside = f"{BESIDE if total else ' ' * len(BESIDE)}{total.rjust(widest)}"
        return number + Content(beside).stylize("$muted")

    def draw(facet: FacetCount, width: int) -> list[Content]:
        on = filter_text(field, facet.label) in filters
        on = on or (field == "actor" and filter_text("by", facet.label) in filters)
        number = numbers(facet, width)
        mark = Content(f"{ON} ").stylize("$match") if on else Content("")
        mark += Content(f"{OWN} ").stylize("$speaker") if facet.own else Content("")
        room = max(1, width - number.cell_length - 1 - mark.cell_length)
        name = Content(visible(facet.label)).truncate(room, ellipsis=True)
        if on:
            name = name.stylize("bold")
        gap = width - mark.cell_length - name.cell_length - number.cell_length
        return [mark + name + Content(" " * max(1, gap)) + number]

    return draw


def draw_suggestion(suggestion: Suggestion, _: int) -> list[Content]:
    """Draw a query to try instead, and why."""
    query = Content(visible(suggestion.query)).stylize("bold $match")
    return [query, Content(visible(suggestion.why))]


def draw_skipped(skipped: Skipped, width: int) -> list[Content]:
    """Draw a file that was not read, and why."""
    path = visible(str(skipped.path))
    if len(path) > width:
        path = "…" + path[-(width - 1) :]
    return [Content(path), Content(visible(skipped.reason))]


def draw_bookmark(
    gone: Collection[str], removed: Collection[Place]
) -> Callable[[Bookmark, int], list[Content]]:
    """Return what draws a bookmark: its words, then who said them and where.

    Dimmed are those of articles that are ``gone`` (ids) and those that were ``removed``.
    """

    def draw(bookmark: Bookmark, width: int) -> list[Content]:
        lost = bookmark.place.article in gone
        taken = bookmark.place in removed
        words = snippet(one_paragraph(bookmark.words), (), width - 2)[0]
        first = Content(words or "Marked by an older version, which did not keep the words")
        mark = Content("◇ ").stylize("$muted") if taken else Content("◆ ").stylize("$match")
        note = Content(visible(bookmark.note)).truncate(width * 2 // 3, ellipsis=True)
        parts = [
            note.stylize("italic $match"),
            Content(visible(bookmark.speaker or "")).stylize("" if taken or lost else "$speaker"),
            Content(visible(bookmark.source or bookmark.title)),
            Content(day(bookmark.date)),
        ]
        if lost:
            parts.insert(0, Content("No longer in the index").stylize("$caution"))
        if taken:
            parts.insert(0, Content("Removed").stylize("$caution"))
        second = Content(" · ").join(part for part in parts if part)
        if lost or taken or not words:
            first = first.stylize("$muted")
        return [mark + first, Content("  ") + second]

    return draw


def draw_copy(copies: Sequence[Hit]) -> Callable[[Hit, int], list[Content]]:
    """Return what draws one of ``copies`` on a line: outlet, date, title, in columns."""
    outlets = [Content(visible(hit.source or "")) for hit in copies]
    widest = min(WIDEST_OUTLET, max((each.cell_length for each in outlets), default=0))
    dated = any(hit.date for hit in copies)

    def draw(hit: Hit, _: int) -> list[Content]:
        columns: list[Content] = []
        if widest:
            columns.append(_column(visible(hit.source or ""), widest).stylize("$speaker"))
        if dated:
            columns.append(_column(day(hit.date).rjust(DATE_WIDTH), DATE_WIDTH).stylize("$muted"))
        return [Content("  ").join([*columns, Content(visible(hit.title))])]

    return draw


def _column(text: str, width: int) -> Content:
    cell = Content(text).truncate(width, ellipsis=True)
    return cell + Content(" " * (width - cell.cell_length))


def draw_name(name: str, _: int) -> list[Content]:
    """Draw a name to choose."""
    return [Content(visible(name))]

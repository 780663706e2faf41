"""Which cell of the reader shows which character: the column, its bar, and the mouse.

    |<------ left ------>|<------ text, at most MEASURE ------>|
    |  padding   | bar | |The strait stays open, she said.     |   padding, scrollbar

Textual gives each cell that can be selected an offset (x, y). Here y is the offset in the article
of the line's first character and x counts characters from there, negative in the padding. So the
two add up to a place in the article, they sort in reading order, and a selection stays on its
words when the view scrolls or the width changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset
from textual.selection import Selection
from textual.strip import Strip

from index.model import Span
from tui.widgets.reader_marks import runs
from tui.widgets.wrap import cut_at

if TYPE_CHECKING:
    from tui.widgets.reader_layout import Row

MEASURE = 84
"""The widest a line of text gets, in cells."""

BAR = 2
"""Cells between the padding and the text: the bar and a space."""

StyleOf = Callable[[tuple[str, ...]], Style]
"""Gives the style for the names of marks that lie over one another, bottom layer first."""


def text_width(width: int) -> int:
    """Return how wide lines of text are in a view of ``width`` cells."""
    return max(1, min(MEASURE, width - BAR - 2))


def left_of_text(width: int) -> int:
    """Return the column where text starts; it is centred when there is room."""
    spare = width - text_width(width)
    return max(BAR + 1, spare // 2) if spare > BAR else 0


def draw(segments: Sequence[Segment], bar: Segment, start: int, width: int, base: Style) -> Strip:
    """Return a line of the view: padding, ``bar`` of one cell, then ``segments``.

    ``start`` is the offset in the article of the first character.
    """
    left = left_of_text(width)
    margin = [Segment(" " * left, base)]
    if left >= BAR:
        margin = [Segment(" " * (left - BAR), base), bar, Segment(" ", base)]
    strip = Strip([segment for segment in (*margin, *segments) if segment.text])
    return strip.apply_offsets(-left, start).adjust_cell_length(width, base)


def text_segments(row: Row, marks: Sequence[tuple[Span, str]], style_of: StyleOf) -> list[Segment]:
    """Return the text of a line, styled by its marks; the spaces at its end are dropped."""
    start, text = row.span.start, row.text.rstrip(" ")
    return [
        Segment(text[run.start - start : run.end - start], style_of(run.names))
        for run in runs(start, start + len(text), marks)
    ]


def offset_at(row: Row, column: int, width: int) -> int | None:
    """Return the article's offset shown at a column of the view; None in the header.

    Left of the text that is the line's first character, right of it the last.
    """
    if row.header is not None:
        return None
    before = cut_at(row.text, column - left_of_text(width))
    return row.span.start + min(before, max(0, len(row.text) - 1))


def selected_span(selection: Selection, length: int) -> Span:
    """Return what is selected in an article of ``length`` characters."""
    start, end = 0, length
    if selection.start is not None:
        start = min(length, selection.start.y + max(0, selection.start.x))
    if selection.end is not None:
        end = min(length, selection.end.y + max(0, selection.end.x))
    return Span(start, max(start, end))


def selection_of(span: Span) -> Selection:
    """Return the selection that marks ``span``."""
    return Selection(Offset(0, span.start), Offset(0, span.end))

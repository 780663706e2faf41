"""Telling a scrolling view how long its content is, without laying out the whole screen.

Assigning ``virtual_size`` makes Textual arrange every widget of the screen anew, some 25 ms. That
is needed where a scroll bar comes or goes, not where it only changes its length, as the reader's
does while estimates become exact and the list's does on every key of a query.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView


def set_line_count(view: ScrollView, lines: int) -> None:
    """Make ``view`` scroll over ``lines`` lines; its position is moved up if it would be beyond."""
    if view.virtual_size.height == lines:
        return
    size = Size(0, lines)
    bar = view.show_vertical_scrollbar
    if view.styles.is_auto_height or not view.is_mounted or bar != (lines > view.size.height):
        view.virtual_size = size
        return
    view.set_reactive(ScrollView.virtual_size, size)
    if bar:
        view.vertical_scrollbar.window_virtual_size = lines
    if view.scroll_y > view.max_scroll_y:
        view.scroll_to(y=view.max_scroll_y, animate=False, force=True)

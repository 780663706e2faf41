"""Scrolling through a ``Layout``: as if every line were known, though most are estimated.

Textual scrolls over a number of lines. Here that number, and the number of the line in view, change
when estimates become exact; the text in view does not move. ``show_line`` and the watcher of the
scroll position (wheel, scroll bar) are the two ways in, and both settle the layout first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.cache import LRUCache
from textual.strip import Strip

from index.model import Span
from tui.widgets.lines_view import LinesView

if TYPE_CHECKING:
    from tui.widgets.reader_layout import Layout

_CACHED_STRIPS = 512


class LayoutView(LinesView, can_focus=True, inherit_bindings=False):
    """A view of the lines of ``lines``. Scrolling never animates.

    Subclasses set ``lines``, draw a line, and keep what they drew in ``strips``, by line number.
    """

    def __init__(
        self,
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.lines: Layout | None = None
        self.strips: LRUCache[int, Strip] = LRUCache(_CACHED_STRIPS)
        self._revision: tuple[int, int] | None = None

    def move(self, delta: int) -> None:
        """Scroll down by ``delta`` lines, or up."""
        self.show_line(self.scroll_offset.y + delta)

    def half_page(self, direction: int) -> None:
        """Scroll half a screenful down (1) or up (-1)."""
        self.move(direction * max(1, self.size.height // 2))

    def page(self, direction: int) -> None:
        """Scroll a screenful less two lines down (1) or up (-1)."""
        self.move(direction * max(1, self.size.height - 2))

    def first(self) -> None:
        """Go to the beginning."""
        self.show_line(0)

    def last(self) -> None:
        """Go to the end."""
        if self.lines is not None:
            self.show_line(self.lines.total)

    def show_line(self, line: int) -> None:
        """Scroll so that ``line`` is the first in view, as far as the text reaches."""
        lines = self.lines
        if lines is None:
            return
        height = self.size.height
        line = lines.settle(max(0, min(line, lines.total - height)), height)
        line = max(0, min(line, lines.total - height))
        self._take_total(lines)
        self.scroll_to(y=line, animate=False, force=True)

    def _take_total(self, lines: Layout) -> None:
        if self._revision != lines.revision:
            self._revision = lines.revision
            self.strips.clear()
            self.set_line_count(lines.total)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Make what came into view exact, without moving it."""
        super().watch_scroll_y(old_value, new_value)
        lines = self.lines
        if lines is None:
            return
        top = round(new_value)
        settled = lines.settle(top, self.size.height)
        self._take_total(lines)
        if settled != top:
            self.scroll_to(y=settled, animate=False, force=True)

    def forget_lines(self) -> None:
        """Have no lines, and nothing to scroll over."""
        self.lines = None
        self.set_line_count(0)
        self.forget_drawn()

    def draw_again(self, spans: Sequence[Span]) -> None:
        """Draw the lines anew that show any of these characters, and no others."""
        if self.lines is None:
            return
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        for line in {*self.strips.keys(), *range(top, bottom)}:
            shown = self.lines.row(line).span
            if any(shown.overlaps(span) for span in spans):
                self.strips.discard(line)
                if top <= line < bottom:
                    self.refresh_lines(line)

    def forget_drawn(self) -> None:
        """Draw every line anew."""
        self.strips.clear()
        self.refresh()

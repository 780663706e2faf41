"""A view of lines that does not have the whole screen worked out anew when it need not be.

Two things cost more than they should in Textual 8.2.8, on every key of a query:

- Assigning ``virtual_size`` arranges every widget of the screen anew. That is needed where a scroll
  bar comes or goes, not where it only changes its length, as the reader's does while estimates
  become exact and the list's does with every answer.
- When the screen is arranged, for whatever reason, each scrolling view paints its scroll bar anew,
  because the size that it kept is never the one that it is given. Scroll bars are few cells, but
  those of all lines, so that every line of every pane is put together again.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView


class LinesView(ScrollView, inherit_bindings=False):
    """A ScrollView over a number of lines, none of them wider than the view."""

    _arranged: tuple[Size, Size, Size] | None = None

    def set_line_count(self, lines: int) -> None:
        """Scroll over ``lines`` lines; the position is moved up if it would be beyond them."""
        if self.virtual_size.height == lines:
            return
        size = Size(0, lines)
        bar = self.show_vertical_scrollbar
        if self.styles.is_auto_height or not self.is_mounted or bar != (lines > self.size.height):
            self.virtual_size = size
            return
        self.set_reactive(ScrollView.virtual_size, size)
        if bar:
            self.vertical_scrollbar.window_virtual_size = lines
        if self.scroll_y > self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Take note of another size; the same one again is none."""
        arranged = (size, container_size, self.virtual_size)
        if arranged == self._arranged:
            return False
        self._arranged = arranged
        return super()._size_updated(size, virtual_size, container_size, layout)

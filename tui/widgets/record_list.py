"""A list of any length, of which only the rows on the screen are ever made.

The list knows a sequence, how long it is, and how to draw one item. It asks for an item when its
row comes into view, so a lazy sequence of 100,000 search results costs no more than one of ten.
Each item takes the same number of lines; some may have a heading above them (``row_places``).

    ▌“The strait stays open.”          the cursor: a bar and a tinted row
    ▌  Ines Calder · Courier
     “We never closed it.”             other rows start one cell in, so nothing moves
       Harbour Office · Gazette

There are no key bindings here: the application's table of commands calls the methods.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual import events
from textual.cache import LRUCache
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style

from tui.widgets.component_style import component_style
from tui.widgets.lines_view import LinesView
from tui.widgets.row_places import RowPlaces

Item = TypeVar("Item")

BAR = "▌"
"""What stands at the cursor."""
MARGIN = 1
"""Cells left free on each side of a row; the left one holds the cursor's bar."""

CACHED_ROWS = 512


class RecordList(LinesView, Generic[Item], can_focus=True, inherit_bindings=False):
    """A list with a cursor over a sequence of any length.

    Scrolling never animates, and a cursor move repaints the two rows that changed. Component
    classes: ``record-list--cursor`` is laid over the cursor's row, ``record-list--bar`` colours its
    bar, ``record-list--second`` is laid under the second line of an item, ``record-list--heading``
    under a heading, ``record-list--empty`` styles the placeholder.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-list--cursor",
        "record-list--bar",
        "record-list--second",
        "record-list--heading",
        "record-list--empty",
    }
    DEFAULT_CSS = """
    RecordList {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .record-list--cursor { background: $foreground 8%; }
        & > .record-list--bar { color: $foreground 40%; }
        & > .record-list--second { color: $text-muted; }
        & > .record-list--heading { text-style: bold; }
        & > .record-list--empty { color: $text-muted; }
        &:focus > .record-list--cursor { background: $primary 20%; }
        &:focus > .record-list--bar { color: $accent; }
    }
    """

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """The number of the item under the cursor, from 0; 0 when there are no items."""

    @dataclass
    class Highlighted(Message):
        """The cursor moved to the item numbered ``index``."""

        record_list: RecordList[Any]
        index: int

        @property
        def control(self) -> RecordList[Any]:
            """The list that sent the message."""
            return self.record_list

    @dataclass
    class Selected(Message):
        """The user chose the item numbered ``index``, by ``select`` or a click on the cursor."""

        record_list: RecordList[Any]
        index: int

        @property
        def control(self) -> RecordList[Any]:
            """The list that sent the message."""
            return self.record_list

    def __init__(
        self,
        *,
        placeholder: Content | str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._placeholder = Content(placeholder) if isinstance(placeholder, str) else placeholder
        self.idle_bar = BAR
        """What stands at the cursor while the keys are elsewhere."""
        self._source: Sequence[Item] = ()
        self._draw: Callable[[Item, int], Sequence[Content]] | None = None
        self._places = RowPlaces(0, 1)
        self._draw_heading: Callable[[Item, int], Content] | None = None
        self._rows: LRUCache[tuple[int, int, bool], list[Strip]] = LRUCache(CACHED_ROWS)
        self._styles: dict[tuple[str, ...], Style] = {}
        self._shown: dict[int, Strip] = {}

    # What is shown

    @property
    def source(self) -> Sequence[Item]:
        """The items, as given to ``set_source``."""
        return self._source

    @property
    def placeholder(self) -> Content:
        """What an empty list shows instead of rows."""
        return self._placeholder

    @placeholder.setter
    def placeholder(self, content: Content | str) -> None:
        self._placeholder = Content(content) if isinstance(content, str) else content
        self.refresh()

    def set_source(
        self,
        source: Sequence[Item],
        render: Callable[[Item, int], Sequence[Content]],
        lines_per_item: int = 1,
        *,
        cursor: int = 0,
        headings: Sequence[int] = (),
        render_heading: Callable[[Item, int], Content] | None = None,
    ) -> None:
        """Show other items, with the cursor on item ``cursor`` (clamped); no message is sent.

        ``render(item, width)`` returns the item's lines, at most ``lines_per_item``; a line wider
        than ``width`` cells is cut with an ellipsis. It is called for visible rows only, and
        ``source`` is never walked through: only its length and single items are asked for. Above
        the items numbered in ``headings`` (ascending, 0 first) stands ``render_heading(item,
        width)``.
        """
        self._source = source
        self._draw = render
        self._draw_heading = render_heading
        self._places = RowPlaces(len(source), lines_per_item, headings if source else ())
        self._rows.clear()
        self.set_line_count(self._places.total)
        with self.prevent(self.Highlighted):
            self.cursor = cursor
        self._follow_cursor()
        self._refresh_changed()

    def _refresh_changed(self) -> None:
        """Paint the lines in view that are other ones now; of two answers many are the same."""
        if not self.size.height:
            self.refresh()
            return
        top = self.scroll_offset.y
        for y in range(self.size.height):
            if self._line_at(y) != self._shown.get(y):
                self.refresh_line(top + y)

    def redraw(self) -> None:
        """Draw the rows anew: what ``render`` returns for the same items has changed."""
        self._rows.clear()
        self.refresh()

    # Moving

    def move(self, delta: int) -> None:
        """Move the cursor by ``delta`` items, as far as there are any."""
        self.cursor += delta

    def page(self, direction: int) -> None:
        """Move the cursor a screenful down (1) or up (-1)."""
        self.move(direction * self._items_in_view)

    def half_page(self, direction: int) -> None:
        """Move the cursor half a screenful down (1) or up (-1)."""
        self.move(direction * max(1, self._items_in_view // 2))

    def first(self) -> None:
        """Move the cursor to the first item."""
        self.cursor = 0

    def last(self) -> None:
        """Move the cursor to the last item."""
        self.cursor = len(self._source) - 1

    def select(self) -> None:
        """Choose the item under the cursor."""
        if self._source:
            self.post_message(self.Selected(self, self.cursor))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor within the items."""
        return max(0, min(cursor, len(self._source) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Repaint the two rows, keep the cursor in view, tell the application."""
        self._refresh_item(before)
        self._refresh_item(after)
        self._follow_cursor()
        self.post_message(self.Highlighted(self, after))

    @property
    def _items_in_view(self) -> int:
        return max(1, self.size.height // self._places.lines)

    def _refresh_item(self, index: int) -> None:
        self.refresh_lines(self._places.top(index), self._places.lines)

    def _follow_cursor(self) -> None:
        """Scroll as little as needed for the cursor's row to be in view, and its heading."""
        height = self.size.height
        if height == 0:
            return
        top = self._places.top(self.cursor)
        lowest = top + self._places.lines - height
        top -= self._places.has_heading(self.cursor)
        current = round(self.scroll_y)
        wanted = min(top, max(lowest, current))
        if wanted != current:
            self.scroll_to(y=wanted, animate=False, force=True)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw the line ``y`` of the screen."""
        strip = self._shown[y] = self._line_at(y)
        return strip

    def _line_at(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        if not self._source:
            return self._empty_line(y, width)
        place = self._places.at(y + self.scroll_offset.y)
        if place is None or self._draw is None:
            return Strip.blank(width, self.rich_style)
        if place.part is None:
            return self._heading_line(place.item, width)
        at_cursor = place.item == self.cursor
        row = self._rows.get((place.item, width, at_cursor))
        if row is None:
            lines = self._draw(self._source[place.item], max(1, width - 2 * MARGIN))
            row = self._draw_row(lines, width, at_cursor=at_cursor)
            self._rows[place.item, width, at_cursor] = row
        return row[place.part]

    def _heading_line(self, item: int, width: int) -> Strip:
        content = Content()
        if self._draw_heading is not None:
            content = self._draw_heading(self._source[item], max(1, width - 2 * MARGIN))
        return self._line(content, " ", ("heading",), width)

    def _draw_row(self, content: Sequence[Content], width: int, *, at_cursor: bool) -> list[Strip]:
        lines = list(content[: self._places.lines])
        lines += [Content()] * (self._places.lines - len(lines))
        bar, over = (self._bar, ("cursor",)) if at_cursor else (" ", ())
        return [
            self._line(line, bar, (("second", *over) if number else over), width)
            for number, line in enumerate(lines)
        ]

    @property
    def _bar(self) -> str:
        return BAR if self.has_focus else self.idle_bar

    def _empty_line(self, y: int, width: int) -> Strip:
        lines = self._placeholder.wrap(max(1, width - 2 * MARGIN))
        line = lines[y] if y < len(lines) else Content()
        return self._line(line, " ", ("empty",), width)

    def _line(self, line: Content, bar: str, parts: tuple[str, ...], width: int) -> Strip:
        style = self._style(parts)
        cut = line.first_line.truncate(max(1, width - 2 * MARGIN), ellipsis=True)
        segments = [Segment(bar, self._style((*parts, "bar")).rich_style)]
        for text, text_style in cut.render(style, end="", parse_style=self._parse):
            segments.append(Segment(text, text_style.rich_style))
        return Strip(segments).adjust_cell_length(width, style.rich_style)

    def _style(self, parts: tuple[str, ...]) -> Style:
        """Return the style of the list with those of component classes laid over it."""
        style = self._styles.get(parts)
        if style is None:
            style = self.visual_style
            for part in parts:
                style += component_style(self, f"record-list--{part}")
            self._styles[parts] = style
        return style

    def _parse(self, style: str | Style) -> Style:
        return self.app.stylesheet.parse_style(style)

    # What changes the drawing

    def notify_style_update(self) -> None:
        """Forget the drawn rows: the theme, the focus or a class changed."""
        super().notify_style_update()
        self._styles.clear()
        self._rows.clear()

    def on_resize(self) -> None:
        """Forget the drawn rows and keep the cursor in view."""
        self._rows.clear()
        self._follow_cursor()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row that was clicked; a click on the cursor chooses it."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is None:
            return
        place = self._places.at(offset.y + self.scroll_offset.y)
        if place is None or place.part is None:
            return
        if place.item == self.cursor:
            self.select()
        else:
            self.cursor = place.item

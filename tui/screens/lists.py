"""Lists that open over the explorer: skipped files, a choice, other printings. Esc closes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from index.model import Hit, Skipped
from tui.key_signs import spelt
from tui.text import count, plural
from tui.widgets.record_list import RecordList
from tui.widgets.rows import draw_copy, draw_name, draw_skipped

BORDER = 2
"""Lines that a frame takes around what is in it."""
CLOSING = [
    Binding("escape", "close", "Close", show=False),
    Binding("q", "close", show=False, id="quit"),
]
"""Esc closes whatever the user's keys are; a binding with a command's id follows them."""
MOVING = [
    Binding("j,down", "move(1)", show=False, id="down"),
    Binding("k,up", "move(-1)", show=False, id="up"),
    Binding("space,pagedown", "page(1)", show=False, id="page_down"),
    Binding("ctrl+d", "page(1)", show=False, id="half_down"),
    Binding("b,pageup", "page(-1)", show=False, id="page_up"),
    Binding("ctrl+u", "page(-1)", show=False, id="half_up"),
    Binding("g,home", "first", show=False, id="first"),
    Binding("G,end", "last", show=False, id="last"),
]


class ListMoves:
    """What the keys of MOVING do, for a screen with a list that they move in."""

    if TYPE_CHECKING:

        @property
        def listing(self) -> RecordList[Any]:
            """The list."""

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.listing.move(step)

    def action_page(self, step: int) -> None:
        """Move the cursor a page."""
        self.listing.page(step)

    def action_first(self) -> None:
        """Move the cursor to the first line."""
        self.listing.first()

    def action_last(self) -> None:
        """Move the cursor to the last line."""
        self.listing.last()


class ListScreen(ListMoves, ModalScreen[Any]):
    """A titled list over the explorer."""

    listing: RecordList[Any]

    BINDINGS: ClassVar[list[BindingType]] = [
        *CLOSING,
        *MOVING,
        Binding("enter", "take", show=False),
    ]

    def __init__(self, title: str, keys: str = "") -> None:
        """Take the title and, where they are not plain, what keys do besides closing."""
        super().__init__()
        self._title = title
        self._keys = f"{spelt(keys)} · Esc closes" if keys else "Esc closes"
        self.listing = RecordList()

    def compose(self) -> ComposeResult:
        """Frame the list."""
        with Vertical(classes="overlay") as frame:
            frame.border_title = Content(self._title)
            frame.border_subtitle = Content(self._keys)
            yield self.listing

    def fill(
        self, source: Sequence[Any], render: Callable[[Any, int], Sequence[Content]], lines: int
    ) -> None:
        """Show these items, ``lines`` lines each; the frame is no higher than they need."""
        self.listing.set_source(source, render, lines)
        self.query_one(".overlay").styles.height = len(source) * lines + BORDER

    def action_close(self) -> None:
        """Close without choosing."""
        self.dismiss(None)

    def action_take(self) -> None:
        """Choose the line."""
        self.listing.select()


class SkippedScreen(ListScreen):
    """The files that were not read, and why."""

    def __init__(self, skipped: Sequence[Skipped]) -> None:
        super().__init__(f"{plural(len(skipped), 'file')} skipped")
        self._skipped = skipped

    def on_mount(self) -> None:
        """Fill the list."""
        self.fill(self._skipped, draw_skipped, 2)


class ChoosingScreen(ListScreen):
    """A list of which one line is taken: it closes with the line's number, or None."""

    @on(RecordList.Selected)
    def chosen(self, event: RecordList.Selected) -> None:
        """Close with the number of the line."""
        self.dismiss(event.index)


class ChoiceScreen(ChoosingScreen):
    """A few names, of which one is taken."""

    def __init__(self, title: str, names: Sequence[str]) -> None:
        super().__init__(title)
        self._names = names

    def on_mount(self) -> None:
        """Fill the list."""
        self.fill(self._names, draw_name, 1)


class CopiesScreen(ChoosingScreen):
    """The other places that have the very same words as a result."""

    def __init__(self, copies: Sequence[Hit]) -> None:
        places = "place" if len(copies) == 1 else "places"
        super().__init__(f"The same words in {count(len(copies))} other {places}", "⏎ reads")
        self._copies = copies

    def on_mount(self) -> None:
        """Fill the list."""
        self.fill(self._copies, draw_copy(self._copies), 1)

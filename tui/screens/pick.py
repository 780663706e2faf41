"""A list to pick one name from by typing some of it: begun, or with slips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input

from index.model import FacetCount
from tui.key_signs import spelt
from tui.pages.making import NamesFound
from tui.widgets.page_rows import draw_count
from tui.widgets.record_list import RecordList

Ask = Callable[[str, Callable[[Message], object]], None]
"""Has the names found that a text may mean, and answered with NamesFound."""


class PickScreen(ModalScreen[FacetCount | None]):
    """Names that follow what is typed. Closes with the one taken, or None."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("up,ctrl+p", "move(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(self, title: str, ask: Ask, without: int = -1) -> None:
        """Take what finds names, and the id of one that is not offered."""
        super().__init__()
        self._title, self._ask, self._without = title, ask, without
        self._text = ""
        self.listing: RecordList[Any] = RecordList(placeholder="")

    def compose(self) -> ComposeResult:
        """Frame the line to type in and the names below it."""
        with Vertical(classes="overlay", id="pick") as frame:
            frame.border_title = Content(self._title)
            frame.border_subtitle = Content(spelt("↓ ↑ moves · ⏎ takes · Esc closes"))
            yield Input(compact=True, placeholder="Type a name")
            yield self.listing

    def on_mount(self) -> None:
        """Offer those at the top before anything is typed."""
        self.listing.can_focus = False
        self.query_one(Input).cursor_blink = False
        self._ask("", self.post_message)

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Find what was typed."""
        self._text = event.value
        self._ask(event.value, self.post_message)

    @on(NamesFound)
    def found(self, message: NamesFound) -> None:
        """Show the names, unless something else has been typed since."""
        if message.text != self._text:
            return
        names: Sequence[FacetCount] = [each for each in message.names if each.id != self._without]
        self.listing.placeholder = "Nobody is called so"
        self.listing.set_source(names, draw_count)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.listing.move(step)

    def action_page(self, step: int) -> None:
        """Move the cursor a page."""
        self.listing.page(step)

    def action_close(self) -> None:
        """Close without picking."""
        self.dismiss(None)

    @on(Input.Submitted)
    def taken(self) -> None:
        """Close with the name under the cursor."""
        if self.listing.source:
            self.dismiss(self.listing.source[self.listing.cursor])

    @on(RecordList.Selected)
    def clicked(self) -> None:
        """Close with the name that was clicked."""
        self.taken()

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
from tui.safe import visible
from tui.widgets.page_rows import beside, draw_count
from tui.widgets.record_list import RecordList
from tui.widgets.text_line import VisibleInput

Ask = Callable[[str, Callable[[Message], object]], None]
"""Has the names found that a text may mean, and answered with NamesFound."""


NEW = -1
"""The id of a name that nobody has yet; no actor has it."""
BESIDE_NEW = 8
"""Names that are offered where a new one stands below them, so that it is always in view."""


def offered(
    names: Sequence[FacetCount], text: str, without: int, new: bool
) -> Sequence[FacetCount]:
    """Return the lines for what was typed: all but the actor ``without``, and below them, where a
    ``new`` name will do and none is spelt so, the text as a name."""
    found = [each for each in names if each.id != without]
    text = " ".join(text.split())
    if not new or not text:
        return found
    own = [] if any(each.label == text for each in found) else [FacetCount(NEW, text, 0)]
    return [*found[:BESIDE_NEW], *own]


def draw_offered(facet: FacetCount, width: int) -> list[Content]:
    """Draw a name and its number; a name that is new is said to be."""
    if facet.id != NEW:
        return draw_count(facet, width)
    return [beside(Content(visible(facet.label)), Content("a new name").stylize("$match"), width)]


class PickScreen(ModalScreen[FacetCount | None]):
    """Names that follow what is typed. Closes with the one taken, or None; a name that is new has
    the id NEW."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("up,ctrl+p", "move(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(self, title: str, ask: Ask, without: int = NEW, new: bool = False) -> None:
        """Take what finds names, the id of one that is not offered, and whether a ``new`` name will
        do."""
        super().__init__()
        self._title, self._ask, self._without, self._new = title, ask, without, new
        self._text = ""
        self.listing: RecordList[Any] = RecordList(placeholder="")

    def compose(self) -> ComposeResult:
        """Frame the line to type in and the names below it."""
        with Vertical(classes="overlay", id="pick") as frame:
            frame.border_title = Content(self._title)
            frame.border_subtitle = Content(spelt("↓ ↑ moves · ⏎ takes · Esc closes"))
            yield VisibleInput(compact=True, placeholder="Type a name")
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
        names = offered(message.names, message.text, self._without, self._new)
        self.listing.placeholder = "Nobody is called so"
        self.listing.set_source(names, draw_offered)

    def action_move(self, step: int) -> None:
        """Move the cursor; up from the first line to the last, where a new name is."""
        if self._new and step < 0 and self.listing.cursor == 0:
            self.listing.last()
        else:
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

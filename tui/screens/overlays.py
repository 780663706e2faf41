"""What opens over the explorer: help, the skipped files, a choice. Esc closes any of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from index.model import Skipped
from tui.commands import COMMANDS, Group
from tui.text import plural
from tui.widgets.record_list import RecordList
from tui.widgets.rows import draw_name, draw_skipped

KEYS_WIDTH = 12
"""Cells for the keys on the help screen."""
TWO_COLUMNS = 116
"""From this width on, the help has two columns."""
COLUMNS = (
    (Group.MOVE, Group.PANES, Group.SEARCH, Group.HISTORY),
    (Group.QUOTES, Group.LINKS, Group.TAKE, Group.REST),
)
BORDER = 2
"""Lines that a frame takes around what is in it."""
CLOSING = [Binding("escape,q", "close", "Close", show=False)]
MOVING = [
    Binding("j,down", "move(1)", show=False),
    Binding("k,up", "move(-1)", show=False),
    Binding("space,pagedown,ctrl+d", "page(1)", show=False),
    Binding("b,pageup,ctrl+u", "page(-1)", show=False),
    Binding("g,home", "first", show=False),
    Binding("G,end", "last", show=False),
]


class ListScreen(ModalScreen[Any]):
    """A titled list over the explorer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *CLOSING,
        *MOVING,
        Binding("enter", "take", show=False),
    ]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.listing: RecordList[Any] = RecordList()

    def compose(self) -> ComposeResult:
        """Frame the list."""
        with Vertical(classes="overlay") as frame:
            frame.border_title = Content(self._title)
            frame.border_subtitle = Content("Esc closes")
            yield self.listing

    def fill(
        self, source: Sequence[Any], render: Callable[[Any, int], Sequence[Content]], lines: int
    ) -> None:
        """Show these items, ``lines`` lines each; the frame is no higher than they need."""
        self.listing.set_source(source, render, lines)
        self.query_one(".overlay").styles.height = len(source) * lines + BORDER

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


class ChoiceScreen(ListScreen):
    """A few names, of which one is taken."""

    def __init__(self, title: str, names: Sequence[str]) -> None:
        super().__init__(title)
        self._names = names

    def on_mount(self) -> None:
        """Fill the list."""
        self.fill(self._names, draw_name, 1)

    @on(RecordList.Selected)
    def chosen(self, event: RecordList.Selected) -> None:
        """Close with the number of the line."""
        self.dismiss(event.index)


class HelpScreen(ModalScreen[None]):
    """Every command with its keys, in groups; made from the table of commands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *CLOSING,
        *MOVING,
        Binding("question_mark,f1", "close", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the groups in two columns, which stand below each other on narrow screens."""
        with VerticalScroll(classes="overlay", can_focus=False) as frame:
            frame.border_title = Content("Keys")
            frame.border_subtitle = Content("Esc closes")
            with Horizontal(id="help-columns"):
                for groups in COLUMNS:
                    with Vertical():
                        for group in groups:
                            yield Static(help_of(group), classes="help-group")

    def on_resize(self, event: events.Resize) -> None:
        """Choose one column or two."""
        self.set_class(event.size.width >= TWO_COLUMNS, "-two")

    def action_move(self, step: int) -> None:
        """Scroll a line."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        """Scroll a page."""
        scroller = self.query_one(VerticalScroll)
        scroller.scroll_relative(y=step * max(1, scroller.size.height - 2), animate=False)

    def action_first(self) -> None:
        """Scroll to the beginning."""
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_last(self) -> None:
        """Scroll to the end."""
        self.query_one(VerticalScroll).scroll_end(animate=False)

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss(None)


def help_of(group: Group) -> Content:
    """Return a group's heading and its commands, one a line: keys, name, what it does."""
    lines = [Content(group.value).stylize("bold $match")]
    for command in COMMANDS:
        if command.group is group:
            keys = Content(command.shown_keys.ljust(KEYS_WIDTH)).stylize("bold $primary")
            text = Content(f"  {command.help}").stylize("$muted") if command.help else Content("")
            lines.append(keys + Content(command.name) + text)
    return Content("\n").join(lines)

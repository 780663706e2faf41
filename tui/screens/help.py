"""The help, over the explorer: every command with its keys."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import Group
from tui.keys import shown_keys, table
from tui.screens.lists import CLOSING, MOVING

KEYS_WIDTH = 12
"""Cells for the keys on the help screen; more where the user's own need them."""
TWO_COLUMNS = 116
"""From this width on, the help has two columns."""
COLUMNS = (
    (Group.MOVE, Group.PANES, Group.SEARCH, Group.HISTORY),
    (Group.QUOTES, Group.LINKS, Group.CORRECT, Group.TAKE, Group.REST),
)


class HelpScreen(ModalScreen[None]):
    """Every command with its keys, in groups; made from the table of commands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *CLOSING,
        *MOVING,
        Binding("question_mark,f1", "close", show=False, id="help"),
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
    """Return a group's heading and its keys, one command a line: keys, name, what it does.

    Commands without keys are left to the palette.
    """
    lines = [Content(group.value).stylize("bold $match")]
    commands = table()
    width = max(KEYS_WIDTH, *(len(shown_keys(command)) + 1 for command in commands))
    for command in commands:
        if command.group is group and command.keys:
            keys = Content(shown_keys(command).ljust(width)).stylize("bold $key")
            text = Content(f"  {command.help}").stylize("$muted") if command.help else Content("")
            lines.append(keys + Content(command.name) + text)
    return Content("\n").join(lines)

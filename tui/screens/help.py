"""The help, over the explorer: every command with its keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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

KEYS_WIDTH = 13
"""Cells for the keys on the help screen; more where the user's own need them."""
TWO_COLUMNS = 116
"""From this width on, the help has two columns."""
COLUMNS = (
    (Group.MOVE, Group.PANES, Group.SEARCH, Group.LINKS),
    (Group.QUOTES, Group.HISTORY, Group.CORRECT, Group.TAKE, Group.REST),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two commands on one line: the id of the ``second``, and what both are called and do."""

    second: str
    name: str
    help: str = ""


PAIRS: dict[str, Pair] = {
    "down": Pair("up", "Down, up", "earlier searches while typing"),
    "first": Pair("last", "First line, last line"),
    "half_down": Pair("half_up", "Half a page down, up"),
    "next_pane": Pair("previous_pane", "Next pane, previous pane"),
    "left": Pair("right", "Left, right", "side panes, results, reader"),
    "surer": Pair("less_sure", "Surer, less sure", "about the speakers"),
    "next_result": Pair("previous_result", "Next result, previous", "in the reader"),
    "next_quote": Pair("previous_quote", "Next quote, previous", "in this article"),
    "next_by_speaker": Pair("previous_by_speaker", "Speaker's next, previous", "anywhere"),
    "copy": Pair("cite", "Copy, with citation", "selection or quote"),
    "mark": Pair("go_to_mark", "Mark, go to a mark", "with a letter"),
}
"""Counterparts, by the id of the first: on one line, so that all keys are seen at once on a
terminal of 120 by 36."""


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
    """Return a group's heading and its keys, a command or two counterparts a line: keys, name,
    what it does.

    Commands without keys are left to the palette.
    """
    lines = [Content(group.value).stylize("bold $match")]
    entries = list(_entries())
    width = max(KEYS_WIDTH, *(len(keys) + 1 for _, keys, _, _ in entries))
    for its_group, keys, name, text in entries:
        if its_group is group:
            more = Content(f"  {text}").stylize("$muted") if text else Content("")
            lines.append(Content(keys.ljust(width)).stylize("bold $key") + Content(name) + more)
    return Content("\n").join(lines)


def _entries() -> Iterator[tuple[Group, str, str, str]]:
    """Yield the group, the keys, the name and the help of each line, commands that have no key
    left out. Counterparts share a line where both have keys."""
    commands = {command.id: command for command in table() if command.keys}
    done: set[str] = set()
    for command in commands.values():
        pair = PAIRS.get(command.id)
        other = None if pair is None else commands.get(pair.second)
        if command.id in done:
            continue
        if pair is None or other is None:
            yield command.group, shown_keys(command), command.name, command.help
        else:
            done.add(other.id)
            keys = f"{shown_keys(command)} {shown_keys(other)}"
            yield command.group, keys, pair.name, pair.help

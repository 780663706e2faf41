"""What a command is: an id, keys, a name, help, an action, and when it cannot work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tui import state as change
from tui.history import Pane, Sort
from tui.key_signs import SHOWN
from tui.reasons import always
from tui.state import State

if TYPE_CHECKING:
    from tui.screens.explorer import Explorer

Run = Callable[["Explorer"], None]


class Group(StrEnum):
    """The headings of the help screen, in its order."""

    MOVE = "Move"
    PANES = "Panes"
    SEARCH = "Search"
    QUOTES = "Quotes"
    LINKS = "Cross-links"
    HISTORY = "History"
    CORRECT = "Correct"
    TAKE = "Take away"
    REST = "The rest"


@dataclass(frozen=True, slots=True)
class Command:
    """Something the user can do.

    ``keys`` are named as Textual names them. ``blocked`` returns why the command cannot work in a
    state, or None.
    """

    id: str
    keys: tuple[str, ...]
    name: str
    help: str
    group: Group
    run: Run
    blocked: Callable[[State], str | None] = always

    @property
    def shown_keys(self) -> str:
        """The keys as the help screen shows them."""
        return " ".join(SHOWN.get(key, key) for key in self.keys)


def step(transition: Callable[[State], State]) -> Run:
    """Make an action of a pure step from one state to the next."""
    return lambda explorer: explorer.update(transition(explorer.state))


def to(pane: Pane) -> Run:
    """Make an action that sends the keys to ``pane``."""
    return step(lambda state: change.focus(state, pane))


def sort(by: Sort) -> Run:
    """Make an action that sorts the results."""
    return step(lambda state: change.ask(state, sort=by))

"""What opens a list over the panes to go somewhere from: other printings, recent jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.jumps import jumps, travel
from tui.screens.jumps import JumpsScreen
from tui.screens.lists import CopiesScreen
from tui.state import jump, place_of, settle

if TYPE_CHECKING:
    from tui.screens.explorer import Explorer


def show_copies(explorer: Explorer) -> None:
    """List the other places that have the very same words as the result, and read the one taken."""
    state = explorer.state
    if state.results is None:
        return
    copies = state.results.copies(state.view.cursor)

    def chosen(number: int | None) -> None:
        if number is not None:
            explorer.capture()
            explorer.update(jump(explorer.state, place_of(copies[number])))

    explorer.app.push_screen(CopiesScreen(copies), chosen)


def show_jumps(explorer: Explorer) -> None:
    """List the views that back and forward lead to, and go to the one taken."""
    explorer.update(settle(explorer.state))
    found = jumps(explorer.state)
    entries = explorer.corpus.entries if explorer.corpus is not None and explorer.searchable else {}

    def title(article: str) -> str:
        return entries[article].title if article in entries else ""

    def chosen(number: int | None) -> None:
        if number is not None:
            explorer.capture()
            explorer.update(travel(explorer.state, found[number].steps))

    explorer.app.push_screen(JumpsScreen(found, title), chosen)

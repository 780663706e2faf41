"""What opens a list over the panes to go somewhere from: the other printings of a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.lists import CopiesScreen
from tui.state import jump, place_of

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

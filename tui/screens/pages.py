"""Shows the page that the state names, over the explorer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.pages.address import Page, PageKind
from tui.screens.page import PageScreen

if TYPE_CHECKING:
    from tui.screens.explorer import Explorer


def show_pages(explorer: Explorer) -> None:
    """Bring the screen in line with the pages of the state: the top one is shown, or none.

    Not while something lies over it that may change them: that has it done when it closes.
    """
    pages = explorer.state.view.pages
    top = explorer.app.screen
    if top is not explorer and not isinstance(top, PageScreen):
        return
    if isinstance(top, PageScreen):
        if not pages:
            explorer.app.pop_screen()
        elif top.page.top != pages[-1].top:
            explorer.app.switch_screen(_screen(explorer, pages[-1]))
    elif pages:
        explorer.app.push_screen(_screen(explorer, pages[-1]))


def _screen(explorer: Explorer, page: Page) -> PageScreen:
    """Make the screen of a page; its module is not loaded before, for the first frame's sake."""
    if page.kind is PageKind.COMPARISON:
        from tui.screens.compare import CompareScreen

        return CompareScreen(explorer, page)
    from tui.screens.profile import ProfileScreen

    return ProfileScreen(explorer, page)

"""The recent jumps, over the explorer: which of them to go back, or forward, to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from tui.jumps import Jump
from tui.safe import visible
from tui.screens.lists import ChoosingScreen
from tui.text import plural


class JumpsScreen(ChoosingScreen):
    """All views of the history, two lines each, the cursor on the present one."""

    def __init__(self, jumps: Sequence[Jump], title: Callable[[str], str]) -> None:
        """Take the views, and what gives an article's title by its id ("" where it is gone)."""
        super().__init__(plural(len(jumps) - 1, "jump"), "⏎ goes there")
        self._jumps, self._title_of = jumps, title

    def on_mount(self) -> None:
        """Fill the list."""
        self.fill(self._jumps, self._draw, 2)
        self.listing.cursor = next(n for n, jump in enumerate(self._jumps) if not jump.steps)

    def _draw(self, jump: Jump, _: int) -> list[Content]:
        now = "" if jump.steps else "now: "
        place = jump.view.place
        title = "" if place is None else self._title_of(place.article)
        where = f"in {jump.view.pane}" + (f" · {title}" if title else "")
        asked = Content(visible(jump.asked)).stylize("" if jump.steps else "bold")
        return [Content(now).stylize("$match") + asked, Content(visible(where))]

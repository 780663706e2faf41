"""The search line: the query, what narrows it, and what came of it.

/ wages rail                        quotes · by Mick Lynch ×          5,129 · 46 ms
"""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.style import Style

from tui.history import Mode, View
from tui.text import filter_label
from tui.widgets.line import Line
from tui.widgets.text_line import TextLine


class QueryInput(TextLine):
    """The query being typed. Keys that mean nothing in a line of text go on to the explorer."""

    def __init__(self) -> None:
        super().__init__("Search", True, "query")

    def on_key(self, event: events.Key) -> None:
        """Take a ``/`` at the start for the wish to search, not for a character of the query."""
        if event.key == "slash" and len(self.selected_text) == len(self.value):
            event.prevent_default()
            event.stop()


class SearchLine(Horizontal):
    """The query, the filters as chips that a click takes away, the number of results."""

    def compose(self) -> ComposeResult:
        """Lay out the parts from left to right."""
        yield Line("/", id="prompt")
        yield QueryInput()
        yield Line(id="chips")
        yield Line(id="tally")

    def show(self, view: View) -> None:
        """Show the query and the filters of ``view``."""
        self.query_one(QueryInput).put(view.query)
        self.query_one("#chips", Line).put(chips(view))

    def tally(self, text: str) -> None:
        """Show how many results there are."""
        self.query_one("#tally", Line).put(text)


def chips(view: View) -> Content:
    """Return the mode and the filters as words that can be clicked."""
    parts: list[Content] = []
    if view.mode is not Mode.ALL:
        parts.append(_chip(view.mode.value, "screen.command('mode')"))
    if view.boilerplate:
        parts.append(_chip("boilerplate", "screen.command('boilerplate')"))
    for number, text in enumerate(view.filters):
        parts.append(_chip(f"{filter_label(text)} ×", f"screen.drop_filter({number})"))
    return Content(" ").join(parts)


def _chip(label: str, action: str) -> Content:
    chip = Content(f" {label} ").stylize("$chip-foreground on $chip-background")
    return chip.stylize(Style.from_meta({"@click": action}))

"""The line at the top of a side pane in which is typed what its names are called."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from tui.widgets.search_line import QueryInput


class SiftLine(Input, inherit_bindings=False):
    """A line of text that is there only while it is used."""

    BINDINGS: ClassVar[list[BindingType]] = QueryInput.BINDINGS

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id, compact=True, placeholder="called …", select_on_focus=False)
        self.cursor_blink = False
        self.display = False

    def show(self, text: str, typing: bool) -> None:
        """Show ``text`` without reporting it back as typed; nothing at all where nobody types."""
        self.display = bool(text) or typing
        if self.value != text:
            with self.prevent(Input.Changed):
                self.value = text
            self.cursor_position = len(text)

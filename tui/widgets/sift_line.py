"""The line at the top of a side pane in which is typed what its names are called."""

from __future__ import annotations

from tui.widgets.text_line import TextLine


class SiftLine(TextLine):
    """A line of text that is there only while it is used."""

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__("called …", False, id)
        self.display = False

    def show(self, text: str, typing: bool) -> None:
        """Show ``text`` without reporting it back as typed; nothing at all where nobody types."""
        self.display = bool(text) or typing
        self.put(text)

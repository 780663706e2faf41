"""A line of text that is typed, of which a key repaints that line and lays out nothing.

Textual takes the width of the text for the width of what is scrolled over, and arranges the whole
screen anew whenever that changes, which is with every key. Here it is the width of the line as
long as the text fits.
"""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.widgets import Input

from tui.safe import visible


class VisibleInput(Input):
    """An Input that shows what a terminal would obey, pasted or out of a file, and keeps it."""

    @property
    def _value(self) -> Text:
        return Text(visible(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(visible(self.value[:position]))


class TextLine(VisibleInput, inherit_bindings=False):
    """An Input in one line, without a blinking cursor; Enter goes on to whoever wants it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in Input.BINDINGS
        if isinstance(binding, Binding) and binding.action != "submit"
    ]

    def __init__(
        self,
        placeholder: str,
        select_on_focus: bool,
        id: str,  # noqa: A002 - Textual's name for it
    ) -> None:
        super().__init__(
            id=id, compact=True, placeholder=placeholder, select_on_focus=select_on_focus
        )
        self.cursor_blink = False

    @property
    def content_width(self) -> int:
        """How wide the text is, or the line where that is wider."""
        return max(super().content_width, self.container_size.width)

    def on_resize(self) -> None:
        """Scroll over no more than the line as it is now."""
        self.virtual_size = Size(self.content_width, 1)

    def put(self, text: str) -> None:
        """Show ``text`` without reporting it back as typed."""
        if self.value != text:
            with self.prevent(Input.Changed):
                self.value = text
            self.cursor_position = len(text)

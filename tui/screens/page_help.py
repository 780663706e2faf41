"""The keys of a page, over it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.key_signs import shown
from tui.keys import keys_of
from tui.screens.lists import CLOSING

KEYS_WIDTH = 16
"""Cells for the keys."""


class PageHelp(ModalScreen[None]):
    """Every key of the page with what it does there. Esc closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *CLOSING,
        Binding("question_mark,f1", "close", show=False, id="help"),
    ]

    def __init__(self, lines: Sequence[tuple[str, str]]) -> None:
        """Take ids of commands, several with spaces between, and what their keys do here."""
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Frame the lines."""
        with Vertical(classes="overlay") as frame:
            frame.border_title = Content("Keys of this page")
            frame.border_subtitle = Content("Esc closes")
            yield Static(Content("\n").join(map(self._line, self._lines)), id="page-help")

    def _line(self, line: tuple[str, str]) -> Content:
        commands, text = line
        keys = [shown(key) for each in commands.split() for key in keys_of(each)[:2]]
        return Content(" ".join(keys).ljust(KEYS_WIDTH)).stylize("bold $key") + Content(text)

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)

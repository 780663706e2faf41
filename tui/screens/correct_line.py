"""A line to type a name or a note on, over the explorer."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.key_signs import spelt
from tui.safe import visible
from tui.widgets.text_line import VisibleInput


class LineScreen(ModalScreen[str | None]):
    """Closes with what was typed, blanks at its ends left out, or None."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]

    def __init__(
        self,
        title: str,
        text: str = "",
        placeholder: str = "A name",
        may_be_empty: bool = False,
        longest: int = 0,
    ) -> None:
        """Take what is asked for, and what stands on the line at first. ``longest`` is how many
        characters may be typed; 0 for any number."""
        super().__init__()
        self._may_be_empty, self._longest = may_be_empty, longest
        self._title, self._text, self._placeholder = title, text, placeholder

    def compose(self) -> ComposeResult:
        """Frame the line."""
        with Vertical(classes="overlay", id="correct-line") as frame:
            frame.border_title = Content(visible(self._title))
            frame.border_subtitle = Content(spelt("⏎ keeps · Esc closes"))
            yield VisibleInput(
                visible(self._text),
                compact=True,
                placeholder=self._placeholder,
                max_length=self._longest,
                select_on_focus=not self._may_be_empty,
                id="name",
            )

    def on_mount(self) -> None:
        """Let the cursor stand still, behind the text."""
        self.query_one(Input).cursor_blink = False

    @on(Input.Submitted)
    def taken(self, event: Input.Submitted) -> None:
        """Close with the text, unless there is none and must be one."""
        text = " ".join(event.value.split())
        if text or self._may_be_empty:
            self.dismiss(text)

    def action_close(self) -> None:
        """Close without a text."""
        self.dismiss(None)

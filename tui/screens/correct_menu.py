"""What can be corrected here, over the explorer: one letter takes a line.

╭ Correct ───────────────────────────────────╮
│ “We never closed the strait” · Orsolya Vane │      what is at hand
│▌b  This is by somebody else …               │
│ x  This is no quote                         │
╰─────────────────────────────────────────────╯
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from tui.correctable import AtHand, Choice
from tui.key_signs import spelt
from tui.safe import visible
from tui.screens.lists import BORDER, ListScreen
from tui.text import one_paragraph
from tui.widgets.line import Line
from tui.widgets.record_list import RecordList


class CorrectMenu(ListScreen, inherit_bindings=False):
    """Closes with the id of the command taken, or None. Letters move nothing: each is an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("enter", "take", show=False),
    ]

    def __init__(self, choices: Sequence[Choice], at: AtHand) -> None:
        """Take the lines, and what they are about."""
        super().__init__("Correct")
        self._choices, self._at = choices, at
        self._about = Line(id="correct-about")

    def compose(self) -> ComposeResult:
        """Frame what is at hand and the lines."""
        with Vertical(classes="overlay", id="correct") as frame:
            frame.border_title = Content(self._title)
            frame.border_subtitle = Content(spelt("a letter or ⏎ takes · Esc closes"))
            yield self._about
            yield self.listing

    def on_mount(self) -> None:
        """Fill the list."""
        about = about_of(self._at)
        self._about.display = bool(about.plain)
        self._about.put(about)
        self.fill(self._choices, _draw, 1)
        lines = len(self._choices) + (2 if about.plain else 0)
        self.query_one(".overlay").styles.height = lines + BORDER

    def on_key(self, event: events.Key) -> None:
        """Take a letter for the answer."""
        for choice in self._choices:
            if event.character == choice.letter:
                event.stop()
                self.dismiss(choice.command)

    @on(RecordList.Selected)
    def chosen(self, event: RecordList.Selected) -> None:
        """Close with the command of the line."""
        self.dismiss(self._choices[event.index].command)


def about_of(at: AtHand) -> Content:
    """Return what is at hand as one line: the quote and who says it."""
    if at.quote is None:
        return Content("")
    speaker = visible(at.quote.speaker or "unattributed")
    words = Content(visible(one_paragraph(at.quote.words)[:300]))
    return Content(" · ").join([Content(speaker).stylize("$speaker"), words.stylize("$muted")])


def _draw(choice: Choice, _: int) -> list[Content]:
    letter = Content(f"{choice.letter}  ").stylize("bold $key")
    return [letter + Content(visible(choice.text))]

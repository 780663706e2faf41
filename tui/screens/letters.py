"""The marks, over the explorer: one more letter, typed or taken with the cursor, and it closes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content

from tui.bookmarks import Bookmark
from tui.letters import LETTERS, in_order
from tui.safe import visible
from tui.screens.lists import ListScreen
from tui.widgets.record_list import RecordList


class LettersScreen(ListScreen, inherit_bindings=False):
    """Closes with a letter, or None. Letters move nothing here: each is an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("enter", "take", show=False),
    ]

    def __init__(self, title: str, letters: Mapping[str, Bookmark], new: bool = False) -> None:
        """Take the marks there are; with ``new`` any letter will do, else only one of theirs."""
        super().__init__(title, "a–z, A–Z")
        self._letters, self._new = letters, new

    def on_mount(self) -> None:
        """Fill the list."""
        self.listing.placeholder = "No place has a letter yet"
        self.fill(in_order(self._letters), _draw, 2)
        if not self._letters:
            self.query_one(".overlay").styles.height = 3

    def on_key(self, event: events.Key) -> None:
        """Take a letter for the answer."""
        letter = event.character or ""
        if letter in LETTERS and (self._new or letter in self._letters):
            event.stop()
            self.dismiss(letter)

    @on(RecordList.Selected)
    def chosen(self, event: RecordList.Selected) -> None:
        """Close with the letter of the line."""
        self.dismiss(in_order(self._letters)[event.index][0])


def _draw(marked: tuple[str, Bookmark], _: int) -> list[Content]:
    letter, mark = marked
    first = Content(f"{letter}  ").stylize("bold $match") + Content(visible(mark.words))
    about = " · ".join(each for each in (mark.speaker, mark.title) if each)
    return [first, Content(f"   {visible(about)}")]

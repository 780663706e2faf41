"""A pane's frame: a border with the pane's number and name above and its position below."""

from __future__ import annotations

from typing import Self

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


class Frame(Vertical):
    """A bordered pane around one or more widgets; its border shows whether it has the keys."""

    def __init__(self, number: int, name: str, *body: Widget, id: str) -> None:  # noqa: A002 - Textual's name
        self._labelling = False
        super().__init__(id=id)
        self._label = f"{number} {name}"
        self._body = body
        self._shown: tuple[str, str] | None = None
        self.label("", "")

    def compose(self) -> ComposeResult:
        """Put the body into the frame."""
        yield from self._body

    def call(self, number: int, name: str) -> None:
        """Give the pane another name, which must be safe to show."""
        label = f"{number} {name}"
        if label != self._label:
            self._label, shown, self._shown = label, self._shown, None
            self.label(*(shown or ("", "")))

    def label(self, more: str, position: str) -> None:
        """Show ``more`` after the name and ``position`` below; both must be safe to show."""
        if self._shown == (more, position):
            return
        self._shown = (more, position)
        title = (
            Content(f"{self._label} ").stylize("bold")
            if more
            else Content(self._label).stylize("bold")
        )
        self._labelling = True
        self.border_title = title + Content(f"· {more}") if more else title
        self.border_subtitle = Content(position) if position else None
        self._labelling = False

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Paint anew; for another label only the border's two lines, not the pane inside."""
        if self._labelling:
            width, height = self.outer_size
            regions = (Region(-1, -1, width, 1), Region(-1, height - 2, width, 1))
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

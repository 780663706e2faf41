"""What the user corrected, over the explorer: take one back, or correct it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from index.corrections.model import Correction, NoQuote, SpokenBy, in_words
from tui.messages import CorrectionsRead
from tui.safe import visible
from tui.screens.lists import BORDER, ListScreen
from tui.search import Post
from tui.text import plural
from tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from collections.abc import Collection


class CorrectionsScreen(ListScreen):
    """All corrections, the newest first, two lines each. What fits nothing is said to.

    One that is taken back stays in the list until it closes, so that the same key brings it back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d,delete", "switch", show=False),
    ]

    def __init__(
        self, read: Callable[[Post], None], toggle: Callable[[Correction, bool], None]
    ) -> None:
        """Take what reads all corrections and answers with CorrectionsRead, and what makes a
        correction again (True) or takes it back (False)."""
        super().__init__("Corrections", "⏎ or d takes back, or corrects again")
        self._read, self._toggle = read, toggle
        self._items: Sequence[Correction] = ()
        self._misfits: Collection[Correction] = ()
        self._gone: set[int] = set()

    def on_mount(self) -> None:
        """Have them read."""
        self.listing.placeholder = "Looking …"
        self.query_one(".overlay").styles.height = 1 + BORDER
        self._read(self.post_message)

    @on(CorrectionsRead)
    def arrived(self, message: CorrectionsRead) -> None:
        """Fill the list; mark what fits nothing as soon as that is known."""
        frame = self.query_one(".overlay")
        if message.misfits is not None:
            self._misfits = message.misfits
            self.listing.redraw()
        else:
            self._items = message.corrections[::-1]
            self.listing.placeholder = message.trouble or "Nothing has been corrected yet"
            self.fill(self._items, self._draw, 2)
            if not self._items:
                frame.styles.height = 1 + BORDER
        fit = "fits" if len(self._misfits) == 1 else "fit"
        parts = [plural(len(self._items), "correction")] if self._items else ["Corrections"]
        parts += [f"{len(self._misfits)} {fit} nothing"] if self._misfits else []
        if message.problems:
            parts.append(f"{plural(len(message.problems), 'mistake')} in the file")
        frame.border_title = Content(" · ".join(parts))

    def _draw(self, correction: Correction, _: int) -> list[Content]:
        number = self._number(correction)
        return draw_correction(correction, correction in self._misfits, number in self._gone)

    def _number(self, correction: Correction) -> int:
        return next(n for n, each in enumerate(self._items) if each is correction)

    def action_switch(self) -> None:
        """Take the correction under the cursor back, or make it again."""
        if self._items:
            number = self.listing.cursor
            again = number in self._gone
            self._gone ^= {number}
            self._toggle(self._items[number], again)
            self.listing.redraw()

    @on(RecordList.Selected)
    def chosen(self) -> None:
        """Do the same to a line that is taken."""
        self.action_switch()


def draw_correction(correction: Correction, misfit: bool, gone: bool) -> list[Content]:
    """Draw what a correction says, and below it where, or why it does nothing."""
    first = Content(visible(in_words(correction)))
    parts: list[Any] = []
    if gone:
        parts.append(Content("Taken back").stylize("$caution"))
    elif misfit:
        parts.append(Content("Fits nothing in the index").stylize("$caution"))
    if isinstance(correction, SpokenBy | NoQuote) and correction.place.title:
        parts.append(Content(visible(correction.place.title)))
    else:
        parts.append(Content(KINDS[type(correction).__name__]))
    if gone or misfit:
        first = first.stylize("$muted")
    mark = Content("○ ").stylize("$muted") if gone else Content("● ").stylize("$match")
    return [mark + first, Content("  ") + Content(" · ").join(parts)]


KINDS = {
    "SpokenBy": "speaker of a quote",
    "NoQuote": "no quote",
    "OneActor": "two that are one",
    "TwoActors": "one that is two",
    "Renamed": "name of an actor",
    "NamedTopic": "topic of your own",
}

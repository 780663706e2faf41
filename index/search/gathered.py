"""What compiling a query brings to light besides the query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.search.closeness import Slot
from index.search.highlight import Needles


@dataclass(slots=True)
class Gathered:
    """What compiling a query brings to light besides the query.

    ``slots`` are the words asked for, in order, without those under a minus, where nothing is
    highlighted either (``negated``); ``place`` is how many words were typed before. ``titles`` are
    the stems that raise a passage when they are in its article's title. ``capped`` tells that fewer
    words than there are stand for a beginning.
    """

    needles: Needles = field(default_factory=Needles)
    notes: dict[str, None] = field(default_factory=dict)
    slots: list[Slot] = field(default_factory=list)
    titles: dict[str, None] = field(default_factory=dict)
    place: int = 0
    capped: bool = False
    negated: bool = False

    def note(self, text: str) -> None:
        """Say something, once."""
        self.notes.setdefault(text)

    def add_slot(self, stems: Sequence[str], telling: bool = True) -> None:
        """Remember the next word of the query, and what to highlight for it.

        ``telling`` tells whether titles with these stems are about what was asked.
        """
        if self.negated or not stems:
            return
        slot = Slot(tuple(stems), self.place)
        self.slots.append(slot)
        self.place += 1
        self.needles.stems.update(stems)
        if telling:
            self.titles.update(dict.fromkeys(slot.likeliest))

"""Which line of a list shows which item, where some items have a heading above them.

    line 0   ── Strait stays open ──      heading 0
         1   “We never closed it.”        item 0
         2     Ines Calder
         3   “Nor shall we.”              item 1
         4     Ines Calder
         5   ── Herring at any price ──   heading 1
         6   …                            item 2

Items take the same number of lines each and headings one, so that a place is found by a division,
or, where there are headings, by one binary search: nothing is kept for an item.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Line(NamedTuple):
    """What a line of the list shows: line ``part`` of ``item``, or the heading above it (None)."""

    item: int
    part: int | None


class RowPlaces:
    """The lines of ``items`` items of ``lines`` lines each, with headings above some of them."""

    def __init__(self, items: int, lines: int, headings: Sequence[int] = ()) -> None:
        """Take the numbers of the items that have a heading, ascending; item 0 is one of them
        where there are any."""
        self.items, self.lines = items, lines
        self._first = headings
        self.headings = len(headings)

    @property
    def total(self) -> int:
        """How many lines there are."""
        return self.items * self.lines + self.headings

    def at(self, line: int) -> Line | None:
        """Return what a line shows, counted from 0; None below the last one."""
        if not 0 <= line < self.total:
            return None
        if not self.headings:
            return Line(line // self.lines, line % self.lines)
        group = bisect_right(range(self.headings), line, key=self._heading_line) - 1
        inside = line - self._heading_line(group) - 1
        first = self._first[group]
        if inside < 0:
            return Line(first, None)
        return Line(first + inside // self.lines, inside % self.lines)

    def top(self, item: int) -> int:
        """Return the first line of an item, its heading left out."""
        return item * self.lines + self.group(item) + 1 if self.headings else item * self.lines

    def group(self, item: int) -> int:
        """Return the number of the heading that an item stands below; 0 where there is none."""
        return max(0, bisect_right(self._first, item) - 1)

    def has_heading(self, item: int) -> bool:
        """Tell whether a heading stands right above an item."""
        return bool(self.headings) and self._first[self.group(item)] == item

    def _heading_line(self, group: int) -> int:
        return self._first[group] * self.lines + group

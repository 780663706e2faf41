"""A timeline as one line of bars, a month a bar, or several where there are too many.

    4 Mar 2031 ▃▄▂█▁▄▅▇▆▁▁▁▁▆ 28 Apr 2032   most in Jun 2031: 18

The lowest step is a month without anything, so that a quiet month is not a missing one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tui.text import MONTHS, count, day

if TYPE_CHECKING:
    from index.search import Timeline

STEPS = "▁▂▃▄▅▆▇█"
WIDEST_BAR = 3
"""Cells that a bar takes at most: a few months across a whole screen would look like many."""
FEWEST_CELLS = 8
"""Cells without which bars are left out."""


def sparkline(counts: Sequence[int], width: int) -> tuple[str, int, int]:
    """Draw ``counts`` in at most ``width`` cells, as bars of equal width.

    Returns the bars, how many cells one takes, and how many counts one stands for.
    """
    together = -(-len(counts) // width)
    sums = [sum(counts[first : first + together]) for first in range(0, len(counts), together)]
    cells = max(1, min(WIDEST_BAR, width // len(sums)))
    most = max(sums)
    bars = "".join(STEPS[_step(each, most)] * cells for each in sums)
    return bars, cells, together


def _step(number: int, most: int) -> int:
    """Return the step of a bar: 0 for nothing only, the highest for the most only."""
    return 0 if number == 0 else 1 + (number * (len(STEPS) - 2)) // most


def month_name(number: int) -> str:
    """Return "Jun 2031" for the number of a month, counted from year 0."""
    return f"{MONTHS[number % 12]} {number // 12}"


def timeline_line(timeline: Timeline | None, width: int) -> Content:
    """Return a timeline in ``width`` cells: first day, bars, last day, the month with the most."""
    if timeline is None:
        return Content("No date is known").stylize("$muted")
    peak = timeline.peak
    first, last = day(timeline.first), day(timeline.last)
    most = f"most in {month_name(peak.id)}: {count(peak.count)}"
    if timeline.first == timeline.last:
        return Content(f"All on {first}: {count(peak.count)}").stylize("$muted")
    if len(timeline.months) == 1:
        return Content(f"{first} – {last}: {count(peak.count)}").stylize("$muted")
    room = width - len(first) - len(last) - len(most) - len("   ") - 2
    ends = (Content(first).stylize("$muted"), Content(last).stylize("$muted"))
    tail = Content("   ") + Content(most).stylize("$muted")
    if room < FEWEST_CELLS:
        return Content(" – ").join(ends) + tail
    counts = [month.count for month in timeline.months]
    bars, cells, together = sparkline(counts, room)
    at = (peak.id - timeline.months[0].id) // together * cells
    line = Content(bars).stylize("$key")
    for place, symbol in enumerate(bars):
        if symbol == STEPS[0]:
            line = line.stylize("$rule", place, place + 1)
    line = line.stylize("bold $match", at, at + cells)
    return Content(" ").join((ends[0], line, ends[1])) + tail

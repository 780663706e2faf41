"""The timeline on one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import FacetCount
from index.search import Timeline
from tui.ascii import in_ascii
from tui.widgets.sparkline import STEPS, month_name, sparkline, timeline_line

JANUARY = 2031 * 12


def timeline(counts: Sequence[int], last_day: int = 28) -> Timeline:
    months = tuple(FacetCount(JANUARY + n, "", number) for n, number in enumerate(counts))
    last = months[-1].id
    return Timeline(months, dt.date(2031, 1, 4), dt.date(last // 12, last % 12 + 1, last_day))


def test_bars_grow_with_their_counts() -> None:
    assert sparkline([0, 1, 4, 8], 4) == ("▁▂▅█", 1, 1)


def test_few_months_have_wide_bars_and_many_share_them() -> None:
    assert sparkline([1, 0], 30) == ("███▁▁▁", 3, 1)
    bars, cells, together = sparkline([1] * 25, 10)
    assert (len(bars), cells, together) == (9, 1, 3)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=400).filter(any), st.integers(8, 200))
def test_bars_fit_and_only_nothing_is_the_lowest(counts: list[int], width: int) -> None:
    bars, cells, together = sparkline(counts, width)
    assert len(bars) <= width
    assert set(bars) <= set(STEPS)
    for place in range(0, len(bars), cells):
        first = place // cells * together
        some = any(counts[first : first + together])
        assert (bars[place] != STEPS[0]) == some
    assert STEPS[-1] in bars


@given(st.lists(st.integers(0, 99), min_size=1, max_size=300).filter(any), st.integers(60, 200))
def test_the_line_never_is_wider_than_its_room(counts: list[int], width: int) -> None:
    counts[0] += 1
    counts[-1] += 1
    assert timeline_line(timeline(counts), width).cell_length <= width


def test_both_ends_and_the_month_with_the_most_are_named() -> None:
    line = timeline_line(timeline([2, 0, 7, 1]), 80).plain
    assert line.startswith("4 Jan 2031 ")
    assert " 28 Apr 2031 " in line
    assert line.endswith("most in Mar 2031: 7")


def test_the_highest_month_is_marked() -> None:
    line = timeline_line(timeline([2, 0, 7, 1]), 80)
    marked = [
        line.plain[span.start : span.end] for span in line.spans if "$match" in str(span.style)
    ]
    assert marked == ["███"]


@pytest.mark.parametrize(
    ("shown", "line"),
    [
        (None, "No date is known"),
        (timeline([5]), "4 Jan 2031 – 28 Jan 2031: 5"),
        (timeline([5], last_day=4), "All on 4 Jan 2031: 5"),
    ],
)
def test_little_time_needs_no_bars(shown: Timeline | None, line: str) -> None:
    assert timeline_line(shown, 80).plain == line


def test_without_room_there_are_no_bars() -> None:
    assert timeline_line(timeline([1, 2]), 50).plain.startswith("4 Jan 2031 – 28 Feb 2031   most")


def test_steps_stay_different_in_ascii() -> None:
    assert in_ascii(STEPS) == "_.,%+*##"


def test_months_have_names() -> None:
    assert month_name(2031 * 12 + 11) == "Dec 2031"

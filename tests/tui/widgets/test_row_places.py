"""Lines, items and headings of a list: every line is accounted for, both ways."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.row_places import Line, RowPlaces


def spelt_out(items: int, lines: int, headings: set[int]) -> list[Line]:
    """Return what each line shows, made one by one."""
    found: list[Line] = []
    for item in range(items):
        found += [Line(item, None)] if item in headings else []
        found += [Line(item, part) for part in range(lines)]
    return found


@given(st.integers(0, 30), st.integers(1, 3), st.sets(st.integers(1, 29)), st.booleans())
def test_every_line_shows_what_it_would_one_by_one(
    items: int, lines: int, more: set[int], grouped: bool
) -> None:
    headings = {0, *(item for item in more if item < items)} if grouped and items else set()
    places = RowPlaces(items, lines, sorted(headings))
    expected = spelt_out(items, lines, headings)
    assert places.total == len(expected)
    assert [places.at(line) for line in range(places.total)] == expected
    assert places.at(places.total) is None
    assert places.at(-1) is None
    for item in range(items):
        assert places.top(item) == expected.index(Line(item, 0))
        assert places.has_heading(item) == (item in headings)

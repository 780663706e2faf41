from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset
from textual.selection import Selection

from index.model import Span
from tui.widgets import reader_cells
from tui.widgets.reader_layout import Row

BASE = Style()


@pytest.mark.parametrize("width", range(1, 200))
def test_column_fits_the_view_and_stays_readable(width: int) -> None:
    text, left = reader_cells.text_width(width), reader_cells.left_of_text(width)
    assert 1 <= text <= reader_cells.MEASURE
    assert left + text <= width


def test_line_has_padding_bar_and_text() -> None:
    strip = reader_cells.draw([Segment("words", BASE)], Segment("▌", BASE), 70, 20, BASE)
    assert strip.text == " ▌ words            "
    assert strip.cell_length == 20


def test_cells_carry_places_in_the_article() -> None:
    segments = [Segment("two", BASE), Segment(" words", BASE)]
    strip = reader_cells.draw(segments, Segment("▌", BASE), 70, 20, BASE)
    offsets = [segment.style.meta.get("offset") for segment in strip if segment.style is not None]
    assert offsets == [(-3, 70), (-2, 70), (-1, 70), (0, 70), (3, 70), None]


def test_spaces_at_the_end_of_a_line_are_not_drawn() -> None:
    row = Row(Span(10, 17), "words  ")
    segments = reader_cells.text_segments(row, [(Span(10, 12), "quote")], lambda names: BASE)
    assert [segment.text for segment in segments] == ["wo", "rds"]


def test_place_under_a_column_counts_wide_characters_as_two() -> None:
    row = Row(Span(70, 74), "海a峡b")
    left = reader_cells.left_of_text(20)
    places = [reader_cells.offset_at(row, left + column, 20) for column in range(-1, 8)]
    assert places == [70, 70, 70, 71, 72, 72, 73, 73, 73]


def test_header_has_no_place() -> None:
    assert reader_cells.offset_at(Row(Span(0, 0), "", header=0), 5, 20) is None


@given(st.integers(0, 50), st.integers(0, 50))
def test_selection_of_a_span_selects_it(start: int, length: int) -> None:
    span = Span(start, start + length)
    assert reader_cells.selected_span(reader_cells.selection_of(span), 100) == span


@given(st.integers(-5, 90), st.integers(0, 90), st.integers(-5, 90), st.integers(0, 90))
def test_any_selection_is_a_stretch_of_the_article(x1: int, y1: int, x2: int, y2: int) -> None:
    selection = Selection.from_offsets(Offset(x1, y1), Offset(x2, y2))
    start, end = reader_cells.selected_span(selection, 60)
    assert 0 <= start <= end <= 60


def test_selecting_everything_is_the_whole_article() -> None:
    assert reader_cells.selected_span(Selection(None, None), 60) == Span(0, 60)

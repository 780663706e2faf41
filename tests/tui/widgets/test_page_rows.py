"""How lines of pages are drawn: columns hold, long names are cut, guesses are marked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from index.model import FacetCount
from index.search import Alias, Pair
from tests.tui.fakes import FakeCorpus
from tui.state import place_of
from tui.widgets.page_rows import (
    SIDE_LINES,
    alias_lines,
    draw_alias,
    draw_count,
    draw_month,
    draw_said,
    draw_side,
)
from tui.widgets.rows import cut_to_lines

HIT = FakeCorpus().search("never closed")[0]


@pytest.mark.parametrize(
    "name", ["Ines Calder", "港務局" * 9, "e\u0301" * 50, "🦀" * 30, "\x1b[2J"]
)
def test_numbers_stand_in_one_column(name: str) -> None:
    line = draw_count(FacetCount(0, name, 1204), 24)[0]
    assert line.cell_length == 24
    assert line.plain.endswith(" 1,204")
    assert "\x1b" not in line.plain


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(24, 80))
def test_a_month_fills_its_line(one: int, most: int, width: int) -> None:
    one, most = sorted((one, most))
    line = draw_month(most)(FacetCount(2031 * 12, "2031-01", one), width)[0]
    assert line.cell_length == width
    assert line.plain.startswith("Jan 2031  ━")


def test_a_quote_of_ones_own_page_is_signed_only_where_it_is_a_guess() -> None:
    sure, guess = (
        draw_said(())(replace(HIT, confidence=confidence), 60)[1].plain for confidence in (1.0, 0.3)
    )
    assert sure == "  The Courant · 26 Apr 2031"
    assert guess == "  Orsolya Vane ? · The Courant · 26 Apr 2031"


def test_a_bookmark_and_other_printings_show() -> None:
    line = draw_said((place_of(HIT),))(replace(HIT, more=3), 60)[1].plain
    assert line.startswith("◆ The Courant")
    assert line.endswith("+3 more")


def test_a_side_without_words_is_empty() -> None:
    pair = Pair(None, HIT)
    assert draw_side(True, ())(pair, 40) == []
    lines = [line.plain for line in draw_side(False, ())(pair, 40)]
    assert lines == ["26 Apr 2031 · The Courant", "❝ We never closed the strait,"]


def test_a_guess_is_marked_however_long_the_title_is() -> None:
    hit = replace(HIT, source="The Courant " * 9, confidence=0.2)
    head = draw_side(False, ())(Pair(None, hit), 30)[0]
    assert head.cell_length == 30
    assert head.plain.endswith("… ?")


def test_long_words_end_in_an_ellipsis_on_the_last_line() -> None:
    lines = draw_side(False, ())(Pair(None, replace(HIT, text="word " * 500)), 30)
    assert len(lines) == SIDE_LINES - 1
    assert lines[-1].plain.endswith("…")


@given(st.text(max_size=300), st.integers(2, 40), st.integers(1, 4))
def test_cut_lines_never_are_too_many_or_too_wide(text: str, width: int, lines: int) -> None:
    cut = cut_to_lines(Content(text.replace("\n", " ")), width, lines)
    assert len(cut) <= lines
    assert all(line.rstrip().cell_length <= width for line in cut)


@pytest.mark.parametrize(
    ("reason", "lines"),
    [("", 1), ("surname of Pell Oduya", 2), ("name of Pell Oduya with a title before it", 3)],
)
def test_the_reason_for_a_merge_is_wrapped_not_cut(reason: str, lines: int) -> None:
    alias = Alias("Captain Oduya", reason)
    assert alias_lines([alias]) == lines
    form, *why = (line.plain for line in draw_alias(lines)(alias, 32))
    assert form == "Captain Oduya"
    assert " ".join(line.strip() for line in why).strip() == reason
    assert len(why) <= lines

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size, split_graphemes

from tui.safe import visible
from tui.widgets import wrap as module
from tui.widgets.wrap import line_of, wrap

PROSE = st.text(alphabet="ab “—é漢。\u0301👍\u200d👩🏽\ufe0f☁ ", max_size=80)
TEXTS = st.one_of(PROSE, st.text(max_size=80)).map(visible)
WIDTHS = st.integers(min_value=1, max_value=20)


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in pairwise([0, *wrap(text, width)])]


def test_breaks_after_the_last_word_that_fits() -> None:
    assert lines("the strait is open", 10) == ["the strait ", "is open"]


def test_space_at_the_edge_hangs_over_it() -> None:
    assert lines("abc   def", 3) == ["abc   ", "def"]


def test_word_longer_than_a_line_is_cut() -> None:
    assert lines("to harbourmaster", 5) == ["to ", "harbo", "urmas", "ter"]


def test_empty_text_is_one_empty_line() -> None:
    assert wrap("", 10) == [0]


def test_wide_characters_count_two_cells() -> None:
    assert lines("海峡开放了", 4) == ["海峡", "开放", "了"]


def test_closing_punctuation_does_not_begin_a_line() -> None:
    assert lines("海峡开放。", 8) == ["海峡开", "放。"]


def test_joined_emoji_is_not_torn() -> None:
    family = "👩\u200d👩\u200d👧"
    assert lines(f"a{family}b", 3) == [f"a{family}", "b"]


def test_combining_accents_stay_with_their_letter() -> None:
    assert lines("e\u0301e\u0301e\u0301", 2) == ["e\u0301e\u0301", "e\u0301"]


@given(TEXTS, WIDTHS)
def test_lines_put_together_are_the_text(text: str, width: int) -> None:
    assert "".join(lines(text, width)) == text


@given(TEXTS, WIDTHS)
def test_no_line_is_empty_unless_the_text_is(text: str, width: int) -> None:
    assert all(lines(text, width)) or text == ""


@given(TEXTS, WIDTHS)
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    for line in lines(text, width):
        words = line.rstrip(" ")
        assert cell_len(words) <= width or len(split_graphemes(words)[0]) == 1


@given(TEXTS, WIDTHS)
def test_line_of_agrees_with_the_lines(text: str, width: int) -> None:
    ends = wrap(text, width)
    for number, (start, end) in enumerate(pairwise([0, *ends])):
        for offset in range(start, end):
            assert line_of(ends, offset) == number
    assert line_of(ends, len(text)) == len(ends) - 1


@given(st.text(alphabet="ab —…”é ", max_size=80), WIDTHS)
def test_both_ways_of_wrapping_agree(text: str, width: int) -> None:
    assert module._wrap_narrow(text, width) == module._wrap_graphemes(text, width)


def test_characters_taken_as_narrow_are_one_cell_wide() -> None:
    narrow = [c for c in map(chr, range(0x20, 0x10000)) if not module._NOT_NARROW.match(c)]
    assert len(narrow) > 1000
    assert [c for c in narrow if get_character_cell_size(c) != 1] == []


@pytest.mark.parametrize("text", ["x" * 1_000_000, " " * 1_000_000, "ab " * 300_000])
def test_one_huge_line_is_wrapped_in_whole(text: str) -> None:
    assert wrap(text, 80)[-1] == len(text)

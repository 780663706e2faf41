from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size

from tui.safe import PLACEHOLDER, visible

ANYTHING = st.text(alphabet=st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("a\x00b\x07c\x7fd", "a␀b␇c␡d"),
        ("a\x9b2Jb", f"a{PLACEHOLDER}2Jb"),
        ("fdp\u202etxt", f"fdp{PLACEHOLDER}txt"),
        ("\u2066one\u2069", f"{PLACEHOLDER}one{PLACEHOLDER}"),
        ("a\tb\r\nc\u2028d", "a b  c d"),
        ("inter\xadnal", "inter‧nal"),
        ("\udce9t\udce9", "\ufffdt\ufffd"),
        ("hid\U000e0041den", f"hid{PLACEHOLDER}den"),
        ("\u200d\u200da \u200db", f"{PLACEHOLDER}{PLACEHOLDER}a {PLACEHOLDER}b"),
    ],
)
def test_what_a_terminal_would_act_on_gets_a_shape(raw: str, shown: str) -> None:
    assert visible(raw) == shown


@pytest.mark.parametrize(
    "text",
    [
        "“Plain words” — déjà vu",
        "海峡开放",
        "👩\u200d👩\u200d👧 ☁\ufe0f",
        "e\u0301",
        "שלום",
        "[b]x[/b]",
    ],
)
def test_ordinary_writing_is_left_alone(text: str) -> None:
    assert visible(text) == text


@given(ANYTHING)
def test_length_stays_the_same(text: str) -> None:
    assert len(visible(text)) == len(text)


@given(ANYTHING)
def test_nothing_is_left_to_act_on(text: str) -> None:
    for character in visible(text):
        assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in (
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        )


@given(ANYTHING)
def test_showing_twice_is_showing_once(text: str) -> None:
    assert visible(visible(text)) == visible(text)


def test_every_shape_is_one_cell_wide() -> None:
    everything = map(chr, range(0x110000))
    shapes = {shape for raw in everything if (shape := visible(raw)) != raw}
    assert {shape for shape in shapes if get_character_cell_size(shape) != 1} == set()

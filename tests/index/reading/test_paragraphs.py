"""Paragraphs of plain text."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading import lines as lines_module
from index.reading.errors import Unreadable
from index.reading.paragraphs import split

PROSE = (
    "The ferry from Port Amsel is late again, and the harbour office will not say why. "
    "“Ask the wind,” said Ana Brandt, who has worked on the quay for nineteen years and has "
    "never once been told the reason for anything. Nobody else at the quay wanted to speak, "
    "and the only dog in sight had gone to sleep under the timetable."
)
TEXT = st.text(st.sampled_from("ab.“” \t\n\r\f\u2028\u00a0"), max_size=200)


def _texts(text: str) -> list[str]:
    return [span.of(text) for span in split(text)]


@given(TEXT)
def test_spans_are_in_order_disjoint_and_trimmed(text: str) -> None:
    end = 0
    for span in split(text):
        assert end <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        end = span.end


@given(TEXT)
def test_every_character_that_is_not_space_is_in_a_paragraph(text: str) -> None:
    inside = "".join(span.of(text) for span in split(text))
    assert "".join(inside.split()) == "".join(text.split())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blank_lines_separate_with_any_line_end(end: str) -> None:
    assert _texts(f"One.{end}{end}Two.{end} {end}Three.{end}") == ["One.", "Two.", "Three."]


def test_touching_long_lines_are_paragraphs() -> None:
    assert _texts(f"{PROSE}\n{PROSE}\nShort.\n") == [PROSE, PROSE, "Short."]


def test_touching_sentences_of_like_length_are_paragraphs() -> None:
    lines = [
        f"“The ferry number {number} is late once more,” said Ana Brandt." for number in "1234"
    ]
    assert _texts("\n".join(lines)) == lines


@pytest.mark.parametrize("width", [50, 66, 72, 78])
def test_hard_wrapped_text_is_joined(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(PROSE, width) for _ in range(3))
    assert [" ".join(text.split()) for text in _texts(wrapped)] == [PROSE] * 3


def test_wrapped_text_without_blank_lines_is_parted_at_short_last_lines() -> None:
    wrapped = "\n".join(textwrap.fill(PROSE, 66) for _ in range(3))
    assert [" ".join(text.split()) for text in _texts(wrapped)] == [PROSE] * 3


def test_wrapped_text_with_indented_first_lines_is_parted_there() -> None:
    paragraph = textwrap.fill(PROSE, 83, initial_indent="   ")
    assert len(paragraph.splitlines()[-1]) > 80, "only the indentation can tell the paragraphs"
    assert len(_texts("\n".join([paragraph] * 3))) == 3


def test_headline_above_wrapped_text_stays_apart() -> None:
    wrapped = "Ferry late\n" + textwrap.fill(PROSE, 66)
    assert _texts(wrapped)[0] == "Ferry late"
    assert len(_texts(wrapped)) == 2


def test_long_address_in_wrapped_text_does_not_hide_the_width() -> None:
    address = "https://courier.example/" + "a" * 200
    wrapped = f"{textwrap.fill(PROSE, 66)}\n\n{address}\n\n{textwrap.fill(PROSE, 66)}"
    assert len(_texts(wrapped)) == 3


def test_headlines_of_like_length_below_long_paragraphs_stay_apart() -> None:
    links = [
        "Pilots refuse a blanket and all that goes with it",
        "Falk names no date for the next talks in Port Amsel",
    ]
    links += [
        "The ministry denies that it has lost its telephone",
        "Who owns the quay, and does the quay know about it",
    ]
    assert _texts("\n\n".join([PROSE] * 4) + "\n\n" + "\n".join(links))[4:] == links


def test_verse_keeps_its_lines() -> None:
    verse = (
        "The ferry sleeps\nbeside the long and empty quay,\nand in the tower\nthe light\nforgets"
    )
    assert len(_texts(verse)) == 5


def test_two_lines_that_break_within_a_sentence_are_one_paragraph() -> None:
    text = "The ferry from Port Amsel is late again and the harbour\noffice will not say why."
    assert len(_texts(text)) == 1


def test_text_of_blank_lines_has_no_paragraph() -> None:
    assert split("\n" * 5_000_000) == ()


def test_one_very_long_line_is_one_paragraph() -> None:
    text = "word " * 1_000_000
    assert [tuple(span) for span in split(text)] == [(0, len(text) - 1)]


def test_too_many_lines_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "MOST_LINES", 3)
    assert len(split("a\nb\nc")) == 3
    with pytest.raises(Unreadable, match="has more than 3 lines"):
        split("a\nb\nc\nd")

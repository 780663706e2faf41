import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import PassageKind, Span
from tui import text
from tui.safe import visible


@pytest.mark.parametrize(
    ("number", "capped", "shown"),
    [(0, False, "0"), (5129, False, "5,129"), (400000, True, "400,000+")],
)
def test_counts_are_grouped_and_a_cap_is_a_floor(number: int, capped: bool, shown: str) -> None:
    assert text.count(number, capped) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.0001, "1 ms"), (0.046, "46 ms"), (1.25, "1.2 s")]
)
def test_short_times(seconds: float, shown: str) -> None:
    assert text.duration(seconds) == shown


def test_dates_are_the_same_in_every_locale() -> None:
    assert text.day(dt.date(2031, 4, 26)) == "26 Apr 2031"
    assert text.day(None) == ""


def test_a_snippet_shows_its_first_match() -> None:
    words = "one two three " * 30 + "herring " + "four five " * 30
    at = words.index("herring")
    line, matches = text.snippet(words, (Span(at, at + 7),), 60)
    assert line.startswith("…")
    assert line[slice(*matches[0])] == "herring"
    assert matches[0].end <= 60


def test_a_snippet_is_not_cut_where_the_match_is_near_the_front() -> None:
    line, matches = text.snippet("the herring fleet", (Span(4, 11),), 60)
    assert line == "the herring fleet"
    assert matches == (Span(4, 11),)


@given(st.text(max_size=300), st.integers(0, 300), st.integers(1, 20), st.integers(10, 200))
def test_matches_of_a_snippet_mark_the_words_they_marked_in_the_text(
    words: str, start: int, length: int, width: int
) -> None:
    start = min(start, len(words))
    match = Span(start, min(len(words), start + length))
    line, matches = text.snippet(words, (match,), width)
    for moved in matches:
        assert moved.of(line) == visible(match.of(words))
    assert "\n" not in line
    assert "\x1b" not in line


def test_filters_read_as_words() -> None:
    assert text.filter_text("by", 'Ana "Reef" Reyes') == "by:\"Ana 'Reef' Reyes\""
    assert text.filter_label('by:"Ana Reyes"') == "by Ana Reyes"


def test_a_citation_has_what_is_needed_to_find_the_words_again() -> None:
    cited = text.citation(
        "We never\n  closed it.",
        "Orsolya Vane",
        "Strait",
        "The Courant",
        dt.date(2031, 4, 26),
        "/a/b.txt",
    )
    assert cited == (
        "“We never closed it.” — Orsolya Vane, “Strait”, The Courant, 26 Apr 2031. /a/b.txt"
    )
    bare = text.citation("It rained.", None, "Weather", None, None, "/a/w.txt")
    assert bare == "“It rained.” — “Weather”. /a/w.txt"


def test_a_cited_headline_is_not_said_to_stand_under_itself() -> None:
    headline = text.citation("Ice at\nany price", None, "Ice at any price", "Courant", None, "/i")
    assert headline == "“Ice at any price” — Courant. /i"
    assert text.citation("Ice", None, "Ice", None, None, "/i.txt") == "“Ice” /i.txt"


def test_a_citation_says_what_is_not_verbatim_and_what_is_a_guess() -> None:
    assert text.credit("Orsolya Vane", PassageKind.DIRECT, 0.9) == "Orsolya Vane"
    assert text.credit("Orsolya Vane", PassageKind.DIRECT, 0.5) == (
        "Orsolya Vane (attribution unsure)"
    )
    assert text.credit("Orsolya Vane", PassageKind.INDIRECT, 0.5) == (
        "Orsolya Vane (in the article’s words, attribution unsure)"
    )

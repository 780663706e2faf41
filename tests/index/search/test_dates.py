from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.dates import read_period


def days(text: str) -> tuple[str, str] | None:
    period = read_period(text)
    if period is None:
        return None
    first, last = dt.date.fromordinal(period.first), dt.date.fromordinal(period.last)
    return first.isoformat(), last.isoformat()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2031", "2031-01-01", "2031-12-31"),
        ("2032-02", "2032-02-01", "2032-02-29"),
        ("2031-11-04", "2031-11-04", "2031-11-04"),
        ("2031-1-4", "2031-01-04", "2031-01-04"),
    ],
)
def test_year_month_and_day(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("2031-", "2031"),
        ("2031-0", "2031"),
        ("2031-13", "2031"),
        ("2031-11-", "2031-11"),
        ("2031-02-30", "2031-02"),
        ("2031-11-4x", "2031-11-04"),
        ("2031-1", "2031-01"),
        ("2031-1-4", "2031-01-04"),
    ],
)
def test_as_much_is_read_as_names_a_period(text: str, meaning: str) -> None:
    period = read_period(text)
    assert period is not None
    assert period.text == meaning
    assert period == read_period(meaning)


@pytest.mark.parametrize("text", ["", "20", "203", "0000", "20311", "soon", "-2031", "２０３"])
def test_what_names_no_year_is_no_period(text: str) -> None:
    assert read_period(text) is None


@given(st.from_regex(r"[0-9]{4}(-[0-9]{0,3}){0,3}", fullmatch=True))
def test_any_digits_can_be_read(text: str) -> None:
    period = read_period(text)
    assert period is None or period.first <= period.last

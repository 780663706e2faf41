"""Dates that are stated."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.dates import date_in_name, parse_date

DAY = dt.date(2031, 3, 14)


@pytest.mark.parametrize(
    "text",
    [
        "14 March 2031",
        "14th of March, 2031",
        "March 14, 2031",
        "Mar. 14, 2031",
        "Friday, March 14, 2031",
        "Fri 14 Mar 2031",
        "2031-03-14",
        "2031-03-14T23:40:00+02:00",
        "2031/03/14",
        "14.3.2031",
        "14/03/2031",
        "3/14/2031",
        "Published: 14 March 2031",
        "First published on 14 March 2031 at 10:15 GMT",
        "Last updated 14 March 2031, 10.15 pm",
        "Published: 2031-03-14 10:15",
    ],
)
def test_stated_date_is_read(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "March 2031",
        "14 March",
        "3/4/2031",
        "31 February 2031",
        "On 14 March 2031 the quay was closed.",
        "14 March 2031 was a Friday",
        "Friday",
        "2031-03-14-ferries",
        "1" * 5000,
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates(min_value=dt.date(1600, 1, 1), max_value=dt.date(2199, 12, 31)))
def test_every_day_is_read_in_the_three_common_forms(day: dt.date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day:%d %B %Y}") == day
    assert parse_date(f"{day:%B %d, %Y}") == day


@given(st.text())
def test_no_text_is_an_error(text: str) -> None:
    parse_date(text)
    date_in_name(text)


@pytest.mark.parametrize(
    ("stem", "day"),
    [
        ("2031-03-14-ferries-stay", DAY),
        ("courier_2031-03-14_ferries", DAY),
        ("ferries", None),
        ("12031-03-14", None),
        ("2031-13-14", None),
    ],
)
def test_date_in_a_file_name(stem: str, day: dt.date | None) -> None:
    assert date_in_name(stem) == day

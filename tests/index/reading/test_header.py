"""Bylines, dates and labelled lines."""

from __future__ import annotations

import datetime as dt

import pytest

from index.model import Role
from index.reading.draft import Metadata
from index.reading.header import from_labels, read_header, read_line

DAY = dt.date(2031, 3, 14)
PROSE = (
    "The ferries stayed in port on Friday, and the harbour office did not say for how long. " * 4
)


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ana Brandt", "Ana Brandt"),
        ("by Ana Brandt", "Ana Brandt"),
        ("BY ANA BRANDT", "ANA BRANDT"),
        ("By Ana Brandt and Jo Lund", "Ana Brandt and Jo Lund"),
        ("By Ana van der Brandt, Jo O’Lund", "Ana van der Brandt, Jo O’Lund"),
        ("by Ana Brandt (Home – Ana Brandt)", "Ana Brandt"),
        ("By Ana Brandt, The Courier, in Port Amsel, with staff", None),
        ("By Ana Brandt, chief maritime correspondent, in Port Amsel", None),
    ],
)
def test_byline_is_read(line: str, byline: str | None) -> None:
    assert read_line(line) == Metadata(byline=byline or line[3:])


@pytest.mark.parametrize(
    "line",
    [
        "By winning the vote, the pilots closed the quay.",
        "By Tuesday the quay was closed.",
        "By Monday",
        "By the sea",
        "By Ana Brandt, who has worked on the quay for nineteen years",
        "Ana Brandt",
        "Minister: Teodor Falk",
        "Date: soon",
        "14 March 2031 | the day the ferries stopped",
        "Source: " + "a long sentence about somebody who told us something " * 2,
    ],
)
def test_sentence_or_name_alone_is_no_header_line(line: str) -> None:
    assert read_line(line) is None


def test_parts_of_a_line_are_read_together() -> None:
    assert read_line("By Ana Brandt | 14 March 2031") == Metadata(byline="Ana Brandt", date=DAY)
    assert read_line("By Ana Brandt, 14 March 2031") == Metadata(byline="Ana Brandt", date=DAY)
    assert read_line("14 March 2031 · By Ana Brandt") == Metadata(byline="Ana Brandt", date=DAY)


def test_labelled_lines_are_read() -> None:
    assert read_line("Author: By Ana Brandt") == Metadata(byline="Ana Brandt")
    assert read_line("Published: 14 March 2031") == Metadata(date=DAY)
    assert read_line("Source: The Amsel Courier") == Metadata(source="The Amsel Courier")


def test_source_that_is_an_address_is_the_address() -> None:
    assert from_labels({"source": "https://courier.example/a"}) == Metadata(
        url="https://courier.example/a"
    )


def test_header_ends_at_the_article() -> None:
    texts = ["Ferries stay", "By Ana Brandt", PROSE, "14 March 2031"]
    header = read_header(texts, [Role.BODY] * 4, range(4))
    assert header.metadata == Metadata(byline="Ana Brandt")
    assert header.lines == {1}


def test_byline_in_italics_is_read() -> None:
    header = read_header(["Ferries stay", "*By Ana Brandt*", PROSE], [Role.BODY] * 3, range(3))
    assert header.metadata == Metadata(byline="Ana Brandt")


def test_standfirst_before_the_byline_is_passed_over() -> None:
    texts = ["Ferries stay", "The strike enters its third week.", "By Ana Brandt", "14 March 2031"]
    header = read_header(texts, [Role.BODY] * 4, range(4))
    assert header.metadata == Metadata(byline="Ana Brandt", date=DAY)


def test_date_between_short_sentences_of_the_body_is_not_the_article_s() -> None:
    texts = ["Ferries stay", "The quay closed.", "Then it rained.", "14 March 2031", "It opened."]
    assert read_header(texts, [Role.BODY] * 5, range(5)).metadata == Metadata()


def test_upper_line_counts_where_two_say_the_same() -> None:
    texts = ["Ferries stay", "Published 14 March 2031", "Updated 15 March 2031"]
    header = read_header(texts, [Role.BODY] * 3, range(3))
    assert header.metadata.date == DAY
    assert header.lines == {1, 2}


@pytest.mark.parametrize(
    ("opening", "source"),
    [
        ("AMSEL, March 4 (Norwire) - The ferries stayed in port.", "Norwire"),
        ("PORT AMSEL (Norwire Press) — The ferries stayed in port.", "Norwire Press"),
        ("AMSEL, March 4 - The ferries stayed in port.", None),
        ("The ferries (Norwire) - all of them - stayed in port.", None),
        ("AMSEL — The ferries stayed in port (for now) - and the crews went home.", None),
    ],
)
def test_a_wire_agency_signs_in_the_dateline(opening: str, source: str | None) -> None:
    texts = ["Ferries Stay in Port", opening, PROSE]
    roles = [Role.HEADING, Role.BODY, Role.BODY]
    assert read_header(texts, roles, range(3)).metadata.source == source

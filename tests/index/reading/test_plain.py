"""Plain texts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Role
from index.reading.errors import Unreadable
from index.reading.plain import parse

DATA = Path(__file__).parents[2] / "data" / "reading"


def test_saved_article_is_labelled_throughout() -> None:
    draft = parse((DATA / "2031-03-14-ferry-strike.txt").read_bytes(), "2031-03-14-ferry-strike")
    assert [str(paragraph.role) for paragraph in draft.paragraphs] == [
        "heading",
        "boilerplate",
        "metadata",
        "body",
        "body",
        "heading",
        "body",
        "body",
        *["boilerplate"] * 8,
    ]
    assert draft.metadata.title == "Ferries Stay in Port for a Third Week"
    assert draft.metadata.byline == "Ana Brandt"
    assert draft.metadata.source is None


def test_date_comes_from_the_name_and_never_from_the_body() -> None:
    data = (DATA / "2031-03-14-ferry-strike.txt").read_bytes()
    assert parse(data, "2031-03-14-ferry-strike").metadata.date == dt.date(2031, 3, 14)
    assert parse(data, "ferry-strike").metadata.date is None


def test_date_in_the_header_wins_over_the_name() -> None:
    data = b"Ferries Stay\n\n15 March 2031\n\nThe quay is closed, and nobody says why.\n"
    assert parse(data, "2031-03-14").metadata.date == dt.date(2031, 3, 15)


def test_text_is_the_file_to_the_letter() -> None:
    data = "\ufeffFerries\r\n\r\n  “Late.”\t\r\n\x1b[31m\u202eend".encode()
    assert parse(data, "a").text == data.decode("utf-8-sig")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=300))
def test_paragraphs_of_any_text_cover_it_in_order(text: str) -> None:
    try:
        draft = parse(text.encode(), "a")
    except Unreadable:
        return
    end = 0
    for number, paragraph in enumerate(draft.paragraphs):
        assert paragraph.number == number
        assert end <= paragraph.span.start < paragraph.span.end
        end = paragraph.span.end
    inside = "".join(paragraph.span.of(draft.text) for paragraph in draft.paragraphs)
    assert "".join(inside.split()) == "".join(draft.text.split())


def test_text_of_white_space_is_refused() -> None:
    with pytest.raises(Unreadable, match="has no text in it"):
        parse(b"\n \n\t\n", "a")


def test_fifty_megabytes_of_text_are_read() -> None:
    line = (
        b"\xe2\x80\x9cThe quay is closed,\xe2\x80\x9d said Ana Brandt of the harbour office. " * 8
    )
    draft = parse((line + b"\n\n") * (50_000_000 // len(line)), "a")
    assert all(paragraph.role is Role.BODY for paragraph in draft.paragraphs)
    assert len(draft.paragraphs) == 50_000_000 // len(line)

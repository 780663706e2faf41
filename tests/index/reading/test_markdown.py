"""Markdown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Role
from index.reading.draft import Draft
from index.reading.errors import Unreadable
from index.reading.markdown import parse

SAMPLE = Path(__file__).parents[2] / "data" / "reading" / "ferry-strike.md"
MARKS = set("#>*-+=_`~<![]():\"'.\\") | set("0123456789")


def _read(text: str) -> Draft:
    return parse(text.encode(), "a")


def _blocks(text: str) -> list[tuple[str, str]]:
    draft = _read(text)
    return [(str(p.role), p.span.of(draft.text)) for p in draft.paragraphs]


def test_saved_article_is_labelled_throughout() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    blocks = _blocks(text)
    assert blocks[0][0] == "metadata"
    assert blocks[0][1].startswith("title:")
    assert blocks[1:] == [
        ("heading", "Ferries Stay in **Port** for a Third Week"),
        ("metadata", "By Ana Brandt and Jo Lund"),
        (
            "body",
            "The ferries of Port Amsel stayed at their moorings on Friday, as the\n"
            "pilots’ union and the Ministry of Works broke off talks.",
        ),
        (
            "body",
            "“We have slept on our bags since Monday,”\n> said *Mira Olsen*, who leads the union.",
        ),
        ("body", "“Nobody slept well.”"),
        ("heading", "What they want"),
        ("body", "two days of rest"),
        ("body", "a [telephone](https://ministry.example)\n  that is picked up"),
        ("body", "no blanket"),
        ("boilerplate", '```\ntide = 4.2\n\nwind = "west"\n```'),
        (
            "boilerplate",
            '[ministry]: https://ministry.example "The ministry"\n![The quay](quay.png)',
        ),
        ("heading", "The next talks"),
        ("body", "They are planned for Tuesday."),
    ]


def test_front_matter_is_the_metadata() -> None:
    metadata = parse(SAMPLE.read_bytes(), "ferry-strike").metadata
    assert metadata.title == "Ferries Stay in Port for a Third Week"
    assert metadata.byline == "Ana Brandt, Jo Lund"
    assert metadata.date == dt.date(2031, 3, 14)
    assert metadata.source == "The Amsel Courier"
    assert metadata.url == "https://courier.example/ferries-stay"


def test_first_heading_is_the_title_without_its_marks() -> None:
    assert _read("# Ferries *stay* [here](x)\n\nText.").metadata.title == "Ferries stay here"


def test_repeated_title_is_boilerplate() -> None:
    assert _blocks("# Ferries stay\n\n**Ferries stay**\n\nText.")[1][0] == "boilerplate"


def test_line_without_mark_goes_on_in_the_quoted_paragraph() -> None:
    assert _blocks("> “One\ntwo,” she said.\n\nThree.") == [
        ("body", "“One\ntwo,” she said."),
        ("body", "Three."),
    ]


def test_deeper_quotation_is_a_paragraph_of_its_own() -> None:
    assert [text for _, text in _blocks("> one\n> > two\n\n- > three")] == ["one", "two", "three"]


def test_code_that_is_never_closed_reaches_to_the_end() -> None:
    assert _blocks("Text.\n~~~\ncode\n\n# code")[1] == ("boilerplate", "~~~\ncode\n\n# code")


def test_fence_ends_the_paragraph_above_it() -> None:
    assert _blocks("Text.\n```\ncode\n```\nMore.") == [
        ("body", "Text."),
        ("boilerplate", "```\ncode\n```"),
        ("body", "More."),
    ]


def test_numbers_and_dashes_within_text_are_no_marks() -> None:
    assert _blocks("3.5 million\n\n-5 degrees\n\n#harbour\n\n“– No.”") == [
        ("body", "3.5 million"),
        ("body", "-5 degrees"),
        ("body", "#harbour"),
        ("body", "“– No.”"),
    ]


def test_line_ends_of_windows_are_kept() -> None:
    draft = _read("# Ferries\r\n\r\none\r\ntwo\r\n")
    assert draft.text == "# Ferries\r\n\r\none\r\ntwo\r\n"
    assert [p.span.of(draft.text) for p in draft.paragraphs] == ["Ferries", "one\r\ntwo"]


@given(st.text(st.sampled_from("ab #>*-`~1.:[]()!=“”\n\r\t"), max_size=120))
def test_paragraphs_are_in_order_and_only_marks_lie_outside(text: str) -> None:
    try:
        draft = _read(text)
    except Unreadable:
        return
    outside, end = [], 0
    for paragraph in draft.paragraphs:
        span = paragraph.span
        assert end <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        outside.append(text[end : span.start])
        end = span.end
    outside.append(text[end:])
    assert set("".join("".join(outside).split())) <= MARKS


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("## Closed ##", "Closed"),
        ("## C#", "C#"),
        ("# Number # one", "Number # one"),
        ("#\tTab", "Tab"),
        ("# #", None),
        ("####### seven", None),
    ],
)
def test_closing_marks_of_a_heading_are_left_out(line: str, heading: str | None) -> None:
    headings = [text for role, text in _blocks(f"Text.\n\n{line}") if role == "heading"]
    assert headings == ([heading] if heading else [])


def test_only_marks_are_no_text() -> None:
    with pytest.raises(Unreadable, match="has no text in it"):
        _read("---\n\n#\n\n***\n")


@pytest.mark.parametrize("filling", ["[", " ", "#", "*", "`", "![", "<!--", "a"])
def test_one_long_heading_is_read(filling: str) -> None:
    draft = _read(f"# a{filling * 500_000}b\n\nText.")
    assert len(draft.metadata.title or "") <= 300
    assert len(draft.paragraphs) == 2


def test_one_long_line_of_marks_is_read() -> None:
    assert _read("> " * 1_000_000 + "a").paragraphs[0].role is Role.BODY

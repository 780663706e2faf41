"""Web pages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Role
from index.reading.draft import Draft
from index.reading.errors import Unreadable
from index.reading.html import parse

SAMPLE = Path(__file__).parents[2] / "data" / "reading" / "ferry-strike.html"
TAGS = (
    "<p> </p> <div> </div> <br> <q> </q> <nav> </nav> <h2> </a> <pre> </pre> <td> <!-- --> "
    "< &nbsp; &#xD800;"
)
SENTENCE = "“The quay is closed until the wind turns,” said Ana Brandt of the harbour office."


def _read(html: str) -> Draft:
    return parse(html.encode(), "a")


def _texts(draft: Draft, *roles: Role) -> list[str]:
    return [p.span.of(draft.text) for p in draft.paragraphs if p.role in roles]


def test_saved_page_is_labelled_throughout() -> None:
    draft = parse(SAMPLE.read_bytes(), "ferry-strike")
    assert _texts(draft, Role.HEADING) == [
        "Ferries Stay in Port for a Third Week",
        "A quay without work",
    ]
    assert _texts(draft, Role.METADATA) == ["By Ana Brandt and Jo Lund", "14 March 2031"]
    body = _texts(draft, Role.BODY)
    assert len(body) == 9
    assert "“No.”" in body
    assert "It does not remain open at night." in body
    assert "third time\u00a0this month" in body[0]
    assert body[6].endswith(
        "the café owner Lena Marsh counted eleven guests in a week.\n"
        "She called the strike “a long, wet Sunday”, and shut at noon."
    )
    around = _texts(draft, Role.BOILERPLATE)
    assert {"Home", "Facebook Twitter Email", "Pilots reject a blanket", "Leave a Reply"} <= {
        *around
    }
    assert not any("not shown" in text or "lights on" in text for text in around)


def test_metadata_of_the_saved_page() -> None:
    metadata = parse(SAMPLE.read_bytes(), "ferry-strike").metadata
    assert metadata.title == "Ferries Stay in Port for a Third Week"
    assert metadata.byline == "Ana Brandt, Jo Lund"
    assert metadata.source == "The Amsel Courier"
    assert metadata.date == dt.date(2031, 3, 14)
    assert metadata.url == "https://courier.example/ferries-stay"


def test_declared_charset_is_honoured() -> None:
    page = f'<meta charset="windows-1251"><p>Паром стоит. {"Так сказали. " * 5}</p>'
    assert parse(page.encode("cp1251"), "a").text.startswith("Паром стоит.")


def test_xml_declaration_does_not_stop_the_parser() -> None:
    page = f'<?xml version="1.0" encoding="utf-8"?><html><body><p>{SENTENCE}</p></body></html>'
    assert _read(page).text == SENTENCE


@pytest.mark.parametrize(
    "page",
    [
        SENTENCE,
        f"<p>{SENTENCE}",
        f"<html><p>{SENTENCE}</div></p></b>",
        f"<body><body><p>{SENTENCE}</p></html></html>",
        f"<div><p>{SENTENCE}",
        f"<table><p>{SENTENCE}",
    ],
)
def test_malformed_page_is_read(page: str) -> None:
    assert _texts(_read(page), Role.BODY) == [SENTENCE]


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "table><tr><td"])
def test_very_deep_page_is_read_to_its_end(tag: str) -> None:
    draft = _read(f"<{tag}>" * 10_000 + SENTENCE + f"</{tag.split('>')[0]}>" * 10_000 + "<p>End.")
    assert draft.text == f"{SENTENCE}\n\nEnd."


@pytest.mark.parametrize("page", ["<html></html>", "<!-- only -->", " ", "<script>x</script>"])
def test_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(Unreadable, match="has no text in it"):
        _read(page)


def test_large_page_is_read() -> None:
    draft = _read("".join(f"<p>{SENTENCE} It was number {n}.</p>" for n in range(60_000)))
    assert len(_texts(draft, Role.BODY)) == 60_000


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*TAGS.split(), "<a href=x>", "“No,” she said.", " ", "\n\n", "\x1b", SENTENCE]
        ),
        max_size=40,
    )
)
def test_paragraphs_of_any_page_are_its_text_in_order(parts: list[str]) -> None:
    try:
        draft = _read("".join(parts))
    except Unreadable:
        return
    texts = [paragraph.span.of(draft.text) for paragraph in draft.paragraphs]
    assert "\n\n".join(texts) == draft.text
    assert all(text and text == text.strip() for text in texts)
    draft.text.encode("utf-8")

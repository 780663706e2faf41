"""Roles and metadata, for every format the same way."""

from __future__ import annotations

import pytest

from index.model import Role
from index.reading.draft import Metadata
from index.reading.labelling import label

SENTENCE = "“The quay is closed until the wind turns,” said Ana Brandt of the harbour office."
BODY, HEADING = Role.BODY, Role.HEADING
BOILERPLATE, METADATA = Role.BOILERPLATE, Role.METADATA


def _roles(
    texts: list[str], known: list[Role] | None = None, title: str | None = None
) -> list[Role]:
    roles = known or [BODY] * len(texts)
    return list(label(texts, roles, Metadata(title=title), plain=known is None).roles)


def test_title_byline_and_repeated_title_of_a_plain_text() -> None:
    texts = ["Ferries Stay", "FERRIES STAY", "By Ana Brandt", SENTENCE, SENTENCE]
    assert _roles(texts) == [HEADING, BOILERPLATE, METADATA, BODY, BODY]


def test_title_below_navigation_is_found() -> None:
    texts = ["Skip to content", "Home > News", "Ferries Stay", SENTENCE]
    labelled = label(texts, [BODY] * 4, Metadata(), plain=True)
    assert labelled.roles == (BOILERPLATE, BOILERPLATE, HEADING, BODY)
    assert labelled.metadata.title == "Ferries Stay"


@pytest.mark.parametrize(
    "text",
    [
        "“No. We shall sail,” said Ana Brandt.",
        "The quay was closed. Then it rained. " * 4,
        "The ferry is late and " * 10,
    ],
)
def test_first_sentence_is_no_title(text: str) -> None:
    labelled = label([text, SENTENCE], [BODY, BODY], Metadata(), plain=True)
    assert labelled.roles == (BODY, BODY)
    assert labelled.metadata.title is None


def test_text_of_one_paragraph_is_body() -> None:
    assert _roles(["Ferries stay"]) == [BODY]


def test_line_between_two_sentences_is_a_cross_heading() -> None:
    texts = ["Ferries Stay", SENTENCE, "A quay without work", SENTENCE]
    assert _roles(texts) == [HEADING, BODY, HEADING, BODY]


def test_list_of_names_is_not_headings() -> None:
    texts = ["Ferries Stay", SENTENCE, "Ana Brandt", "Jo Lund", SENTENCE]
    assert _roles(texts) == [HEADING, BODY, BODY, BODY, BODY]


def test_formats_with_headings_get_none_by_their_look() -> None:
    texts = ["Ferries Stay", SENTENCE, "A quay without work", SENTENCE]
    assert _roles(texts, [HEADING, BODY, BODY, BODY]) == [HEADING, BODY, BODY, BODY]


def test_given_title_is_found_and_wins() -> None:
    texts = ["The Amsel Courier", "Ferries stay", SENTENCE]
    labelled = label(texts, [HEADING, BODY, BODY], Metadata(title="Ferries Stay"))
    assert labelled.roles == (HEADING, HEADING, BODY)
    assert labelled.metadata.title == "Ferries Stay"


def test_byline_that_the_format_counts_as_around_the_article_is_metadata() -> None:
    texts = ["Ferries stay", "Share", "By Ana Brandt", SENTENCE]
    known = [HEADING, BOILERPLATE, BOILERPLATE, BODY]
    assert _roles(texts, known, "Ferries stay") == [HEADING, BOILERPLATE, METADATA, BODY]


def test_stated_metadata_wins_over_the_header() -> None:
    labelled = label(
        ["Ferries stay", "By Jo Lund", SENTENCE], [BODY] * 3, Metadata(byline="Ana Brandt")
    )
    assert labelled.metadata.byline == "Ana Brandt"
    assert labelled.roles[1] is METADATA

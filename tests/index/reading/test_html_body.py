"""The article within a page."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from index.reading import html_body
from index.reading.html_blocks import blocks

SENTENCES = [
    f"“The {word} is closed until the wind turns,” said Ana Brandt of the harbour office on Friday."
    for word in ("quay", "ferry", "north pier", "fish market", "customs house")
]
ARTICLE = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
MENU = "<ul><li><a href=a>News</a></li><li><a href=b>Harbour</a></li></ul>"


def _chosen(html: str) -> list[str]:
    root = document_fromstring(f"<html><body>{html}</body></html>")
    found = blocks(root)
    body = html_body.choose_body(root, found)
    return [block.text for block, yes in zip(found, body, strict=True) if yes]


def test_article_is_told_from_menu_and_footer() -> None:
    page = f"<nav>{MENU}</nav><article>{ARTICLE}</article><footer><p>Privacy</p></footer>"
    assert _chosen(page) == SENTENCES


def test_short_and_repeated_paragraphs_between_are_kept() -> None:
    page = f"<nav>{MENU}</nav><article>{ARTICLE}<p>“No.”</p><p>{SENTENCES[0]}</p></article>"
    assert _chosen(page) == [*SENTENCES, "“No.”", SENTENCES[0]]


def test_list_of_links_within_the_article_is_not_it() -> None:
    assert (
        _chosen(f"<article>{ARTICLE}<p><a href=a>Pilots reject blanket</a></p></article>")
        == SENTENCES
    )


@pytest.mark.parametrize("answer", [None, RuntimeError("no")])
def test_prose_is_taken_where_trafilatura_gives_nothing(
    answer: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def extract(*args: object, **kwargs: object) -> None:
        if isinstance(answer, Exception):
            raise answer

    monkeypatch.setattr("trafilatura.extract", extract)
    assert _chosen(f"{MENU}<nav>Menu of the day.</nav>{ARTICLE}") == SENTENCES


def test_page_without_prose_is_all_taken_but_for_navigation() -> None:
    assert _chosen("<nav>Menu</nav><p>Closed</p>") == ["Closed"]


@pytest.mark.parametrize("limit", ["_LARGEST_PAGE", "_MOST_ELEMENTS"])
def test_large_page_is_not_given_to_trafilatura(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr(html_body, limit, 5)
    monkeypatch.setattr(html_body, "_ask_trafilatura", refuse)
    assert _chosen(f"<nav>{MENU}</nav>{ARTICLE}") == SENTENCES

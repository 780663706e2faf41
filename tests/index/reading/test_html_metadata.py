"""What a page says about itself."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from lxml.html import document_fromstring

from index.reading.draft import Metadata
from index.reading.html_metadata import read_metadata

DAY = dt.date(2031, 3, 14)


def _read(head: str, body: str = "<p>Text.</p>", beginning: str = "") -> Metadata:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_metadata(document_fromstring(page), beginning)


def _json(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


ARTICLE = {
    "@type": ["NewsArticle"],
    "headline": "Ferries &amp; wind",
    "author": [{"name": "Ana Brandt"}, "Jo Lund", {"name": "https://courier.example/x"}],
    "publisher": {"name": "The Amsel Courier"},
    "datePublished": "2031-03-14T10:00:00Z",
    "mainEntityOfPage": {"@id": "https://courier.example/ferries"},
}


@pytest.mark.parametrize("data", [ARTICLE, [ARTICLE], {"@graph": [{"@type": "WebSite"}, ARTICLE]}])
def test_json_ld_is_read_wherever_the_article_stands_in_it(data: object) -> None:
    assert _read(_json(data)) == Metadata(
        "Ferries & wind",
        "Ana Brandt, Jo Lund",
        "The Amsel Courier",
        DAY,
        "https://courier.example/ferries",
    )


@pytest.mark.parametrize(
    "script",
    [
        "{broken",
        "[" * 100_000,
        json.dumps({"@type": "WebSite", "name": "Courier", "datePublished": "2031-03-14"}),
        json.dumps({"@type": "Article", "headline": 7, "author": None, "datePublished": [1]}),
    ],
)
def test_json_ld_that_says_nothing_about_the_article_is_passed_over(script: str) -> None:
    assert _read(f'<script type="application/ld+json">{script}</script>') == Metadata()


def test_lone_surrogates_in_json_do_not_survive() -> None:
    title = _read(_json({"@type": "Article", "headline": "a\ud800b"})).title
    assert title == "a\ufffdb"


def test_meta_tags_are_read() -> None:
    assert _read(
        '<meta property="og:title" content="Ferries stay">'
        '<meta name="Author" content="By Ana Brandt">'
        '<meta property="og:site_name" content="The Amsel Courier">'
        '<meta property="article:published_time" content="2031-03-14T23:50:00+02:00">'
        '<link rel="canonical" href="https://courier.example/ferries">'
    ) == Metadata(
        "Ferries stay", "Ana Brandt", "The Amsel Courier", DAY, "https://courier.example/ferries"
    )


def test_author_that_is_an_address_is_no_byline() -> None:
    assert _read('<meta property="article:author" content="https://x.example/ana">').byline is None


def test_site_name_is_left_out_of_the_page_title() -> None:
    named = '<meta property="og:site_name" content="The Amsel Courier">'
    title = "<title>Ferries – a history | The Amsel Courier</title>"
    assert _read(named + title).title == "Ferries – a history"
    assert _read("<title>Ferries | wind</title>").title == "Ferries | wind"


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ('<time datetime="2031-03-14T10:00">Friday</time>', DAY),
        (
            '<time datetime="2031-01-01">a</time>'
            '<time itemprop="datePublished" datetime="2031-03-14">b</time>',
            DAY,
        ),
        ('<time datetime="2031-01-01">a</time><time datetime="2031-03-14">b</time>', None),
        ("<time>14 March 2031</time>", None),
        ("<p>Published 14 March 2031</p>", None),
    ],
)
def test_time_is_the_date_only_where_it_is_clear(body: str, date: dt.date | None) -> None:
    assert _read("", body).date == date


def test_address_that_the_browser_wrote_into_the_page_is_read() -> None:
    beginning = "<!-- saved from url=(0031)https://courier.example/ferries -->"
    assert _read("", beginning=beginning).url == "https://courier.example/ferries"


def test_json_ld_wins_over_meta_field_by_field() -> None:
    head = _json({"@type": "Article", "headline": "Ferries stay"})
    head += '<meta property="og:title" content="Other"><meta name="author" content="Ana Brandt">'
    assert _read(head) == Metadata(title="Ferries stay", byline="Ana Brandt")

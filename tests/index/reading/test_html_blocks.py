"""Pages as blocks."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from index.reading.html_blocks import Block, blocks


def _blocks(html: str) -> list[Block]:
    return blocks(document_fromstring(f"<html><body>{html}</body></html>"))


def _texts(html: str) -> list[str]:
    return [block.text for block in _blocks(html)]


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>One\n  <b>two</b> three </p><p>Four", ["One two three", "Four"]),
        ("before<p>in</p>after", ["before", "in", "after"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<p>one<br>two<br/>\n three</p>", ["one\ntwo\nthree"]),
        ("one<br><br>two<br>&nbsp;<br>three", ["one", "two", "three"]),
        ("<p>10&nbsp;km &amp; &ldquo;more&rdquo; caf&#233;</p>", ["10\u00a0km & “more” café"]),
        ("<p>&nbsp;</p><p> </p>", []),
        ("<p>a <q>b <q>c</q></q></p>", ["a “b ‘c’”"]),
        ("<blockquote><p>a</p><p>b</p></blockquote>", ["a", "b"]),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", ["a", "b", "c"]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ["a", "b"]),
        ("<p>a<!-- no --> b<?php no ?> c</p>", ["a b c"]),
        ("<p>a<script>no</script> b<style>no</style></p>", ["a b"]),
        ("<p hidden>no</p><p style='DISPLAY : none'>no</p><p>yes</p>", ["yes"]),
        ("<pre>one\n\ntwo  three</pre>", ["one", "two  three"]),
        ("<p>one <p>two</b></i>", ["one", "two"]),
    ],
)
def test_blocks_are_what_a_browser_shows_on_lines_of_its_own(html: str, texts: list[str]) -> None:
    assert _texts(html) == texts


def test_share_of_letters_in_links_is_counted() -> None:
    link, mixed = _blocks("<p><a href=x>all of it</a></p><p>half <a href=x>half</a></p>")
    assert link.links == 1
    assert 0.4 < mixed.links < 0.6


def test_navigation_is_around_the_article() -> None:
    menu, text = _blocks("<nav><ul><li>Menu</li></ul></nav><p>Text.</p>")
    assert menu.around
    assert not text.around


def test_paragraphs_in_quotations_and_lists_have_the_container_around_those() -> None:
    found = _blocks("<div><p>a</p><blockquote><p>b</p></blockquote><ul><li>c</li></ul></div><p>d")
    assert len({block.container for block in found[:3]}) == 1
    assert found[3].container != found[0].container


def test_headings_are_known() -> None:
    assert [block.is_heading for block in _blocks("<h2>A</h2><p>b</p>")] == [True, False]

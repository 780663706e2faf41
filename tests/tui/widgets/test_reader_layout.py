from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Paragraph, Role, Span
from tui.safe import visible
from tui.widgets import reader_layout
from tui.widgets.reader_layout import Layout, cut_into_blocks
from tui.widgets.wrap import wrap

WORDS = st.text(alphabet="abc  é漢。\t", min_size=1, max_size=120)
ARTICLES = st.lists(WORDS, min_size=1, max_size=12).map("\n\n".join)
WIDTHS = st.integers(min_value=2, max_value=30)


def paragraphs_of(text: str, role: Role = Role.BODY) -> tuple[Paragraph, ...]:
    found = re.finditer(r"[^\n]+", text)
    return tuple(Paragraph(number, Span(*each.span()), role) for number, each in enumerate(found))


def layout_of(text: str, width: int, header: int = 0) -> Layout:
    return Layout(text, paragraphs_of(text), width, header)


def settle_all(layout: Layout) -> None:
    """Make every line exact."""
    line = 0
    while line < layout.total:
        layout.settle(line, 5)
        line += 5


@given(ARTICLES, WIDTHS)
def test_rows_put_together_are_the_paragraphs(text: str, width: int) -> None:
    layout = layout_of(text, width)
    settle_all(layout)
    rows = [layout.row(line) for line in range(layout.total)]
    shown = "".join(row.span.of(text) for row in rows)
    assert shown == "".join(paragraph.span.of(text) for paragraph in paragraphs_of(text))
    assert all(row.text == visible(row.span.of(text)) for row in rows)


@given(ARTICLES, WIDTHS)
def test_line_of_gives_the_row_that_shows_the_character(text: str, width: int) -> None:
    layout = layout_of(text, width, header=2)
    settle_all(layout)
    for paragraph in paragraphs_of(text):
        for offset in range(*paragraph.span):
            span = layout.row(layout.line_of(offset)).span
            assert span.start <= offset < span.end


@given(ARTICLES, WIDTHS, st.data())
def test_settling_keeps_hold_of_the_line(text: str, width: int, data: st.DataObject) -> None:
    layout = layout_of(text, width, header=3)
    offset = data.draw(st.integers(0, len(text) - 1))
    line = layout.line_of(offset)
    before = layout.row(line)
    settled = layout.settle(line, 4)
    assert layout.row(settled) == before
    assert layout.line_of(offset) == settled


@given(ARTICLES, WIDTHS, st.data())
def test_settled_lines_do_not_move(text: str, width: int, data: st.DataObject) -> None:
    layout = layout_of(text, width)
    line = layout.settle(data.draw(st.integers(0, layout.total - 1)), 6)
    rows = [layout.row(each) for each in range(max(0, line - 6), line + 6)]
    again = layout.settle(line, 6)
    assert again == line
    assert [layout.row(each) for each in range(max(0, line - 6), line + 6)] == rows


def test_only_the_neighbourhood_is_wrapped(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(f"paragraph {number} of many" for number in range(5_000))
    wrapped: list[str] = []

    def noting(text: str, width: int) -> list[int]:
        wrapped.append(text)
        return wrap(text, width)

    monkeypatch.setattr("tui.widgets.reader_layout.wrap", noting)
    layout = layout_of(text, 40)
    layout.settle(layout.line_of(text.index("paragraph 2500")), 10)
    assert "paragraph 2500 of many" in wrapped
    assert len(wrapped) < 300


def test_header_comes_first_and_a_blank_line_follows_each_paragraph() -> None:
    layout = layout_of("one two\n\nthree", 20, header=2)
    rows = [layout.row(line) for line in range(layout.total)]
    assert [row.header for row in rows] == [0, 1, None, None, None]
    assert [row.text for row in rows] == ["", "", "one two", "", "three"]


def test_navigation_is_set_without_blank_lines() -> None:
    text = "Home\nNews\nBody."
    paragraphs = [
        Paragraph(0, Span(0, 4), Role.BOILERPLATE),
        Paragraph(1, Span(5, 9), Role.BOILERPLATE),
        Paragraph(2, Span(10, 15), Role.BODY),
    ]
    assert cut_into_blocks(text, paragraphs).gaps.tolist() == [0, 1, 0]


def test_very_long_paragraph_is_cut_after_sentences() -> None:
    text = "The strait stays open. " * 2_000 + "\n\nShort."
    blocks = cut_into_blocks(text, paragraphs_of(text))
    parts = [blocks.span(number).of(text) for number in range(len(blocks))]
    assert "".join(parts) == text.replace("\n", "")
    assert max(map(len, parts)) <= reader_layout.LONGEST_BLOCK
    assert all(part.endswith("open. ") for part in parts[:-1])
    assert blocks.paragraphs.tolist() == [0] * (len(parts) - 1) + [1]
    assert blocks.gaps.tolist() == [0] * (len(parts) - 2) + [1, 0]


def test_long_paragraph_without_spaces_is_not_cut_inside_a_character() -> None:
    text = "e\u0301" * 15_000
    blocks = cut_into_blocks(text, paragraphs_of(text))
    assert len(blocks) > 2
    assert all(blocks.span(number).of(text)[0] == "e" for number in range(len(blocks)))


def test_article_without_paragraphs_has_only_its_header() -> None:
    layout = Layout("", (), 20, header=2)
    assert layout.total == 2
    assert layout.settle(1, 10) == 1
    assert layout.line_of(0) == 0

"""The block of values at the top of a Markdown file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.front_matter import read_front_matter


def _values(block: str) -> dict[str, str]:
    front = read_front_matter(f"---\n{block}\n---\nText.\n")
    assert front is not None
    return front.values


def test_strings_quotes_and_lists() -> None:
    assert _values(
        'Title: "Ferries: they said \\"no\\""\nauthors: [Ana Brandt, \'Jo Lund\', "Falk, T."]\n'
        "note: 'it''s late'\nempty:\ndate: 2031-03-14 # a Friday\n# a comment\n"
        'tags:\n  - ferries\n  - wind\nlong: >\n  one\n  two\nlink: "[[Courier]]"'
    ) == {
        "title": 'Ferries: they said "no"',
        "authors": "Ana Brandt, Jo Lund, Falk, T.",
        "note": "it's late",
        "empty": "",
        "date": "2031-03-14",
        "tags": "ferries, wind",
        "long": "one, two",
        "link": "Courier",
    }


def test_span_holds_the_lines_between_the_rules() -> None:
    text = "---\r\ntitle: A\r\n---\r\nText."
    front = read_front_matter(text)
    assert front is not None
    assert front.span.of(text) == "title: A\r\n"
    assert text[front.end :] == "Text."


@pytest.mark.parametrize(
    "text",
    [
        "Text.\n---\ntitle: A\n---\n",
        "---\ntitle: A\n",
        "---\nThe quay is closed, she said.\n---\n",
        "---\n- item without a key\n---\n",
        "---",
        "",
        "---\ntitle: " + "a" * 5000 + "\n---\n",
    ],
)
def test_anything_else_is_text(text: str) -> None:
    assert read_front_matter(text) is None


@given(st.text(st.sampled_from("ab:-[]'\"#\n \\|>,"), max_size=80))
def test_no_block_is_an_error(block: str) -> None:
    front = read_front_matter(f"---\n{block}\n---\n")
    assert front is None or all(isinstance(value, str) for value in front.values.values())

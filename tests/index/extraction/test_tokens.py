"""Words, numbers and marks of a stretch of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.extraction.tokens import tokenize
from index.model import Span


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("some 1,100 crates, 40 of them", "some|1,100|crates|,|40|of|them"),
        ("paid 12,000,000 for it", "paid|12,000,000|for|it"),
        ("in 2016, 300 left", "in|2016|,|300|left"),
        ("rows 1,2 and 3,4567", "rows|1|,|2|and|3|,|4567"),
    ],
)
def test_thousands_are_part_of_a_number(text: str, tokens: str) -> None:
    assert [token.text for token in tokenize(text, Span(0, len(text)), ())] == tokens.split("|")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Mr. Orrin left.", "Mr.|Orrin|left|."),
        ("M. R. Orrin", "M.|R.|Orrin"),
        ("Mr.. Orrin", "Mr.|.|Orrin"),
        ("Mr . Orrin", "Mr|.|Orrin"),
        (". Mr", ".|Mr"),
    ],
)
def test_a_full_stop_belongs_to_the_abbreviation_that_it_touches(text: str, tokens: str) -> None:
    assert [token.text for token in tokenize(text, Span(0, len(text)), ())] == tokens.split("|")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("the workers’ union", "the|workers’|union"),
        ("the workers’", "the|workers|’"),
        ("the workers’\nunion", "the|workers’|union"),
    ],
)
def test_an_apostrophe_before_a_space_is_part_of_its_word(text: str, tokens: str) -> None:
    assert [token.text for token in tokenize(text, Span(0, len(text)), ())] == tokens.split("|")


@given(st.text(alphabet="aB1 .,’'-&/$…_é\n\t\u00a0", max_size=60))
def test_tokens_are_those_of_the_words_around_each_space(text: str) -> None:
    tokens = tokenize(text, Span(0, len(text)), ())
    assert all(text[token.start : token.end] == token.text for token in tokens)
    covered = sorted({at for token in tokens for at in range(token.start, token.end)})
    assert covered == [at for at, character in enumerate(text) if not character.isspace()]
    for at in (at for at, character in enumerate(text) if character == " "):
        left = tokenize(text, Span(0, at + 1), ())
        right = tokenize(text, Span(at + 1, len(text)), ())
        assert [t.text for t in (*left, *right)] == [token.text for token in tokens]

"""Words, numbers and marks of a stretch of text."""

from __future__ import annotations

import pytest

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

"""Whose a whole clause is, by the words at its edge."""

import pytest

from index.extraction.cues import find_cues
from index.extraction.marks import find_regions
from index.extraction.tags import after_clause, after_quote
from index.extraction.tokens import Token, tokenize
from index.model import Span


def read(text: str) -> list[Token]:
    whole = Span(0, len(text))
    return tokenize(text, whole, find_regions(text, whole))


@pytest.mark.parametrize(
    ("text", "tagged"),
    [
        ("“It holds,” said Mara Oyelaran, who asked for more.", True),
        ("“It holds” said the sign.", False),
        ("Mara Oyelaran said “it holds.”", False),
    ],
)
def test_said_right_after_a_quote_with_a_comma_is_its_tag(text: str, tagged: bool) -> None:
    tokens = read(text)
    found = after_quote(tokens, find_cues(tokens))
    assert (tokens[found].lower == "said" and found > 0) is tagged


@pytest.mark.parametrize(
    ("text", "tagged"),
    [
        ("He claims the guild has asked for more, the mayor said.", True),
        ("It never speaks of the lives of others, said Mara Oyelaran.", True),
        ("He claims the guild said no, and she left.", False),
        ("Mara Oyelaran said.", False),
    ],
)
def test_said_behind_the_comma_of_a_clause_takes_all_of_it(text: str, tagged: bool) -> None:
    tokens = read(text)
    end = len(tokens) - 1
    found = after_clause(tokens, end, find_cues(tokens))
    assert (found > 0) is tagged
    assert tokens[found].lower == "said" or found == 0

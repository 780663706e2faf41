"""What somebody says by a noun of saying that is theirs."""

import pytest

from index.extraction.claims import claims
from index.extraction.content import sentence_end
from index.extraction.tokens import tokenize
from index.model import Span


def found(text: str) -> list[tuple[str, str]]:
    tokens = tokenize(text, Span(0, len(text)), ())
    read = claims(tokens, sentence_end(tokens))
    assert all(claim.mention is not None for claim in read)
    return [(c.mention.span.of(text), c.spans[0].of(text)) for c in read if c.mention is not None]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "It rests on Mara Oyelaran’s claim that the bridge was safe, and it fell.",
            ("Mara Oyelaran’s", "that the bridge was safe"),
        ),
        (
            "Holt was amused by her much quoted warning that it leaks.",
            ("her", "that it leaks"),
        ),
        (
            "Her claim that the bridge is safe was false.",
            ("Her", "that the bridge is safe"),
        ),
    ],
)
def test_whose_claim_it_is_and_what_it_is(text: str, claim: tuple[str, str]) -> None:
    assert found(text) == [claim]


@pytest.mark.parametrize(
    "text",
    [
        "The claim that the bridge was safe is old.",
        "Mara Oyelaran’s boat that leaks is old.",
        "His long and very often quoted claim that it leaks is old.",
        "Holt that year that week.",
    ],
)
def test_nobodys_claim_and_what_is_no_claim(text: str) -> None:
    assert found(text) == []

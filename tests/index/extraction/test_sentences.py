import pytest

from index.extraction.cues import may_be_cue
from index.extraction.marks import find_regions
from index.extraction.sentences import LONGEST, split
from index.extraction.tokens import tokenize
from index.model import Span


def sentences(text: str) -> list[str]:
    whole = Span(0, len(text))
    tokens = tokenize(text, whole, find_regions(text, whole))
    return [text[part[0].start : part[-1].end] for part in split(tokens, may_be_cue)]


@pytest.mark.parametrize(
    "text",
    [
        "“It holds. It always has,” she said.",
        "“Does it hold?” Mara asked.",
        "“It holds!” Mara Oyelaran told the council.",
        "Dr. Mara Oyelaran met Gov. J. P. Holt on Jan. 5 in St. Orrin.",
        "Rep. Mara Oyelaran (D-N.Y.) spoke.",
        "As Mara Oyelaran, the No. 2 in the guild, put it, the bridge is safe.",
        "The U.S. Senate met at 5 p.m. on Monday.",
    ],
)
def test_stop_that_ends_nothing(text: str) -> None:
    assert sentences(text) == [text]


def test_quote_that_ends_in_a_stop_ends_the_sentence() -> None:
    assert sentences("She said: “It holds.” Nobody replied.") == [
        "She said: “It holds.”",
        "Nobody replied.",
    ]


def test_abbreviation_at_a_sentence_end() -> None:
    assert sentences("They work for Orrin Corp. The firm is old.") == [
        "They work for Orrin Corp.",
        "The firm is old.",
    ]


def test_text_without_stops_is_cut() -> None:
    parts = sentences("word " * (2 * LONGEST + 1))
    assert [len(part.split()) for part in parts] == [LONGEST, LONGEST, 1]

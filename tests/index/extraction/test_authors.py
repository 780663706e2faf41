"""Who wrote the letter that speaks."""

import pytest

from index.extraction.actors import find_actors
from index.extraction.quotes import find_quotes
from index.model import Paragraph, QuoteKind, Span


def speakers(text: str) -> list[str | None]:
    paragraphs = [Paragraph(0, Span(0, len(text)))]
    found = find_quotes(text, paragraphs, find_actors(text, paragraphs))
    return [quote.speaker for quote in found if quote.kind is not QuoteKind.INDIRECT]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mara Oyelaran’s answer came late. “Mind the step,” it reads.", "Mara Oyelaran"),
        (
            "They read a circular that the Orrin Fish Board sent round. The circular calls it “a "
            "second bill for the same fish.”",
            "Orrin Fish Board",
        ),
        (
            "Mara Oyelaran was away. Her son, Tomas Holt, held a note from her. It says: “All mine "
            "are well.”",
            "Mara Oyelaran",
        ),
        (
            "The guard keeps a copy of “The Salt Book” by the Orrin poet Ana Brandt. “Whoever is "
            "cold on the quay,” it goes, “has my face.”",
            "Ana Brandt",
        ),
        (
            "On Monday the Orrin Fish Board wrote to the port. The letter calls the toll “a theft "
            "with lamps on it.”",
            "Orrin Fish Board",
        ),
        (
            "The bill came at noon. It was the first that the Orrin Fish Board has sent out, and "
            "it reads: “Light and bread, nine crowns.”",
            "Orrin Fish Board",
        ),
    ],
)
def test_letter_speaks_for_whoever_wrote_it(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Mara Oyelaran’s handbook, “Knots of Orrin”, is short. “Keep well clear of it,” it "
            "says.",
            "Knots of Orrin",
        ),
        (
            "The Orrin Fish Board keeps a page headed “Schedule D,” in red. “No ship shall pay "
            "twice,” it reads.",
            "Schedule D",
        ),
        (
            "The memo lay open. The contract’s clause was long. “Nobody shall pay twice for it,” "
            "it reads.",
            "The memo",
        ),
    ],
)
def test_what_has_a_title_and_what_is_read_speaks_for_itself(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


def test_text_of_many_letters_costs_no_more_than_its_length() -> None:
    text = "a letter from a letter from " * 4_000
    assert speakers(text) == []

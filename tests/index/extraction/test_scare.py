import pytest

from index.extraction.quotes import find_quotes
from index.model import Paragraph, Quote, QuoteKind, Span


def marked(text: str) -> list[Quote]:
    quotes = find_quotes(text, [Paragraph(0, Span(0, len(text)))], ())
    return [quote for quote in quotes if quote.kind is not QuoteKind.INDIRECT]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “harbour plan” cost the town dear.",
        "A film titled “The Bridge at Orrin: How a Town Lost Its Nerve” opens today.",
        "Her new book, “The Bridge at Orrin,” is out.",
        "William “Tiny” Ashdown crossed the bridge.",
        "The storm, nicknamed “the old lady,” turned north.",
        "They sang the song “Harbour Lights and Rain” twice.",
        "It was the “least likely” outcome of all.",
        "A “bridge” of planks lay there.",
        'The page has <a href="http://bridge.example/one/two/three"> on it.',
        "They crossed it — “the long way round” — and went home.",
    ],
)
def test_marks_that_quote_nobody(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“The Bridge Is Safe,” Mara Oyelaran said.",
        "Mara Oyelaran called the plan “a costly way to drown.”",
        "Mara Oyelaran said the song was “far too long for a harbour.”",
        "“No,” she said.",
    ],
)
def test_marks_that_quote_somebody(text: str) -> None:
    assert len(marked(text)) == 1

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
        "The organ is called “the Walrus” for its voice.",
        "The bridge, known in the port as “the old lady,” is shut.",
        "Sailors call the narrow water “the Gullet.”",
        "They call him “the Alpine Sailor” here.",
        "It was what pilots call a “window man.”",
        "Ana Brandt, whom her members call “Mother Crane,” rose.",
        "The captain, whom three crews of sailors have called “Foghorn”, rowed on.",
        "The page is headed “Schedule D,” in red ink.",
        "The hours are marked “dentist” in her diary.",
        "In the log, under “waters crossed,” stood nothing.",
        "A brass plate reads “Not More Than Nine Persons.”",
        "Over the bar hangs a board: “By Appointment to the Lamp Due.”",
        "She said the barge row is called “Isolde” in the books.",
        "The harbour due is high. The harbour due is old. He regards the “harbour due” as dead.",
        "They crossed it — “the long way round” — and went home.",
        "She bowed “-” and “'-” and “-a-” times over it.",
        "In her first novel, “The Bridge at Orrin,” Ana Brandt left the town.",
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
        "Mara Oyelaran called him “the worst mayor in years.”",
        "Mara Oyelaran called the plan “dead.”",
        "Mara Oyelaran refused to call it “a very good day for the town.”",
        "They call the mayor’s speech a “self-centred message.”",
    ],
)
def test_marks_that_quote_somebody(text: str) -> None:
    assert len(marked(text)) == 1


def test_compound_with_capitals_before_its_noun_makes_no_quote_of_a_report() -> None:
    text = "Mara Oyelaran said it at a “Warden-of-Lamps” forum."
    assert marked(text) == []


def test_words_that_something_was_marked_with_make_a_report_mixed() -> None:
    text = "Mara Oyelaran said a letter had come and was marked “not for the eyes of voters.”"
    assert [quote.kind for quote in marked(text)] == [QuoteKind.MIXED]

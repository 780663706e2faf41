"""Quotes inside quotes."""

from index.extraction.actors import find_actors
from index.extraction.quotes import find_quotes
from index.model import Paragraph, Quote, Span


def nested(text: str) -> list[tuple[str, str | None]]:
    paragraphs = [Paragraph(0, Span(0, len(text)))]
    found = find_quotes(text, paragraphs, find_actors(text, paragraphs))
    inner: list[Quote] = [quote for quote in found if quote.within is not None]
    return [(quote.text_in(text), quote.speaker) for quote in inner]


def test_words_inside_say_who_speaks_there() -> None:
    text = "“I was late and the clerk asked me, ‘Is it gone?’” Mara Oyelaran said."
    assert nested(text) == [("Is it gone?", "the clerk")]


def test_short_words_in_marks_are_no_quote_unless_somebody_says_them() -> None:
    text = "“They call it ‘the good bridge’ and so do we,” Mara Oyelaran said."
    assert nested(text) == []


def test_what_is_written_in_a_log_is_the_logs() -> None:
    text = "“I wrote it in the log. ‘Lamp lit.’ Nobody read it,” Mara Oyelaran said."
    assert nested(text) == [("Lamp lit.", "the log")]


def test_long_words_that_nobody_is_said_to_speak_stay_without_a_speaker() -> None:
    text = "“It was all ‘the bridge is as safe as houses’ for a year,” Mara Oyelaran said."
    assert nested(text) == [("the bridge is as safe as houses", None)]

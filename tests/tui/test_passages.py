from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from index.model import Span
from tests.tui.fakes import FakeCorpus, make_article
from tests.tui.test_state import answered
from tui import state as change
from tui.history import Pane, Place
from tui.passages import (
    current,
    line_number,
    matches_in_article,
    mentioned_actors,
    mentioned_phrases,
)
from tui.state import Reading, State, place_of

if TYPE_CHECKING:
    from index.search import Results


def test_outside_the_reader_this_is_the_result_under_the_cursor() -> None:
    passage = current(change.highlight(answered(), 1))
    assert passage is not None
    assert (passage.words, passage.speaker) == ("We never closed the strait,", "Orsolya Vane")


def test_in_the_reader_this_is_the_quote_it_is_at() -> None:
    state = change.step_quote(replace(answered(pane=Pane.READER)), 1)
    passage = current(change.step_quote(state, 1))
    assert passage is not None
    assert (passage.words, passage.speaker) == ("Nobody asked the fishermen,", "Ines Calder")


def test_in_the_reader_a_paragraph_with_a_quote_in_it_is_still_the_paragraph() -> None:
    article, extraction = make_article("strait")
    paragraph = article.paragraphs[1].span
    state = change.jump(answered(), Place(article.id, paragraph))
    passage = current(state)
    assert passage is not None
    assert (passage.words, passage.speaker) == (paragraph.of(article.text), None)
    assert paragraph.contains(extraction.quotes[0].spans[0])


def test_a_paragraph_without_quotes_has_no_speaker() -> None:
    passage = current(answered(pane=Pane.READER))
    assert passage is not None
    assert (passage.words, passage.speaker) == ("Strait stays open, says harbour office", None)


def test_there_is_no_this_without_results() -> None:
    assert current(State()) is None


def test_who_and_what_is_named_around_a_place() -> None:
    reading = Reading(*make_article("strait"))
    quotes = reading.extraction.quotes
    assert mentioned_actors(reading, Span(quotes[1].start, quotes[1].end)) == (1,)
    fleet = reading.article.text.index("herring")
    assert mentioned_phrases(reading, Span(fleet, fleet + 1)) == (0,)
    assert mentioned_actors(reading, Span(fleet, fleet + 1)) == ()


def test_lines_are_counted_from_one() -> None:
    article, _ = make_article("strait")
    assert line_number(article, 0) == 1
    assert line_number(article, article.text.index("Nobody")) == 7


def test_matches_are_found_again_in_the_article() -> None:
    results = cast("Results", FakeCorpus().search("fleet"))
    article, _ = make_article("strait")
    found = matches_in_article(results[0], place_of(results[0]))
    assert [span.of(article.text) for span in found] == ["fleet"]
    assert matches_in_article(results[0], place_of(results[1])) == ()


def test_matches_in_the_second_part_of_a_split_quote_are_found_too() -> None:
    hit = cast("Results", FakeCorpus().search("fleet"))[0]
    text = "“Go,” he said, “now.”"
    split = replace(hit, spans=(Span(1, 4), Span(16, 20)), text="Go, … now.", matches=(Span(6, 9),))
    assert [span.of(text) for span in matches_in_article(split, place_of(split))] == ["now"]

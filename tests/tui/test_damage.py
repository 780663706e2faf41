"""An index that turns out damaged while somebody looks at its results."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from textual.message import Message

from index.corpus import NotIndexed
from index.model import RefreshReport
from tests.tui.driving import opened
from tests.tui.fakes import FakeCorpus
from tests.tui.test_state import answered
from tui import arrivals
from tui.damage import LOST_FACET, LOST_HIT, Guard, GuardedResults, damage
from tui.history import Pane
from tui.messages import BuildFailed, BuildFinished, IndexDamaged
from tui.state import Stage
from tui.widgets.footer import status

if TYPE_CHECKING:
    from index.corpus import Corpus
    from index.search import Results

UP_TO_DATE = RefreshReport(
    added=0, changed=0, removed=0, unchanged=2, skipped=(), articles=2, paragraphs=8, quotes=3,
    seconds=0.1,
)  # fmt: skip


def guarded(corpus: FakeCorpus, told: list[Message]) -> GuardedResults:
    results = cast("Results", corpus.search("strait"))
    return GuardedResults(results, Guard(cast("Corpus", corpus), told.append))


def test_results_of_a_sound_index_are_those_of_the_library() -> None:
    corpus, told = FakeCorpus(), list[Message]()
    results = guarded(corpus, told)
    assert list(results) == list(corpus.search("strait"))
    assert results[1:] == list(corpus.search("strait"))[1:]
    assert list(results.actors) == list(corpus.search("strait").actors)
    with pytest.raises(IndexError):
        results[99]
    assert told == []


def test_what_cannot_be_made_is_shown_as_lost_and_told() -> None:
    corpus, told = FakeCorpus(), list[Message]()
    results = guarded(corpus, told)
    corpus.damaged = True
    assert results[0] is LOST_HIT
    assert results.actors[0] is LOST_FACET
    assert results.copies(0) == []
    assert results.place_of("strait0000000000", 0, LOST_HIT.kind) is None
    assert told == [IndexDamaged("is damaged")] * 4


def test_only_damage_of_the_index_is_taken_for_it() -> None:
    assert damage(ValueError("is damaged")) is None
    assert damage(NotIndexed("has lost its record")) == "has lost its record"


def test_without_the_index_there_are_no_results_and_one_line_says_why() -> None:
    state = arrivals.lose_index(answered("fleet"), "is damaged")
    assert (state.results, state.stage) == (None, Stage.INDEXING)
    assert state.view.query == "fleet"
    assert state.notice == "The index is damaged; it is being made anew"


def test_the_footer_says_that_articles_are_missing() -> None:
    assert status(None, 0, incomplete=True).plain == "index incomplete"
    assert status(None, 2, incomplete=True).plain == "index incomplete · 2 skipped"
    assert status(None, 0).plain == ""


async def test_a_damaged_index_is_made_anew_and_searched_again(home: Path) -> None:
    corpus = FakeCorpus()
    async with opened(home, corpus) as person:
        await person.press("down", "j")
        corpus.damaged = True
        await person.pilot.press("G")
        await person.until(lambda: person.explorer.state.results is None)
        assert "The index is damaged; it is being made anew" in person.lines[-1]
        assert "Reading your articles" in person.screen
        await person.pilot.press("j", "a", "plus", "L", "escape", "1", "j", "enter", "3")
        corpus.damaged = False
        person.explorer.post_message(BuildFinished(UP_TO_DATE))
        await person.until(lambda: person.explorer.state.total == 7)
        assert person.at(Pane.RESULTS)


async def test_an_index_that_is_damaged_again_and_again_is_given_up(home: Path) -> None:
    corpus = FakeCorpus()
    async with opened(home, corpus) as person:
        corpus.damaged = True
        await person.pilot.press("down", "G")
        await person.until(lambda: person.explorer.state.results is None)
        for _ in range(3):
            person.explorer.post_message(BuildFailed("is damaged"))
        await person.until(lambda: person.explorer.state.stage is Stage.FAILED)
        assert "again and again" in person.screen


async def test_an_index_that_was_made_anew_is_told_once(home: Path) -> None:
    async with opened(home) as person:
        report = replace(UP_TO_DATE, why_anew="was written by a newer onrecord", added=2)
        person.explorer.post_message(BuildFinished(report))
        line = "The index was written by a newer onrecord, so it was made anew"
        await person.until(lambda: line in person.lines[-1])
        await person.press("down")
        assert line not in person.screen


async def test_an_index_that_is_not_complete_is_said_while_nothing_reads_on(home: Path) -> None:
    corpus = FakeCorpus(complete=False)
    async with opened(home, corpus) as person:
        person.explorer.post_message(BuildFailed("the disk is full"))
        await person.until(lambda: "index incomplete" in person.lines[-1])
        await person.press("down", "r")
        assert "index incomplete" not in person.lines[-1]

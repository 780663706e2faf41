"""Typing in a side pane leaves the names that are called so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from hypothesis import given
from hypothesis import strategies as st

from index.model import FacetCount
from tests.tui.driving import opened
from tests.tui.fakes import CALDER, VANE, FakeCorpus
from tui.arrivals import receive
from tui.history import Pane
from tui.sifting import called, drop, forget, sift, start
from tui.state import State, ask, focus

if TYPE_CHECKING:
    from index.search import Results

NAMES = ("Orsolya Vane", "Ines Calder", "Harbour Office", "Vane Orchards", "Pell Oduya")
FACETS = [FacetCount(number, name, 9 - number) for number, name in enumerate(NAMES)]


def labels(text: str) -> list[str]:
    return [facet.label for facet in called(FACETS, text)]


def test_words_begin_words_whatever_their_case_and_order() -> None:
    assert labels("va") == ["Orsolya Vane", "Vane Orchards"]
    assert labels("VANE or") == ["Orsolya Vane", "Vane Orchards"]
    assert labels("cal ines") == ["Ines Calder"]


def test_a_misspelt_name_finds_the_likest_first() -> None:
    assert labels("orsolja")[0] == "Orsolya Vane"
    assert labels("harbuor")[0] == "Harbour Office"
    assert labels("zzzzqq") == []


@given(st.text(max_size=12))
def test_what_is_left_was_there_and_each_once(text: str) -> None:
    found = called(FACETS, text)
    assert len({facet.id for facet in found}) == len(found)
    assert all(facet in FACETS for facet in found)


def state_with_results() -> State:
    state = focus(State(), Pane.ACTORS)
    results = cast("Results", FakeCorpus().search(""))
    return receive(state, state.view.question, results, None)


def test_the_line_under_the_cursor_is_the_one_on_the_screen() -> None:
    state = sift(replace(state_with_results(), actor_line=1), Pane.ACTORS, "cal")
    assert state.facet is not None
    assert state.facet.label == CALDER
    assert drop(state).facets(Pane.ACTORS) == state_with_results().facets(Pane.ACTORS)


def test_other_results_are_sifted_too() -> None:
    state = sift(state_with_results(), Pane.ACTORS, "cal")
    results = cast("Results", FakeCorpus().search("Monday"))
    state = receive(state, state.view.question, results, None)
    assert state.facets(Pane.ACTORS) == []
    assert state.facet is None


def test_only_a_side_pane_is_sifted() -> None:
    assert not start(focus(State(), Pane.RESULTS)).naming


async def test_a_name_is_typed_taken_and_let_go(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "/")
        assert person.app.focused is person.explorer.sift_lines[Pane.ACTORS]
        await person.type("cal")
        side = [line[:28] for line in person.lines]
        assert any(CALDER in line for line in side)
        assert not any(VANE in line for line in side)
        await person.press("enter", "a")
        assert person.filters() == (f'by:"{CALDER}"',)
        assert person.explorer.state.sift_texts == {Pane.ACTORS: ""}
        await person.press("x")
        assert any(VANE in line[:28] for line in person.lines)


async def test_a_name_that_was_filtered_on_stays_under_the_cursor(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "/")
        await person.type("cal")
        await person.press("enter", "m")
        assert person.filters() == (f'actor:"{CALDER}"',)
        assert person.explorer.state.sift_texts == {Pane.ACTORS: ""}
        facet = person.explorer.state.facet
        assert facet is not None
        assert facet.label == CALDER
        await person.press("m")
        assert person.filters() == ()


def test_a_name_is_found_again_in_other_results() -> None:
    state = sift(state_with_results(), Pane.ACTORS, "cal")
    asked = ask(state, filters=("sure:50%",))
    assert forget(state, asked).facet == state.facet
    results = cast("Results", FakeCorpus().search(""))
    state = receive(asked, asked.view.question, results, None)
    assert state.facet is not None
    assert (state.facet.label, state.actor_line, state.sifted) == (CALDER, 1, {})


async def test_a_name_that_was_left_or_opened_stays_under_the_cursor_of_the_whole_list(
    home: Path,
) -> None:
    for keys in (("3", "1"), ("enter", "escape")):
        async with opened(home) as person:
            await person.press("down", "1", "/")
            await person.type("cal")
            await person.press("enter", *keys)
            assert person.at(Pane.ACTORS)
            assert any(VANE in line[:28] for line in person.lines)
            facet = person.explorer.state.facet
            assert facet is not None
            assert facet.label == CALDER
            assert person.explorer.facets[Pane.ACTORS].cursor == 1


async def test_the_list_says_how_to_show_all_names_again(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "/")
        await person.type("cal")
        await person.press("enter")
        assert "Esc: all · 1 of 2" in person.screen
        await person.press("escape")
        assert "Esc: all" not in person.screen


async def test_typing_there_writes_no_query_and_esc_empties_it(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "2", "/")
        await person.type("jx")
        assert person.explorer.state.view.query == ""
        assert "No such name here" in person.screen
        await person.press("escape")
        assert "No such name here" not in person.screen
        assert person.at(Pane.TOPICS)
        assert person.app.focused is person.explorer.facets[Pane.TOPICS]


async def test_a_click_into_the_line_goes_on_typing(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "/")
        await person.type("ca")
        await person.press("enter")
        await person.pilot.click(person.explorer.sift_lines[Pane.ACTORS])
        await person.rest()
        await person.type("l")
        assert sorted(person.explorer.state.sift_texts[Pane.ACTORS]) == ["a", "c", "l"]

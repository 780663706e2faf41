"""Grouping, least confidence, filters that include and exclude: as steps, and at the keyboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.driving import opened
from tests.tui.fakes import FakeCorpus
from tui.arranging import be_surer
from tui.history import LEAST_SURE, View
from tui.session import Session, load_session, save_session, session_path
from tui.state import State, clear, contrary, toggle_filter
from tui.text import filter_label

BY = 'by:"Ines Calder"'


@given(st.text(min_size=1).filter(lambda text: not text.startswith("--")))
def test_the_contrary_of_the_contrary_is_the_filter(text: str) -> None:
    assert contrary(contrary(text)) == text


def test_a_filter_gives_way_to_its_contrary_in_place() -> None:
    state = toggle_filter(toggle_filter(State(), BY), "topic:x")
    state = toggle_filter(state, f"-{BY}")
    assert state.view.filters == (f"-{BY}", "topic:x")
    assert toggle_filter(state, BY).view.filters == (BY, "topic:x")
    assert toggle_filter(state, f"-{BY}").view.filters == ("topic:x",)


def test_an_excluded_name_is_shown_as_such() -> None:
    assert filter_label(f"-{BY}") == "not by Ines Calder"


def test_firmer_goes_up_the_steps_and_says_where_they_end() -> None:
    state, seen = State(), []
    for _ in LEAST_SURE:
        seen.append(state.view.least)
        state = be_surer(state, 1)
    assert seen == list(LEAST_SURE)
    assert state.notice == "Nothing surer can be asked for"
    for _ in LEAST_SURE:
        state = be_surer(state, -1)
    assert (state.view.least, state.notice) == (0, "All is shown, however unsure")


def test_a_least_confidence_is_a_filter_of_the_query_language_and_is_cleared() -> None:
    state = be_surer(State(), 1)
    assert state.view.question.filters == ("sure:50%",)
    assert state.view.filtered
    assert clear(state).view.least == 0


def test_the_session_keeps_grouping_and_least_confidence(tmp_path: Path) -> None:
    path = session_path(tmp_path, "x")
    view = replace(View(), grouped=True, least=70)
    save_session(path, Session(view))
    assert load_session(path).view == view


@pytest.mark.parametrize("least", [71, "70", None, True])
def test_a_session_with_another_step_shows_all(tmp_path: Path, least: object) -> None:
    path = session_path(tmp_path, "x")
    save_session(path, Session(View(least=70)))
    text = path.read_text(encoding="utf-8").replace('"least": 70', f'"least": {least!r}')
    path.write_text(text.replace("None", "null").replace("True", "true"), encoding="utf-8")
    assert load_session(path).view.least == 0


async def test_results_are_grouped_under_their_articles_and_ungrouped(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "A")
        assert "grouped by article" in person.screen
        headings = [line for line in person.lines if "The Courant · 26 Apr 2031" in line]
        assert any("Strait stays open" in line and "▌❝" not in line for line in headings)
        assert "1 of 7 in 2 articles" in person.screen
        await person.press("G")
        assert person.explorer.state.view.cursor == 6
        await person.press("A")
        assert "grouped by article" not in person.screen


async def test_an_excluded_speaker_is_left_out_until_the_chip_goes(home: Path) -> None:
    async with opened(home) as person:
        await person.type("the")
        await person.press("down", "G")
        while person.explorer.state.hit is not None and not person.explorer.state.hit.speaker:
            await person.press("k")
        before = person.explorer.state.total
        await person.press("-")
        assert "not by " in person.lines[0]
        assert person.explorer.state.total < before
        await person.press("x")
        assert person.explorer.state.total == before


async def test_firmer_leaves_out_guesses_and_the_frame_says_so(home: Path) -> None:
    corpus = FakeCorpus()
    async with opened(home, corpus) as person:
        await person.press("down", "f", "f")
        assert "at least 70 % sure" in person.screen
        assert person.explorer.state.total == 7
        await person.press("F", "F")
        assert "% sure" not in person.screen


async def test_the_side_pane_counts_every_filter_on_its_names(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "a")
        assert "1 on · 1" in person.screen
        await person.press("x", "-")
        assert "1 on · 1" in person.screen

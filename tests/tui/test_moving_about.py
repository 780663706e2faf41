"""Marks, recent jumps, the first hint, and notices that name the keys in force."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Span
from tests.tui.driving import opened
from tests.tui.fakes import FakeCorpus
from tui.bookmarks import bookmark_of
from tui.config import Config, put_in_force
from tui.history import Pane, View
from tui.jumps import jumps, travel
from tui.keys import worded
from tui.letters import put_letter
from tui.passages import passage_of_hit
from tui.session import Session, load_session, save_session, session_path
from tui.state import State, ask, back, say
from tui.widgets.reader_cells import selection_of

WORDS = ("a", "b", "c", "d", "e")


def travelled(back_steps: int) -> State:
    state = State()
    for word in WORDS:
        state = ask(state, query=word)
    for _ in range(back_steps):
        state = back(state)
    return state


@given(st.integers(0, 5), st.integers(0, 5))
def test_every_row_of_the_jumps_leads_to_its_view(back_steps: int, row: int) -> None:
    state = travelled(back_steps)
    found = jumps(state)
    assert len(found) == 6
    there = travel(state, found[row].steps)
    assert there.view == found[row].view
    assert [jump.view for jump in jumps(there)] == [jump.view for jump in found]


def test_a_jump_says_what_was_asked() -> None:
    view = View(query=" toll ", filters=('by:"Pell Oduya"', "-topic:ferry"))
    state = replace(State(), view=view)
    assert jumps(state)[0].asked == "toll · by Pell Oduya · not topic ferry"
    assert jumps(State())[0].asked == "Everything"


def test_going_further_than_there_are_views_stops_at_the_last() -> None:
    assert travel(travelled(0), -99).view == View()


def test_a_notice_names_the_keys_in_force() -> None:
    state = replace(say(State(), "{} quits", "quit"), view=View(pane=Pane.RESULTS))
    assert worded(state) == "q quits"
    put_in_force(Config(keys={"quit": ("Q",)}))
    assert worded(state) == "Q quits"
    assert worded(say(State(), "braces {} of a file stay")) == "braces {} of a file stay"


def test_marks_are_kept_with_the_session(tmp_path: Path) -> None:
    mark = bookmark_of(passage_of_hit(FakeCorpus().search("fishermen")[0]))
    state = put_letter(State(), "k", mark)
    path = session_path(tmp_path, "x")
    save_session(path, Session(View(), letters=state.letters))
    assert load_session(path).letters == {"k": mark}
    path.write_text(path.read_text().replace('"k"', '"kk"'), encoding="utf-8")
    assert load_session(path).letters == {}


async def test_a_place_is_marked_with_a_letter_and_gone_back_to(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "M")
        assert "No place has a letter yet" in person.screen
        await person.press("x")
        assert "Marked x" in person.lines[-1]
        marked = person.explorer.state.view.place
        await person.press("G", "'")
        assert "Strait stays open" in person.screen
        await person.press("q")  # no mark has this letter, and nothing quits
        await person.press("x")
        assert person.explorer.state.view.place == marked
        assert person.at(Pane.READER)


async def test_a_jump_is_taken_from_the_list(home: Path) -> None:
    async with opened(home) as person:
        await person.type("fleet")
        await person.press("down", "x")
        await person.type("")
        await person.press("H")
        assert "⏎ goes there" in person.screen
        assert "now: Everything" in person.screen
        await person.press("j", "enter")
        assert person.explorer.state.view.query == "fleet"


async def test_the_first_run_has_a_hint_that_the_first_key_takes_away(home: Path) -> None:
    async with opened(home) as person:
        assert "Type what you look for" in person.lines[-1]
        await person.press("f")
        assert "Type what you look for" not in person.lines[-1]
    (home / "sessions").mkdir(parents=True, exist_ok=True)
    async with opened(home) as person:
        assert "Type what you look for" not in person.lines[-1]


async def test_the_palette_has_a_key_of_the_table(home: Path) -> None:
    put_in_force(Config(keys={"palette": ("f9",)}))
    async with opened(home) as person:
        await person.press("down", "ctrl+p")
        assert person.app.screen is person.explorer
        await person.press("f9")
        assert person.app.screen is not person.explorer


async def test_the_layout_of_the_settings_holds(home: Path) -> None:
    put_in_force(Config(layout="beside"))
    async with opened(home) as person:
        frames = person.explorer.frames
        assert frames[Pane.READER].region.y == frames[Pane.RESULTS].region.y
    put_in_force(Config(layout="drawers"))
    async with opened(home) as person:
        assert not person.explorer.frames[Pane.ACTORS].region


async def test_the_citation_of_a_selection_has_its_words_and_its_speaker(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(home) as person:
        await person.press("down", "j", "enter")
        copied: list[str] = []
        monkeypatch.setattr(person.app, "copy_to_clipboard", copied.append)
        reader = person.explorer.reader
        article = reader.article
        assert article is not None
        start = article.text.index("never closed")
        person.explorer.selections = {reader: selection_of(Span(start, start + 12))}
        await person.press("Y")
        assert "Selection copied" in person.lines[-1]
        assert copied[0].startswith("“never closed” — Orsolya Vane")

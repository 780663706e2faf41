"""Every command of the table, from every place there is: it works, or says why not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.tui.driving import Driver, opened
from tests.tui.fakes import FakeCorpus
from tui.app import OnRecord
from tui.commands import COMMANDS, Command
from tui.history import Pane
from tui.layout import Layout
from tui.sifting import start
from tui.state import Stage, State, focus

SLOW = ("next_by_speaker", "down", "last", "theme", "escape")
"""Commands after which the screen is let come to rest: a thread answers, or much is drawn anew."""
PLACES = ("search", "actors", "topics", "results", "reader", "zoomed", "typing a name", "nothing")


@pytest.fixture(autouse=True)
def _no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # no editor, and no program to open a file with
    monkeypatch.setattr(OnRecord, "exit", lambda *_: None)


async def go_to(person: Driver, place: str) -> None:
    """Bring the explorer to a place from wherever it is."""
    explorer = person.explorer
    while len(person.app.screen_stack) > 1:
        person.app.pop_screen()
    nothing = place == "nothing"
    pane = Pane.RESULTS if nothing or place == "zoomed" else Pane.ACTORS
    pane = Pane(place) if place in [each.value for each in Pane] else pane
    view = replace(
        explorer.state.view, query="zzzz" if nothing else "", filters=(), least=0, pages=()
    )
    state = focus(replace(explorer.state, view=view, overlay=None, zoomed=False), pane)
    state = replace(state, zoomed=place == "zoomed", sift_texts={}, sifted={})
    explorer.update(start(state) if place == "typing a name" else state)
    if nothing:
        await person.rest()


async def run(person: Driver, command: Command) -> None:
    """Run a command; wait where it opened something, which has messages of its own."""
    person.explorer.action_command(command.id)
    if len(person.app.screen_stack) > 1 or command.id in SLOW:
        await person.pilot.pause()


@pytest.mark.parametrize("place", PLACES)
async def test_every_command_works_or_says_why(home: Path, place: str) -> None:
    async with opened(home, FakeCorpus(names=("strait", "reprint", "herring"))) as person:
        for command in COMMANDS:
            await go_to(person, place)
            before = person.explorer.state
            reason = command.blocked(before)
            await run(person, command)
            if reason is not None:
                assert person.explorer.state.notice == reason, command.id
        await go_to(person, "results")
        await person.rest()
        assert person.explorer.state.total > 0


async def test_every_command_works_or_says_why_before_anything_is_open(home: Path) -> None:
    async with opened(home, FakeCorpus(indexed=False), rested=False) as person:
        for command in COMMANDS:
            person.explorer.action_command(command.id)
            await person.pilot.pause()
            while len(person.app.screen_stack) > 1:
                person.app.pop_screen()
            person.explorer.state = replace(person.explorer.state, overlay=None)
        assert person.explorer.state.stage in (Stage.OPENING, Stage.INDEXING)


async def test_every_command_works_on_a_narrow_screen(home: Path) -> None:
    async with opened(home, size=(80, 24)) as person:
        for command in COMMANDS:
            await go_to(person, "reader")
            await run(person, command)
        assert person.explorer.state.layout is Layout.NARROW


def test_no_command_is_blocked_without_words() -> None:
    for command in COMMANDS:
        assert command.blocked(State()) != ""

"""Somebody leans on the keyboard: random keys, sizes and clicks, the same ones every time."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from textual import events

from tests.tui.driving import Driver, opened
from tui.app import OnRecord
from tui.commands import COMMANDS
from tui.history import Pane
from tui.keymap import NAMES
from tui.layout import Layout
from tui.screens.explorer import Explorer
from tui.widgets.search_line import QueryInput

KEYS = [key for command in COMMANDS for key in command.keys]
LETTERS = [*'fleetqz "*-(']
SIZES = ((120, 36), (80, 24), (160, 48), (60, 15), (99, 20), (30, 5))
STEPS, KEYS_A_STEP = 40, 6
SEEDS = range(1, 1 + int(os.environ.get("ONRECORD_MONKEYS", "2")))
"""Two people lean on the keyboard, 240 keys each; ONRECORD_MONKEYS=21 makes 5,000 of them."""


async def lean(person: Driver, chance: random.Random) -> None:
    """Press keys in one burst; now and then change the size of the terminal or click somewhere."""
    what = chance.random()
    if what < 0.06:
        await person.pilot.resize_terminal(*chance.choice(SIZES))
    elif what < 0.14:
        width, height = person.app.size
        offset = (chance.randrange(width), chance.randrange(height))
        await person.pilot.click(offset=offset, times=chance.choice((1, 2)))
    else:
        keys = KEYS if chance.random() < 0.75 else LETTERS
        for key in chance.choices(keys, k=KEYS_A_STEP):
            character = key if len(key) == 1 else None
            person.app.post_message(events.Key(NAMES.get(key, key), character))
        await person.pilot.pause()


def check(explorer: Explorer) -> None:
    """Fail where the state contradicts itself, or the screen shows another state."""
    state, view = explorer.state, explorer.state.view
    assert view.cursor < max(1, state.total)
    if explorer.is_current and state.layout is not Layout.TINY:
        assert explorer.focused is explorer.key_target
        assert (view.pane is Pane.SEARCH) == isinstance(explorer.focused, QueryInput)
    if state.answered == view.question and state.total:
        assert explorer.results.cursor == view.cursor


@pytest.mark.parametrize("seed", SEEDS)
async def test_random_keys_and_sizes_break_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(OnRecord, "exit", lambda *_: None)
    monkeypatch.setenv("PATH", "")  # no editor and no program to open a file with
    chance = random.Random(seed)
    async with opened(home) as person:
        for _ in range(STEPS):
            await lean(person, chance)
            check(person.explorer)
        await person.pilot.resize_terminal(120, 36)
        for _ in range(12):
            await person.press("escape")
        assert person.explorer.is_current
        assert not person.explorer.state.view.filtered
        assert " of 7" in person.screen

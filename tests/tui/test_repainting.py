"""What is written to the terminal for a move: the lines that differ, not the screen."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.console import RenderableType
from textual._compositor import ChopsUpdate
from textual.events import Key
from textual.screen import Screen

from tests.tui.driving import Driver, opened
from tui.history import Pane


@contextmanager
def lines_painted(person: Driver, monkeypatch: pytest.MonkeyPatch) -> Iterator[set[int]]:
    """Collect the numbers of the lines that are painted; all of them for a whole screen."""
    lines: set[int] = set()
    display = person.app._display

    def watched(screen: Screen[object], update: RenderableType | None) -> None:
        if isinstance(update, ChopsUpdate):
            lines.update(line for line, _, _ in update.spans)
        elif update is not None:
            lines.update(range(person.app.size.height))
        display(screen, update)

    with monkeypatch.context() as patch:
        patch.setattr(person.app, "_display", watched)
        yield lines


async def test_a_move_within_the_article_paints_two_rows_and_the_two_passages(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(home) as person:
        await person.press("down", "j")
        results, reader = (person.explorer.frames[p].region for p in (Pane.RESULTS, Pane.READER))
        with lines_painted(person, monkeypatch) as lines:
            await person.press("j")
        rows = {y for y in lines if results.y < y < results.bottom - 1}
        passages = {y for y in lines if reader.y < y < reader.bottom - 1}
        assert len(rows) == 4
        assert [person.lines[y].split("│")[-2].strip(" ▌▄")[:9] for y in sorted(passages)] == [
            "“We never",
            "The price",
        ]


async def test_nothing_is_painted_where_a_key_changes_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(home) as person:
        await person.press("down", "3")
        with lines_painted(person, monkeypatch) as lines:
            await person.press("3")
        assert lines == set()


async def test_nothing_is_painted_while_keys_wait_that_will_change_it_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(home) as person:
        person.app._typed.append(Key("j", "j"))
        with lines_painted(person, monkeypatch) as lines:
            person.explorer._painted_at = math.inf
            person.explorer.footer.notice("Seven of ten")
            await person.pilot.pause(0.1)
            assert lines == set()
            person.explorer._painted_at = 0.0
            await person.pilot.pause(0.1)
            assert lines == {person.app.size.height - 1}
        person.app._typed.clear()

"""Typing in a line of text: the line is painted, and the screen is not arranged anew."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.screen import Screen

from tui.widgets.text_line import TextLine


class Demo(App[None]):
    def compose(self) -> ComposeResult:
        yield TextLine("Search", True, "line")


async def test_a_key_arranges_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Demo()
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.press("a")
        arranged: list[object] = []
        monkeypatch.setattr(Screen, "_refresh_layout", lambda *args, **_: arranged.append(args))
        await pilot.press(*"strait", "backspace")
        await pilot.pause()
        assert app.query_one(TextLine).value == "astrai"
        assert arranged == []


async def test_a_text_that_does_not_fit_is_scrolled_to_the_cursor_and_back() -> None:
    app = Demo()
    async with app.run_test(size=(20, 5)) as pilot:
        line = app.query_one(TextLine)
        await pilot.press(*"abcdefghijklmnopqrstuvwxyz")
        await pilot.pause()
        assert line.render_line(0).text.rstrip().endswith("xyz")
        await pilot.press(*["backspace"] * 16)
        await pilot.pause()
        assert line.render_line(0).text.rstrip() == "abcdefghij"


async def test_what_is_put_there_is_not_reported_as_typed() -> None:
    app = Typed()
    async with app.run_test(size=(40, 5)) as pilot:
        line = app.query_one(TextLine)
        line.put("ferrie")
        await pilot.pause()
        assert (line.cursor_position, app.told) == (6, [])
        await pilot.press("end", "s")
        assert app.told == ["ferries"]


class Typed(Demo):
    """Keeps what is reported as typed."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def on_input_changed(self, event: TextLine.Changed) -> None:
        self.told.append(event.value)


async def test_what_a_terminal_would_obey_is_shown_and_kept_as_it_is() -> None:
    app = Demo()
    async with app.run_test(size=(40, 5)) as pilot:
        line = app.query_one(TextLine)
        text = "a\x1b[2J\x9bb\u202ec\td"
        line.put(text)
        await pilot.pause()
        assert line.render_line(0).text.rstrip() == "a␛[2J⍰b⍰c d"
        assert line.value == text
        assert line.cursor_screen_offset.x == len(text) + 1


async def test_the_width_follows_that_of_the_terminal() -> None:
    app = Demo()
    async with app.run_test(size=(40, 5)) as pilot:
        line = app.query_one(TextLine)
        await pilot.press("a")
        for width in (20, 60):
            await pilot.resize_terminal(width, 5)
            await pilot.pause()
            assert line.virtual_size.width == width

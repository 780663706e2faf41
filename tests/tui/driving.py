"""Open the explorer without a terminal, press keys, and wait until it has come to rest."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from textual.pilot import Pilot

from tests.tui.fakes import FakeCorpus
from tui.app import OnRecord
from tui.config import Problem
from tui.history import Pane
from tui.indexing import Indexing
from tui.screens.explorer import Explorer
from tui.screens.page import PageScreen
from tui.state import Overlay
from tui.themes import DARK

if TYPE_CHECKING:
    from index.corpus import Corpus

MOMENTS = 3000
"""How often, ten milliseconds apart, a test looks whether the explorer has come to rest."""


class NoIndexing(Indexing):
    """An index that is up to date already."""

    def __init__(self, post: Callable[[Any], object]) -> None:
        super().__init__((), Path(), post)

    def start(self) -> None:
        """Start nothing."""


class Driver:
    """A person at the keyboard."""

    def __init__(self, app: OnRecord, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot
        self.explorer = cast(Explorer, app.screen_stack[0])

    async def press(self, *keys: str) -> None:
        """Press keys, named as Textual names them, and wait for what they bring."""
        await self.pilot.press(*keys)
        await self.rest()

    async def type(self, text: str) -> None:
        """Type a text, key by key."""
        await self.press(*("space" if key == " " else key for key in text))

    async def rest(self) -> None:
        """Wait until the results answer the query and the reader shows the place."""
        for _ in range(MOMENTS):
            await self.pilot.pause()
            state = self.explorer.state
            place, reading = state.view.place, state.reading
            read = place is None or (reading is not None and reading.article.id == place.article)
            screen = self.app.screen
            made = screen.loaded if isinstance(screen, PageScreen) else True
            if read and made and state.answered == state.view.question:
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"still waiting: {self.explorer.state}")

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until ``condition`` holds."""
        for _ in range(MOMENTS):
            await self.pilot.pause(0.01)
            if condition():
                return
        raise AssertionError("it never happened")

    def at(self, pane: Pane) -> bool:
        """Whether the keys go to ``pane``."""
        return self.explorer.state.view.pane is pane

    def filters(self) -> tuple[str, ...]:
        """The filters that are on."""
        return self.explorer.state.view.filters

    def overlay(self) -> Overlay | None:
        """What lies over the panes."""
        return self.explorer.state.overlay

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.lines)


@asynccontextmanager
async def opened(
    home: Path,
    corpus: FakeCorpus | None = None,
    size: tuple[int, int] = (120, 36),
    roots: tuple[Path, ...] = (Path("/articles"),),
    rested: bool = True,
    problems: tuple[Problem, ...] = (),
    suits: str = DARK.name,
) -> AsyncIterator[Driver]:
    """Open the explorer on a corpus in memory and wait for its first results."""
    there = cast("Corpus", corpus or FakeCorpus())
    app = OnRecord(
        roots, home, lambda: there, NoIndexing, show_times=False, problems=problems, suits=suits
    )
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot)
        if rested:
            await driver.rest()
        yield driver

"""The explorer on a real index, built in a child process from files on the disk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.tui.driving import Driver
from tui.app import OnRecord
from tui.history import Pane
from tui.messages import IndexDamaged
from tui.state import Stage, State

ARTICLES = {
    "strait.txt": (
        "Strait stays open\n\n"
        "“We never closed the strait,” Orsolya Vane told reporters on the quay.\n\n"
        "The price of herring doubled in a week, and the fleet stayed in port.\n\n"
        "“Nobody asked the fishermen,” said Ines Calder, who speaks for the fleet.\n"
    ),
    "herring.txt": (
        "Herring at any price\n\n"
        "“The fleet sails on Monday,” Orsolya Vane said.\n\n"
        "[Ministers] were not at the quay; <tags> stand as they are.\n"
    ),
    "empty.txt": "",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles and an empty file."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text)
    return folder


def settled(state: State) -> bool:
    """Whether the build is over and there is something to read."""
    return state.total > 0 and state.progress is None and state.reading is not None


@asynccontextmanager
async def opened_on(folder: Path, home: Path) -> AsyncIterator[Driver]:
    """Open the explorer on ``folder`` and wait for its first results."""
    app = OnRecord((folder,), home)
    async with app.run_test(size=(120, 36)) as pilot:
        person = Driver(app, pilot)
        await person.until(lambda: settled(person.explorer.state))
        yield person


async def test_a_new_folder_is_read_searched_and_walked_through(folder: Path, home: Path) -> None:
    async with opened_on(folder, home) as person:
        await person.type("fisherman")
        assert "Nobody asked the fishermen" in person.screen
        await person.press("escape")
        await person.type("monday")
        await person.press("enter", "a")
        assert person.filters() == ('by:"Orsolya Vane"',)
        left = person.explorer.state.view
        await person.press(">")
        await person.until(lambda: person.at(Pane.READER) or bool(person.explorer.state.notice))
        await person.rest()
        if person.explorer.state.notice:
            await person.press("<")
            await person.until(lambda: person.at(Pane.READER))
            await person.rest()
        assert "We never closed the strait" in person.screen
        await person.press("ctrl+o")
        view = person.explorer.state.view
        assert (view.query, view.filters, view.cursor) == (left.query, left.filters, left.cursor)
        await person.press("ctrl+o")
        assert (person.explorer.state.view.query, person.filters()) == ("monday", ())


async def test_a_file_added_later_is_found_by_the_next_run(folder: Path, home: Path) -> None:
    async with opened_on(folder, home) as person:
        assert person.explorer.state.total > 0
    (folder / "later.txt").write_text("Later news\n\n“The gulls left,” Ines Calder said.\n")
    async with opened_on(folder, home) as person:
        await person.until(lambda: not person.explorer.indexing.running)
        await person.press("slash")
        await person.type("gulls")
        assert person.explorer.state.total == 1


async def test_a_folder_without_articles_says_so(tmp_path: Path, home: Path) -> None:
    app = OnRecord((tmp_path / "articles",), home)
    (tmp_path / "articles").mkdir()
    async with app.run_test(size=(80, 24)) as pilot:
        person = Driver(app, pilot)
        await person.until(lambda: "No articles here" in person.screen)
        await person.press("slash", "x", "escape", "down")
        assert person.explorer.state.stage is Stage.READY


async def test_what_could_not_be_read_is_listed(folder: Path, home: Path) -> None:
    async with opened_on(folder, home) as person:
        await person.press("down", "S")
        assert "empty.txt" in person.screen


async def test_an_index_that_is_torn_while_it_is_open_is_made_anew(
    folder: Path, home: Path
) -> None:
    async with opened_on(folder, home) as person:
        await person.until(lambda: not person.explorer.indexing.running)
        corpus = person.explorer.corpus
        assert corpus is not None
        (corpus.directory / "corpus.json").unlink()
        corpus.close()
        person.explorer.post_message(IndexDamaged("is damaged"))
        await person.until(lambda: person.explorer.state.results is None)
        await person.until(lambda: settled(person.explorer.state))
        assert corpus.is_complete()

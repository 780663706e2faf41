"""What the explorer looks like, approved by looking at it.

``pytest --snapshot-update`` makes the pictures anew; look at them before they are committed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from textual.pilot import Pilot

from index.corrections.model import NamedTopic, OneActor, Renamed
from index.extraction.actor_rules import Called
from index.home import corpus_key
from index.model import Progress, Skipped, Span
from tests.tui.driving import Driver, NoIndexing
from tests.tui.fakes import FakeCorpus
from tui.app import OnRecord
from tui.bookmarks import Bookmark, bookmark_of, bookmarks_path, save_bookmarks
from tui.history import Place
from tui.messages import BuildProgressed
from tui.passages import passage_of_hit
from tui.state import Stage
from tui.themes import LIGHT

if TYPE_CHECKING:
    from index.corpus import Corpus

SnapCompare = Callable[..., bool]
WIDE, NARROW = (120, 36), (80, 24)


def compare(
    snap_compare: SnapCompare,
    home: Path,
    size: tuple[int, int],
    *keys: str,
    corpus: FakeCorpus | None = None,
) -> bool:
    """Press ``keys`` in a fresh explorer and compare its picture with the approved one."""
    there = cast("Corpus", corpus or FakeCorpus())
    app = OnRecord((Path("/articles"),), home, lambda: there, NoIndexing, show_times=False)

    async def run(pilot: Pilot[None]) -> None:
        person = Driver(app, pilot)
        await person.rest()
        await person.press(*keys)

    return snap_compare(app, terminal_size=size, run_before=run)


@pytest.mark.parametrize("size", [WIDE, NARROW, (150, 40)], ids=["wide", "narrow", "beside"])
def test_reading_a_result(snap_compare: SnapCompare, home: Path, size: tuple[int, int]) -> None:
    assert compare(snap_compare, home, size, "f", "l", "e", "e", "t", "down", "j", "B", "enter")


def test_the_light_theme_with_a_filter(snap_compare: SnapCompare, home: Path) -> None:
    assert compare(snap_compare, home, WIDE, "down", "j", "a", "T")


def test_a_drawer_on_a_narrow_screen(snap_compare: SnapCompare, home: Path) -> None:
    assert compare(snap_compare, home, NARROW, "down", "1", "j", "m")


def test_nothing_found(snap_compare: SnapCompare, home: Path) -> None:
    assert compare(snap_compare, home, NARROW, "f", "l", "l")


def test_the_help(snap_compare: SnapCompare, home: Path) -> None:
    assert compare(snap_compare, home, WIDE, "down", "?")


def test_reading_a_new_folder(snap_compare: SnapCompare, home: Path) -> None:
    corpus = cast("Corpus", FakeCorpus(names=(), indexed=False))
    app = OnRecord((Path("/articles"),), home, lambda: corpus, NoIndexing, show_times=False)

    async def run(pilot: Pilot[None]) -> None:
        person = Driver(app, pilot)
        await person.until(lambda: person.explorer.state.stage is Stage.INDEXING)
        skipped = (Skipped(Path("torn.html"), "is not a text"),)
        progress = Progress(300, 840, Path("/articles/strait.txt"), skipped, 0)
        person.explorer.post_message(BuildProgressed(progress))
        await person.until(lambda: person.explorer.state.progress is progress)
        await pilot.pause()

    assert snap_compare(app, terminal_size=NARROW, run_before=run)


def test_bookmarks_one_of_them_gone_one_removed(snap_compare: SnapCompare, home: Path) -> None:
    fishermen = passage_of_hit(FakeCorpus().search("fishermen")[0])
    strait = passage_of_hit(FakeCorpus().search("never closed")[0])
    gone = Bookmark(Place("gone", Span(0, 9)), "Nobody came", "Pell Oduya", source="The Lamp")
    path = bookmarks_path(home, corpus_key((Path("/articles"),)))
    save_bookmarks(path, [bookmark_of(fishermen), bookmark_of(strait), gone])
    assert compare(snap_compare, home, NARROW, "down", "L", "j", "B")


def test_other_printings(snap_compare: SnapCompare, home: Path) -> None:
    corpus = FakeCorpus(names=("strait", "reprint", "herring"))
    assert compare(snap_compare, home, NARROW, "down", "j", "plus", corpus=corpus)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_results_grouped_by_article(
    snap_compare: SnapCompare, home: Path, size: tuple[int, int]
) -> None:
    corpus = FakeCorpus(names=("strait", "reprint", "herring"))
    keys = ("t", "h", "e", "down", "A", "f", "f", "j", "-")
    assert compare(snap_compare, home, size, *keys, corpus=corpus)


def test_a_name_typed_in_a_side_pane(snap_compare: SnapCompare, home: Path) -> None:
    assert compare(snap_compare, home, WIDE, "down", "1", "/", "c", "a", "l")


def test_the_first_run_on_a_large_light_screen(snap_compare: SnapCompare, home: Path) -> None:
    there = cast("Corpus", FakeCorpus())
    app = OnRecord(
        (Path("/articles"),), home, lambda: there, NoIndexing, show_times=False, suits=LIGHT.name
    )

    async def run(pilot: Pilot[None]) -> None:
        await Driver(app, pilot).rest()

    assert snap_compare(app, terminal_size=(160, 48), run_before=run)


def test_the_recent_jumps(snap_compare: SnapCompare, home: Path) -> None:
    keys = ("f", "l", "e", "e", "t", "down", "enter", "a", "backspace", "H")
    assert compare(snap_compare, home, (100, 30), *keys)


def test_a_mark_to_go_to(snap_compare: SnapCompare, home: Path) -> None:
    keys = ("down", "j", "M", "q", "j", "M", "B", "'")
    assert compare(snap_compare, home, NARROW, *keys)


def test_the_help_on_a_narrow_screen(snap_compare: SnapCompare, home: Path) -> None:
    assert compare(snap_compare, home, NARROW, "down", "?")


def test_an_index_that_cannot_be_opened(snap_compare: SnapCompare, home: Path) -> None:
    def broken() -> Corpus:
        raise OSError("/articles: the disk is on fire")

    app = OnRecord((Path("/articles"),), home, broken, NoIndexing, show_times=False)

    async def run(pilot: Pilot[None]) -> None:
        person = Driver(app, pilot)
        await person.until(lambda: person.explorer.state.stage is Stage.FAILED)
        await pilot.pause()

    assert snap_compare(app, terminal_size=NARROW, run_before=run)


def test_a_terminal_that_is_too_small(snap_compare: SnapCompare, home: Path) -> None:
    assert compare(snap_compare, home, (50, 12))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_persons_page(snap_compare: SnapCompare, home: Path, size: tuple[int, int]) -> None:
    assert compare(snap_compare, home, size, "down", "1", "enter", "j")


def test_a_topics_page(snap_compare: SnapCompare, home: Path) -> None:
    assert compare(snap_compare, home, (100, 30), "down", "2", "enter", "T")


def test_two_people_side_by_side(snap_compare: SnapCompare, home: Path) -> None:
    assert compare(snap_compare, home, (100, 30), "down", "1", "enter", "4", "enter", "l")


def test_picking_whom_to_compare_with(snap_compare: SnapCompare, home: Path) -> None:
    assert compare(snap_compare, home, NARROW, "down", "1", "C", "c")


def test_what_can_be_corrected_at_a_quote(snap_compare: SnapCompare, home: Path) -> None:
    assert compare(snap_compare, home, NARROW, *"fleet", "down", "j", "w")


def test_the_corrections_one_of_them_taken_back(snap_compare: SnapCompare, home: Path) -> None:
    misfit = Renamed(Called("Pell Oduya"), "Pell Oduya-Brand")
    one = OneActor(Called("Ines Calder"), Called("I. Calder"))
    topic = NamedTopic("Fleet in port", "fleet port")
    corpus = FakeCorpus(corrected=[topic, misfit, one], misfits=(misfit,))
    assert compare(snap_compare, home, NARROW, "down", "W", "d", corpus=corpus)

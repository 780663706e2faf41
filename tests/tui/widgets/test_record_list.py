from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import on
from textual.app import App, ComposeResult
from textual.content import Content
from textual.message import Message
from textual.pilot import Pilot

from tui.widgets.record_list import RecordList


class Numbers(Sequence[int]):
    """A lazy source that fails the test when it is walked through."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.asked: set[int] = set()

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: Any) -> Any:
        self.asked.add(index)
        return index

    def __iter__(self) -> Any:
        raise AssertionError("the source was walked through")


def two_lines(item: int, width: int) -> list[Content]:
    return [Content(f"item {item} [b]"), Content(f"second {item}")]


class Demo(App[None]):
    CSS = "RecordList { height: 10; }"

    def __init__(self) -> None:
        super().__init__()
        self.listing: RecordList[Any] = RecordList(placeholder="Nothing yet.\nType a word.")
        self.told: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.listing

    @on(RecordList.Highlighted)
    @on(RecordList.Selected)
    def keep(self, event: Message) -> None:
        self.told.append(event)

    def shown(self) -> list[str]:
        """Return the text of the lines on the screen."""
        return [self.listing.render_line(y).text.rstrip() for y in range(10)]

    def said(self) -> list[tuple[str, int]]:
        """Return the messages so far, as names and indexes."""
        return [(type(event).__name__, getattr(event, "index", -1)) for event in self.told]


async def settle(pilot: Pilot[None]) -> None:
    await pilot.pause()


async def test_draws_only_rows_in_view() -> None:
    app = Demo()
    async with app.run_test(size=(40, 20)) as pilot:
        numbers = Numbers(100_000)
        app.listing.set_source(numbers, two_lines, 2)
        await settle(pilot)
        assert app.shown()[:4] == ["▌item 0 [b]", "▌second 0", " item 1 [b]", " second 1"]
        assert numbers.asked == {0, 1, 2, 3, 4}


async def test_cursor_stays_in_view_at_both_ends() -> None:
    app = Demo()
    async with app.run_test(size=(40, 20)) as pilot:
        app.listing.set_source(Numbers(100_000), two_lines, 2)
        await settle(pilot)
        app.listing.last()
        await settle(pilot)
        assert app.listing.cursor == 99_999
        assert app.shown()[-2:] == ["▌item 99999 [b]", "▌second 99999"]
        app.listing.move(5)
        assert app.listing.cursor == 99_999
        app.listing.first()
        await settle(pilot)
        assert app.shown()[0] == "▌item 0 [b]"


async def test_pages_and_half_pages_count_items() -> None:
    app = Demo()
    async with app.run_test(size=(40, 20)) as pilot:
        app.listing.set_source(Numbers(100), two_lines, 2)
        await settle(pilot)
        app.listing.page(1)
        assert app.listing.cursor == 5
        app.listing.half_page(1)
        assert app.listing.cursor == 7
        app.listing.page(-1)
        assert app.listing.cursor == 2


async def test_each_move_is_told_but_not_a_new_source() -> None:
    app = Demo()
    async with app.run_test(size=(40, 20)) as pilot:
        app.listing.set_source(Numbers(9), two_lines, 2, cursor=4)
        await settle(pilot)
        assert (app.listing.cursor, app.said()) == (4, [])
        app.listing.move(1)
        app.listing.select()
        await settle(pilot)
        assert app.said() == [("Highlighted", 5), ("Selected", 5)]


async def test_cursor_is_kept_within_a_shorter_source() -> None:
    app = Demo()
    async with app.run_test(size=(40, 20)) as pilot:
        app.listing.set_source(Numbers(100), two_lines, 2, cursor=90)
        await settle(pilot)
        app.listing.set_source(Numbers(3), two_lines, 2, cursor=90)
        await settle(pilot)
        assert app.listing.cursor == 2
        assert app.shown()[0] == " item 0 [b]"
        assert app.shown()[4] == "▌item 2 [b]"


async def test_empty_list_shows_the_placeholder_and_chooses_nothing() -> None:
    app = Demo()
    async with app.run_test(size=(40, 20)) as pilot:
        app.listing.select()
        app.listing.last()
        await settle(pilot)
        assert app.shown()[:3] == [" Nothing yet.", " Type a word.", ""]
        assert app.said() == []


async def test_click_moves_the_cursor_and_a_second_one_chooses() -> None:
    app = Demo()
    async with app.run_test(size=(40, 20)) as pilot:
        app.listing.set_source(Numbers(9), two_lines, 2)
        await settle(pilot)
        await pilot.click(RecordList, offset=(3, 5))
        await pilot.click(RecordList, offset=(3, 4))
        await settle(pilot)
        assert app.said() == [("Highlighted", 2), ("Selected", 2)]


async def test_click_below_the_last_item_does_nothing() -> None:
    app = Demo()
    async with app.run_test(size=(40, 20)) as pilot:
        app.listing.set_source(Numbers(2), two_lines, 2)
        await settle(pilot)
        await pilot.click(RecordList, offset=(3, 8))
        await settle(pilot)
        assert app.said() == []


async def test_move_repaints_the_two_rows_that_changed() -> None:
    app = Demo()
    async with app.run_test(size=(40, 20)) as pilot:
        app.listing.set_source(Numbers(9), two_lines, 2)
        await settle(pilot)
        drawn: list[int] = []
        draw = app.listing.render_line

        def noting(y: int) -> Any:
            drawn.append(y)
            return draw(y)

        app.listing.render_line = noting  # type: ignore[method-assign]  # watch what is painted
        app.listing.move(1)
        await settle(pilot)
        assert sorted(set(drawn)) == [0, 1, 2, 3]


async def test_long_and_wide_lines_are_cut_at_the_edge() -> None:
    app = Demo()
    async with app.run_test(size=(12, 20)) as pilot:
        app.listing.set_source(["abcdefghijklmnop", "海峡海峡海峡海峡", "two\nlines"], one_line)
        await settle(pilot)
        assert app.shown()[:3] == ["▌abcdefgh…", " 海峡海峡…", " two"]
        assert {app.listing.render_line(y).cell_length for y in range(3)} == {11}


def one_line(item: str, width: int) -> list[Content]:
    return [Content(item)]


async def test_missing_lines_of_an_item_are_blank() -> None:
    app = Demo()
    async with app.run_test(size=(40, 20)) as pilot:
        app.listing.set_source(["a", "b"], one_line, 2)
        await settle(pilot)
        assert app.shown()[:4] == ["▌a", "▌", " b", ""]


async def test_another_source_paints_only_the_lines_that_differ() -> None:
    app = Demo()
    async with app.run_test(size=(40, 20)) as pilot:
        app.listing.set_source(["ash", "elm", "oak"], one_line)
        await settle(pilot)
        app.listing._exchange_repaint_regions()
        app.listing.set_source(["ash", "fir", "oak", "yew"], one_line)
        dirty = app.listing._exchange_repaint_regions()
        assert sorted(region.y for region in dirty) == [1, 3]
        assert app.shown()[:4] == ["▌ash", " fir", " oak", " yew"]

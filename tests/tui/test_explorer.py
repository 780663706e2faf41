"""The explorer as a person uses it: keys in, what stands on the screen out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.events import Key

from index.model import Progress, RefreshReport, Skipped
from tests.tui.driving import Driver, NoIndexing, opened
from tests.tui.fakes import FakeCorpus
from tui.app import OnRecord
from tui.commands import COMMANDS
from tui.history import Pane
from tui.messages import BuildFailed, BuildFinished, BuildProgressed
from tui.state import Overlay, Stage

if TYPE_CHECKING:
    from index.corpus import Corpus

UP_TO_DATE = RefreshReport(
    added=0, changed=0, removed=0, unchanged=2, skipped=(), articles=2, paragraphs=8, quotes=3,
    seconds=0.1,
)  # fmt: skip


async def test_the_first_screen_shows_everything_there_is(home: Path) -> None:
    async with opened(home) as person:
        assert "1 of 7" in person.screen
        assert "Strait stays open, says harbour office" in person.screen
        assert "Orsolya Vane" in person.screen
        assert person.at(Pane.SEARCH)


async def test_results_follow_each_key(home: Path) -> None:
    corpus = FakeCorpus()
    async with opened(home, corpus) as person:
        await person.type("herring")
        assert person.explorer.state.total == 2
        assert "The price of herring doubled" in person.screen
        assert corpus.searches[-1] == "herring"


async def test_keys_typed_before_the_index_is_open_are_not_lost(home: Path) -> None:
    async with opened(home, rested=False) as person:
        await person.pilot.press("f", "l", "e", "e", "t")
        await person.rest()
        assert person.explorer.state.view.query == "fleet"
        assert person.explorer.state.total == 2


async def test_enter_goes_to_the_results_and_again_into_the_article(home: Path) -> None:
    async with opened(home) as person:
        await person.type("fishermen")
        await person.press("enter")
        assert person.at(Pane.RESULTS)
        await person.press("enter")
        assert person.at(Pane.READER)
        assert "quote 2 of 2" in person.screen


async def test_moving_through_results_previews_them(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "G")
        assert person.explorer.reader.article is not None
        assert person.explorer.reader.article.title == "Herring at any price"
        assert person.explorer.state.history.past == ()


async def test_back_restores_query_filter_and_cursor(home: Path) -> None:
    async with opened(home) as person:
        await person.type("the")
        await person.press("down", "j", "j")
        left = person.explorer.state.view
        await person.press("a")
        assert person.filters() == ('by:"Ines Calder"',)
        await person.press("ctrl+o")
        view = person.explorer.state.view
        assert (view.query, view.filters, view.cursor, view.place) == (
            left.query,
            left.filters,
            left.cursor,
            left.place,
        )


async def test_s_sorts_and_the_frame_says_how(home: Path) -> None:
    async with opened(home, FakeCorpus(names=("strait", "reprint"))) as person:
        await person.press("down", "s")
        assert "3 Results · newest first" in person.screen
        assert person.explorer.state.hit is not None
        assert person.explorer.state.hit.title == "Harbour office denies closing anything"
        await person.press("s")
        assert "3 Results · by speaker" in person.screen
        await person.press("backspace", "backspace")
        assert "3 Results ─" in person.screen
        person.explorer.action_command("sort_speaker")
        await person.rest()
        assert person.explorer.state.hit.speaker == "Ines Calder"
    async with opened(home, FakeCorpus(names=("strait", "reprint"))) as person:
        assert "3 Results · by speaker" in person.screen


async def test_a_filters_on_the_speaker_and_x_clears(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "j", "a")
        assert person.filters() == ('by:"Orsolya Vane"',)
        assert person.explorer.state.total == 2
        assert "by Orsolya Vane ×" in person.lines[0]
        await person.press("x")
        assert person.explorer.state.total == 7


async def test_the_same_speakers_next_quote_is_in_another_article(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "j")
        await person.press(">")
        await person.until(lambda: person.at(Pane.READER))
        await person.rest()
        reading = person.explorer.state.reading
        assert reading is not None
        assert reading.article.title == "Herring at any price"
        await person.press("ctrl+o")
        assert person.at(Pane.RESULTS)
        assert person.explorer.state.view.cursor == 1


async def test_n_walks_the_results_without_leaving_the_reader(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "enter", "n", "n")
        assert person.at(Pane.READER)
        assert person.explorer.state.view.cursor == 2
        await person.press("N")
        assert person.explorer.state.view.cursor == 1


async def test_several_people_named_in_a_paragraph_are_offered(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "j", "m")
        assert person.filters() == ('actor:"Orsolya Vane"',)


async def test_a_topic_of_the_paragraph_becomes_a_filter(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "j", "j", "t")
        assert person.filters() == ('topic:"the fleet"',)


async def test_m_in_the_side_pane_filters_and_marks_the_line(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "j", "m")
        assert person.filters() == ('actor:"Ines Calder"',)
        assert "● Ines Calder" in person.screen


async def test_a_command_that_cannot_work_says_why_until_the_next_key(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "a")
        assert "Nobody is named as the speaker here" in person.lines[-1]
        await person.press("j")
        assert "Nobody" not in person.lines[-1]


async def test_a_slash_in_the_search_line_starts_the_query_over(home: Path) -> None:
    async with opened(home) as person:
        await person.press("/")
        await person.type("fleet")
        await person.press("down", "/", "/")
        await person.type("price")
        assert person.explorer.state.view.query == "price"


async def test_escape_never_quits(home: Path) -> None:
    async with opened(home) as person:
        await person.type("fleet")
        for _ in range(8):
            await person.press("escape")
        assert person.app.is_running
        assert "q quits" in person.lines[-1]
        assert person.explorer.state.view.query == ""


async def test_a_suggestion_is_taken_where_nothing_is_found(home: Path) -> None:
    async with opened(home) as person:
        await person.type("flleet")
        assert "Nothing found" in person.screen
        assert "↓ and ⏎ search for it" in person.screen
        await person.press("down")
        assert "⏎ searches for it" in person.screen
        await person.press("enter")
        assert person.explorer.state.view.query == "fleet"
        assert person.explorer.state.total == 2


async def test_text_from_articles_is_never_taken_for_markup(home: Path) -> None:
    async with opened(home) as person:
        await person.type("[Ministers]")
        assert "[Ministers] were not at the quay; <tags> stand as they are." in person.screen


async def test_a_pane_zooms_and_returns(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "4", "z")
        assert "3 Results" not in person.screen
        assert "1 Actors" not in person.screen
        await person.press("escape")
        assert "3 Results" in person.screen


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 15)])
async def test_zoomed_results_fill_the_screen(home: Path, size: tuple[int, int]) -> None:
    async with opened(home, size=size) as person:
        await person.press("down", "z")
        frame = person.explorer.query_one("#results-frame")
        assert frame.outer_size.height == person.explorer.query_one("#panes").size.height


async def test_on_a_narrow_screen_the_side_panes_are_drawers(home: Path) -> None:
    async with opened(home, size=(80, 24)) as person:
        assert "4 Reader" in person.screen
        assert "1 Actors" not in person.screen
        await person.press("down", "1")
        assert "1 Actors" in person.screen
        assert "4 Reader" not in person.screen
        await person.press("2")
        assert "2 Topics" in person.screen
        await person.press("escape")
        assert "4 Reader" in person.screen


async def test_on_the_smallest_screen_there_is_something_to_read(home: Path) -> None:
    async with opened(home, size=(60, 15)) as person:
        await person.press("down", "j")
        assert person.explorer.results.size.height >= 4
        assert "We never closed the strait" in "\n".join(person.lines[8:])
        await person.press("1")
        assert "Ines Calder" in "\n".join(person.lines[8:])


async def test_the_layout_follows_the_terminal(home: Path) -> None:
    async with opened(home, size=(160, 40)) as person:
        results, reader = (person.explorer.frames[p] for p in (Pane.RESULTS, Pane.READER))
        assert results.region.y == reader.region.y
        await person.pilot.resize_terminal(100, 30)
        await person.rest()
        assert results.region.x == reader.region.x
        await person.pilot.resize_terminal(50, 12)
        await person.rest()
        assert "60 × 15" in person.screen
        await person.pilot.resize_terminal(80, 24)
        await person.rest()
        assert "3 Results" in person.screen


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 15)])
async def test_help_lists_the_keys(home: Path, size: tuple[int, int]) -> None:
    async with opened(home, size=size) as person:
        await person.press("down", "?")
        assert person.overlay() is Overlay.HELP
        assert "Half a page down" in person.screen
        await person.press("G")
        assert "where you are is kept" in person.screen
        await person.press("g")
        assert "Half a page down" in person.screen
        await person.press("escape")
        assert person.overlay() is None
        assert person.at(Pane.RESULTS)


async def test_the_palette_runs_a_command(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", ":")
        await person.type("boilerplate")
        await person.press("enter")
        await person.until(lambda: person.explorer.state.view.boilerplate)


@pytest.mark.parametrize("size", [(120, 36), (60, 15)])
async def test_the_palette_is_paged_by_keys_typed_ahead(home: Path, size: tuple[int, int]) -> None:
    async with opened(home, size=size) as person:
        await person.press("down")
        for key, character in (("colon", ":"), ("pageup", None), ("pagedown", None)):
            person.app.post_message(Key(key, character))
        await person.until(lambda: len(person.app.screen_stack) > 1)
        await person.press("pagedown", "pageup", "escape")
        assert person.at(Pane.RESULTS)


async def test_copying_puts_the_words_on_the_clipboard(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "y")
        assert person.app.clipboard == "Strait stays open, says harbour office"
        assert "Paragraph copied" in person.lines[-1]
        await person.press("j", "y")
        assert person.app.clipboard == "We never closed the strait,"
        assert "Quote copied" in person.lines[-1]
        await person.press("Y")
        assert person.app.clipboard.endswith(
            "— Orsolya Vane, “Strait stays open, says harbour office”, The Courant, 26 Apr 2031."
            " /articles/strait.txt"
        )


async def test_what_the_mouse_has_selected_is_copied_first(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "j", "enter")
        lines = [person.explorer.reader.render_line(y).text for y in range(12)]
        row = next(y for y, line in enumerate(lines) if "The price of herring" in line)
        await person.pilot.click("#reader", offset=(20, row), times=2)
        await person.press("y")
        assert person.app.clipboard.startswith("The price of herring doubled in a week")
        assert "Selection copied" in person.lines[-1]
        await person.press("y")
        assert person.app.clipboard == "We never closed the strait,"
        await person.pilot.click("#reader", offset=(20, row), times=2)
        await person.press(".", "y")
        assert person.app.clipboard == "Nobody asked the fishermen,"


async def test_a_bookmark_is_marked_and_kept(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "j", "B")
        assert "◆ Orsolya Vane" in person.screen
        key = person.explorer.key
    kept = json.loads((home / "bookmarks" / f"{key}.json").read_text())
    assert kept["bookmarks"] == [
        {
            "article": "strait0000000000",
            "start": 41,
            "end": 68,
            "words": "We never closed the strait,",
            "speaker": "Orsolya Vane",
            "title": "Strait stays open, says harbour office",
            "source": "The Courant",
            "date": "2031-04-26",
            "note": "",
        }
    ]
    async with opened(home) as person:
        assert "◆ Orsolya Vane" in person.screen
        await person.until(lambda: person.at(Pane.RESULTS))
        await person.press("B")
        assert "◆" not in person.screen


async def test_a_note_is_written_listed_and_survives_an_unmarking(home: Path) -> None:
    async with opened(home) as person:
        await person.type("fishermen")
        await person.press("down", "i")
        await person.type("ask her again")
        await person.press("enter")
        assert "Noted" in person.lines[-1]
        await person.press("B", "B", "L")
        assert "ask her again · Ines Calder" in person.screen
        await person.press("i", "end", "!", "enter")
        assert "ask her again! · Ines Calder" in person.screen
        await person.press("B", "B", "escape")
        (mark,) = person.explorer.kept_bookmarks().values()
        assert (mark.note, mark.speaker) == ("ask her again!", "Ines Calder")


async def test_a_note_that_is_not_kept_changes_nothing_and_an_empty_one_goes(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "i", "a", "escape")
        assert person.explorer.kept_bookmarks() == {}
        await person.press("i", "a", "enter", "i", "backspace", "enter")
        assert "without a note" in person.lines[-1]
        assert [mark.note for mark in person.explorer.kept_bookmarks().values()] == [""]


async def test_two_windows_keep_each_others_bookmarks(home: Path) -> None:
    async with opened(home) as one:
        async with opened(home) as other:
            await other.press("down", "j", "B")
        await one.press("down", "B")
        assert len(one.explorer.kept_bookmarks()) == 2
        await one.press("j", "B")
        assert len(one.explorer.kept_bookmarks()) == 1


async def test_a_note_of_another_window_is_not_lost_to_a_mark(home: Path) -> None:
    async with opened(home) as one:
        async with opened(home) as other:
            await other.press("down", "j", "i", "!", "enter")
        await one.press("down", "j", "B")
        assert one.explorer.kept_bookmarks() == {}
        await one.press("B")
        assert [mark.note for mark in one.explorer.kept_bookmarks().values()] == ["!"]


async def test_the_list_does_what_it_shows_whatever_another_window_did(home: Path) -> None:
    async with opened(home) as one:
        await one.press("down", "j", "B", "L")
        one.explorer.state = replace(one.explorer.state, bookmarks={})
        await one.press("B")
        assert "◇" in one.screen
        assert one.explorer.kept_bookmarks() == {}


async def test_bookmarks_are_listed_opened_and_removed(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "L")
        assert "There are no bookmarks yet; B marks a passage" in person.lines[-1]
        await person.press("j", "B", "G", "B", "g", "L")
        assert "2 bookmarks" in person.screen
        await person.press("j", "enter")
        assert person.at(Pane.READER)
        assert "quote 1 of 2" in person.screen
        await person.press("ctrl+o", "L", "B")
        assert "◇ [Ministers] were not at the quay" in person.screen
        assert len(person.explorer.kept_bookmarks()) == 1
        await person.press("B", "B", "escape")
        assert [mark.speaker for mark in person.explorer.kept_bookmarks().values()] == [
            "Orsolya Vane"
        ]
        assert person.at(Pane.RESULTS)


async def test_a_bookmark_whose_article_is_gone_says_so(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "j", "B")
    async with opened(home, FakeCorpus(names=("herring",))) as person:
        await person.press("down", "L")
        assert "◆ We never closed the strait," in person.screen
        assert "No longer in the index · Orsolya Vane" in person.screen
        await person.press("enter")
        assert "Its article is no longer in the index · Esc closes" in person.screen
        await person.press("escape")
        assert person.at(Pane.RESULTS)


async def test_earlier_searches_come_back_in_the_empty_line(home: Path) -> None:
    async with opened(home) as person:
        for query in ("fleet", "herring"):
            await person.type(query)
            await person.press("enter", "/", "escape")
        assert person.at(Pane.SEARCH)
        await person.press("up", "up")
        assert "/ fleet" in person.lines[0]
        assert person.explorer.state.total == 2
    async with opened(home) as person:
        await person.press("slash", "escape", "up", "up", "down")
        assert "/ fleet" in person.lines[0]
        await person.press("down")
        assert person.explorer.state.view.query == ""
        assert person.at(Pane.SEARCH)
        await person.press("down")
        assert person.at(Pane.RESULTS)


async def test_the_next_run_starts_where_the_last_one_ended(home: Path) -> None:
    async with opened(home) as person:
        await person.type("the")
        await person.press("down", "j", "T", "enter")
        left = person.explorer.state.view
        theme = person.app.theme
    async with opened(home) as person:
        await person.until(lambda: person.at(Pane.READER))
        view = person.explorer.state.view
        assert replace(view, scroll=None) == replace(left, scroll=None)
        assert person.app.theme == theme == "onrecord-light"


async def test_a_folder_that_is_being_read_shows_how_far_it_is(home: Path) -> None:
    corpus = FakeCorpus(names=(), indexed=False)
    async with opened(home, corpus, rested=False) as person:
        await person.until(lambda: person.explorer.state.stage is Stage.INDEXING)
        assert "Reading your articles" in person.screen
        assert "Nobody is named here" not in person.screen
        skipped = (Skipped(Path("torn.html"), "is not a text"),)
        person.explorer.post_message(BuildProgressed(Progress(120, 840, None, skipped, 0)))
        await person.until(lambda: person.explorer.state.progress is not None)
        assert "120/840" in person.screen
        assert "1 skipped" in person.lines[-1]


async def test_results_appear_while_the_rest_is_being_read(home: Path) -> None:
    corpus = FakeCorpus(names=("herring",), indexed=False)
    async with opened(home, corpus, rested=False) as person:
        await person.until(lambda: person.explorer.state.stage is Stage.INDEXING)
        await person.pilot.press("e")
        assert person.explorer.state.stage is Stage.INDEXING
        await person.pilot.press("backspace")
        corpus.indexed = True
        person.explorer.post_message(BuildProgressed(Progress(1, 2, None, (), 1)))
        await person.rest()
        assert person.explorer.state.total == 3
        await person.press("down", "j")
        hit = person.explorer.state.hit
        corpus.names = ("strait", "herring")
        corpus.__post_init__()
        person.explorer.post_message(BuildProgressed(Progress(2, 2, None, (), 2)))
        await person.until(lambda: person.explorer.state.total == 7)
        now = person.explorer.state.hit
        assert hit is not None
        assert now is not None
        assert (now.article, now.spans) == (hit.article, hit.spans)
        person.explorer.post_message(BuildFinished(UP_TO_DATE))
        await person.until(lambda: person.explorer.state.progress is None)


async def test_the_skipped_files_can_be_listed(home: Path) -> None:
    async with opened(home) as person:
        skipped = (Skipped(Path("/articles/torn.html"), "is not a text"),)
        person.explorer.post_message(BuildFinished(replace(UP_TO_DATE, skipped=skipped)))
        await person.until(lambda: bool(person.explorer.state.skipped))
        await person.press("down", "S")
        await person.press("G", "g")
        assert "1 file skipped" in person.screen
        assert person.app.screen.query_one(".overlay").size.height == 2
        assert "/articles/torn.html" in person.screen
        assert "is not a text" in person.screen


async def test_a_corpus_that_cannot_be_opened_is_explained(home: Path) -> None:
    def fail() -> Corpus:
        raise OSError("/articles: permission denied")

    app = OnRecord((Path("/articles"),), home, fail, NoIndexing)
    async with app.run_test(size=(80, 24)) as pilot:
        person = Driver(app, pilot)
        await person.until(lambda: person.explorer.state.stage is Stage.FAILED)
        assert "This cannot be opened" in person.screen
        assert "/articles: permission denied" in person.screen
        await pilot.press("a", "escape", "escape", "j", "?")


async def test_a_build_that_fails_leaves_what_there_is(home: Path) -> None:
    async with opened(home) as person:
        person.explorer.post_message(BuildFailed("the disk is full"))
        await person.until(lambda: "the disk is full" in person.lines[-1])
        assert person.explorer.state.total == 7


async def test_a_click_filters_and_a_click_on_the_chip_takes_it_away(home: Path) -> None:
    async with opened(home) as person:
        await person.pilot.click("#actors", offset=(4, 0))
        await person.rest()
        assert person.filters() == ('actor:"Orsolya Vane"',)
        await person.pilot.click("#chips", offset=(4, 0))
        await person.rest()
        assert person.filters() == ()


async def test_a_click_on_a_result_previews_it_and_another_opens_it(home: Path) -> None:
    async with opened(home) as person:
        await person.pilot.click("#results", offset=(8, 2))
        await person.rest()
        assert person.at(Pane.RESULTS)
        assert person.explorer.state.view.cursor == 1
        await person.pilot.click("#results", offset=(8, 2))
        await person.rest()
        assert person.at(Pane.READER)


async def test_other_printings_of_the_same_words_are_listed_and_read(home: Path) -> None:
    async with opened(home, FakeCorpus(names=("strait", "reprint"))) as person:
        await person.press("down", "j")
        assert "+1 more" in person.screen
        left = person.explorer.state.view
        await person.press("+")
        assert "The same words in 1 other place" in person.screen
        assert "The Evening Gazette  27 Apr 2031  Harbour office denies" in person.screen
        await person.press("escape")
        assert person.at(Pane.RESULTS)
        await person.press("+", "enter")
        assert person.at(Pane.READER)
        reading = person.explorer.state.reading
        assert reading is not None
        assert reading.article.source == "The Evening Gazette"
        await person.press("+")
        assert "Other printings are listed for results" in person.lines[-1]
        await person.press("ctrl+o")
        assert person.explorer.state.view.place == left.place
        await person.press("j", "+")
        assert "Nothing else here has the very same words" in person.lines[-1]


OUTSIDE = {"open_source", "edit", "quit"}
"""Commands that leave the program; what they start is not for a test."""


@pytest.mark.parametrize("pane", list(Pane))
async def test_every_command_works_or_says_why_from_every_pane(home: Path, pane: Pane) -> None:
    async with opened(home) as person:
        for command in COMMANDS:
            if command.id in OUTSIDE:
                continue
            person.explorer.action_command(pane.value)
            person.explorer.action_command(command.id)
            await person.pilot.pause()
            while len(person.app.screen_stack) > 1:
                await person.pilot.press("escape")
                await person.pilot.pause()
        assert person.app.is_running

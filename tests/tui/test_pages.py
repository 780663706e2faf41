"""Pages as a person uses them: opening, walking, leading to quotes, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual import events

from index.model import Actor
from tests.tui.driving import Driver, opened
from tests.tui.fakes import CALDER, VANE, FakeCorpus
from tui.commands import COMMANDS
from tui.history import Pane, Sort
from tui.keymap import NAMES
from tui.pages.address import Page
from tui.screens.compare import CompareScreen
from tui.screens.explorer import Explorer
from tui.screens.page import PageScreen
from tui.screens.page_help import PageHelp
from tui.screens.pick import PickScreen
from tui.screens.profile import ProfileScreen
from tui.search import Post

if TYPE_CHECKING:
    from index.search import PersonProfile


def page(person: Driver) -> ProfileScreen:
    assert isinstance(person.app.screen, ProfileScreen)
    return person.app.screen


def comparison(person: Driver) -> CompareScreen:
    assert isinstance(person.app.screen, CompareScreen)
    return person.app.screen


async def test_enter_on_an_actor_opens_its_page_and_escape_closes_it(home: Path) -> None:
    async with opened(home) as person:
        await person.type("the")
        await person.press("enter", "j", "1", "j")
        left = person.explorer.state
        await person.press("enter")
        assert page(person).page.subject.name == CALDER
        for seen in (CALDER, "1 Said", "2 Said about", "4 Quoted with", "6 Months"):
            assert seen in person.screen
        assert "Nobody asked the fishermen" in person.screen
        await person.press("escape")
        assert person.explorer.is_current
        now = person.explorer.state
        assert (now.view, now.history.past) == (left.view, left.history.past)
        assert now.actor_line == left.actor_line
        assert person.explorer.focused is person.explorer.facets[Pane.ACTORS]


async def test_enter_on_a_quote_reads_it_and_back_is_on_the_page_again(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "enter", "j", "enter")
        assert person.explorer.is_current
        assert person.at(Pane.READER)
        assert person.explorer.focused is person.explorer.reader
        reading = person.explorer.state.reading
        assert reading is not None
        assert reading.article.title == "Herring at any price"
        await person.press("ctrl+o")
        assert page(person).place == (0, 1)
        await person.press("escape")
        assert person.at(Pane.ACTORS)


async def test_forward_leads_from_the_page_to_the_quote_again(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "enter", "enter", "ctrl+o", "alt+right")
        assert person.explorer.is_current
        assert person.at(Pane.READER)


async def test_a_topic_line_leads_to_what_this_person_said_about_it(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "enter", "3", "enter")
        assert person.explorer.is_current
        assert person.filters() == (f'by:"{VANE}"', 'topic:"the fleet"')
        assert person.explorer.state.view.sort is Sort.DATE
        assert person.at(Pane.RESULTS)


async def test_every_list_leads_to_its_quotes(home: Path) -> None:
    named, by = f'actor:"{VANE}"', f'by:"{VANE}"'
    async with opened(home) as person:
        await person.press("down", "1", "enter")
        for keys, query, filters in (
            (("5", "enter"), '"Vane"', (named,)),
            (("6", "enter"), "", (named, "date:2031-04")),
            (("1", "slash"), "", (by,)),
            (("2", "slash"), "", (named, "kind:quote", f"-{by}")),
        ):
            await person.press(*keys)
            assert person.explorer.is_current
            assert (person.explorer.state.view.query, person.filters()) == (query, filters)
            assert person.at(Pane.SEARCH if keys[-1] == "slash" else Pane.RESULTS)
            await person.press("ctrl+o")
            assert page(person).page.subject.name == VANE


async def test_a_page_opens_from_a_quote_and_from_a_page(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "j", "p")
        assert page(person).page.subject.name == VANE
        await person.press("4", "p")
        assert page(person).page.subject.name == CALDER
        await person.press("escape")
        assert page(person).page.subject.name == VANE
        assert page(person).place == (3, 0)
        await person.press("escape")
        assert person.at(Pane.RESULTS)


async def test_a_paragraph_without_a_speaker_has_no_page_and_says_so(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "p")
        assert person.explorer.is_current
        assert "Nobody is named as the speaker here" in person.lines[-1]


async def test_a_topic_has_a_page(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "2", "enter")
        assert page(person).page.subject.name == "the fleet"
        for seen in ("1 Passages", "2 Who speaks about it", "the fleet stayed in port"):
            assert seen in person.screen
        await person.press("2", "enter")
        assert person.filters() == (f'by:"{VANE}"', 'topic:"the fleet"')


async def test_keys_walk_the_lists_and_z_shows_one_alone(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "enter")
        for key, at in (("tab", 1), ("l", 2), ("tab", 3), ("h", 1), ("l", 3), ("shift+tab", 2)):
            await person.press(key)
            assert page(person).place[0] == at
        assert "4 Quoted with" in person.screen
        await person.press("z")
        assert "4 Quoted with" not in person.screen
        assert "3 Topics" in person.screen
        assert "4 With" in person.screen
        await person.press("z")
        assert "4 Quoted with" in person.screen


async def test_a_click_goes_to_another_list(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "enter")
        await person.pilot.click("#section-3", offset=(3, 3))
        assert page(person).place[0] == 3


async def test_a_narrow_screen_shows_one_list_below_the_names_of_all(home: Path) -> None:
    async with opened(home, size=(80, 24)) as person:
        await person.press("down", "1", "enter")
        assert "2 About" in person.screen
        assert "2 Said about" not in person.screen
        await person.press("2")
        assert "2 Said about" in person.screen
        await person.pilot.resize_terminal(120, 36)
        await person.rest()
        assert "4 Quoted with" in person.screen
        await person.pilot.resize_terminal(50, 10)
        await person.rest()
        assert "onrecord needs 60 × 15" in person.screen


async def test_a_key_of_the_explorer_says_where_it_works(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "enter", "s")
        assert "“Sort” works in the explorer" in person.lines[-1]
        await person.press("j")
        assert "Sort" not in person.lines[-1]


async def test_the_help_shows_the_keys_of_the_page(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "enter", "?")
        assert isinstance(person.app.screen, PageHelp)
        assert "the page of whoever the line names" in person.screen
        await person.press("escape")
        assert isinstance(person.app.screen, PageScreen)


async def test_a_quote_on_a_page_is_copied(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "enter", "Y")
        assert "Quote" in person.lines[-1]
        assert "citation" in person.lines[-1]
        await person.press("3", "y")
        assert "There is no quote on this line" in person.lines[-1]


async def test_two_people_side_by_side_and_the_way_back(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "C")
        assert isinstance(person.app.screen, PickScreen)
        assert f"Compare {VANE} with" in person.screen
        await person.press("c", "a", "l", "enter")
        both = comparison(person)
        assert [actor.name for actor in both.actors] == [VANE, CALDER]
        assert "on all topics" in person.screen
        row = next(line for line in person.lines if "Nobody asked" in line)
        assert "We never closed" in row
        await person.press("j", "enter")
        assert person.explorer.is_current
        assert person.at(Pane.READER)
        await person.press("ctrl+o")
        assert comparison(person).place == (0, 1)
        await person.press("escape")
        assert person.explorer.is_current
        assert person.at(Pane.ACTORS)


async def test_both_sides_move_as_one(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "enter", "4", "enter", "j")
        one, other = comparison(person).lists
        assert (one.cursor, other.cursor) == (1, 1)
        await person.press("g")
        assert (one.cursor, other.cursor) == (0, 0)


async def test_the_cursor_goes_from_quote_to_quote_of_its_side(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "enter", "4", "enter", "j")
        assert "2 of 2 quotes" in person.screen
        await person.press("l")
        assert comparison(person).place == (1, 0)
        await person.press("j")
        assert comparison(person).place == (1, 0)
        await person.press("h", "G", "N")
        assert comparison(person).place == (0, 0)
        await person.press("n")
        assert "do not speak on one day any more" in person.lines[-1]


async def test_a_comparison_narrows_to_one_topic_and_back(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "enter", "4", "enter", "t", "enter")
        assert "on the fleet" in person.screen
        assert "The fleet sails on Monday" in person.screen
        assert "Nobody asked the fishermen" not in person.screen
        await person.press("x")
        assert "Nobody asked the fishermen" in person.screen
        await person.press("escape")
        assert page(person).page.subject.name == VANE


async def test_escape_leaves_the_list_of_names_without_picking(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "C", "z", "z")
        assert "Nobody is called so" in person.screen
        await person.press("enter")
        assert isinstance(person.app.screen, PickScreen)
        await person.press("escape")
        assert person.explorer.is_current


async def test_a_page_of_somebody_who_left_the_index_closes_and_says_so(home: Path) -> None:
    class Emptied(FakeCorpus):
        @property
        def actors(self) -> tuple[Actor, ...]:
            return ()

    async with opened(home, Emptied()) as person:
        await person.press("down", "1", "enter")
        assert person.explorer.is_current
        assert f"{VANE} is no longer in the index" in person.lines[-1]


async def test_a_page_that_cannot_be_made_closes_and_says_why(home: Path) -> None:
    class Torn(FakeCorpus):
        def person(self, actor_id: int) -> PersonProfile:
            raise OSError("the disk is gone")

    async with opened(home, Torn()) as person:
        await person.press("down", "1", "enter")
        assert person.explorer.is_current
        assert "the disk is gone" in person.lines[-1]


async def test_a_page_is_not_where_the_next_run_begins(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "enter")
    async with opened(home) as person:
        assert isinstance(person.app.screen, Explorer)


LEAVING = (
    *("quit", "escape", "back", "open", "page", "compare", "search", "help", "on_topic"),
    *("correct", "corrections"),
)


async def test_no_other_key_of_the_table_leads_away_from_a_page(home: Path) -> None:
    keys = [key for each in COMMANDS if each.id not in LEAVING for key in each.keys]
    async with opened(home) as person:
        for opening in (("down", "1", "enter"), ("escape", "2", "enter"), ("2", "C", "enter")):
            await person.press(*opening)
            shown = person.app.screen_stack[-1]
            assert isinstance(shown, PageScreen)
            for key in keys:
                character = key if len(key) == 1 else None
                person.app.post_message(events.Key(NAMES.get(key, key), character))
            await person.press("?")
            assert isinstance(person.app.screen, PageHelp)
            await person.press("escape")
            assert person.app.screen_stack[-1] is shown


async def test_only_the_list_that_has_the_keys_shows_a_cursor_whatever_the_colours(
    home: Path,
) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "enter")
        assert sum(line.count("│▌") for line in person.lines) == 2
        await person.press("3")
        assert sum(line.count("│▌") for line in person.lines) == 1


def on_page(person: Driver) -> bool:
    return isinstance(person.app.screen, PageScreen)


async def test_escape_after_a_jump_finds_the_page_at_its_line_again(home: Path) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "enter", "j", "enter")
        assert person.at(Pane.READER)
        assert "Esc goes back to Orsolya Vane" in person.lines[-1]
        await person.press(".", "escape")
        assert on_page(person)
        assert person.explorer.state.view.pages[-1].line == 1
        await person.press("3", "enter", "enter", "escape", "escape")
        assert on_page(person)
        await person.press("escape")
        assert not on_page(person)
        assert person.at(Pane.ACTORS)


async def test_a_move_made_while_the_page_is_made_again_is_kept(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(home) as person:
        await person.press("down", "1", "enter")
        made = person.explorer.pages.make
        waiting: list[Callable[[], None]] = []

        def make_later(wanted: Page, answer: Post) -> None:
            waiting.append(lambda: made(wanted, answer))

        monkeypatch.setattr(person.explorer.pages, "make", make_later)
        again = page(person)
        again.renew(person.explorer.state)
        await person.press("j")
        (make_now,) = waiting
        make_now()
        await person.until(lambda: again.kept is None and again.page.line == 1)
        assert again.place == (0, 1)

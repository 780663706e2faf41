"""Correcting in place, on a copy of the bundled corpus: correct, see it at once, undo."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from index.corpus import Corpus
from index.corrections.model import NamedTopic, OneActor, Outcome, Renamed, TwoActors
from index.extraction.actor_rules import Called
from index.home import Busy
from index.model import Hit
from seeds import ARTICLES
from tests.tui.driving import Driver, NoIndexing
from tui.app import OnRecord
from tui.history import Pane
from tui.screens.correct_line import LineScreen
from tui.screens.correct_menu import CorrectMenu
from tui.screens.corrections import CorrectionsScreen
from tui.screens.pick import PickScreen
from tui.text import filter_text


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A copy of some bundled articles, and a home with their index."""
    base = tmp_path_factory.mktemp("built")
    folder, home = base / "articles", base / "home"
    folder.mkdir()
    for path in sorted(ARTICLES.rglob("*.*"))[:24]:
        shutil.copy2(path, folder / path.name)
    Corpus.open([folder], home).refresh()
    return folder, home


@asynccontextmanager
async def correcting(built: tuple[Path, Path], tmp_path: Path) -> AsyncIterator[Driver]:
    """Open the explorer on the articles, with an index of this test's own."""
    folder, home = built
    mine = tmp_path / "mine"
    shutil.copytree(home, mine)
    app = OnRecord((folder,), mine, None, NoIndexing, show_times=False)
    async with app.run_test(size=(120, 36)) as pilot:
        person = Driver(app, pilot)
        await person.rest()
        await person.press("down", "v")
        yield person


def corpus_of(person: Driver) -> Corpus:
    corpus = person.explorer.corpus
    assert corpus is not None
    return corpus


def hit_of(person: Driver) -> Hit:
    hit = person.explorer.state.hit
    assert hit is not None
    return hit


async def told(person: Driver, words: str) -> None:
    """Wait until the explorer says so and shows everything anew."""
    await person.until(lambda: words in person.explorer.state.notice)
    await person.rest()
    await person.until(lambda: words in person.lines[-1])


async def on_a_named_speaker(person: Driver) -> Hit:
    """Go down to a result whose speaker is an actor, and that is not folded."""
    for _ in range(40):
        hit = hit_of(person)
        if hit.speaker_actor is not None and not hit.more:
            return hit
        await person.press("j")
    raise AssertionError("nobody is named")


async def shown(person: Driver, hit: Hit) -> Hit:
    """Wait until the results have ``hit``, the same passage, and return it as it is there."""

    def there() -> Hit | None:
        found = person.explorer.state.results
        place = None if found is None else found.place_of(hit.article, hit.start, hit.kind)
        return None if found is None or place is None else found[place]

    await person.until(lambda: there() is not None)
    found = there()
    assert found is not None
    return found


async def test_a_new_speaker_is_found_at_once_and_undo_restores_the_old_one(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    async with correcting(built, tmp_path) as person:
        await person.press("j", "j")
        before = await on_a_named_speaker(person)
        await person.press("w", "b")
        assert isinstance(person.app.screen, PickScreen)
        await person.type("Zenobia Quarrel")
        await person.until(lambda: "a new name" in person.screen)
        await person.press("up", "enter")
        await told(person, "is by Zenobia Quarrel")
        await person.until(lambda: hit_of(person).speaker == "Zenobia Quarrel")
        now = hit_of(person)
        assert (now.article, now.spans) == (before.article, before.spans)
        assert len(corpus_of(person).search('by:"Zenobia Quarrel"')) == 1
        names = [facet.label for facet in person.explorer.state.facets(Pane.ACTORS)]
        assert "Zenobia Quarrel" in names
        await person.press("enter")
        await person.until(lambda: "set by you" in person.screen)
        await person.press("u")
        await told(person, "Undone:")
        await person.until(lambda: hit_of(person).speaker == before.speaker)
        assert len(corpus_of(person).search('by:"Zenobia Quarrel"')) == 0
        await person.until(lambda: "set by you" not in person.screen)


async def test_what_is_no_quote_goes_and_the_reader_follows_the_cursor(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    async with correcting(built, tmp_path) as person:
        await person.press("j", "j")
        gone, total = hit_of(person), person.explorer.state.total
        await person.press("w", "x")
        await told(person, "is no quote")
        await person.until(lambda: person.explorer.state.total == total - 1)
        assert hit_of(person).spans != gone.spans
        place = person.explorer.state.view.place
        assert place is not None
        assert place.span.start == hit_of(person).start
        await person.press("u")
        await person.until(lambda: person.explorer.state.total == total)


async def test_two_actors_are_joined_renamed_and_parted_from_the_actors_pane(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    async with correcting(built, tmp_path) as person:
        await person.press("1")
        facets = person.explorer.state.facets(Pane.ACTORS)
        one, other = facets[0].label, facets[1].label
        await person.press("w", "s")
        assert isinstance(person.app.screen, PickScreen)
        await person.type(other)
        await person.until(lambda: other in person.screen)
        await person.pilot.pause(0.2)
        await person.press("enter")
        await told(person, "are one")
        corpus = corpus_of(person)
        items = corpus.corrections.corrections.items
        assert isinstance(items[-1], OneActor)
        assert {items[-1].one.name, items[-1].other.name} == {one, other}
        both = [actor for actor in corpus.actors if {one, other} <= {actor.name, *actor.aliases}]
        assert len(both) == 1
        await person.press("u")
        await told(person, "Undone:")
        assert {one, other} <= {actor.name for actor in corpus.actors}


async def test_a_filter_and_a_page_follow_an_actor_that_is_renamed(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    async with correcting(built, tmp_path) as person:
        await person.press("1")
        old = person.explorer.state.facets(Pane.ACTORS)[0].label
        await person.press("m", "enter")
        assert old in person.lines[0]
        await person.press("w", "r")
        assert isinstance(person.app.screen, LineScreen)
        await person.press("ctrl+u")
        await person.type("Ottoline Brack")
        await person.press("enter")
        await told(person, "is called Ottoline Brack")
        await person.until(lambda: "Ottoline Brack" in person.lines[0])
        assert person.filters() == (filter_text("actor", "Ottoline Brack"),)
        assert isinstance(corpus_of(person).corrections.corrections.items[-1], Renamed)
        await person.press("u")
        await told(person, "Undone:")
        await person.until(lambda: old in person.lines[0])
        assert person.filters() == (filter_text("actor", old),)


async def test_a_name_is_parted_on_the_page_of_who_has_it(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    async with correcting(built, tmp_path) as person:
        corpus = corpus_of(person)
        facets = person.explorer.state.facets(Pane.ACTORS)
        line = next(n for n, f in enumerate(facets) if corpus.actors[f.id].aliases)
        await person.press("1", *("j" for _ in range(line)))
        await person.press("w", "n")
        assert "w on a name" in person.lines[-1]
        alias = corpus.person(facets[line].id).aliases[0].form
        await person.press("w")
        assert isinstance(person.app.screen, CorrectMenu)
        await person.press("p")
        await told(person, "are two")
        last = corpus.corrections.corrections.items[-1]
        assert isinstance(last, TwoActors)
        assert last.other.name == alias
        await person.press("u")
        await told(person, "Undone:")
        assert not corpus.corrections.corrections.items


async def test_a_search_becomes_a_topic_and_is_taken_away_again(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    async with correcting(built, tmp_path) as person:
        await person.press("slash")
        await person.type("the")
        await person.press("down", "w", "t")
        await person.type("Ferry wars")
        await person.press("enter")
        await told(person, "is a topic")
        corpus = corpus_of(person)
        assert corpus.corrections.corrections.items == (NamedTopic("Ferry wars", "kind:quote the"),)
        await person.until(lambda: "★ Ferry wars" in person.screen)
        await person.press("2")
        topics = [facet.label for facet in person.explorer.state.facets(Pane.TOPICS)]
        await person.press(*("j" for _ in range(topics.index("Ferry wars"))), "w", "d")
        await told(person, "Taken back")
        assert "★ Ferry wars" not in person.screen


async def test_the_list_takes_a_correction_back_and_makes_it_again(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    async with correcting(built, tmp_path) as person:
        corpus = corpus_of(person)
        await on_a_named_speaker(person)
        await person.press("w", "x")
        await told(person, "is no quote")
        corpus.correct(Renamed(Called("Nobody Atall"), "Anybody"))
        await person.press("W")
        assert isinstance(person.app.screen, CorrectionsScreen)
        await person.until(lambda: "Fits nothing in the index" in person.screen)
        assert "2 corrections · 1 fits nothing" in person.screen
        await person.press("j", "d")
        await person.until(lambda: len(corpus.corrections.corrections.items) == 1)
        assert "Taken back" in person.screen
        await person.press("enter")
        await person.until(lambda: len(corpus.corrections.corrections.items) == 2)
        await person.press("escape")
        assert person.explorer.is_current


async def test_an_index_that_is_being_written_to_is_taken_up_when_that_ends(
    built: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with correcting(built, tmp_path) as person:
        started: list[bool] = []
        monkeypatch.setattr(person.explorer.indexing, "start", lambda: started.append(True))
        corpus = corpus_of(person)
        monkeypatch.setattr(corpus._corrector, "_bring_in_line", lambda _: Outcome.LATER)
        await person.press("w", "x")
        await told(person, "the index takes it up")
        assert started == [True]


async def test_a_file_that_cannot_be_written_is_told_in_one_line(
    built: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with correcting(built, tmp_path) as person:

        def busy(_: object) -> None:
            raise Busy("mine.toml: another onrecord is writing to it")

        monkeypatch.setattr(corpus_of(person).corrections_file, "add", busy)
        await person.press("w", "x")
        await told(person, "mine.toml: another onrecord is writing to it")


async def test_nothing_to_undo_is_said(built: tuple[Path, Path], tmp_path: Path) -> None:
    async with correcting(built, tmp_path) as person:
        await person.press("u")
        await told(person, "nothing has been corrected")

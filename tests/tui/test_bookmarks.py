from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.home import write_json
from index.model import Span
from tests.tui.fakes import FakeCorpus
from tui.actions.marking import with_words
from tui.bookmarks import (
    LONGEST,
    Bookmark,
    bookmark_of,
    bookmark_row,
    load_bookmarks,
    save_bookmarks,
)
from tui.history import Place
from tui.passages import passage_of_hit
from tui.widgets.rows import draw_bookmark

if TYPE_CHECKING:
    from index.corpus import Corpus

spans = st.builds(Span, st.integers(0, 9), st.integers(9, 99))
places = st.builds(Place, st.text("0123456789abcdef", min_size=16, max_size=16), spans)
texts = st.text(max_size=20)
bookmarks = st.builds(
    Bookmark,
    places,
    texts,
    st.none() | texts,
    texts,
    st.none() | texts,
    st.none() | st.dates(),
    texts,
)
Bases = pytest.TempPathFactory


def by_place(*marks: Bookmark) -> dict[Place, Bookmark]:
    return {mark.place: mark for mark in marks}


@given(st.lists(bookmarks, max_size=5, unique_by=lambda mark: mark.place))
def test_bookmarks_come_back_in_the_order_they_were_made(
    tmp_path_factory: Bases, marks: list[Bookmark]
) -> None:
    path = tmp_path_factory.getbasetemp() / "marks.json"
    save_bookmarks(path, marks)
    assert list(load_bookmarks(path).values()) == marks


def test_bookmarks_of_the_first_version_are_read_and_torn_ones_left_out(tmp_path: Path) -> None:
    path = tmp_path / "marks.json"
    write_json(path, {"version": 1, "bookmarks": [["a", 1, 2], ["b"], 7, {}, [3, 4, 5]]})
    assert load_bookmarks(path) == by_place(Bookmark(Place("a", Span(1, 2))))
    path.write_text("torn")
    assert load_bookmarks(path) == {}


def test_a_bookmark_of_the_first_version_takes_the_words_at_its_place() -> None:
    corpus = FakeCorpus()
    hit = corpus.search("")[1]
    whole = bookmark_of(passage_of_hit(hit))
    gone = Bookmark(Place("gone", Span(0, 4)))
    marks = by_place(Bookmark(whole.place, note="ask again"), gone)
    noted = replace(whole, note="ask again")
    assert with_words(cast("Corpus", corpus), marks) == by_place(noted, gone)
    assert whole.words == "We never closed the strait,"
    assert whole.speaker == "Orsolya Vane"


def test_only_the_beginning_of_a_very_long_passage_is_kept() -> None:
    hit = FakeCorpus().search("")[0]
    passage = passage_of_hit(hit)
    object.__setattr__(passage, "words", "word " * LONGEST)
    assert len(bookmark_of(passage).words) == LONGEST


def test_a_bookmark_kept_before_there_were_notes_has_none(tmp_path: Path) -> None:
    path = tmp_path / "marks.json"
    mark = bookmark_of(passage_of_hit(FakeCorpus().search("Monday")[0]))
    row = bookmark_row(mark)
    del row["note"]
    write_json(path, {"version": 2, "bookmarks": [row]})
    assert load_bookmarks(path) == by_place(mark)


@pytest.mark.parametrize("note", [None, 7, ["a"]])
def test_a_note_that_is_no_text_does_not_lose_its_bookmark(tmp_path: Path, note: object) -> None:
    path = tmp_path / "marks.json"
    mark = bookmark_of(passage_of_hit(FakeCorpus().search("Monday")[0]))
    write_json(path, {"version": 2, "bookmarks": [bookmark_row(mark) | {"note": note}]})
    assert load_bookmarks(path) == by_place(mark)


def drawn(mark: Bookmark, gone: set[str], removed: set[Place]) -> list[str]:
    return [line.plain for line in draw_bookmark(gone, removed)(mark, 60)]


def test_a_bookmark_says_what_became_of_it() -> None:
    mark = Bookmark(Place("a", Span(0, 4)), "Not a\nword", "Orsolya Vane", "Title", "Courant")
    assert drawn(mark, set(), set()) == ["◆ Not a word", "  Orsolya Vane · Courant"]
    noted = replace(mark, note="ask again")
    assert drawn(noted, set(), set())[1] == "  ask again · Orsolya Vane · Courant"
    assert drawn(mark, {"a"}, set())[1] == "  No longer in the index · Orsolya Vane · Courant"
    removed = drawn(mark, set(), {mark.place})
    assert removed[0].startswith("◇")
    assert removed[1].startswith("  Removed · ")
    assert drawn(Bookmark(mark.place), set(), set())[0].startswith("◆ Marked by an older version")

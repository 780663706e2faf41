import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.home import write_json
from index.model import Span
from tui.history import Mode, Pane, Place, Sort, View
from tui.session import load_bookmarks, load_view, save_bookmarks, save_view, session_path

spans = st.builds(Span, st.integers(0, 9), st.integers(9, 99))
places = st.builds(Place, st.text("0123456789abcdef", min_size=16, max_size=16), spans)
Bases = pytest.TempPathFactory
views = st.builds(
    View,
    query=st.text(max_size=20),
    filters=st.lists(st.text(max_size=9), max_size=3).map(tuple),
    mode=st.sampled_from(Mode),
    boilerplate=st.booleans(),
    cursor=st.integers(0, 10**6),
    top=st.integers(0, 10**6),
    place=st.none() | places,
    scroll=st.none() | st.integers(0, 10**6),
    pane=st.sampled_from(Pane),
    sort=st.sampled_from(Sort),
)


@given(views)
def test_a_view_comes_back_as_it_was_kept(tmp_path_factory: Bases, view: View) -> None:
    path = tmp_path_factory.getbasetemp() / "view.json"
    save_view(path, view, "onrecord-light")
    assert load_view(path) == (view, "onrecord-light")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        '{"version": 1}',
        '{"version": 2, "query": "x"}',
        '{"version": 1, "theme": "", "query": 3, "filters": [], "mode": "all",'
        ' "boilerplate": false, "cursor": 0, "top": 0, "place": null, "scroll": null,'
        ' "pane": "search"}',
        '{"version": 1, "theme": "", "query": "", "filters": [], "mode": "all",'
        ' "boilerplate": false, "cursor": 1e999, "top": 0, "place": null, "scroll": null,'
        ' "pane": "search"}',
    ],
)
def test_a_session_that_cannot_be_read_is_an_empty_one(tmp_path: Path, content: str) -> None:
    path = session_path(tmp_path, "key")
    path.parent.mkdir()
    path.write_text(content)
    assert load_view(path) == (View(), "")


def test_a_session_from_before_results_could_be_sorted_is_read(tmp_path: Path) -> None:
    path = tmp_path / "view.json"
    save_view(path, View(query="strait", sort=Sort.DATE), "")
    kept = json.loads(path.read_text())
    del kept["sort"]
    path.write_text(json.dumps(kept))
    assert load_view(path) == (View(query="strait"), "")


def test_a_missing_session_is_an_empty_one(tmp_path: Path) -> None:
    assert load_view(tmp_path / "none.json") == (View(), "")


@given(st.frozensets(places, max_size=5))
def test_bookmarks_come_back(tmp_path_factory: Bases, marks: frozenset[Place]) -> None:
    path = tmp_path_factory.getbasetemp() / "marks.json"
    save_bookmarks(path, marks)
    assert load_bookmarks(path) == marks


def test_a_bookmark_that_cannot_be_read_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "marks.json"
    write_json(path, {"version": 1, "bookmarks": [["a", 1, 2], ["b"], 7, [3, 4, 5]]})
    assert load_bookmarks(path) == {Place("a", Span(1, 2))}
    path.write_text("torn")
    assert load_bookmarks(path) == frozenset()

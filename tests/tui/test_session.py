import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Span
from tui.history import Mode, Pane, Place, Sort, View
from tui.session import Session, load_session, save_session, session_path

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


@given(views, st.lists(st.text(max_size=9), max_size=5).map(tuple))
def test_a_session_comes_back_as_it_was_kept(
    tmp_path_factory: Bases, view: View, queries: tuple[str, ...]
) -> None:
    path = tmp_path_factory.getbasetemp() / "view.json"
    session = Session(view, "onrecord-light", queries)
    save_session(path, session)
    assert load_session(path) == session


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
    assert load_session(path) == Session()


def test_a_session_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    path = tmp_path / "view.json"
    save_session(path, Session(View(query="strait", sort=Sort.DATE), queries=("fleet",)))
    kept = json.loads(path.read_text())
    del kept["sort"], kept["queries"]
    path.write_text(json.dumps(kept))
    assert load_session(path) == Session(View(query="strait"))


def test_a_missing_session_is_an_empty_one(tmp_path: Path) -> None:
    assert load_session(tmp_path / "none.json") == Session()

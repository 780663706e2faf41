"""The corpus-wide map says of every segment what the articles all together say."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.postings.corpus_map import maps
from index.postings.corpus_map.map_files import map_files, map_path
from index.postings.corpus_map.maps import latest_map, open_map, write_map
from index.postings.snapshot.segments import Segments
from tests.index.made import harbour, mill
from tests.index.postings.mapped import (
    Made,
    corpora,
    corpus,
    forbid,
    found_in,
    is_of,
    live_rows,
    note,
)


@settings(max_examples=60, deadline=None)
@given(corpora(), st.booleans())
def test_map_is_what_all_live_articles_say_together(
    made: tuple[list[list[Made]], list[tuple[int, int]]], kept: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        corpus_made = corpus(Path(folder), *made[0], deleted=made[1])
        if kept:
            write_map(Path(folder), corpus_made.segments)
            assert len(list(map_files(Path(folder)))) == 1
        assert is_of(open_map(Path(folder), corpus_made.segments), corpus_made)


def test_a_map_is_made_of_no_segments(tmp_path: Path) -> None:
    write_map(tmp_path, Segments([]))
    opened = open_map(tmp_path, Segments([]))
    assert (len(opened.actors), len(opened.topics)) == (0, 0)
    assert [len(opened.actor_of), len(opened.topic_of), len(opened.speakers)] == [0, 0, 0]
    assert opened.actors_of.starts.tolist() == opened.topics_of.starts.tolist() == [0]


def test_actors_and_phrases_are_numbered_through_deleted_articles(tmp_path: Path) -> None:
    salt = [note(name, "Bruno Aske", term="salt tax") for name in "ab"]
    made = corpus(tmp_path, [harbour(), salt[0]], salt[1:], deleted=[(0, 0)])
    opened = open_map(tmp_path, made.segments)
    assert opened.actor_of.tolist() == [-1, -1, 0, 0]
    assert opened.topic_of.tolist() == [-1, 0, 0]


def test_one_segment_is_not_copied(tmp_path: Path) -> None:
    made = corpus(tmp_path, [harbour(), mill()])
    write_map(tmp_path, made.segments)
    opened = open_map(tmp_path, made.segments)
    arrays = (opened.actor_of, opened.speakers, opened.actors_of.values, opened.topics_of.starts)
    assert not any(array.flags.owndata for array in arrays)


def test_names_are_listed_with_their_aliases_behind_them(tmp_path: Path) -> None:
    made = corpus(tmp_path, [harbour(), mill(), note("a", "Bruno Aske")])
    write_map(tmp_path, made.segments)
    opened = open_map(tmp_path, made.segments)
    forms, firsts = opened.actors.called()
    assert forms == ["Orla Quint", "Quint", "harbour office", "Bruno Aske"]
    assert firsts.tolist() == [0, 2, 3, 4]
    assert list(opened.actors.labels) == ["Orla Quint", "harbour office", "Bruno Aske"]
    assert opened.topics.called()[0] == ["harbour tolls"]
    assert opened.actors[-1] == opened.actors[2] == opened.actors[1:][1]
    with pytest.raises(IndexError):
        opened.actors[3]


# -- what is written, and when ---------------------------------------------------------------------


def test_opening_looks_at_no_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = corpus(tmp_path, [harbour()])
    forbid(monkeypatch)
    open_map(tmp_path, made.segments)


def test_what_was_written_is_not_worked_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = corpus(tmp_path, [harbour(), mill()])
    write_map(tmp_path, made.segments)
    forbid(monkeypatch)
    assert is_of(open_map(tmp_path, made.segments), made)
    write_map(tmp_path, made.segments)
    assert latest_map(tmp_path) == 1


def test_a_small_corpus_gets_a_new_map_whenever_articles_come_or_go(tmp_path: Path) -> None:
    made = corpus(tmp_path, [harbour(), mill()], [note("a", "Ivo Lund")])
    write_map(tmp_path, made.segments[:1])
    write_map(tmp_path, made.segments)
    assert [path for path, _, _ in map_files(tmp_path)] == [map_path(tmp_path, 2)]
    assert is_of(open_map(tmp_path, made.segments), made)
    without = replace(made, deleted=frozenset([(0, 1)]))
    write_map(tmp_path, without.segments)
    assert [path for path, _, _ in map_files(tmp_path)] == [map_path(tmp_path, 3)]
    assert is_of(open_map(tmp_path, without.segments), without)


def test_a_map_outlives_deletions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = corpus(tmp_path, [harbour(), mill()])
    write_map(tmp_path, made.segments)
    before = open_map(tmp_path, made.segments)
    without = replace(made, deleted=frozenset([(0, 0)]))
    forbid(monkeypatch)
    after = open_map(tmp_path, without.segments)
    rows = live_rows(without)
    assert found_in(after, rows) == found_in(before, rows)
    assert list(after.actors) == list(before.actors)


def test_a_large_corpus_is_read_again_when_much_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maps, "SMALL", 2)
    made = corpus(tmp_path, [harbour(), mill()], [note("a", "Ivo Lund")])
    write_map(tmp_path, made.segments[:1])
    write_map(tmp_path, made.segments)
    assert latest_map(tmp_path) == 2
    assert is_of(open_map(tmp_path, made.segments), made)

"""Segments that a map does not know are read in its light, and merged ones keep it."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import (
    Actor,
    ActorKind,
    Extraction,
)
from index.postings.corpus_map import maps
from index.postings.corpus_map.map_files import map_files, map_path
from index.postings.corpus_map.maps import (
    CorpusMap,
    MapFiles,
    carry,
    latest_map,
    open_map,
    write_map,
)
from index.postings.format.container import Container
from index.postings.indexing.merging_segments import merge_segments
from index.postings.snapshot.segments import Segments
from tests.index.made import actor, article, harbour, mill
from tests.index.postings.mapped import (
    Corpus,
    Made,
    corpora,
    corpus,
    expected,
    forbid,
    found_in,
    is_of,
    large,
    live_rows,
    names_in,
    note,
)


@pytest.fixture(params=["read", "kept"])
def reading(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """New segments are read in the light of the map: at open, or when the map is updated."""
    monkeypatch.setattr(maps, "SMALL", 20)
    return bool(request.param == "kept")


def opened_after(made: Corpus, folder: Path, kept: bool) -> CorpusMap:
    if kept:
        write_map(folder, made.segments)
        assert latest_map(folder) == 1
        assert len(list(map_files(folder))) == len(made.parts)
    return open_map(folder, made.segments)


def test_a_name_that_is_known_is_that_actor(tmp_path: Path, reading: bool) -> None:
    made = large(tmp_path, [note("a", "Bruno Aske", "Quint")])
    opened = opened_after(made, tmp_path, reading)
    first = made.segments[1].base
    assert [names_in(opened, first + row) for row in range(4)] == [
        set(),
        set(),
        {"Bruno Aske"},
        {"Orla Quint"},
    ]
    before = expected(made.live()[:40])[0]
    counts = {each.name: each.passages for each in opened.actors}
    assert counts == {
        each.name: each.passages + (each.name in ("Bruno Aske", "Orla Quint")) for each in before
    }


def test_new_actors_of_several_segments_are_one(tmp_path: Path, reading: bool) -> None:
    made = large(tmp_path, [note("a", "Ivo Lund")], [note("b", "Cora Pell", "Ivo Lund")])
    opened = opened_after(made, tmp_path, reading)
    known = len(expected(made.live()[:40])[0])
    assert list(opened.actors)[known:] == [
        Actor(known, "Ivo Lund", ActorKind.PERSON, (), 2, 0),
        Actor(known + 1, "Cora Pell", ActorKind.PERSON, (), 1, 0),
    ]
    assert opened.actor_of.tolist()[-3:] == [known, known + 1, known]
    assert opened.actors.called()[0][-2:] == ["Ivo Lund", "Cora Pell"]
    assert opened.actors.labels[known] == "Ivo Lund"


def test_lists_stay_ascending_when_new_actors_are_united(tmp_path: Path, reading: bool) -> None:
    both = article("b", ("Note", "Cora Pell met Ivo Lund."))
    people = tuple(actor(both.text, name) for name in ("Cora Pell", "Ivo Lund"))
    made = large(tmp_path, [note("a", "Ivo Lund")], [(both, Extraction((), people, ()))])
    opened = opened_after(made, tmp_path, reading)
    row = made.segments[2].base + 2
    assert names_in(opened, row) == {"Cora Pell", "Ivo Lund"}


def test_a_phrase_has_the_topic_that_its_key_decides(tmp_path: Path, reading: bool) -> None:
    made = large(tmp_path, [note("a", "Ivo Lund", term="harbour toll"), note("b", term="salt")])
    opened = opened_after(made, tmp_path, reading)
    assert [topic.terms for topic in opened.topics] == [("toll",)]
    assert opened.topic_of.tolist()[-2:] == [0, -1]
    assert opened.topics[0].passages == expected(made.live()[:40])[1][0].passages + 1


def test_a_speaker_of_a_new_segment_is_known(tmp_path: Path, reading: bool) -> None:
    made, extraction = harbour()
    made = replace(made, id="again")
    corpus_made = large(tmp_path, [(made, extraction)])
    opened = opened_after(corpus_made, tmp_path, reading)
    first = corpus_made.segments[1].base
    quotes = [opened.actors[number].name for number in opened.speakers[first:] if number >= 0]
    assert quotes == ["Orla Quint", "harbour office", "Orla Quint"]


def test_parts_of_segments_that_are_gone_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maps, "SMALL", 20)
    made = large(tmp_path, [note("a", "Ivo Lund")])
    write_map(tmp_path, made.segments)
    write_map(tmp_path, made.segments[:1])
    assert [path for path, _, _ in map_files(tmp_path)] == [map_path(tmp_path, 1)]


def test_a_large_segment_without_a_map_is_left_blank_until_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maps, "SMALL", 2)
    made = corpus(tmp_path, [harbour(), mill()], [note("a", "Ivo Lund")])
    opened = open_map(tmp_path, made.segments)
    assert [each.name for each in opened.actors] == ["Ivo Lund"]
    assert opened.actor_of.tolist() == [-1, -1, -1, 0]
    assert np.diff(opened.actors_of.starts).tolist()[: made.segments[1].base] == [0] * 14
    write_map(tmp_path, made.segments)
    assert is_of(open_map(tmp_path, made.segments), made)


# -- merging ---------------------------------------------------------------------------------------


def merged(folder: Path, made: Corpus, first: int) -> Corpus:
    """Merge all segments from number ``first`` on, as a commit does."""
    segments = made.segments
    parts = []
    for segment, container in zip(segments, made.containers, strict=True):
        mask = np.zeros(segment.documents, np.bool_)
        mask[segment.deleted] = True
        parts.append((container, mask))
    path = folder / f"MAIN_{len(parts)}.segment"
    merge_segments(parts[first:], path)
    carry(folder, segments[first:], f"MAIN_{first}-{len(parts)}")
    live = tuple(
        each
        for number, part in enumerate(made.parts[first:], first)
        for place, each in enumerate(part)
        if (number, place) not in made.deleted
    )
    kept = frozenset(place for place in made.deleted if place[0] < first)
    return Corpus((*made.parts[:first], live), kept, (*made.containers[:first], Container(path)))


def renamed(made: Corpus, first: int, name: str) -> Segments:
    found = [(each.name, each.arrays, each.deleted) for each in made.segments]
    found[first] = (name, *found[first][1:])
    return Segments(found)


@settings(max_examples=25, deadline=None)
@given(corpora(), st.data())
def test_merged_segments_keep_what_was_said_of_them(
    made: tuple[list[list[Made]], list[tuple[int, int]]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patched:
        folder = Path(name)
        before = corpus(folder, *made[0], deleted=made[1])
        known = data.draw(st.integers(1, len(made[0])))
        first = data.draw(st.integers(0, known - 1))
        write_map(folder, before.segments[:known])
        said = open_map(folder, before.segments)
        after = merged(folder, before, first)
        forbid(patched)
        segments = renamed(after, first, f"MAIN_{first}-{len(before.parts)}")
        opened = open_map(folder, segments)
        assert len(MapFiles.open(folder, [each.name for each in segments]).parts) == 1
        assert list(opened.actors) == list(said.actors)
        assert list(opened.topics) == list(said.topics)
        assert found_in(opened, live_rows(after)) == found_in(said, live_rows(before))
        assert opened.actor_of[opened.actor_of >= 0].tolist()[-1:] == last_live(said, before)


def last_live(said: CorpusMap, made: Corpus) -> list[int]:
    """Return the Actor id of the last local actor of a live article."""
    live = np.concatenate(
        [
            np.repeat(segment.articles.live, segment.arrays["articles.actors"])
            for segment in made.segments
        ]
    )
    ids: list[int] = said.actor_of[live].tolist()
    return ids[-1:]


def test_what_no_map_knows_is_not_carried(tmp_path: Path) -> None:
    made = corpus(tmp_path, [harbour()], [mill()])
    carry(tmp_path, made.segments, "MAIN_9")
    write_map(tmp_path, made.segments[:0])
    carry(tmp_path, made.segments, "MAIN_9")
    assert [path for path, _, _ in map_files(tmp_path)] == [map_path(tmp_path, 1)]

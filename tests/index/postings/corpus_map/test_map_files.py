"""A damaged map is worked out again, and never leads outside."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.postings.corpus_map import maps
from index.postings.corpus_map.map_files import map_files, map_path, part_path
from index.postings.corpus_map.maps import open_map, write_map
from index.postings.errors import IndexUnusable
from index.postings.format.container import Container, ContainerWriter
from tests.index.made import harbour, mill
from tests.index.postings.mapped import (
    Corpus,
    corpus,
    found_in,
    is_of,
    large,
    live_rows,
    note,
)


def put(path: Path, content: bytes | bytearray) -> None:
    """Put a file in place of one that somebody may have mapped."""
    path.unlink()
    path.write_bytes(content)


def cut_short(path: Path) -> None:
    put(path, path.read_bytes()[:-3])


def emptied(path: Path) -> None:
    put(path, b"")


def foreign(path: Path) -> None:
    path.unlink()
    with ContainerWriter(path) as writer:
        writer.add("kind", np.zeros(3, np.uint8))


def of_another_format(path: Path) -> None:
    rewrite(path, format=np.array([99], np.uint8))


def with_wild_ids(path: Path) -> None:
    container = Container(path)
    rewrite(
        path,
        **{
            name: np.full(len(container[name]), 30_000, container[name].dtype)
            for name in container
            if name.endswith(("actor_of", "topics.homes"))
        },
    )


def without_names(path: Path) -> None:
    rewrite(path, **{"actors.forms": np.empty(0, np.uint8)})


def rewrite(path: Path, **changed: np.ndarray) -> None:
    arrays = {**Container(path), **changed}
    path.unlink()
    with ContainerWriter(path) as writer:
        for name, array in arrays.items():
            writer.add(name, array)


DAMAGES = (
    cut_short,
    emptied,
    foreign,
    of_another_format,
    with_wild_ids,
    without_names,
    Path.unlink,
)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
def test_a_damaged_map_is_worked_out_again(tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    made = corpus(tmp_path, [harbour(), mill()], [note("a", "Orla Quint", "Quint")])
    write_map(tmp_path, made.segments)
    damage(map_path(tmp_path, 1))
    assert is_of(open_map(tmp_path, made.segments), made)
    write_map(tmp_path, made.segments)
    assert is_of(open_map(tmp_path, made.segments), made)
    assert len(list(map_files(tmp_path))) == 1


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
def test_a_damaged_part_is_read_again(
    tmp_path: Path, damage: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(damage)
    monkeypatch.setattr(maps, "SMALL", 20)
    made = large(tmp_path, [note("a", "Ivo Lund")])
    write_map(tmp_path, made.segments)
    before = open_map(tmp_path, made.segments)
    damage(part_path(tmp_path, 1, "MAIN_1"))
    for _ in range(2):
        after = open_map(tmp_path, made.segments)
        assert list(after.actors) == list(before.actors)
        assert found_in(after, live_rows(made)) == found_in(before, live_rows(made))
        write_map(tmp_path, made.segments)
        open_map(tmp_path, made.segments).verify()


def test_an_altered_byte_is_noticed(tmp_path: Path) -> None:
    made = corpus(tmp_path, [harbour(), mill()])
    write_map(tmp_path, made.segments)
    content = bytearray(map_path(tmp_path, 1).read_bytes())
    content[content.index(b"Orla Quint")] ^= 1
    put(map_path(tmp_path, 1), content)
    opened = open_map(tmp_path, made.segments)
    assert opened.actors[0].name == "Nrla Quint"
    with pytest.raises(IndexUnusable):
        opened.verify()
    write_map(tmp_path, made.segments)
    assert is_of(open_map(tmp_path, made.segments), made)


@pytest.fixture(scope="module")
def written_map(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Corpus, bytes]:
    """A folder with a map, the corpus it is of, and its bytes."""
    folder = tmp_path_factory.mktemp("altered")
    made = corpus(folder, [harbour(), mill()], [note("a", "Orla Quint", "Quint")])
    write_map(folder, made.segments)
    return folder, made, map_path(folder, 1).read_bytes()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_altered_byte_leads_outside(
    written_map: tuple[Path, Corpus, bytes], data: st.DataObject
) -> None:
    folder, made, content = written_map
    altered = bytearray(content)
    place = data.draw(st.integers(0, len(content) - 1))
    altered[place] ^= data.draw(st.integers(1, 255))
    put(map_path(folder, 1), altered)
    opened = open_map(folder, made.segments)
    assert len(opened.actors_of.starts) == made.segments.documents + 1
    assert opened.actors_of.starts[-1] == len(opened.actors_of.values)
    assert all(opened.topics[number].terms for number in opened.topics_of.values.tolist())
    assert all(opened.actors[number].name is not None for number in opened.actors_of.values)
    assert all(opened.actors[number].id == number for number in opened.actor_of.tolist())
    assert len(opened.actors.called()[0]) == opened.actors.called()[1][-1]

"""Trouble on disk and between threads: what was committed stays; errors name the path."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from whoosh.query import Or, Phrase, Term

from index.model import Extraction
from index.postings import IndexBusy, IndexReader, IndexUnusable, IndexWriter, Stamp
from index.postings.corpus_map import maps
from index.postings.format.container import ContainerWriter
from index.postings.schema import TEXT
from index.postings.snapshot.manifest import publish
from tests.index.made import STAMP, actor, article, build, harbour, mill

NOTHING = Extraction((), (), ())


def entries(directory: Path) -> set[str]:
    return set(IndexReader.open(directory).entries)


def files(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


# -- writing -------------------------------------------------------------------------------------


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with IndexWriter(tmp_path), pytest.raises(IndexBusy, match=str(tmp_path)):
        IndexWriter(tmp_path)
    IndexWriter(tmp_path).close()


def test_an_error_that_names_no_file_is_given_the_path_of_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, harbour())
    with monkeypatch.context() as patched, IndexWriter(tmp_path) as writer:
        patched.setattr("index.postings.snapshot.manifest.sync", full)
        writer.put(*mill(), STAMP)
        with pytest.raises(OSError, match="No space left on device") as raised:
            writer.commit()
    assert raised.value.filename == str(tmp_path)
    assert entries(tmp_path) == {harbour()[0].id}
    build(tmp_path, mill())
    assert entries(tmp_path) == {harbour()[0].id, mill()[0].id}


def commit_mill(directory: Path) -> OSError | None:
    """Commit an article; return the error, if there is one."""
    with IndexWriter(directory) as writer:
        writer.put(*mill(), STAMP)
        try:
            writer.commit(map=False)
        except OSError as error:
            return error
    return None


def test_a_disk_that_fills_up_while_an_array_is_written_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At whichever array of the new segment, or of the merged one."""
    monkeypatch.setattr("index.postings.indexing.merge_policy.MOST", 1)
    build(tmp_path, harbour())
    before = files(tmp_path)
    stream = ContainerWriter.stream
    left = 0

    def filling(
        writer: ContainerWriter, name: str, dtype: Any, pieces: Iterable[NDArray[Any]]
    ) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            full()
        stream(writer, name, dtype, pieces)

    monkeypatch.setattr(ContainerWriter, "stream", filling)
    for room in range(0, 1_000, 7):
        left = room
        error = commit_mill(tmp_path)
        if error is None:
            break
        assert error.errno == errno.ENOSPC
        assert str(error.filename).startswith(str(tmp_path))
        assert files(tmp_path) == before
        assert entries(tmp_path) == {harbour()[0].id}
    assert room > 100
    assert entries(tmp_path) == {harbour()[0].id, mill()[0].id}
    assert len(list(tmp_path.glob("*.segment"))) == 1


def test_a_folder_of_other_files_is_never_written_to(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Orla")
    with pytest.raises(IndexUnusable, match="not an index"):
        IndexWriter(tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "Dear Orla"
    assert not list(tmp_path.glob("*.json"))


def test_a_foreign_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("not an index")
    with pytest.raises(IndexUnusable, match="not an index"):
        IndexReader.open(tmp_path)


@pytest.mark.parametrize(("number", "age"), [(1, "an older"), (1000, "a newer")])
def test_an_index_by_another_version_is_refused(tmp_path: Path, number: int, age: str) -> None:
    build(tmp_path, harbour())
    (tmp_path / "format.json").write_text(f'{{"application": "onrecord", "format": {number}}}')
    for open_index in (IndexReader.open, IndexWriter):
        with pytest.raises(IndexUnusable, match=f"was written by {age} onrecord"):
            open_index(tmp_path)


def test_a_folder_that_others_can_write_to_is_refused(tmp_path: Path) -> None:
    build(tmp_path / "index", harbour())
    (tmp_path / "index").chmod(0o777)
    for open_index in (IndexReader.open, IndexWriter):
        with pytest.raises(IndexUnusable, match="other users"):
            open_index(tmp_path / "index")


def test_an_article_that_cannot_be_prepared_leaves_the_one_before(tmp_path: Path) -> None:
    build(tmp_path, harbour(), mill())
    made, extraction = mill()
    broken = Extraction((), (None,), ())  # type: ignore[arg-type]  # broken on purpose
    with IndexWriter(tmp_path) as writer:
        with pytest.raises(AttributeError):
            writer.put(made, broken, STAMP)
        assert made.id in writer.entries
        writer.commit()
    assert IndexReader.open(tmp_path).load(made.id) == (made, extraction)


def test_leftovers_of_a_killed_writer_are_cleared_away(tmp_path: Path) -> None:
    build(tmp_path, harbour())
    known = files(tmp_path)
    for name in (
        "_MAIN_9.toc.tmp",
        "_MAIN_0.toc",
        "format.json.tmp",
        "MAIN_zz.segment",
        "map-1.MAIN_zz.onrecord",
    ):
        (tmp_path / name).write_bytes(b"half")
    with IndexWriter(tmp_path):
        assert files(tmp_path) == known
    assert len(entries(tmp_path)) == 1


def test_a_writer_that_fails_or_gives_up_leaves_no_room_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.postings.indexing.transaction.RUN_CHARACTERS", 1)
    build(tmp_path, harbour())
    before = files(tmp_path)
    with monkeypatch.context() as patched, IndexWriter(tmp_path) as writer:
        patched.setattr("index.postings.indexing.transaction.publish", full)
        writer.put(*mill(), STAMP)
        with pytest.raises(OSError, match="No space left"):
            writer.commit()
    assert files(tmp_path) == before
    with IndexWriter(tmp_path) as writer:
        writer.put(*mill(), STAMP)
        assert files(tmp_path) != before
    assert files(tmp_path) == before


def test_a_commit_that_fails_after_it_became_visible_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, harbour())

    def late(*arguments: Any) -> None:
        publish(*arguments)
        full()

    with monkeypatch.context() as patched, IndexWriter(tmp_path) as writer:
        patched.setattr("index.postings.indexing.transaction.publish", late)
        writer.put(*mill(), STAMP)
        with pytest.raises(OSError, match="No space left"):
            writer.commit()
    assert entries(tmp_path) == {harbour()[0].id, mill()[0].id}


# -- the corpus-wide map -------------------------------------------------------------------------


def names_of(directory: Path) -> dict[str, list[str]]:
    """Return what the corpus calls each local actor, article by article."""
    reader = IndexReader.open(directory)
    return {
        each: [
            reader.actors[reader.actor_id(each, local)].name
            for local in range(len(reader.load(each)[1].actors))
        ]
        for each in reader.entries
    }


def map_made_again(_: object) -> None:
    raise AssertionError("the map was worked out again")


def test_a_commit_of_stamps_alone_keeps_the_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, harbour(), mill())
    before = names_of(tmp_path)
    monkeypatch.setattr(maps, "make_map", map_made_again)
    with IndexWriter(tmp_path) as writer:
        writer.touch(mill()[0].id, Stamp(1, 2))
        writer.commit()
    assert names_of(tmp_path) == before


def test_merging_carries_the_map_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.postings.indexing.merge_policy.MOST", 2)
    notes = [article(name, ("Note", f"Salt for {name}.")) for name in ("Abel", "Cora")]
    build(tmp_path, harbour(), mill())
    build(tmp_path, *((each, Extraction((), (actor(each.text, each.doc),), ())) for each in notes))
    before = names_of(tmp_path)
    monkeypatch.setattr(maps, "make_map", map_made_again)
    with IndexWriter(tmp_path) as writer:
        writer.put(article("more", ("Note", "Salt for nobody.")), NOTHING, STAMP)
        writer.remove(harbour()[0].id)
        writer.commit(map=False)
    assert len(list(tmp_path.glob("*.segment"))) == 1
    after = names_of(tmp_path)
    assert {each: names for each, names in after.items() if names} == {
        each: names for each, names in before.items() if each != harbour()[0].id
    }


def test_the_map_can_follow_later(tmp_path: Path) -> None:
    with IndexWriter(tmp_path) as writer:
        writer.put(*harbour(), STAMP)
        writer.commit(map=False)
        assert not list(tmp_path.glob("map-*"))
        writer.update_map()
        assert list(tmp_path.glob("map-*"))
    assert "Orla Quint" in {each.name for each in IndexReader.open(tmp_path).actors}


# -- reading -------------------------------------------------------------------------------------


def test_several_threads_search_and_load_at_once(tmp_path: Path) -> None:
    many = [
        (article(f"note-{day}", ("Note", f"Salt and rope, the tide of day {day}.")), NOTHING)
        for day in range(60)
    ]
    build(tmp_path, *many)
    reader = IndexReader.open(tmp_path)
    queries = (Term(TEXT, "salt"), Phrase(TEXT, ["salt", "and"]), Or([Term(TEXT, "tide")] * 2))

    def work(number: int) -> tuple[int, bool]:
        found = reader.evaluate(queries[number % 3], lambda: False)
        made, _ = many[number % 60]
        return len(found.passages), reader.load(made.id)[0] == made

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(work, range(240))) == {(60, True)}


def test_a_reader_outlives_the_files_it_has_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.postings.indexing.merge_policy.MOST", 1)
    build(tmp_path, harbour())
    reader = IndexReader.open(tmp_path)
    old = {path.name for path in tmp_path.glob("*.segment")}
    build(tmp_path, mill())
    assert not old & set(files(tmp_path))
    assert not reader.up_to_date()
    found = reader.evaluate(Term(TEXT, "crate"), lambda: False).passages
    assert len(found) == 2
    assert np.all(reader.table.live[found])
    assert reader.load(harbour()[0].id) == harbour()

"""Trouble on disk and between threads: what was committed stays; errors name the path."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from whoosh.query import Or, Phrase, Term

from index.model import Extraction
from index.postings import IndexReader, IndexUnusable, IndexWriter, Stamp
from index.postings.maps import read_map
from index.postings.schema import TEXT
from tests.index.made import STAMP, actor, article, build, harbour, mill


def entries(directory: Path) -> set[str]:
    return set(IndexReader.open(directory).entries)


def test_an_error_that_names_no_file_is_given_the_path_of_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, harbour())

    def full(paths: Iterable[Path]) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched, IndexWriter(tmp_path) as writer:
        patched.setattr("index.postings.transaction.sync", full)
        writer.put(*mill(), STAMP)
        with pytest.raises(OSError, match="No space left on device") as raised:
            writer.commit()
    assert raised.value.filename == str(tmp_path)
    assert entries(tmp_path) == {harbour()[0].id}
    build(tmp_path, mill())
    assert entries(tmp_path) == {harbour()[0].id, mill()[0].id}


def test_a_folder_of_other_files_is_never_written_to(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Orla")
    with pytest.raises(IndexUnusable, match="not an index"):
        IndexWriter(tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "Dear Orla"
    assert not list(tmp_path.glob("*.json"))


def test_an_article_that_cannot_be_packed_leaves_the_one_before(tmp_path: Path) -> None:
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
    for name in ("_MAIN_9.toc.1234", "generation-9.json.tmp", "map-1.npz.tmp", "MAIN_zz.seg"):
        (tmp_path / name).write_bytes(b"half")
    build(tmp_path, mill())
    assert not [path.name for path in tmp_path.iterdir() if path.read_bytes() == b"half"]
    assert len(entries(tmp_path)) == 2


def test_a_writer_that_fails_or_gives_up_leaves_no_room_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, harbour())
    before = sorted(path.name for path in tmp_path.iterdir())

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched, IndexWriter(tmp_path) as writer:
        patched.setattr("index.postings.transaction.write_manifest", full)
        writer.put(*mill(), STAMP)
        with pytest.raises(OSError, match="No space left"):
            writer.commit()
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    with IndexWriter(tmp_path) as writer:
        writer.put(*mill(), STAMP)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_opening_for_writing_frees_what_a_killed_writer_took(tmp_path: Path) -> None:
    build(tmp_path / "some", harbour())
    (tmp_path / "none").mkdir(mode=0o700)
    build(tmp_path / "none")
    for directory in (tmp_path / "some", tmp_path / "none"):
        (directory / "MAIN_0123456789abcdef.pst").write_bytes(b"half")
        with IndexWriter(directory):
            assert not list(directory.glob("MAIN_0123*"))
    assert entries(tmp_path / "some") == {harbour()[0].id}


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


def touch(directory: Path, identity: str) -> None:
    with IndexWriter(directory) as writer:
        writer.touch(identity, Stamp(1, 2))
        writer.commit()


def test_a_commit_of_stamps_alone_keeps_the_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, harbour(), mill())
    before = names_of(tmp_path)

    def fail(_: object) -> None:
        raise AssertionError("the map was worked out again")

    with monkeypatch.context() as patched:
        patched.setattr("index.postings.writer.make_map", fail)
        touch(tmp_path, mill()[0].id)
    monkeypatch.setattr("index.postings.reader.make_map", fail)
    assert names_of(tmp_path) == before
    assert IndexReader.open(tmp_path).entries[mill()[0].id].stamp == Stamp(1, 2)


def test_the_map_is_made_anew_where_merging_changes_the_order_of_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = [article(name, ("Note", f"Salt for {name}.")) for name in ("Abel", "Cora")]
    small = [(note, Extraction((), (actor(note.text, note.doc),), ())) for note in notes]
    with monkeypatch.context() as patched:
        patched.setattr("index.postings.transaction.TIER", 100)
        for each in (small[0], harbour(), small[1]):
            build(tmp_path, each)
    before, order = names_of(tmp_path), IndexReader.open(tmp_path).table.articles
    monkeypatch.setattr("index.postings.transaction.TIER", 2)
    touch(tmp_path, notes[0].id)
    assert IndexReader.open(tmp_path).table.articles != order
    assert names_of(tmp_path) == before


def test_any_damage_to_the_map_means_that_there_is_none(tmp_path: Path) -> None:
    build(tmp_path, harbour(), mill())
    before = names_of(tmp_path)
    [path] = tmp_path.glob("map-*.npz")
    whole = path.read_bytes()
    for place in range(0, len(whole), 3):
        path.write_bytes(whole[:place] + b"\xff" + whole[place + 1 :])
        read_map(path)
    assert names_of(tmp_path) == before


def test_several_threads_search_and_load_at_once(tmp_path: Path) -> None:
    nothing = Extraction((), (), ())
    many = [
        (article(f"note-{day}", ("Note", f"Salt and rope, the tide of day {day}.")), nothing)
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

"""Trouble on disk and between threads: what was committed stays; errors name the path."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from whoosh.query import Or, Phrase, Term

from index.model import Extraction
from index.postings import IndexReader, IndexUnusable, IndexWriter
from index.postings.schema import TEXT
from tests.index.made import STAMP, article, build, harbour, mill


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

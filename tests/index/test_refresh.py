"""An index does not depend on how many processes read for it, nor on what befalls them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from index import refresh as refreshing
from index.model import Article, Extraction, PassageKind, Progress, RefreshReport, Skipped, Span
from index.postings import Entry, IndexReader, IndexWriter
from index.reading.discovery import Found, discover
from index.refresh import Refresh
from index.search import search
from tests.index.jobs import read_or_die
from tests.index.ready import ReadyPool

Passage = tuple[str, PassageKind, tuple[Span, ...], str | None]

ARTICLES = 60
STORY = """Lamp {number} is lit

“Lamp {number} burns for the herring boats,” said Mira Aske, the keeper of light {number}. She
called the oil “dearer than amber”.

The harbour office of Pell said that {number} ships had seen it.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(ARTICLES):
        write(folder / f"{number:03}.txt", STORY.format(number=number))
    return folder


@pytest.fixture(autouse=True)
def workers_do_all_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read no file in this process while workers start: there would be none left for them."""
    monkeypatch.setattr(refreshing, "Pool", ReadyPool)


def write(path: Path, text: str) -> None:
    """Write a file that was last changed an hour ago."""
    path.write_text(text, encoding="utf-8")
    then = path.stat().st_mtime_ns - 3_600_000_000_000
    os.utime(path, ns=(then, then))


def refresh(
    folder: Path,
    index: Path,
    workers: int,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[IndexWriter], bool] = lambda _: False,
) -> RefreshReport:
    with IndexWriter(index) as writer:
        run = Refresh(writer, progress, lambda: cancelled(writer), workers=workers)
        return run.run([folder])


def contents(index: Path) -> tuple[list[Entry], list[tuple[Article, Extraction]], list[Passage]]:
    """Return the catalogue, what is stored of each article, and every passage with its speaker."""
    reader = IndexReader.open(index)
    entries = list(reader.entries.values())
    stored = [reader.load(entry.article) for entry in entries]
    hits = search(reader, "", boilerplate=True)
    passages = [(hit.article, hit.kind, hit.spans, hit.speaker) for hit in hits]
    reader.close()
    return entries, stored, passages


def names(report: RefreshReport) -> list[str]:
    return [skipped.path.name for skipped in report.skipped]


def test_the_index_is_the_same_however_many_read(folder: Path, tmp_path: Path) -> None:
    (folder / "030-empty.txt").touch()
    write(folder / os.fsdecode(b"031-\xff.txt"), "A name of any bytes\n\nWords in it.\n")
    for workers in range(3):
        report = refresh(folder, tmp_path / str(workers), workers)
        assert (report.added, report.complete) == (ARTICLES + 1, True)
        assert names(report) == ["030-empty.txt"]
    first = contents(tmp_path / "0")
    assert first == contents(tmp_path / "1") == contents(tmp_path / "2")
    assert PassageKind.DIRECT in {kind for _, kind, _, _ in first[2]}


def test_progress_counts_up_to_all_files(folder: Path, tmp_path: Path) -> None:
    seen: list[Progress] = []
    refresh(folder, tmp_path / "index", 2, seen.append)
    counts = [progress.done for progress in seen]
    assert counts == sorted(counts)
    assert (seen[-1].done, seen[-1].total, seen[-1].finished) == (ARTICLES, ARTICLES, True)
    assert seen[-1].generation > 0


@pytest.mark.parametrize("workers", [0, 2])
def test_cancelling_keeps_the_first_articles(folder: Path, tmp_path: Path, workers: int) -> None:
    report = refresh(
        folder, tmp_path / "index", workers, cancelled=lambda writer: len(writer.entries) == 10
    )
    assert (report.complete, report.articles) == (False, 10)
    entries, _, _ = contents(tmp_path / "index")
    assert [entry.path.name for entry in entries] == [f"{number:03}.txt" for number in range(10)]


def test_a_cancelled_listing_removes_nothing(folder: Path, tmp_path: Path) -> None:
    refresh(folder, tmp_path / "index", 0)
    report = refresh(folder, tmp_path / "index", 0, cancelled=lambda _: True)
    assert (report.complete, report.removed, report.articles) == (False, 0, ARTICLES)


@pytest.mark.parametrize("workers", [0, 2])
def test_a_file_that_vanishes_after_the_listing_is_skipped(
    folder: Path, tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    after_listing(monkeypatch, (folder / "040.txt").unlink)
    report = refresh(folder, tmp_path / "index", workers)
    assert names(report) == ["040.txt"]
    assert report.articles == ARTICLES - 1


@pytest.mark.parametrize("workers", [0, 2])
def test_a_file_that_changes_after_the_listing_is_read_again_next_time(
    folder: Path, tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "040.txt"
    with monkeypatch.context() as patch:
        after_listing(patch, lambda: write(path, "Another story\n\nOf a miller and a cat.\n"))
        refresh(folder, tmp_path / "index", workers)
    assert refresh(folder, tmp_path / "index", workers).unchanged == ARTICLES
    reader = IndexReader.open(tmp_path / "index")
    assert [hit.path for hit in search(reader, "miller")] == [path]
    reader.close()


def after_listing(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    """Have ``change`` called when the files have been listed and none has been read."""

    def list_then_change(roots: Iterable[Path]) -> Iterator[Found | Skipped]:
        yield from discover(roots)
        change()

    monkeypatch.setattr(refreshing, "discover", list_then_change)


def test_a_file_that_kills_its_readers_is_skipped(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "deadly.txt", "Nobody gets to the end of this")
    monkeypatch.setattr(refreshing, "work", read_or_die)
    monkeypatch.setenv("SPARED", str(os.getpid()))
    report = refresh(folder, tmp_path / "index", 2)
    assert [(each.path.name, each.reason) for each in report.skipped] == [
        ("deadly.txt", "its reader stopped unexpectedly")
    ]
    assert (report.articles, report.complete) == (ARTICLES, True)

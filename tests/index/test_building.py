"""Indexing in a child process: progress comes over, a stop keeps what was read."""

from __future__ import annotations

import queue
import subprocess
import sys
import time
from pathlib import Path

from index.building import Build, describe
from index.corpus import Corpus
from index.home import Busy, exclusive
from index.model import Progress, RefreshReport

TEXT = """A night at the mill

“The wheel has not turned since spring,” said Bruno Aske, the miller.
"""


def start(build: Build) -> queue.Queue[Progress | RefreshReport | str]:
    messages: queue.Queue[Progress | RefreshReport | str] = queue.Queue()
    build.start(messages.put, messages.put, messages.put)
    return messages


def drain(messages: queue.Queue[Progress | RefreshReport | str]) -> RefreshReport | str:
    while True:
        message = messages.get(timeout=60)
        if not isinstance(message, Progress):
            return message


def test_a_child_process_builds_what_the_parent_searches(tmp_path: Path, home: Path) -> None:
    (tmp_path / "mill.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\0\1\2" * 50)
    report = drain(start(Build([tmp_path], home)))
    assert isinstance(report, RefreshReport)
    assert report.articles == 1
    assert [skipped.path.name for skipped in report.skipped] == ["bad.txt"]
    assert Corpus.open([tmp_path], home).search("wheel")[0].speaker == "Bruno Aske"


def test_a_failure_comes_over_as_one_line_that_names_the_path(tmp_path: Path) -> None:
    blocked = tmp_path / "home"
    blocked.write_text("a file is in the way")
    message = drain(start(Build([tmp_path], blocked)))
    assert isinstance(message, str)
    assert str(blocked) in message
    assert "\n" not in message


def test_a_child_that_dies_is_noticed(tmp_path: Path, home: Path) -> None:
    build = Build([tmp_path], home)
    build._command = [sys.executable, "-c", "raise SystemExit(3)"]
    assert "unexpectedly" in str(drain(start(build)))


def test_the_child_stops_when_asked_and_keeps_what_it_read(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(3000):
        (folder / f"{number}.txt").write_text(f"{TEXT}\n{number}\n", encoding="utf-8")
    build = Build([folder], home)
    messages = start(build)
    while True:
        message = messages.get(timeout=60)
        if isinstance(message, Progress) and message.done > 20:
            break
    build.stop()
    report = drain(messages)
    assert isinstance(report, RefreshReport)
    assert not report.complete
    assert 20 <= report.articles < 3000


def test_the_child_ends_with_its_parent(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(3000):
        (folder / f"{number}.txt").write_text(f"{TEXT}\n{number}\n", encoding="utf-8")
    parent = (
        "import os, time; from pathlib import Path; from index.building import Build\n"
        f"b = Build([Path({str(folder)!r})], Path({str(home)!r}))\n"
        "b.start(lambda p: None, print, print)\n"
        "time.sleep(2); os._exit(1)\n"
    )
    subprocess.run([sys.executable, "-c", parent], capture_output=True, timeout=60, check=False)
    deadline = time.monotonic() + 30
    while not lock_is_free(Corpus.open([folder], home)):
        assert time.monotonic() < deadline, "the child still holds the lock"
        time.sleep(0.05)
    assert len(Corpus.open([folder], home).entries) < 3000


def lock_is_free(corpus: Corpus) -> bool:
    try:
        with exclusive(corpus.directory / "lock"):
            return True
    except Busy:
        return False


def test_errors_are_described_in_one_line() -> None:
    assert describe(PermissionError(13, "Permission denied", "/x/y")) == "/x/y: Permission denied"
    assert describe(ValueError("two\nlines")) == "two lines"
    assert describe(KeyError()) == "KeyError"

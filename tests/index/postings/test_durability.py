"""A commit is visible wholly or not at all, wherever its writer is killed; damage is noticed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from index.model import Extraction
from index.postings.errors import IndexBusy, IndexUnusable
from index.postings.snapshot.manifest import latest_generation, toc_path
from index.postings.writer import IndexWriter
from tests.index.made import STAMP, article, harbour, mill
from tests.index.postings import killed_writer
from tests.index.postings.committed import committed
from tests.index.postings.killed_writer import expected, put_round

KILLS = 60
NOTHING = Extraction((), (), ())
ROOT = Path(__file__).parents[3]


class Writers:
    """Starts writers in processes of their own; see killed_writer.py."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.index.postings.killed_writer"],
            cwd=ROOT,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._said: list[list[str]] = []
        assert self._read() == ["ready"]

    def start(self, *command: object) -> int:
        """Give a command; return the number of the child's process."""
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(map(str, command)) + "\n")
        self._process.stdin.flush()
        self._said = []
        while not any(line[0] == "pid" for line in self._said):  # the child may be faster
            self._said.append(self._read())
        [child] = (line[1] for line in self._said if line[0] == "pid")
        return int(child)

    def wait_for(self, lines: int) -> None:
        """Wait until the child has said so much."""
        while len(self._said) <= lines:
            self._said.append(self._read())

    def rest(self) -> list[list[str]]:
        """Return all that the child says until it has ended, which is the last line."""
        while self._said[-1][0] != "ended":
            self._said.append(self._read())
        return [line for line in self._said if line[0] != "pid"]

    def run(self, *command: object) -> list[list[str]]:
        self.start(*command)
        return self.rest()

    def _read(self) -> list[str]:
        assert self._process.stdout is not None
        return self._process.stdout.readline().split()

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture(scope="module")
def writers() -> Iterator[Writers]:
    started = Writers()
    yield started
    started.close()


@pytest.fixture
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make commits of this process merge as often as those of the killed ones."""
    monkeypatch.setattr("index.postings.indexing.merge_policy.MOST", killed_writer.MOST)
    monkeypatch.setattr(
        "index.postings.indexing.transaction.RUN_CHARACTERS", killed_writer.RUN_CHARACTERS
    )


def commit_rounds(directory: Path, rounds: int) -> None:
    for _ in range(rounds):
        with IndexWriter(directory) as writer:
            put_round(writer, latest_generation(directory) + 1)
            writer.commit(map=False)


# -- killed --------------------------------------------------------------------------------------


def test_a_killed_writer_leaves_what_was_before_or_what_comes_after(
    writers: Writers, tmp_path: Path
) -> None:
    """Kill a writer that does nothing but commit, again and again, at any moment."""
    chance = random.Random(7)
    said = 0
    for _ in range(KILLS):
        child = writers.start("loop", tmp_path)
        writers.wait_for(chance.randrange(3))
        time.sleep(chance.uniform(0.0, 0.03))
        os.kill(child, signal.SIGKILL)
        lines = writers.rest()
        assert lines[-1] == ["ended", str(-signal.SIGKILL)]
        said = max([said, *(int(line[1]) for line in lines if line[0] == "committed")])
        generation = latest_generation(tmp_path)
        assert generation in (said, said + 1)
        said = generation
        if generation:
            assert committed(tmp_path) == (generation, expected(generation))
    commit_rounds(tmp_path, 1)
    assert {path.suffix for path in tmp_path.iterdir()} == {".json", ".lock", ".segment", ".toc"}


@pytest.mark.parametrize("kind", ["kill", "cut"])
@pytest.mark.parametrize("rounds", [0, 1, 4])
def test_a_writer_killed_before_any_change_to_the_disk_leaves_a_whole_generation(
    writers: Writers, tmp_path: Path, small_segments: None, kind: str, rounds: int
) -> None:
    """Kill one commit before each time it opens, syncs, renames or removes a file.

    After a power cut what was not put on the disk is gone. Of four rounds, the last ones merge.
    """
    before = tmp_path / "before"
    commit_rounds(before, rounds)
    seen = set()
    for point in count(1):
        directory = tmp_path / f"point-{point}"
        if rounds:
            shutil.copytree(before, directory)
        else:
            directory.mkdir(mode=0o700)
        lines = writers.run("point", directory, kind, point)
        generation = latest_generation(directory)
        seen.add(generation)
        if generation:
            assert committed(directory) == (generation, expected(generation))
        if lines[-1] == ["ended", "0"]:
            break
        assert lines == [["ended", str(-signal.SIGKILL)]]
        commit_rounds(directory, 1)
        assert committed(directory)[1] == expected(generation + 1)
    assert point > 10
    assert seen == {rounds, rounds + 1}


# -- a full disk ---------------------------------------------------------------------------------


def files(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def test_a_full_disk_leaves_the_last_generation_and_makes_room(
    writers: Writers, tmp_path: Path, small_segments: None
) -> None:
    """No file can grow beyond a limit, which lets more and more of a commit succeed."""
    before = tmp_path / "before"
    commit_rounds(before, 4)
    errors = set()
    for limit in count(64, 512):
        directory = tmp_path / f"limit-{limit}"
        shutil.copytree(before, directory)
        lines = writers.run("limited", directory, limit)
        assert lines[-1] == ["ended", "0"]
        if lines[0][0] == "committed":
            break
        _, name, path = lines[0]
        errors.add(name)
        assert path.startswith(str(directory))
        assert files(directory) == files(before)
    assert errors == {"EFBIG"}
    assert limit > 5_000
    assert committed(directory) == (5, expected(5))


# -- damage --------------------------------------------------------------------------------------


def cut(content: bytes) -> Iterator[bytes]:
    yield from (content[: len(content) * part // 7] for part in range(7))
    yield content[:-1]


def zeroed(content: bytes) -> Iterator[bytes]:
    yield bytes(len(content))
    yield content[: len(content) // 2] + bytes(len(content) - len(content) // 2)
    yield content[:-24] + bytes(24)


def overwritten(content: bytes) -> Iterator[bytes]:
    yield b"\x80" * 99
    yield content + b"\0"
    yield content[:-30] + b"\xff" + content[-29:]
    yield os.urandom(len(content))


@pytest.mark.parametrize("damage", [cut, zeroed, overwritten])
def test_damage_to_any_file_is_noticed(
    tmp_path: Path, damage: Callable[[bytes], Iterator[bytes]]
) -> None:
    build_map_free(tmp_path)
    for name, whole in files(tmp_path).items():
        if name == "write.lock":
            continue
        for ruined in damage(whole):
            (tmp_path / name).write_bytes(ruined)
            with pytest.raises((IndexUnusable, FileNotFoundError)):
                committed(tmp_path)
            with pytest.raises((IndexUnusable, FileNotFoundError)):
                IndexWriter(tmp_path)
        (tmp_path / name).write_bytes(whole)
    assert set(committed(tmp_path)[1]) == {"harbour", "mill"}


def build_map_free(directory: Path) -> None:
    with IndexWriter(directory) as writer:
        writer.put(*harbour(), STAMP)
        writer.commit(map=False)
        writer.put(*mill(), STAMP)
        writer.commit(map=False)


def test_a_missing_file_is_noticed(tmp_path: Path) -> None:
    build_map_free(tmp_path)
    for name, whole in files(tmp_path).items():
        if name != "write.lock":
            (tmp_path / name).unlink()
            with pytest.raises((IndexUnusable, FileNotFoundError)):
                committed(tmp_path)
            (tmp_path / name).write_bytes(whole)
    assert set(committed(tmp_path)[1]) == {"harbour", "mill"}


def test_a_table_of_contents_of_another_index_is_noticed(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    build_map_free(one)
    build_map_free(other)
    shutil.copy(toc_path(other, 2), toc_path(one, 2))
    with pytest.raises(FileNotFoundError):
        committed(one)


def test_a_table_of_contents_of_another_generation_is_noticed(tmp_path: Path) -> None:
    build_map_free(tmp_path)
    toc_path(tmp_path, 2).rename(toc_path(tmp_path, 3))
    with pytest.raises(IndexUnusable, match="another"):
        committed(tmp_path)


def test_a_segment_of_the_same_size_but_other_words_is_noticed(tmp_path: Path) -> None:
    for name, word in (("one", "Bela"), ("other", "Leab")):
        with IndexWriter(tmp_path / name) as writer:
            writer.put(article("note", ("Note", f"Salt for {word}.")), NOTHING, STAMP)
            writer.commit(map=False)
    [segment] = (tmp_path / "one").glob("*.segment")
    [foreign] = (tmp_path / "other").glob("*.segment")
    assert segment.stat().st_size == foreign.stat().st_size
    shutil.copy(foreign, segment)
    with pytest.raises(IndexUnusable, match="altered"):
        committed(tmp_path / "one")


def test_damage_inside_a_segment_is_noticed_before_it_is_merged(
    tmp_path: Path, small_segments: None
) -> None:
    commit_rounds(tmp_path, 3)
    for path in tmp_path.glob("*.segment"):
        content = bytearray(path.read_bytes())
        content[64] ^= 1
        path.write_bytes(content)
    with pytest.raises(IndexUnusable, match="altered"):
        commit_rounds(tmp_path, 3)


def test_an_index_by_an_older_version_is_refused(tmp_path: Path) -> None:
    build_map_free(tmp_path)
    (tmp_path / "format.json").write_text('{"application": "onrecord", "format": 1}')
    with pytest.raises(IndexUnusable, match="was written by an older onrecord"):
        IndexWriter(tmp_path)


# -- several at once -----------------------------------------------------------------------------


def test_only_one_process_writes(writers: Writers, tmp_path: Path) -> None:
    with IndexWriter(tmp_path):
        lines = writers.run("limited", tmp_path, 1 << 30)
        assert lines[-1] != ["ended", "0"]
        with pytest.raises(IndexBusy):
            IndexWriter(tmp_path)
    assert writers.run("limited", tmp_path, 1 << 30)[0] == ["committed", "1"]


def test_readers_see_whole_generations_while_others_are_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.postings.indexing.merge_policy.MOST", killed_writer.MOST)
    commit_rounds(tmp_path, 1)
    seen: list[int] = []
    done = threading.Event()
    wrong: list[object] = []

    def read() -> None:
        while not done.is_set():
            try:
                generation, texts = committed(tmp_path)
            except BaseException as error:
                wrong.append(error)
                return
            seen.append(generation)
            time.sleep(0.005)
            if texts != expected(generation):
                wrong.append((generation, texts))

    reader = threading.Thread(target=read)
    reader.start()
    commit_rounds(tmp_path, 200)
    done.set()
    reader.join()
    assert not wrong
    assert seen == sorted(seen)
    assert len(set(seen)) > 5
    assert len(list(tmp_path.glob("*.segment"))) <= killed_writer.MOST

"""A program that makes writers to be killed. It is started once, and forks a child for each.

It reads a command a line from standard input, and answers on standard output:

    loop DIRECTORY                     a child commits rounds until it is killed
    point DIRECTORY KIND N             a child commits one round, and kills itself before it changes
                                       the disk for the Nth time; KIND "cut" means a power cut: what
                                       was written and not put on the disk is lost
    limited DIRECTORY BYTES            a child commits one round, and can write no larger file

    pid 1234                           the child's process
    committed 7                        the child has committed generation 7
    failed EFBIG /some/where           an OSError, and the file that it named
    ended STATUS                       the child is gone: its exit status, or minus the signal
"""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.model import Extraction
from index.postings.indexing import merge_policy, transaction
from index.postings.snapshot.entries import Stamp
from index.postings.snapshot.manifest import latest_generation
from index.postings.writer import IndexWriter
from tests.index.made import article

NAMES = 6
PARAGRAPHS = 5
MOST = 2
"""Segments that are left alone: so that every commit or so merges."""

RUN_CHARACTERS = 120
"""Words of a run: each article is one, and a commit has several."""


def text_of(name: int, round_: int) -> tuple[str, ...]:
    return (f"Log {name}", *(f"Round {round_}, line {n}, and salt." for n in range(PARAGRAPHS)))


def names_of(round_: int) -> tuple[tuple[int, int], int | None]:
    """Return which articles a round puts, and which one it removes where it is there."""
    return (round_ % NAMES, (round_ + 3) % NAMES), (round_ + 2) % NAMES if round_ % 3 == 0 else None


def put_round(writer: IndexWriter, round_: int) -> None:
    put, removed = names_of(round_)
    for name in put:
        made = article(f"log-{name}", text_of(name, round_))
        writer.put(made, Extraction((), (), ()), Stamp(round_, round_))
    gone = article(f"log-{removed}", ("",)).id
    if removed is not None and gone in writer.entries:
        writer.remove(gone)


def expected(round_: int) -> dict[str, str]:
    """Return the text of each article after a round, by its name."""
    texts: dict[str, str] = {}
    for each in range(1, round_ + 1):
        put, removed = names_of(each)
        texts.update({f"log-{name}": "\n\n".join(text_of(name, each)) for name in put})
        texts.pop(f"log-{removed}", None)
    return texts


def commit_round(directory: Path) -> None:
    """Commit the round whose number is that of the generation it makes."""
    with IndexWriter(directory) as writer:
        put_round(writer, latest_generation(directory) + 1)
        print("committed", writer.commit(map=False), flush=True)


def loop(directory: Path) -> None:
    while True:
        commit_round(directory)


class Killing:
    """Kills this process before it changes the disk for the ``point``-th time."""

    def __init__(self, directory: Path, point: int, cut: bool) -> None:
        self._directory = directory
        self._left = point
        self._cut = cut
        self._safe = {path.stat().st_ino for path in directory.iterdir()}

    def step(self) -> None:
        self._left -= 1
        if self._left == 0:
            if self._cut:
                self._lose()
            os.kill(os.getpid(), signal.SIGKILL)

    def _lose(self) -> None:
        for path in self._directory.iterdir():
            if path.stat().st_ino not in self._safe:
                os.truncate(path, 0)

    def audit(self, event: str, details: tuple[Any, ...]) -> None:
        if (
            event == "open"
            and isinstance(details[0], str)
            and details[2] & (os.O_WRONLY | os.O_RDWR)
        ) or event in ("os.rename", "os.remove"):
            self.step()

    def fsync(self, sync: Callable[[int], None]) -> Callable[[int], None]:
        def counted(descriptor: int) -> None:
            self.step()
            sync(descriptor)
            self._safe.add(os.fstat(descriptor).st_ino)

        return counted


def point(directory: Path, kind: str, number: int) -> None:
    killing = Killing(directory, number, cut=kind == "cut")
    os.fsync = killing.fsync(os.fsync)  # type: ignore[assignment]  # takes numbers only
    sys.addaudithook(killing.audit)
    commit_round(directory)


def limited(directory: Path, size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        commit_round(directory)
    except OSError as error:
        print("failed", errno.errorcode[error.errno or 0], error.filename, flush=True)


def run(command: str) -> None:
    kind, directory, *rest = command.split()
    if kind == "loop":
        loop(Path(directory))
    elif kind == "point":
        point(Path(directory), rest[0], int(rest[1]))
    elif kind == "limited":
        limited(Path(directory), int(rest[0]))


def main() -> None:
    merge_policy.MOST = MOST
    transaction.RUN_CHARACTERS = RUN_CHARACTERS
    with tempfile.TemporaryDirectory() as directory, contextlib.redirect_stdout(None):
        commit_round(Path(directory))  # what is only slow the first time is done before forking
    print("ready", flush=True)
    for command in sys.stdin:
        child = os.fork()
        if not child:
            run(command)
            os._exit(0)
        print("pid", child, flush=True)
        _, status = os.waitpid(child, 0)
        print("ended", os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()

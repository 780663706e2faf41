"""^C while indexing: what was read is kept, and one line says so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.corpus import Corpus
from tui.exit_status import INTERRUPTED
from tui.interrupting import interruptible

STORY = """The ferry {number}

“Ferry {number} has not sailed since the frost,” said Bruno Aske, its pilot.
"""


def test_the_first_interrupt_is_a_wish_and_the_second_an_interrupt() -> None:
    with interruptible() as interrupted:
        assert not interrupted()
        signal.raise_signal(signal.SIGINT)
        assert interrupted()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_afterwards_everything_is_as_before() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interruptible():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_where_interrupts_are_ignored_they_still_are() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with interruptible() as interrupted:
            signal.raise_signal(signal.SIGINT)
            assert not interrupted()
    finally:
        signal.signal(signal.SIGINT, before)


def test_interrupted_indexing_keeps_what_was_read(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(5000):
        (folder / f"{number}.txt").write_text(STORY.format(number=number), encoding="utf-8")
    corpus = Corpus.open([folder], home)
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "index", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # a group of its own, to interrupt all of it as a terminal does
    )
    deadline = time.monotonic() + 60
    while not corpus.is_indexed():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == INTERRUPTED
    assert (out, err) == ("", "onrecord: stopped; what was read so far is kept\n")
    corpus.reload()
    assert 0 < len(corpus.entries) < 5000
    assert not corpus.is_complete()

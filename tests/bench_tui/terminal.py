"""A program at a terminal of its own, with a clock beside its screen.

    keys ──write──> terminal ──> program ──> terminal ──read──> Painted(at, data)

No emulator stands between: what is timed is the arrival of the bytes that change the screen. One
thread does everything, so that nothing of the measuring runs while the program does.
"""

from __future__ import annotations

import fcntl
import math
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

CHUNK = 1 << 16
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Painted:
    """Bytes that came to the screen, and when (seconds of the monotonic clock)."""

    at: float
    data: bytes


class Program:
    """One run of a program. ``painted`` is all that it wrote, in the order in which it came."""

    def __init__(
        self, words: Sequence[str], size: tuple[int, int], environment: Mapping[str, str]
    ) -> None:
        """Start ``words`` in a terminal of ``size`` columns and rows."""
        self.painted: list[Painted] = []
        self.ended: float | None = None
        self.started = time.monotonic()
        self.pid, self._screen = pty.fork()
        if self.pid == 0:
            os.execvpe(words[0], list(words), {**os.environ, **environment})
        columns, rows = size
        shape = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._screen, termios.TIOCSWINSZ, shape)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.ended is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._screen)

    def press(self, keys: bytes) -> float:
        """Type ``keys``; return when."""
        at = time.monotonic()
        os.write(self._screen, keys)
        return at

    def listen(self, seconds: float) -> list[Painted]:
        """Take what comes in the next ``seconds``, and return it; less where the program ends."""
        until = time.monotonic() + seconds
        before = len(self.painted)
        while self.ended is None and (left := until - time.monotonic()) > 0:
            if select.select([self._screen], [], [], left)[0]:
                self._take()
        return self.painted[before:]

    def wait(self, seen: bytes, seconds: float) -> float:
        """Listen until ``seen`` has come since the program began; return when.

        Raises TimeoutError after ``seconds``.
        """
        until = time.monotonic() + seconds
        text = b"".join(each.data for each in self.painted)
        while seen not in text:
            fresh = self.listen(0.005)
            text = text[-len(seen) :] + b"".join(each.data for each in fresh)
            if time.monotonic() > until or self.ended is not None:
                raise TimeoutError(f"{seen!r} never came to the screen")
        return self.painted[-1].at

    def rest(self, quiet: float, seconds: float = 30.0) -> None:
        """Listen until nothing has come for ``quiet`` seconds. Raises TimeoutError."""
        until = time.monotonic() + seconds
        while self.listen(quiet):
            if time.monotonic() > until:
                raise TimeoutError("the screen never came to rest")

    def _take(self) -> None:
        try:
            data = os.read(self._screen, CHUNK)
        except OSError:  # the other end is closed: the program has ended
            data = b""
        at = time.monotonic()
        if data:
            self.painted.append(Painted(at, data))
        else:
            os.waitpid(self.pid, 0)
            self.ended = time.monotonic()

    def processor_seconds(self) -> float:
        """Return the processor time of the program so far, without that of its children.

        Not a number where the system does not tell it (there is no /proc).
        """
        try:
            after_name = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return math.nan
        return (int(after_name[11]) + int(after_name[12])) / TICKS


def explorer(folder: Path, *options: str) -> list[str]:
    """Return the words that open the explorer on a folder."""
    return [sys.executable, "-m", "tui.cli", *options, str(folder)]

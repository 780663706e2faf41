"""A person at a terminal: the real program in tmux, keys typed, the screen read."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import termios
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PATIENCE_SECONDS = 30.0


class Terminal:
    """One tmux session with one program in it."""

    def __init__(self, columns: int, rows: int, home: Path) -> None:
        self._socket = f"onrecord-{uuid.uuid4().hex[:8]}"
        self._size = ("-x", str(columns), "-y", str(rows))
        self._home = home

    def _tmux(self, *words: str) -> str:
        command = ["tmux", "-L", self._socket, "-f", os.devnull, *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def open(self, *words: str | Path, into: str = "") -> None:
        """Start ``onrecord`` with these words; the pane stays when it ends.

        ``into`` is a shell command that its standard output is piped into.
        """
        program = shlex.join([sys.executable, "-m", "tui.cli", *map(str, words)])
        environment = f"ONRECORD_HOME={shlex.quote(str(self._home))} TERM=xterm-256color"
        pipe = f" | {into}" if into else ""
        line = f"env -u COLUMNS -u LINES {environment} {program}{pipe}; echo status $?; sleep 600"
        self._tmux("new-session", "-d", *self._size, line)

    def press(self, *keys: str) -> None:
        """Press keys by their tmux names: Enter, Escape, BSpace, C-o, Down."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type characters one after the other."""
        for character in text:
            self._tmux("send-keys", "-l", character)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def screen(self) -> str:
        """Return what is on the screen, a line a row."""
        return self._tmux("capture-pane", "-p")

    def title(self) -> str:
        """Return the title that the program gave to its terminal."""
        return self._tmux("display-message", "-p", "#{pane_title}").strip()

    def wait(self, seen: str | Callable[[str], bool]) -> str:
        """Return the screen as soon as it shows ``seen``; fail with the screen if it never does."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            screen = self.screen()
            if seen in screen if isinstance(seen, str) else seen(screen):
                return screen
            if time.monotonic() > deadline:
                pytest.fail(f"never saw {seen!r} on\n{screen}")
            time.sleep(0.05)

    def pid(self) -> int:
        """Return the process id of the program."""
        shell = self._tmux("display-message", "-p", "#{pane_pid}").strip()
        found = subprocess.run(["pgrep", "-P", shell], capture_output=True, text=True, check=True)
        return int(found.stdout)

    def is_restored(self) -> bool:
        """Whether the normal screen is shown and the terminal echoes what is typed, in lines."""
        told = self._tmux("display-message", "-p", "#{alternate_on} #{mouse_any_flag} #{pane_tty}")
        alternate, mouse, path = told.split()
        descriptor = os.open(path, os.O_RDONLY | os.O_NOCTTY)
        try:
            modes = termios.tcgetattr(descriptor)[3]
        finally:
            os.close(descriptor)
        typed = termios.ECHO | termios.ICANON
        return (alternate, mouse) == ("0", "0") and modes & typed == typed

    def kill(self) -> None:
        """End the session, as when the window of a terminal is closed."""
        subprocess.run(
            ["tmux", "-L", self._socket, "kill-server"], capture_output=True, check=False
        )


@pytest.fixture
def terminal(home: Path) -> Iterator[Callable[..., Terminal]]:
    """Return a maker of terminals: ``terminal(columns, rows)``."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    opened: list[Terminal] = []

    def make(columns: int = 120, rows: int = 36) -> Terminal:
        opened.append(Terminal(columns, rows, home))
        return opened[-1]

    yield make
    for each in opened:
        each.kill()

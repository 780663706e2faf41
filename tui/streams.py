"""Standard output and standard error, whatever has become of them.

They can be closed (``>&-``), full (``>/dev/full``), a pipe that nobody reads, or of an encoding
that has no curly quotation marks. Results that cannot be written are an error that names the
stream; a message that cannot be written is no reason to stop.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from tui.safe import visible


def prepare() -> None:
    """Give a closed stream somewhere to write to, and characters it cannot encode an escape."""
    sys.stdout = _usable(sys.stdout)
    sys.stderr = _usable(sys.stderr)


def _usable(stream: TextIO | None) -> TextIO:
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    return stream


@contextmanager
def _named() -> Iterator[None]:
    """Give an OSError the name of standard output; a closed pipe stays a BrokenPipeError."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, "standard output") from error


def put(lines: str) -> None:
    """Write ``lines`` and a line end to standard output. Raises OSError that names it."""
    with _named():
        sys.stdout.write(lines + "\n")


def flush() -> None:
    """Write what standard output still holds back. Raises OSError that names it."""
    with _named():
        sys.stdout.flush()


def say(line: str) -> None:
    """Write one line to standard error, with nothing in it that a terminal would obey."""
    try:
        sys.stderr.write(visible(f"onrecord: {line}") + "\n")
        sys.stderr.flush()
    except OSError:
        give_up(sys.stderr)


def give_up(stream: TextIO) -> None:
    """Drop what ``stream`` still holds back, so that the end of the program does not fail on it."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)

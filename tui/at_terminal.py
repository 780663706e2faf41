"""The explorer at its terminal, wherever standard input and output lead.

    onrecord FOLDER --print | wc        standard output is a pipe: results go there, the screen not
    find … | onrecord FOLDER            standard input is a pipe: keys come from the terminal

Textual reads keys from descriptor 0, draws on 2 and asks 1 how large the terminal is. While the
explorer runs, those of the three that are no terminal are the controlling terminal instead; then
they are what they were.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

TERMINAL = "/dev/tty"
STREAMS = ("__stdin__", "__stdout__", "__stderr__")


@contextmanager
def at_terminal() -> Iterator[None]:
    """Lead the standard streams to the terminal. Raises OSError, naming it, where there is none."""
    away = [number for number in range(len(STREAMS)) if not os.isatty(number)]
    if not away:
        yield
        return
    terminal = os.open(TERMINAL, os.O_RDWR | os.O_NOCTTY)
    _flush()
    kept = {number: _duplicate(number) for number in away}
    try:
        for number in away:
            os.dup2(terminal, number)
        _make_up_for_closed_streams()
        yield
    finally:
        _flush()
        for number, before in kept.items():
            _restore(number, before)
        if terminal not in kept:
            os.close(terminal)


def _duplicate(number: int) -> int | None:
    """Return another descriptor for the same file; None where it is closed."""
    with suppress(OSError):
        return os.dup(number)
    return None


def _restore(number: int, before: int | None) -> None:
    if before is None:
        os.close(number)
    else:
        os.dup2(before, number)
        os.close(before)


def _make_up_for_closed_streams() -> None:
    """Give Python streams where it found the descriptors closed when it began."""
    for number, name in enumerate(STREAMS):
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w" if number else "r", closefd=False))  # noqa: SIM115 - a descriptor, and the stream outlives this


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()

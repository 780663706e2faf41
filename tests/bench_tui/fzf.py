"""fzf on the same text, a paragraph a line, where both programs do the same job."""

from __future__ import annotations

import shlex
import shutil
import time

from tests.bench.trace import BACKSPACE, read_trace
from tests.bench_tui.corpus import Place
from tests.bench_tui.measures import (
    CLEAR,
    DELETE,
    HELD,
    KEY_PAUSE,
    PATIENCE,
    QUIET,
    REPEAT,
    RESTING,
    SCREEN,
    TRACE,
)
from tests.bench_tui.terminal import Program

DOWN = b"\x1b[A"
"""fzf's list grows upwards."""


def installed() -> bool:
    """Tell whether there is an fzf."""
    return shutil.which("fzf") is not None


def _open(place: Place) -> Program:
    line = f"exec fzf --exact < {shlex.quote(str(place.lines))}"
    program = Program(["/bin/sh", "-c", line], SCREEN, place.environment)
    program.rest(QUIET, PATIENCE)
    return program


def first_frame(place: Place) -> tuple[float, float]:
    """Return the seconds until the prompt stands, by the wall and of the processor."""
    line = f"exec fzf --exact < {shlex.quote(str(place.lines))}"
    with Program(["/bin/sh", "-c", line], SCREEN, place.environment) as program:
        at = program.wait(b"> ", PATIENCE) - program.started
        return at, program.processor_seconds()


def typing(place: Place) -> list[float]:
    """Type the trace; return for each key the seconds to the last byte before the next key.

    fzf does not say which query its numbers answer, so this is a floor: what comes after the next
    key counts for that one.
    """
    found: list[float] = []
    with _open(place) as program:
        for line in read_trace(TRACE):
            for key in line:
                at = program.press(DELETE if key == BACKSPACE else key.encode())
                painted = program.listen(KEY_PAUSE)
                if painted:
                    found.append(painted[-1].at - at)
            program.rest(QUIET)
            program.press(CLEAR)
            program.rest(QUIET)
    return found


def holding(place: Place) -> float:
    """Hold the arrow down; return the seconds from the last press to the last byte."""
    with _open(place) as program:
        began = last = time.monotonic()
        for press in range(HELD):
            last = program.press(DOWN)
            program.listen(max(0.0, began + (press + 1) * REPEAT - time.monotonic()))
        program.rest(QUIET)
        return max(0.0, program.painted[-1].at - last)


def resting(place: Place) -> float:
    """Return the processor's share, 0 to 1, while nothing happens."""
    with _open(place) as program:
        before = program.processor_seconds()
        program.listen(RESTING)
        return (program.processor_seconds() - before) / RESTING


def quitting(place: Place) -> float:
    """Return the seconds from ^c to the end of the program."""
    with _open(place) as program:
        at = program.press(b"\x03")
        program.listen(PATIENCE)
        return (program.ended or float("inf")) - at

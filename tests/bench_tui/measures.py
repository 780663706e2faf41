"""What is measured of the explorer, each in a fresh run of the real program on the same folder."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from index.corpus import Corpus
from tests.bench.trace import BACKSPACE, read_trace, states
from tests.bench_tui.corpus import Place
from tests.bench_tui.reading import lags, positions, rows, size, tallies, waits
from tests.bench_tui.terminal import Program, explorer

SCREEN = (120, 36)
PATIENCE = 60.0
KEY_PAUSE = 0.08
"""Seconds between keys of a fast typist."""
REPEAT = 1 / 30
"""Seconds between the repeats of a key that is held down."""
HELD = 200
MOVES = 30
RESTING = 5.0
QUIET = 0.5
FRAME = b"Results"
"""The title of a pane: it stands there as soon as the first frame is painted."""
RESULTS = b" ms"
TRACE = Path(__file__).with_name("trace.txt")
HOLDING_QUERY = "harbour"
CLEAR, DELETE = b"\x15", b"\x7f"


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds until the first frame and the first results, by the wall and of the processor."""

    frame: float
    frame_processor: float
    results: float


@dataclass(frozen=True, slots=True)
class Typing:
    """Seconds from each key to its painted answer; ``unseen`` keys changed no number.

    ``processor`` is what a key takes of the processor, in all threads; a busy machine does not
    make that much longer.
    """

    waits: list[float]
    unseen: int
    processor: float


@dataclass(frozen=True, slots=True)
class Holding:
    """Frames behind at each paint of the place, the seconds from the last press to the last paint,
    and how many of the results walked through are in long articles."""

    lags: list[int]
    after: float
    long: int


@dataclass(frozen=True, slots=True)
class Moving:
    """What one press of ``j`` or ``k`` paints: bytes, rows of the screen."""

    bytes: list[int]
    rows: list[int]


@contextmanager
def opened(place: Place, *options: str) -> Iterator[Program]:
    """Open the explorer and wait until its first results stand and all is quiet."""
    words = explorer(place.articles, *options)
    with Program(words, SCREEN, place.environment) as program:
        program.wait(RESULTS, PATIENCE)
        program.rest(QUIET)
        yield program


def first_frame(place: Place) -> Start:
    """Start the program."""
    with Program(explorer(place.articles), SCREEN, place.environment) as program:
        frame = program.wait(FRAME, PATIENCE) - program.started
        processor = program.processor_seconds()
        results = program.wait(RESULTS, PATIENCE) - program.started
        return Start(frame, processor, results)


def typing(place: Place) -> Typing:
    """Type the trace with 80 ms between keys, and clear the line between queries."""
    found: list[float] = []
    unseen = 0
    spent = 0.0
    with opened(place) as program, Corpus.open([place.articles], place.home) as corpus:
        for line in read_trace(TRACE):
            texts = list(states(line))
            wanted = [len(corpus.search(text, typing=True)) for text in texts]
            before, processor = len(program.painted), program.processor_seconds()
            typed: list[float] = []
            for key in line:
                typed.append(program.press(DELETE if key == BACKSPACE else key.encode()))
                program.listen(KEY_PAUSE)
            program.rest(QUIET)
            spent += (program.processor_seconds() - processor) / len(line)
            each = waits(typed, wanted, tallies(program.painted[before:]))
            changed = [key == 0 or wanted[key] != wanted[key - 1] for key in range(len(wanted))]
            found += [wait for wait, counts in zip(each, changed, strict=True) if counts]
            unseen += changed.count(False)
            program.press(CLEAR)
            program.rest(QUIET)
    return Typing(found, unseen, spent / len(read_trace(TRACE)))


def holding(place: Place) -> Holding:
    """Hold ``j`` down through the results of a query, the first read of each article included."""
    with Corpus.open([place.articles], place.home) as corpus:
        results = corpus.search(HOLDING_QUERY, typing=True)
        total, presses = len(results), min(HELD, len(results) - 1)
        walked = results[: presses + 1]
    with opened(place) as program:
        _go_to_results(program)
        before = len(program.painted)
        typed: list[float] = []
        began = time.monotonic()
        for press in range(presses):
            typed.append(program.press(b"j"))
            program.listen(max(0.0, began + (press + 1) * REPEAT - time.monotonic()))
        program.rest(QUIET)
        seen = positions(program.painted[before:], total)
        last = [each.at for each in seen if each.number == presses + 1]
        after = min(last, default=float("inf")) - typed[-1]
    return Holding(lags(typed, seen, 1), after, sum("long-" in hit.path.name for hit in walked))


def moving(place: Place) -> Moving:
    """Press ``j`` and ``k`` among the first results, so that the list need not scroll, and wait
    each time until all is painted."""
    sizes: list[int] = []
    touched: list[int] = []
    with opened(place) as program:
        _go_to_results(program)
        for move in range(MOVES):
            program.press(b"jjjkkk"[move % 6 : move % 6 + 1])
            painted = program.listen(QUIET)
            sizes.append(size(painted))
            touched.append(len(rows(painted)))
    return Moving(sizes, touched)


def _go_to_results(program: Program) -> None:
    program.press(HOLDING_QUERY.encode())
    program.rest(QUIET)
    program.press(b"\r")
    program.rest(QUIET)


def resting(place: Place) -> float:
    """Return the processor's share, 0 to 1, that the program takes while nothing happens."""
    with opened(place) as program:
        program.rest(2 * RESTING, PATIENCE)
        before = program.processor_seconds()
        program.listen(RESTING)
        return (program.processor_seconds() - before) / RESTING


def quitting(place: Place) -> float:
    """Return the seconds from ^q to the end of the program, at rest."""
    with opened(place) as program:
        return _quit(program)


def quitting_while_indexing(place: Place, scratch: Path) -> float:
    """The same while a new folder is being read."""
    environment = {**place.environment, "ONRECORD_HOME": str(scratch)}
    with Program(explorer(place.articles), SCREEN, environment) as program:
        program.wait(b"Reading your articles", PATIENCE)
        program.wait("╌".encode(), PATIENCE)
        program.listen(1.0)
        return _quit(program)


def _quit(program: Program) -> float:
    at = program.press(b"\x11")
    program.listen(PATIENCE)
    if program.ended is None:
        raise TimeoutError("the program never ended")
    return program.ended - at


def best(measured: Callable[[], Start], rounds: int) -> Start:
    """Return the quickest of several starts: what other programs took is in none of it."""
    return min((measured() for _ in range(rounds)), key=lambda each: each.frame)


def middle(values: Sequence[float]) -> float:
    """Return the median; 0 where there is nothing."""
    return median(values) if values else 0.0


def high(values: Sequence[float]) -> float:
    """Return the 95th percentile: the value that one in twenty is above; 0 where there is none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)] if ordered else 0.0


def busy() -> str:
    """Return how busy the machine is: the load of the last minute over the cores."""
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"

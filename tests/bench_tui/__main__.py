"""``make bench-tui``: how the explorer feels on a large folder, beside fzf on the same text.

    python -m tests.bench_tui [--size PARAGRAPHS] [--cache FOLDER] [--rounds N] [--keep]

The real program runs in a terminal of its own; keys are typed and the bytes that come to the screen
are timed. --keep writes the table into RESULTS.md. Folder and index are kept in the cache folder.
On a busy machine all times but those of the processor are longer; the table says how busy it was.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import platform
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.bench_tui import fzf
from tests.bench_tui.corpus import Place, prepare
from tests.bench_tui.measures import (
    HELD,
    SCREEN,
    best,
    busy,
    first_frame,
    high,
    holding,
    middle,
    moving,
    quitting,
    quitting_while_indexing,
    resting,
    typing,
)

RESULTS = Path(__file__).with_name("RESULTS.md")
CACHE = Path(tempfile.gettempdir()) / "onrecord-bench"
NONE = "-"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: what, how much, how much at most, and what fzf takes."""

    what: str
    ours: str
    goal: str = NONE
    theirs: str = NONE


def main(arguments: list[str]) -> None:
    """Measure, print the table, and keep it where that is asked for."""
    options = _parser().parse_args(arguments)
    _say("preparing the folder and its index (kept for the next run)")
    place = prepare(options.size, options.cache)
    load = busy()
    lines = [*_ours(place, options.rounds), *_bare(place)]
    if fzf.installed():
        lines = _beside(lines, place)
    page = "\n\n".join([_heading(options.size, load), table(lines)])
    print(page)
    if options.keep:
        RESULTS.write_text(f"# How the explorer feels\n\n{page}\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench-tui ARGS=")
    parser.add_argument("--size", type=int, default=100_000, help="paragraphs of the folder")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where the folder is kept")
    parser.add_argument("--rounds", type=int, default=5, help="starts, of which the best counts")
    parser.add_argument("--keep", action="store_true", help="write RESULTS.md")
    return parser


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _ours(place: Place, rounds: int) -> list[Line]:
    """Return what is measured in time."""
    _say("starting")
    first_frame(place)
    start = best(lambda: first_frame(place), rounds)
    _say("typing")
    typed = typing(place)
    _say("holding j down")
    held = holding(place)
    worst = max(held.lags, default=0)
    return [
        Line("first frame, processor", milliseconds(start.frame_processor), "400 ms"),
        Line("first frame, wall", milliseconds(start.frame)),
        Line("first results, wall", milliseconds(start.results)),
        Line("key to painted result, median", milliseconds(middle(typed.waits)), "40 ms"),
        Line("key to painted result, p95", milliseconds(high(typed.waits)), "80 ms"),
        Line("… processor a key, all threads", milliseconds(typed.processor)),
        Line("… keys measured (changed no number)", f"{len(typed.waits)} ({typed.unseen})"),
        Line(f"holding j through {HELD} hits, frames behind, median", f"{middle(held.lags):.0f}"),
        Line("… at worst", str(worst), "2"),
        Line("… from the last press to its paint", milliseconds(held.after)),
        Line("… hits in articles over 1 MB", str(held.long)),
    ]


def _bare(place: Place) -> list[Line]:
    """Return what is measured in bytes, and at rest."""
    _say("moving, resting, quitting")
    moved = moving(place)
    share = resting(place)
    with tempfile.TemporaryDirectory() as scratch:
        while_indexing = quitting_while_indexing(place, Path(scratch))
    rows = f"{middle(moved.rows):.0f} of {SCREEN[1]}"
    return [
        Line("a cursor move, bytes, median", f"{middle(moved.bytes):,.0f}"),
        Line("a cursor move, rows written to, median", rows),
        Line("processor at rest", percent(share), "0 %"),
        Line("quitting", milliseconds(quitting(place))),
        Line("quitting while indexing", milliseconds(while_indexing)),
    ]


def _beside(lines: list[Line], place: Place) -> list[Line]:
    """Put fzf's figures beside ours where it does the same."""
    _say("fzf")
    wall, processor = min(fzf.first_frame(place) for _ in range(3))
    typed = fzf.typing(place)
    share = fzf.resting(place)
    theirs = {
        "first frame, processor": milliseconds(processor),
        "first frame, wall": milliseconds(wall),
        "key to painted result, median": milliseconds(middle(typed)),
        "key to painted result, p95": milliseconds(high(typed)),
        "… from the last press to its paint": milliseconds(fzf.holding(place)),
        "processor at rest": percent(share),
        "quitting": milliseconds(fzf.quitting(place)),
    }
    return [Line(each.what, each.ours, each.goal, theirs.get(each.what, NONE)) for each in lines]


def milliseconds(seconds: float) -> str:
    """Return a time as the table shows it; one that is not known, or never came, as a dash."""
    return f"{1000 * seconds:,.0f} ms" if math.isfinite(seconds) else NONE


def percent(share: float) -> str:
    """Return a share of 1 as the table shows it."""
    return f"{100 * share:.1f} %" if math.isfinite(share) else NONE


def table(lines: list[Line]) -> str:
    """Return the lines as a Markdown table."""
    rows = [("", "onrecord", "goal", "fzf")]
    rows += [(each.what, each.ours, each.goal, each.theirs) for each in lines]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    texts = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    texts.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(texts)


def _heading(size: int, load: str) -> str:
    there = "" if fzf.installed() else " fzf is not installed here, so it is not measured."
    return (
        f"{size:,} paragraphs, {SCREEN[0]} × {SCREEN[1]}, {dt.date.today().isoformat()}, "
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; load "
        f"before: {load}.{there}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])

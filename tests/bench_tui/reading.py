"""What the bytes on their way to the screen say: when which number stood there, which rows changed.

The search line ends in the number of results and the time they took, and the frame of the results
says which of them is under the cursor. Both are read from the stream itself:

    ESC[1;103H ESC[38;2;…m 5,129 · 46 ms      the answer with 5,129 results is on the screen
    ESC[14;96H ESC[38;2;…m 7 of 5,129         the cursor has come to the seventh
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from tests.bench_tui.terminal import Painted

CONTROL = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
ROW = re.compile(rb"\x1b\[(\d+);(\d+)H")
TALLY = re.compile(r"([\d,]+)\+? · (?:\d+ ms|\d+\.\d s)")
POSITION = re.compile(r"([\d,]+) of ([\d,]+)\+?")


@dataclass(frozen=True, slots=True)
class Seen:
    """A number that came to the screen, and when."""

    at: float
    number: int


def tallies(painted: Sequence[Painted]) -> list[Seen]:
    """Return the numbers of results, in the order in which they were painted."""
    return [Seen(at, _number(found[1])) for at, found in _found(painted, TALLY)]


def positions(painted: Sequence[Painted], total: int) -> list[Seen]:
    """Return the places of the cursor among ``total`` results, in the order they were painted."""
    return [
        Seen(at, _number(found[1]))
        for at, found in _found(painted, POSITION)
        if _number(found[2]) == total
    ]


def _found(
    painted: Sequence[Painted], pattern: re.Pattern[str]
) -> list[tuple[float, re.Match[str]]]:
    """Return where a pattern is in the text, each with the time when its last byte came."""
    text = b"".join(each.data for each in painted)
    ends = list(accumulate(len(each.data) for each in painted))
    plain: list[str] = []
    places: list[int] = []
    start = 0
    for control in [*CONTROL.finditer(text), None]:
        end = len(text) if control is None else control.start()
        words = text[start:end].decode("utf-8", "replace")
        plain.append(words)
        places.extend([end] * len(words))
        start = end if control is None else control.end()
    return [
        (painted[min(bisect_right(ends, places[found.end() - 1] - 1), len(ends) - 1)].at, found)
        for found in pattern.finditer("".join(plain))
    ]


def rows(painted: Sequence[Painted]) -> set[int]:
    """Return the rows of the screen, from 1, that something was written to."""
    text = b"".join(each.data for each in painted)
    return {int(found[1]) for found in ROW.finditer(text)}


def size(painted: Sequence[Painted]) -> int:
    """Return how many bytes there are."""
    return sum(len(each.data) for each in painted)


def waits(typed: Sequence[float], wanted: Sequence[int], seen: Sequence[Seen]) -> list[float]:
    """Return how long each key waited for its answer, in seconds.

    ``typed`` is when the keys were, ``wanted`` how many results each has. A key's answer is on the
    screen when its number is, or when that of a later key is: the answer to an older query is not
    shown any more. Numbers that follow each other unchanged are one: then the first paint of the
    number after the key counts. A key whose answer never came waited until the end of time (inf).
    """
    last = [float("inf")] * (len(typed) + 1)
    for key in reversed(range(len(typed))):
        after = [each.at for each in seen if each.number == wanted[key] and each.at >= typed[key]]
        last[key] = min(last[key + 1], min(after, default=float("inf")))
    return [answered - at for answered, at in zip(last, typed, strict=False)]


def lags(typed: Sequence[float], seen: Sequence[Seen], first: int) -> list[int]:
    """Return for each paint of the cursor's place how many presses it was behind.

    ``first`` is the place where the cursor was before the first press.
    """
    return [bisect_right(typed, each.at) - (each.number - first) for each in seen]


def _number(text: str) -> int:
    return int(text.replace(",", ""))

"""Replaying typed queries: what a person waits for after each key.

The committed trace, keystrokes.txt, has a query a line as it was typed, where ``<`` takes the last
character back:

    minister sa<<<harbour tolls        m, mi, …, "minister sa", "minister s", "minister ", …

After each key the list is searched as the explorer does: the first 50 hits with their texts, the
count, and the actors and topics of all hits.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.postings import IndexReader
from index.search import search

BACKSPACE = "<"
HITS = 50
TRACE = Path(__file__).with_name("keystrokes.txt")


@dataclass(frozen=True, slots=True)
class Wait:
    """The text in the search line after a key, the seconds until all was there, and the hits."""

    text: str
    seconds: float
    hits: int


def read_trace(path: Path = TRACE) -> list[str]:
    """Return the typed lines of a trace; ``#`` begins a comment."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def states(typed: str) -> Iterator[str]:
    """Yield what stands in the search line after each key."""
    text = ""
    for key in typed:
        text = text[:-1] if key == BACKSPACE else text + key
        yield text


def replay(reader: IndexReader, lines: Sequence[str]) -> list[Wait]:
    """Type all lines, and return the wait of each key."""
    return [keystroke(reader, text) for line in lines for text in states(line)]


def keystroke(reader: IndexReader, text: str) -> Wait:
    """Search while typing, and read what the screen shows."""
    started = time.perf_counter()
    results = search(reader, text, typing=True)
    shown = [hit.text for hit in results[:HITS]]
    seen = len(shown), len(results.actors), len(results.topics)
    seconds = time.perf_counter() - started
    assert seen[0] == min(HITS, results.total)
    return Wait(text, seconds, results.total)

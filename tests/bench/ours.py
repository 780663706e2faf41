"""What is measured of onrecord alone: words asked for the first time, whole searches, a profile."""

from __future__ import annotations

import cProfile
import gc
import io
import pstats
from collections.abc import Sequence
from pathlib import Path

from tests.bench.actors import pool
from tests.bench.clocks import Clock
from tests.bench.engines.onrecord import OnRecord, OnRecordSearcher
from tests.bench.queries import Kind, Query
from tests.bench.trace import Wait, keystroke, read_trace, replay

PROFILED_LINES = 12

ANOTHER_WORD = "until"
"""A word that every corpus has, and no drawn query by more than chance."""


def ask_afresh(directory: Path, queries: Sequence[Query], clock: Clock) -> list[float]:
    """Ask queries of an index that was just opened, each one once; return the seconds of each.

    A few queries of another word come first, so that what is made once for all queries is there.
    There is no warm-up, since that reads frequent words ahead.
    """
    searcher = OnRecord().open(directory)
    searcher.number_actors()
    for kind in (Kind.COMMON, Kind.FUZZY, Kind.PREFIX_4, Kind.ACTOR, Kind.ACTOR_COUNTS):
        searcher.ask(Query(kind, (ANOTHER_WORD,), 0 if kind is Kind.ACTOR else None))
    gc.collect()
    seconds, now = [], clock.now
    for query in queries:
        started = now()
        searcher.ask(query)
        seconds.append(now() - started)
    searcher.close()
    return seconds


def search_whole(
    directory: Path, queries: Sequence[Query], rounds: int, clock: Clock
) -> dict[Kind, list[Wait]]:
    """Search as the explorer does while the last letter of each query is typed, so many times."""
    searcher = _opened(directory)
    waits: dict[Kind, list[Wait]] = {query.kind: [] for query in queries}
    for _ in range(rounds):
        for query in queries:
            waits[query.kind].append(keystroke(searcher.reader, as_typed(query), clock))
    searcher.close()
    return waits


def replay_trace(directory: Path, clock: Clock) -> list[Wait]:
    """Type the committed trace, after a warm-up."""
    searcher = _opened(directory)
    waits = replay(searcher.reader, read_trace(), clock)
    searcher.close()
    return waits


def profile(directory: Path, queries: Sequence[Query], rounds: int) -> str:
    """Return where the time of some queries goes: the functions with the most time of their own."""
    searcher = _opened(directory)
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(rounds):
        for query in queries:
            searcher.ask(query)
    profiler.disable()
    searcher.close()
    return _top(profiler)


def profile_trace(directory: Path) -> str:
    """Return where the time of the trace goes."""
    searcher = _opened(directory)
    profiler = cProfile.Profile()
    profiler.runcall(replay, searcher.reader, read_trace(), Clock.WALL)
    searcher.close()
    return _top(profiler)


def as_typed(query: Query) -> str:
    """Return a query as somebody would type it."""
    match query.kind:
        case Kind.PHRASE:
            return f'"{" ".join(query.words)}"'
        case Kind.OR_2 | Kind.OR_3:
            return " OR ".join(query.words)
        case Kind.FUZZY:
            return f"{query.words[0]}~"
    words = " ".join(query.words)
    return words if query.actor is None else f'{words} actor:"{pool().names[query.actor]}"'


def _opened(directory: Path) -> OnRecordSearcher:
    searcher = OnRecord().open(directory)
    searcher.prepare()
    keystroke(searcher.reader, "warmed up", Clock.WALL)
    gc.collect()
    return searcher


def _top(profiler: cProfile.Profile) -> str:
    """Return the table of a profile, without the folders of this machine."""
    out = io.StringIO()
    statistics = pstats.Stats(profiler, stream=out).strip_dirs().sort_stats("tottime")
    statistics.print_stats(PROFILED_LINES)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    return "\n".join(line for line in lines if line and "Ordered by" not in line)

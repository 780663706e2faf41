"""Work in processes of their own, one an engine, all on one core.

Each engine is built in a fresh process, so that its peak memory is its own, and answers in another
one that stays, so that rounds of all engines can be interleaved. Only one of them works at a time.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from tests.bench.corpus import Corpus
from tests.bench.engines import engine
from tests.bench.engines.interface import Change, Changed, Feed, Searcher, Stages
from tests.bench.queries import Answer, Query

P = ParamSpec("P")
T = TypeVar("T")


class Process:
    """A process of its own, on one core where the system lets us choose."""

    def __init__(self) -> None:
        context = get_context("forkserver")
        context.set_forkserver_preload([__name__])
        self._pool = ProcessPoolExecutor(1, context, _stay_on_one_core)

    def run(self, function: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
        """Call a function of a module there, and wait for what it returns."""
        return self._pool.submit(function, *args, **options).result()

    def close(self) -> None:
        """End the process."""
        self._pool.shutdown()


@contextmanager
def process() -> Iterator[Process]:
    """Have a process for a while."""
    own = Process()
    try:
        yield own
    finally:
        own.close()


def _stay_on_one_core() -> None:
    if sys.platform == "linux":
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def peak_memory() -> int:
    """Return the most bytes of memory that this process ever had.

    What getrusage says may be the parent's, from before the new program began.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


# -- building --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Built:
    """What building took: wall and processor seconds without the reading of the corpus and without
    ``stages`` (wall seconds by name), the peak memory of the process, and the bytes on disk."""

    set_up: str
    seconds: float
    processor: float
    stages: dict[str, float]
    peak: int
    size: int
    parts: dict[str, int]


def build(short: str, corpus: Corpus, directory: Path) -> Built:
    """Build an engine's index in an empty folder. To be called in a fresh process."""
    own = engine(short)
    feed, stages = Feed(corpus), Stages()
    wall, processor = time.perf_counter(), time.process_time()
    own.build(feed, directory, stages)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    peak = peak_memory()
    return Built(
        set_up=own.set_up(),
        seconds=wall - feed.reading - sum(stages.seconds.values()),
        processor=processor - feed.reading - stages.processor,
        stages=stages.seconds,
        peak=peak,
        size=sum(path.stat().st_size for path in directory.iterdir()),
        parts=own.parts(directory),
    )


def change(short: str, corpus: Corpus, directory: Path, times: int) -> Changed:
    """Replace one article so often, by itself: no engine looks whether it differs."""
    return engine(short).change(directory, [Change(*corpus.one_article())] * times)


# -- asking ----------------------------------------------------------------------------------

_searchers: dict[str, Searcher] = {}


def open_index(short: str, directory: Path, times: int) -> tuple[list[float], float]:
    """Open an index so often, keep it, and return the wall seconds of each time, and of what is
    made before the first query."""
    seconds = []
    for _ in range(times):
        if short in _searchers:
            _searchers.pop(short).close()
            gc.collect()
        started = time.perf_counter()
        _searchers[short] = engine(short).open(directory)
        seconds.append(time.perf_counter() - started)
    return seconds, _searchers[short].prepare()


def ask(short: str, queries: Sequence[Query], patience: float) -> list[tuple[float, Answer]]:
    """Ask queries one after the other; return the wall seconds and the answer of each.

    After ``patience`` seconds no further one is asked.
    """
    searcher = _searchers[short]
    gc.collect()
    answers: list[tuple[float, Answer]] = []
    begun = time.perf_counter()
    for query in queries:
        started = time.perf_counter()
        answer = searcher.ask(query)
        answers.append((time.perf_counter() - started, answer))
        if time.perf_counter() - begun > patience:
            break
    return answers


def warm_files(directory: Path) -> None:
    """Read all files once, so that no engine waits for the disk while others do not."""
    for path in directory.iterdir():
        if path.is_file():
            with path.open("rb") as file:
                while file.read(1 << 20):
                    pass

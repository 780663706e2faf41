"""A pool whose work is not begun before its workers can do it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Self

from index.in_flight import AnyTask
from index.workers import Pool, Result

PATIENCE_SECONDS = 60.0


def wait_until(met: Callable[[], bool]) -> None:
    """Return when ``met``; fail when that takes far too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not met():
        assert time.monotonic() < deadline
        time.sleep(0.01)


class ReadyPool(Pool[AnyTask, Result]):
    """A pool whose workers are all ready, so that they do all the work."""

    def __enter__(self) -> Self:
        super().__enter__()
        wait_until(lambda: sum(w.ready for w in self._workers) == len(self._threads))
        return self

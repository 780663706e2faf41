"""The two clocks: what a person waits, and what a processor works."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum


class Clock(StrEnum):
    """WALL is what counts on a quiet machine. On a busy one PROCESSOR leaves out the time that
    other programs took; it knows nothing of waiting for the disk."""

    WALL = "wall"
    PROCESSOR = "processor"

    @property
    def now(self) -> Callable[[], float]:
        """The function that reads this clock, in seconds."""
        return time.perf_counter if self is Clock.WALL else time.process_time

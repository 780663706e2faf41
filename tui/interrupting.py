"""^C as a wish, which long work can follow when it is safe to stop."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Give a function that tells whether ^C was pressed. A second ^C interrupts as ever.

    A program that was started so that it ignores ^C still does. For the main thread.
    """
    asked = Event()
    before = signal.getsignal(signal.SIGINT)
    if not callable(before):
        yield asked.is_set
        return

    def note(*_: object) -> None:
        asked.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, note)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)

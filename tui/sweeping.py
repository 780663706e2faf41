"""Python's search for circles of garbage, made while nobody waits for an answer.

Drawing makes thousands of small things a key, which look to Python like reason enough to search
several times a key: a few milliseconds each time, now and then fifty. Almost none of them are in
circles, so the search can wait until the keys rest:

    keys   ▏▏▏▏ ▏▏▏ ▏▏▏▏▏              ▏▏▏
    sweep                  ← 0.3 s →|▒|      ← 0.3 s →|▒|

Where they never rest, Python searches by itself, but only when much has gathered. When the program
ends nothing is searched: walking through an index in use takes a third of a second, and the system
takes everything back anyway. Workers and the warm-up see to theirs (index/workers.py,
index/search/warming.py).
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager

ALLOCATIONS_A_COLLECTION = 50_000
REST_SECONDS = 0.3
YOUNG = 1
"""What is older has been looked at, and is looked at again by Python itself when it has doubled."""


@contextmanager
def put_off() -> Iterator[None]:
    """Let Python search seldom by itself as long as this lasts."""
    before = gc.get_threshold()
    gc.set_threshold(ALLOCATIONS_A_COLLECTION, 5, 10)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def let_go() -> None:
    """Have Python search nothing of what there is any more: for a program that ends."""
    gc.freeze()


class Sweeper:
    """Sweeps once the keys have rested. For one event loop."""

    def __init__(self) -> None:
        self._due: asyncio.TimerHandle | None = None

    def postpone(self) -> None:
        """Begin to wait anew."""
        if self._due is not None:
            self._due.cancel()
        self._due = asyncio.get_running_loop().call_later(REST_SECONDS, gc.collect, YOUNG)

"""A table that works out what a word means once and remembers it.

A text has few distinct words, so what depends on a word alone is asked of a table. It is a
dictionary, so that ``map(memo.__getitem__, words)`` looks up a whole paragraph without a step of
Python for each word; ``functools.lru_cache`` must reorder its entries and takes three times as
long. Where a cache would drop the oldest entry, a full table starts anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")

MOST_ENTRIES = 1 << 16
LONGEST_KEPT = 64
"""Longer words are noise that seldom comes twice: kept, they would hold memory for nothing."""


class Memo(dict[str, Value]):
    """What ``meaning`` says of each string that was asked, at most ``MOST_ENTRIES`` of them."""

    def __init__(self, meaning: Callable[[str], Value]) -> None:
        super().__init__()
        self._meaning = meaning

    def __missing__(self, word: str) -> Value:
        value = self._meaning(word)
        if len(word) <= LONGEST_KEPT:
            if len(self) >= MOST_ENTRIES:
                self.clear()
            self[word] = value
        return value

"""What was made lately, kept within a limit: texts, outlines and articles that hits were from."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, Self, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Values by key, the ones used last, as long as their sizes together are within ``limit``.

    Safe to use from several threads, none of which waits while another one makes a value: at worst
    two make the same one at once.
    """

    def __init__(self, limit: int, size: Callable[[Value], int]) -> None:
        """``size`` tells how much of the limit a value takes."""
        self._limit = limit
        self._size = size
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._total = 0
        self._lock = threading.Lock()

    @classmethod
    def of_many(cls, limit: int) -> Self:
        """Return room for so many values.

        In place of functools.lru_cache where a method of the same object makes them: that would
        hold the object, and the object it, so that both wait for the garbage collector.
        """
        return cls(limit, lambda _: 1)

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Key, make: Callable[[Key], Value]) -> Value:
        """Return the value of ``key``, made where it is not kept. What ``make`` raises goes up."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make(key)
        with self._lock:
            self._add(key, value)
        return value

    def several(self, keys: Sequence[Key], make: Callable[[Key], Value]) -> list[Value]:
        """Return the values of several keys, as :meth:`get` does of one."""
        values = self._values
        with self._lock:
            found = {key: values[key] for key in keys if key in values}
            for key in found:
                values.move_to_end(key)
        if len(found) < len(keys):
            new = {key: make(key) for key in keys if key not in found}
            found.update(new)
            with self._lock:
                for key, value in new.items():
                    self._add(key, value)
        return [found[key] for key in keys]

    def _add(self, key: Key, value: Value) -> None:
        """Keep a value, and let go of old ones. For who holds the lock."""
        if key not in self._values:
            self._values[key] = value
            self._total += self._size(value)
        while self._total > self._limit and len(self._values) > 1:
            _, oldest = self._values.popitem(last=False)
            self._total -= self._size(oldest)

"""What is kept stays within its limit, and is what is worth most."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.postings.query import kept as module
from index.postings.query.kept import ENTRY_BYTES, Kept

LIMIT = 10_000
LENGTH = 150
ROOM = LIMIT // (4 * LENGTH + ENTRY_BYTES)


class Making:
    """Makes arrays of a number each, and remembers which."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.kept = Kept(limit)
        self.made: list[int] = []

    def ask(self, number: int, length: int = LENGTH, effort: float = 1.0) -> NDArray[Any]:
        """Return the array of a number."""

        def make() -> NDArray[Any]:
            self.made.append(number)
            return np.full(length, number, np.int32)

        return self.kept.get(number, make, effort)

    def made_anew(self, numbers: range) -> int:
        """Ask for some numbers and return how many of them were made."""
        before = len(self.made)
        for number in numbers:
            self.ask(number)
        return len(self.made) - before


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from([0.0, 1.0, 90.0])), max_size=120))
def test_the_right_array_comes_and_all_stay_within_the_limit(
    asked: list[tuple[int, float]],
) -> None:
    making = Making()
    for number, effort in asked:
        found = making.ask(number, 30 * number, effort)
        assert found.tolist() == [number] * (30 * number)
        assert not found.flags.writeable
        assert making.kept.size <= LIMIT


def test_what_was_made_last_is_kept_however_large() -> None:
    making = Making()
    making.ask(1)
    huge = making.ask(2, 20_000)
    assert making.ask(2, 20_000) is huge
    making.ask(3)
    assert making.kept.size <= LIMIT
    making.ask(3)
    assert making.made == [1, 2, 3]


def test_of_more_than_there_is_room_for_most_is_found_when_asked_for_in_turn() -> None:
    making = Making()
    numbers = range(ROOM + 3)
    for _ in range(5):
        making.made_anew(numbers)
    assert making.made_anew(numbers) <= 5


def test_what_is_dear_is_found_however_much_else_is_asked_for() -> None:
    making = Making()
    for number in range(1000):
        making.ask(-1, LENGTH, 100.0)
        making.made_anew(range(10 * number, 10 * number + 10))
    assert making.made.count(-1) <= 3


def test_what_nobody_asks_for_any_more_makes_room(monkeypatch: Any) -> None:
    monkeypatch.setattr(module, "PERIOD", 50)
    making = Making()
    old, new = range(ROOM), range(100, 100 + ROOM)
    for _ in range(20):
        making.made_anew(old)
    for _ in range(60):
        making.made_anew(new)
    assert making.made_anew(new) <= 3

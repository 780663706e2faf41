"""Order and bounds, whichever task is done first."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from index.in_flight import InFlight

MOST_TASKS = 5
MOST_BYTES = 100


@dataclass(frozen=True)
class Sized:
    name: int
    size: int


def line(*sizes: int) -> InFlight[Sized, str]:
    flight: InFlight[Sized, str] = InFlight(MOST_TASKS, MOST_BYTES)
    for name, size in enumerate(sizes):
        flight.add(Sized(name, size))
    return flight


@given(st.lists(st.integers(0, 150), max_size=30), st.randoms(use_true_random=False))
def test_answers_come_in_the_order_of_the_tasks(sizes: list[int], random: Random) -> None:
    flight = line()
    coming = [Sized(name, size) for name, size in enumerate(sizes)]
    at_work: list[tuple[int, Sized]] = []
    order: list[int] = []
    while coming or len(flight):
        while coming and flight.has_room(coming[0]):
            flight.add(coming.pop(0))
        taken = flight.take() if random.random() < 0.5 else None
        if taken is not None:
            at_work.append(taken)
        elif at_work:
            number, task = at_work.pop(random.randrange(len(at_work)))
            flight.finish(number, f"answer {task.name}")
        wanted = flight.next()
        if wanted is not None and flight.is_done(wanted):
            task, answer = flight.remove(wanted)
            assert answer == f"answer {task.name}"
            order.append(task.name)
    assert order == list(range(len(sizes)))


@given(st.lists(st.integers(0, 150), max_size=30))
def test_no_more_is_in_flight_than_there_is_room_for(sizes: list[int]) -> None:
    flight = line()
    inside: list[int] = []
    for name, size in enumerate(sizes):
        if flight.has_room(Sized(name, size)):
            flight.add(Sized(name, size))
            inside.append(size)
    assert len(inside) <= MOST_TASKS
    assert sum(inside) <= MOST_BYTES or len(inside) == 1
    assert inside[:1] == sizes[:1]


def test_a_large_task_is_alone() -> None:
    assert not line(10 * MOST_BYTES).has_room(Sized(1, 0))
    assert not line(0).has_room(Sized(1, 10 * MOST_BYTES))


def test_removing_makes_room() -> None:
    flight = line(MOST_BYTES)
    number, _ = flight.take() or (-1, None)
    flight.finish(number, "done")
    flight.remove(number)
    assert flight.has_room(Sized(1, MOST_BYTES))


def test_a_task_that_is_let_pass_comes_when_it_is_done() -> None:
    flight = line(1, 1, 1)
    for _ in range(3):
        flight.take()
    flight.finish(1, "second")
    assert flight.next() == 0
    flight.let_pass(0)
    assert flight.next() == 1
    flight.remove(1)
    assert flight.next() == 2
    flight.finish(2, "third")
    flight.finish(0, "first")
    assert flight.next() == 0


def test_nothing_is_wanted_while_all_that_is_left_was_let_pass() -> None:
    flight = line(1)
    flight.take()
    flight.let_pass(0)
    assert flight.next() is None


def test_a_task_waits_until_it_is_taken() -> None:
    flight = line(1, 1)
    assert flight.is_waiting(0)
    flight.take()
    assert not flight.is_waiting(0)

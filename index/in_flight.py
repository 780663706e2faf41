"""What several workers have in hand, and whose turn it is: order and bounds, without any process.

    add ──> waiting ── take ──> at work ── finish ──> done ── remove, in the order of adding

Results come out in the order in which the tasks came in, whoever is faster. While the first in
line is at work, what is done behind it waits. That must not take all memory, so there is room for
a number of tasks, and for a number of bytes that they are about; a task of more bytes than that is
alone in flight. A task can be let ``pass``: it then holds up nobody, and comes when it is done.
"""

from __future__ import annotations

from collections import deque
from typing import Generic, Protocol, TypeVar


class Task(Protocol):
    """What there is to do."""

    @property
    def size(self) -> int:
        """How many bytes it is about, as far as that is known before the work."""


AnyTask = TypeVar("AnyTask", bound=Task)
Answer = TypeVar("Answer")


class InFlight(Generic[AnyTask, Answer]):
    """Tasks in flight, at most ``most_tasks`` of together at most ``most_bytes``.

    A task is known by its number: 0, 1, 2, … in the order of adding. Not safe for threads.
    """

    def __init__(self, most_tasks: int, most_bytes: int) -> None:
        self._most_tasks, self._most_bytes = most_tasks, most_bytes
        self._added = self._bytes = 0
        self._tasks: dict[int, AnyTask] = {}
        self._waiting: deque[int] = deque()
        self._answers: dict[int, Answer] = {}
        self._passed: set[int] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    def has_room(self, task: AnyTask) -> bool:
        """Tell whether ``task`` may be added now."""
        fits = len(self._tasks) < self._most_tasks and self._bytes + task.size <= self._most_bytes
        return fits or not self._tasks

    def add(self, task: AnyTask) -> None:
        """Put ``task`` at the end of the line."""
        self._tasks[self._added] = task
        self._waiting.append(self._added)
        self._added += 1
        self._bytes += task.size

    def take(self) -> tuple[int, AnyTask] | None:
        """Take the first task that waits for a worker; None where none does."""
        if not self._waiting:
            return None
        number = self._waiting.popleft()
        return number, self._tasks[number]

    def finish(self, number: int, answer: Answer) -> None:
        """Note the answer to a task that was taken."""
        self._answers[number] = answer

    def next(self) -> int | None:
        """Return the number of the task whose answer is wanted next; None where nothing waits for
        one. A task that was let pass is wanted only once it is done.
        """
        wanted = (n for n in self._tasks if n in self._answers or n not in self._passed)
        return next(wanted, None)

    def task(self, number: int) -> AnyTask:
        """Return the task of that number."""
        return self._tasks[number]

    def is_done(self, number: int) -> bool:
        """Tell whether the answer to a task is there."""
        return number in self._answers

    def is_waiting(self, number: int) -> bool:
        """Tell whether the task that is wanted next has not been taken by any worker yet."""
        return bool(self._waiting) and self._waiting[0] == number

    def let_pass(self, number: int) -> None:
        """Let a task that is at work hold up nobody any more."""
        self._passed.add(number)

    def remove(self, number: int) -> tuple[AnyTask, Answer]:
        """Take a done task out of the line, and make room."""
        task = self._tasks.pop(number)
        self._passed.discard(number)
        self._bytes -= task.size
        return task, self._answers.pop(number)

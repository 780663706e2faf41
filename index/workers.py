"""Do the same work on many tasks in several processes, and give the results in the tasks' order.

    caller ── tasks ──> InFlight ──> results, in the order of the tasks
                           │ a thread and a socket each
                           └──> python -m index.workers ── work(task) ──> pickled result

**Order.** What comes out depends on the tasks, not on which process was faster. Results that must
wait for their turn wait pickled, and are bounded (:mod:`index.in_flight`). Only a task that has
held up the others for very long loses its place, and comes when it is done.

**Nobody waits for a start.** A new interpreter needs a third of a second. While no worker is ready
the caller's own thread does small tasks, one at a time. It also does all the work where there are
to be no workers, or where none can be started.

**Ends.** A worker that dies takes one task with it, which is tried once more in a new worker and
then given up as lost. A worker ends at once when its socket closes, because the pool was closed or
because its parent died in whatever way: it only reads, so nothing is lost by that. Workers are a
process group of their own, so ^C in a terminal is for the parent alone.

Why not ``multiprocessing`` or ``concurrent.futures``: the processes that they spawn import the
parent's main module again (here the terminal program; and a script from standard input has none),
and an executor is broken as a whole when one of its processes is killed.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from multiprocessing.connection import Connection, Pipe
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from index.in_flight import AnyTask, InFlight

TASKS_A_WORKER = 256
BYTES_A_WORKER = 4_000_000
"""How much may be in flight for each worker: enough to go on while the caller commits, or while
another worker has a task of a million bytes."""

ATTEMPTS = 2
SMALL_BYTES = 100_000
"""What the caller does itself rather than wait for a worker that is about to be ready."""

PATIENCE_SECONDS = 20.0
PATIENCE_BYTES = 1_000_000
"""A task may hold up the others for so long, and once more for each so many bytes."""

POLL_SECONDS = 0.1
"""How often a caller that waits for a result is asked whether it still wants it."""

ALLOCATIONS_A_COLLECTION = 50_000
"""How many more objects than before there are when a worker looks for cycles among the new ones."""

PICKLE_PROTOCOL = 5
READY = b"ready"

Result = TypeVar("Result")


def usable_cores() -> int:
    """Return on how many cores this process may run."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def module_command(module: str, *words: str) -> list[str]:
    """Return the command that runs ``module`` in a new interpreter.

    The working folder, which may hold anything, is not searched for modules (``-P``).
    """
    return [sys.executable, "-P", "-m", module, *words]


def module_environment() -> dict[str, str]:
    """Return the environment in which a new interpreter finds the modules that this one finds."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


class _Worker:
    """A process and the socket to it. Raises OSError where it cannot be started."""

    def __init__(self) -> None:
        self.ready = False
        self._connection, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(
                module_command("index.workers", str(theirs.fileno())),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=module_environment(),
                pass_fds=[theirs.fileno()],
                process_group=0,
            )

    def ask(self, message: bytes) -> bytes | None:
        """Send a pickled message, wait, and return the answer; None where the process died,
        or where there is no memory for the answer.
        """
        try:
            self._connection.send_bytes(message)
            return self._connection.recv_bytes()
        except (OSError, EOFError, MemoryError):
            return None

    def kill(self) -> None:
        """End the process; whoever waits for its answer gets None."""
        self._process.kill()

    def clear_up(self) -> None:
        """Kill the process and let go of it. Only for the thread that asks it."""
        self._process.kill()
        self._process.wait()
        self._connection.close()


class Pool(Generic[AnyTask, Result]):
    """``count`` processes that call ``work``, for one run; use it in a ``with`` statement.

    ``work`` is a function that a new interpreter can import, and should raise nothing. ``lost``
    makes the result of a task that could not be done because its workers died.
    """

    def __init__(
        self,
        work: Callable[[AnyTask], Result],
        lost: Callable[[AnyTask], Result],
        count: int,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._work, self._lost, self._patience = work, lost, patience
        many = max(count, 1)
        self._flight: InFlight[AnyTask, Callable[[], Result]] = InFlight(
            many * TASKS_A_WORKER, many * BYTES_A_WORKER
        )
        self._workers: set[_Worker] = set()
        self._closed = False
        self._changed = threading.Condition()  # guards the three above
        self._threads = [threading.Thread(target=self._attend, daemon=True) for _ in range(count)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._changed:
            self._closed = True
            for worker in self._workers:
                worker.kill()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    # -- the caller's thread -----------------------------------------------------------------

    def results(
        self, tasks: Iterable[AnyTask], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[AnyTask, Result]]:
        """Yield each task with its result, in the order of the tasks.

        Ends early when ``cancelled``, which is asked before each result and again while waiting.
        """
        coming = iter(tasks)
        following = next(coming, None)
        while True:
            with self._changed:
                while following is not None and self._flight.has_room(following):
                    self._flight.add(following)
                    following = next(coming, None)
                self._changed.notify_all()
            done = self._next_done(cancelled) if self._flight else None
            if done is None:
                return
            task, result = done
            yield task, result()

    def _next_done(
        self, cancelled: Callable[[], bool]
    ) -> tuple[AnyTask, Callable[[], Result]] | None:
        """Wait for the next task and what gives its result; None when cancelled."""
        since = time.monotonic()
        while not cancelled():
            with self._changed:
                number = self._flight.next()
                if number is None:  # all were let pass, and none of them is done
                    self._changed.wait(POLL_SECONDS)
                    continue
                task, waits = self._flight.task(number), self._flight.is_waiting(number)
                if waits and self._is_for_the_caller(task):
                    self._flight.take()
                    self._flight.finish(number, partial(self._work, task))
                if self._flight.is_done(number):
                    return self._flight.remove(number)
                patience = self._patience * (1 + task.size / PATIENCE_BYTES)
                if not waits and time.monotonic() - since > patience:
                    self._flight.let_pass(number)
                    since = time.monotonic()
                else:
                    self._changed.wait(POLL_SECONDS)
        return None

    def _is_for_the_caller(self, task: AnyTask) -> bool:
        """Tell whether no worker will come in time for ``task``, or none at all."""
        if any(worker.ready for worker in self._workers):
            return False
        return task.size <= SMALL_BYTES or not any(thread.is_alive() for thread in self._threads)

    # -- a thread for each worker ------------------------------------------------------------

    def _attend(self) -> None:
        """Hand tasks to a worker, one at a time, as long as the pool is open."""
        worker = self._hire()
        while worker is not None:
            taken = self._take()
            if taken is None:
                self._dismiss(worker)
                return
            number, task = taken
            worker, answer = self._ask(worker, pickle.dumps(task, PICKLE_PROTOCOL))
            give = partial(self._lost, task) if answer is None else partial(pickle.loads, answer)
            with self._changed:
                self._flight.finish(number, give)
                self._changed.notify_all()

    def _take(self) -> tuple[int, AnyTask] | None:
        """Wait for a task to do; None when the pool is closed."""
        with self._changed:
            while not self._closed:
                taken = self._flight.take()
                if taken is not None:
                    return taken
                self._changed.wait()
        return None

    def _ask(self, worker: _Worker, message: bytes) -> tuple[_Worker | None, bytes | None]:
        """Have a task done by ``worker``, or by another where it dies.

        Return the worker for the next task (None where there can be none) and the answer (None
        where there is none).
        """
        for _ in range(ATTEMPTS):
            answer = worker.ask(message)
            if answer is not None:
                return worker, answer
            self._dismiss(worker)
            successor = self._hire()
            if successor is None:
                return None, None
            worker = successor
        return worker, None

    def _hire(self) -> _Worker | None:
        """Start a worker and wait until it is ready; None where it cannot be, or is not wanted."""
        try:
            worker = _Worker()
        except OSError:
            return None
        with self._changed:
            self._workers.add(worker)
            if self._closed:
                worker.kill()
        if worker.ask(pickle.dumps(self._work, PICKLE_PROTOCOL)) != READY:
            self._dismiss(worker)
            return None
        with self._changed:
            worker.ready = True
        return worker

    def _dismiss(self, worker: _Worker) -> None:
        with self._changed:
            self._workers.discard(worker)
        worker.clear_up()


# -- the worker's process ----------------------------------------------------------------------


def collect_seldom() -> None:
    """Have this process look for cycles of objects more seldom, and not among those it has now.

    Work on texts makes many small objects and hardly a cycle, so looking for cycles at Python's
    own pace is mostly time lost. Only for a process that does nothing else.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS_A_COLLECTION, 20, 100)


def main(arguments: Sequence[str]) -> None:
    """Work for the pool at the other end of a socket, whose descriptor is the one argument.

    The first message is the function to call, all others are tasks.
    """
    connection = Connection(int(arguments[0]))
    messages: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_receive, args=(connection, messages), daemon=True).start()
    work = messages.get()
    collect_seldom()
    connection.send_bytes(READY)
    while True:
        connection.send_bytes(pickle.dumps(work(messages.get()), PICKLE_PROTOCOL))


def _receive(connection: Connection, messages: SimpleQueue[Any]) -> None:
    """Pass on what comes. End the process, whatever it is at, when nothing can come any more."""
    try:
        while True:
            messages.put(pickle.loads(connection.recv_bytes()))
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])

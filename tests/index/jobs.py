"""Work for the processes of a pool to do in tests: they import this module by its name."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from index.corrections.model import Corrections
from index.intake import File, Outcome, work


@dataclass(frozen=True, slots=True)
class Job:
    """A number to give back, after what makes that harder.

    ``seconds`` are slept. A process other than ``spared`` dies of the job, where that is not 0;
    but only the first one that does, where there is a file ``once`` to note it. ``lock`` is a file
    to lock for as long as the process lives.
    """

    number: int
    size: int = 1
    seconds: float = 0.0
    spared: int = 0
    once: Path | None = None
    lock: Path | None = None


def do(job: Job) -> tuple[int, int]:
    """Return the job's number and the id of the process that did it."""
    if job.lock is not None:
        fcntl.flock(os.open(job.lock, os.O_CREAT | os.O_WRONLY), fcntl.LOCK_EX)
    time.sleep(job.seconds)
    if job.spared not in (0, os.getpid()):
        if job.once is None:
            die()
        elif not job.once.exists():
            job.once.touch()
            die()
    return job.number, os.getpid()


def die() -> None:
    """End this process as a fault or a lack of memory does."""
    os.kill(os.getpid(), signal.SIGKILL)


def give_up(job: Job) -> tuple[int, int]:
    """Return what stands for a job that killed its workers."""
    return job.number, 0


def read_or_die(file: File, corrections: Corrections) -> Outcome:
    """Read a file as usual; ``deadly.txt`` kills the process, but not the one of the tests."""
    if file.path.name == "deadly.txt" and os.environ.get("SPARED") != str(os.getpid()):
        die()
    return work(file, corrections)

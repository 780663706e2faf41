"""Several processes give what one would, in the same order, and leave nothing behind."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index import workers
from index.workers import Pool, module_environment
from tests.index.jobs import Job, do, give_up
from tests.index.ready import ReadyPool, wait_until

HERE = os.getpid()
LONG = 600.0


def never() -> bool:
    return False


def is_locked(path: Path) -> bool:
    if not path.exists():
        return False
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def test_results_come_in_the_order_of_the_tasks_from_other_processes() -> None:
    jobs = [Job(number, seconds=0.1 * (number in (0, 30))) for number in range(60)]
    with ReadyPool(do, give_up, 2) as pool:
        done = list(pool.results(jobs, never))
    assert [job for job, _ in done] == jobs
    assert [number for _, (number, _) in done] == list(range(60))
    processes = {process for _, (_, process) in done}
    assert HERE not in processes
    assert len(processes) == 2


def test_work_begins_here_while_workers_start() -> None:
    with Pool(do, give_up, 2) as pool:
        _, (_, process) = next(iter(pool.results([Job(0), Job(1)], never)))
    assert process == HERE


def test_what_takes_longer_than_a_start_is_left_to_a_worker() -> None:
    with Pool(do, give_up, 1) as pool:
        _, (_, process) = next(iter(pool.results([Job(0, workers.SMALL_BYTES + 1)], never)))
    assert process != HERE


def test_without_workers_all_is_done_here() -> None:
    with Pool(do, give_up, 0) as pool:
        done = list(pool.results([Job(number) for number in range(1000)], never))
    assert [result for _, result in done] == [(number, HERE) for number in range(1000)]


@pytest.mark.parametrize("command", [["/no/such/program"], [sys.executable, "-c", ""]])
def test_where_no_worker_can_be_started_all_is_done_here(
    command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "module_command", lambda *_: command)
    with Pool(do, give_up, 2) as pool:
        jobs = [Job(number, size=100_000 * number) for number in range(20)]
        done = list(pool.results(jobs, never))
    assert [result for _, result in done] == [(number, HERE) for number in range(20)]


def test_a_task_whose_worker_dies_is_done_by_another(tmp_path: Path) -> None:
    jobs = [Job(number) for number in range(20)]
    jobs[5] = Job(5, spared=HERE, once=tmp_path / "died")
    with ReadyPool(do, give_up, 2) as pool:
        done = [result for _, result in pool.results(jobs, never)]
    assert [number for number, _ in done] == list(range(20))
    assert 0 not in {process for _, process in done}
    assert (tmp_path / "died").exists()


def test_a_task_that_kills_its_workers_is_lost_and_the_others_are_not() -> None:
    jobs = [Job(number, spared=HERE * (number in (3, 4))) for number in range(20)]
    with ReadyPool(do, give_up, 2) as pool:
        done = [result for _, result in pool.results(jobs, never)]
    assert [number for number, _ in done] == list(range(20))
    assert [number for number, process in done if process == 0] == [3, 4]


def test_a_task_that_takes_too_long_holds_up_one_worker_only() -> None:
    jobs = [Job(0, seconds=LONG), *(Job(number) for number in range(1, 1000))]
    seen: list[int] = []
    with ReadyPool(do, give_up, 2, patience=0.1) as pool:
        for _, (number, _) in pool.results(jobs, lambda: len(seen) == 999):
            seen.append(number)
    assert sorted(seen) == list(range(1, 1000))


def test_a_task_that_was_let_pass_comes_later() -> None:
    jobs = [Job(0, seconds=0.5), *(Job(number, seconds=0.01) for number in range(1, 100))]
    with ReadyPool(do, give_up, 2, patience=0.05) as pool:
        numbers = [number for _, (number, _) in pool.results(jobs, never)]
    assert numbers[0] != 0
    assert sorted(numbers) == list(range(100))


def test_cancelling_does_not_wait_for_what_is_at_work() -> None:
    asked = iter([False] * 3)
    with ReadyPool(do, give_up, 1) as pool:
        assert list(pool.results([Job(0, seconds=LONG)], lambda: next(asked, True))) == []


def test_closing_leaves_no_process_behind(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with ReadyPool(do, give_up, 1) as pool:
        list(pool.results([Job(0, seconds=LONG, lock=lock)], lambda: is_locked(lock)))
        assert is_locked(lock)
    assert not is_locked(lock)


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    locks = [tmp_path / "first", tmp_path / "second"]
    parent = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.index.jobs import Job, do, give_up\n"
        "from tests.index.ready import ReadyPool\n"
        "with ReadyPool(do, give_up, 2) as pool:\n"
        "    jobs = [Job(0, seconds=600, lock=Path(name)) for name in sys.argv[1:]]\n"
        "    list(pool.results(jobs, lambda: False))\n"
    )
    command = [sys.executable, "-", *map(str, locks)]  # a program without a file of its own
    process = subprocess.Popen(command, stdin=subprocess.PIPE, env=module_environment())
    assert process.stdin is not None
    process.stdin.write(parent.encode())
    process.stdin.close()
    wait_until(lambda: all(map(is_locked, locks)))
    process.kill()
    process.wait()
    wait_until(lambda: not any(map(is_locked, locks)))


def test_workers_import_neither_the_terminal_nor_what_searches() -> None:
    code = "import sys, index.workers, index.intake\nprint(*sys.modules)"
    command = [sys.executable, "-c", code]
    modules = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "index.extraction" in modules
    assert not {"tui", "textual", "index.search", "index.postings.reader"} & set(modules)


def test_modules_in_the_working_folder_are_not_taken_for_ours(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('a stranger in the working folder')")
    command = workers.module_command("json.tool", "--help")
    ran = subprocess.run(command, cwd=tmp_path, env=module_environment(), capture_output=True)
    assert ran.returncode == 0

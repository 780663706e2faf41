"""Index in a child process, so that the screen never waits for it.

The parent starts ``python -m index.building``; the child writes one JSON object a line:

    {"progress": [done, total, current, generation, finished], "skipped": [[path, reason], …]}
    {"report": {…}}           the last line when all went well
    {"error": "…"}            the last line when it did not

``skipped`` holds only what was added since the line before. The child's standard input is a pipe
that the parent never writes to: when it closes, because the parent asked for a stop or died, the
child commits what it has and ends. A new process is started (never forked), because the parent
has threads.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO

from index.model import Progress, RefreshReport, Skipped
from index.workers import module_command, module_environment

GRACE_SECONDS = 10.0
"""How long a child whose parent is gone may take to commit before it ends at once."""


class Build:
    """A refresh that runs in a child process. Callbacks come from a thread of this object."""

    def __init__(self, roots: Sequence[Path], home: Path, rebuild: bool = False) -> None:
        options = ["--home", str(home), *(["--rebuild"] if rebuild else [])]
        self._command = module_command("index.building", *options, "--", *map(str, roots))
        self._process: subprocess.Popen[str] | None = None
        self._skipped: list[Skipped] = []

    def start(
        self,
        on_progress: Callable[[Progress], None],
        on_finished: Callable[[RefreshReport], None],
        on_failed: Callable[[str], None],
    ) -> None:
        """Start the child and return at once."""
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=module_environment(),
        )
        arguments = (self._process.stdout, on_progress, on_finished, on_failed)
        threading.Thread(target=self._listen, args=arguments, daemon=True).start()

    def stop(self) -> None:
        """Ask the child to commit what it has and end; do not wait for it."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    def _listen(
        self,
        lines: TextIO,
        on_progress: Callable[[Progress], None],
        on_finished: Callable[[RefreshReport], None],
        on_failed: Callable[[str], None],
    ) -> None:
        for line in lines:
            message = json.loads(line)
            if "progress" in message:
                on_progress(self._progress(message))
            elif "report" in message:
                on_finished(_report(message["report"], tuple(self._skipped)))
                return
            else:
                on_failed(message["error"])
                return
        on_failed("indexing ended unexpectedly; what was read so far is kept")

    def _progress(self, message: dict[str, Any]) -> Progress:
        done, total, current, generation, finished = message["progress"]
        self._skipped += [Skipped(Path(path), reason) for path, reason in message["skipped"]]
        path = None if current is None else Path(current)
        return Progress(done, total, path, tuple(self._skipped), generation, finished)


def _report(values: dict[str, Any], skipped: tuple[Skipped, ...]) -> RefreshReport:
    return RefreshReport(**{**values, "skipped": skipped})


# -- the child ---------------------------------------------------------------------------------


class _Sender:
    """Write progress to the parent, each skipped file once; note when nobody listens."""

    def __init__(self, out: TextIO, gone: threading.Event) -> None:
        self.out = out
        self.gone = gone
        self.sent = 0

    def send(self, message: dict[str, Any]) -> None:
        try:
            self.out.write(json.dumps(message) + "\n")
            self.out.flush()
        except OSError:
            self.gone.set()

    def progress(self, progress: Progress) -> None:
        new = progress.skipped[self.sent :]
        self.sent = len(progress.skipped)
        current = None if progress.current is None else str(progress.current)
        numbers = [progress.done, progress.total, current, progress.generation, progress.finished]
        self.send({"progress": numbers, "skipped": [[str(s.path), s.reason] for s in new]})


def _watch_parent(gone: threading.Event) -> None:
    """Set ``gone`` when standard input closes, and end the process if that does not stop it."""
    while os.read(0, 1024):  # not sys.stdin: a blocked read of it would stop the interpreter's end
        pass
    gone.set()
    timer = threading.Timer(GRACE_SECONDS, os._exit, (1,))
    timer.daemon = True
    timer.start()


def main(arguments: Sequence[str] | None = None) -> int:
    """Refresh a corpus and report on standard output; return the exit status."""
    from index.corpus import Corpus

    parser = argparse.ArgumentParser(prog="python -m index.building")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--rebuild", action="store_true")
    parser.add_argument("roots", nargs="+", type=Path)
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ^C in the terminal is the parent's to handle
    gone = threading.Event()
    threading.Thread(target=_watch_parent, args=(gone,), daemon=True).start()
    sender = _Sender(sys.stdout, gone)
    try:
        corpus = Corpus.open(options.roots, options.home)
        report = corpus.refresh(sender.progress, gone.is_set, options.rebuild)
    except Exception as error:
        sender.send({"error": describe(error)})
        return 1
    values = {f.name: getattr(report, f.name) for f in dataclasses.fields(report)}
    sender.send({"report": {**values, "skipped": None}})
    return 0


def describe(error: Exception) -> str:
    """Return ``error`` as one line that names the path where there is one."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return " ".join(str(error).split()) or type(error).__name__


if __name__ == "__main__":
    sys.exit(main())

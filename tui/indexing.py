"""Follow a build that runs in a child process, and turn what it reports into messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from textual.message import Message

from index.building import Build
from index.model import Progress, RefreshReport
from tui.messages import BuildFailed, BuildFinished, BuildProgressed


class Indexing:
    """Keeps the index of a corpus up to date while the explorer is open."""

    def __init__(
        self, roots: Sequence[Path], home: Path, post: Callable[[Message], object]
    ) -> None:
        self._roots, self._home, self._post = roots, home, post
        self._build: Build | None = None

    @property
    def running(self) -> bool:
        """Whether a build is under way."""
        return self._build is not None

    def start(self) -> None:
        """Start reading what is new; does nothing while a build is under way."""
        if self._build is not None:
            return
        self._build = Build(self._roots, self._home)
        try:
            self._build.start(self._progressed, self._finished, self._failed)
        except OSError as error:
            self._build = None
            self._post(BuildFailed(f"indexing cannot start: {error.strerror or error}"))

    def _progressed(self, progress: Progress) -> None:
        self._post(BuildProgressed(progress))

    def _finished(self, report: RefreshReport) -> None:
        self._post(BuildFinished(report))

    def _failed(self, problem: str) -> None:
        self._post(BuildFailed(problem))

    def finished(self) -> None:
        """Take note that the build has ended, so that another can be started."""
        self._build = None

    def stop(self) -> None:
        """Ask the child to keep what it has and end; does not wait."""
        if self._build is not None:
            self._build.stop()
            self._build = None


def has_more(before: Progress | None, now: Progress) -> bool:
    """Tell whether articles can be searched now that could not be before."""
    return now.generation > (0 if before is None else before.generation)

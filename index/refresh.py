"""Bring an index up to date with its folders, reading again only what changed.

A file is unchanged when its size and its modification time in nanoseconds are those of the last
time; where they differ, its hash decides. A file changed in the very moment it was read could keep
its time stamp ("racily clean", as git calls it), so the stamp of a file younger than a moment is
not trusted: it is hashed again next time.

Newly read articles are committed after half a second, and then at growing intervals, so that a
large new folder can be searched at once while commits never take more than a fifth of the time.
Memory: one article at a time, and the list of files (about 300 bytes a file).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from index.extraction import extract
from index.model import Article, Extraction, Progress, RefreshReport, Skipped
from index.postings import IndexWriter, Stamp
from index.reading import ReadingError, article_id, read
from index.reading.discovery import Found, discover

FIRST_COMMIT_SECONDS = 0.4
COMMIT_SHARE = 5
"""A commit waits for this many times what the last one took."""

LARGE = 2_000_000
"""Files of more bytes come last: one of them takes longer than a thousand others."""

REPORT_SECONDS = 0.1
RACY_NANOSECONDS = 2_000_000_000
"""A file changed less than this before it was read is hashed again next time."""

UNTRUSTED = -1
"""The modification time kept for a file whose time stamp proves nothing."""


def ignore_progress(progress: Progress) -> None:
    """Do nothing with ``progress``."""


def never() -> bool:
    """Say that nobody has cancelled."""
    return False


@dataclass
class _Tally:
    """What happened so far."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)


class Refresh:
    """One run over the folders of a corpus: list, read, extract, index, commit, report.

    ``progress`` is called about ten times a second, ``cancelled`` between files. With ``rebuild``
    no time stamp and no hash is trusted: every file is read again.
    """

    def __init__(
        self,
        writer: IndexWriter,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
        rebuild: bool = False,
    ) -> None:
        self.writer = writer
        self.rebuild = rebuild
        self.progress = progress
        self.cancelled = cancelled
        self.tally = _Tally()
        self.started = self.reported = self.committed = time.monotonic()
        self.commit_seconds = FIRST_COMMIT_SECONDS / COMMIT_SHARE
        self.generation = 0
        self.dirty = False

    def run(self, roots: Iterable[Path]) -> RefreshReport:
        """Read what changed under ``roots``, drop what is gone, commit, and report."""
        self._report(0, None, None)
        found = self._list(roots)
        complete = True
        for done, file in enumerate(found):
            if self.cancelled():
                complete = False
                break
            self._report(done, len(found), file.path)
            self._take(file)
            self._commit_when_due()
        if complete:
            self._drop_all_but({article_id(file.path) for file in found})
        if self.dirty or not self.writer.entries:
            self._commit()
        self._report(len(found), len(found), None, finished=True)
        return self._result(complete)

    def _list(self, roots: Iterable[Path]) -> list[Found]:
        found: list[Found] = []
        for item in discover(roots):
            if isinstance(item, Skipped):
                self.tally.skipped.append(item)
            else:
                found.append(item)
            if self.cancelled():
                break
        return sorted(found, key=lambda file: file.size > LARGE)

    def _take(self, file: Found) -> None:
        """Read one file into the index, or note why not."""
        stamp = _stamp(file)
        identity = article_id(file.path)
        before = self.writer.entries.get(identity)
        trusted = stamp.mtime_ns != UNTRUSTED and not self.rebuild
        if before is not None and before.stamp == stamp and trusted:
            self.tally.unchanged += 1
            return
        try:
            article = read(file.path)
        except ReadingError as error:
            self.tally.skipped.append(Skipped(error.path, error.reason))
            self._drop(identity)
            return
        if before is not None and not self.rebuild and before.sha256 == article.sha256:
            self.tally.unchanged += 1
            if before.stamp == stamp:  # untrusted once more: there is nothing new to keep
                return
            self.writer.touch(identity, stamp)
        else:
            self.writer.put(article, self._extract(article), stamp)
            self.tally.added += before is None
            self.tally.changed += before is not None
        self.dirty = True

    def _extract(self, article: Article) -> Extraction:
        """Extract, but let no single article stop the others: it can still be searched as text."""
        try:
            return extract(article)
        except Exception as error:
            reason = f"its quotes could not be read ({type(error).__name__}); its text is indexed"
            self.tally.skipped.append(Skipped(article.path, reason))
            return Extraction(quotes=(), actors=(), phrases=())

    def _drop(self, identity: str) -> None:
        if identity in self.writer.entries:
            self.writer.remove(identity)
            self.tally.removed += 1
            self.dirty = True

    def _drop_all_but(self, present: set[str]) -> None:
        """Remove articles whose files are gone, unless their folder could not be looked into."""
        unseen = {item.path for item in self.tally.skipped}
        for identity, entry in list(self.writer.entries.items()):
            hidden = entry.path in unseen or any(folder in unseen for folder in entry.path.parents)
            if identity not in present and not hidden:
                self._drop(identity)

    def _commit_when_due(self) -> None:
        waited = time.monotonic() - self.committed
        if self.dirty and waited > COMMIT_SHARE * self.commit_seconds:
            self._commit()

    def _commit(self) -> None:
        before = time.monotonic()
        self.generation = self.writer.commit()
        self.committed = time.monotonic()
        self.commit_seconds = max(self.committed - before, FIRST_COMMIT_SECONDS / COMMIT_SHARE)
        self.dirty = False

    def _report(
        self, done: int, total: int | None, current: Path | None, finished: bool = False
    ) -> None:
        now = time.monotonic()
        if done and not finished and now - self.reported < REPORT_SECONDS:
            return
        self.reported = now
        skipped = tuple(self.tally.skipped)
        self.progress(Progress(done, total, current, skipped, self.generation, finished))

    def _result(self, complete: bool) -> RefreshReport:
        entries = self.writer.entries.values()
        return RefreshReport(
            added=self.tally.added,
            changed=self.tally.changed,
            removed=self.tally.removed,
            unchanged=self.tally.unchanged,
            skipped=tuple(self.tally.skipped),
            articles=len(entries),
            paragraphs=sum(entry.paragraphs for entry in entries),
            quotes=sum(entry.quotes for entry in entries),
            seconds=time.monotonic() - self.started,
            complete=complete,
        )


def _stamp(file: Found) -> Stamp:
    """Return the stamp to keep for a file that is about to be read."""
    racy = time.time_ns() - file.mtime_ns < RACY_NANOSECONDS
    return Stamp(file.size, UNTRUSTED if racy else file.mtime_ns)

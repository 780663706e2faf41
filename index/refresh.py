"""Bring an index up to date with its folders, reading again only what changed.

    list ── unchanged? ──> files to read ── workers (read, extract) ──> one writer ── commit

A file is unchanged when its size and its modification time in nanoseconds are those of the last
time; where they differ, its hash decides. A file changed in the very moment it was read could keep
its time stamp ("racily clean", as git calls it), so the stamp of a file younger than a moment is
not trusted: it is hashed again next time.

Files are read in as many processes as there are cores, and come to the writer in the order in which
they were listed, so that an index does not depend on how many there were. The newly read are
committed after half a second and then at growing intervals (:mod:`index.pace`), so that a large new
folder can be searched at once.

Memory: the list of files (about 300 bytes a file to read). For each worker about 65 MB, and at most
10 MB of results that wait for the writer. And up to 45 bytes for each byte that is being read: all
workers together have no more than 4 MB each in hand, or one larger file alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from index.cancelling import never
from index.corrections.model import Corrections
from index.intake import NOTHING, File, Outcome, Refused, Same, lost, work
from index.model import Progress, RefreshReport, Skipped
from index.pace import Pace
from index.postings import IndexWriter, Stamp
from index.reading import article_id
from index.reading.discovery import Found, discover
from index.workers import Pool, usable_cores

LARGE = 2_000_000
"""Files of more bytes come last: one of them takes longer than a thousand others."""

FEW_FILES = 40
FEW_BYTES = 1_000_000
"""Less than both is read sooner than workers have started."""

MOST_WORKERS = 16
"""More could not make the one writer any faster, and each takes memory."""

REPORT_SECONDS = 0.1
RACY_NANOSECONDS = 2_000_000_000
"""A file changed less than this before it was listed is hashed again next time."""

UNTRUSTED = -1
"""The modification time kept for a file whose time stamp proves nothing."""


def ignore_progress(progress: Progress) -> None:
    """Do nothing with ``progress``."""


@dataclass
class _Tally:
    """What happened so far."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    corrected: int = 0
    skipped: list[Skipped] = field(default_factory=list)


class Refresh:
    """One run over the folders of a corpus: list, read, extract, index, commit, report.

    ``progress`` is called about ten times a second, ``cancelled`` between files. With ``rebuild``
    no time stamp and no hash is trusted: every file is read again. ``workers`` is the number of
    processes that read; None: what suits the cores and the files. ``corrections`` are put to all
    that is read. ``stale`` are articles to be read again, their file changed or not; ``follow`` is
    called after each commit, and tells whether it committed something itself.
    """

    def __init__(
        self,
        writer: IndexWriter,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
        rebuild: bool = False,
        workers: int | None = None,
        corrections: Corrections = NOTHING,
        stale: Collection[str] = (),
        follow: Callable[[], bool] = never,
    ) -> None:
        self.writer = writer
        self.rebuild = rebuild
        self.progress = progress
        self.cancelled = cancelled
        self.workers = workers
        self.corrections = corrections
        self.stale = frozenset(stale)
        self.follow = follow
        self.tally = _Tally()
        self.present: set[str] = set()
        self.started = self.reported = time.monotonic()
        self.commits = Pace.of_commits(self.started)
        self.maps = Pace.of_maps(self.started)
        self.news = 0
        self.dirty = False
        self.complete = True

    def run(self, roots: Iterable[Path]) -> RefreshReport:
        """Read what changed under ``roots``, drop what is gone, commit, and report."""
        self._report(0, None, None)
        files = self._list(roots)
        if self.complete:
            self._read(files)
        if self.complete:
            self._drop_all_but_present()
        if self.dirty or not self.writer.entries:
            self._commit()
        if self.complete:
            self._update_map()
        self._report(len(self.present), len(self.present), None, finished=True)
        return self._result()

    # -- which files are to be read ----------------------------------------------------------

    def _list(self, roots: Iterable[Path]) -> list[File]:
        """List what is there, and return the files that may have changed, in order."""
        files: list[File] = []
        for item in discover(roots):
            if isinstance(item, Skipped):
                self.tally.skipped.append(item)
            else:
                self._look_at(item, files)
            if self.cancelled():
                self.complete = False
                break
        return sorted(files, key=lambda file: file.size > LARGE)

    def _look_at(self, found: Found, files: list[File]) -> None:
        """Count a file as unchanged, or add it to the ``files`` to read."""
        identity, stamp = article_id(found.path), _stamp(found)
        self.present.add(identity)
        anew = self.rebuild or identity in self.stale
        before = None if anew else self.writer.entries.get(identity)
        if before is not None and before.stamp == stamp and stamp.mtime_ns != UNTRUSTED:
            self.tally.unchanged += 1
            return
        sha256 = None if before is None else before.sha256
        files.append(File(found.path, identity, stamp.size, stamp.mtime_ns, sha256))

    # -- reading, and the writer's side ------------------------------------------------------

    def _read(self, files: Sequence[File]) -> None:
        """Have ``files`` read, and take up what comes of them."""
        unchanged, total = self.tally.unchanged, len(self.present)
        workers = self.workers if self.workers is not None else _suitable_workers(files)
        done = 0
        self._report(unchanged, total, files[0].path if files else None)
        with Pool(partial(work, corrections=self.corrections), lost, workers) as pool:
            for file, outcome in pool.results(files, self.cancelled):
                self._take(file, outcome)
                self._commit_when_due()
                done += 1
                following = files[done].path if done < len(files) else None
                self._report(unchanged + done, total, following)
        self.complete = done == len(files)

    def _take(self, file: File, outcome: Outcome) -> None:
        """Take what came of one file into the index, or note why not."""
        before = self.writer.entries.get(file.article)
        if isinstance(outcome, Refused):
            self.tally.skipped.append(outcome.trouble)
            self._drop(file.article)
            return
        if isinstance(outcome, Same):
            self.tally.unchanged += 1
            if before is None or before.stamp == file.stamp:  # untrusted once more: nothing to keep
                return
            self.writer.touch(file.article, file.stamp)
        else:
            if outcome.trouble is not None:
                self.tally.skipped.append(outcome.trouble)
            self.writer.add(outcome.prepared)
            self.tally.added += before is None
            self.tally.changed += before is not None and file.article not in self.stale
            self.tally.corrected += file.article in self.stale
        self.dirty = True

    def _drop(self, identity: str) -> None:
        if identity in self.writer.entries:
            self.writer.remove(identity)
            self.tally.removed += 1
            self.dirty = True

    def _drop_all_but_present(self) -> None:
        """Remove articles whose files are gone, unless their folder could not be looked into."""
        unseen = {item.path for item in self.tally.skipped}
        for identity in [each for each in self.writer.entries if each not in self.present]:
            path = self.writer.entries[identity].path
            if path not in unseen and not any(folder in unseen for folder in path.parents):
                self._drop(identity)

    def _commit_when_due(self) -> None:
        if self.dirty and self.commits.is_due(time.monotonic()):
            self._commit()
            if self.maps.is_due(time.monotonic()):
                self._update_map()

    def _commit(self) -> None:
        """Make what was read visible; the corpus-wide map may follow later."""
        began = time.monotonic()
        self.writer.commit(map=False)
        self.commits.done(began, time.monotonic())
        self.dirty = False
        self.news += 1 + self.follow()

    def _update_map(self) -> None:
        began = time.monotonic()
        self.writer.update_map()
        self.maps.done(began, time.monotonic())
        self.news += 1

    # -- what is told ------------------------------------------------------------------------

    def _report(
        self, done: int, total: int | None, current: Path | None, finished: bool = False
    ) -> None:
        now = time.monotonic()
        if done and not finished and now - self.reported < REPORT_SECONDS:
            return
        self.reported = now
        skipped = tuple(self.tally.skipped)
        self.progress(Progress(done, total, current, skipped, self.news, finished))

    def _result(self) -> RefreshReport:
        entries = self.writer.entries
        return RefreshReport(
            added=self.tally.added,
            changed=self.tally.changed,
            removed=self.tally.removed,
            unchanged=self.tally.unchanged,
            skipped=tuple(self.tally.skipped),
            articles=len(entries),
            paragraphs=entries.total("paragraphs"),
            quotes=entries.total("quotes"),
            seconds=time.monotonic() - self.started,
            complete=self.complete,
            corrected=self.tally.corrected,
        )


def _stamp(file: Found) -> Stamp:
    """Return the stamp to keep for a file that is about to be read."""
    racy = time.time_ns() - file.mtime_ns < RACY_NANOSECONDS
    return Stamp(file.size, UNTRUSTED if racy else file.mtime_ns)


def _suitable_workers(files: Sequence[File]) -> int:
    """Return how many processes to read ``files`` with; 0: this one is enough."""
    cores = usable_cores()
    few = len(files) < FEW_FILES and sum(file.size for file in files) < FEW_BYTES
    return 0 if cores == 1 or few else min(cores, MOST_WORKERS, len(files))

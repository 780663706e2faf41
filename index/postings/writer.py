"""Writing an index: articles are put and removed, and a commit makes it all visible at once."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from index.model import Article, Extraction
from index.postings.entries import Entry, Stamp, entry_of
from index.postings.errors import IndexBusy, IndexUnusable
from index.postings.manifest import (
    check_format,
    latest_generation,
    read_manifest,
    remove_leftovers,
    remove_strays,
    write_format,
)
from index.postings.maps import make_map, map_path, read_map, write_map
from index.postings.passages import documents
from index.postings.schema import ARTICLE
from index.postings.segments import Segments, with_stamps
from index.postings.term_postings import noticing_damage
from index.postings.transaction import DurableStorage, Transaction

LOCK = "write.lock"


class IndexWriter:
    """The one writer of an index, as long as it is open.

    Creates the directory (private to the user) and an index without articles where there is none.
    Raises IndexBusy where another process or thread writes, IndexUnusable where what is there is
    no index of this format, and OSError where it cannot be written.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = _take_lock(directory / LOCK)
        try:
            self._open()
        except BaseException:
            self._lock.close()
            raise

    def _open(self) -> None:
        generation = latest_generation(self._directory)
        if all(path.name == LOCK for path in self._directory.iterdir()):
            write_format(self._directory)
        check_format(self._directory)
        remove_leftovers(self._directory, generation)
        self._entries: dict[str, Entry] = {}
        self._stamps: dict[str, Stamp] = {}
        self._order: tuple[str, ...] = ()
        self._new: dict[str, tuple[int, int]] = {}
        self._transaction: Transaction | None = None
        self._generation = generation
        self._touched = self._unfinished = False
        if not generation:
            remove_strays(self._directory, ())
        else:
            manifest = read_manifest(self._directory, generation)
            remove_strays(self._directory, manifest.files)
            self._stamps = dict(manifest.stamps)
            with (
                noticing_damage(),
                contextlib.closing(Segments(self._directory, generation)) as segments,
            ):
                _, _, entries = segments.table()
            self._order = tuple(entries)
            self._entries = with_stamps(entries, manifest.stamps)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What will be in the index after the next commit, by article id."""
        return self._entries

    def put(self, article: Article, extraction: Extraction, stamp: Stamp) -> None:
        """Add an article, in place of the one with the same id."""
        entry = entry_of(article, extraction, stamp)
        added = list(documents(article, extraction, entry))
        if article.id in self._entries:
            self.remove(article.id)
        with self._naming_the_directory():
            transaction = self._begin()
            first = transaction.docnum
            for document in added:
                transaction.add_document(**document)
        self._new[article.id] = (first, transaction.docnum)
        self._entries[article.id] = entry

    def touch(self, article_id: str, stamp: Stamp) -> None:
        """Note that the file of an article has another stamp but the same content."""
        self._entries[article_id] = replace(self._entries[article_id], stamp=stamp)
        self._stamps[article_id] = stamp
        self._touched = True

    def remove(self, article_id: str) -> None:
        """Remove an article. KeyError where it is not there."""
        del self._entries[article_id]
        self._stamps.pop(article_id, None)
        transaction = self._begin()
        added = self._new.pop(article_id, None)
        if added is not None:
            transaction.discard_new(*added)
        else:
            transaction.delete_by_term(ARTICLE, article_id)

    def commit(self) -> int:
        """Make all changes visible at once and durable; return the generation's number.

        Without changes nothing is written, but for the first generation of a new index. After an
        exception (a full disk) the last generation is what it was; close the writer then.
        """
        if self._transaction is None and not self._touched and self._generation:
            return self._generation
        only_touched = self._transaction is None
        with self._naming_the_directory():
            transaction = self._begin()
            transaction.stamps = dict(self._stamps)
            self._transaction, self._new, self._touched = None, {}, False
            transaction.commit()
            before, self._generation = self._generation, transaction.generation
            self._unfinished = False
            self._write_map(before if only_touched else 0)
        remove_leftovers(self._directory, self._generation)
        return self._generation

    def close(self) -> None:
        """Drop what is not committed and let another writer in."""
        try:
            if self._transaction is not None:
                self._transaction.cancel()
                self._transaction = None
        finally:
            if self._unfinished:
                self._clear_up()
            self._lock.close()

    def _clear_up(self) -> None:
        """Make room again for what was there before; what cannot be deleted now is so next time."""
        with contextlib.suppress(OSError, IndexUnusable):
            generation = self._generation
            manifest = read_manifest(self._directory, generation) if generation else None
            remove_leftovers(self._directory, generation)
            remove_strays(self._directory, manifest.files if manifest else ())

    @contextlib.contextmanager
    def _naming_the_directory(self) -> Iterator[None]:
        """Give an OSError that names no file ("no space left on device") the index's path."""
        try:
            yield
        except OSError as error:
            if error.filename is None and error.errno is not None:
                where = str(self._directory)
                raise OSError(error.errno, os.strerror(error.errno), where) from error
            raise

    def _begin(self) -> Transaction:
        if self._transaction is None:
            self._unfinished = True
            self._transaction = Transaction(DurableStorage(self._directory))
        return self._transaction

    def _write_map(self, same: int) -> None:
        """Write the map of this generation: that of generation ``same`` where it can be so.

        Where only stamps are new (``same`` is not 0), the articles are what they were; but not
        always in the same order, because segments may have been merged.
        """
        path = map_path(self._directory, self._generation)
        with contextlib.closing(Segments(self._directory, self._generation)) as segments:
            _, numbers, entries = segments.table()
            before = read_map(map_path(self._directory, same)) if same else None
            if before is not None and tuple(entries) == self._order:
                write_map(path, before)
                return
            articles = [segments.locals_of(int(number)) for number in numbers]
        self._order = tuple(entries)
        write_map(path, make_map(articles))


class _Lock:
    """A file lock that the system lets go of when the process ends, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _take_lock(path: Path) -> _Lock:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise IndexBusy(f"{path.parent}: another process is writing this index") from None
    return _Lock(descriptor)

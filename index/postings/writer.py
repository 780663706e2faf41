"""Writing an index: articles are put and removed, and a commit makes it all visible at once."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Container, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from index.extraction.actor_rules import ActorRules
from index.model import Article, Extraction
from index.postings.corpus_map.map_files import map_files
from index.postings.corpus_map.map_rules import write_rules
from index.postings.corpus_map.maps import update_map
from index.postings.errors import IndexBusy, IndexUnusable
from index.postings.format.layout import SUFFIX
from index.postings.indexing.pending import PendingEntries
from index.postings.indexing.preparing import Prepared, prepare
from index.postings.indexing.transaction import Transaction
from index.postings.snapshot.entries import Stamp
from index.postings.snapshot.manifest import (
    FORMAT_FILE,
    check_format,
    latest_generation,
    read_manifest,
    remove_others,
    write_format,
)

LOCK = "write.lock"
UNBORN = (LOCK, f"{FORMAT_FILE}.tmp")
"""All that there can be before the format is written: a directory of these becomes an index."""


class IndexWriter:
    """The one writer of an index, as long as it is open.

    Creates the directory (private to the user) and an index without articles where there is none.
    Raises IndexBusy where another process or thread writes, IndexUnusable where what is there is
    no index of this format, and OSError where it cannot be written.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = _take_lock(directory / LOCK)
        try:
            with self._naming_the_directory():
                self._transaction = self._begin()
        except BaseException:
            self._lock.close()
            raise
        self._unfinished = False

    def _begin(self) -> Transaction:
        directory = self.directory
        generation = latest_generation(directory)
        if all(path.name in UNBORN for path in directory.iterdir()):
            write_format(directory)
        check_format(directory)
        transaction = (
            Transaction.on(directory, generation) if generation else Transaction(directory, 0)
        )
        _clear(directory, generation, transaction.files)
        return transaction

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
    def entries(self) -> PendingEntries:
        """What will be in the index after the next commit, by article id."""
        return self._transaction.entries

    def put(self, article: Article, extraction: Extraction, stamp: Stamp) -> None:
        """Add an article, in place of the one with the same id."""
        self.add(prepare(article, extraction, stamp))

    def add(self, prepared: Prepared) -> None:
        """Add an article that was prepared, in place of the one with the same id."""
        with self._changing():
            self._transaction.add(prepared)

    def touch(self, article_id: str, stamp: Stamp) -> None:
        """Note that the file of an article has another stamp but the same content.

        KeyError where the article is not there.
        """
        with self._changing():
            self._transaction.touch(article_id, stamp)

    def remove(self, article_id: str) -> None:
        """Remove an article. KeyError where it is not there."""
        with self._changing():
            self._transaction.remove(article_id)

    def commit(self, map: bool = True) -> int:  # noqa: A002 (the map is what it is)
        """Make all changes visible at once and durable; return the generation's number.

        Without changes nothing is written, but for the first generation of a new index. With
        ``map`` the corpus-wide map is brought up to date after that, which may take long; the
        commit is visible before. After an exception (a full disk) the last generation is what it
        was; close the writer then.
        """
        if self._transaction.changed or not self._transaction.generation:
            with self._changing():
                self._transaction = self._transaction.commit()
                self._unfinished = False
                _clear(self.directory, self._transaction.generation, self._transaction.files)
        if map:
            self.update_map()
        return self._transaction.generation

    def set_actor_rules(self, rules: ActorRules) -> None:
        """Have the next :meth:`update_map` keep to what the user says of actors."""
        with self._naming_the_directory():
            write_rules(self.directory, rules)

    def update_map(self) -> None:
        """Bring the corpus-wide map up to date with the last commit."""
        with self._naming_the_directory():
            update_map(self.directory, self._transaction.generation)

    def close(self) -> None:
        """Drop what is not committed and let another writer in."""
        try:
            if self._unfinished:
                self._clear_up()
        finally:
            self._unfinished = False
            self._lock.close()

    def _clear_up(self) -> None:
        """Make room again for what was there before; what cannot be deleted now is so next time."""
        with contextlib.suppress(OSError, IndexUnusable):
            generation = latest_generation(self.directory)
            files = read_manifest(self.directory, generation).files if generation else {}
            _clear(self.directory, generation, files)

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        self._unfinished = True
        with self._naming_the_directory():
            yield

    @contextlib.contextmanager
    def _naming_the_directory(self) -> Iterator[None]:
        """Give an OSError that names no file ("no space left on device") the index's path."""
        try:
            yield
        except OSError as error:
            if error.filename is None and error.errno is not None:
                where = str(self.directory)
                raise OSError(error.errno, os.strerror(error.errno), where) from error
            raise


def _clear(directory: Path, generation: int, files: Container[str]) -> None:
    """Remove what is not of this generation, parts of the map of other segments included."""
    remove_others(directory, generation, files)
    for path, _, segment in map_files(directory):
        if segment and segment + SUFFIX not in files:
            path.unlink(missing_ok=True)


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

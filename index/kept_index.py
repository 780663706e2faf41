"""The index of a corpus on the disk: opened, found unusable, started anew, deleted.

An index is a cache: the sources, and what the user corrected, are what counts. So whatever is wrong
with it (torn, foreign, of another version) is said in a line, and leads to one that is made anew.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.home import (
    corpus_key,
    exclusive,
    index_folder,
    read_json,
    write_json,
)
from index.postings import IndexReader, IndexUnusable, IndexWriter

PIPELINE = 6
"""Raise this when reading or extraction changes what it finds: indexes are then made anew."""


class NotIndexed(Exception):
    """The corpus has no index that can be opened yet; ``reason`` says why in one line."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class KeptIndex:
    """The index of a set of folders and files. Safe to use from several threads."""

    def __init__(self, roots: tuple[Path, ...], home: Path) -> None:
        """Take the resolved roots, and the folder of what onrecord keeps."""
        self.roots = roots
        self.home = home
        self.key = corpus_key(roots)
        self.directory = index_folder(home, self.key)
        self._reader: IndexReader | None = None
        self._lock = threading.RLock()

    def close(self) -> None:
        """Let go of the index files; the corpus can be used again afterwards."""
        with self._lock:
            if self._reader is not None:
                self._reader.close()
                self._reader = None

    @property
    def index_directory(self) -> Path:
        """Where the Whoosh index of this corpus lies."""
        return self.directory / "index"

    def reader(self) -> IndexReader:
        """Return the open generation, opening the newest one at first use.

        Raises NotIndexed where there is none, or none that this version can read.
        """
        with self._lock:
            if self._reader is None:
                self._reader = self._open_reader()
            return self._reader

    def _open_reader(self) -> IndexReader:
        self.check_record()
        try:
            return IndexReader.open(self.index_directory)
        except FileNotFoundError:
            raise NotIndexed("is not indexed yet") from None
        except IndexUnusable as error:
            raise NotIndexed(str(error)) from error

    def check_record(self) -> None:
        """Raise NotIndexed unless the record says that this version filled the index."""
        record = read_json(self.directory / "corpus.json")
        if not isinstance(record, dict):
            there = self.index_directory.exists()
            raise NotIndexed("has lost its record" if there else "is not indexed yet")
        if record.get("pipeline") != PIPELINE:
            raise NotIndexed("was indexed by another version of onrecord")

    def is_indexed(self) -> bool:
        """Tell whether there is an index that can be searched now."""
        try:
            self.reader()
        except NotIndexed:
            return False
        return True

    def is_complete(self) -> bool:
        """Tell whether a refresh ever came to its end.

        Until then, because one is under way, was stopped, or found the disk full, there are
        articles that no search finds.
        """
        record = read_json(self.directory / "corpus.json")
        return isinstance(record, dict) and record.get("complete") is True

    def reload(self) -> bool:
        """Open the newest generation; tell whether it is another one than before.

        Results made from the old generation stay readable.
        """
        with self._lock:
            if self._reader is not None and self._reader.up_to_date():
                return False
            self._reader = self._open_reader()
            return True

    @property
    def generation(self) -> int:
        """The number of the open generation; 0 while nothing is indexed."""
        try:
            return self.reader().generation
        except NotIndexed:
            return 0

    # -- writing -----------------------------------------------------------------------------------

    def open_writer(self) -> tuple[IndexWriter, str]:
        """Open the index for writing, and say why it was made anew: nothing where it was not, or
        where there was none before.
        """
        before = self.index_directory.exists()
        try:
            self.check_record()
            return IndexWriter(self.index_directory), ""
        except (NotIndexed, IndexUnusable) as error:
            reason = error.reason
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            reason = "is damaged (a file is missing)"
        self._start_anew()
        return IndexWriter(self.index_directory), reason if before else ""

    def _start_anew(self) -> None:
        """Drop an index that cannot be used: it is a cache, the sources are what counts."""
        self.close()
        if self.index_directory.exists():
            shutil.rmtree(self.index_directory)
        self.write_record(complete=False)

    def write_record(self, complete: bool) -> None:
        """Note what the index is of and who fills it, and whether a refresh came to its end."""
        roots = [str(root) for root in self.roots]
        record = {"roots": roots, "pipeline": PIPELINE, "complete": complete}
        write_json(self.directory / "corpus.json", record)

    @contextmanager
    def sound(self) -> Iterator[None]:
        """Give up an index that turns out to be damaged while it is used: raises NotIndexed.

        The next refresh then starts anew. For use around the reading of results as well, since
        hits are made when they are looked at.
        """
        try:
            yield
        except IndexUnusable as error:
            self.close()
            (self.directory / "corpus.json").unlink(missing_ok=True)
            roots = ", ".join(map(str, self.roots))
            reason = f"{roots}: the index {error}; it will be made anew next time"
            raise NotIndexed(reason) from error

    def forget(self) -> bool:
        """Delete the index (never the sources, nor what the user made); tell if there was one.

        Raises Busy while another process writes to it.
        """
        self.close()
        if not self.directory.exists():
            return False
        with exclusive(self.directory / "lock"):
            shutil.rmtree(self.directory)
        return True

"""The part of writing that leans on Whoosh's inside: storage, segment writer, merging.

Four things are added to Whoosh's own:

- A commit is durable. All files it made are on the disk before the table of contents that names
  them is renamed into place, and the rename itself is on the disk when the commit returns.
- A generation has a manifest (see manifest.py).
- Postings are gathered in arrays (see term_pool.py).
- Merging is tiered and bounded. Whoosh's policy would now and then rewrite all segments at once,
  at some milliseconds a document; here segments of like size are merged when there are TIER of
  them, so that a document is written again once for each tier, and big ones are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from index.postings.entries import Stamp
from index.postings.manifest import (
    INDEX_NAME,
    Manifest,
    checksum,
    latest_generation,
    manifest_path,
    sync,
    write_manifest,
)
from index.postings.schema import make_schema
from index.postings.term_pool import TermPool
from index.postings.term_postings import field_lengths

TIER = 8
"""So many segments of like size are merged into one; sizes are alike within a power of TIER."""

LARGEST_MERGED = 100_000
"""Live documents beyond which a segment is left alone while most of it is live."""

MEMORY_MB = 512
"""Postings kept in memory before Whoosh sorts them out to a file: some 400,000 passages, and more
than the largest article that is read has. On its way to the file each posting is a tuple, so that
the limit must be out of reach of what is usual: 50 MB of prose took 3.7 GB beyond it."""


class DurableStorage(FileStorage):
    """A directory of index files that knows which ones it made."""

    def __init__(self, directory: Path) -> None:
        _storage_init(self, str(directory))
        self.directory = directory
        self._made: set[str] = set()
        self.before_publishing: Callable[[Path], None] | None = None

    def create_file(self, name: str, *args: Any, **options: Any) -> Any:
        """Create a file, and remember it until the next commit."""
        self._made.add(name)
        return _create_file(self, name, *args, **options)

    def rename_file(self, old: str, new: str, safe: bool = False) -> None:
        """Rename a file; the table of contents only when all it names is on the disk."""
        if new.endswith(".toc"):
            if self.before_publishing is not None:
                self.before_publishing(self.directory / old)
            paths = [self.directory / name for name in sorted(self._made)]
            sync([path for path in paths if path.exists()] + [self.directory])
            self._made.clear()
        _rename_file(self, old, new, safe=safe)
        sync([self.directory])


_storage_init: Callable[..., None] = FileStorage.__init__
_create_file: Callable[..., Any] = FileStorage.create_file
_rename_file: Callable[..., None] = FileStorage.rename_file


class Generation:
    """What SegmentWriter asks an index for: where it is, and the generation it starts from."""

    indexname = INDEX_NAME

    def __init__(self, storage: DurableStorage, from_nothing: bool) -> None:
        self.storage = storage
        self.number = latest_generation(storage.directory)
        self._from_nothing = from_nothing or not self.number

    def _read_toc(self) -> Any:
        schema = make_schema()
        if self._from_nothing:
            return _toc(schema, [], self.number)
        return _read_toc(self.storage, INDEX_NAME, gen=self.number, schema=schema)


_toc: Callable[..., Any] = TOC
_read_toc: Callable[..., Any] = TOC.read


class Transaction(SegmentWriter):
    """One commit's worth of changes on top of the newest generation, or (``from_nothing``) of none.

    Takes no lock: its owner holds one. ``stamps`` go into the manifest.
    """

    pool: TermPool

    def __init__(self, storage: DurableStorage, from_nothing: bool = False) -> None:
        before = Generation(storage, from_nothing)
        _writer_init(self, before, _lk=False)
        self.pool = TermPool(self._tempstorage, self.newsegment, MEMORY_MB)
        self.merge = False
        self.mergetype = merge_tiers
        self.stamps: Mapping[str, Stamp] = {}

    def discard_new(self, first: int, end: int) -> None:
        """Delete documents added in this very transaction, by number (Whoosh cannot itself)."""
        for number in range(first, end):
            self.newsegment.delete_document(number)

    def _flush_segment(self) -> None:
        """Write the postings to the segment: in blocks, where all of them are in memory."""
        if self.pool.runs:
            _flush_segment(self)
            return
        self.perdocwriter.close()
        columns = self.per_document_reader()
        self.pool.write(self.fieldwriter, self.schema, lambda field: field_lengths(columns, field))
        self.fieldwriter.close()
        columns.close()

    def _commit_toc(self, segments: list[Any]) -> None:
        """Write the table of contents, and before it is seen the manifest of all it names."""

        def write(toc: Path) -> None:
            names = {name for segment in segments for name in segment.list_files(self.storage)}
            files = {name: (toc.parent / name).stat().st_size for name in sorted(names)}
            manifest = Manifest(self.generation, checksum(toc), files, self.stamps)
            write_manifest(toc.parent, manifest)

        self.storage.before_publishing = write
        try:
            _commit_toc(self, segments)
        except BaseException:
            manifest_path(self.storage.directory, self.generation).unlink(missing_ok=True)
            raise
        finally:
            self.storage.before_publishing = None


_writer_init: Callable[..., None] = SegmentWriter.__init__
_commit_toc: Callable[..., None] = SegmentWriter._commit_toc
_flush_segment: Callable[..., None] = SegmentWriter._flush_segment


def merge_tiers(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge like-sized segments, and those that are mostly deleted, into the one being written.

    A merge policy for Whoosh: returns the segments that stay as they are.
    """
    kept: list[Any] = []
    tiers: dict[int, list[Any]] = {}
    merged: list[Any] = []
    for segment in segments:
        live = segment.doc_count()
        if not live:
            continue
        if live < segment.doc_count_all() // 2:
            merged.append(segment)
        elif live > LARGEST_MERGED:
            kept.append(segment)
        else:
            tiers.setdefault(_tier(live), []).append(segment)
    for alike in tiers.values():
        (merged if len(alike) >= TIER else kept).extend(alike)
    order = {id(segment): place for place, segment in enumerate(segments)}
    for segment in sorted(merged, key=lambda segment: order[id(segment)]):
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return sorted(kept, key=lambda segment: order[id(segment)])


def _tier(documents: int) -> int:
    tier = 0
    while documents >= TIER:
        documents //= TIER
        tier += 1
    return tier

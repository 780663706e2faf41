"""One generation's segments, opened: Whoosh's reader, the columns, and the catalogue.

All that reads through Whoosh's reader objects is here, so that a contract test of this module says
whether another version of Whoosh would do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from index.postings.entries import Entry, Stamp, unpack_entry
from index.postings.manifest import INDEX_NAME
from index.postings.records import ARTICLE_KIND
from index.postings.schema import ENTRY, LOCALS, RECORD, STORE, SURFACE, make_schema
from index.postings.stores import Locals, unpack_locals
from index.postings.table import PassageTable, build_table
from index.postings.term_postings import document_frequencies

_storage: Callable[[str], Any] = FileStorage
_read_toc: Callable[..., Any] = TOC.read
_open_reader: Callable[..., Any] = FileIndex._reader


class Segments:
    """All segments of a generation, read only. Not for use from two threads at once."""

    def __init__(self, directory: Path, generation: int) -> None:
        """Open the files. They stay readable when a later commit removes their names."""
        storage = _storage(str(directory))
        schema = make_schema()
        toc = _read_toc(storage, INDEX_NAME, gen=generation, schema=schema)
        self.reader = _open_reader(storage, schema, list(toc.segments), generation)
        self._leaves: list[tuple[Any, int]] = []
        if self.reader.doc_count_all():
            leaves = [(self.reader, 0)] if self.reader.is_atomic() else self.reader.leaf_readers()
            self._leaves = [(leaf, int(base)) for leaf, base in leaves]
        self._columns: dict[tuple[int, str], Any] = {}

    def close(self) -> None:
        """Close the files."""
        if not getattr(self.reader, "is_closed", False):
            self.reader.close()

    def searcher(self) -> Any:
        """Return a new Whoosh searcher that ranks by BM25F and leaves the reader open."""
        return Searcher(self.reader, weighting=BM25F, closereader=False)

    def live(self) -> NDArray[np.bool_]:
        """Tell of every document whether it is not deleted; shape (documents,)."""
        mask = np.ones(self.reader.doc_count_all(), np.bool_)
        for leaf, base in self._leaves:
            deleted = list(leaf.segment().deleted_docs()) if leaf.has_deletions() else []
            mask[np.array(deleted, np.int64) + base] = False
        return mask

    def _column(self, leaf: Any, base: int, name: str) -> Any:
        if (base, name) not in self._columns:
            self._columns[base, name] = leaf.column_reader(name, translate=False)
        return self._columns[base, name]

    def _value(self, name: str, document: int) -> bytes:
        leaf, base = next(pair for pair in reversed(self._leaves) if pair[1] <= document)
        value: bytes = self._column(leaf, base, name)[document - base]
        return value

    def table(self) -> tuple[PassageTable, NDArray[np.int64], dict[str, Entry]]:
        """Return the passage table, the document number of each article, and the catalogue.

        The articles are in document order in all three. Raises ValueError where they are torn.
        """
        packed: list[bytes] = []
        for leaf, base in self._leaves:
            packed.extend(bytes(value) for value in self._column(leaf, base, RECORD))
        sizes = np.array([len(value) for value in packed], np.int64)
        live = self.live()
        kind = ARTICLE_KIND.to_bytes(4, "little", signed=True)
        documents = [n for n, value in enumerate(packed) if live[n] and value[:4] == kind]
        entries = [unpack_entry(self._value(ENTRY, number)) for number in documents]
        table = build_table(b"".join(packed), sizes, live, [entry.article for entry in entries])
        catalogue = {entry.article: entry for entry in entries}
        return table, np.array(documents, np.int64), catalogue

    def locals_of(self, document: int) -> Locals:
        """Return the actors and phrases of the article document ``document``."""
        return unpack_locals(bytes(self._value(LOCALS, document)))

    def store_of(self, document: int) -> bytes:
        """Return the packed article of the article document ``document``."""
        return bytes(self._value(STORE, document))

    def surface_forms(self) -> dict[str, int]:
        """Return the surface forms, sorted, with the number of passages each one is in."""
        counts: Counter[bytes] = Counter()
        for leaf, _ in self._leaves:
            counts.update(dict(document_frequencies(leaf, SURFACE)))
        return {form.decode("utf-8"): counts[form] for form in sorted(counts)}


def with_stamps(entries: Mapping[str, Entry], stamps: Mapping[str, Stamp]) -> dict[str, Entry]:
    """Return ``entries`` with the stamps of those that were touched since they were indexed."""
    return {
        key: replace(entry, stamp=stamps[key]) if key in stamps else entry
        for key, entry in entries.items()
    }

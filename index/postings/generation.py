"""One generation of an index as Whoosh lists it: its segments, and Whoosh's own searcher.

All reading that goes through Whoosh's table of contents and its reader is here, so that a contract
test of this module says whether another version of Whoosh would do.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from index.postings.container import Container
from index.postings.errors import IndexUnusable, noticing_damage
from index.postings.layout import SUFFIX
from index.postings.manifest import INDEX_NAME
from index.postings.schema import make_schema
from index.postings.segments import Segments

_storage: Callable[[str], Any] = FileStorage
_read_toc: Callable[..., Any] = TOC.read
_open_reader: Callable[..., Any] = FileIndex._reader


class Generation:
    """A generation's segments as Whoosh lists them."""

    def __init__(self, directory: Path, generation: int) -> None:
        """Open the files. They stay readable when a later commit removes their names.

        Raises IndexUnusable where one is torn, and OSError where it cannot be read.
        """
        self._storage = _storage(str(directory))
        self._generation = generation
        with noticing_damage():
            toc = _read_toc(self._storage, INDEX_NAME, gen=generation, schema=make_schema())
            self._listed = list(toc.segments)
            names = [segment.make_filename(SUFFIX) for segment in self._listed]
            self.containers = [Container(directory / name) for name in names]
            deleted = [segment.deleted_docs() for segment in self._listed]
        self.segments = Segments(zip(names, self.containers, deleted, strict=True))
        if [each.doc_count_all() for each in self._listed] != [s.documents for s in self.segments]:
            raise IndexUnusable("is damaged (a segment has other documents than it should)")

    def searcher(self) -> Any:
        """Return a new Whoosh searcher over the segments, which ranks by BM25F."""
        reader = _open_reader(self._storage, make_schema(), list(self._listed), self._generation)
        return Searcher(reader, weighting=BM25F)

    def verify(self) -> None:
        """Compare the checksums of all that there is; IndexUnusable where one is wrong.

        A second for a gigabyte. Other threads can go on meanwhile.
        """
        for container in self.containers:
            container.verify()

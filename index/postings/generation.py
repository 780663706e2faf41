"""One generation of an index as Whoosh lists it: its segments, and Whoosh's own searcher.

All reading that goes through Whoosh's table of contents and its readers is here, so that a contract
test of this module says whether another version of Whoosh would do.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.reading import EmptyReader, MultiReader, SegmentReader
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from index.postings.codec import ArrayCodec, ArraySegment
from index.postings.container import Container
from index.postings.errors import IndexUnusable, noticing_damage
from index.postings.manifest import INDEX_NAME
from index.postings.schema import make_schema
from index.postings.segments import Segments

_storage: Callable[[str], Any] = FileStorage
_read_toc: Callable[..., Any] = TOC.read


class Generation:
    """A generation that was committed."""

    def __init__(self, directory: Path, number: int) -> None:
        """Open the files. They stay readable when a later commit removes their names.

        Raises IndexUnusable where one is torn, and OSError where it cannot be read.
        """
        self._storage = _storage(str(directory))
        with noticing_damage():
            toc = _read_toc(self._storage, INDEX_NAME, gen=number, schema=make_schema())
            self.listed: list[ArraySegment] = list(toc.segments)
            self.containers = [Container(directory / each.file_name) for each in self.listed]
            names = [each.segment_id() for each in self.listed]
            deleted = [each.deleted for each in self.listed]
        self.segments = Segments(zip(names, self.containers, deleted, strict=True))
        if [each.doc_count_all() for each in self.listed] != [s.documents for s in self.segments]:
            raise IndexUnusable("is damaged (a segment has other documents than it should)")

    def searcher(self) -> Any:
        """Return a new Whoosh searcher, which ranks by BM25F. It reads the files opened already."""
        schema = make_schema()
        readers: list[Any] = [
            SegmentReader(self._storage, schema, segment, codec=ArrayCodec(container))
            for segment, container in zip(self.listed, self.containers, strict=True)
        ]
        if not readers:
            return Searcher(EmptyReader(schema), weighting=BM25F)
        return Searcher(readers[0] if len(readers) == 1 else MultiReader(readers), weighting=BM25F)

    def verify(self) -> None:
        """Compare the checksums of all that there is; IndexUnusable where one is wrong.

        A second for a gigabyte. Other threads can go on meanwhile.
        """
        for container in self.containers:
            container.verify()

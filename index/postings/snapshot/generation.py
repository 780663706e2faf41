"""One generation of an index, opened: its segments, and Whoosh's own searcher over them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.reading import EmptyReader, MultiReader, SegmentReader
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from index.postings.errors import IndexUnusable
from index.postings.format.container import Container
from index.postings.query.codec import ArrayCodec, ArraySegment
from index.postings.schema import make_schema
from index.postings.snapshot.segments import Segments


class Generation:
    """The segments that a table of contents lists, opened."""

    def __init__(self, directory: Path, listed: Sequence[ArraySegment]) -> None:
        """Open the files. They stay readable when a later commit removes their names.

        Raises IndexUnusable where one is torn, and OSError where it cannot be read.
        """
        self._storage: Any = FileStorage(str(directory))
        self._listed = listed
        self.containers = [Container(directory / each.file_name) for each in listed]
        names = [each.segment_id() for each in listed]
        deleted = [each.deleted for each in listed]
        self.segments = Segments(zip(names, self.containers, deleted, strict=True))
        if [each.doc_count_all() for each in listed] != [s.documents for s in self.segments]:
            raise IndexUnusable("is damaged (a segment has other documents than it should)")

    def searcher(self) -> Any:
        """Return a new Whoosh searcher, which ranks by BM25F. It reads the files opened already."""
        schema = make_schema()
        readers: list[Any] = [
            SegmentReader(self._storage, schema, segment, codec=ArrayCodec(container))
            for segment, container in zip(self._listed, self.containers, strict=True)
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

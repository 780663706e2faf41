"""Whoosh's table of contents as bytes: the schema, and the segments of a generation.

It is made and read in memory, so that the bytes whose checksum was right are the ones that are
unpickled. All that leans on Whoosh's TOC is here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC

from index.postings.errors import IndexUnusable, noticing_damage
from index.postings.query.codec import ArraySegment
from index.postings.schema import make_schema
from index.postings.snapshot.manifest import INDEX_NAME


def pack_toc(segments: Sequence[ArraySegment], generation: int) -> bytes:
    """Return the table of contents of a generation, as Whoosh would write it to a file."""
    storage: Any = RamStorage()
    toc: Any = TOC(make_schema(), list(segments), generation)
    toc.write(storage, INDEX_NAME)
    [content] = storage.files.values()
    return bytes(content)


def unpack_toc(content: bytes, generation: int) -> list[ArraySegment]:
    """Return the segments. IndexUnusable where these are not the bytes of such a table."""
    storage: Any = RamStorage()
    storage.files[f"_{INDEX_NAME}_{generation}.toc"] = content
    with noticing_damage():
        toc: Any = TOC.read(storage, INDEX_NAME, gen=generation, schema=make_schema())
    if not all(isinstance(segment, ArraySegment) for segment in toc.segments):
        raise IndexUnusable("is damaged (its table of contents names other segments)")
    return list(toc.segments)

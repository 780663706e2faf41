"""Postings on their way to a segment: gathered by term, written in blocks.

Whoosh gathers a tuple a posting and sorts them at the end; millions of tuples keep Python's garbage
collector busy for longer than all the rest. Here each term has three flat arrays that grow as
documents come, in ascending order, so that only the terms need sorting:

    (text, toll)   documents 4 5 8   weights 1 2 1   values ⟨7⟩⟨0 9⟩⟨3⟩

and a block of 128 postings is three slices. That takes 15 bytes a posting. Beyond a limit they go
to a file in Whoosh's own way, and are written in its own way, which is slower but bounded.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.writing import PostingPool

from index.postings.schema import POSITION_BYTES

BLOCK = 128
"""Postings in a block of Whoosh's codec."""

POSTING_BYTES = 10
TERM_BYTES = 600
"""Memory of a posting and of a term, about; to know when the limit is reached."""

Posting = tuple[str, bytes, int, float, bytes | None]
Lengths = Callable[[str], NDArray[np.float32]]


class _Term:
    """The postings of one term so far."""

    __slots__ = ("documents", "values", "weights")

    def __init__(self) -> None:
        self.documents = array("I")
        self.weights = array("f")
        self.values = bytearray()

    def value_list(self) -> list[bytes]:
        """Return the value of each posting: its positions, as many as its weight says."""
        if not self.values:
            return []
        values = bytes(self.values)
        found: list[bytes] = []
        start = 0
        for weight in self.weights:
            end = start + POSITION_BYTES * int(weight)
            found.append(values[start:end])
            start = end
        return found


class TermPool(PostingPool):
    """Takes the place of Whoosh's pool of postings in a segment writer.

    Postings of a term must come in ascending order of documents, and their values must be packed
    positions, as many as the weight says, or nothing: so it is with WordFormat and with ids.
    """

    def __init__(self, storage: Any, segment: Any, limit_mb: int) -> None:
        super().__init__(storage, segment, limitmb=limit_mb)
        self._terms: dict[tuple[str, bytes], _Term] = {}

    def add(self, item: Posting) -> None:
        """Take in a posting: field, term, document, weight, value."""
        field, text, document, weight, value = item
        term = self._terms.get((field, text))
        if term is None:
            term = self._terms[field, text] = _Term()
            self.currentsize += TERM_BYTES
        term.documents.append(document)
        term.weights.append(weight)
        self.currentsize += POSTING_BYTES
        if value:
            term.values += value
            self.currentsize += len(value)
        if self.currentsize > self.limit:
            self.save()

    def save(self) -> None:
        """Move what is in memory to a file."""
        self.current = list(self._postings())
        self._terms = {}
        super().save()

    def items(self, maxfiles: int = 128) -> Any:
        """Return all postings, sorted, in Whoosh's way."""
        if not self.runs:
            return list(self._postings())
        return super().items(maxfiles)

    def _postings(self) -> Iterator[Posting]:
        for field, text in sorted(self._terms):
            term = self._terms[field, text]
            values = term.value_list() or [b""] * len(term.documents)
            for document, weight, value in zip(term.documents, term.weights, values, strict=True):
                yield field, text, document, weight, value

    def write(self, writer: Any, schema: Any, lengths: Lengths) -> None:
        """Write all postings with the codec's field writer; none may be in a file.

        ``lengths`` gives the length of a field in each document, for the statistics of the blocks
        from which Whoosh knows which ones it need not read.
        """
        current = None
        for field, text in sorted(self._terms):
            if field != current:
                if current is not None:
                    writer.finish_field()
                writer.start_field(field, schema[field])
                current, field_lengths = field, lengths(field)
            writer.start_term(text)
            _write_blocks(writer._postwriter, self._terms[field, text], field_lengths)
            writer.finish_term()
        if current is not None:
            writer.finish_field()
        self._terms = {}


def _write_blocks(writer: Any, term: _Term, lengths: NDArray[np.float32]) -> None:
    """Fill the codec's block buffer time and again; the last block is left to finish_term."""
    values = term.value_list()
    count = len(term.documents)
    for start in range(0, count, BLOCK):
        end = start + BLOCK
        writer._ids = term.documents[start:end]
        writer._weights = term.weights[start:end]
        writer._values = values[start:end]
        writer._maxweight = max(writer._weights)
        if len(lengths):
            here = lengths[np.frombuffer(writer._ids, np.uint32)]
            writer._minlength, writer._maxlength = int(here.min()), int(here.max())
        if end < count:
            writer._write_block()

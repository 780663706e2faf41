"""Whoosh reads our segments: a codec over containers.

Whoosh asks a segment for a codec, and the codec for two readers: of terms and their postings, and
of what is known of each document. Its searcher, matchers and scorers then work as on its own
files. They step from posting to posting, so that a search takes a hundred times what our evaluator
takes; they serve for nodes of a query tree that it does not know, and to compare the two.

Nothing is written through Whoosh: a builder writes the container, and the segment, which goes into
Whoosh's table of contents, only says how many documents it has and which of them are deleted.

This module and matchers.py are all that leans on Whoosh's codec interface.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import Codec, FieldCursor, PerDocumentReader, Segment, TermsReader
from whoosh.reading import TermInfo, TermNotFound

from index.postings.errors import IndexUnusable, noticing_damage
from index.postings.format.container import Container
from index.postings.format.layout import SUFFIX, WORD_FIELDS
from index.postings.query.field_postings import LENGTHS, FieldPostings
from index.postings.query.matchers import postings_matcher

Term = tuple[str, bytes]


class ArraySegment(Segment):
    """A segment in Whoosh's table of contents; its file is named after it.

    Deleted documents are kept as sorted numbers, in 4 bytes each. Deleting replaces the array, so
    that a copy of the segment is not touched.
    """

    def __init__(
        self,
        indexname: str,
        documents: int = 0,
        segid: str | None = None,
        deleted: Iterable[int] = (),
    ) -> None:
        self.indexname = indexname
        self.segid = self._random_id() if segid is None else segid
        self.compound = False
        self._documents = documents
        self._deleted = np.unique(np.array(list(deleted), np.int32))

    def __getstate__(self) -> dict[str, Any]:
        return {
            "indexname": self.indexname,
            "segid": self.segid,
            "documents": self._documents,
            "deleted": self._deleted.astype("<i4").tobytes(),
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        deleted = np.frombuffer(state["deleted"], "<i4").astype(np.int32)
        self.indexname, self.segid = state["indexname"], state["segid"]
        self.compound = False
        self._documents, self._deleted = state["documents"], deleted

    @property
    def file_name(self) -> str:
        """The name of the container in the index's directory."""
        name: str = self.make_filename(SUFFIX)
        return name

    @property
    def deleted(self) -> NDArray[np.int32]:
        """The numbers of the deleted documents, ascending."""
        return self._deleted

    def codec(self) -> ArrayCodec:
        """Return a codec that reads this segment."""
        return ArrayCodec()

    def list_files(self, _storage: Any) -> list[str]:
        """Return the names of the segment's files."""
        return [self.file_name]

    def should_assemble(self) -> bool:
        """One file need not be packed into one."""
        return False

    def set_doc_count(self, doccount: int) -> None:
        """Say how many documents the segment has."""
        self._documents = doccount

    def doc_count_all(self) -> int:
        """Return how many documents there are, deleted ones included."""
        return self._documents

    def deleted_count(self) -> int:
        """Return how many documents are deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        """Yield the numbers of the deleted documents, ascending."""
        return iter(self._deleted.tolist())

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is deleted."""
        row = int(np.searchsorted(self._deleted, docnum))
        return row < len(self._deleted) and int(self._deleted[row]) == docnum

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete a document, or take that back."""
        if delete:
            self.delete_range(docnum, docnum + 1)
        else:
            self._deleted = self._deleted[self._deleted != docnum]

    def delete_range(self, start: int, end: int) -> None:
        """Delete the documents from ``start`` to before ``end``: an article and its passages."""
        self.delete_all(np.arange(start, end, dtype=np.int32))

    def delete_all(self, documents: NDArray[np.int32]) -> None:
        """Delete these documents: a fifth of a millisecond where many are deleted already."""
        merged = np.sort(np.concatenate((self._deleted, documents)), kind="stable")
        fresh = np.ones(len(merged), np.bool_)
        fresh[1:] = merged[1:] != merged[:-1]
        self._deleted = merged[fresh]


class ArrayCodec(Codec):
    """Opens the readers of one segment."""

    def __init__(self, container: Container | None = None) -> None:
        """``container`` is the segment's, where it is open already."""
        self._container = container

    def container(self, storage: Any, segment: Any) -> Container:
        """Return the segment's container; IndexUnusable where it is torn."""
        if self._container is None:
            self._container = Container(Path(storage.folder) / segment.file_name)
        return self._container

    def new_segment(self, _storage: Any, indexname: str) -> ArraySegment:
        """Return a segment of no documents yet."""
        return ArraySegment(indexname)

    def terms_reader(self, storage: Any, segment: Any) -> _Terms:
        """Return the reader of the segment's terms."""
        return _Terms(self.container(storage, segment))

    def per_document_reader(self, storage: Any, segment: Any) -> _Documents:
        """Return the reader of what is known of each document."""
        return _Documents(self.container(storage, segment), segment)

    def _not_here(self, *_arguments: Any, **_options: Any) -> Any:
        raise NotImplementedError("segments are written by the builder")

    per_document_writer = field_writer = postings_writer = postings_reader = _not_here


class _Documents(PerDocumentReader):
    """What Whoosh asks of documents: deletions, and the lengths of their fields."""

    def __init__(self, container: Container, segment: ArraySegment) -> None:
        self._segment = segment
        with noticing_damage():
            self._codes = {field: container[f"{field}.lengths"] for field in WORD_FIELDS}
            self._totals = {field: int(container[f"{field}.total"][0]) for field in WORD_FIELDS}
        if any(len(codes) != segment.doc_count_all() for codes in self._codes.values()):
            raise IndexUnusable("is damaged (lengths are missing)")

    def doc_count(self) -> int:
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        return self._segment.deleted_count() > 0

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._segment.deleted_docs()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        code = int(self._codes[fieldname][docnum]) if fieldname in self._codes else 0
        return int(LENGTHS[code]) if code else default

    def field_length(self, fieldname: str) -> int:
        return self._totals.get(fieldname, 0)

    def min_field_length(self, fieldname: str) -> int:
        return self._extreme_length(fieldname, np.min)

    def max_field_length(self, fieldname: str) -> int:
        return self._extreme_length(fieldname, np.max)

    def _extreme_length(self, fieldname: str, extreme: Any) -> int:
        codes = self._codes.get(fieldname, ())
        code = int(extreme(codes)) if len(codes) else 0
        return int(LENGTHS[code]) if code else 0

    def stored_fields(self, _docnum: int) -> dict[str, Any]:
        return {}


class _Terms(TermsReader):
    """The terms of all fields, by the fields' names and then in order of their bytes."""

    def __init__(self, container: Container) -> None:
        fields = sorted(WORD_FIELDS)
        self._fields = {field: FieldPostings(container, field) for field in fields}

    def __contains__(self, term: Term) -> bool:
        field, text = term
        return field in self._fields and self._fields[field].number(text) >= 0

    def indexed_field_names(self) -> Iterable[str]:
        return self._fields.keys()

    def cursor(self, fieldname: str, fieldobj: Any) -> _Cursor:
        return _Cursor(self._fields[fieldname], fieldobj)

    def terms(self) -> Iterator[Term]:
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        for field, postings in self._fields.items():
            if field >= fieldname:
                words = postings.vocabulary
                start = words.at_least(prefix) if field == fieldname else 0
                for number in range(start, len(words)):
                    yield field, words[number]

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        for term in self.terms_from(fieldname, prefix):
            yield term, self.term_info(*term)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        postings, number = self._found(fieldname, text)
        return term_info(postings, number)

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        if (fieldname, text) not in self:
            return 0
        postings, number = self._found(fieldname, text)
        return postings.document_frequency(number)

    def matcher(self, fieldname: str, text: bytes, _format: Any, scorer: Any = None) -> Any:
        postings, number = self._found(fieldname, text)
        return postings_matcher(postings, number, (fieldname, text), scorer)

    def _found(self, fieldname: str, text: bytes) -> tuple[FieldPostings, int]:
        if (fieldname, text) not in self:
            raise TermNotFound(f"{fieldname}:{text!r}")
        postings = self._fields[fieldname]
        return postings, postings.number(text)


def term_info(postings: FieldPostings, number: int) -> TermInfo:
    """Return what Whoosh wants to know of a term in a segment."""
    documents = postings.documents(number)
    frequencies = postings.frequencies(number)
    codes = postings.length_codes.take(documents)
    return TermInfo(
        weight=float(len(documents) if frequencies is None else frequencies.sum(dtype=np.int64)),
        df=len(documents),
        minlength=int(LENGTHS[codes.min()]),
        maxlength=int(LENGTHS[codes.max()]),
        maxweight=1.0 if frequencies is None else float(frequencies.max()),
        minid=int(documents[0]),
        maxid=int(documents[-1]),
    )


class _Cursor(FieldCursor):
    """Goes through the terms of a field, as Whoosh's typo search does."""

    def __init__(self, postings: FieldPostings, fieldobj: Any) -> None:
        self._postings = postings
        self._words = postings.vocabulary
        self._field = fieldobj
        self._place = 0

    def first(self) -> str | None:
        return self._at(0)

    def find(self, string: str | bytes) -> str | None:
        return self._at(self._words.at_least(self._field.to_bytes(string)))

    def next(self) -> str | None:
        return self._at(self._place + 1)

    def _at(self, place: int) -> str | None:
        self._place = place
        return self.text()

    def text(self) -> str | None:
        if not self.is_valid():
            return None
        text: str = self._field.from_bytes(self._words[self._place])
        return text

    def term(self) -> str | None:
        return self.text()

    def term_info(self) -> TermInfo | None:
        return term_info(self._postings, self._place) if self.is_valid() else None

    def is_valid(self) -> bool:
        return self._place < len(self._words)

"""What the scores of a segment's words depend on: numbers over all segments together.

As with Whoosh, deleted documents count until their segment is merged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from math import log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.errors import noticing_damage
from index.postings.format.layout import WORD_FIELDS
from index.postings.format.vocabulary import Vocabulary, pack_words
from index.postings.query.article_query import ARTICLES
from index.postings.query.expansion import term_bytes
from index.postings.query.field_postings import FieldPostings, SegmentPart
from index.postings.query.found_words import Scoring
from index.postings.query.kept import Kept
from index.postings.query.surface import Surface
from index.postings.query.workspace import Scratch, each_once
from index.postings.schema import TEXT, TITLE, make_schema

KEPT_TERMS = 16_384
"""Terms whose document frequencies are remembered."""


KEPT_BEGINNINGS = 16
"""Beginnings whose words in several segments are remembered."""


class Begun(NamedTuple):
    """Terms of a field in a segment: numbers, ascending, and inverse document frequencies."""

    numbers: NDArray[np.int64]
    idfs: NDArray[np.float64]


class Term(NamedTuple):
    """A term of a field in a segment: what its score needs, its number, and its inverse document
    frequency."""

    scoring: Scoring
    number: int
    idf: float


class Segment:
    """A segment as the evaluator sees it: the postings of its fields, opened when needed."""

    def __init__(
        self, part: SegmentPart, kept: Kept, live: Callable[[], NDArray[np.bool_]]
    ) -> None:
        """``live`` tells which documents of all segments are passages that are not deleted."""
        self.base = part.base
        self.size = part.size
        self.scratch = Scratch(part.size)
        self.kept = kept
        self._container = part.container
        self._all_live = live
        self._fields: dict[str, FieldPostings] = {}

    def postings(self, field: str) -> FieldPostings | None:
        """Return the postings of a field; None where there are no words in such a field."""
        if field not in WORD_FIELDS:
            return None
        if field not in self._fields:
            postings = FieldPostings(self._container, field, self.kept, self.scratch)
            with noticing_damage():
                if postings.size != self.size:
                    raise ValueError("lengths are missing")
            self._fields[field] = postings
        return self._fields[field]

    def live(self) -> NDArray[np.bool_]:
        """Tell which documents are passages that are not deleted."""
        return self._all_live()[self.base : self.base + self.size]

    @cached_property
    def whole(self) -> bool:
        """Whether no passage is deleted."""
        return bool(np.count_nonzero(self.live()) + len(self.articles) == self.size)

    @cached_property
    def surface(self) -> Surface:
        """The words as people write them."""
        with noticing_damage():
            return Surface(self._container)

    @cached_property
    def articles(self) -> NDArray[np.int32]:
        """The articles' own documents, ascending."""
        with noticing_damage():
            wide = self._container[ARTICLES].astype(np.int64)
            if len(wide) and (wide[0] < 0 or wide[-1] >= self.size or (np.diff(wide) <= 0).any()):
                raise ValueError(f"{ARTICLES} is torn")
            return wide.astype(np.int32)


class Statistics:
    """Document frequencies and average lengths over all segments."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._documents = sum(segment.size for segment in segments)
        self._frequencies: dict[tuple[str, bytes], int] = {}
        self._begun: dict[tuple[str, bytes], dict[int, Begun]] = {}
        self._averages: dict[str, float] = {}
        self._scorings: dict[tuple[int, str], Scoring] = {}
        self._terms: dict[tuple[int, str, Any], Term | None] = {}

    @cached_property
    def schema(self) -> Any:
        """The schema, for nodes that ask what a field's words look like."""
        return make_schema()

    def term(self, segment: Segment, field: str, text: Any) -> Term | None:
        """Return a word of a field as a segment has it; None where it does not occur there."""
        key = segment.base, field, text
        if key not in self._terms:
            if len(self._terms) >= KEPT_TERMS:
                self._terms.clear()
            self._terms[key] = self._look_up(segment, field, term_bytes(text))
        return self._terms[key]

    def _look_up(self, segment: Segment, field: str, term: bytes | None) -> Term | None:
        postings = segment.postings(field)
        number = -1 if postings is None or term is None else postings.number(term)
        if number < 0 or term is None:
            return None
        return Term(self.scoring(segment, field), number, self.idf(field, term))

    def document_frequency(self, field: str, term: bytes | None) -> int:
        """Return in how many documents a term is."""
        if term is None:
            return 0
        found = self._frequencies.get((field, term))
        if found is None:
            found = sum(_frequency(segment, field, term) for segment in self._segments)
            if len(self._frequencies) >= KEPT_TERMS:
                self._frequencies.clear()
            self._frequencies[field, term] = found
        return found

    def idf(self, field: str, term: bytes) -> float:
        """Return the inverse document frequency, as whoosh.scoring.WeightingModel has it."""
        return log(self._documents / (self.document_frequency(field, term) + 1)) + 1

    def idfs(self, segment: Segment, field: str, numbers: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the same for many terms, by their numbers in a segment, ascending."""
        own = segment.postings(field)
        if own is None:
            raise ValueError(f"there are no words in {field}")
        found = own.document_frequencies(numbers)
        for other in self._segments:
            postings = other.postings(field) if other is not segment else None
            if postings is not None:
                with noticing_damage():
                    theirs = postings.vocabulary.numbers_of(own.vocabulary, numbers)
                there = np.flatnonzero(theirs >= 0)
                found[there] += postings.document_frequencies(theirs[there])
        return np.log(self._documents / (found + 1)) + 1

    def begun(self, segment: Segment, field: str, prefix: bytes) -> Begun:
        """Return the terms of a field in a segment that are stems of words that begin so, in any
        segment."""
        postings = segment.postings(field)
        if postings is None:
            return Begun(np.empty(0, np.int64), np.empty(0))
        with noticing_damage():
            if len(self._segments) > 1:
                return self._begun_in_all(field, prefix)[segment.base]
            numbers = segment.kept.get(
                (postings, "begun", prefix),
                lambda: self._begun_in_one(segment, postings, field, prefix),
                effort=60,
            )
            idfs = segment.kept.get(
                (postings, "begun idfs", prefix),
                lambda: self.idfs(segment, field, numbers),
                effort=30,
            )
            return Begun(numbers, idfs)

    @staticmethod
    def _begun_in_one(
        segment: Segment, postings: FieldPostings, field: str, prefix: bytes
    ) -> NDArray[np.int64]:
        roots = segment.surface.roots
        numbers, others = segment.surface.begun(prefix)
        if field != TEXT:
            numbers = postings.vocabulary.numbers_of(roots, numbers)
        more = np.array([postings.number(other) for other in others], np.int64)
        known = each_once(np.concatenate((numbers, more)))
        return known[np.searchsorted(known, 0) :]

    def _begun_in_all(self, field: str, prefix: bytes) -> dict[int, Begun]:
        """Return the same for each segment, by its base: all words together are looked up in each.

        Kept for the other segments of the same search, and the next one.
        """
        found = self._begun.get((field, prefix))
        if found is None:
            words: set[bytes] = set()
            for segment in self._segments:
                numbers, others = segment.surface.begun(prefix)
                words.update(segment.surface.roots.words(numbers), others)
            if len(self._begun) >= KEPT_BEGINNINGS:
                self._begun.clear()
            found = self._begun[field, prefix] = self._found_in_all(field, sorted(words))
        return found

    def _found_in_all(self, field: str, words: Sequence[bytes]) -> dict[int, Begun]:
        listed = Vocabulary(*pack_words(words))
        every = np.arange(len(listed))
        totals = np.zeros(len(listed), np.int64)
        places: dict[int, tuple[NDArray[np.intp], NDArray[np.int64]]] = {}
        for segment in self._segments:
            postings = segment.postings(field)
            if postings is not None:
                numbers = postings.vocabulary.numbers_of(listed, every)
                rows = np.flatnonzero(numbers >= 0)
                totals[rows] += postings.document_frequencies(numbers[rows])
                places[segment.base] = rows, numbers[rows]
        idfs = np.log(self._documents / (totals + 1)) + 1
        return {base: Begun(numbers, idfs[rows]) for base, (rows, numbers) in places.items()}

    def average_length(self, field: str) -> float:
        """Return the average length of a field in words, documents without it included."""
        if field not in self._averages:
            known = [segment.postings(field) for segment in self._segments]
            total = sum(postings.total for postings in known if postings is not None)
            self._averages[field] = total / (self._documents or 1) or 1.0
        return self._averages[field]

    def scoring(self, segment: Segment, field: str) -> Scoring:
        """Return what the scores of a field's words in a segment need."""
        found = self._scorings.get((segment.base, field))
        if found is None:
            postings = segment.postings(field)
            if postings is None:
                raise ValueError(f"there are no words in {field}")
            live = field != TITLE and segment.whole
            found = Scoring(postings, self.average_length(field), segment.kept, live)
            self._scorings[segment.base, field] = found
        return found


def _frequency(segment: Segment, field: str, term: bytes) -> int:
    postings = segment.postings(field)
    number = -1 if postings is None else postings.number(term)
    return 0 if postings is None or number < 0 else postings.document_frequency(number)

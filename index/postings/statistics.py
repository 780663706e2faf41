"""What the scores of a segment's words depend on: numbers over all segments together.

As with Whoosh, deleted documents count until their segment is merged.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings.errors import noticing_damage
from index.postings.field_postings import FieldPostings, SegmentPart
from index.postings.found_words import Scoring
from index.postings.layout import WORD_FIELDS
from index.postings.schema import TEXT, make_schema
from index.postings.surface import Surface
from index.postings.workspace import Kept, Scratch, each_once

KEPT_TERMS = 16_384
"""Terms whose document frequencies are remembered."""


class Segment:
    """A segment as the evaluator sees it: the postings of its fields, opened when needed."""

    def __init__(self, part: SegmentPart, kept: Kept) -> None:
        self.base = part.base
        self.size = part.size
        self.scratch = Scratch(part.size)
        self.kept = kept
        self._container = part.container
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

    @cached_property
    def surface(self) -> Surface:
        """The words as people write them."""
        with noticing_damage():
            return Surface(self._container)

    def articles(self, name: str) -> NDArray[np.int32]:
        """Return the documents of an array that lists some, ascending."""

        def make() -> NDArray[np.int32]:
            wide = self._container[name].astype(np.int64)
            if len(wide) and (wide[0] < 0 or wide[-1] >= self.size or (np.diff(wide) <= 0).any()):
                raise ValueError(f"{name} is torn")
            return wide.astype(np.int32)

        with noticing_damage():
            return self.kept.get((self, name), make)


class Statistics:
    """Document frequencies and average lengths over all segments."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._documents = sum(segment.size for segment in segments)
        self._frequencies: dict[tuple[str, bytes], int] = {}
        self._averages: dict[str, float] = {}
        self._scorings: dict[tuple[int, str], Scoring] = {}

    @cached_property
    def schema(self) -> Any:
        """The schema, for nodes that ask what a field's words look like."""
        return make_schema()

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

    def begun(self, segment: Segment, field: str, prefix: bytes) -> NDArray[np.int64]:
        """Return the terms of a field in a segment that are stems of words that begin so, in any
        segment: numbers, ascending."""
        own = segment.postings(field)
        if own is None:
            return np.empty(0, np.int64)
        found: list[NDArray[np.int64]] = []
        for each in self._segments:
            with noticing_damage():
                begun = each.surface.begun(prefix)
                if each is segment and field == TEXT:
                    found.append(begun.numbers)
                else:
                    found.append(own.vocabulary.numbers_of(each.surface.roots, begun.numbers))
            found.append(np.array([own.number(other) for other in begun.others], np.int64))
        numbers = each_once(np.concatenate(found))
        return numbers[np.searchsorted(numbers, 0) :]

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
            found = Scoring(postings, self.average_length(field), segment.kept)
            self._scorings[segment.base, field] = found
        return found


def _frequency(segment: Segment, field: str, term: bytes) -> int:
    postings = segment.postings(field)
    number = -1 if postings is None else postings.number(term)
    return 0 if postings is None or number < 0 else postings.document_frequency(number)

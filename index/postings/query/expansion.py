"""Which words of a segment a query for many words means: prefixes, patterns, ranges, typos.

Whoosh's query nodes find their own words when they are given a reader. Words here is as much of a
reader as they ask for, over the vocabulary of one field.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from whoosh.query import Prefix, Query, Term

from index.postings.format.vocabulary import Vocabulary

SEVERAL = 8
"""Terms of a field that are read together rather than one by one."""


def term_bytes(text: Any) -> bytes | None:
    """Return a word as it is in a vocabulary; None for what is in none (a lone surrogate)."""
    if isinstance(text, bytes):
        return text
    try:
        return str(text).encode("utf-8")
    except UnicodeEncodeError:
        return None


def meant(query: Any, vocabulary: Vocabulary, schema: Any) -> NDArray[np.int64]:
    """Return the numbers of the words that a query means, each one once, ascending.

    ``query`` is any of Whoosh's MultiTerm kinds.
    """
    if type(query) is Prefix:
        prefix = term_bytes(query.text)
        begun = range(0) if prefix is None else vocabulary.beginning_with(prefix)
        return np.arange(begun.start, begun.stop)
    words = _Words(query.fieldname, vocabulary, schema)
    numbers = {vocabulary.number(word) for word in query._btexts(words) if word}
    return np.array(sorted(numbers), np.int64)


def plain_terms(queries: Sequence[Query]) -> tuple[dict[str, list[Any]], list[Query]]:
    """Return the terms among some queries, by field where there are SEVERAL of it, and the rest."""
    terms: dict[str, list[Any]] = defaultdict(list)
    if len(queries) >= SEVERAL:
        for query in queries:
            if type(query) is Term:
                terms[query.fieldname].append(query)
    many = {field: each for field, each in terms.items() if len(each) >= SEVERAL}
    if not many:
        return many, list(queries)
    return many, [each for each in queries if type(each) is not Term or each.fieldname not in many]


class _Words:
    """A reader, as far as the words of one field go."""

    def __init__(self, field: str, vocabulary: Vocabulary, schema: Any) -> None:
        self._field = field
        self._vocabulary = vocabulary
        self.schema = schema

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._vocabulary.number(term[1]) >= 0

    def lexicon(self, _field: str) -> Iterator[bytes]:
        return iter(self._vocabulary)

    def expand_prefix(self, _field: str, prefix: str | bytes) -> Iterator[bytes]:
        start = term_bytes(prefix)
        if start is not None:
            for number in self._vocabulary.beginning_with(start):
                yield self._vocabulary[number]

    def terms_from(self, _field: str, start: bytes) -> Iterator[tuple[str, bytes]]:
        for number in range(self._vocabulary.at_least(start), len(self._vocabulary)):
            yield self._field, self._vocabulary[number]

    def terms_within(
        self, _field: str, text: str, maxdist: int, prefix: int = 0
    ) -> Iterator[bytes]:
        for word in self.expand_prefix(_field, text[:prefix]):
            spelled = word.decode("utf-8", "replace")
            if Levenshtein.distance(text, spelled, score_cutoff=maxdist) <= maxdist:
                yield word

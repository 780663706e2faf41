"""Evaluate a Whoosh query tree: which passages match, and how well (BM25F).

The tree is walked with arrays in place of Whoosh's matchers, which would step from posting to
posting. Each node gives the documents of a segment that match it, ascending, with their scores:

    And        text:toll  ∩ set      documents   2 │ 7 9      scores   1.3 │ 0.9 2.0
    ├ text:toll      2 5 7 9   1.3 0.4 0.9 2.0
    └ PassageSet     2 7 8 9   0   0   0   0

Documents and scores are those of Whoosh's own searcher, to the rounding of a float32; a node this
module does not know is handed to Whoosh's matcher. A phrase is an intersection first; then the
positions of its words, one number each with the document in its upper half, are chained word by
word with a binary search.

Cost: a quarter of a microsecond for a posting read for the first time, some nanoseconds after.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.query import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DisjunctionMax,
    Every,
    Not,
    Or,
    Phrase,
    Query,
    Require,
    Term,
)

from index.postings.passage_set import PassageSet
from index.postings.scored import (
    Scored,
    all_with,
    best_of,
    both,
    either,
    nothing,
    perhaps,
    selected,
    without,
)
from index.postings.term_postings import Postings, SegmentPostings, noticing_damage

K1 = 1.2
B = 0.75
"""Whoosh's parameters of BM25F."""

STEPS = 2048
"""Postings of Whoosh's matchers between two questions whether the search was cancelled."""


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Passage numbers, ascending, and their scores; both of shape (n,)."""

    passages: NDArray[np.int32]
    scores: NDArray[np.float32]


class _Stopped(Exception):
    """The search was cancelled."""


class Evaluator:
    """Evaluates queries over the segments of one searcher. Not for two threads at once."""

    def __init__(self, searcher: Any, live: NDArray[np.bool_]) -> None:
        """Take Whoosh's searcher, and which documents are passages that are there."""
        self._live = live
        self._searcher = searcher  # the segments' own searchers hold it by a weak reference only
        self._segments = [_Segment(leaf, int(base)) for leaf, base in searcher.leaf_searchers()]

    def evaluate(self, query: Query, cancelled: Callable[[], bool]) -> Matches:
        """Return all live passages that match ``query``; none of them once ``cancelled`` says so.

        ``cancelled`` is asked before each block of postings. Raises IndexUnusable where the files
        turn out to be damaged.
        """

        def step() -> None:
            if cancelled():
                raise _Stopped

        passages: list[NDArray[np.int32]] = []
        scores: list[NDArray[np.float32]] = []
        try:
            for segment in self._segments:
                found = segment.evaluate(query, step)
                numbers = found.documents + np.int32(segment.base)
                there = self._live[numbers]
                passages.append(numbers[there])
                scores.append(found.scores[there])
        except _Stopped:
            passages, scores = [], []
        return Matches(
            np.concatenate([np.empty(0, np.int32), *passages]),
            np.concatenate([np.empty(0, np.float32), *scores]),
        )


class _Segment:
    """Evaluates queries over one segment; documents are numbered from its own first one."""

    def __init__(self, searcher: Any, base: int) -> None:
        self.base = base
        self._searcher = searcher
        self._size = int(searcher.doc_count_all())
        self._postings = SegmentPostings(searcher.reader())
        self._step: Callable[[], None] = lambda: None

    def evaluate(self, query: Query, step: Callable[[], None]) -> Scored:
        """Return what matches ``query``, deleted documents included."""
        if not self._size:
            return nothing()
        self._step = step
        return self._node(query)

    def _node(self, query: Query) -> Scored:
        return _KINDS.get(type(query), _Segment._walk)(self, query)

    def _nodes(self, query: Any) -> list[Scored]:
        return [self._node(child) for child in query.subqueries]

    def _every_document(self, score: float) -> Scored:
        return all_with(np.arange(self._size, dtype=np.int32), score)

    def _set(self, query: Any) -> Scored:
        return all_with(query.within(self.base, self.base + self._size), 0.0)

    def _and(self, query: Any) -> Scored:
        return both(self._nodes(query)).times(query.boost)

    def _or(self, query: Any) -> Scored:
        if query.scale:
            return self._walk(query)
        return either(self._nodes(query), self._size).times(query.boost)

    def _best(self, query: Any) -> Scored:
        if query.tiebreak:
            return self._walk(query)
        return best_of(self._nodes(query), self._size).times(query.boost)

    def _not(self, query: Any) -> Scored:
        return without(self._every_document(1.0), self._node(query.query), self._size)

    def _and_not(self, query: Any) -> Scored:
        return without(self._node(query.a), self._node(query.b), self._size)

    def _and_maybe(self, query: Any) -> Scored:
        return perhaps(self._node(query.a), self._node(query.b))

    def _require(self, query: Any) -> Scored:
        return both([self._node(query.a), all_with(self._node(query.b).documents, 0.0)])

    def _constant(self, query: Any) -> Scored:
        return all_with(self._node(query.child).documents, query.score)

    def _every(self, query: Any) -> Scored:
        if query.fieldname is not None:
            return self._walk(query)
        return self._every_document(query.boost)

    def _term(self, query: Any) -> Scored:
        found = self._find(query.fieldname, query.text)
        if found is None:
            return nothing()
        return self._scored(query.fieldname, query.text, found).times(query.boost)

    def _find(self, field: str, text: Any) -> Postings | None:
        schema = self._searcher.schema
        if field not in schema or schema[field].format is None:
            return None
        try:
            term = schema[field].to_bytes(text)
        except ValueError:
            return None
        return self._postings.postings(field, term, self._step)

    def _scored(self, field: str, text: Any, found: Postings) -> Scored:
        """Score postings by BM25F, with the statistics of all segments together."""
        frequencies = found.frequencies
        if not self._searcher.schema[field].scorable:
            return Scored(found.documents, frequencies)
        parent = self._searcher.get_parent()
        idf = parent.idf(field, self._searcher.schema[field].to_bytes(text))
        average = parent.avg_field_length(field) or 1
        lengths = self._postings.lengths(field)[found.documents]
        norms = K1 * (1 - B) + (K1 * B / average) * lengths
        scores = (idf * (K1 + 1)) * frequencies / (frequencies + norms)
        return Scored(found.documents, scores.astype(np.float32))

    def _phrase(self, query: Any) -> Scored:
        """Intersect the words, then keep the documents where their positions follow each other."""
        field = self._searcher.schema[query.fieldname]
        if not field.format.supports("positions"):
            return self._walk(query)
        words = [self._find(query.fieldname, word) for word in query.words]
        if not words or any(word is None for word in words):
            return nothing()
        found = [word for word in words if word is not None]
        scored = [
            self._scored(query.fieldname, text, word)
            for text, word in zip(query.words, found, strict=True)
        ]
        together = both(scored)
        documents = together.documents
        ends = _keys(found[0], documents)
        for word in found[1:]:
            self._step()
            ends = _following(ends, _keys(word, documents), query.slop)
        there = np.unique((ends >> 32).astype(np.int32))
        return selected(together, there).times(query.boost)

    def _walk(self, query: Any) -> Scored:
        """Step through Whoosh's own matcher of a node to its end.

        The context asks for matchers that can be looked at in between: the others, for small
        indexes, leave out what scores 0.
        """
        documents: list[int] = []
        scores: list[float] = []
        with noticing_damage():
            matcher = query.matcher(self._searcher, self._searcher.context(needs_current=True))
        while matcher.is_active():
            if len(documents) % STEPS == 0:
                self._step()
            with noticing_damage():
                documents.append(matcher.id())
                scores.append(matcher.score())
                matcher.next()
        return Scored(np.array(documents, np.int32), np.array(scores, np.float32))


_KINDS: Mapping[type[Query], Callable[[_Segment, Any], Scored]] = {
    PassageSet: _Segment._set,
    Term: _Segment._term,
    Phrase: _Segment._phrase,
    And: _Segment._and,
    Or: _Segment._or,
    DisjunctionMax: _Segment._best,
    Not: _Segment._not,
    AndNot: _Segment._and_not,
    AndMaybe: _Segment._and_maybe,
    Require: _Segment._require,
    ConstantScoreQuery: _Segment._constant,
    Every: _Segment._every,
}


def _keys(word: Postings, documents: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return where a word stands in ``documents``: document << 32 | position, ascending.

    All of ``documents`` must be among the word's.
    """
    counts = word.frequencies.astype(np.int64)
    starts = np.cumsum(counts) - counts
    rows = np.searchsorted(word.documents, documents)
    counts, starts = counts[rows], starts[rows]
    ends = np.cumsum(counts)
    places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + counts, counts)
    keys: NDArray[np.int64] = (np.repeat(documents.astype(np.int64), counts) << 32) | (
        word.positions[places]
    )
    return keys


def _following(before: NDArray[np.int64], after: NDArray[np.int64], slop: int) -> NDArray[np.int64]:
    """Return those of ``after`` that stand 1 to ``slop`` places behind one of ``before``.

    Both are ascending; the nearest one before decides, and another document is too far away.
    """
    if not len(before):
        return before
    nearest = np.searchsorted(before, after) - 1
    distances = after - before[nearest]
    return after[(nearest >= 0) & (distances <= slop)]

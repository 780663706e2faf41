"""Evaluate a Whoosh query tree: which passages match, and how well (BM25F).

The tree is walked with arrays in place of Whoosh's matchers, which would step from posting to
posting. Each node becomes what it finds in a segment (scored.py and those it names), and is worked
out no further than is asked for: a conjunction asks its smallest part for documents, the others
only which of those they have, and nobody computes a score of what does not match in the end.

    And        text:toll  ∩ set      documents   2 │ 7 9      scores   1.3 │ 0.9 2.0
    ├ text:toll      2 5 7 9
    └ PassageSet     2 7 8 9

Documents and scores are those of Whoosh's own searcher, to the rounding of a float32. A node this
module does not know is handed to Whoosh's matcher. Where Whoosh errs (its AndNot keeps an excluded
first match, DisjunctionMax looks at the other part's next document, AndMaybe loses the second
score inside And, and a boost is lost on an And or Or of one part), this does what is meant.

Cost: some nanoseconds for a posting read for the first time, one or two after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    FuzzyTerm,
    Not,
    NullQuery,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Require,
    Term,
    TermRange,
    Variations,
    Wildcard,
)

from index.postings.errors import noticing_damage
from index.postings.query.article_query import OfArticle, passages_behind
from index.postings.query.beginning import Beginning
from index.postings.query.combining import Best, Both, Either
from index.postings.query.expansion import meant, plain_terms, term_bytes
from index.postings.query.field_postings import KEPT_BYTES, SegmentPart
from index.postings.query.found_words import Word
from index.postings.query.kept import Kept
from index.postings.query.many_words import any_word
from index.postings.query.passage_set import PassageSet
from index.postings.query.phrases import InOrder
from index.postings.query.scored import (
    Alike,
    Everything,
    Found,
    Listed,
    Masked,
    Raised,
    Times,
    Without,
    kept,
)
from index.postings.query.statistics import Segment, Statistics

STEPS = 2048
"""Postings of Whoosh's matchers between two questions whether the search was cancelled."""

Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Passage numbers, ascending, and their scores; both of shape (n,). Not to be written to."""

    passages: NDArray[np.int32]
    scores: NDArray[np.float32]


class _Stopped(Exception):
    """The search was cancelled."""


class Evaluator:
    """Evaluates queries over the segments of one generation. Not for two threads at once.

    Raises IndexUnusable where the files turn out to be damaged.
    """

    def __init__(
        self,
        parts: Sequence[SegmentPart],
        live: Callable[[], NDArray[np.bool_]],
        searcher: Callable[[], Any],
    ) -> None:
        """Take the segments; which of all documents are passages that are there; and Whoosh's
        searcher over the same segments, for nodes not known here. Both are asked for when needed.
        """
        shared = Kept(KEPT_BYTES)
        self._segments = [Segment(part, shared, live) for part in parts]
        self._statistics = Statistics(self._segments)
        self._make_searcher = searcher
        self._made_searcher: Any = None

    def _searcher(self) -> Any:
        """Return Whoosh's searcher, made at the first node that needs it.

        It is kept: the segments' own searchers hold it by a weak reference only.
        """
        if self._made_searcher is None:
            self._made_searcher = self._make_searcher()
        return self._made_searcher

    def evaluate(self, query: Query, cancelled: Cancelled) -> Matches:
        """Return all live passages that match ``query``; none of them once ``cancelled`` says so.

        ``cancelled`` is asked before each piece of work.
        """

        def step() -> None:
            if cancelled():
                raise _Stopped

        try:
            found = [self._in_segment(query, place, step) for place in range(len(self._segments))]
        except _Stopped:
            found = []
            self._forget_scratch()
        except BaseException:
            self._forget_scratch()
            raise
        if len(found) == 1:
            return found[0]
        return Matches(
            _joined([each.passages for each in found], np.int32),
            _joined([each.scores for each in found], np.float32),
        )

    def _forget_scratch(self) -> None:
        for segment in self._segments:
            segment.scratch.forget()

    def _in_segment(self, query: Query, place: int, step: Callable[[], None]) -> Matches:
        step()
        segment = self._segments[place]
        found = _Walk(self._statistics, segment, self._searcher, place, step).node(query)
        documents, scores = found.scored()
        if not found.live:
            live = segment.live().take(documents)
            documents, scores = kept(documents, live), kept(scores, live)
        passages = documents + np.int32(segment.base) if segment.base else documents
        return Matches(passages, scores)

    def document_frequency(self, field: str, stem: str) -> int:
        """Return in how many documents a stem is, deleted ones included."""
        return self._statistics.document_frequency(field, term_bytes(stem))

    def places(self, field: str, stem: str, passages: NDArray[np.int32]) -> NDArray[np.int64]:
        """Return where a stem stands in ``passages`` (ascending, each one once).

        Each place is the row in ``passages`` << 32 | the position; they ascend.
        """
        term = term_bytes(stem)
        found: list[NDArray[np.int64]] = []
        for segment in self._segments:
            first, end = np.searchsorted(passages, (segment.base, segment.base + segment.size))
            postings = segment.postings(field)
            number = -1 if postings is None or term is None else postings.number(term)
            if postings is None or number < 0 or first == end:
                continue
            documents = passages[first:end] - np.int32(segment.base)
            found.append(postings.places_in_any(number, documents) + (int(first) << 32))
        return _joined(found, np.int64)


def _joined(pieces: Sequence[NDArray[Any]], kind: Any) -> NDArray[Any]:
    return np.concatenate([np.empty(0, kind), *pieces])


class _Walk:
    """One walk of a query tree over one segment, whose documents are numbered from its first."""

    def __init__(
        self,
        statistics: Statistics,
        segment: Segment,
        searcher: Callable[[], Any],
        place: int,
        step: Callable[[], None],
    ) -> None:
        self._statistics = statistics
        self._segment = segment
        self._searcher = searcher
        self._place = place
        self._scratch = segment.scratch
        self._step = step

    def node(self, query: Query) -> Found:
        """Return what matches a node, deleted documents included."""
        self._step()
        return _KINDS.get(type(query), _Walk._whoosh)(self, query)

    def _nodes(self, queries: Sequence[Query]) -> list[Found]:
        return [self.node(query) for query in queries]

    def _boosted(self, found: Found, boost: float) -> Found:
        return found if boost == 1.0 else Times(found, boost)

    def _nothing(self, _query: Any = None) -> Found:
        return Listed(self._scratch, np.empty(0, np.int32), 0.0)

    def _set(self, query: Any) -> Found:
        start, end = self._segment.base, self._segment.base + self._segment.size
        mask = query.mask_within(start, end)
        if mask is not None:
            return Masked(self._scratch, mask, 0.0)
        return Listed(self._scratch, query.within(start, end), 0.0)

    def _and(self, query: Any) -> Found:
        parts = self._nodes(query.subqueries)
        return self._boosted(Both(self._scratch, parts, len(parts), self._step), query.boost)

    def _or(self, query: Any) -> Found:
        if query.scale:
            return self._whoosh(query)
        terms, others = plain_terms(query.subqueries)
        parts = [*self._terms(terms), *self._nodes(others)]
        return self._boosted(Either(self._scratch, parts, self._step), query.boost)

    def _best(self, query: Any) -> Found:
        if query.tiebreak:
            return self._whoosh(query)
        parts = self._nodes(query.subqueries)
        return self._boosted(Best(self._scratch, parts, self._step), query.boost)

    def _not(self, query: Any) -> Found:
        return Without(Everything(self._scratch, 1.0), self.node(query.query))

    def _and_not(self, query: Any) -> Found:
        return Without(self.node(query.a), self.node(query.b))

    def _and_maybe(self, query: Any) -> Found:
        return Raised(self.node(query.a), self.node(query.b))

    def _require(self, query: Any) -> Found:
        parts = self._nodes((query.a, query.b))
        return Both(self._scratch, parts, 1, self._step)

    def _constant(self, query: Any) -> Found:
        return Alike(self.node(query.child), query.score)

    def _every(self, query: Any) -> Found:
        if query.fieldname is None:
            return Everything(self._scratch, query.boost)
        return self._with_field(query.fieldname, query.boost)

    def _with_field(self, field: str, score: float) -> Found:
        """Return the documents that have any word in a field."""
        postings = self._segment.postings(field)
        if postings is None:
            return self._nothing()
        return Masked(self._scratch, postings.length_codes.astype(np.bool_), score)

    def _term(self, query: Any) -> Found:
        word = self._word(query.fieldname, query.text)
        return self._nothing() if word is None else self._boosted(word, query.boost)

    def _terms(self, terms: Mapping[str, Sequence[Any]]) -> Iterator[Found]:
        """Yield what has any of several terms of a field, field by field."""
        for field, queries in terms.items():
            self._step()
            postings = self._segment.postings(field)
            if postings is None:
                continue
            idfs: dict[int, float] = {}
            boosts: dict[int, float] = defaultdict(float)
            for query in queries:
                term = term_bytes(query.text)
                number = -1 if term is None else postings.number(term)
                if term is not None and number >= 0:
                    idfs[number] = self._statistics.idf(field, term)
                    boosts[number] += query.boost
            known = sorted(idfs)
            yield self._any_word(
                field,
                np.array(known, np.int64),
                np.array([idfs[number] for number in known]),
                np.array([boosts[number] for number in known]),
            )

    def _any_word(
        self,
        field: str,
        numbers: NDArray[np.int64],
        idfs: NDArray[np.float64],
        boosts: NDArray[np.float64] | None = None,
    ) -> Found:
        scoring = self._statistics.scoring(self._segment, field)
        return any_word(self._scratch, scoring, numbers, idfs, boosts, self._step)

    def _word(self, field: str, text: Any) -> Word | None:
        known = self._statistics.term(self._segment, field, text)
        return None if known is None else Word(self._scratch, *known)

    def _many(self, query: Any) -> Found:
        """Return what matches any of the words that a query means in this segment.

        As with Whoosh, the score is the sum of the words' scores, also where a constant one was
        asked for, unless there are very many.
        """
        postings = self._segment.postings(query.fieldname)
        if postings is None:
            return self._nothing()
        if type(query) in _ALL_WORDS and query.text == _ALL_WORDS[type(query)]:
            return self._with_field(query.fieldname, query.boost)
        with noticing_damage():
            numbers = meant(query, postings.vocabulary, self._statistics.schema)
        idfs = self._statistics.idfs(self._segment, query.fieldname, numbers)
        found = self._any_word(query.fieldname, numbers, idfs)
        if query.constantscore and len(numbers) >= Or.TOO_MANY_CLAUSES:
            return Alike(found, 1.0)
        return self._boosted(found, query.boost)

    def _beginning(self, query: Any) -> Found:
        prefix = term_bytes(query.prefix)
        if prefix is None or self._segment.postings(query.fieldname) is None:
            return self._nothing()
        numbers, idfs = self._statistics.begun(self._segment, query.fieldname, prefix)
        return self._boosted(self._any_word(query.fieldname, numbers, idfs), query.boost)

    def _phrase(self, query: Any) -> Found:
        words = [self._word(query.fieldname, word) for word in query.words]
        known = [word for word in words if word is not None]
        if not known or len(known) < len(words):
            return self._nothing()
        return self._boosted(InOrder(self._scratch, known, query.slop, self._step), query.boost)

    def _of_article(self, query: Any) -> Found:
        articles = self._segment.articles
        found = self.node(query.query)
        rows = np.flatnonzero(found.among(articles))
        documents, counts = passages_behind(articles, rows, self._segment.size)
        scores = np.repeat(found.scores(articles.take(rows)), counts)
        return self._boosted(Listed(self._scratch, documents, scores), query.boost)

    def _whoosh(self, query: Any) -> Found:
        """Step through Whoosh's own matcher of a node to its end.

        The context asks for matchers that can be looked at in between: the others, for small
        indexes, leave out what scores 0.
        """
        documents: list[int] = []
        scores: list[float] = []
        with noticing_damage():
            searcher = self._searcher()
            leaf = searcher.leaf_searchers()[self._place][0]
            matcher = query.matcher(leaf, leaf.context(needs_current=True))
        while matcher.is_active():
            if len(documents) % STEPS == 0:
                self._step()
            with noticing_damage():
                documents.append(matcher.id())
                scores.append(matcher.score())
                matcher.next()
        return Listed(self._scratch, np.array(documents, np.int32), np.array(scores, np.float32))


_ALL_WORDS = {Prefix: "", Wildcard: "*", Regex: ".*"}
"""Patterns of which Whoosh makes Every."""

_KINDS: Mapping[type[Query], Callable[[_Walk, Any], Found]] = {
    type(NullQuery): _Walk._nothing,
    PassageSet: _Walk._set,
    Beginning: _Walk._beginning,
    OfArticle: _Walk._of_article,
    Term: _Walk._term,
    Phrase: _Walk._phrase,
    And: _Walk._and,
    Or: _Walk._or,
    DisjunctionMax: _Walk._best,
    Not: _Walk._not,
    AndNot: _Walk._and_not,
    AndMaybe: _Walk._and_maybe,
    Require: _Walk._require,
    ConstantScoreQuery: _Walk._constant,
    Every: _Walk._every,
    **dict.fromkeys((Prefix, Wildcard, Regex, FuzzyTerm, Variations, TermRange), _Walk._many),
}

"""A query over articles that finds their passages: words of a title.

A title is indexed once, on the article's own document, and not on each of its passages. OfArticle
carries what matches there over to the passages behind it:

    document   0 article   1   2   3   4 article   5   6   7 article   8
    inner      1.3                     -                   0.7
    passages               1.3 1.3 1.3             -   -               0.7
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.matching.mcore import Matcher
from whoosh.query.qcore import Query

from index.postings.format.packing import gather
from index.postings.query.matchers import scored_matcher

ARTICLES = "articles.documents"
"""The array of a segment's container that says where articles begin."""


class OfArticle(Query):
    """Matches the passages of the articles whose own documents match ``query``, with the article's
    score, times ``boost``. What else the inner query matches counts for nothing."""

    def __init__(self, query: Query, boost: float = 1.0) -> None:
        self.query = query
        self.boost = boost

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, OfArticle) and self.query == other.query and self.boost == other.boost
        )

    def __hash__(self) -> int:
        return hash((OfArticle, self.query, self.boost))

    def __repr__(self) -> str:
        return f"OfArticle({self.query!r}, boost={self.boost})"

    def __str__(self) -> str:
        return repr(self)

    def is_leaf(self) -> bool:
        """It has a child."""
        return False

    def children(self) -> Iterator[Query]:
        """Yield the inner query."""
        yield self.query

    def apply(self, fn: Callable[[Query], Query]) -> OfArticle:
        """Return the same over another inner query."""
        return OfArticle(fn(self.query), self.boost)

    def field(self) -> None:
        """It belongs to no field: what it matches is not where the words are."""
        return

    def normalize(self) -> Query:
        """Return the same with its inner query normalized."""
        return OfArticle(self.query.normalize(), self.boost)

    def requires(self) -> set[Query]:
        """Return itself: no query of passages is known to match."""
        return {self}

    def estimate_size(self, ixreader: Any) -> int:
        """Return how many documents there are: an article may have any number of passages."""
        count: int = ixreader.doc_count()
        return count

    def estimate_min_size(self, _ixreader: Any) -> int:
        """Return 0: an article may have no passages."""
        return 0

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:
        """Return a matcher over the passages in the searcher's segment."""
        reader = searcher.reader()
        container = reader.codec().container(reader.storage(), reader.segment())
        articles = container[ARTICLES].astype(np.int64)
        scores = dict(_walked(self.query.matcher(searcher, context)))
        rows = np.array(
            [row for row, article in enumerate(articles.tolist()) if article in scores], np.int64
        )
        documents, counts = passages_behind(articles, rows, searcher.doc_count_all())
        each = np.array([scores[article] for article in articles[rows].tolist()], np.float64)
        live = [not reader.is_deleted(document) for document in documents.tolist()]
        found = np.repeat(each * self.boost, counts)
        return scored_matcher(documents[live].tolist(), found[live].tolist())


def passages_behind(
    articles: NDArray[Any], rows: NDArray[Any], size: int
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the passages of articles: documents, ascending, and how many each article has.

    ``articles`` are the article documents of a segment of ``size`` documents, ``rows`` which of
    them are meant; both ascend.
    """
    ends = np.append(articles[1:], size).astype(np.int64)
    starts = articles.astype(np.int64).take(rows) + 1
    counts = ends.take(rows) - starts
    return gather(starts, counts).astype(np.int32), counts


def _walked(matcher: Matcher) -> Iterator[tuple[int, float]]:
    while matcher.is_active():
        yield matcher.id(), matcher.score()
        matcher.next()

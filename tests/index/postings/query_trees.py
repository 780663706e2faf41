"""Random corpora and query trees, and what Whoosh finds: the other side of what evaluation finds.

Two of Whoosh's own searches can be compared with: its matchers walking our segments through the
codec, and its matchers walking an index that its own writer and codec made of the same words.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from hypothesis import strategies as st
from whoosh.analysis import RegexTokenizer
from whoosh.fields import TEXT as WORDS_FIELD
from whoosh.fields import Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.query import (
    And,
    AndMaybe,
    AndNot,
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
from whoosh.scoring import BM25F

from index.postings import PassageSet
from index.postings.query import (
    combining,
    expansion,
    field_postings,
    many_words,
    phrases,
    workspace,
)
from index.postings.schema import SPEAKER, TEXT, TITLE
from tests.index.postings.plain_segments import Document, PlainIndex

WORDS = ("salt", "salts", "salty", "rope", "ropes", "tide", "mast", "gull", "中", "中文", "é", "𝔘x")
FIELDS = (TEXT, SPEAKER, TITLE)

Corpus = list[list[Document]]
"""Segments of documents."""


def corpora(words: Sequence[str]) -> st.SearchStrategy[Corpus]:
    """Return small corpora of these words; "" is a place without one."""
    some = st.lists(st.sampled_from(words), max_size=10)
    passage = st.one_of(
        st.fixed_dictionaries({TEXT: some}), st.fixed_dictionaries({TEXT: some, SPEAKER: some})
    )
    article = st.builds(
        lambda title, passages: [{TITLE: title}, *passages], some, st.lists(passage, max_size=5)
    )
    segment = st.lists(article, min_size=1, max_size=3).map(lambda each: [*chain(*each)])
    return st.lists(segment, min_size=1, max_size=3)


words = st.sampled_from((*WORDS, "absent"))
boosts = st.sampled_from((1.0, 0.5, 3.0))
patterns = st.sampled_from(("s*", "*", "s?lt*", "ro[pq]e*", "*e", "中?", "x*"))
expressions = st.sampled_from(("sal.*", ".*", "^r", "(rope|tide)s?$", "[^a-z]", "中*"))

leaves: st.SearchStrategy[Query] = st.one_of(
    st.builds(Term, st.sampled_from(FIELDS), words, boost=boosts),
    st.builds(Term, st.just(TEXT), words, boost=boosts),
    st.builds(
        Phrase,
        st.sampled_from((TEXT, SPEAKER)),
        st.lists(st.sampled_from(WORDS[:5]), min_size=1, max_size=4),
        slop=st.sampled_from((1, 2, 3, 4, 70)),
        boost=boosts,
    ),
    st.builds(PassageSet, st.lists(st.integers(0, 40), max_size=15)),
    st.builds(Every, st.sampled_from((None, *FIELDS)), boost=boosts),
    st.builds(Prefix, st.just(TEXT), st.sampled_from(("", "s", "ro", "中", "zz"))),
    st.builds(Wildcard, st.just(TEXT), patterns),
    st.builds(Regex, st.just(TEXT), expressions),
    st.builds(
        FuzzyTerm,
        st.just(TEXT),
        st.sampled_from(("salt", "rpoe", "tid", "中文")),
        maxdist=st.integers(1, 2),
        prefixlength=st.integers(0, 1),
    ),
    st.builds(Variations, st.just(TEXT), st.sampled_from(("salt", "rope"))),
    st.builds(
        TermRange,
        st.just(TEXT),
        st.sampled_from((None, "ro", "salt")),
        st.sampled_from((None, "salts", "中")),
        st.booleans(),
        st.booleans(),
    ),
    st.just(NullQuery),
)


def combined(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(inner, min_size=2, max_size=4)  # of one part, Whoosh forgets the boost
    return st.one_of(
        st.builds(And, several, boost=boosts),
        st.builds(Or, several, boost=boosts),
        st.builds(Not, leaves),
        st.builds(Require, inner, inner),
    )


nested = st.recursive(leaves, combined, max_leaves=8)


def surrounded(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    """Nodes whose matchers are wrong in Whoosh: what they mean is composed of what is inside.

    AndNotMatcher keeps an excluded first match where the second part starts before it;
    DisjunctionMaxMatcher looks at the other part's score also where that is at another document;
    AndMaybeMatcher, inside And, skips its second half to the document that was asked for instead
    of the one that its first half found, and then loses the score of that half; InverseMatcher may
    stop at a deleted document, and another one around it then loses step.
    """
    return st.one_of(
        st.builds(Not, inner),
        st.builds(AndNot, inner, inner),
        st.builds(AndMaybe, inner, inner),
        st.builds(DisjunctionMax, st.lists(inner, min_size=1, max_size=3)),
    )


queries = st.recursive(nested, surrounded, max_leaves=3)


Found = dict[int, float]
"""Scores by document number over all segments."""


def walked(
    query: Query,
    searcher: Any,
    needs_current: bool = True,
    union: int = Or.DEFAULT_MATCHER,
) -> Found:
    """Return what Whoosh's matchers find.

    Asked for matchers that can be looked at in between, and for unions made of two at a time: its
    ArrayUnionMatcher, which it takes for small indexes otherwise, leaves out documents that score
    0.
    """
    found: Found = {}
    with patch.object(Or, "matcher_type", union):
        for leaf, base in searcher.leaf_searchers():
            matcher = query.matcher(leaf, leaf.context(needs_current=needs_current))
            while matcher.is_active():
                found[base + matcher.id()] = matcher.score()
                matcher.next()
    return found


def expected(query: Query, searcher: Any) -> Found:
    """Return what Whoosh's matchers find, combined by hand where they cannot."""
    if isinstance(query, Not) and not query.query.is_leaf():
        excluded = expected(query.query, searcher)
        return {number: 1.0 for number in walked(Every(), searcher) if number not in excluded}
    if isinstance(query, AndNot):
        first, second = expected(query.a, searcher), expected(query.b, searcher)
        return {number: score for number, score in first.items() if number not in second}
    if isinstance(query, AndMaybe):
        first, second = expected(query.a, searcher), expected(query.b, searcher)
        return {number: score + second.get(number, 0.0) for number, score in first.items()}
    if isinstance(query, DisjunctionMax):
        parts = [expected(part, searcher) for part in query.subqueries]
        return {
            number: max(part[number] for part in parts if number in part)
            for number in {number for part in parts for number in part}
        }
    return walked(query, searcher)


def check(index: PlainIndex, query: Query, stock: Found) -> None:
    live = {number: score for number, score in stock.items() if index.live[number]}
    ours = index.evaluator.evaluate(query, lambda: False)
    assert ours.passages.dtype == np.int32
    assert ours.scores.dtype == np.float32
    assert ours.passages.tolist() == sorted(live), query
    scores = [live[number] for number in sorted(live)]
    assert np.allclose(ours.scores, scores, rtol=1e-4, atol=1e-6), query


@contextmanager
def plain_index(corpus: Corpus, deleted: Iterable[int] = ()) -> Iterator[PlainIndex]:
    with tempfile.TemporaryDirectory() as folder:
        yield PlainIndex(Path(folder), corpus, deleted)


def some_documents(corpus: Corpus, every: int) -> range:
    """Return every so-manieth document, by number over all segments."""
    return range(every, sum(map(len, corpus)), every)


def some_articles(corpus: Corpus, every: int) -> list[int]:
    """Return the documents of every so-manieth article, its passages included."""
    documents = [document for segment in corpus for document in segment]
    article = np.cumsum([TITLE in document for document in documents])
    return np.flatnonzero(article % every == 0).tolist()


@contextmanager
def stock_searcher(corpus: Corpus, deleted: Iterable[int] = ()) -> Iterator[Any]:
    """Whoosh's searcher over an index that its own writer and codec made of the same words."""
    analyzer: Any = RegexTokenizer(r"\S+")
    field = WORDS_FIELD(analyzer=analyzer)
    stock = RamStorage().create_index(Schema(**dict.fromkeys(FIELDS, field)))
    for documents in corpus:
        writer = stock.writer()
        for document in documents:
            writer.add_document(**{name: " ".join(each) for name, each in document.items()})
        writer.commit(merge=False)
    writer = stock.writer()
    for number in deleted:
        writer.delete_document(number)
    writer.commit(merge=False)
    with stock.searcher(weighting=BM25F) as searcher:
        yield searcher


@contextmanager
def thresholds(way: int) -> Iterator[None]:
    """Let evaluation go a way that it otherwise goes with many documents only."""
    with (
        patch.object(field_postings, "DENSE", 0 if way & 1 else field_postings.DENSE),
        patch.object(field_postings, "SMALL", 0 if way & 2 else field_postings.SMALL),
        patch.object(workspace, "MUCH", 0 if way & 2 else workspace.MUCH),
        patch.object(workspace, "SPARSE", 0 if way & 4 else workspace.SPARSE),
        patch.object(phrases, "MANY", 0 if way & 4 else phrases.MANY),
        patch.object(phrases, "MUCH", 0 if way & 2 else phrases.MUCH),
        patch.object(combining, "LARGER", 0 if way & 4 else combining.LARGER),
        patch.object(combining, "HALVING", 0 if way & 4 else combining.HALVING),
        patch.object(expansion, "SEVERAL", 1 if way & 1 else expansion.SEVERAL),
        patch.object(many_words, "FREQUENT", 2 if way & 2 else many_words.FREQUENT),
        patch.object(many_words, "FEW", 0 if way & 1 else many_words.FEW),
        patch.object(many_words, "PIECE", 3 if way & 4 else many_words.PIECE),
    ):
        yield

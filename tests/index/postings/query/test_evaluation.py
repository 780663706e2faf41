"""Evaluation with arrays finds what Whoosh finds, with the same scores."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.query import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DisjunctionMax,
    Every,
    FuzzyTerm,
    Not,
    Or,
    Ordered,
    Phrase,
    Prefix,
    Query,
    Term,
    TermRange,
    Variations,
    Wildcard,
)
from whoosh.query.spans import SpanNear2

from index.postings import IndexUnusable, PassageSet
from index.postings.query.article_query import OfArticle
from index.postings.query.evaluation import Evaluator
from index.postings.query.field_postings import SegmentPart
from index.postings.schema import SPEAKER, TEXT, TITLE
from tests.index.postings.plain_segments import PlainIndex
from tests.index.postings.query_trees import (
    WORDS,
    Corpus,
    Found,
    boosts,
    check,
    combined,
    corpora,
    expected,
    leaves,
    nested,
    plain_index,
    queries,
    some_articles,
    some_documents,
    stock_searcher,
    surrounded,
    thresholds,
    walked,
    words,
)

EXAMPLES = 60
QUERIES = 8
"""Corpora of a property test, and queries asked of each."""

ways = st.integers(0, 7)


def several(strategy: st.SearchStrategy[Query]) -> st.SearchStrategy[list[Query]]:
    return st.lists(strategy, min_size=QUERIES, max_size=QUERIES)


quick = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(corpora(WORDS), st.integers(1, 9), several(queries), ways)
def test_documents_and_scores_are_those_of_stock_whoosh(
    corpus: Corpus, every: int, asked: list[Query], way: int
) -> None:
    deleted = some_documents(corpus, every)
    with (
        plain_index(corpus, deleted) as index,
        stock_searcher(corpus, deleted) as searcher,
        thresholds(way),
    ):
        for query in asked:
            check(index, query, expected(query, searcher))


with_articles = st.recursive(
    st.one_of(leaves, st.builds(OfArticle, nested, boost=boosts)), combined, max_leaves=6
)


@quick
@given(
    corpora((*WORDS, "")),
    st.integers(1, 9),
    several(st.recursive(with_articles, surrounded, max_leaves=3)),
    ways,
)
def test_documents_and_scores_are_those_of_whooshs_matchers_on_our_segments(
    corpus: Corpus, every: int, asked: list[Query], way: int
) -> None:
    with plain_index(corpus, some_articles(corpus, every)) as index, thresholds(way):
        for query in asked:
            check(index, query, expected(query, index.searcher))


@quick
@given(corpora(WORDS), st.integers(1, 9), several(leaves))
def test_a_constant_score_is_whooshs(corpus: Corpus, every: int, asked: list[Query]) -> None:
    """Where matchers must be looked at in between, Whoosh hands on the inner scores instead."""
    with plain_index(corpus, some_documents(corpus, every)) as index:
        for inner in asked:
            query = ConstantScoreQuery(inner, 2.5)
            check(index, query, walked(query, index.searcher, needs_current=False))
            double = Or([query, ConstantScoreQuery(Every(), 0.5)])
            check(index, double, walked(double, index.searcher, needs_current=False))


others = st.one_of(
    st.builds(
        lambda words, slop: SpanNear2([Term(TEXT, word) for word in words], slop=slop),
        st.lists(st.sampled_from(WORDS[:4]), min_size=2, max_size=3),
        st.integers(1, 3),
    ),
    st.builds(lambda a, b: Ordered([Term(TEXT, a), Term(TEXT, b)]), words, words),
    st.builds(lambda a, b: Or([Term(TEXT, a), Term(TEXT, b)], scale=0.9), words, words),
)


@quick
@given(corpora(WORDS), st.integers(1, 9), several(others))
def test_nodes_we_do_not_know_are_walked_by_whoosh(
    corpus: Corpus, every: int, asked: list[Query]
) -> None:
    deleted = some_documents(corpus, every)
    with plain_index(corpus, deleted) as index, stock_searcher(corpus, deleted) as searcher:
        for query in asked:
            for each in (query, Or([query, Term(TEXT, "salt")])):
                check(index, each, walked(each, searcher))


@quick
@given(corpora((*WORDS, "")), st.sampled_from(WORDS), st.sets(st.integers(0, 40)), ways)
def test_places_say_where_a_stem_stands(
    corpus: Corpus, stem: str, some: set[int], way: int
) -> None:
    documents = [document for segment in corpus for document in segment]
    passages = [number for number in sorted(some) if number < len(documents)]
    with plain_index(corpus) as index, thresholds(way):
        found = index.evaluator.places(TEXT, stem, np.array(passages, np.int32))
        assert [(place >> 32, place & 0xFFFFFFFF) for place in found.tolist()] == [
            (row, position)
            for row, number in enumerate(passages)
            for position, word in enumerate(documents[number].get(TEXT, ()))
            if word == stem
        ]
        df = sum(stem in document.get(TEXT, ()) for document in documents)
        assert index.evaluator.document_frequency(TEXT, stem) == df


LONG: Corpus = [
    [
        {TITLE: ["tide"]},
        {TEXT: ["salt", "rope"] * 300 + ["mast"]},
        {TEXT: ["gull"] * 254 + ["salt"]},
        {TEXT: ["gull"] * 255 + ["rope", "salt", "mast"]},
    ],
    [{TITLE: ["tide", "rope"]}, {TEXT: ["mast"] + ["gull"] * 70_000 + ["rope", "salt", "mast"]}],
]


def test_many_positions_and_frequencies_are_whooshs_too() -> None:
    """Frequencies around and above 255, positions beyond one byte and two."""
    asked = [
        *(Term(TEXT, word) for word in ("salt", "rope", "gull", "mast")),
        *(Phrase(TEXT, ["rope", "salt", "mast"][first:]) for first in range(3)),
        Phrase(TEXT, ["gull", "mast"], slop=3),
        *(Phrase(TEXT, ["salt", "mast"], slop=slop) for slop in (63, 64, 70, 600)),
        Phrase(TEXT, ["gull", "gull", "salt"]),
        And([Term(TEXT, "gull"), Term(TEXT, "mast"), Not(Phrase(TEXT, ["rope", "rope"]))]),
    ]
    with plain_index(LONG) as index, stock_searcher(LONG) as searcher:
        known = [walked(query, searcher) for query in asked]
        for way in range(8):
            fresh = Evaluator(index.parts, lambda: index.live, lambda: index.searcher)
            with thresholds(way), patch.object(index, "evaluator", fresh):
                for query, stock in zip(asked, known, strict=True):
                    check(index, query, stock)


SMALL: Corpus = [
    [
        {TITLE: ["harbour", "news"]},
        {TEXT: ["salt", "rope", "salt"]},
        {TEXT: ["rope", "tide"]},
        {TITLE: ["nothing"]},
    ],
    [{TITLE: ["harbour"]}, {TEXT: ["tide", "salt"], SPEAKER: ["ada"]}],
]


@pytest.fixture
def index() -> Iterator[PlainIndex]:
    with plain_index(SMALL) as index:
        yield index


def found(index: PlainIndex, query: Query) -> Found:
    matches = index.evaluator.evaluate(query, lambda: False)
    return dict(zip(matches.passages.tolist(), matches.scores.tolist(), strict=True))


def test_documents_of_articles_are_no_matches(index: PlainIndex) -> None:
    assert list(found(index, Every())) == [1, 2, 5]
    assert found(index, Term(TITLE, "harbour")) == {}


def test_words_of_a_title_find_the_passages_of_their_article(index: PlainIndex) -> None:
    plain = found(index, OfArticle(Term(TITLE, "harbour")))
    assert list(plain) == [1, 2, 5]
    assert plain[1] == plain[2]
    assert plain[5] > plain[1]  # a shorter title
    assert list(found(index, OfArticle(Term(TITLE, "news")))) == [1, 2]
    assert found(index, OfArticle(Term(TITLE, "nothing"))) == {}
    assert found(index, OfArticle(Term(TEXT, "salt"))) == {}
    doubled = found(index, OfArticle(Term(TITLE, "harbour"), boost=2.0))
    assert doubled == {number: 2 * score for number, score in plain.items()}


def test_queries_of_articles_are_queries(index: PlainIndex) -> None:
    query = OfArticle(And([Term(TITLE, "news")]), boost=2.0)
    assert query == OfArticle(And([Term(TITLE, "news")]), boost=2.0)
    assert query != OfArticle(And([Term(TITLE, "news")]))
    assert hash(query) == hash(OfArticle(And([Term(TITLE, "news")]), boost=2.0))
    assert query.normalize() == OfArticle(Term(TITLE, "news"), boost=2.0)
    assert list(query.leaves()) == [Term(TITLE, "news")]
    assert repr(query.with_boost(3.0)).endswith("boost=3.0)")
    assert {hit.docnum for hit in index.searcher.search(query)} == {1, 2}


def test_what_may_be_there_counts_inside_a_conjunction(index: PlainIndex) -> None:
    salt, rope = Term(TEXT, "salt"), Term(TEXT, "rope")
    plain = found(index, And([salt, rope]))
    for query in (And([rope, AndMaybe(salt, rope)]), And([salt, AndMaybe(rope, salt)])):
        raised = found(index, query)
        assert list(raised) == list(plain) == [1]
        assert raised[1] > plain[1]


def test_a_boost_is_kept_where_there_is_one_part(index: PlainIndex) -> None:
    """Whoosh forgets it."""
    plain = found(index, Term(TEXT, "salt"))
    for kind in (And, Or, DisjunctionMax):
        once = found(index, kind([Term(TEXT, "salt")], boost=3.0))
        assert once == pytest.approx({number: 3 * score for number, score in plain.items()})


def test_a_boost_of_many_words_counts_once(index: PlainIndex) -> None:
    plain = found(index, Wildcard(TEXT, "*t*"))
    doubled = found(index, Wildcard(TEXT, "*t*", boost=2.0))
    assert doubled == pytest.approx({number: 2 * score for number, score in plain.items()})


def test_very_many_words_score_alike_where_a_constant_score_was_asked_for() -> None:
    several = [f"w{number}" for number in range(1100)]
    corpus: Corpus = [[{TITLE: []}, {TEXT: several}, {TEXT: ["w1", "rope"]}]]
    with plain_index(corpus) as index:
        for constant in (True, False):
            query = Prefix(TEXT, "w", constantscore=constant)
            check(index, query, walked(query, index.searcher, union=Or.AUTO_MATCHER))
        assert found(index, Prefix(TEXT, "w")) == {1: 1.0, 2: 1.0}


def test_sets_of_passages_are_the_same_however_they_are_made(index: PlainIndex) -> None:
    mask = np.array([False, False, True, False, False, True])
    sets = (PassageSet([5, 2, 5]), PassageSet.ascending(np.array([2, 5])), PassageSet.where(mask))
    for one in sets:
        assert one.passages.tolist() == [2, 5]
        assert len(one) == 2
        assert not one.passages.flags.writeable
        assert found(index, one) == {2: 0.0, 5: 0.0}
        assert list(found(index, And([one, Term(TEXT, "tide")]))) == [2, 5]
        assert list(found(index, AndNot(Every(), one))) == [1]
        for other in sets:
            assert one == other
            assert hash(one) == hash(other)
    assert sets[0] != PassageSet([2])


def test_a_query_asked_again_gives_the_same(index: PlainIndex) -> None:
    for query in (
        And([Term(TEXT, "salt"), PassageSet(range(50))]),
        Or([Term(TEXT, "salt"), Term(TEXT, "rope")]),
        DisjunctionMax([Term(TEXT, "salt"), Term(TEXT, "rope")]),
    ):
        assert found(index, query) == found(index, query) != {}


def test_unknown_fields_and_odd_words_match_nothing(index: PlainIndex) -> None:
    odd = "\ud800"
    for query in (
        *(Term("nowhere", "salt"), Prefix("nowhere", "s"), Every("nowhere")),
        *(Term(TEXT, odd), Phrase(TEXT, ["salt", odd]), Prefix(TEXT, odd), Wildcard(TEXT, odd)),
        *(FuzzyTerm(TEXT, odd * 3), Variations(TEXT, odd), TermRange(TEXT, odd, "z")),
        *(Phrase(TEXT, []), And([]), Or([])),
    ):
        assert found(index, query) == {}, query
    assert index.evaluator.document_frequency(TEXT, odd) == 0
    assert not len(index.evaluator.places(TEXT, odd, np.array([1], np.int32)))


def test_no_segments_have_no_matches() -> None:
    with plain_index([]) as index:
        assert found(index, Or([Every(), Term(TEXT, "salt")])) == {}
        assert index.evaluator.document_frequency(TEXT, "salt") == 0


@pytest.mark.parametrize(
    "query",
    [
        Or([Term(TEXT, word) for word in ("salt", "rope", "tide")]),
        And([Term(TEXT, "salt"), Or([Term(TEXT, "tide"), Term(TEXT, "rope")])]),
        Phrase(TEXT, ["salt", "rope", "salt"]),
        SpanNear2([Term(TEXT, "salt"), Term(TEXT, "rope")]),
    ],
)
def test_cancelling_is_noticed_between_steps(index: PlainIndex, query: Query) -> None:
    whole = found(index, query)
    assert whole
    steps = 0
    for allowed in range(100):
        asked: list[int] = []

        def cancelled(asked: list[int] = asked, allowed: int = allowed) -> bool:
            asked.append(1)
            return len(asked) > allowed

        matches = index.evaluator.evaluate(query, cancelled)
        if len(asked) <= allowed:
            break
        assert not len(matches.passages)
        assert not len(matches.scores)
        steps += 1
    assert steps >= 4
    assert found(index, query) == whole


def test_an_array_that_lists_articles_outside_the_segment_is_noticed(index: PlainIndex) -> None:
    for wrong in ([0, 99], [3, 0], [0, 0]):
        part = index.parts[0]
        arrays = {name: part.container[name] for name in part.container}
        arrays["articles.documents"] = np.array(wrong, np.int64)
        index.parts[0] = SegmentPart(arrays, 0, part.size)
        fresh = Evaluator(index.parts, lambda: index.live, lambda: index.searcher)
        with pytest.raises(IndexUnusable):
            fresh.evaluate(OfArticle(Every()), lambda: False)

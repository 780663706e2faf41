"""Hits grouped by article: nothing lost, articles together, the best article first."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.postings import IndexReader
from index.search import Order, search
from index.search.grouping import Grouped
from index.search.ranking import Ranking

HITS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9)), max_size=40)


def grouped(hits: list[tuple[int, int]], best: int) -> tuple[Ranking, Grouped, list[int]]:
    """Rank hits (article, score), which stand in the order of their passages, and group them."""
    articles = np.array([article for article, _ in hits], np.int32)
    scores = np.array([score for _, score in hits], np.float32)
    passages = np.arange(len(hits), dtype=np.int32) * 3
    ranking = Ranking(passages, scores, [lambda rows: -scores[rows]], best=best)
    return ranking, Grouped(ranking, articles, passages.astype(np.int64)), articles.tolist()


@given(HITS, st.integers(1, 10))
def test_every_hit_is_there_once_with_its_score_and_its_place(
    hits: list[tuple[int, int]], best: int
) -> None:
    ranking, arranged, _ = grouped(hits, best)
    plain = sorted(ranking[place] for place in range(len(ranking)))
    assert sorted(arranged[place] for place in range(len(arranged))) == plain
    for place in range(len(arranged)):
        assert arranged.place_of(arranged[place][0]) == place
    assert arranged.place_of(1) is None


@given(HITS, st.integers(1, 10))
def test_articles_stand_together_in_the_order_of_their_best_hit(
    hits: list[tuple[int, int]], best: int
) -> None:
    ranking, arranged, articles = grouped(hits, best)
    order = [articles[arranged[place][0] // 3] for place in range(len(arranged))]
    firsts = [articles[ranking[place][0] // 3] for place in range(len(ranking))]
    assert [order[start] for start in arranged.groups] == list(dict.fromkeys(firsts))
    assert order == sorted(order, key=list(dict.fromkeys(firsts)).index)


@given(HITS, st.integers(1, 10))
def test_inside_an_article_hits_stand_as_they_read(hits: list[tuple[int, int]], best: int) -> None:
    _, arranged, _ = grouped(hits, best)
    bounds = [*arranged.groups, len(arranged)]
    for first, last in pairwise(bounds):
        passages = [arranged[place][0] for place in range(first, last)]
        assert passages == sorted(passages)


def test_a_grouped_search_finds_the_same_hits(reader: IndexReader) -> None:
    for order in Order:
        plain, together = (
            search(reader, "toll", order=order),
            search(reader, "toll", order=order, grouped=True),
        )
        key = {(hit.article, hit.start, hit.kind) for hit in plain}
        assert {(hit.article, hit.start, hit.kind) for hit in together} == key
        assert together[0].article == plain[0].article
        assert len(together.groups) == len({hit.article for hit in plain})
        assert plain.groups == ()
        for place, hit in enumerate(together):
            assert together.place_of(hit.article, hit.start, hit.kind) == place


def test_nothing_found_has_no_groups(reader: IndexReader) -> None:
    assert search(reader, "zeppelin", grouped=True).groups == []

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.postings import IndexReader
from index.search.catalogue import catalogue_of
from index.search.ranking import Order, ranked

SCORES = st.floats(0, 50, width=32)


@given(st.data())
def test_score_decides_then_the_newer_article(reader: IndexReader, data: st.DataObject) -> None:
    facts = catalogue_of(reader).facts
    live = np.flatnonzero(facts.table.live).tolist()
    chosen = sorted(data.draw(st.sets(st.sampled_from(live))))
    scores = [data.draw(st.one_of(st.just(1.5), SCORES)) for _ in chosen]
    passages, kept = ranked(
        np.array(chosen, np.int32), np.array(scores, np.float32), Order.RELEVANCE, facts
    )
    score_of = dict(zip(chosen, np.array(scores, np.float32).tolist(), strict=True))
    assert kept.tolist() == [score_of[each] for each in passages.tolist()]
    order = facts.newest_first if any(scores) else facts.oldest_first
    expected = sorted(chosen, key=lambda each: (-score_of[each], order.place[each]))
    assert passages.tolist() == expected


def test_undated_articles_come_last_in_either_order(reader: IndexReader) -> None:
    facts = catalogue_of(reader).facts
    live = np.flatnonzero(facts.table.live).astype(np.int32)
    scores = np.zeros(len(live), np.float32)
    for order in (Order.DATE, Order.ARTICLE):
        passages, _ = ranked(live, scores, order, facts)
        assert facts.table.date[passages[-1]] == 0
        assert facts.table.date[passages[0]] > 0

"""What is worked out over all passages, on the index of invented articles."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.postings import IndexReader
from index.search.catalogue import catalogue_of
from index.search.facts import KINDS, PARAGRAPH, PassageFacts
from index.search.ranking import Order, Ranking


def facts_of(reader: IndexReader) -> PassageFacts:
    return catalogue_of(reader).facts


@given(st.data())
def test_paragraphs_are_left_out_where_a_quote_in_them_is_found(
    reader: IndexReader, data: st.DataObject
) -> None:
    facts, table = facts_of(reader), reader.table
    live = np.flatnonzero(table.live).tolist()
    matching = sorted(data.draw(st.sets(st.sampled_from(live))))
    size = len(matching)
    searched = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))
    shown = facts.shown(
        np.array(matching, np.int32), np.zeros(size, np.float32), np.array(searched, np.bool_)
    )
    found = [each for each, wanted in zip(matching, searched, strict=True) if wanted]
    behind = {
        (int(table.article[each]), paragraph)
        for each in found
        if table.kind[each] != PARAGRAPH
        for paragraph in range(int(table.paragraph[each]), int(table.last_paragraph[each]) + 1)
    }
    assert shown.passages.tolist() == [
        each
        for each in found
        if table.kind[each] != PARAGRAPH
        or (int(table.article[each]), int(table.paragraph[each])) not in behind
    ]


@given(st.data())
def test_score_decides_then_the_newer_article(reader: IndexReader, data: st.DataObject) -> None:
    facts, table = facts_of(reader), reader.table
    live = np.flatnonzero(table.live).tolist()
    chosen = sorted(data.draw(st.sets(st.sampled_from(live))))
    scores = np.array([data.draw(st.sampled_from([0.5, 1.5, 2])) for _ in chosen], np.float32)
    passages = np.array(chosen, np.int32)
    ranking = Ranking(passages, scores, facts.keys(Order.RELEVANCE, passages, scores), best=3)
    ordered = [ranking[place] for place in range(len(ranking))]
    score_of = dict(zip(chosen, scores.tolist(), strict=True))
    assert ordered == [(passage, score_of[passage]) for passage, _ in ordered]

    def key(passage: int) -> tuple[float, int, bytes, int, int]:
        article = int(table.article[passage])
        start = int(table.start[passage])
        return (
            -score_of[passage],
            -int(table.dates[article]),
            table.paths[article],
            start,
            passage,
        )

    assert [passage for passage, _ in ordered] == sorted(chosen, key=key)


def test_undated_articles_come_last_in_either_order(reader: IndexReader) -> None:
    facts, table = facts_of(reader), reader.table
    for ranks in (facts.newest_first, facts.oldest_first):
        dates = table.dates[np.argsort(ranks)]
        assert dates[-1] == 0
        assert dates[0] > 0


def test_filters_by_actor_and_topic_are_what_the_article_says(reader: IndexReader) -> None:
    facts = facts_of(reader)
    for topic in reader.topics:
        rows = facts.having_topic(topic.id)
        words = [" ".join(reader.passage(int(row)).parts) for row in rows if reader.table.live[row]]
        assert words
        assert all(topic.label in text for text in words)
    for actor in reader.actors:
        for row in facts.having_actor(actor.id).tolist():
            text = " ".join(reader.passage(row).parts)
            called = (actor.name, *actor.aliases)
            speaks = int(facts.speakers[row]) == actor.id
            assert speaks or any(name in text for name in called)


def test_an_empty_query_shows_each_passage_once(reader: IndexReader) -> None:
    shown = facts_of(reader).everything.passages
    kinds = [KINDS[kind].is_quote for kind in reader.table.kind[shown].tolist()]
    assert len(shown) == 9
    assert kinds.count(True) == 7

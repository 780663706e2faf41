"""A question that was asked before is answered from what was kept, as if it were searched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from index.corrections.model import NamedTopic
from index.model import Hit
from index.postings import IndexReader
from index.search import Cancelled, Order, Results, answers, search
from tests.index.search.conftest import STORIES, write_index

TOPIC = NamedTopic("The strait", "ferry OR lighthouse")

Asked = list[object]


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IndexReader]:
    """An index of which nothing was asked yet."""
    opened = write_index(tmp_path_factory.mktemp("answers") / "index", STORIES)
    yield opened
    opened.close()


@pytest.fixture
def evaluated(fresh: IndexReader, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """The queries that were evaluated since."""
    queries: Asked = []
    evaluate: Callable[..., Any] = fresh.evaluate

    def told(query: object, cancelled: object) -> Any:
        queries.append(query)
        return evaluate(query, cancelled)

    monkeypatch.setattr(fresh, "evaluate", told)
    return queries


def shown(results: Results) -> tuple[list[Hit], list[object]]:
    lists = (results.actors, results.topics, results.speakers, results.sources, results.months)
    said = [results.total, results.capped, results.notes, results.suggestions, results.groups]
    return results[:], [*said, *map(list, lists)]


@pytest.mark.parametrize("query", ["ferry toll", "", "tol", "by:venn", "ferrx", "zzzzzz", "-ferry"])
@pytest.mark.parametrize("best", [1, 1_000])
def test_an_answer_that_was_kept_shows_all_that_a_search_finds(
    fresh: IndexReader, query: str, best: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "BEST", best)
    for grouped, order in ((True, Order.RELEVANCE), (False, Order.DATE), (False, Order.RELEVANCE)):
        first, again = (
            search(fresh, query, typing=True, grouped=grouped, order=order) for _ in range(2)
        )
        assert shown(again) == shown(first)
        assert [again.copies(hit.rank - 1) for hit in first] == [
            first.copies(hit.rank - 1) for hit in first
        ]


def test_the_same_question_is_searched_once(fresh: IndexReader, evaluated: Asked) -> None:
    first = search(fresh, "ferry")
    assert len(evaluated) == 1
    again = search(fresh, "ferry")
    assert again[:] == first[:]
    assert len(again.actors) == len(first.actors)
    assert len(evaluated) == 1


def test_what_was_not_kept_is_found_again_when_it_is_asked_for(
    fresh: IndexReader, evaluated: Asked
) -> None:
    search(fresh, "ferry")
    again = search(fresh, "ferry", cancelled=lambda: len(evaluated) > 1)
    place = again.place_of(again[0].article, again[0].start, again[0].kind)
    assert (place, again.groups, len(evaluated)) == (0, (), 1)
    assert again.speakers
    assert len(evaluated) == 2


def test_another_question_is_another_search(fresh: IndexReader) -> None:
    plain = search(fresh, "toll")
    assert search(fresh, "toll", filters=["kind:quote"]).total < plain.total
    assert search(fresh, "tol").total != search(fresh, "tol", typing=True).total
    without, with_topic = search(fresh, "toll"), search(fresh, "toll", topics=[TOPIC])
    assert [each.label for each in with_topic.topics if each.own] == [TOPIC.name]
    assert not any(each.own for each in without.topics)


def test_only_the_last_answers_are_kept(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "KEPT_ANSWERS", 2)
    kept = answers.kept_answers()
    reader = write_index(tmp_path_factory.mktemp("few") / "index", STORIES)
    for query in ("ferry", "toll", "crate"):
        question = answers.Question(query, (), False, False, Order.RELEVANCE, False, ())
        kept.get(question, lambda each: search(reader, each.query)._answer)
    assert len(kept) == 2


def test_a_search_that_was_cancelled_leaves_no_answer(fresh: IndexReader, evaluated: Asked) -> None:
    with pytest.raises(Cancelled):
        search(fresh, "ferry", cancelled=lambda: len(evaluated) > 0)
    assert search(fresh, "ferry").total
    assert len(evaluated) == 2

"""Orders, holders and counts against plain Python over small random columns."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.model import FacetCount
from index.search.facets import facet_counts
from index.search.facts import Holders, Ordering

PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 3)), max_size=30)
ROWS = 6
SIZE = 4


def holders(pairs: list[tuple[int, int]]) -> Holders:
    passages = np.array([passage for passage, _ in pairs], np.int32)
    values = np.array([value for _, value in pairs], np.int32)
    return Holders.of(passages, values, ROWS, SIZE)


@given(PAIRS, st.sets(st.integers(0, 5)))
def test_each_passage_counts_once_for_each_value(
    pairs: list[tuple[int, int]], wanted: set[int]
) -> None:
    counts = holders(pairs).counts(np.array(sorted(wanted), np.int32))
    distinct = {(passage, value) for passage, value in pairs if value >= 0 and passage in wanted}
    expected = Counter(value for _, value in distinct)
    assert counts.tolist() == [expected[value] for value in range(SIZE)]


@given(PAIRS, st.integers(0, 3))
def test_holding_tells_the_passages_of_a_value(pairs: list[tuple[int, int]], value: int) -> None:
    mask = holders(pairs).holding(value)
    assert set(np.flatnonzero(mask).tolist()) == {each for each, held in pairs if held == value}


def test_nothing_to_hold() -> None:
    empty = Holders.of(np.empty(0, np.int32), np.empty(0, np.int32), 0, 0)
    assert facet_counts(empty, np.empty(0, np.int32), str) == ()


def test_counts_are_listed_most_frequent_first_without_zeros() -> None:
    held = holders([(0, 2), (1, 2), (1, 3), (2, 0)])
    listed = facet_counts(held, np.array([0, 1, 2], np.int32), lambda each: f"actor {each}")
    assert listed == (
        FacetCount(2, "actor 2", 2),
        FacetCount(0, "actor 0", 1),
        FacetCount(3, "actor 3", 1),
    )


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=20))
def test_ordering_sorts_by_its_keys_then_by_number(keys: list[tuple[int, int]]) -> None:
    first = np.array([key[0] for key in keys], np.int32)
    second = np.array([key[1] for key in keys], np.int32)
    ordering = Ordering.by(first, second)
    expected = sorted(range(len(keys)), key=lambda each: (*keys[each], each))
    assert ordering.passages.tolist() == expected
    assert ordering.place[ordering.passages].tolist() == list(range(len(keys)))

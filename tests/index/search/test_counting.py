"""Counts of numbers in lists against plain Python."""

from __future__ import annotations

from collections import Counter
from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.postings.corpus_map.holders import Holders
from index.search import counting
from index.search.counting import ListCounter

few = st.sets(st.integers(0, 3))
many = st.sets(st.integers(0, 400), max_size=3 * counting.WIDTH)
LISTS = st.lists(few, max_size=12) | st.lists(many, max_size=12)


def holders_of(lists: list[set[int]]) -> Holders:
    rows = [row for row, held in enumerate(lists) for _ in held]
    values = [value for held in lists for value in sorted(held)]
    return Holders.of(np.array(rows, np.int64), np.array(values, np.int32), len(lists), "<i4")


@given(LISTS, st.sampled_from((1, 2, counting.BLOCK)), st.data())
def test_each_passage_counts_once_for_each_number_of_each_kind(
    lists: list[set[int]], block: int, data: st.DataObject
) -> None:
    kinds = [lists, [data.draw(few) for _ in lists], [data.draw(many) for _ in lists]]
    numbers = st.integers(0, len(lists) - 1) if lists else st.nothing()
    wanted = sorted(data.draw(st.sets(numbers)))
    with patch.object(counting, "BLOCK", block):
        counts = ListCounter(*map(holders_of, kinds)).count(np.array(wanted, np.int32))
    for kind, found in zip(kinds, counts, strict=True):
        expected = Counter(value for row in wanted for value in kind[row])
        assert {value: count for value, count in enumerate(found.tolist()) if count} == expected
        assert len(found) == 1 + max((value for held in kind for value in held), default=-1)


def test_numbers_beyond_two_bytes_do_not_disturb_those_of_the_next_kind() -> None:
    first = Holders.of(np.array([0]), np.array([40_000]), 1, "<i4")
    second = Holders.of(np.array([0]), np.array([3], np.int16), 1, "<i2")
    actors, topics = ListCounter(first, second).count(np.array([0], np.int32))
    assert (np.flatnonzero(actors).tolist(), np.flatnonzero(topics).tolist()) == ([40_000], [3])

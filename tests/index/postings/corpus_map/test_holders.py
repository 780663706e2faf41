"""Lists of numbers can be asked from the other side: which documents have a number."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.postings.corpus_map.holders import Holders

numbers = st.integers(-1, 3) | st.sampled_from((65_535, 65_536, 65_537, 200_000))


@given(st.lists(st.lists(numbers, max_size=5), max_size=8))
def test_documents_are_found_by_what_is_in_their_lists(lists: list[list[int]]) -> None:
    pairs = [(row, number) for row, each in enumerate(lists) for number in each]
    rows, values = np.array(pairs, np.int64).reshape(-1, 2).T
    holders = Holders.of(rows, values, len(lists), "<i4")
    for number in (*range(5), 65_535, 65_536, 65_537, 200_000, 200_001, -1):
        found = holders.documents_with(number)
        assert found.dtype == np.int32
        with_it = [row for row, each in enumerate(lists) if number in each and number >= 0]
        assert found.tolist() == with_it


def test_small_numbers_of_two_bytes_do_as_well() -> None:
    lists = Holders.of(np.array([2, 0, 2]), np.array([1, 1, 0]), 3, "<i2")
    assert lists.documents_with(1).tolist() == [0, 2]
    assert lists.documents_with(0).tolist() == [2]

"""Sorting in few passes gives the order that sorting by comparing gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.postings.indexing.writing_words import ascending, stable_order


@pytest.mark.parametrize("size", [1, 300, 1 << 16, (1 << 16) + 1, 1 << 20])
def test_equal_numbers_stay_in_their_order_whatever_the_size(size: int) -> None:
    numbers = np.random.default_rng(size).integers(0, size, 20_000) // 3 * 3
    assert np.array_equal(stable_order(numbers, size), np.argsort(numbers, kind="stable"))


@given(st.sets(st.one_of(st.binary(max_size=10), st.text("ab", min_size=7, max_size=10))))
def test_words_ascend_as_their_bytes_do(words: set[bytes | str]) -> None:
    listed = list({word.encode() if isinstance(word, str) else word for word in words})
    assert [listed[place] for place in ascending(listed).tolist()] == sorted(listed)

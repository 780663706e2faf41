"""Packed numbers come back as they were."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.postings.format.packing import (
    Gaps,
    gather,
    join_high,
    join_large,
    pack_gaps,
    running,
    split_high,
    split_large,
    stretches,
    term_documents,
    unpack_gaps,
)

documents_of_a_term = st.one_of(
    st.sets(st.integers(0, 600), min_size=1, max_size=30),
    st.sets(st.integers(0, 100_000), min_size=1, max_size=5),
    st.sets(st.integers(0, 2**31 - 1), min_size=1, max_size=3),
).map(sorted)
numbers = st.lists(st.one_of(st.integers(0, 300), st.integers(0, 2**31 - 1)), max_size=40)


@given(st.lists(documents_of_a_term, max_size=12), st.data())
def test_documents_come_back_one_term_at_a_time_and_many_at_once(
    terms: list[list[int]], data: st.DataObject
) -> None:
    flat = np.array([number for term in terms for number in term], np.int64)
    starts = running(np.array([len(term) for term in terms], np.int64))
    packed = pack_gaps(flat, starts)
    for place, term in enumerate(terms):
        gaps = packed.gaps[packed.starts[place] : packed.starts[place + 1]]
        assert term_documents(int(packed.firsts[place]), gaps, len(term)).tolist() == term
    first = data.draw(st.integers(0, len(terms)))
    end = data.draw(st.integers(first, len(terms)))
    bounds = packed.starts[first : end + 1]
    run = Gaps(packed.firsts[first:end], packed.gaps[bounds[0] : bounds[-1]], bounds)
    found = unpack_gaps(run, np.diff(starts)[first:end])
    assert found.tolist() == flat[starts[first] : starts[end]].tolist()


def test_frequent_terms_take_a_byte_a_document() -> None:
    packed = pack_gaps(np.arange(0, 5000, 5), np.array([0, 1000]))
    assert len(packed.gaps) == 999


@pytest.mark.parametrize(("gaps", "count"), [(5, 3), (3, 1), (0, 2), (9, 4)])
def test_bytes_that_do_not_fit_are_noticed(gaps: int, count: int) -> None:
    torn = np.zeros(gaps, np.uint8)
    with pytest.raises(ValueError, match="torn"):
        term_documents(0, torn, count)
    with pytest.raises(ValueError, match="torn"):
        unpack_gaps(Gaps(np.zeros(1, np.uint32), torn, np.array([0, gaps])), np.array([count]))


@given(numbers, st.data())
def test_numbers_above_a_byte_come_back_from_any_stretch(
    listed: list[int], data: st.DataObject
) -> None:
    whole = np.array(listed, np.int64)
    start = data.draw(st.integers(0, len(listed)))
    end = data.draw(st.integers(start, len(listed)))
    low, at, more = split_high(whole)
    assert join_high(low[start:end], at, more, start).tolist() == listed[start:end]
    low, at, more = split_large(whole)
    assert join_large(low[start:end], at, more, start).tolist() == listed[start:end]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5)), max_size=10))
def test_places_of_many_stretches(stretches: list[tuple[int, int]]) -> None:
    starts = np.array([start for start, _ in stretches], np.int64)
    counts = np.array([count for _, count in stretches], np.int64)
    expected = [start + step for start, count in stretches for step in range(count)]
    assert gather(starts, counts).tolist() == expected


@given(st.lists(st.integers(0, 9), max_size=30), st.integers(1, 20))
def test_stretches_have_all_things_once_and_no_more_than_they_need(
    counts: list[int], size: int
) -> None:
    found = list(stretches(running(np.array(counts, np.int64)), size))
    assert [thing for first, end in found for thing in range(first, end)] == [*range(len(counts))]
    assert all(sum(counts[first : end - 1]) < size for first, end in found)
    assert all(sum(counts[first:end]) >= size for first, end in found[:-1])

"""Few segments, whatever is committed, and each passage is written again only so often."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from index.postings.indexing.merge_policy import LARGEST, MOST, Size, groups_to_merge

sizes = st.lists(
    st.builds(
        lambda live, dead, new: Size(live, live + dead, new),
        st.integers(1, 3 * LARGEST),
        st.integers(0, LARGEST),
        st.booleans(),
    ),
    max_size=30,
)


def alive(*live: int) -> list[Size]:
    return [Size(each, each) for each in live]


@given(sizes)
def test_segments_are_merged_into_one_at_most_once(segments: list[Size]) -> None:
    groups = groups_to_merge(segments)
    places = [place for group in groups for place in group]
    assert len(places) == len(set(places))
    assert all(group == sorted(group) and group for group in groups)


@given(sizes)
def test_few_segments_are_left_besides_large_ones(segments: list[Size]) -> None:
    groups = groups_to_merge(segments)
    merged = {place for group in groups for place in group}
    left = [size.live for place, size in enumerate(segments) if place not in merged]
    left += [sum(segments[place].live for place in group) for group in groups]
    assert len([live for live in left if live <= LARGEST]) <= MOST


@given(sizes)
def test_a_large_segment_is_left_alone_unless_most_of_it_is_deleted(segments: list[Size]) -> None:
    for group in groups_to_merge(segments):
        large = [segments[place] for place in group if segments[place].live > LARGEST]
        assert all(size.live < size.documents // 2 and len(group) == 1 for size in large)


def test_a_few_segments_are_left_alone() -> None:
    assert groups_to_merge(alive(*[5] * MOST)) == []


def test_the_smallest_are_merged_and_the_large_stay() -> None:
    assert groups_to_merge(alive(900, 250, 50, 9, 2, 1, 1, 1, 1)) == [[3, 4, 5, 6, 7, 8]]


def test_a_segment_hardly_larger_than_the_rest_is_merged_with_it() -> None:
    assert groups_to_merge(alive(900, 9, 1, 1, 1, 1, 1, 1, 1)) == [[1, 2, 3, 4, 5, 6, 7, 8]]


def test_what_one_commit_wrote_in_runs_becomes_one_segment() -> None:
    assert groups_to_merge([*alive(5), *[Size(9, 9, new=True)] * 3]) == [[1, 2, 3]]


def test_runs_become_no_larger_than_what_is_merged() -> None:
    runs = [Size(LARGEST // 2, LARGEST // 2, new=True)] * 4
    assert sorted(groups_to_merge(runs)) == [[0, 1], [2, 3]]


def test_a_segment_that_is_mostly_deleted_is_written_again() -> None:
    assert groups_to_merge([Size(4, 10), Size(6, 10), Size(1, 3 * LARGEST)]) == [[2], [0]]


def test_a_thousand_small_commits_write_each_passage_a_dozen_times() -> None:
    segments = [500_000]
    written = 0
    commits = 1_000
    for _ in range(commits):
        segments.append(20)
        groups = groups_to_merge(alive(*segments))
        merged = {place for group in groups for place in group}
        together = [sum(segments[place] for place in group) for group in groups]
        written += sum(together)
        segments = [live for n, live in enumerate(segments) if n not in merged] + together
        assert len(segments) <= MOST
    assert written < 20 * commits * math.log2(commits)
    assert 500_000 in segments

"""Counts against plain Python, and what a search counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.model import FacetCount
from index.postings import IndexReader
from index.search import search
from index.search.facets import MAX_FACETS, FacetList


def test_counts_are_listed_most_frequent_first_without_zeros() -> None:
    listed = FacetList.frequent_first(np.array([1, 0, 2, 1]), ["ana", "ben", "cora", "dan"])
    expected = [FacetCount(2, "cora", 2), FacetCount(0, "ana", 1), FacetCount(3, "dan", 1)]
    assert list(listed) == expected
    assert listed[-1] == expected[-1]
    assert listed[1:] == tuple(expected[1:])


@given(st.lists(st.integers(0, 5), min_size=MAX_FACETS, max_size=2 * MAX_FACETS))
def test_of_very_many_the_most_frequent_are_listed(counts: list[int]) -> None:
    labels = list(map(str, range(len(counts))))
    listed = FacetList.frequent_first(np.array(counts), labels)
    order = sorted(range(len(counts)), key=lambda each: (-counts[each], each))
    expected = [each for each in order if counts[each]][:MAX_FACETS]
    assert [facet.id for facet in listed] == expected


def test_results_count_actors_topics_speakers_sources_and_months(reader: IndexReader) -> None:
    found = search(reader, "ferry OR lighthouse OR crate")

    def counted(facets: Sequence[FacetCount]) -> dict[str, int]:
        return {facet.label: facet.count for facet in facets}

    speakers = Counter(hit.speaker for hit in found if hit.speaker_actor is not None)
    assert counted(found.speakers) == dict(speakers)
    assert counted(found.sources) == dict(Counter(hit.source for hit in found if hit.source))
    months = Counter(f"{hit.date:%Y-%m}" for hit in found if hit.date)
    assert counted(found.months) == dict(months)
    assert [facet.label for facet in found.months] == sorted(months, reverse=True)
    assert counted(found.topics)["ferry toll"] > 0
    assert counted(found.actors)["Orla Venn"] >= counted(found.speakers)["Orla Venn"]


def test_nothing_found_counts_nothing(reader: IndexReader) -> None:
    found = search(reader, "candle crate")
    for facets in (found.actors, found.topics, found.speakers, found.sources, found.months):
        assert not len(facets)

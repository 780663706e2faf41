"""Arrays over all documents: what is among others, and unions whose scores are added up."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.postings.query.workspace import Scored, Scratch

SIZE = 400

parts = st.dictionaries(st.integers(0, SIZE - 1), st.floats(0.5, 50, width=32), max_size=60)
numbers = st.sets(st.integers(0, SIZE - 1)).map(sorted)


def _scored(part: dict[int, float], ascending: bool) -> Scored:
    documents = sorted(part, reverse=not ascending)
    scores = [part[document] for document in documents]
    return np.array(documents, np.int32), np.array(scores, np.float32)


@given(st.lists(parts, max_size=5), st.booleans(), st.sampled_from([1, 1000]))
def test_a_union_has_the_sum_of_the_scores_in_whatever_order_documents_come(
    given_parts: list[dict[int, float]], ascending: bool, runs: int
) -> None:
    expected: dict[int, np.float32] = {}
    for part in given_parts:
        for document, score in part.items():
            expected[document] = expected.get(document, np.float32(0)) + np.float32(score)

    size = sum(map(len, given_parts))
    scored = [_scored(each, ascending) for each in given_parts]
    scratch = Scratch(SIZE)
    for _ in range(2):
        documents, scores = scratch.summed(scored, size, runs)
        assert documents.tolist() == sorted(expected)
        assert scores.tolist() == [float(expected[each]) for each in documents.tolist()]
        assert documents.dtype == np.int32
        assert scores.dtype == np.float32
        union = scratch.union([each for each, _ in scored], size, runs)
        assert union.tolist() == sorted(expected)


@given(numbers, numbers)
def test_what_is_among_others_has_its_row_there(some: list[int], others: list[int]) -> None:
    asked, documents = np.array(some, np.int32), np.array(others, np.int32)
    scratch = Scratch(SIZE)
    for _ in range(2):
        places, rows = scratch.sift(asked, documents)
        both = sorted({*some} & {*others})
        assert [some[place] for place in places.tolist()] == both
        assert [others[row] for row in rows.tolist()] == both
        assert scratch.among(asked, documents).tolist() == [each in others for each in some]


@pytest.mark.parametrize("runs", [1, 1000])
def test_work_left_in_the_midst_leaves_nothing_behind(runs: int) -> None:
    def stopping() -> Iterator[Scored]:
        yield _scored({3: 1.0, 5: 2.0}, True)
        raise InterruptedError

    scratch = Scratch(SIZE)
    for work in (
        lambda: scratch.summed(stopping(), SIZE, runs),
        lambda: scratch.union((each for each, _ in stopping()), SIZE, runs),
        lambda: scratch.among_any(np.array([3], np.int32), (each for each, _ in stopping())),
    ):
        with pytest.raises(InterruptedError):
            work()
        scratch.forget()
        documents, scores = scratch.summed([_scored({4: 1.0}, True)], SIZE, runs)
        assert (documents.tolist(), scores.tolist()) == ([4], [1.0])
        assert scratch.union([documents], SIZE, runs).tolist() == [4]

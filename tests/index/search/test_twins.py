"""Who stands for whom, against plain Python over small random columns."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.search.twins import Twins

PASSAGE = st.tuples(
    st.integers(0, 3),  # digest
    st.integers(-1, 1),  # speaker
    st.booleans(),  # eligible
    st.integers(0, 3),  # age of its article
    st.booleans(),  # found
    st.integers(0, 2),  # score
)
PASSAGES = st.lists(PASSAGE, max_size=25)


def twins_of(rows: list[tuple[int, int, bool, int, bool, int]]) -> Twins:
    digests = np.array([row[0] for row in rows], np.uint64)
    speakers = np.array([row[1] for row in rows], np.int32)
    eligible = np.array([row[2] for row in rows], np.bool_)
    age = np.array([row[3] for row in rows], np.int32)
    return Twins.of(digests, speakers, eligible, age)


@given(PASSAGES, st.booleans())
def test_the_best_or_else_the_oldest_stands_for_its_group(
    rows: list[tuple[int, int, bool, int, bool, int]], hidden: bool
) -> None:
    twins = twins_of(rows)
    found = [number for number, row in enumerate(rows) if row[4]]
    others = [number for number, row in enumerate(rows) if hidden and not row[4]]
    matching = sorted({*found, *others})
    scores = np.array([rows[number][5] for number in matching], np.float32)
    passages = np.array(matching, np.int32)
    folded = twins.fold(passages, scores, np.isin(matching, found), twins.slot[passages] >= 0)
    groups: dict[object, list[int]] = {}
    for number in found:
        digest, speaker, eligible, *_ = rows[number]
        alone = not digest or not eligible
        groups.setdefault(number if alone else (digest, speaker), []).append(number)
    standing = {
        min(group, key=lambda each: (-rows[each][5], rows[each][3], each)): group
        for group in groups.values()
    }
    shown = [number for number, there in zip(matching, folded.shown, strict=True) if there]
    assert shown == sorted(standing)
    for first, group in standing.items():
        oldest_first = sorted(group, key=lambda each: (rows[each][3], each))
        for member in group:
            assert folded.group(member).tolist() == oldest_first, first


def test_the_same_words_of_two_speakers_are_two_facts() -> None:
    twins = twins_of([(7, 0, True, 0, True, 1), (7, 1, True, 0, True, 1)])
    both, scores = np.array([0, 1], np.int32), np.ones(2, np.float32)
    alone = np.ones(2, np.bool_)
    assert twins.fold(both, scores, alone, twins.slot[both] >= 0).shown.all()


def test_nothing_found_shows_nothing() -> None:
    nobody = np.empty(0, np.bool_)
    folded = twins_of([]).fold(np.empty(0, np.int32), np.empty(0, np.float32), nobody, nobody)
    assert not len(folded.shown)

"""The best at once and the rest later are together what one sort of everything gives."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.search.ranking import Key, Numbers, Ranking, Rows, Scores, select

COLUMNS = st.integers(0, 60).flatmap(
    lambda size: st.tuples(
        st.lists(st.integers(0, 3), min_size=size, max_size=size),
        st.lists(st.integers(0, 3), min_size=size, max_size=size),
        st.lists(st.floats(0, 4, width=32), min_size=size, max_size=size),
    )
)


def column(values: NDArray[Any]) -> Key:
    def key(rows: Rows) -> NDArray[Any]:
        return values[rows]

    return key


def ranking(
    scores: list[float], ties: list[int], best: int, raise_best: Any = None
) -> tuple[Ranking, list[int]]:
    """Return a ranking of passages 0, 2, 4 … and them as sorted by score, tie and number."""
    passages = np.arange(len(scores), dtype=np.int32) * 2
    marks = np.array(scores, np.float32)
    keys = [column(-marks), column(np.array(ties, np.int32))]
    made = Ranking(passages, marks, keys, raise_best, best)
    expected = sorted(range(len(scores)), key=lambda row: (-marks[row], ties[row], row))
    return made, [2 * row for row in expected]


@given(COLUMNS, st.integers(1, 70))
def test_the_selected_rows_are_the_first_of_the_sorted_ones(
    columns: tuple[list[int], list[int], list[float]], wanted: int
) -> None:
    first, second, _ = columns
    keys = [column(np.array(first)), column(np.array(second))]
    chosen = select(keys, len(first), wanted)
    expected = sorted(range(len(first)), key=lambda row: (first[row], second[row], row))
    assert sorted(chosen.tolist()) == sorted(expected[:wanted])


@given(st.integers(0, 2**32 - 1), st.integers(1, 900), st.sampled_from([2, 50, 10**6]))
def test_so_they_are_where_groups_tell_where_they_end(
    seed: int, wanted: int, different: int
) -> None:
    values = np.random.default_rng(seed).integers(0, different, 4_000)
    for ordered in (values, np.sort(values), np.sort(values)[::-1]):
        chosen = select([column(ordered)], len(ordered), wanted)
        expected = np.argsort(ordered, kind="stable")[:wanted]
        assert sorted(chosen.tolist()) == sorted(expected.tolist())


@given(COLUMNS, st.integers(1, 70), st.booleans())
def test_reading_on_gives_the_full_sort(
    columns: tuple[list[int], list[int], list[float]], best: int, equal: bool
) -> None:
    ties, few_scores, many_scores = columns
    scores = [float(score) for score in few_scores] if equal else many_scores
    made, expected = ranking(scores, ties, best)
    assert [made[place][0] for place in range(len(made))] == expected
    score_of = dict(zip(made.passages.tolist(), np.array(scores, np.float32), strict=True))
    assert all(made[place][1] == score_of[passage] for place, passage in enumerate(expected))


@given(COLUMNS, st.integers(1, 20))
def test_the_place_of_a_hit_is_where_it_is_found(
    columns: tuple[list[int], list[int], list[float]], best: int
) -> None:
    ties, _, scores = columns
    made, expected = ranking(scores, ties, best)
    for place, passage in enumerate(expected):
        assert made.place_of(passage) == place
        assert made.place_of(passage + 1) is None
    assert made.place_of(-1) is None


@given(COLUMNS, st.integers(1, 20), st.randoms(use_true_random=False))
def test_raising_reorders_the_best_only_and_every_hit_stays_there_once(
    columns: tuple[list[int], list[int], list[float]], best: int, random: Any
) -> None:
    def raise_some(passages: Numbers, scores: Scores) -> Scores:
        return scores + np.array([random.choice((0, 5)) for _ in passages], np.float32)

    ties, _, scores = columns
    _, expected = ranking(scores, ties, best)
    made, _ = ranking(scores, ties, best, raise_some)
    order = [made[place] for place in range(len(made))]
    assert [passage for passage, _ in order[best:]] == expected[best:]
    assert sorted(passage for passage, _ in order) == sorted(expected)
    shown = [score for _, score in order]
    assert shown == sorted(shown, reverse=True)


def test_equal_raised_scores_keep_the_old_order() -> None:
    made, expected = ranking([3, 2, 1, 1], [0, 0, 1, 0], 10, lambda _, scores: scores * 0 + 9)
    assert [made[place] for place in range(4)] == [(passage, 9.0) for passage in expected]


def test_several_threads_reading_the_rest_see_one_order() -> None:
    scores = [float(each % 7) for each in range(20_000)]
    made, expected = ranking(scores, [0] * len(scores), 10)
    seen: list[list[int]] = []

    def read() -> None:
        seen.append([made[place][0] for place in range(9, 400)])

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [expected[9:400]] * 4

"""Extraction is as good on the bundled gold as the kept figures say."""

from __future__ import annotations

import pytest

from tests.quality import judging, reliability
from tests.quality.__main__ import kept
from tests.quality.bundled import Scores, score

SLACK = 0.01
"""So much may a figure fall before somebody has to say so, by keeping new figures."""


@pytest.fixture(scope="module")
def scores() -> Scores:
    return score()


@pytest.mark.parametrize(
    "measure",
    [
        "quotes found F1",
        "right speaker",
        "indirect recall",
        "scare rejection",
        "actors B-cubed F1",
    ],
)
def test_no_figure_has_fallen(scores: Scores, measure: str) -> None:
    assert scores.table()[measure] >= kept()[f"bundled: {measure}"] - SLACK


def test_the_surer_an_attribution_the_more_often_it_is_right() -> None:
    shares = [each.right for each in reliability.bins(judging.on_bundled())]
    assert len(shares) == len(reliability.EDGES) - 1
    assert shares == sorted(shares)
    assert shares[-1] > 0.9
    assert shares[0] < 0.5

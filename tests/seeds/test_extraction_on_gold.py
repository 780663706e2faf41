"""Extraction is as good on the bundled gold as the kept figures say."""

from __future__ import annotations

import pytest

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

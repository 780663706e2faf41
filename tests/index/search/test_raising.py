from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.search.closeness import Near
from index.search.raising import ENOUGH_WORDS, raised, weights

PARTS = st.floats(0, 1, width=32)


def raise_one(
    score: float = 1.0,
    close: float = 0.0,
    named: bool = False,
    sure: float = 1.0,
    boilerplate: bool = False,
) -> float:
    found = raised(
        np.array([score], np.float32),
        Near(np.array([close], np.float32), np.array([named])),
        np.array([sure], np.float32),
        np.array([boilerplate]),
    )
    return float(found[0])


def test_an_exact_phrase_raises_most() -> None:
    assert raise_one(close=1) - raise_one(close=0.9) > raise_one(close=0.9) - raise_one(close=0)


def test_close_words_come_before_scattered_ones() -> None:
    assert raise_one(close=0.5) > raise_one(close=0.1)


def test_a_quote_comes_before_a_mention_of_its_speaker() -> None:
    assert raise_one(close=1, named=True) > raise_one(close=1)


def test_a_sure_quote_comes_before_a_guessed_one_only_among_equals() -> None:
    assert raise_one(sure=0.9) > raise_one(sure=0.3)
    assert raise_one(score=1.2, sure=0) > raise_one(score=1.0, sure=1)


def test_boilerplate_comes_after_the_article() -> None:
    assert raise_one(boilerplate=True) < raise_one()


@given(st.floats(0, 100, width=32), PARTS, PARTS, st.booleans())
def test_no_score_falls(score: float, close: float, sure: float, boilerplate: bool) -> None:
    assert raise_one(score, close, False, sure, boilerplate) >= score


def test_being_short_is_no_merit() -> None:
    words = np.arange(30, dtype=np.float32)
    found = weights(words)
    assert (np.diff(found[: ENOUGH_WORDS + 1]) > 0).all()
    assert (found[ENOUGH_WORDS:] == 1).all()
    assert found[0] > 0

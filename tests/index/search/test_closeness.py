"""Closeness against plain Python, and what each case is worth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.postings.schema import SPEAKER, TEXT
from index.search.closeness import FAR, SAID, Places, Slot, closeness, pair_closeness

Words = dict[str, list[list[str]]]


def places_in(fields: Words, field: str, stem: str) -> Places:
    keys = [
        row << 32 | position
        for row, words in enumerate(fields.get(field, []))
        for position, word in enumerate(words)
        if word == stem
    ]
    return np.array(keys, np.int64)


def near(typed: str, text: str, speaker: str = "") -> float:
    """The closeness of the typed words (a dot is a word that is not asked for) in one passage."""
    slots = [Slot((word,), place) for place, word in enumerate(typed.split()) if word != "."]
    fields = {TEXT: [text.split()], SPEAKER: [speaker.split()]}
    return float(closeness(slots, lambda field, stem: places_in(fields, field, stem), 1).close[0])


def test_words_as_they_were_typed_are_closest() -> None:
    assert near("harbour toll", "the harbour toll rose") == 1
    assert near("harbour toll rise", "the harbour toll rise") == 1


def test_each_place_off_makes_them_less_close() -> None:
    assert near("harbour toll", "harbour new toll") == pytest.approx(1 / 2)
    assert near("harbour toll", "toll harbour") == pytest.approx(1 / 3)
    assert near("harbour toll", "toll in the harbour") == pytest.approx(1 / 5)


def test_the_best_occurrence_counts() -> None:
    assert near("harbour toll", "toll of no use in harbour harbour toll") == 1


def test_a_function_word_that_was_typed_keeps_its_place() -> None:
    assert near("bank . england", "bank of england") == 1
    assert near("bank . england", "bank england") == pytest.approx(1 / 2)


def test_the_mean_over_the_pairs_counts() -> None:
    assert near("red line toll", "red line but not a toll") == pytest.approx((1 + 1 / 4) / 2)


def test_a_word_in_the_speakers_name_belongs_to_the_words_of_the_quote() -> None:
    assert near("venn toll", "a toll on salt", "orla venn") == pytest.approx(SAID)
    assert near("orla venn", "a toll on salt", "orla venn") == 1
    assert near("venn toll", "salt", "orla venn") == 0


def test_a_repeated_word_is_looked_for_twice() -> None:
    assert near("no no", "no no") == 1
    assert near("no no", "no") == pytest.approx(1 / 2)


def test_words_that_are_all_in_the_speakers_name_name_him() -> None:
    fields = {TEXT: [["venn"], ["x"]], SPEAKER: [["orla", "x"], ["orla", "venn"]]}
    slots = [Slot(("orla",), 0), Slot(("venn",), 1)]
    found = closeness(slots, lambda field, stem: places_in(fields, field, stem), 2)
    assert found.named.tolist() == [False, True]


def test_a_word_that_stands_for_many_is_any_of_them() -> None:
    fields = {TEXT: [["harbour", "tolls"], ["harbour", "x", "toll"]]}
    slots = [Slot(("harbour",), 0), Slot(("toll", "tolls"), 1)]
    found = closeness(slots, lambda field, stem: places_in(fields, field, stem), 2)
    assert found.close.tolist() == [1, 0.5]


ROWS = st.lists(st.lists(st.sampled_from("abx"), max_size=8), min_size=1, max_size=4)


@given(ROWS, st.integers(1, 3))
def test_pairs_are_as_near_as_comparing_all_places_says(rows: list[list[str]], gap: int) -> None:
    fields = {TEXT: rows}
    found = pair_closeness(
        places_in(fields, TEXT, "a"), places_in(fields, TEXT, "b"), gap, len(rows)
    )
    for words, closest in zip(rows, found.tolist(), strict=True):
        offs = [
            abs(second - first - gap)
            for first, one in enumerate(words)
            for second, other in enumerate(words)
            if one == "a" and other == "b"
        ]
        assert closest == pytest.approx(1 / (1 + min(offs)) if offs else 0)


def test_words_far_apart_are_not_close_at_all() -> None:
    text = ["a", *["x"] * FAR, "b"]
    fields = {TEXT: [text]}
    assert not pair_closeness(places_in(fields, TEXT, "a"), places_in(fields, TEXT, "b"), 1, 1)

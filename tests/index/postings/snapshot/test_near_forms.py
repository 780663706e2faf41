"""Sifting words by their letters loses none that is near."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.postings.format.strings import encoded
from index.postings.format.vocabulary import pack_words
from index.postings.snapshot.near_forms import letters_of_each, perhaps_near

words = st.text("abcABC1é中\U0001f600", min_size=1, max_size=8)


def sifted(listed: list[str], word: str, slips: int) -> list[str]:
    letters = letters_of_each(*pack_words(map(encoded, listed)))
    lengths = np.array(list(map(len, listed)), np.uint8)
    rows = perhaps_near(letters, lengths, encoded(word), len(word), slips)
    return [listed[row] for row in rows.tolist()]


@given(st.lists(words, max_size=20), words, st.integers(0, 3))
def test_all_near_words_are_left(listed: list[str], word: str, slips: int) -> None:
    near = [each for each in listed if OSA.distance(word, each) <= slips]
    perhaps = sifted(listed, word, slips)
    assert [each for each in perhaps if each in near] == near


def test_words_of_other_letters_or_lengths_are_left_out() -> None:
    listed = ["toll", "tolls", "tort", "trolls", "roar", "to", "lotl"]
    assert sifted(listed, "toll", 1) == ["toll", "tolls", "tort", "lotl"]
    assert sifted(listed, "toll", 2) == ["toll", "tolls", "tort", "trolls", "roar", "to", "lotl"]
    assert sifted(listed, "toll", 0) == ["toll", "lotl"]
    assert sifted([], "toll", 1) == []

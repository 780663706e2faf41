"""Words are found in a vocabulary one by one, by how they begin, and many at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.postings.format.vocabulary import CUT, Vocabulary, pack_words

STEM = "harbourmastershipwrights"
ALIKE = [STEM[:CUT], STEM[: CUT - 1], f"{STEM[:CUT]}a", f"{STEM[:CUT]}b", f"{STEM[: CUT - 1]}é"]

words = st.one_of(st.sampled_from(ALIKE), st.text("abé中", min_size=1, max_size=4))
sets = st.sets(words).map(lambda each: sorted(word.encode() for word in each))


def vocabulary(some: list[bytes]) -> Vocabulary:
    return Vocabulary(*pack_words(some))


@given(sets, words)
def test_a_word_has_its_place(some: list[bytes], word: str) -> None:
    sought = word.encode()
    known = vocabulary(some)
    assert known.number(sought) == (some.index(sought) if sought in some else -1)
    assert known.at_least(sought) == sum(each < sought for each in some)
    assert [known[number] for number in known.beginning_with(sought)] == [
        each for each in some if each.startswith(sought)
    ]


@given(sets, sets, st.data())
def test_words_of_another_vocabulary_are_found_together(
    some: list[bytes], others: list[bytes], data: st.DataObject
) -> None:
    known, other = vocabulary(some), vocabulary(others)
    every = st.sets(st.sampled_from(range(len(others)))) if others else st.just(set())
    numbers = sorted(data.draw(every))
    found = known.numbers_of(other, np.array(numbers, np.int64))
    assert found.tolist() == [known.number(others[number]) for number in numbers]

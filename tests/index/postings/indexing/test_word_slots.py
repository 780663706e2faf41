"""Words have the numbers that they were given, however many there are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.postings.indexing import word_slots as module
from index.postings.indexing.word_slots import LONGEST, WordSlots, keys_in

words = st.lists(st.binary(min_size=1, max_size=LONGEST).filter(all), max_size=30, unique=True)


def numbers_of(slots: WordSlots, sought: Sequence[bytes]) -> list[int]:
    lengths = np.array([len(word) for word in sought], np.int64)
    starts = np.cumsum(lengths) - lengths
    numbers: list[int] = slots.find(
        keys_in(b"".join(sought) + bytes(LONGEST), starts, lengths)
    ).tolist()
    return numbers


@given(words, words)
def test_words_are_found_by_their_numbers_and_others_are_not(
    known: list[bytes], more: list[bytes]
) -> None:
    slots = WordSlots()
    slots.add(0, known)
    new = [word for word in more if word not in known]
    assert numbers_of(slots, known) == [*range(len(known))]
    assert numbers_of(slots, new) == [-1] * len(new)
    slots.add(len(known), new)
    assert numbers_of(slots, [*new, *known]) == [
        *range(len(known), len(known) + len(new)),
        *range(len(known)),
    ]


def test_a_table_grows_with_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FIRST_SIZE", 8)
    slots = WordSlots()
    known = [f"word{number}".encode() for number in range(5000)]
    for first in range(0, len(known), 100):
        slots.add(first, known[first : first + 100])
    assert numbers_of(slots, known) == [*range(len(known))]


def test_all_slots_may_be_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FIRST_SIZE", 8)
    monkeypatch.setattr(module, "SPARE", 1)
    slots = WordSlots()
    known = [b"toll", b"oar", b"mast", b"pier", b"gull", b"hull", b"keel"]
    slots.add(0, known)
    assert numbers_of(slots, [*known, b"buoy"]) == [*range(7), -1]


def test_a_long_word_takes_a_number_but_no_slot() -> None:
    slots = WordSlots()
    slots.add(0, [b"x" * (LONGEST + 1), b"toll"])
    assert numbers_of(slots, [b"x" * LONGEST, b"toll"]) == [-1, 1]

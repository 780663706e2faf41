"""A text read by its white space has the words that the expression finds, as numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.postings.analysis import forms, stem
from index.postings.indexing import form_table as module
from index.postings.indexing.form_table import (
    APART,
    CUT,
    FormTable,
    as_numbers,
    form_table,
    without_cuts,
)

AWKWARD = "aB.'’-,09 \n\u00ad\u0301\u200déßŁ中国ไทย\x01\u20dd“”sS1U\x85\xa0\u2003()_"
MARKED = "a1B.,'’“”… \n"


def words_of(table: FormTable, text: str) -> list[str]:
    return [table.forms[number] for number in as_numbers(table.read(text)).tolist()]


@given(st.lists(st.one_of(st.text(AWKWARD), st.text(MARKED), st.text()), max_size=4))
def test_a_text_has_its_words_when_it_is_new_and_when_it_is_known(texts: list[str]) -> None:
    table = FormTable()
    for text in [*texts, *texts]:
        assert words_of(table, without_cuts(text)) == forms(text)


def test_a_cut_between_words_stands_for_no_word() -> None:
    table = FormTable()
    assert as_numbers(table.read(f"one {CUT} two {CUT} one")).tolist() == [0, APART, 1, APART, 0]


@pytest.mark.parametrize("text", ["x" * 300, "“" + "x" * 64 + ",", "x" * 65, "long-" * 40])
def test_pieces_of_any_length_have_their_words(text: str) -> None:
    table = FormTable()
    assert words_of(table, text) == words_of(table, text) == forms(text)


def test_forms_keep_their_numbers_when_pieces_are_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "KEPT_PIECES", 3)
    table = FormTable()
    text = f"one, two; three. {CUT} four! five? one"
    first = table.read(text)
    assert table.read(text) == first
    assert table.forms == ["one", "two", "three", "four", "five"]


def test_a_full_table_is_followed_by_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    before = form_table()
    before.read("word")
    assert form_table() is before
    monkeypatch.setattr(module, "KEPT_FORMS", 0)
    assert form_table() is not before


def test_hashes_of_a_form_are_the_same_in_all_tables() -> None:
    one, other = FormTable(), FormTable()
    one.read("toll oar mast \ud800")
    other.read("mast")
    mast = other.hashes(np.array([0]))
    assert one.hashes(np.array([2])).tolist() == mast.tolist()
    other.read("oar toll")
    assert other.hashes(np.array([2, 1, 0])).tolist() == one.hashes(np.array([0, 1, 2])).tolist()


@given(st.lists(st.text("aeiouns", min_size=1, max_size=8), min_size=1, max_size=20))
def test_every_form_has_the_number_of_its_stem(listed: list[str]) -> None:
    table = FormTable()
    for word in listed:
        numbers = table.number([word])
        assert table.stem_words()[table.stems(numbers)[0]] == stem(word).encode()

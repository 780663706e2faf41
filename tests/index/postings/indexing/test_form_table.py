"""Texts that are read many at a time have the words that the expression finds, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.postings.analysis import forms, stem
from index.postings.indexing import form_table as module
from index.postings.indexing.form_table import FormTable, ended, form_table, without_ends

AWKWARD = "aB.'’-,09 \n\u00ad\u0301\u200déßŁ中国ไทย\x01\u20dd“”sS1U\x85\xa0\u2003()_…—\u2010\ud800"
MARKED = "a1B.,'’“”… \n"
ACRONYMS = "US1.'’s_ ,"
awkward = st.lists(
    st.one_of(st.text(AWKWARD), st.text(MARKED), st.text(ACRONYMS), st.text()), max_size=4
)


def words_of(table: FormTable, texts: Sequence[str]) -> list[list[str]]:
    """Return the words that a table finds in each of some texts."""
    words = table.read([ended(map(without_ends, texts))])
    listed = [table.forms[number] for number in words.numbers.tolist()]
    ends = [0, *accumulate(words.counts.tolist())]
    assert len(listed) == ends[-1]
    return [listed[start:end] for start, end in pairwise(ends)]


@given(awkward)
def test_texts_have_their_words_when_they_are_new_and_when_they_are_known(texts: list[str]) -> None:
    table = FormTable()
    for _ in range(2):
        assert words_of(table, texts) == [forms(text) for text in texts]


@pytest.mark.parametrize("size", [1, 20, 1000])
def test_words_are_the_same_however_many_texts_are_read_at_a_time(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["Tolls rise, it’s said.", "", "“Oars float”, and 1,000 ships", "tolls " * 50]
    monkeypatch.setattr(module, "STRETCH", size)
    table = FormTable()
    read = table.read(ended((text,)) for text in texts)
    assert read.counts.tolist() == [len(forms(text)) for text in texts]
    expected = [form for text in texts for form in forms(text)]
    assert [table.forms[number] for number in read.numbers.tolist()] == expected


@pytest.mark.parametrize(
    "text", ["x" * 300, "“" + "x" * 64 + ",", "x" * 65, "x" * 16, "x" * 17, "long-" * 40, "a'" * 99]
)
def test_pieces_of_any_length_have_their_words(text: str) -> None:
    table = FormTable()
    assert words_of(table, [text]) == words_of(table, [text]) == [forms(text)]


def test_nothing_has_no_words() -> None:
    words = FormTable().read([])
    assert len(words.numbers) == len(words.counts) == 0


def test_forms_keep_their_numbers_when_pieces_are_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "KEPT_PIECES", 3)
    table = FormTable()
    text = "it’s she’s U.S. 1,000 é á ó it’s"
    first = words_of(table, [text])
    assert words_of(table, [text]) == first
    assert table.forms == ["it", "she", "us", "1000", "e", "a", "o"]


def test_a_full_table_is_followed_by_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    before = form_table()
    before.read([ended(("word",))])
    assert form_table() is before
    monkeypatch.setattr(module, "KEPT_FORMS", 0)
    assert form_table() is not before


def test_hashes_of_a_form_are_the_same_in_all_tables() -> None:
    one, other = FormTable(), FormTable()
    words_of(one, ["toll oar mast"])
    words_of(one, ["\ud800é"])
    words_of(other, ["mast"])
    mast = other.hashes(np.array([0]))
    assert one.hashes(np.array([2])).tolist() == mast.tolist()
    words_of(other, ["oar toll"])
    assert other.hashes(np.array([2, 1, 0])).tolist() == one.hashes(np.array([0, 1, 2])).tolist()


@given(st.lists(st.text("aeiouns", min_size=1, max_size=8), min_size=1, max_size=20))
def test_every_form_has_the_number_of_its_stem(listed: list[str]) -> None:
    table = FormTable()
    numbers = table.read([ended(listed)]).numbers
    for word, stems in zip(listed, table.stems(numbers).tolist(), strict=True):
        assert table.stem_words()[stems] == stem(word).encode()

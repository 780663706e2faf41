"""The stemmer gives the stems that Whoosh's gives, of any word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.lang.porter2 import stem as slow_porter2

from index.postings.porter2 import porter2

ENDINGS = (
    "s ed ing edly ingly eed eedly y e l ll ies ied sses us ss 's ' 's' ly at bl iz bb tt "
    "ization ational fulness ousness iveness tional biliti lessli entli ation alism aliti ousli "
    "iviti fulli enci anci abli izer ator alli bli ogi li alize icate iciti ative ical ness ful "
    "al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize sion tion ion"
)
beginnings = st.one_of(
    st.text("aeiouybcdlstwx'", max_size=6), st.sampled_from(("gener", "commun", "arsen", "sk"))
)
invented = st.builds(
    lambda beginning, endings: beginning + "".join(endings),
    beginnings,
    st.lists(st.sampled_from(ENDINGS.split()), max_size=3),
)


@given(invented)
def test_invented_words_have_the_same_stem(word: str) -> None:
    assert porter2(word) == slow_porter2(word)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=2))
def test_letters_of_all_scripts_have_the_same_stem(word: str) -> None:
    assert porter2(word) == slow_porter2(word)


@pytest.mark.parametrize(
    "words",
    [
        "skies dying gently news proceeds cannings exceeded",
        "youth toy cry by say employed geology",
        "generous communities arsenal relational negotiations hopping hoped falling",
    ],
)
def test_words_with_rules_of_their_own_have_the_same_stem(words: str) -> None:
    listed = words.split()
    assert [porter2(word) for word in listed] == [slow_porter2(word) for word in listed]

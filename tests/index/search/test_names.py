from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.names import Fit, Name, NameBook, Names

CALLED = [
    (("Orla Venn", "Venn", "the harbour master"), 120),
    (("Venn",), 1),
    (("Tomas Venn", "Venn"), 9),
    (("Ministry of Commerce of Sarrow", "Sarrow's Commerce Ministry", "MOCS"), 40),
    (("Ministry of Commerce of Ilmen", "Commerce Ministry"), 12),
    (("Zoë Larkspur",), 3),
    (("Larkhill Harbour Board", "board"), 30),
]


def made(called: Iterable[tuple[Sequence[str], int]], least: int = 0) -> Names:
    listed = list(called)
    book = NameBook.of(names for names, _ in listed)
    return Names(book, np.array([weight for _, weight in listed], np.int64), least)


NAMES = made(CALLED)


def first(value: str, quoted: bool = False) -> int | None:
    found = NAMES.find(value, quoted)
    return found.names[0].id if found else None


def fit(value: str, quoted: bool = False) -> Fit | None:
    found = NAMES.find(value, quoted)
    return found.fit if found else None


def test_full_name_is_exact() -> None:
    assert first("orla venn") == 0
    assert fit("orla venn") is Fit.EXACT


def test_bare_surname_means_the_frequent_bearer() -> None:
    found = NAMES.find("venn")
    assert found is not None
    assert [name.id for name in found.names] == [0, 2, 1]


def test_quoted_name_is_meant_to_the_letter() -> None:
    assert first("Venn", quoted=True) == 1
    assert first("Commerce Ministry", quoted=True) == 4


def test_words_may_come_in_any_order() -> None:
    assert first("sarrow commerce") == 3
    assert fit("sarrow commerce") is Fit.WORDS


def test_last_word_may_be_half_typed() -> None:
    assert first("tomas ve") == 2
    assert first("larks") == 5
    assert fit("larks") is Fit.BEGINNING


def test_whole_word_wins_over_beginning() -> None:
    assert first("board") == 6


def test_slips_are_forgiven_word_by_word() -> None:
    assert first("tomsa venn") == 2
    assert fit("larkspru") is Fit.NEAR
    assert first("minstry ilmne") == 4


def test_slips_are_not_forgiven_when_not_wanted() -> None:
    assert NAMES.find("larkspru", near=False) is None


def test_accents_do_not_matter() -> None:
    assert first("zoe larkspur") == 5
    assert fit("ZOË LARKSPUR") is Fit.EXACT


@pytest.mark.parametrize("value", ["", "…", "\0", "\ud800", "xq", "nobody at all here"])
def test_what_fits_no_name_finds_none(value: str) -> None:
    assert NAMES.find(value) is None


def test_similar_names_are_offered() -> None:
    assert [name.id for name in NAMES.similar("orla vennt")] == [0]


def test_no_names_at_all() -> None:
    assert made([]).find("venn") is None
    assert made([]).similar("venn") == []


def test_names_that_occur_too_seldom_are_not_found() -> None:
    names = made(CALLED, least=10)
    assert names.find("larkspur") is None
    assert names.similar("zoe larkspur") == []
    found = names.find("venn")
    assert found is not None
    assert [name.label for name in found.names] == ["Orla Venn"]


def test_a_name_knows_its_aliases_and_how_often_it_occurs() -> None:
    assert NAMES.name(0) == Name(0, "Orla Venn", ["Venn", "the harbour master"], 120)


def test_many_words_are_looked_up_no_further_than_names_are_long() -> None:
    assert NAMES.find("venn " * 10_000) is not None


@given(st.lists(st.text(min_size=1), max_size=5), st.text(), st.booleans())
def test_any_names_and_any_value_are_looked_up(labels: list[str], value: str, quoted: bool) -> None:
    names = made(((label, label[::-1]), weight) for weight, label in enumerate(labels))
    names.find(value, quoted)
    names.similar(value)

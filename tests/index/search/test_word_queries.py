"""What words become, over an invented lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Query, Term

from index.postings.schema import SURFACE, TEXT
from index.search.spelling import Spelling
from index.search.word_queries import (
    MAX_FORMS,
    MAX_SHAPES,
    MAX_TYPED_PASSAGES,
    MAX_WIDENED,
    Gathered,
    WordQueries,
)


@dataclass(frozen=True)
class Words:
    forms: list[str]
    counts: NDArray[np.int32]


def over(counts: dict[str, int]) -> tuple[WordQueries, Gathered]:
    forms = sorted(counts)
    gathered = Gathered()
    spelling = Spelling(Words(forms, np.array([counts[form] for form in forms], np.int32)))
    return WordQueries(spelling, gathered), gathered


def terms(query: Query | None) -> Iterator[tuple[str, str]]:
    """Yield the (field, word) of all leaves that are terms."""
    assert query is not None
    if isinstance(query, Term):
        yield query.fieldname, query.text
    elif not query.is_leaf():
        for child in query.children():
            yield from terms(child)


MANY = {f"toll{number}": 1 for number in range(3 * MAX_FORMS)}


def test_a_star_stands_for_a_limited_number_of_words_and_says_so() -> None:
    words, gathered = over(MANY)
    assert len(list(terms(words.beginning("toll")))) == MAX_WIDENED
    assert list(gathered.notes) == [f"toll*: only the {MAX_WIDENED} most frequent words"]


def test_all_stars_together_stand_for_a_limited_number_of_words() -> None:
    words, _ = over(MANY)
    queries = [words.beginning("toll") for _ in range(10)]
    assert sum(len(list(terms(query))) for query in queries) == MAX_FORMS


def test_only_so_many_shapes_are_compared_with_every_word() -> None:
    words, gathered = over({"toll": 1})
    assert all(words.shape("t*l") for _ in range(MAX_SHAPES))
    assert words.shape("t*l") is None
    assert list(gathered.notes) == [
        f"only the first {MAX_SHAPES} words with * or ? inside are used"
    ]


def test_a_half_typed_word_stands_for_as_many_passages_as_a_key_stroke_has_time_for() -> None:
    words, gathered = over({"toll": MAX_TYPED_PASSAGES, "tollgate": 5, "tower": 3})
    assert list(terms(words.word("to", unfinished=True))) == [(SURFACE, "toll")]
    assert gathered.capped


def test_a_half_typed_word_that_is_complete_is_searched_by_its_stem() -> None:
    words, gathered = over({"toll": 9, "tolls": 4, "tollgate": 2})
    found = list(terms(words.word("toll", unfinished=True)))
    assert (TEXT, "toll") in found
    assert [word for name, word in found if name == SURFACE] == ["tollgate"]
    assert gathered.needles.prefixes == {"toll"}


def test_nothing_under_a_minus_is_highlighted() -> None:
    words, gathered = over({"toll": 9})
    gathered.negated = True
    words.word("toll", unfinished=False)
    words.phrase("toll gate", unfinished=False)
    assert not gathered.needles
    assert gathered.roots == []


def test_words_without_letters_that_are_searched_ask_for_nothing() -> None:
    words, _ = over({"toll": 9})
    assert words.word("\u0301", unfinished=False) is None
    assert words.phrase("…", unfinished=False) is None
    assert words.beginning("\u0301") is None
    assert words.similar("\u0301") is None

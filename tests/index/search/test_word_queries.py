"""What words become, over an invented lexicon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from whoosh.query import Phrase, Query, Term

from index.postings.analysis import stem
from index.postings.query.beginning import Beginning
from index.postings.schema import SPEAKER, TEXT
from index.search.closeness import Slot
from index.search.gathered import Gathered
from index.search.spelling import Spelling, WordCounts
from index.search.word_queries import (
    MAX_ENDINGS,
    MAX_EXPANSION,
    MAX_POSTINGS,
    MAX_REPLACED,
    MAX_STARRED,
    MAX_TYPED_POSTINGS,
    MAX_WIDENED,
    MIN_ENDINGS,
    WIDENED_BOOST,
    WordQueries,
)

UNSPOKEN = frozenset({"crate", "wharf"})
"""Stems that are in no speaker's name."""


class Words(WordCounts):
    """A lexicon in memory whose forms are each in as many passages as their count says."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        super().__init__(counts)
        self._stems: Counter[str] = Counter()
        for form, count in counts.items():
            self._stems[stem(form)] += count

    def document_frequency(self, root: str) -> int:
        return self._stems[root]

    def in_names(self, root: str) -> bool:
        return root not in UNSPOKEN

    def stems_beginning_with(self, prefix: str, limit: int | None = None) -> list[str]:
        found = {stem(form) for form in self.all_forms(prefix)}
        return sorted(found, key=lambda root: (-self._stems[root], root))[:limit]


def over(counts: dict[str, int]) -> tuple[WordQueries, Gathered]:
    words, gathered = Words(counts), Gathered()
    return WordQueries(words, Spelling(words), 1_000_000, gathered), gathered


def terms(query: Query | None) -> Iterator[tuple[str, str]]:
    """Yield the (field, word) of all leaves that are terms."""
    for term in leaves(query):
        if isinstance(term, Term):
            yield term.fieldname, term.text


def texts(query: Query | None) -> list[str]:
    """Return the words asked for in the text."""
    return [word for name, word in terms(query) if name == TEXT]


def leaves(query: Query | None) -> Iterator[Query]:
    assert query is not None
    if query.is_leaf():
        yield query
    else:
        for child in query.children():
            yield from leaves(child)


def boosts(query: Query | None) -> dict[str, float]:
    return {
        leaf.text: leaf.boost
        for leaf in leaves(query)
        if isinstance(leaf, Term) and leaf.fieldname == TEXT
    }


MANY = {f"toll{number}": 1 for number in range(2 * MAX_WIDENED)}


def test_a_star_stands_for_the_stems_of_all_words_that_begin_so() -> None:
    words, gathered = over({"toll": 9, "tolls": 4, "tollgate": 2, "tower": 5})
    query = words.beginning("tolls")
    begun = [leaf for leaf in leaves(query) if isinstance(leaf, Beginning)]
    assert [(leaf.fieldname, leaf.prefix) for leaf in begun] == [
        (TEXT, "tolls"),
        (SPEAKER, "tolls"),
    ]
    assert texts(query) == ["toll"]
    assert gathered.needles.stems == {"toll"}
    assert gathered.needles.prefixes == {"tolls"}


def test_one_letter_with_a_star_stands_for_the_most_frequent_stems() -> None:
    words, gathered = over({f"t{number}": number + 1 for number in range(3 * MAX_EXPANSION)})
    assert len(texts(words.beginning("t"))) == MAX_EXPANSION
    assert gathered.capped


def test_a_shape_stands_for_a_limited_number_of_words_and_says_so() -> None:
    words, gathered = over(MANY)
    assert len(texts(words.shape("t*l*"))) == MAX_WIDENED
    assert list(gathered.notes) == [f"t*l*: only the {MAX_WIDENED} most frequent words"]


def test_only_so_many_words_may_have_a_star() -> None:
    words, gathered = over({"toll": 1})
    assert all(words.shape("t*l") for _ in range(MAX_STARRED - 1))
    assert words.beginning("to")
    assert words.beginning("to") is None
    assert words.shape("t*l") is None
    assert list(gathered.notes) == [f"only the first {MAX_STARRED} words with * or ? are used"]


def test_very_common_words_are_used_as_far_as_a_query_has_time() -> None:
    words, gathered = over({"toll": MAX_POSTINGS - 1, "tower": 3, "tea": 1})
    assert words.word("toll", unfinished=False)
    assert words.phrase("tower", unfinished=False)
    assert not gathered.notes
    assert words.word("tea", unfinished=False) is None
    assert list(gathered.notes) == ["only the first words are used: they are in very many passages"]


def test_only_so_many_words_are_looked_up_by_their_spelling() -> None:
    words, gathered = over({"harbour": 1})
    for _ in range(MAX_REPLACED):
        assert texts(words.word("harbuor", unfinished=False)) == ["harbour"]
    assert texts(words.word("harbuor", unfinished=False)) == ["harbuor"]
    assert f"only {MAX_REPLACED} words are looked up by their spelling" in gathered.notes


def test_a_half_typed_word_stands_for_the_most_frequent_stems() -> None:
    words, gathered = over({f"to{letter}": rank for rank, letter in enumerate("bcdgkm", 1)})
    assert texts(words.word("to", unfinished=True)) == ["tom", "tok", "tog", "tod", "toc", "tob"]
    assert not gathered.capped
    words, gathered = over(MANY)
    assert len(texts(words.word("tol", unfinished=True))) == MAX_EXPANSION
    assert gathered.capped


def test_a_half_typed_word_stands_for_as_many_postings_as_a_key_stroke_has_time_for() -> None:
    words, gathered = over({"toll": MAX_TYPED_POSTINGS - 4, "tollgate": 5, "tower": 3})
    assert texts(words.word("to", unfinished=True)) == ["toll", "tower"]
    assert gathered.capped
    assert list(gathered.notes) == ["“to…”: first 400,000"]


def test_the_typed_word_itself_is_never_capped() -> None:
    words, gathered = over({"toll": 2 * MAX_TYPED_POSTINGS, "tollgate": 5})
    assert texts(words.word("toll", unfinished=True)) == ["toll", "tollgat"]
    assert not gathered.capped


def test_function_words_are_not_meant_by_a_beginning_unless_typed_to_the_letter() -> None:
    counts = {"the": 900, "then": 90, "theatre": 3}
    words, _ = over(counts)
    assert texts(words.word("th", unfinished=True)) == ["theatr"]
    assert texts(words.word("the", unfinished=True)) == ["the", "theatr"]


def test_a_half_typed_word_that_is_complete_counts_more_than_what_it_begins() -> None:
    words, gathered = over({"toll": 9, "tolls": 4, "tollgate": 2})
    query = words.word("toll", unfinished=True)
    weights = boosts(query)
    assert weights["toll"] == 1 > weights["tollgat"] == WIDENED_BOOST
    assert (SPEAKER, "toll") in terms(query)
    assert gathered.needles.prefixes == {"toll"}
    assert gathered.needles.stems == {"toll", "tollgat"}


def test_a_beginning_that_is_only_a_stem_is_no_word() -> None:
    words, _ = over({"halvern": 90, "halves": 2})
    weights = boosts(words.word("halv", unfinished=True))
    assert weights["halvern"] > weights["halv"]


def test_another_form_of_a_word_is_that_word_while_it_is_typed() -> None:
    words, gathered = over({"toll": 9})
    assert texts(words.word("tolled", unfinished=True)) == ["toll"]
    assert not gathered.notes


def test_words_that_one_beginning_stands_for_weigh_alike_however_rare() -> None:
    words, _ = over({"tariff": 50_000, "tarik": 2})
    query = words.word("tari", unfinished=True)
    weights = boosts(query)
    idf = {root: words._idf(count) for root, count in (("tariff", 50_000), ("tarik", 2))}
    together = pytest.approx(weights["tariff"] * idf["tariff"])
    assert weights["tarik"] * idf["tarik"] == together


def test_an_open_phrase_has_a_limited_number_of_endings() -> None:
    words, gathered = over({"red": 5, **MANY})
    phrases = [leaf for leaf in leaves(words.phrase("red tol", True)) if isinstance(leaf, Phrase)]
    assert len(phrases) == 2 * (MAX_ENDINGS + 1)
    assert [slot.stems[0] for slot in gathered.slots] == ["red", "tol"]


@pytest.mark.parametrize(("red", "endings"), [(10, MAX_ENDINGS), (30_000, MIN_ENDINGS)])
def test_an_open_phrase_of_common_words_has_the_fewest_endings(red: int, endings: int) -> None:
    letters = "bcdfghjkmnpqrtvwxz"
    words, gathered = over({"red": red, **{f"lin{letter}": 30_000 for letter in letters}})
    phrases = [leaf for leaf in leaves(words.phrase("red lin", True)) if isinstance(leaf, Phrase)]
    assert len(phrases) == 2 * (endings + 1)
    assert gathered.capped


def test_the_words_of_a_query_keep_their_order_and_places() -> None:
    words, gathered = over({"red": 9, "line": 9, "toll": 9})
    words.phrase("red lines", unfinished=False)
    gathered.place += 1
    words.word("toll", unfinished=False)
    assert gathered.slots == [Slot(("red",), 0), Slot(("line",), 1), Slot(("toll",), 3)]
    assert list(gathered.titles) == ["red", "line", "toll"]


def test_titles_say_nothing_about_a_beginning_of_two_letters() -> None:
    words, gathered = over({"toll": 9})
    words.word("to", unfinished=True)
    assert not gathered.titles
    words.word("tol", unfinished=True)
    assert list(gathered.titles) == ["toll"]


def test_nothing_under_a_minus_is_highlighted() -> None:
    words, gathered = over({"toll": 9})
    gathered.negated = True
    words.word("toll", unfinished=False)
    words.word("tol", unfinished=True)
    words.phrase("toll gate", unfinished=False)
    words.shape("t*l")
    assert not gathered.needles
    assert gathered.slots == []


def test_words_without_letters_that_are_searched_ask_for_nothing() -> None:
    words, _ = over({"toll": 9})
    assert words.word("\u0301", unfinished=False) is None
    assert words.phrase("…", unfinished=False) is None
    assert words.beginning("\u0301") is None
    assert words.similar("\u0301") is None


def test_a_word_that_no_speaker_is_called_is_asked_for_in_texts_alone() -> None:
    queries, _ = over({"crates": 3, "wharf": 2, "tolls": 1})
    assert list(terms(queries.word("crates", unfinished=False))) == [(TEXT, "crate")]
    begun = set(terms(queries.word("whar", unfinished=True)))
    assert begun == {(TEXT, "wharf")}
    phrase = queries.phrase("toll crates", unfinished=False)
    assert isinstance(phrase, Phrase)
    assert phrase.fieldname == TEXT

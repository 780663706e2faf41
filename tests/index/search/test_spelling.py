from __future__ import annotations

import fnmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.search.spelling import Shape, Spelling, WordCounts, slips_allowed


def spelling(**counts: int) -> Spelling:
    return Spelling(WordCounts(counts))


HARBOUR = spelling(
    harbour=40, harbours=3, ferry=25, ferries=12, toll=30, tolls=18, tolled=2, thunder=4,
    lighthizer=2, lighthouse=9, strait=50, straight=5, vote=7, voted=3, under=60, organize=4,
)  # fmt: skip


def test_missing_letter_is_found() -> None:
    assert HARBOUR.nearest("lihthizer") == "lighthizer"


def test_swapped_letters_are_one_slip() -> None:
    assert HARBOUR.nearest("frery") == "ferry"


def test_nearer_form_wins_over_more_frequent_one() -> None:
    assert spelling(strait=50, straight=5).nearest("straightt") == "straight"


def test_more_frequent_form_wins_among_equally_near_ones() -> None:
    assert spelling(strand=1, strang=9).nearest("stranx") == "strang"


def test_first_letter_may_be_wrong_only_if_nothing_else_is_near() -> None:
    assert HARBOUR.nearest("xharbour") == "harbour"
    assert HARBOUR.nearest("arbour") == "harbour"
    assert HARBOUR.nearest("gerry") == "ferry"
    assert HARBOUR.nearest("efrry") == "ferry"
    assert spelling(thunder=1, hundar=1).nearest("thundar") == "thunder"


@pytest.mark.parametrize("word", ["tol", "x", "", "20231", "zzzzzzz", "\ud800"])
def test_short_words_numbers_and_nonsense_are_left_alone(word: str) -> None:
    assert HARBOUR.nearest(word) is None


def test_short_words_may_have_one_slip_only() -> None:
    assert slips_allowed("fery") == 1
    assert HARBOUR.nearest("fry") is None
    assert HARBOUR.nearest("fery") == "ferry"
    assert HARBOUR.nearest("frry") == "ferry"
    assert HARBOUR.nearest("fyyy") is None


def test_beginning_of_a_misspelt_word_is_recognised_while_typing() -> None:
    assert HARBOUR.nearest_beginning("lihthi") == "lighthi"
    assert HARBOUR.nearest_beginning("harbx") == "harbo"
    assert HARBOUR.nearest_beginning("qqqq") is None


def test_a_beginning_with_two_letters_swapped_is_recognised_while_typing() -> None:
    assert HARBOUR.nearest_beginning("lihgthi") == "lighthi"
    assert HARBOUR.nearest_beginning("hrabou") == "harbou"


def test_words_of_a_shape_are_listed_most_frequent_first() -> None:
    assert list(HARBOUR.of_shape(Shape.of("t*l*"))) == ["toll", "tolls", "tolled"]
    assert list(HARBOUR.of_shape(Shape.of("*our*"))) == ["harbour", "harbours"]
    assert list(HARBOUR.of_shape(Shape.of("vot?"))) == ["vote"]
    assert list(HARBOUR.of_shape(Shape.of("q*"))) == []


def test_a_pattern_of_many_stars_takes_no_time() -> None:
    word = "a" * 60
    assert Shape.of("*a" * 25 + "*b").whole.fullmatch(word) is None
    assert list(spelling(**{word: 1}).of_shape(Shape.of("*a" * 25 + "*"))) == [word]


def test_tilde_lists_near_forms_nearest_first() -> None:
    assert HARBOUR.near("tolls", 1) == ["tolls", "toll"]
    assert HARBOUR.near("ferries", 2) == ["ferries"]
    assert HARBOUR.near("voted", 2) == ["voted", "vote"]


def test_empty_corpus_knows_no_word() -> None:
    empty = spelling()
    assert empty.nearest("harbour") is None
    assert empty.nearest_beginning("harbour") is None
    assert empty.near("harbour", 2) == []
    assert list(empty.of_shape(Shape.of("*"))) == []


NAMES = st.text("abc", min_size=3, max_size=8)


@given(st.dictionaries(NAMES, st.integers(1, 9), min_size=1), NAMES)
def test_nearest_form_is_as_near_as_any_with_the_same_first_letter(
    counts: dict[str, int], word: str
) -> None:
    found = spelling(**counts).nearest(word)
    limit = slips_allowed(word)
    others = [OSA.distance(word, form) for form in counts if form[0] == word[0] and form != word]
    best = min(others, default=limit + 1)
    if best <= limit:
        assert found is not None
        assert OSA.distance(word, found) == best


@given(st.text("ab?*", max_size=8), st.text("ab", max_size=8))
def test_shapes_mean_what_they_mean_for_file_names(pattern: str, word: str) -> None:
    matches = Shape.of(pattern).whole.fullmatch(word) is not None
    assert matches == fnmatch.fnmatchcase(word, pattern)

"""Runs of capitalised words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.extraction.capitals import Run, begins_sentence, find_runs, fold, words_of


def runs(text: str) -> list[str]:
    found = find_runs(text, 0, len(text))
    return [" ".join(word.text for word in words_of(run.text)) for run in found]


def only_run(text: str) -> Run:
    (run,) = find_runs(text, 0, len(text))
    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we met Ana Okello today", ["Ana Okello"]),
        ("we met Ana, Okello left", ["Ana", "Okello"]),
        ("near the Bank of Corran there", ["Bank Corran"]),
        ("with Ana de Vries there", ["Ana Vries"]),
        ("a word on J. R. Okello now", ["J. R. Okello"]),
        ("for Mr. Okello or Gov. Ana Pryce", ["Mr Okello", "Gov Ana Pryce"]),
        ("the U.S. Senate sat", ["U.S. Senate"]),
        ("from Jean-Luc O’Malley himself", ["Jean-Luc O’Malley"]),
        ("with Bashar al-Karim here", ["Bashar al-Karim"]),
        ("he shares it. Ana left", ["Ana"]),
        ("“Ana” and «Łukasz»", ["Ana", "Łukasz"]),
        ("no names at all", []),
        ("", []),
    ],
)
def test_words_of_one_name_are_one_run(text: str, expected: list[str]) -> None:
    assert runs(text) == expected


def test_possessive_is_no_part_of_the_word() -> None:
    first, second = words_of(only_run("at Norland's Ministry today").text)
    assert (first.text, first.end, second.joint) == ("Norland", 7, "'s")


def test_joints_say_what_stood_between() -> None:
    run = only_run("of Bank of the Isles and Ana van der Meer")
    assert [word.joint for word in words_of(run.text)] == ["", "of the", "and", "van der"]


def test_offsets_slice_the_text() -> None:
    text = "Née Ångström-Ruiz, Ana met José Muñoz’s aunt at AT&T."
    for run in find_runs(text, 0, len(text)):
        assert text.startswith(run.text, run.start)
        for word in words_of(run.text):
            assert run.text[word.start : word.end] == word.text


@given(st.text(alphabet="AÉBalels.'’-&, \nofthe\u0301", max_size=40))
def test_run_has_the_same_words_by_itself_as_in_the_text(text: str) -> None:
    for run in find_runs(text, 0, len(text)):
        assert [alone.text for alone in find_runs(run.text, 0, len(run.text))] == [run.text]


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("Ships left", 0, True),
        ("They left. Ships came", 11, True),
        ("She said: Ships left", 10, True),
        ("she said “Ships left”", 10, True),
        ("all Ships left", 4, False),
        ("the end, Ships left", 9, False),
    ],
)
def test_start_of_a_sentence(text: str, position: int, expected: bool) -> None:
    assert begins_sentence(text, 0, position) is expected


def test_fold_takes_case_accents_and_stops_off() -> None:
    assert fold("José’s U.S. Ångström") == "jose's us angstrom"


@given(st.lists(st.sampled_from(["Ana", "O", "Corran", "of", "McOrrin", "Éva", "de"]), max_size=6))
def test_words_of_a_run_are_its_words_with_a_capital(words: list[str]) -> None:
    run = " ".join(words)
    found = list(words_of(run))
    assert [word.text for word in found] == [word for word in words if word[0].isupper()]
    assert all(run[word.start : word.end] == word.text for word in found)

"""Runs of capitalised words."""

import pytest

from index.extraction.capitals import Run, begins_sentence, find_runs, fold


def runs(text: str) -> list[str]:
    return [" ".join(word.text for word in run.words) for run in find_runs(text, 0, len(text))]


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
    first, second = only_run("at Norland's Ministry today").words
    assert (first.text, first.end, second.joint) == ("Norland", 10, "'s")


def test_joints_say_what_stood_between() -> None:
    joints = [word.joint for word in only_run("of Bank of the Isles and Ana van der Meer").words]
    assert joints == ["", "of the", "and", "van der"]


def test_offsets_slice_the_text() -> None:
    text = "Née Ångström-Ruiz, Ana met José Muñoz’s aunt at AT&T."
    for run in find_runs(text, 0, len(text)):
        for word in run.words:
            assert text[word.start : word.end] == word.text


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

"""Roles that the article tells in a turn of phrase."""

import pytest

from tests.index.extraction.speaking import speakers

EXAMPLES = {
    "the lead describes, the next paragraph names": (
        "The mayor of Orrin rose early.\n\n“It holds,” Ana Brandt said.\n\nNobody spoke.\n\n"
        "“It does,” the mayor said.",
        "Ana Brandt",
    ),
    "a question names whom it is about": (
        "Jonas Reed met a crowd. And the harbourmaster? Ana Brandt, who laid the first stone, was "
        "late.\n\nReed slept.\n\n“I came by train,” the harbourmaster said.",
        "Ana Brandt",
    ),
    "the name is asked, the role answers": (
        "And Ana Brandt? The harbourmaster comes down the steps at four.\n\nJonas Reed slept.\n\n"
        "“I was late,” the harbourmaster said.",
        "Ana Brandt",
    ),
    "who mediates is the mediator": (
        "Ana Brandt, who mediates for the guild, was in bed. Tomas Holt was not.\n\n“I was asked,” "
        "the mediator said.",
        "Ana Brandt",
    ),
    "a name told afterwards": (
        "Jonas Reed slept. “The pier is long,” the porter said. “I carry it,” he told me. His "
        "name is Emil Rask and he was there for his sister.\n\n“It rains,” the porter said.",
        "Emil Rask",
    ),
}


@pytest.mark.parametrize(("text", "speaker"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_role_is_told_by(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


def test_name_told_afterwards_is_the_speakers_before_it_too() -> None:
    text = "“It is long,” the porter said. “I carry it,” he told me. His name is Emil Rask."
    assert speakers(text) == ["Emil Rask", "Emil Rask"]


def test_holder_of_a_narrower_office_far_below_is_not_the_bare_noun() -> None:
    text = (
        "“It holds,” the minister said.\n\n"
        + "The pier was long and the tide was low, and nobody spoke of it.\n\n" * 12
        + "Ana Brandt, the foreign minister of Orrin, slept."
    )
    assert speakers(text) == ["the minister"]


def test_consultant_who_is_told_apart_is_not_whoever_was_named() -> None:
    text = "Ana Brandt wrote it down. The consultant who sold the lamp slept. He said it was “old”."
    assert speakers(text) != ["Ana Brandt"]


def test_somebodys_neighbour_is_not_that_person() -> None:
    text = "“It is dear,” Ana Brandt said. Her neighbour said it was “too dear by half”."
    assert speakers(text)[-1] != "Ana Brandt"

"""What the user says of actors goes before all evidence, and changes nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.extraction.actor_rules import ActorRules, Called, pack_rules, unpack_rules
from index.extraction.merging import CorpusActors
from index.model import ActorKind

PERSON, PLACE, ORGANISATION = ActorKind.PERSON, ActorKind.PLACE, ActorKind.ORGANISATION
Local = tuple[str, ActorKind]

PEOPLE: list[Local] = [
    ("Ana Reyes", PERSON),
    ("Reyes", PERSON),
    ("Ivo Lund", PERSON),
    ("Cora Pell", PERSON),
]


def named(name: str, kind: ActorKind | None = None) -> Called:
    return Called(name, kind)


def merged(locals_: Sequence[Local], rules: ActorRules) -> dict[Local, str]:
    """Merge local actors, one an article; return the name of the actor that each is."""
    corpus = CorpusActors()
    for name, kind in locals_:
        corpus.add([name], [kind], [()])
    actors, actor_of, _ = corpus.merge(rules)
    return {
        local: actors[number].name for local, number in zip(locals_, actor_of.tolist(), strict=True)
    }


def test_without_rules_evidence_decides() -> None:
    assert merged(PEOPLE, ActorRules())["Reyes", PERSON] == "Ana Reyes"


def test_two_are_one_because_the_user_says_so() -> None:
    rules = ActorRules(one=((named("Ana Reyes"), named("Cora Pell")),))
    found = merged(PEOPLE, rules)
    assert found["Ana Reyes", PERSON] == found["Cora Pell", PERSON] == found["Reyes", PERSON]
    assert found["Ivo Lund", PERSON] == "Ivo Lund"


def test_two_are_apart_against_the_evidence() -> None:
    rules = ActorRules(apart=((named("Ana Reyes"), named("Reyes")),))
    assert merged(PEOPLE, rules)["Reyes", PERSON] == "Reyes"


def test_two_that_are_apart_are_not_brought_together_by_a_third() -> None:
    rules = ActorRules(
        one=((named("Ivo Lund"), named("Ana Reyes")), (named("Ivo Lund"), named("Cora Pell"))),
        apart=((named("Ana Reyes"), named("Cora Pell")),),
    )
    found = merged(PEOPLE, rules)
    assert found["Ana Reyes", PERSON] != found["Cora Pell", PERSON]
    assert found["Ivo Lund", PERSON] in (found["Ana Reyes", PERSON], found["Cora Pell", PERSON])


def test_two_spellings_of_one_name_can_be_apart() -> None:
    trade: list[Local] = [("Ministry of Trade", ORGANISATION), ("Trade Ministry", ORGANISATION)]
    assert len(set(merged(trade, ActorRules()).values())) == 1
    rules = ActorRules(apart=((named("Ministry of Trade"), named("Trade Ministry")),))
    assert merged(trade, rules) == {local: local[0] for local in trade}


def test_one_name_of_two_kinds_is_told_by_the_kind() -> None:
    georgia: list[Local] = [("Vessa", PERSON), ("Vessa", PLACE), ("Vessa Harbour", PLACE)]
    rules = ActorRules(
        one=((named("Vessa", PLACE), named("Vessa Harbour")),),
        apart=((named("Vessa", PERSON), named("Vessa", PLACE)),),
    )
    corpus = CorpusActors()
    for name, kind in georgia:
        corpus.add([name], [kind], [()])
    actor_of = corpus.merge(rules).actor_of.tolist()
    assert actor_of[1] == actor_of[2] != actor_of[0]


def test_a_given_name_is_shown_and_the_others_are_aliases() -> None:
    rules = ActorRules(
        names=((named("Ana Reyes"), "A. Reyes"), (named("A. Reyes"), "Ana R.")),
        one=((named("Ana R."), named("Ivo Lund")),),
    )
    corpus = CorpusActors()
    for name, kind in PEOPLE:
        corpus.add([name], [kind], [()])
    actors, actor_of, _ = corpus.merge(rules)
    numbers = actor_of.tolist()
    assert numbers[0] == numbers[1] == numbers[2]
    actor = actors[numbers[0]]
    assert actor.name == "Ana R."
    assert {"A. Reyes", "Ana Reyes", "Reyes", "Ivo Lund"} == set(actor.aliases)
    assert len(set(actor.aliases)) == len(actor.aliases)


def test_rules_for_nobody_change_nothing() -> None:
    nobody = named("Milo Tarn")
    rules = ActorRules(
        one=((nobody, named("Ivo Lund")), (named("Ivo Lund"), nobody)),
        apart=((nobody, named("Ana Reyes")),),
        names=((nobody, "M. Tarn"),),
    )
    assert merged(PEOPLE, rules) == merged(PEOPLE, ActorRules())


def test_rules_are_kept_as_text() -> None:
    rules = ActorRules(
        one=((named("A", PERSON), named("B")),),
        apart=((named("A"), named("C", PLACE)),),
        names=((named("A"), "Å"),),
    )
    assert unpack_rules(pack_rules(rules)) == rules
    assert rules.digest != ActorRules(one=rules.one).digest
    assert not ActorRules().digest


@pytest.mark.parametrize("text", ["", "4", "[]", "[[1],[],[]]", '[[[["A","x"],["B",null]]],[],[]]'])
def test_torn_rules_are_noticed(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        unpack_rules(text)

"""Why a form is an alias: every rule by its example, and every merge of the bundled corpus."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.extraction.actors import find_actors
from index.extraction.merge_reasons import (
    OF_ALL,
    OF_ORGANISATIONS,
    OF_PEOPLE,
    OF_PLACES,
    SPELLING,
    UNKNOWN,
    Rule,
    reason,
    why,
)
from index.extraction.merging import merge_actors
from index.model import ActorKind, LocalActor
from index.reading import read
from tests.quality.gold import article_path, gold_files

PERSON, ORGANISATION = ActorKind.PERSON, ActorKind.ORGANISATION
PLACE, OTHER = ActorKind.PLACE, ActorKind.OTHER
RULES = [
    *((rule, PERSON) for rule in (*OF_ALL, *OF_PEOPLE, *SPELLING)),
    *((rule, ORGANISATION) for rule in OF_ORGANISATIONS),
    *((rule, PLACE) for rule in OF_PLACES),
]


@cache
def bundled() -> list[tuple[LocalActor, ...]]:
    articles = [read(article_path(file)) for file in gold_files()]
    return [find_actors(article.text, article.paragraphs) for article in articles]


@pytest.mark.parametrize(("rule", "kind"), RULES, ids=[rule.name for rule, _ in RULES])
def test_each_rule_is_the_reason_in_its_example(rule: Rule, kind: ActorKind) -> None:
    name, alias = rule.example
    assert reason(name, alias, kind) == (rule.name, rule.phrase.format(name))


def test_names_of_rules_are_different() -> None:
    assert len({rule.name for rule, _ in RULES}) == len(RULES)


def test_every_alias_within_an_article_of_the_bundled_corpus_has_a_reason() -> None:
    merges = [(actor, alias) for actors in bundled() for actor in actors for alias in actor.aliases]
    assert len(merges) > 100
    for actor, alias in merges:
        assert reason(actor.name, alias, actor.kind, actor.aliases).rule != UNKNOWN, (actor, alias)


def test_every_alias_over_the_bundled_corpus_has_a_reason() -> None:
    actors, _ = merge_actors(bundled())
    merges = [(actor, alias) for actor in actors for alias in actor.aliases]
    assert len(merges) > 50
    for actor, alias in merges:
        assert reason(actor.name, alias, actor.kind, actor.aliases).rule != UNKNOWN, (actor, alias)


def test_only_a_word_that_is_no_part_of_the_name_is_a_byname() -> None:
    for actors in bundled():
        for actor in actors:
            for alias in actor.aliases:
                if reason(actor.name, alias, actor.kind, actor.aliases).rule == "byname":
                    assert set(alias.split()).isdisjoint(actor.name.split())


def test_another_alias_tells_what_the_name_does_not() -> None:
    forms = ("NRU", "National Rail Union")
    assert why("Norland Rail", "NRU", ORGANISATION, forms) == "initials of National Rail Union"


def test_byname_is_said_to_come_from_an_article() -> None:
    assert why("Lena Okello", "Ferrywoman", PERSON) == "an article calls Lena Okello so"


def test_strangers_have_no_reason() -> None:
    assert reason("Harbour Act", "Ferry Act", OTHER).rule == UNKNOWN


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(ActorKind))
def test_any_two_texts_have_a_phrase(name: str, alias: str, kind: ActorKind) -> None:
    assert why(name, alias, kind)

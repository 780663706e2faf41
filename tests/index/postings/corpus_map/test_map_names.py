"""Names of actors as arrays: listed, and found by halving."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Actor, ActorKind
from index.postings.corpus_map.map_names import Actors, KnownActors, pack_actors
from index.postings.errors import IndexUnusable

PERSON, PLACE, OTHER = ActorKind.PERSON, ActorKind.PLACE, ActorKind.OTHER
ORGANISATION = ActorKind.ORGANISATION

texts = st.text(st.characters(), max_size=6)
actors = st.lists(
    st.builds(
        Actor,
        id=st.just(0),
        name=texts,
        kind=st.sampled_from(ActorKind),
        aliases=st.lists(texts, max_size=3).map(tuple),
    ),
    max_size=5,
)


def numbered(listed: list[Actor]) -> list[Actor]:
    return [Actor(number, each.name, each.kind, each.aliases) for number, each in enumerate(listed)]


def known(*listed: Actor, names: Collection[tuple[int, str]] = ()) -> KnownActors:
    return KnownActors(pack_actors(listed, names))


def named(name: str, *aliases: str, kind: ActorKind = PERSON) -> Actor:
    return Actor(0, name, kind, aliases)


@given(actors, actors)
def test_all_actors_come_back(first: list[Actor], more: list[Actor]) -> None:
    counts = np.zeros(len(first) + len(more), np.int64)
    back = Actors(known(*first), more, counts, counts)
    assert list(back) == numbered(first + more)
    assert list(back.labels) == [each.name for each in first + more]
    forms, firsts = back.called()
    assert [forms[a:b] for a, b in pairwise(firsts.tolist())] == [
        [each.name, *each.aliases] for each in first + more
    ]


@given(actors, texts, st.sampled_from(ActorKind))
def test_who_is_found_has_that_name(listed: list[Actor], name: str, kind: ActorKind) -> None:
    found = known(*listed).find(name, kind)
    if found is not None:
        assert name in (listed[found].name, *listed[found].aliases)


def test_a_name_is_found_among_its_kind() -> None:
    both = known(named("Pell", kind=PLACE), named("Pell"))
    assert (both.find("Pell", PLACE), both.find("Pell", PERSON)) == (0, 1)
    assert both.find("Pell", ORGANISATION) is None


def test_a_name_comes_before_an_alias() -> None:
    both = known(named("Orla Quint", "Quint"), named("Quint"))
    assert both.find("Quint", PERSON) == 1


def test_an_alias_of_one_is_that_one() -> None:
    both = known(named("Orla Quint", "Quint"), named("Bruno Aske", "Aske"))
    assert both.find("Aske", PERSON) == 1


def test_an_alias_of_two_is_neither() -> None:
    both = known(named("Orla Quint", "Quint"), named("Omar Quint", "Quint"))
    assert both.find("Quint", PERSON) is None


def test_an_alias_of_two_is_the_one_whom_articles_name_so() -> None:
    people = (named("Orla Quint", "Quint"), named("Omar Quint", "Quint"))
    assert known(*people, names={(1, "Quint")}).find("Quint", PERSON) == 1
    assert known(*people, names={(0, "Quint"), (1, "Quint")}).find("Quint", PERSON) is None


def test_a_name_of_unclear_kind_is_found_where_there_is_no_other() -> None:
    only = known(named("Pell", kind=PLACE), named("Corran", kind=OTHER))
    assert (only.find("Pell", OTHER), only.find("Corran", PERSON)) == (0, 1)


def test_nobody_is_found_among_nobody() -> None:
    assert known().find("Pell", PLACE) is None


def test_names_that_are_cut_short_are_noticed() -> None:
    arrays = pack_actors([named("Orla Quint", "Quint")])
    with pytest.raises(IndexUnusable):
        KnownActors({**arrays, "actors.forms": arrays["actors.forms"][:-1]})
    with pytest.raises(ValueError, match="torn"):
        KnownActors({**arrays, "actors.order": arrays["actors.order"] + 1})


def test_bytes_that_are_no_text_are_shown_as_far_as_they_are() -> None:
    arrays = pack_actors([named("Orla")])
    torn = KnownActors({**arrays, "actors.forms": arrays["actors.forms"] | 0x80})
    assert len(torn.actor(0).name) == 4
    assert len(torn.names.all()) == 1

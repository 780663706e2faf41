"""The word lists behind names, and the questions put to them."""

import pytest
from babel import Locale

from index.extraction.capitals import fold
from index.extraction.identity import core, initials, person_name, split_owner
from index.extraction.name_words import family_first, is_place, place_prefix, territory_of

NO_PLACES = {"001", "ZZ", "QO", "EU", "EZ", "UN", "XA", "XB"}
"""The world, unions and test codes of the CLDR."""


def words(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


def test_every_territory_of_the_cldr_is_a_place() -> None:
    names = {
        name.replace("&", "and")
        for code, name in Locale("en").territories.items()
        if code not in NO_PLACES and "(" not in name and " - " not in name and "Region" not in name
    }
    assert len(names) > 250
    assert [name for name in sorted(names) if not is_place(words(name))] == []


@pytest.mark.parametrize(
    ("form", "territory"),
    [
        ("U.S.", "united states"),
        ("Chinese", "china"),
        ("South Korean", "south korea"),
        ("Burma", "myanmar"),
        ("Ohio", "ohio"),
        ("Okello", None),
    ],
)
def test_territory_of_names_and_peoples(form: str, territory: str | None) -> None:
    assert territory_of(words(form)) == territory


def test_longest_place_in_front_wins() -> None:
    assert place_prefix(words("New York City Council")) == 3
    assert place_prefix(words("Okello of Norland")) == 0


@pytest.mark.parametrize("name", ["Zhou Xiaoming", "Kim Jong-un", "Liu He", "Nguyen Van"])
def test_family_name_first(name: str) -> None:
    assert family_first(words(name))


@pytest.mark.parametrize("name", ["Arthur Ding", "Kim Clark", "Lena Okello", "Long Harbour"])
def test_family_name_last(name: str) -> None:
    assert not family_first(words(name))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ana Q. de Vries Jr", ("vries", "ana", "q", "jr")),
        ("Bill Pryce", ("pryce", "william", "", "")),
        ("Zhou Xiaoming", ("zhou", "xiaoming", "", "")),
        ("Omar al-Karim", ("karim", "omar", "", "")),
    ],
)
def test_parts_of_a_person(name: str, parts: tuple[str, ...]) -> None:
    assert person_name(words(name)) == parts


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("Chinese Commerce Ministry", "china"),
        ("Norland's Ministry of Trade", "norland"),
        ("Ministry of Trade of Norland", "norland"),
        ("Ministry of Trade", None),
        ("New Ministry of Trade", None),
        ("Bank of Corran", None),
    ],
)
def test_owner_of_an_organisation(name: str, owner: str | None) -> None:
    assert split_owner(words(name))[0] == owner


def test_core_does_not_depend_on_order_owner_or_spelling() -> None:
    assert core(words("Chinese Ministry of Defence")) == core(words("China's Defense Ministry"))


def test_initials_with_and_without_small_words() -> None:
    assert initials(words("Bank of the Isles")) == {"boti", "bi"}

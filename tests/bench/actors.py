"""The invented people, organisations and places of the corpus.

20,000 people speak and are spoken of, the first ones far more often than the last. No two names are
alike enough for the index to take them for one person, so that engines that count by number and the
index, which counts by name, must agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from index.model import ActorKind
from tests.bench.words import Numbers, invented, listed, zipf

PEOPLE = 20_000
ORGANISATIONS = 2_000
PLACES = 1_000

KNOWN_PEOPLE = (
    ("Orla", "Quint"),
    ("Bruno", "Aske"),
    ("Ines", "Talloway"),
    ("Hugo", "Brask"),
    ("Petra", "Leith"),
    ("Milo", "Anse"),
)
"""Who comes most often, in every corpus."""

_GIVEN = listed(
    """
    Ada Alma Anton Arno Basil Bela Carla Cato Clara Cora Dario Dora Edgar Elsa Emil Erna Fabian
    Felix Flora Greta Gustav Hanna Hector Helga Hilda Igor Irma Isolde Ivan Jonas Judit Julius
    Karla Klara Laszlo Leo Leonora Lukas Magda Marek Martha Mateo Mira Nadia Nora Olga Oscar Otto
    Paula Pavel Quentin Rafael Regina Roman Rosa Rufus Selma Silas Simon Sonia Stella Tamara  Theo
    Tilda Tobias Ursula Vera Viktor Vivian Walter Wanda Wilma Xenia Yara Yvonne Zelda Zoltan
    """
)
_FAMILY_ENDINGS = listed("kov ski by man berg ner ton ley dez iani shi wicz rup holt aker und")
_ORGANISATION_ENDINGS = (
    "Harbour Office",
    "Grain Board",
    "Dock Union",
    "Light Society",
    "Toll Court",
    "Press Bureau",
)


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """All actors: people first, then organisations, then places.

    ``names`` and ``kinds`` are by actor. ``words[n]`` are the numbers of the words of a name,
    filled up with 0, ``lengths[n]`` how many there are; word number -1 - k is ``spellings[k]``.
    """

    names: tuple[str, ...]
    kinds: tuple[ActorKind, ...]
    words: Numbers
    lengths: Numbers
    spellings: tuple[str, ...]

    def draw_people(self, random: np.random.Generator, shape: tuple[int, ...]) -> Numbers:
        """Return an array of people, by the law of Zipf."""
        return zipf(random.random(shape), PEOPLE, 1.05, 4.0)

    def draw_others(self, random: np.random.Generator, shape: tuple[int, ...]) -> Numbers:
        """Return an array of organisations and places, by the same law."""
        organisations = PEOPLE + zipf(random.random(shape), ORGANISATIONS, 1.05, 4.0)
        places = PEOPLE + ORGANISATIONS + zipf(random.random(shape), PLACES, 1.05, 4.0)
        return np.where(random.random(shape) < 0.5, organisations, places)


@cache
def pool() -> Pool:
    """Return the actors, always the same."""
    people = list(_people())
    organisations = [
        (invented(number).capitalize(), *_ORGANISATION_ENDINGS[number % 6].split())
        for number in range(90_000, 90_000 + ORGANISATIONS)
    ]
    places = [
        (f"{invented(number)}stead".capitalize(),) for number in range(80_000, 80_000 + PLACES)
    ]
    numbers: dict[str, int] = {}
    parts: list[tuple[str, ...]] = [*people, *organisations, *places]
    words = np.zeros((len(parts), 3), np.int64)
    for row, name in enumerate(parts):
        for column, part in enumerate(name):
            words[row, column] = -1 - numbers.setdefault(part, len(numbers))
    kinds = (
        [ActorKind.PERSON] * len(people)
        + [ActorKind.ORGANISATION] * len(organisations)
        + [ActorKind.PLACE] * len(places)
    )
    return Pool(
        names=tuple(map(" ".join, parts)),
        kinds=tuple(kinds),
        words=words,
        lengths=np.array([len(name) for name in parts], np.int64),
        spellings=tuple(numbers),
    )


def _people() -> Iterator[tuple[str, str]]:
    """Yield the people: no family name twice, and none that could be a slip for another's."""
    yield from KNOWN_PEOPLE
    random = np.random.default_rng(11)
    families: set[str] = {family for _, family in KNOWN_PEOPLE}
    alike: set[tuple[str, str, str]] = set()
    missing = PEOPLE - len(KNOWN_PEOPLE)
    for given, family in _candidates(random):
        signature = given, family[:2], family[-1]
        if family in families or signature in alike:
            continue
        families.add(family)
        alike.add(signature)
        yield given, family
        missing -= 1
        if not missing:
            return


def _candidates(random: np.random.Generator) -> Iterable[tuple[str, str]]:
    while True:
        given = _GIVEN[int(random.integers(len(_GIVEN)))]
        stem = invented(int(random.integers(100_000, 200_000)))
        ending = _FAMILY_ENDINGS[int(random.integers(len(_FAMILY_ENDINGS)))]
        yield given, (stem[: int(random.integers(4, 8))] + ending).capitalize()

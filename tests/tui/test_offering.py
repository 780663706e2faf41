"""Whom a picker offers for a correction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from hypothesis import given
from hypothesis import strategies as st

from index.model import (
    Actor,
    ActorKind,
    Article,
    Extraction,
    FacetCount,
    LocalActor,
    Span,
)
from tests.tui.fakes import make_article
from tui.history import Place
from tui.offering import MOST, namesakes, nearest, once, speakers

if TYPE_CHECKING:
    from index.corpus import Corpus

NAMES = ("Orsolya Vane", "Ines Calder", "Pell Oduya", "Berit Vane")


def actor_at(*starts: int) -> LocalActor:
    spans = tuple(Span(start, start + 4) for start in starts)
    return LocalActor("somebody", ActorKind.PERSON, (), spans)


@dataclass
class Archive:
    """As much of a corpus as is asked: four actors, an article, and who is found by a text."""

    actors: tuple[Actor, ...] = tuple(
        Actor(number, name, ActorKind.PERSON, (), quotes=10 * number)
        for number, name in enumerate(NAMES)
    )
    article_of: tuple[Article, Extraction] = field(default_factory=lambda: make_article("strait"))
    asked: list[str] = field(default_factory=list)

    def article(self, article_id: str) -> tuple[Article, Extraction]:
        if article_id != self.article_of[0].id:
            raise KeyError(article_id)
        return self.article_of

    def actor_id(self, _: str, local: int) -> int:
        return NAMES.index(self.article_of[1].actors[local].name)

    def most_quoted(self, text: str = "") -> Sequence[FacetCount]:
        self.asked.append(text)
        found = [each for each in self.actors if text.lower() in each.name.lower() and each.quotes]
        return [FacetCount(each.id, each.name, each.quotes) for each in found]

    def most_named(self, text: str = "") -> Sequence[FacetCount]:
        self.asked.append(text)
        found = [each for each in self.actors if text.lower() in each.name.lower()]
        return [FacetCount(each.id, each.name, 5) for each in found]


def place(of: str = "strait0000000000", start: int = 0) -> Place:
    return Place(of, Span(start, start + 5))


def offered(archive: Archive, text: str, at: Place) -> list[tuple[str, int]]:
    found = speakers(cast("Corpus", archive), at, text)
    return [(each.label, each.count) for each in found]


def test_who_is_named_nearest_to_the_quote_comes_first() -> None:
    archive = Archive()
    text = archive.article_of[0].text
    near_calder = place(start=text.index("Nobody asked"))
    near_vane = place(start=text.index("We never"))
    assert offered(archive, "", near_calder)[:2] == [("Ines Calder", 10), ("Orsolya Vane", 0)]
    assert offered(archive, "", near_vane)[:2] == [("Orsolya Vane", 0), ("Ines Calder", 10)]


def test_then_come_those_who_are_quoted_elsewhere_each_once() -> None:
    names = [name for name, _ in offered(Archive(), "", place())]
    assert names == ["Orsolya Vane", "Ines Calder", "Pell Oduya", "Berit Vane"]


def test_a_text_finds_the_quoted_before_those_who_are_only_named() -> None:
    assert offered(Archive(), "vane", place()) == [("Berit Vane", 30), ("Orsolya Vane", 0)]


def test_an_article_that_is_gone_still_leaves_those_who_are_quoted() -> None:
    assert [name for name, _ in offered(Archive(), " ", place("gone"))] == list(NAMES[1:])


def test_the_same_last_word_makes_a_namesake() -> None:
    found = namesakes(cast("Corpus", Archive()), "Orsolya Vane", "")
    assert [each.label for each in found][:2] == ["Orsolya Vane", "Berit Vane"]
    assert len(found) == len(NAMES)


def test_what_is_typed_is_asked_for_instead_of_the_name() -> None:
    archive = Archive()
    found = namesakes(cast("Corpus", archive), "Orsolya Vane", " odu ")
    assert [each.label for each in found] == ["Pell Oduya"]
    assert archive.asked == ["odu"]


def test_a_name_without_words_finds_everybody() -> None:
    assert len(namesakes(cast("Corpus", Archive()), "", "")) == len(NAMES)


def test_nearness_counts_from_either_end_of_the_quote_and_by_the_nearest_mention() -> None:
    actors = (actor_at(0), actor_at(90, 31), actor_at(), actor_at(24), actor_at(12))
    _, extraction = make_article("strait")
    there = replace(extraction, actors=actors)
    assert nearest(there, Span(10, 20)) == [4, 3, 0, 1]


@given(st.lists(st.integers(0, 90), max_size=200))
def test_once_keeps_the_first_of_each_and_no_more_than_are_looked_at(ids: list[int]) -> None:
    found = once(FacetCount(each, str(each), place) for place, each in enumerate(ids))
    first = list(dict.fromkeys(ids))[:MOST]
    assert [each.id for each in found] == first
    assert all(each.count == ids.index(each.id) for each in found)

"""The cast: who is in one article, where each of them stands, and what is known of them.

    Ana Brandt, the lamp reeve, met Mrs Holt.
    └ place ─┘  └ a role ────┘      └ place: of the one person of that surname who is a woman

Names are corrected once, before anybody asks: a surname belongs to whoever's full name it fits.
What a mention of a speaker stands for is another question (``resolution``); here are the people,
places, things and pronouns that it is looked up in. Cost: one pass over the places of the actors.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from index.extraction.company import Company
from index.extraction.gender import Genders, gender_of_pronoun
from index.extraction.introductions import Holders
from index.extraction.joining import join
from index.extraction.people import People, split_address, surname_of
from index.extraction.person_phrases import person_phrases
from index.extraction.pronouns import Antecedents, Place
from index.extraction.standing import (
    apposed_places,
    author_of,
    families,
    nameless,
    role_places,
    without_bodies,
)
from index.extraction.things import Thing, Things
from index.model import ActorKind, LocalActor, Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a mention stands for: a name or description, and the actor's number if it is one."""

    name: str
    actor: int | None = None


class Cast:
    """The actors of one article by place, with all that looks a mention up among them."""

    def __init__(
        self,
        text: str,
        actors: Sequence[LocalActor],
        quoted: Sequence[Span],
        byline: str | None,
        breaks: Sequence[int],
    ) -> None:
        self.actors = actors
        self._text = text
        author = author_of(byline)
        number = next((n for n, actor in enumerate(actors) if actor.name == author), None)
        self.author = None if author is None else Speaker(author, number)
        places = sorted(
            Place(span, number) for number, actor in enumerate(actors) for span in actor.mentions
        )
        plural = families(actors)
        persons = {
            number
            for number, actor in enumerate(actors)
            if actor.kind is ActorKind.PERSON and number not in plural
        }
        named = [place for place in places if place.actor in persons]
        self.holders = Holders(text, [(place.span, place.actor) for place in named])
        join(text, self.holders, named)
        described = person_phrases(text, frozenset(self.holders.heads))
        phrases = list(without_bodies(described, actors))
        apposed = apposed_places(text, phrases, named)
        taken = {place.span for place in apposed}
        roles = [p for p in role_places(phrases, self.holders) if p.span not in taken]
        self._learn_people(named, roles, apposed)
        roles += apposed
        self.places = self._corrected(places)
        self.starts = [place.span.start for place in self.places]
        self.persons = [place for place in self.places if place.actor in persons]
        self.antecedents = Antecedents(
            text,
            [place for place in self.persons if place.actor != number] + roles,
            self._genders,
            quoted,
            nameless(text, phrases, named, roles),
            breaks,
        )
        self.antecedents.identify(self.people.relative)
        self.things = Things(text, actors, self.places, self._person_at)
        self.company = Company(text, actors, self.persons, self.holders, phrases)

    def _learn_people(
        self, named: Sequence[Place], roles: Sequence[Place], apposed: Sequence[Place]
    ) -> None:
        """Work out who is who by gender and name from where people are named or described."""
        others: dict[int, list[Span]] = defaultdict(list)
        for place in [*roles, *apposed]:
            others[place.actor].append(place.span)
        self._genders = Genders(self._text, self.actors, self.holders, others)
        full = [p for p in named if len(split_address(p.span.of(self._text))[1]) > 1]
        standing = [(place.span, place.actor) for place in [*full, *roles]]
        self.people = People(self._text, self.actors, self._genders, self.holders, standing)

    def _corrected(self, places: Sequence[Place]) -> list[Place]:
        """Give surnames and forms of address with one to the person whose full name fits them."""
        settled: dict[tuple[str, int], int | None] = {}
        corrected: list[Place] = []
        for place in places:
            (start, end), number = place
            name = self._text[start:end]
            if (name, number) not in settled:
                settled[name, number] = self._settle(name, number)
            actor = settled[name, number]
            if actor is None:
                actor = self.people.find(name, start)
            same = actor is None or actor == number
            corrected.append(place if same or actor is None else Place(place.span, actor))
        return corrected

    def _settle(self, name: str, number: int) -> int | None:
        """Return whom ``name`` means wherever it stands for actor ``number``.

        None where that hangs on the place: people.py finds out who it is.
        """
        if self.actors[number].kind is ActorKind.PLACE:
            return number
        address, rest = split_address(name)
        epithet = self.people.by_epithet(name, number)
        if epithet is not None:
            return epithet
        if len(rest) != 1:
            return number
        own = surname_of(name) == surname_of(self._full(number))
        if own and not address and not self.people.is_shared(surname_of(name)):
            return number
        return number if self.people.find(name, 0) is None else None

    def _full(self, number: int) -> str:
        """Return the actor's name if it is one in full, else nothing."""
        name = self.actors[number].name
        return name if len(split_address(name)[1]) > 1 else ""

    def _person_at(self, pronoun: Span) -> int | None:
        """Return the person among the actors whom "him" or "her" stands for."""
        gender = gender_of_pronoun(pronoun.of(self._text))
        found = None if gender is None else self.antecedents.find(pronoun.start, gender, None)
        return found if found is not None and found >= 0 else None

    def at(self, head: Span) -> int | None:
        """Return the number of the actor that stands where ``head`` begins, or None."""
        at = bisect_right(self.starts, head.start) - 1
        for place in reversed(self.places[max(0, at - 3) : at + 1]):
            if place.span.contains(head) or (place.span.start <= head.start < place.span.end):
                return place.actor
        return None

    def speaker(self, number: int) -> Speaker:
        """Return the actor ``number`` as a speaker."""
        return Speaker(self.actors[number].name, number)

    def kind(self, speaker: Speaker | None) -> ActorKind | None:
        """Return what kind of actor ``speaker`` is; None where it is none."""
        if speaker is None or speaker.actor is None:
            return None
        return self.actors[speaker.actor].kind


def speaker_of(thing: Thing | None) -> Speaker | None:
    """Return a document, an organisation or a group as a speaker."""
    return None if thing is None else Speaker(thing.name, thing.actor)

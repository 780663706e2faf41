"""Who stands where before any speaker is resolved: roles in the text, families, the author.

    “It holds,” the mayor said.          a place of the person introduced as the mayor
    The mayor of Orrin rose.             in the lead, with nobody introduced as the mayor:
    “It holds,” Mara Oyelaran said.      whoever is named first, in the next paragraph
    the Oyelarans                        a family, and no person
    By Mara Oyelaran, in Orrin           the author

Cost: one pass of a pattern over the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from index.extraction.introductions import Holders, head_and_modifiers
from index.extraction.lexicons import load
from index.extraction.people import surname_of
from index.extraction.person_phrases import PersonPhrase
from index.extraction.pronouns import Place
from index.model import ActorKind, LocalActor

_BYLINE = re.compile(r"(?:[Bb]y\s+)?([A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*)+)(?:\s*,.*|\s+in\s.*)?$")
_LEAD = 1200
"""Characters of the text in which a description may stand for somebody named later."""
_FIRST_DESCRIPTION = re.compile(r"(?:^|\n\s*)The((?:\s+[a-z][\w’'-]*){1,3}(?:\s+of\s+[A-Z]\w+)?)\s")
_APPOSED_REACH = 60
_APPOSED = re.compile(r",\s+(?:(?:[A-Z][\w.]*|the)\s+){0,3}")
_BLANK_LINE = re.compile(r"\n\s*\n")


def role_places(phrases: Iterable[PersonPhrase], holders: Holders) -> list[Place]:
    """Return where "the harbourmaster" stands for a person whom the article introduces so."""
    heads = frozenset(holders.heads)
    places: list[Place] = []
    for phrase in phrases:
        if phrase.determiner not in ("the", "our", "this") or phrase.head not in heads:
            continue
        rest = phrase.rest if phrase.rest[:1] in (("of",), ("for",)) else ()
        found = head_and_modifiers([*phrase.modifiers, phrase.head, *rest])
        actor = None if found is None else holders.find(*found, phrase.span.start)
        if actor is not None:
            places.append(Place(phrase.span, actor))
    return places


def apposed_places(
    text: str, phrases: Iterable[PersonPhrase], named: Sequence[Place]
) -> list[Place]:
    """Return where a description stands right before the name it tells: "his brother, Tomas,"."""
    starts = [place.span.start for place in named]
    places: list[Place] = []
    for phrase in phrases:
        at = bisect_left(starts, phrase.span.end)
        if at == len(starts) or starts[at] - phrase.span.end > _APPOSED_REACH:
            continue
        name = named[at]
        closes = text[name.span.end : name.span.end + 1] in (",", ".")
        if closes and _APPOSED.fullmatch(text, phrase.span.end, name.span.start) is not None:
            places.append(Place(phrase.span, name.actor))
    return places


def nameless(
    text: str, phrases: Iterable[PersonPhrase], named: Iterable[Place], roles: Iterable[Place]
) -> list[PersonPhrase]:
    """Return the phrases that stand for somebody without a name, and say nothing of one with."""
    taken = {place.span.start for place in roles}
    ends = frozenset(place.span.end for place in named)
    return [
        phrase
        for phrase in phrases
        if phrase.span.start not in taken and not phrase.tells_of_another(text, ends)
    ]


def join_later(text: str, holders: Holders, named: Sequence[Place]) -> None:
    """Give the person named in the next paragraph the role that the lead only describes.

    ``named`` are the places that name people, in text order; ``holders`` is changed.
    """
    for match in _FIRST_DESCRIPTION.finditer(text, 0, _LEAD):
        found = head_and_modifiers(match.group(1).split())
        if found is None or found[0] not in load("roles") or holders.find(*found, 0) is not None:
            continue
        later = next((place for place in named if place.span.start > match.start()), None)
        if later is None or holders.roles_of(later.actor):
            continue
        if _breaks(text, match.end(), later.span.start) == 1:
            holders.add(later.span.start, later.actor, *found)
            return


def _breaks(text: str, start: int, end: int) -> int:
    """Count the ends of paragraphs: blank lines, or line ends where there are no blank lines."""
    if _BLANK_LINE.search(text, 0, _LEAD) is not None:
        return len(_BLANK_LINE.findall(text, start, end))
    return text.count("\n", start, end)


def families(actors: Sequence[LocalActor]) -> frozenset[int]:
    """Return the numbers of the actors that are the plural of a person's surname."""
    surnames = {surname_of(actor.name) for actor in actors if actor.kind is ActorKind.PERSON}
    return frozenset(
        number
        for number, actor in enumerate(actors)
        if " " not in actor.name
        and actor.name.endswith("s")
        and surname_of(actor.name).removesuffix("s") in surnames
    )


def author_of(byline: str | None) -> str | None:
    """Return whom the ``byline`` names, if it is one person."""
    match = _BYLINE.match(byline.strip()) if byline else None
    return None if match is None else match.group(1)

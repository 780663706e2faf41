"""What a text says of a person beside the name in full: the gender, and the offices held.

    Trade Minister Henrik Talbot …            office "minister"; "Henrik" is a man's name
    Isa Talbot, the mayor of Corran, … she    office "mayor"; a woman by the pronoun

Asked only where a surname is in doubt: when two people have it, or a form of address or an office
stands before it. So most articles pay nothing. Cost: a bounded window around at most
``MOST_MENTIONS`` mentions of each such person.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.extraction.gender import pronoun_vote
from index.extraction.introductions import introductions
from index.extraction.name_words import folded, gender_of
from index.extraction.names import Name

MOST_MENTIONS = 4
"""Mentions in full that are asked of one person; the first ones introduce."""

_FEMALE = "female"
_MALE = "male"
_SHORT = {"gov": "governor", "sen": "senator"}


def office_of(title: str) -> str | None:
    """Return the office that a folded title tells ("trade minister": "minister"), or None.

    Only an office that seldom goes with another one: a mayor is hardly the minister of the same
    name, while a director may be a professor as well.
    """
    head = title.partition(" of ")[0].rpartition(" ")[2]
    head = _SHORT.get(head, head)
    return head if head in folded("offices") else None


def offices_of(text: str, names: Sequence[Name]) -> frozenset[str]:
    """Return the offices that ``text`` gives to the person whose ``names`` in full these are."""
    told = {office_of(name.title) for name in names}
    for name in names[:MOST_MENTIONS]:
        told.update(office_of(found.head) for found in introductions(text, name.span, 0))
    return frozenset(office for office in told if office is not None)


def gender_told(text: str, names: Sequence[Name]) -> str | None:
    """Return "male" or "female" where the names in full, or the words around them, tell it.

    A form of address or a relation tells it best, then a given name, then pronouns.
    """
    asked = names[:MOST_MENTIONS]
    for name in asked:
        words = [*name.title.split(), *(i.head for i in introductions(text, name.span, 0))]
        for word in words:
            if word in folded("honorifics_female"):
                return _FEMALE
            if word in folded("honorifics_male"):
                return _MALE
    known = gender_of(names[0].words[:1])
    if known is not None:
        return known
    votes = sum(pronoun_vote(text, name.span) for name in asked)
    return None if votes == 0 else (_MALE if votes > 0 else _FEMALE)

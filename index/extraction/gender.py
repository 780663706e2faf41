"""Whether "he" or "she" can be a person: what one article tells about each of its people.

Each clue is a vote; the sum decides. Strong are forms of address before a full name or before a
surname that one person has ("Ms. Oyelaran"), roles that say it (spokeswoman, widow), kinship in an
apposition ("her husband, Tomas Brandt") and given names; weaker are the pronouns that follow a
name: the first in its sentence, or the one that opens the next sentence.

    Mara Oyelaran, the widow of a pilot, rose. She left.
    └ given name   └ role                      └ pronoun

Cost: a bounded window after a bounded number of mentions per person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import cached_property

from index.extraction.introductions import Holders
from index.extraction.lexicons import load
from index.extraction.memo import Memo
from index.model import ActorKind, LocalActor, Span

_AFTER_REACH = 200
_BEFORE_REACH = 24
_OPENING_MARKS = "“‘„«\"'([—–-*_/"
_VOTES = re.compile(
    r"(?=[,hs.!?\n“”\"])"
    r"(?:(,\s+)?\b(he|his|himself|she|her(?=\s+[a-z]{3})|hers|herself)\b|[.!?]\s|\n\s*\n|[“”\"])",
    re.IGNORECASE,
)
"""A pronoun that may be the name before it. "Mara Oyelaran met him" tells of somebody else, as
does a "his" or "her" that opens an apposition: "Mara Oyelaran, his sister". The look ahead rules
most letters out at once."""
_NEXT_SENTENCE = re.compile(r"(?:[^.!?“”\"\n]|\n(?!\s*\n)){0,140}[.!?]\s+(He|She|His|Her)\b")
_ASKED = re.compile(
    r"\b(?:asked|told|whether|tells|asks)\b(?!\s+(?:us|me|reporters|journalists|them)\b)"
)
"""Words after which a pronoun is rather the hearer: "Mara Oyelaran asked whether he would"; but
not where the hearer is another: "Mara Oyelaran tells us she would"."""
_MOST_MENTIONS = 12
"""Mentions per person that are asked; more would not change the answer."""
_TOLD = 4
_GIVEN_NAME = 3


class Gender(Enum):
    """Which pronoun refers to a person."""

    MALE = "he"
    FEMALE = "she"


class Genders:
    """The genders of an article's people, worked out when first asked for.

    ``others`` are further places that stand for a person ("the mayor"), by actor.
    """

    def __init__(
        self,
        text: str,
        actors: Sequence[LocalActor],
        holders: Holders,
        others: Mapping[int, Sequence[Span]],
    ) -> None:
        self._text = text
        self._actors = actors
        self._holders = holders
        self._others = others
        self._known: dict[int, Gender | None] = {}

    @cached_property
    def _titles(self) -> dict[str, tuple[set[Gender | None], int]]:
        return _titles_of_surnames(self._text, self._actors)

    def of(self, actor: int) -> Gender | None:
        """Return the gender that the article gives ``actor``, or None where nothing tells."""
        if actor not in self._known:
            self._known[actor] = self._decide(actor)
        return self._known[actor]

    def _decide(self, number: int) -> Gender | None:
        actor = self._actors[number]
        balance = 0
        told = self._others.get(number, ())[:_MOST_MENTIONS]
        words = [found.head for found in self._holders.roles_of(number)]
        words += [span.of(self._text).rpartition(" ")[2] for span in told]
        balance += _TOLD * _sign(gender_of_address([*words, actor.name.partition(" ")[0]]))
        balance += _GIVEN_NAME * _sign(gender_of_name(actor.name))
        balance += _TOLD * self._by_address(actor)
        spans = [*self._sure(actor), *told]
        balance += sum(pronoun_vote(self._text, span) for span in spans)
        if balance == 0:
            return None
        return Gender.MALE if balance > 0 else Gender.FEMALE

    def _sure(self, actor: LocalActor) -> Sequence[Span]:
        """Return the mentions that are surely this person's: in full where the name is shared."""
        mentions = actor.mentions[:_MOST_MENTIONS]
        told, people = self._titles.get(actor.name.casefold().split()[-1], (set(), 0))
        if people < 2 and not {Gender.MALE, Gender.FEMALE} <= told:
            return mentions
        return [mention for mention in mentions if _is_full(mention.of(self._text))]

    def _by_address(self, actor: LocalActor) -> int:
        told = _titles_of_surname(self._titles, actor.name)
        for mention in actor.mentions[:_MOST_MENTIONS]:
            if _is_full(mention.of(self._text)):
                told.add(_address_of(self._text, mention))
        told.discard(None)
        return _sign(told.pop()) if len(told) == 1 else 0


def _is_full(name: str) -> bool:
    """Tell a name in full from a surname, with a form of address or without."""
    return _FULL[name]


def _has_two_names(name: str) -> bool:
    words = name.split()
    return len(words) > 2 or (len(words) == 2 and gender_of_address(words[:1]) is None)


_FULL = Memo(_has_two_names)


def _address_of(text: str, mention: Span) -> Gender | None:
    before = text[max(0, mention.start - _BEFORE_REACH) : mention.start].rsplit(None, 1)[-1:]
    words = [mention.of(text).partition(" ")[0], *before]
    return gender_of_address([word.lstrip(_OPENING_MARKS) for word in words])


def _titles_of_surnames(
    text: str, actors: Sequence[LocalActor]
) -> dict[str, tuple[set[Gender | None], int]]:
    """Return, by surname, which genders it is addressed with, and how many people have it."""
    told: dict[str, set[Gender | None]] = defaultdict(set)
    people: dict[str, int] = defaultdict(int)
    for actor in actors:
        words = actor.name.casefold().split()
        if actor.kind is not ActorKind.PERSON:
            people[words[-1]] += len(words) == 2 and actor.kind is not ActorKind.ORGANISATION
            continue
        people[words[-1]] += len(words) > 1
        for mention in actor.mentions[:_MOST_MENTIONS]:
            told[words[-1]].add(_address_of(text, mention))
    return {surname: (told[surname], people[surname]) for surname in told}


def _titles_of_surname(
    titles: Mapping[str, tuple[set[Gender | None], int]], name: str
) -> set[Gender | None]:
    """Return the genders told by address for a surname that one person has."""
    told, people = titles.get(name.casefold().split()[-1], (set(), 0))
    return set(told) if people < 2 else set()


def pronoun_vote(text: str, mention: Span) -> int:
    """Return 1 for "he", -1 for "she" after ``mention``, in its sentence or opening the next."""
    end = min(len(text), mention.end + _AFTER_REACH)
    found = _VOTES.search(text, mention.end, end)
    if found is not None and found.group(2):
        if _ASKED.search(text, mention.end, found.start()) is not None:
            return 0
        apposed = found.start() == mention.end and found.group(2) in ("his", "her")
        return 0 if apposed else _sign(gender_of_pronoun(found.group(2)))
    if found is None or text[found.start()] not in ".!?":
        return 0
    following = _NEXT_SENTENCE.match(text, mention.end, end)
    return _sign(gender_of_pronoun(following.group(1))) if following is not None else 0


def gender_of_pronoun(word: str) -> Gender | None:
    """Return the gender of a pronoun in any case and form, or None."""
    lower = word.lower()
    if lower in ("he", "him", "his", "himself"):
        return Gender.MALE
    return Gender.FEMALE if lower in ("she", "her", "hers", "herself") else None


def _sign(gender: Gender | None) -> int:
    if gender is None:
        return 0
    return 1 if gender is Gender.MALE else -1


def gender_of_address(forms: Iterable[str]) -> Gender | None:
    """Return the gender that a form of address among ``forms`` tells ("Ms."), or None."""
    for form in forms:
        gender = _OF_FORM[form]
        if gender is not None:
            return gender
    return None


def _gender_of_form(form: str) -> Gender | None:
    lower = form.lower().rstrip(".")
    if lower in load("honorifics_female"):
        return Gender.FEMALE
    return Gender.MALE if lower in load("honorifics_male") else None


_OF_FORM = Memo(_gender_of_form)


def gender_of_name(name: str) -> Gender | None:
    """Return the gender that the given names in ``name`` tell, or None."""
    words = name.lower().split()
    for word in words[:-1] or words:
        if word in load("given_names_male"):
            return Gender.MALE
        if word in load("given_names_female"):
            return Gender.FEMALE
    return None

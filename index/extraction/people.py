"""People by name: which person of the article "Mrs Oyelaran", "Oyelaran" or "his wife" is.

A surname may belong to several people. The form of address leaves those of its gender, a rank
("Captain Oyelaran") those whom the article gives it; of several that are left it is whoever was
named last before. A spouse is looked for among the people of the same surname.

Cost: one pass over the actors; each look-up asks the few people of one surname.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from index.extraction.clauses import is_subject
from index.extraction.gender import Gender, Genders, gender_of_address
from index.extraction.introductions import Holders
from index.extraction.lexicons import load, load_all, words
from index.model import ActorKind, LocalActor, Span

_CLAUSE_OPENS = re.compile(r"(?:^|[\s,])(?:as|when|while|until|because|although|though)\s+$")
_CLAUSE_WINDOW = 12
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_MOST_NAMESAKES = 12
_MOST_PLACES = 4
_STILL_SUBJECT = 700
"""Characters over which a surname goes on with whoever of that name was the subject."""
_SHORTEST_CLIPPING = 3
_CALLED_REACH = 80
_CALLED = re.compile(
    r"[cndk](?<!\w.)(?:(?<=c)all(?:s|ed)?|(?<=n)icknamed|(?<=d)ubbed"
    r"|(?<=k)nown\s+(?:[\w’'-]+\s+){0,6}?as)\s+"
    r"[“\"‘]((?:[Tt]he\s+)?[A-Z][\w-]*(?:\s+[A-Z][\w-]*)?)[,.]?[”\"’]"
)
_SENTENCE_END = re.compile(r"[.!?]\s|\n\s*\n|\b(?:him|her|it)\b")
_NICKNAME = re.compile(r"[“\"‘]([^“”\"’]{2,30})[”\"’]")
RELATIONS = words(
    "wife husband brother sister son daughter father mother widow widower spouse twin cousin"
)
"""Nouns that tell whose relative somebody is."""


@lru_cache(maxsize=1 << 14)
def surname_of(name: str) -> str:
    """Return the case-folded family name of a personal name, suffixes such as "Jr." left out."""
    parts = name.casefold().split()
    if len(parts) > 1 and parts[-1].strip(".") in _SUFFIXES:
        parts = parts[:-1]
    return parts[-1] if parts else ""


@lru_cache(maxsize=1 << 14)
def split_address(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lower-case forms of address before a name, and its remaining words."""
    parts = name.split()
    forms = load_all("honorifics", "honorifics_female", "honorifics_male", "roles", "role_nouns")
    at = 0
    while at < len(parts) - 1 and parts[at].casefold().strip(".") in forms:
        at += 1
    return tuple(part.casefold().strip(".") for part in parts[:at]), tuple(parts[at:])


def _claim(owners: dict[str, int | None], name: str, number: int) -> None:
    """Note that ``name`` calls person ``number``; what calls several people calls nobody."""
    owners[name] = None if name in owners else number


class People:
    """The persons of an article by surname; built once.

    ``places`` are all the places that stand for a person, by name or by role.
    """

    def __init__(
        self,
        text: str,
        actors: Sequence[LocalActor],
        genders: Genders,
        holders: Holders,
        places: Iterable[tuple[Span, int]],
    ) -> None:
        self._text = text
        self._actors = actors
        self._genders = genders
        self._holders = holders
        self._places: dict[int, list[int]] = defaultdict(list)
        ordered = sorted(places)
        for span, number in ordered:
            self._places[number].append(span.start)
        addressed = {
            surname_of(actor.name)
            for actor in actors
            if actor.kind is ActorKind.PERSON and gender_of_address(actor.name.split()[:1])
        }
        self._namesakes: dict[str, list[int]] = defaultdict(list)
        for number, actor in enumerate(actors):
            if len(split_address(actor.name)[1]) > 1 and self._may_be_person(actor, addressed):
                self._namesakes[surname_of(actor.name)].append(number)
        self._leave_out_epithets()
        self._given_names: dict[str, int | None] = {}
        self._clipped: dict[str, int | None] = {}
        self._nicknames: dict[str, int] = {}
        for numbers in self._namesakes.values():
            for number in numbers:
                self._call(number, text)
        self._learn_nicknames(text, ordered)

    @staticmethod
    def _may_be_person(actor: LocalActor, addressed: Collection[str]) -> bool:
        """Tell a person, or what has the surname of somebody addressed as "Ms"."""
        if actor.kind in (ActorKind.PLACE, ActorKind.OTHER):
            return surname_of(actor.name) in addressed
        return actor.kind is ActorKind.PERSON

    def _leave_out_epithets(self) -> None:
        """Leave out "Old Tomas", whose last word is another person's given name."""
        given = {self._given(number) for found in self._namesakes.values() for number in found}
        for surname in given & self._namesakes.keys():
            del self._namesakes[surname]

    def _call(self, number: int, text: str) -> None:
        """Note the given name of a person, what it may be clipped to ("Teo"), the nicknames."""
        given = self._given(number)
        _claim(self._given_names, given, number)
        for end in range(_SHORTEST_CLIPPING, len(given)):
            _claim(self._clipped, given[:end], number)
        for span in self._actors[number].mentions:
            for nickname in _NICKNAME.findall(span.of(text)):
                self._nickname(nickname, number)

    def _nickname(self, nickname: str, number: int) -> None:
        called = nickname.casefold().strip(" ,.").removeprefix("the ")
        if called:
            self._nicknames[called] = number
            self._nicknames.setdefault(called.split()[-1], number)

    def _learn_nicknames(self, text: str, named: Sequence[tuple[Span, int]]) -> None:
        """Note what people are called: "Ana Orrin, whom sailors call “the Ferrywoman”"."""
        starts = [span.start for span, _ in named]
        for match in _CALLED.finditer(text):
            at = bisect_left(starts, match.start()) - 1
            if at < 0:
                continue
            span, number = named[at]
            between = text[span.end : match.start()]
            if len(between) <= _CALLED_REACH and not _SENTENCE_END.search(between):
                self._nickname(match.group(1), number)

    def is_shared(self, surname: str) -> bool:
        """Tell whether several people have the case-folded ``surname``."""
        return len(self._namesakes.get(surname, ())) > 1

    def by_epithet(self, name: str, number: int | None) -> int | None:
        """Return the person whom a nickname, a clipped given name or "Old Tomas" calls.

        ``number`` is the actor that the name was taken for.
        """
        words = name.casefold().split()
        called = self._nicknames.get(" ".join(words))
        if called is not None:
            return called if called != number else None
        if not words or len(words) > 2 or surname_of(name) in self._namesakes:
            return None
        if len(words) == 2 and words[0].strip(".") in load("honorifics"):
            return None
        called = self._given_names.get(words[-1])
        if called is None and len(words) == 1:
            called = self._clipped.get(words[0])
        return called if called != number else None

    def has_surname(self, surname: str) -> bool:
        """Tell whether somebody's full name ends in ``surname`` (case-folded)."""
        return surname in self._namesakes

    def find(self, name: str, position: int) -> int | None:
        """Return the person whom ``name`` at ``position`` means, where a full name fits it."""
        address, rest = split_address(name)
        if not rest or len(rest) > 2:
            return None
        surname = surname_of(rest[-1].removesuffix("'s").removesuffix("’s"))
        namesakes = self._namesakes.get(surname, [])[:_MOST_NAMESAKES]
        if len(rest) == 2:
            given = rest[0].casefold().rstrip(".")
            namesakes = [n for n in namesakes if self._given(n).startswith(given)]
        gender = gender_of_address(address)
        if gender is not None:
            namesakes = self._of_gender(namesakes, gender)
        else:
            namesakes = self._of_rank(namesakes, address)
        if len(namesakes) < 2:
            return namesakes[0] if namesakes else None
        if not address and len(rest) == 1:
            return self._foremost(namesakes, position)
        return max(namesakes, key=lambda number: self._nearness(number, position))

    def _given(self, number: int) -> str:
        return split_address(self._actors[number].name)[1][0].casefold()

    def _of_gender(self, numbers: Sequence[int], gender: Gender) -> list[int]:
        """Leave out people of the other gender; prefer those whose gender is known."""
        known = [n for n in numbers if self._genders.of(n) is gender]
        return known or [n for n in numbers if self._genders.of(n) is None]

    def _of_rank(self, numbers: Sequence[int], address: Sequence[str]) -> list[int]:
        ranks = set(address) - load("honorifics")
        if not ranks:
            return list(numbers)
        fit = [n for n in numbers if ranks & {i.head for i in self._holders.roles_of(n)}]
        return fit or list(numbers)

    def _foremost(self, numbers: Sequence[int], position: int) -> int:
        """Return whom a bare surname means: a subject just named in full, else the first named."""
        near = max(numbers, key=lambda number: self._subject_before(number, position))
        if position - self._subject_before(near, position) <= _STILL_SUBJECT:
            return near
        return min(numbers, key=lambda number: (self._places.get(number) or [len(self._text)])[0])

    def _subject_before(self, number: int, position: int) -> int:
        """Return where the person was last a subject, in full or by role; far off if nowhere."""
        places = self._places.get(number, [])
        at = bisect_left(places, position)
        near = reversed(places[max(0, at - _MOST_PLACES) : at])
        return next((place for place in near if self._leads(place)), -(1 << 60))

    def _leads(self, start: int) -> bool:
        """Tell whether what stands at ``start`` is the subject of a sentence or of "when …"."""
        window = self._text[max(0, start - _CLAUSE_WINDOW) : start]
        return is_subject(self._text, start) or _CLAUSE_OPENS.search(window) is not None

    def _nearness(self, number: int, position: int) -> int:
        """Rank by the last mention in full or nearly so before ``position``."""
        places = self._places.get(number) or [0]
        at = bisect_left(places, position)
        return places[at - 1] if at else -places[0]

    def relative(self, relation: str, of: int) -> int | None:
        """Return the one relative of that kind ("wife") who shares the surname of person ``of``."""
        if relation not in RELATIONS:
            return None
        gender = gender_of_address([relation])
        namesakes = self._namesakes.get(surname_of(self._actors[of].name), [])
        kin = [number for number in namesakes[:_MOST_NAMESAKES] if number != of]
        if gender is not None:
            kin = self._of_gender(kin, gender)
        return kin[0] if len(kin) == 1 else None

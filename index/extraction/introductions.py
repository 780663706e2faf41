"""Introductions: which person the article says holds which role.

    the harbourmaster, Mara Oyelaran, …       noun phrase before the name
    Harbourmaster Mara Oyelaran               title before the name
    Mara Oyelaran, 56, warden of the guild,   noun phrase after the name
    Mara Oyelaran, who is the harbourmaster   the same with a verb between
    its author is Mara Oyelaran               the verb turned round

Each gives a head ("harbourmaster"), which need not be in any list where the commas already say
that it is a person's, and modifiers ("prime", "trade", "guild") that tell one minister from
another. A later "the harbourmaster" is looked up by its head; of several holders the modifiers
decide, then who was named last. News often describes first and names later: where nobody is
introduced with a role, a holder named after the description is asked for.

Cost: a bounded window of text around each name, and a few holders at each look-up.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.extraction.grammar import PREPOSITIONS
from index.extraction.lexicons import load_all, words
from index.extraction.memo import Memo
from index.model import Span

_REACH = 100
"""Characters before or after a name in which its role is looked for."""
_LONGEST_PHRASE = 6
"""Words before the head of a role: "the very last keeper of …"."""
_MOST_HOLDERS = 8
_SOON = 500
"""Characters after "the minister" in which the foreign minister may be introduced whom it means."""
_SHORTEST_TAIL = 5
"""Letters of the shortest tail that unites compounds: "shipowner" is an "owner"."""
_WORD = re.compile(r"[^\W_][\w’'-]*|\n\s*\n|[^\w\s]")
_TO_LAST_BREAK = re.compile(r".*(?:[.!?;:“”\"—–(]|\n\s*\n)", re.DOTALL)
_OPENING = words("the a an his her its their our my")
_STOPS = words("who whom which whose that and but or is was were are has had said says then")
_NO_PHRASE = PREPOSITIONS | _STOPS
_EXCLUSIVE = words("prime vice deputy assistant former shadow acting ex under")
"""Modifiers that make another office: the deputy mayor is not "the mayor"."""
_COPULA = re.compile(r"\s+(?:is|was|became|remains)\s+(?:now\s+|still\s+)?$")
_COPULAS = words("is was became remains now still")
"""Words that ``_COPULA`` may end with."""
_LONGEST_LAST = 40
"""Characters before a name in which the last word before it is looked for."""
_AFTER = re.compile(
    r"(?:,?\s+(?:is|was|became|remains)\s+(?=(?:the|a|an|its|their|our)\s)"
    r"|\s*,\s+(?:who\s+(?:is|was)\s+)?(?:(?:aged\s+)?\d{1,3}\s*,\s+)?)"
)
_CLOSES = re.compile(r"\s*(?:[,.;)—–]|$)")
_PERSON_TAILS = (
    "man",
    "woman",
    "person",
    "master",
    "mistress",
    "keeper",
    "owner",
    "maker",
    "ist",
    "fisher",
    "wright",
)


@dataclass(frozen=True, slots=True)
class Introduction:
    """One place where the article gives a person a role; ``modifiers`` are lower case."""

    position: int
    actor: int
    head: str
    modifiers: frozenset[str]


def is_person_noun(word: str) -> bool:
    """Tell whether the lower-case ``word`` names a person by what they are or do."""
    lists = load_all("roles", "role_nouns", "person_nouns", "honorifics_female", "honorifics_male")
    return word in lists or word.endswith(_PERSON_TAILS)


def head_and_modifiers(phrase: Sequence[str]) -> tuple[str, frozenset[str]] | None:
    """Return the lower-case head of a noun phrase's words and what modifies it.

    ``["The", "prime", "minister", "of", "Norland"]`` gives ``("minister", {"prime", "norland"})``.
    """
    lower = [word.lower().replace("’", "'") for word in phrase]
    start = 1 if lower and (lower[0] in _OPENING or lower[0].endswith("'s")) else 0
    end = start
    while end < len(lower) and lower[end] not in PREPOSITIONS and lower[end] not in _STOPS:
        if not lower[end][0].isalnum():
            break
        end += 1
    if end == start or end - start > _LONGEST_PHRASE:
        return None
    if any(word in _OPENING for word in lower[start:end]):
        return None
    head = lower[end - 1]
    modifiers = set(lower[start : end - 1])
    if end < len(lower) and lower[end] in ("of", "for"):
        rest = lower[end + 1 : end + 4]
        modifiers.update(word for word in rest if word.isalpha() and word not in _OPENING)
    return head, frozenset(word.removesuffix("'s") for word in modifiers)


class Holders:
    """The roles of an article's people; built once, then asked in any order."""

    def __init__(self, text: str, named: Iterable[tuple[Span, int]]) -> None:
        self._text = text
        self._heads: dict[str, list[Introduction]] = defaultdict(list)
        self._mentions: dict[int, list[int]] = defaultdict(list)
        self._roles: dict[int, list[Introduction]] = defaultdict(list)
        for span, actor in named:
            self._mentions[actor].append(span.start)
            for found in introductions(text, span, actor):
                self._heads[found.head].append(found)
                self._roles[actor].append(found)

    def roles_of(self, actor: int) -> Sequence[Introduction]:
        """Return the introductions of one person, in text order."""
        return self._roles.get(actor, ())

    @property
    def heads(self) -> Iterable[str]:
        """The heads of all roles that the article introduces somebody with."""
        return self._heads.keys()

    def add(self, position: int, actor: int, head: str, modifiers: frozenset[str]) -> None:
        """Give a person a role that the text tells in another way."""
        found = Introduction(position, actor, head, modifiers)
        self._heads[head].append(found)
        self._roles[actor].append(found)

    def find(self, head: str, modifiers: frozenset[str], position: int) -> int | None:
        """Return the person whom a definite role at ``position`` stands for, or None."""
        known = next((self._heads[form] for form in _tails(head) if form in self._heads), None)
        if known is None:
            return None
        at = bisect_left(known, position, key=lambda found: found.position)
        near = known[max(0, at - _MOST_HOLDERS) : at + _MOST_HOLDERS]
        rated = [
            (fit, found)
            for found in near
            if (modifiers or not found.modifiers or found.position < position + _SOON)
            and (fit := _fit(modifiers, found)) is not None
        ]
        if not rated:
            return None
        best = max(fit for fit, _ in rated)
        holders = dict.fromkeys(found.actor for fit, found in rated if fit == best)
        return max(holders, key=lambda actor: self._nearness(actor, position))

    def _nearness(self, actor: int, position: int) -> int:
        """Rank people: the later named before ``position`` the better, then the sooner after."""
        places = self._mentions[actor]
        at = bisect_left(places, position)
        return places[at - 1] if at else -places[0]


def _fit(modifiers: frozenset[str], found: Introduction) -> int | None:
    """Rate how a holder's modifiers suit the asked ones; None where they exclude each other."""
    if (modifiers ^ found.modifiers) & _EXCLUSIVE:
        return None
    shared = len(modifiers & found.modifiers)
    if modifiers and found.modifiers and not shared:
        return None
    return shared


def _tails(head: str) -> Iterator[str]:
    yield head
    for start in range(1, len(head) - _SHORTEST_TAIL + 1):
        yield head[start:]


def introductions(text: str, name: Span, actor: int) -> Iterator[Introduction]:
    """Yield what the words around one ``name`` say about the person's role."""
    phrases: list[list[str] | None] = []
    if _may_stand_behind_a_role(text, name):
        before = _words_before(text, name.start)
        phrases = [_title(text, name, before), _before(text, name, before)]
    for phrase in (*phrases, _after(text, name)):
        found = head_and_modifiers(phrase) if phrase else None
        if found is not None and found[0].isascii() and not found[0].isdigit():
            yield Introduction(name.start, actor, *found)


def _may_stand_behind_a_role(text: str, name: Span) -> bool:
    """Tell whether it is worth looking at the words before a name: of most, one tells that not."""
    if _TITLED[name.of(text)]:
        return True
    last = text[max(0, name.start - _LONGEST_LAST) : name.start].rsplit(None, 1)[-1:]
    return not last or _ENDS_A_ROLE[last[0]]


def _is_titled(name: str) -> bool:
    """Tell whether a title may stand at a name's beginning."""
    titles = load_all("roles", "role_nouns")
    return any(word.rstrip(".").lower() in titles for word in name.split()[:-1])


def _may_end_a_role(last: str) -> bool:
    """Tell whether a name may be given a role by words that end in ``last``, up to a space."""
    found = _WORD.findall(last)
    if not found or found[-1] == "," or last in _COPULAS:
        return True
    return found[-1].lower() in load_all("roles", "role_nouns")


_TITLED = Memo(_is_titled)
_ENDS_A_ROLE = Memo(_may_end_a_role)


def _words_before(text: str, end: int) -> list[str]:
    """Return the words and marks of the sentence before ``end``, bounded."""
    start = max(0, end - _REACH)
    opened = _TO_LAST_BREAK.match(text, start, end)
    if opened is not None:
        return _WORD.findall(text, opened.end(), end)
    found = _WORD.findall(text, start, end)
    return found[1:] if end > _REACH else found


def _title(text: str, name: Span, before: list[str]) -> list[str] | None:
    """Return the title straight before a name or at its beginning: "Prime Minister Orrin"."""
    own = name.of(text).split()
    before = before[-3:]
    run = before + [word.rstrip(".") for word in own[:-1]]
    titles = load_all("roles", "role_nouns")
    last = next((at for at in range(len(run) - 1, -1, -1) if run[at].lower() in titles), None)
    if last is None or last < len(before) - 1:
        return None
    first = last
    modifiers = load_all("role_modifiers")
    while first > 0 and (run[first - 1][0].isupper() or run[first - 1] in modifiers):
        first -= 1
    return [word.lower() for word in run[first : last + 1]]


def _before(text: str, name: Span, before: list[str]) -> list[str] | None:
    """Return the noun phrase that the name stands in apposition to."""
    copula = _COPULA.search(text, max(0, name.start - 20), name.start) is not None
    if copula:
        before = before[:-1]
    elif before[-1:] == [","]:
        before = before[:-1]
        while "," in before:
            before = before[before.index(",") + 1 :]
    else:
        return None
    if not before or _CLOSES.match(text, name.end) is None:
        return None
    for at in range(len(before) - 1, -1, -1):
        opens = before[at].lower() in _OPENING or before[at].replace("’", "'").endswith("'s")
        found = head_and_modifiers(before[at:]) if opens or at == 0 else None
        if found is not None and is_person_noun(found[0]):
            return before[at:]
    return None


def _after(text: str, name: Span) -> list[str] | None:
    """Return the noun phrase in apposition to the name before it."""
    start = _AFTER.match(text, name.end)
    if start is None:
        return None
    phrase: list[str] = []
    for match in _WORD.finditer(text, start.end(), min(len(text), start.end() + _REACH)):
        word = match.group()
        if not word[0].isalnum():
            break
        if not phrase and word.lower() in _NO_PHRASE:
            return None
        phrase.append(word)
    if not phrase:
        return None
    found = head_and_modifiers(phrase)
    if found is None:
        return None
    opens = phrase[0].lower() in _OPENING or phrase[0].replace("’", "'").endswith("'s")
    return phrase if opens or is_person_noun(found[0]) else None

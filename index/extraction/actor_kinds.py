"""What a name is when its words do not tell: votes from the words around it.

according to Okello      a person          in Velmora     a place
Okello, who said         a person          the Harrier    neither
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from index.extraction.capitals import fold
from index.extraction.lexicons import load, load_all
from index.extraction.name_words import folded, is_common, is_role
from index.extraction.names import Name
from index.model import ActorKind

SHORTENED = 4
"""Votes for a person whose name is used in full and short; a place has one name."""

_BEFORE = re.compile(r"([\w'’-]+)[ \u00a0“\"‘(,*_]*\Z")
_AFTER = re.compile(r"(?:['’]s)?[ \u00a0]?(,?) ?([\w'’-]+)")
_FOLLOWERS = re.compile(
    r"(?:['’]s)?\s(?:administration|presidency|premiership|cabinet|campaign|aides?|advisers?|"
    r"supporters?|voters?|backers?|loyalists?|critics?|rally|rallies|family|daughter|son|wife|"
    r"husband|father|mother|brother|sister)\b"
)
"""What a person has or leads: "the Okello administration" is a person's, not a place's."""

_OF = re.compile(r"\b([a-z]+(?:\s[a-z]+)?)\s+of(?:\s+the)?[ \u00a0]\Z")
_OWNED = re.compile(r"['’]s?\s+(?:[a-z]+\s+)?([a-z]+(?:\s[a-z]+)?)")
_AGENCY = re.compile(r"\)\s*[-–—]")
_ALONE = re.compile(r"[*_]?(?:[,.;:!?)”\"]|['’]s\b|\s(\w+))")
_WINDOW = 24
_PLACING = frozenset(
    {"in", "near", "across", "outside", "throughout", "inside", "around", "at", "off"}
)
_TOWARDS = frozenset({"at", "from", "to", "into", "through", "towards", "via"})
_SELF = frozenset({"who", "whose", "himself", "herself", "born", "married"})


@cache
def saying_forms() -> frozenset[str]:
    """Return the verbs of saying, as they are listed."""
    return load_all("verbs_of_saying", "verbs_of_thinking")


def vote(text: str, name: Name) -> dict[ActorKind, int]:
    """Return what the words right before and after a name say about its kind, as votes."""
    if name.title:
        return {ActorKind.PERSON: 5}
    if name.form.isupper():
        return {_shouted_kind(text, name): 3}
    before = _BEFORE.search(text, max(0, name.span.start - _WINDOW), name.span.start)
    word = fold(before.group(1)) if before else ""
    votes = _vote_before(text, name, word, before.group() if before else "")
    person = _person_vote_behind(text, name)
    if len(name.words) == 1 and _FOLLOWERS.match(text, name.span.end):
        person += 1
    if person:
        votes[ActorKind.PERSON] = votes.get(ActorKind.PERSON, 0) + person
    if _has_office(text, name, word):
        votes[ActorKind.PLACE] = votes.get(ActorKind.PLACE, 0) + 3
    if text.startswith(")", name.span.end) and _AGENCY.match(text, name.span.end):
        votes[ActorKind.ORGANISATION] = votes.get(ActorKind.ORGANISATION, 0) + 4
    return votes


def _vote_before(text: str, name: Name, word: str, gap: str) -> dict[ActorKind, int]:
    """Return the vote of the word before a name; ``gap`` is that word up to the name."""
    if word == "to" and text.endswith("ccording to ", 0, name.span.start):
        return {ActorKind.PERSON: 1}
    if word in _PLACING:
        return {ActorKind.PLACE: 4}
    if word in _TOWARDS and len(name.words) == 1:
        return {ActorKind.PLACE: 1}
    if word in folded("craft"):
        return {ActorKind.OTHER: 4}
    if word == "the" and not _FOLLOWERS.match(text, name.span.end):
        return {ActorKind.OTHER: 3 if _stands_alone(text, name) else 1}
    role = is_role(word) and gap and not gap.rstrip(" ").endswith(",")
    return {ActorKind.PERSON: 4} if role else {}


def _has_office(text: str, name: Name, before: str) -> bool:
    """Tell "the mayor of Corran" and "Corran's parliament": only a place has those.

    ``before`` is the word before the name.
    """
    start, end = name.span
    if before in ("of", "the"):
        office = _OF.search(text, max(0, start - _WINDOW), start)
        if office is not None and _is_office(office.group(1)):
            return True
    if text[end : end + 1] not in ("'", "’"):
        return False
    owned = _OWNED.match(text, end)
    return owned is not None and _is_office(owned.group(1))


def _is_office(words: str) -> bool:
    """Tell whether the last word, or the last two, is what a place has."""
    offices = load("seats_of_office")
    return words in offices or words.rpartition(" ")[2] in offices


def _stands_alone(text: str, name: Name) -> bool:
    """Tell "the Corona, which" and "the Corona was" from "the Okello bill"."""
    after = _ALONE.match(text, name.span.end)
    return after is not None and (
        not after.group(1) or fold(after.group(1)) in load("function_words")
    )


def _person_vote_behind(text: str, name: Name) -> int:
    """Return how much the word after a name speaks for a person; a state may say things too."""
    after = _AFTER.match(text, name.span.end, name.span.end + _WINDOW)
    if after is None:
        return 0
    word, after_comma = fold(after.group(2)), bool(after.group(1))
    if word in _SELF:
        return 5
    if word in folded("person_verbs"):
        return 2
    return int(not after_comma and _is_saying(word))


def _shouted_kind(text: str, name: Name) -> ActorKind:
    """ "VELMORA — The council" is a place; other capitals are an acronym."""
    following = text[name.span.end : name.span.end + 3].lstrip()
    return ActorKind.PLACE if following[:1] in ("—", "–", "/", "(") else ActorKind.ORGANISATION


def _is_saying(word: str) -> bool:
    forms = saying_forms()
    return any(
        word.endswith(ending) and (word[: len(word) - len(ending)] + restored) in forms
        for ending, restored in (("s", ""), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ies", "y"))
    )


def decide(names: Sequence[Name], votes: dict[ActorKind, int]) -> ActorKind:
    """Return the kind of a cluster from the kinds its names say, and the votes.

    A kind that the words say beats all votes. Without any, two words are a person, and so is one
    that comes again and is no ordinary word.
    """
    counts: dict[ActorKind, int] = {}
    for name in names:
        if name.kind is not None:
            counts[name.kind] = counts.get(name.kind, 0) + 1
    if counts:
        return max(counts, key=lambda kind: (counts[kind], kind is ActorKind.PERSON))
    lengths = {len(name.words) for name in names}
    if len(lengths) > 1:
        votes = {**votes, ActorKind.PERSON: votes.get(ActorKind.PERSON, 0) + SHORTENED}
    if votes.get(ActorKind.PERSON, 0) >= max(1, *votes.values(), 0):
        return ActorKind.PERSON
    if votes:
        return max(votes, key=lambda kind: (votes[kind], kind.value))
    again = len(names) > 1 and not is_common(names[0].words[0])
    return ActorKind.PERSON if max(lengths) > 1 or again else ActorKind.OTHER

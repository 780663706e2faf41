"""What a name is when its words do not tell: votes from the words around it.

according to Okello      a person          in Velmora     a place
Okello, who said         a person          the Harrier    neither
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.extraction.capitals import fold
from index.extraction.lexicons import load_all
from index.extraction.name_words import folded, is_common, is_role
from index.extraction.names import Name
from index.model import ActorKind

_BEFORE = re.compile(r"([\w'’-]+)[ \u00a0“\"‘(,]*\Z")
_AFTER = re.compile(r"(?:['’]s)?[ \u00a0]?(,?) ?([\w'’-]+)")
_WINDOW = 24
_PLACING = frozenset({"in", "near", "across", "outside", "throughout", "inside", "around"})


def saying_forms() -> frozenset[str]:
    """Return the verbs of saying, as they are listed."""
    return load_all("verbs_of_saying", "verbs_of_thinking")


def vote(text: str, name: Name) -> dict[ActorKind, int]:
    """Return what the words right before and after a name say about its kind, as votes."""
    votes: dict[ActorKind, int] = {}
    if name.title:
        votes[ActorKind.PERSON] = 3
        return votes
    before = _BEFORE.search(text, max(0, name.span.start - _WINDOW), name.span.start)
    word = fold(before.group(1)) if before else ""
    if word == "to" and text.endswith("ccording to ", 0, name.span.start):
        votes[ActorKind.PERSON] = 1
    elif word in _PLACING:
        votes[ActorKind.PLACE] = 1
    elif word == "the":
        votes[ActorKind.OTHER] = 1
    elif is_role(word) and before is not None and not before.group().rstrip(" ").endswith(","):
        votes[ActorKind.PERSON] = 2
    after = _AFTER.match(text, name.span.end, name.span.end + _WINDOW)
    if after and fold(after.group(2)) in folded("person_verbs"):
        votes[ActorKind.PERSON] = votes.get(ActorKind.PERSON, 0) + 2
    elif after and not after.group(1) and _is_saying(fold(after.group(2))):
        votes[ActorKind.PERSON] = votes.get(ActorKind.PERSON, 0) + 1
    return votes


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
    if votes.get(ActorKind.PERSON, 0) >= max(1, *votes.values(), 0):
        return ActorKind.PERSON
    if votes:
        return max(votes, key=lambda kind: (votes[kind], kind.value))
    longest = max(len(name.words) for name in names)
    again = len(names) > 1 and not is_common(names[0].words[0])
    return ActorKind.PERSON if longest > 1 or again else ActorKind.OTHER

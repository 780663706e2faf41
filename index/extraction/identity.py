"""What in a name tells who it is: the parts of a person's name, the bare words of an organisation.

    Ana Q. de Vries Jr.            given "ana", middle "q", family "vries", suffix "jr"
    Zhou Xiaoming                  given "xiaoming", family "zhou"
    Norland's Ministry of Trade    owner "norland", core {"ministry", "trade"}

All words are folded. The same functions serve one article (``aliases``) and a corpus
(``merging``), so that both mean the same by "the same name".
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from index.extraction.capitals import fold
from index.extraction.name_words import (
    family_first,
    folded,
    is_common,
    nation_prefix,
    nicknames,
    place_prefix,
    seat_of,
    territory_of,
)
from index.extraction.spelling import one_spelling

Words = tuple[str, ...]
_SMALL = frozenset({"of", "the", "and", "for", "on", "&", "affairs", "affair", "own"})


@lru_cache(maxsize=1 << 14)
def form_words(form: str) -> Words:
    """Return the folded words of a name as it is shown."""
    return tuple(fold(word) for word in form.split())


_ALSO_GIVEN = frozenset({"al", "ben"})
"""Particles that are given names too: before a single word, Ben and Al more often are."""


class PersonName(NamedTuple):
    """The parts of a person's name, folded: a short given name is replaced by the full one."""

    family: str
    given: str
    middle: str
    suffix: str


@lru_cache(maxsize=1 << 15)
def person_name(words: Words) -> PersonName:
    """Take a full name apart. ``middle`` is its initial only, "" where there is none."""
    suffix = words[-1] if words[-1] in folded("name_suffixes") and len(words) > 1 else ""
    bare = words[:-1] if suffix else words
    if family_first(bare):
        return PersonName(bare[0], " ".join(bare[1:]), "", suffix)
    inner = [word for word in bare[1:-1] if word not in folded("surname_particles")]
    given = nicknames().get(bare[0], bare[0])
    return PersonName(bare_family(bare[-1]), given, inner[0][0] if inner else "", suffix)


def bare_family(word: str) -> str:
    """Return a folded family name without the Arabic article: "assad" of "al-assad"."""
    article, hyphen, rest = word.partition("-")
    return rest if hyphen and article in ("al", "el", "as", "an", "ar") else word


@lru_cache(maxsize=1 << 14)
def is_short(words: Words) -> bool:
    """Tell whether the words are one name only, with its particles: "vries", "de vries"."""
    if len(words) == 2 and words[0] in _ALSO_GIVEN:
        return False
    return len(words) == 1 or all(word in folded("surname_particles") for word in words[:-1])


@lru_cache(maxsize=1 << 14)
def split_owner(words: Words) -> tuple[str | None, Words]:
    """Return the territory that stands before an organisation's words, and the other words.

    "chinese commerce ministry" and "china's commerce ministry" both give "china", and so does
    "ministry of commerce of china". The state may be one that no gazetteer has. For a "ministry of
    commerce in corran" the owner is Corran, where nobody knows whose capital that is.
    """
    bare = tuple(word.removesuffix("'s") for word in words[:LONGEST_OWNER]) + words[LONGEST_OWNER:]
    front = nation_prefix(bare) or place_prefix(bare)
    owner = territory_of(bare[:front]) if 0 < front < len(words) else None
    if owner:
        return owner, words[front:]
    if is_state_organ(words[1:]) and words[0].endswith("'s"):
        return bare[0], words[1:]
    if "in" in words[1:-1]:
        at = words.index("in", 1)
        if is_state_organ(words[:at]):
            seat = " ".join(words[at + 1 :])
            return seat_of(seat) or seat, words[:at]
    inner = "of" in words[:-2] or is_state_organ(words[-3:-2])
    if len(words) > 3 and words[-2] == "of" and is_state_organ(words[:-2]) and inner:
        owner = territory_of(words[-1:]) or ("" if is_common(words[-1]) else words[-1])
        return (owner, words[:-2]) if owner else (None, words)
    return None, words


@lru_cache(maxsize=1 << 14)
def is_state_organ(words: Words) -> bool:
    """Tell whether every state has a body of that name: "Ministry of Trade"."""
    return bool(folded("state_organs") & {*words, " ".join(words[-2:])})


LONGEST_OWNER = 4


@lru_cache(maxsize=1 << 14)
def core(words: Words) -> Words:
    """Return an organisation's words without its owner, alike for all ways to order them.

    "Ministry of Trade" and "Norland's Trade Ministry" both give ("ministry", "trade").
    """
    own = split_owner(words)[1]
    return tuple(sorted(one_spelling(word) for word in own if word not in _SMALL)) or words


@lru_cache(maxsize=1 << 14)
def initials(words: Words) -> frozenset[str]:
    """Return the acronyms that a name can have: with and without its small words."""
    parts = [part for word in words for part in word.split("-") if part]
    full = "".join(part[0] for part in parts)
    short = "".join(part[0] for part in parts if part not in _SMALL)
    return frozenset(letters for letters in (full, short) if len(letters) > 1)

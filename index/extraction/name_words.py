"""What single words mean inside a name: word lists, folded once, and the questions put to them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from index.extraction.capitals import fold
from index.extraction.lexicons import load

LONGEST_PLACE = 6
"""No territory or city of the lists has more words."""


@cache
def folded(*lists: str) -> frozenset[str]:
    """Return the entries of the named word lists, folded, in one set."""
    return frozenset(fold(entry) for name in lists for entry in load(name))


@cache
def nationalities() -> dict[str, str]:
    """Return the folded adjectives and peoples with the territory that each belongs to."""
    return _pairs("nationalities")


@cache
def short_places() -> dict[str, str]:
    """Return other names of places ("us", "calif") with the place that each stands for."""
    return _pairs("short_places")


def _pairs(name: str) -> dict[str, str]:
    pairs = (entry.partition(":") for entry in sorted(load(name)))
    return {fold(form.strip()): fold(meaning.strip()) for form, _, meaning in pairs}


@cache
def nicknames() -> dict[str, str]:
    """Return the folded short given names with the full one each stands for."""
    return _pairs("nicknames")


@lru_cache(maxsize=1 << 14)
def is_place(words: tuple[str, ...]) -> bool:
    """Tell whether the folded words are a territory, city or state of the gazetteer."""
    joined = " ".join(words) if len(words) <= LONGEST_PLACE else ""
    return joined in folded("territories", "states", "cities") or joined in short_places()


@lru_cache(maxsize=1 << 14)
def is_known_organisation(words: tuple[str, ...]) -> bool:
    """Tell whether the folded words are an organisation of the list."""
    return len(words) <= LONGEST_PLACE and " ".join(words) in folded("organisations")


@lru_cache(maxsize=1 << 14)
def place_prefix(words: tuple[str, ...]) -> int:
    """Return how many of the folded words at the front name a place; 0 if none do."""
    for length in range(min(LONGEST_PLACE, len(words)), 0, -1):
        if is_place(words[:length]):
            return length
    return 0


@lru_cache(maxsize=1 << 14)
def nation_prefix(words: tuple[str, ...]) -> int:
    """Return how many of the folded words at the front are a nationality: 0, 1 or 2."""
    for length in (2, 1):
        if len(words) >= length and " ".join(words[:length]) in nationalities():
            return length
    return 0


@lru_cache(maxsize=1 << 14)
def territory_of(words: tuple[str, ...]) -> str | None:
    """Return the territory that folded words name or belong to, or None."""
    joined = " ".join(words)
    territory = short_places().get(joined) or nationalities().get(joined)
    if territory is not None:
        return territory
    return joined if joined in folded("territories", "states") else None


def seat_of(place: str) -> str | None:
    """Return the state whose ministries sit in a folded capital of the list, or None."""
    return _seats().get(place)


@cache
def _seats() -> dict[str, str]:
    return _pairs("seats")


@lru_cache(maxsize=1 << 15)
def is_common(word: str) -> bool:
    """Tell whether the folded word is an ordinary English word."""
    return word in folded("common_words") or word in folded("function_words")


@lru_cache(maxsize=1 << 14)
def is_role(word: str) -> bool:
    """Tell whether the folded word is an office or a job, by itself or by its last part."""
    if word in folded("roles", "role_nouns"):
        return True
    _, hyphen, last = word.rpartition("-")
    return bool(hyphen) and last in folded("roles", "role_nouns")


@lru_cache(maxsize=1 << 15)
def is_honorific(word: str) -> bool:
    """Tell whether the folded word is a form of address or a short title ("mr", "gov")."""
    return word in folded("honorifics", "short_titles", "honorifics_male", "honorifics_female")


@lru_cache(maxsize=1 << 14)
def is_title(word: str) -> bool:
    """Tell whether the folded word may stand before a person's name."""
    return is_honorific(word) or is_role(word)


@lru_cache(maxsize=1 << 15)
def is_given_name(word: str) -> bool:
    """Tell whether the folded word is a given name of the lists."""
    return word in folded("given_names_male", "given_names_female") or word in nicknames()


@lru_cache(maxsize=1 << 14)
def gender_of(words: tuple[str, ...]) -> str | None:
    """Return "male" or "female" where the first of the folded words tells it, else None."""
    for word in words[:1]:
        if word in folded("honorifics_male", "given_names_male"):
            return "male"
        if word in folded("honorifics_female", "given_names_female"):
            return "female"
    return None


@lru_cache(maxsize=1 << 14)
def family_first(words: tuple[str, ...]) -> bool:
    """Tell whether the folded words look like a Chinese, Korean or Vietnamese name.

    That is: a family name of the list, then one or two short words, or a hyphenated pair, made of
    romanised syllables.
    """
    if not 2 <= len(words) <= 3 or words[0] not in folded("east_asian_surnames"):
        return False
    return all(_SYLLABLES.fullmatch(word) for word in words[1:])


_SYLLABLE = (
    r"(?:[bpmfdtnlgkhjqxrzcsvyw]|zh|ch|sh|ts|hs|ng|nh|th|tr)?"
    r"(?:[aeiouy]|ai|ei|ao|ou|ia|ie|iao|iu|ua|uo|uai|ui|ue|ae|eo|oo|ye|yeo|yo|ya|yu|eu|eui|oi|wa|wo|eou)"
    r"(?:n|ng|m|k|l|p|h|nh|t)?"
)
_SYLLABLES = re.compile(rf"(?:{_SYLLABLE}){{1,2}}|{_SYLLABLE}-{_SYLLABLE}")

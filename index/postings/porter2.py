"""The English stemmer Porter 2, quick enough to stem every new word of a large corpus.

Martin Porter's rules (snowballstem.org, "english") take endings off in five steps. Whether one may
go depends on where it stands: region 1 is what comes after the first consonant that follows a
vowel, region 2 is the same again within region 1.

    inter|nat|ional        an ending in region 1 loses what makes it a derived word,
         1    2            one in region 2 goes altogether

Whoosh has the same stemmer; it tries all 60 endings on every word, in ten microseconds. Here the
rules are looked up by the word's last two letters, which leaves none or a few to try: two
microseconds. The stems are the same, letter for letter, since an index keeps them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

_CONSONANT_AFTER_VOWEL = "[^aeiouy]*[aeiouy]+[^aeiouy]"
_REGIONS = re.compile(f"({_CONSONANT_AFTER_VOWEL})({_CONSONANT_AFTER_VOWEL})?")
_REGION_2 = re.compile(_CONSONANT_AFTER_VOWEL)
_LONG_BEGINNINGS = ("gener", "arsen", "commun")
"""Beginnings after which region 1 starts, whatever their letters are."""

_VOWEL = re.compile("[aeiouy]")
_VOWEL_BEFORE_LAST = re.compile("[aeiouy].")
_Y_AFTER_VOWEL = re.compile("([aeiouy])y")
_VOWELS = "aeiouy"
_DOUBLES = ("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")

_IRREGULAR = {
    "andes": "andes",
    "atlas": "atlas",
    "bias": "bias",
    "cosmos": "cosmos",
    "dying": "die",
    "early": "earli",
    "gently": "gentl",
    "howe": "howe",
    "idly": "idl",
    "lying": "lie",
    "news": "news",
    "only": "onli",
    "singly": "singl",
    "skies": "sky",
    "skis": "ski",
    "sky": "sky",
    "tying": "tie",
    "ugly": "ugli",
}
_COMPLETE = frozenset(
    ("canning", "earring", "exceed", "herring", "inning", "outing", "proceed", "succeed")
)
"""Words that are left as they are once their plural s is off."""


class _Rule(NamedTuple):
    """An ending, what takes its place, where it must stand, and what before it (any if empty)."""

    ending: str
    instead: str
    region: int
    before: tuple[str, ...] = ()


Rules = Mapping[str, Sequence[_Rule]]


def _by_last_letters(rules: Iterable[_Rule]) -> Rules:
    """Return rules by the last two letters of their endings, longer endings first."""
    found: dict[str, list[_Rule]] = defaultdict(list)
    for rule in sorted(rules, key=lambda rule: -len(rule.ending)):
        found[rule.ending[-2:]].append(rule)
    return dict(found)


_STEP_2 = _by_last_letters(
    (
        *(
            _Rule(ending, instead, 1)
            for ending, instead in (
                ("ization", "ize"),
                ("ational", "ate"),
                ("fulness", "ful"),
                ("ousness", "ous"),
                ("iveness", "ive"),
                ("tional", "tion"),
                ("biliti", "ble"),
                ("lessli", "less"),
                ("entli", "ent"),
                ("ation", "ate"),
                ("alism", "al"),
                ("aliti", "al"),
                ("ousli", "ous"),
                ("iviti", "ive"),
                ("fulli", "ful"),
                ("enci", "ence"),
                ("anci", "ance"),
                ("abli", "able"),
                ("izer", "ize"),
                ("ator", "ate"),
                ("alli", "al"),
                ("bli", "ble"),
            )
        ),
        _Rule("ogi", "og", 1, before=("l",)),
        _Rule("li", "", 1, before=tuple("cdeghkmnrt")),
    )
)
_STEP_3 = _by_last_letters(
    (
        _Rule("ational", "ate", 1),
        _Rule("tional", "tion", 1),
        _Rule("alize", "al", 1),
        _Rule("icate", "ic", 1),
        _Rule("iciti", "ic", 1),
        _Rule("ative", "", 2),
        _Rule("ical", "ic", 1),
        _Rule("ness", "", 1),
        _Rule("ful", "", 1),
    )
)
_REMOVED = "al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize"
_STEP_4 = _by_last_letters(
    (
        *(_Rule(ending, "", 2) for ending in _REMOVED.split()),
        _Rule("ion", "", 2, before=("s", "t")),
    )
)


_CHANGED_LATER = frozenset((*_STEP_2, *_STEP_3, *_STEP_4))
"""The last two letters of all endings of steps 2 to 4."""


def porter2(word: str) -> str:
    """Return the stem of a word in lower case; may be empty where it is nothing but an ending."""
    if len(word) <= 2:
        return word
    word = word.removeprefix("'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if "y" in word:
        word = _Y_AFTER_VOWEL.sub(r"\1Y", "Y" + word[1:] if word[0] == "y" else word)
    whole = word
    if "'" in word:
        word = _without_possessive(word)
    if word.endswith(("s", "ied")):
        word = _without_plural(word)
    if word in _COMPLETE:
        return word
    if word.endswith(("ed", "ing", "edly", "ingly")):
        word = _without_tense(word, whole)
    if word.endswith(("y", "Y")) and len(word) > 2 and word[-2] not in _VOWELS:
        word = word[:-1] + "i"
    if word[-2:] in _CHANGED_LATER:
        for rules in (_STEP_2, _STEP_3, _STEP_4):
            word = _changed(word, rules.get(word[-2:], ()), whole)
    if word.endswith(("e", "ll")):
        word = _without_last(word, whole)
    return word.replace("Y", "y")


def _regions(word: str) -> tuple[int, int, int]:
    """Return where a word itself, its region 1 and its region 2 begin.

    What counts is the ``whole`` word, before anything was taken off.
    """
    if word.startswith(_LONG_BEGINNINGS):
        first = 6 if word.startswith("commun") else 5
        after = _REGION_2.match(word, first)
        return 0, first, after.end() if after else len(word)
    found = _REGIONS.match(word)
    if found is None:
        return 0, len(word), len(word)
    return 0, found.end(1), found.end(2) if found[2] else len(word)


def _without_possessive(word: str) -> str:
    if "'" in word:
        for ending in ("'s'", "'s", "'"):
            if word.endswith(ending):
                return word[: -len(ending)]
    return word


def _without_plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith(("us", "ss")) or not _VOWEL_BEFORE_LAST.search(word, 0, len(word) - 1):
        return word
    return word[:-1]


def _without_tense(word: str, whole: str) -> str:
    """Take off -ed, -ing and their adverbs; what is left may get its e back, or lose a double."""
    if word.endswith(("eed", "eedly")):
        ending = 3 if word.endswith("eed") else 5
        return word[: 2 - ending] if len(word) - ending >= _regions(whole)[1] else word
    left = word.removesuffix("ly")
    left = left[: -2 if left.endswith("ed") else -3]
    if not _VOWEL.search(left):
        return word
    if left.endswith(("at", "bl", "iz")):
        return left + "e"
    if left.endswith(_DOUBLES):
        return left[:-1]
    return left + "e" if _ends_short(left) and _regions(left)[1] == len(left) else left


def _ends_short(word: str) -> bool:
    """Tell whether a word ends in a short syllable: a vowel followed by one consonant, not w, x
    or y, with a consonant before; or is a vowel and a consonant."""
    if len(word) < 3:
        return len(word) == 2 and word[0] in _VOWELS and word[1] not in _VOWELS
    return word[-1] not in "aeiouywxY" and word[-2] in _VOWELS and word[-3] not in _VOWELS


def _changed(word: str, rules: Sequence[_Rule], whole: str) -> str:
    """Apply the first rule whose ending the word has, if it may be applied."""
    for ending, instead, region, before in rules:
        if word.endswith(ending):
            left = word[: -len(ending)]
            if len(left) < _regions(whole)[region] or (before and not left.endswith(before)):
                return word
            return left + instead
    return word


def _without_last(word: str, whole: str) -> str:
    """Take off a last e, or the second of two last l."""
    left = word[:-1]
    _, first, second = _regions(whole)
    if len(left) >= second or (word[-1] == "e" and len(left) >= first and not _ends_short(left)):
        return left
    return word

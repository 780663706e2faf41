"""Where in a text words may begin as those that are looked for, told without reading its words.

A word that matches has the folded form that the index knows: lower case, accents and the dots of
acronyms off. What is sought is turned into plain text that must stand where such a word begins:

    sought          in the text
    stem toll       tol                    stemming changes no letter before the last one of a stem
    stem studi      stud                   (study, studied); die, lie and tie keep the first (dying)
    prefix harb     harb
    prefix usa      usa, u.s               as an acronym
    prefix 1000     1                      1,000 has its comma

and then ``str.find`` does the work. What is not ASCII may fold to anything, so a stretch that has
such a character, but for common punctuation, is always one to read.

Cost: a tenth of a microsecond for each sought beginning and one for what it finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

ENOUGH = 5
"""Letters of a beginning that are looked for: longer ones find hardly less."""

MOST = 12
"""Beginnings that are looked for one by one; where there are more, reading all words is quicker."""

_SHORTENED = frozenset({"die", "lie", "tie"})
"""Stems of words that share but the first letter with them: dying, lying, tying."""

_LETTERS = re.compile("[a-z]*")
_ODD = re.compile("[^\x00-\x7f“”‘’–—…\xa0]")
"""What may be part of a word, and is not ASCII."""

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Plain texts with which words begin, none of which begins with another one."""

    sought: tuple[str, ...]

    @classmethod
    def of(cls, stems: Iterable[str], prefixes: Iterable[str]) -> Beginnings | None:
        """Take stems and prefixes of folded words. None where these say too little, or too much."""
        begun = tuple(prefixes)
        parts = map(_kept_by_stemming, stems)
        kept = {part for part in parts if not part.startswith(begun)}.union(begun)
        sought: list[str] = []
        for text in sorted({form for each in kept for form in _written(each)}):
            if not sought or not text.startswith(sought[-1]):
                sought.append(text)
        return cls(tuple(sought)) if "" not in kept and len(sought) <= MOST else None

    def stretches(self, text: str) -> list[Stretch]:
        """Return all stretches of ``text`` between spaces with a word that may begin so.

        In order, apart, and each one with all of its words.
        """
        plain = text.lower()
        if len(plain) != len(text):
            return [(0, len(text))]
        found: dict[int, int] = {}
        for sought in self.sought:
            if len(sought) == 1:
                for match in _words_with(sought).finditer(plain):
                    found[_after_space(plain, match.start())] = match.end()
                continue
            place = plain.find(sought)
            while place >= 0:
                if place and "a" <= plain[place - 1] <= "z":
                    place = plain.find(sought, place + 1)
                    continue
                end = found[_after_space(plain, place)] = _next_space(plain, place)
                place = plain.find(sought, end)
        if not text.isascii():
            for match in _ODD.finditer(text):
                found[_after_space(plain, match.start())] = _next_space(plain, match.start())
        return sorted(found.items())


def is_plain(text: str) -> bool:
    """Tell whether a text is ASCII with common punctuation: then each stretch of it between two
    spaces has the same words beside any other plain text."""
    return text.isascii() or _ODD.search(text) is None


@cache
def _words_with(letter: str) -> re.Pattern[str]:
    """Return what finds stretches from where a word may begin with this letter or digit: many are
    inside words."""
    return re.compile(f"{letter}(?<![a-z]{letter})[^ ]*")


def _after_space(text: str, place: int) -> int:
    """Return where the stretch begins that has this place."""
    return place if place and text[place - 1] == " " else text.rfind(" ", 0, place) + 1


def _next_space(text: str, place: int) -> int:
    """Return where the stretch ends that has this place."""
    end = text.find(" ", place)
    return len(text) if end < 0 else end


def _kept_by_stemming(stem: str) -> str:
    """Return with what every word begins that has this stem."""
    return stem[:1] if len(stem) < 2 or stem in _SHORTENED else stem[:-1]


def _written(beginning: str) -> Iterable[str]:
    """Return the plain texts of which one stands where a word of ASCII begins so."""
    if beginning[:1].isdigit():
        return (beginning[0],)
    letters = _LETTERS.match(beginning)
    text = letters[0][:ENOUGH] if letters else ""
    if not text:
        return ()
    return (text,) if len(text) == 1 else (text, ".".join(text[:2]))

"""The words of the corpus: which ones there are, how they begin, and which are spelt nearly so.

A slip of the finger rarely hits the first letter, and changes few of the others, so most forms are
left out before any is compared:

    lihthizer  →  forms with l that have nearly these letters  →  OSA distance ≤ 2  →  lighthizer

OSA counts a swapped pair of letters as one slip, as people make it. Only where nothing is found
the first letter may be wrong, and then it is the only slip: each word that differs by it alone is
looked up (hunder: thunder, under, uhnder, bunder, cunder …). Among equally near forms the more
frequent one is taken.

A half-typed word may be misspelt as well: each beginning that is one slip away is looked up among
the sorted words of that letter.

Cost, with 30,000 forms for a letter: a tenth of a millisecond for one slip, half of one for two.
The words of a letter are made when a beginning is first looked up, and kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.postings.snapshot.recent import Recent

MAX_NEAR = 64
"""Forms that a tilde stands for."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_AFTER_ALL = "\U0010ffff"
_DIGIT = re.compile(r"\d")
_STARS = re.compile(r"\*+")


class WordList(Protocol):
    """Words as they were written, and how often each one was."""

    def count(self, form: str) -> int:
        """Return how often a form is there; 0 for none."""

    def beginning_with(self, prefix: str, limit: int | None = None) -> list[str]:
        """Return the ``limit`` most frequent forms (None: all) that begin so, frequent first."""

    def perhaps_near(self, word: str, slips: int) -> Sequence[str]:
        """Return forms with the first letter of ``word``, all that are ``slips`` slips away from it
        at most among them."""

    def all_forms(self, prefix: str = "") -> Iterable[str]:
        """Return all forms that begin so, ascending."""


class WordCounts:
    """A word list in memory, of words that are few enough."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._forms = sorted(counts)
        self._buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
        for form in self._forms:
            self._buckets[form[:1], len(form)].append(form)

    def count(self, form: str) -> int:
        """Return how often a form is there; 0 for none."""
        return self._counts.get(form, 0)

    def beginning_with(self, prefix: str, limit: int | None = None) -> list[str]:
        """Return the ``limit`` most frequent forms (None: all) that begin so, frequent first."""
        found = self.all_forms(prefix)
        return sorted(found, key=lambda form: -self._counts[form])[:limit]

    def perhaps_near(self, word: str, slips: int) -> Sequence[str]:
        """Return the forms with the first letter of ``word`` that are no longer or shorter than it
        by more than ``slips``."""
        lengths = range(len(word) - slips, len(word) + slips + 1)
        found = [self._buckets.get((word[:1], length), ()) for length in lengths]
        return [form for forms in found for form in forms]

    def all_forms(self, prefix: str = "") -> Sequence[str]:
        """Return all forms that begin so, ascending."""
        first = bisect_left(self._forms, prefix)
        last = bisect_left(self._forms, prefix + _AFTER_ALL)
        return self._forms[first:last]


def slips_allowed(word: str) -> int:
    """Return how many slips a word may have: 1 from four letters, 2 from six, none in numbers."""
    if len(word) < 4 or _DIGIT.search(word):
        return 0
    return 1 if len(word) < 6 else 2


class Spelling:
    """Looks words up in one word list. Safe to use from several threads; answers are kept."""

    def __init__(self, words: WordList) -> None:
        self._words = words
        self.count = words.count
        self._nearest_of: Recent[str, str | None] = Recent.of_many(4096)
        self._beginning_of: Recent[str, str | None] = Recent.of_many(4096)
        self._of_letters: Recent[str, list[str]] = Recent.of_many(64)
        self._listings: Recent[str, str] = Recent.of_many(64)

    def nearest(self, word: str) -> str | None:
        """Return the form that ``word`` was most likely meant to be; None if none is near.

        One slip is tried before two, since that is the usual case and compares fewer forms.
        """
        return self._nearest_of.get(word, self._nearest)

    def nearest_beginning(self, word: str) -> str | None:
        """Return the beginning of a form that a half-typed ``word`` was meant to be.

        Of several the one is taken that more words begin with, and one with a letter left out
        last, since many words begin with less.
        """
        return self._beginning_of.get(word, self._nearest_beginning)

    def of_letter(self, letter: str) -> list[str]:
        """Return all forms with this first letter, sorted."""
        return self._of_letters.get(letter, lambda each: list(self._words.all_forms(each)))

    def near(self, word: str, slips: int, limit: int = MAX_NEAR) -> list[str]:
        """Return forms within ``slips`` slips of ``word``, nearest first, then most frequent.

        The first letter is right in all of them, unless nothing else is found.
        """
        found = self._compare(word, slips)
        if not found and len(word) > 1:
            found = self._with_another_first_letter(word)
        return [form for _, _, form in sorted(found)[:limit]]

    def _nearest(self, word: str) -> str | None:
        for slips in range(1, slips_allowed(word) + 1):
            other = [each for each in self._compare(word, slips) if each[2] != word]
            if other:
                return min(other)[2]
        if not slips_allowed(word) or self.count(word):
            return None
        found = self._with_another_first_letter(word)
        return min(found)[2] if found else None

    def _nearest_beginning(self, word: str) -> str | None:
        if not slips_allowed(word):
            return None
        forms = self.of_letter(word[0])
        found: list[tuple[bool, int, str]] = []
        for begin in dict.fromkeys(_one_slip_away(word)):
            first, last = bisect_left(forms, begin), bisect_left(forms, begin + _AFTER_ALL)
            if first < last:
                found.append((len(begin) < len(word), first - last, begin))
        return min(found)[2] if found else None

    def of_shape(self, shape: Shape) -> Iterator[str]:
        """Yield the forms of a shape, frequent first."""
        text = self._listings.get(shape.beginning[:2], self._joined_by_frequency)
        return (match[1] for match in shape.in_lines.finditer(text))

    def _joined_by_frequency(self, beginning: str) -> str:
        """Return all forms that begin so, frequent first, each behind the end of a line."""
        forms = self._words.beginning_with(beginning, None)
        return "\n".join(["", *forms, ""]) if forms else ""

    def _compare(self, word: str, slips: int) -> list[tuple[int, int, str]]:
        """Return (slips, minus the count, form) of forms with the same first letter, if near."""
        if not slips:
            return [(0, 0, word)] if self.count(word) else []
        perhaps = self._words.perhaps_near(word, slips)
        found = process.extract(word, perhaps, scorer=OSA.distance, score_cutoff=slips, limit=None)
        return [(int(distance), -self.count(form), form) for form, distance, _ in found]

    def _with_another_first_letter(self, word: str) -> list[tuple[int, int, str]]:
        """Return forms that differ from ``word`` in nothing but the beginning: another first
        letter, one too many, one too few, or the first two swapped."""
        tries = [word[1:], word[1] + word[0] + word[2:]]
        tries += [letter + rest for letter in _LETTERS for rest in (word, word[1:])]
        counts = {form: self.count(form) for form in tries if form != word}
        return [(1, -count, form) for form, count in counts.items() if count]


def _one_slip_away(word: str) -> Iterator[str]:
    """Yield the beginnings that differ from ``word`` by one slip, not in the first letter.

    They are as long as the word, or a letter longer where one was left out.
    """
    for place in range(1, len(word)):
        before, after = word[:place], word[place:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        yield before + after[1:]
        for letter in _LETTERS:
            yield before + letter + after[1:]
            yield before + letter + after


@dataclass(frozen=True, slots=True)
class Shape:
    """A word with stars (any run of letters) and question marks (any letter).

    ``beginning`` is what stands before the first of them; ``whole`` matches a word of the shape,
    ``in_lines`` finds one (its group 1) that is a line.
    """

    beginning: str
    whole: re.Pattern[str]
    in_lines: re.Pattern[str]

    @classmethod
    def of(cls, pattern: str) -> Shape:
        """Read a pattern.

        A star takes the shortest run that is followed by what stands behind it, and never another,
        so the time is linear in the word however many stars there are.
        """
        first, *others = (_letters(piece) for piece in _STARS.split(pattern))
        body = first
        if others:
            body += "".join(f"(?>.*?{piece})" for piece in others[:-1]) + f".*{others[-1]}"
        beginning = re.split(r"[*?]", pattern, maxsplit=1)[0]
        return cls(beginning, re.compile(body), re.compile(f"\n({body})(?=\n)"))


def _letters(piece: str) -> str:
    return re.escape(piece).replace(r"\?", ".")

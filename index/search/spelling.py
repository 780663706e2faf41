"""The words of the corpus: which ones there are, how they begin, and which are spelt nearly so.

A slip of the finger rarely hits the first letter and never changes the length by much, so the
forms lie in buckets by first letter and length, and only a few buckets are compared:

    lihthizer  →  buckets (l, 7) … (l, 11)  →  OSA distance ≤ 2  →  lighthizer (1)

OSA counts a swapped pair of letters as one slip, as people make it. Only where nothing is found
the first letter may be wrong too; then its neighbour decides: xunder and hunder and nuder are
looked for where the second letter, or the first, is the one that stands there (thunder, hunter,
under). Among equally near forms the more frequent one is taken.

Cost: at 125,000 forms the buckets take 0.2 s to build; a look-up compares 1,000 to 8,000 short
strings, half a millisecond. A comparison with every form would take 35.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.postings.analysis import stem

MAX_EXPANSION = 64
"""Forms that a prefix stands for while it is being typed, and that a tilde stands for."""

MAX_STEM_CANDIDATES = 2_000
"""Forms looked at for one that shares a stem: bounds the work for a stem of one or two letters."""

_AFTER_ALL = "\U0010ffff"
_DIGIT = re.compile(r"\d")


class Lexicon(Protocol):
    """The surface forms of a corpus, sorted, and how many passages hold each one."""

    @property
    def forms(self) -> list[str]:
        """All folded forms, ascending."""

    @property
    def counts(self) -> NDArray[np.int32]:
        """Passages that hold ``forms[i]``; shape (n,)."""


def slips_allowed(word: str) -> int:
    """Return how many slips a word may have: 1 from four letters, 2 from six, none in numbers."""
    if len(word) < 4 or _DIGIT.search(word):
        return 0
    return 1 if len(word) < 6 else 2


class Spelling:
    """Looks words up in one lexicon. Safe to use from several threads; answers are kept."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.forms: Sequence[str] = lexicon.forms
        self.counts = np.asarray(lexicon.counts)
        self._count: dict[str, int] = dict(zip(self.forms, self.counts.tolist(), strict=True))
        self._by_first: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._by_second: dict[tuple[str, int], list[str]] = defaultdict(list)
        for form in self.forms:
            self._by_first[form[:1], len(form)].append(form)
            self._by_second[form[1:2], len(form)].append(form)
        self._longest = max(map(len, self.forms), default=0)
        self.nearest = lru_cache(maxsize=4096)(self._nearest)
        self.nearest_beginning = lru_cache(maxsize=4096)(self._nearest_beginning)
        self._beginnings = lru_cache(maxsize=256)(self._all_beginnings)
        self.has_stem_of = lru_cache(maxsize=4096)(self._has_stem_of)

    def count(self, form: str) -> int:
        """Return how many passages hold a form; 0 if it is not there."""
        return self._count.get(form, 0)

    def beginning_with(self, prefix: str, limit: int | None = MAX_EXPANSION) -> list[str]:
        """Return the ``limit`` most frequent forms (None: all) that begin so, frequent first."""
        first, last = self._range(prefix)
        counts = self.counts[first:last]
        if limit is not None and limit <= 0:
            return []
        if limit is not None and len(counts) > limit:
            best = np.argpartition(-counts, limit - 1)[:limit]
            best.sort()
        else:
            best = np.arange(len(counts))
        best = best[np.argsort(-counts[best], kind="stable")]
        return [self.forms[first + position] for position in best.tolist()]

    def _range(self, prefix: str) -> tuple[int, int]:
        return bisect_left(self.forms, prefix), bisect_left(self.forms, prefix + _AFTER_ALL)

    def _has_stem_of(self, word: str) -> bool:
        """Tell whether the corpus holds ``word`` or another form of it ("tolls" for "tolled")."""
        if word in self._count:
            return True
        root = stem(word)
        first, last = self._range(root[: max(2, len(root) - 1)])
        candidates = islice(self.forms, first, min(last, first + MAX_STEM_CANDIDATES))
        return any(len(form) <= len(word) + 8 and stem(form) == root for form in candidates)

    def near(self, word: str, slips: int, limit: int = MAX_EXPANSION) -> list[str]:
        """Return forms within ``slips`` slips of ``word``, nearest first, then most frequent.

        The first letter is right in all of them, unless nothing else is found.
        """
        found = self._compare(word, self._same_first_letter(word, slips), slips)
        if not found and len(word) > 1:
            found = self._compare(word, self._other_first_letter(word, slips), slips)
        return [form for _, _, form in sorted(found)[:limit]]

    def _nearest(self, word: str) -> str | None:
        """Return the form that ``word`` was most likely meant to be; None if none is near.

        One slip is tried before two, since that is the usual case and compares fewer forms.
        """
        tries = range(1, slips_allowed(word) + 1)
        for candidates in (self._same_first_letter, self._other_first_letter):
            for slips in tries:
                found = self._compare(word, candidates(word, slips), slips)
                other = [each for each in found if each[2] != word]
                if other:
                    return min(other)[2]
            if word in self._count:
                return None
        return None

    def _nearest_beginning(self, word: str) -> str | None:
        """Return the beginning of a form that a half-typed ``word`` was meant to be."""
        slips = slips_allowed(word)
        if not slips:
            return None
        found: list[tuple[float, int, str]] = []
        for length in (len(word), len(word) + 1):
            weights = self._beginnings(word[0], length)
            near = process.extract(
                word, list(weights), scorer=OSA.distance, score_cutoff=slips, limit=None
            )
            found += [(distance, -weights[begin], begin) for begin, distance, _ in near]
        return min(found)[2] if found else None

    def _all_beginnings(self, first: str, length: int) -> dict[str, int]:
        """Return the first ``length`` letters of the forms with this first letter, and how many
        passages hold a form that begins so."""
        weights: dict[str, int] = defaultdict(int)
        for each in range(length, self._longest + 1):
            for form in self._by_first.get((first, each), ()):
                weights[form[:length]] += self._count[form]
        return weights

    def _compare(
        self, word: str, candidates: Iterable[str], slips: int
    ) -> list[tuple[int, int, str]]:
        """Return (slips, minus the count, form) of the candidates that are near enough."""
        if not slips:
            return [(0, 0, word)] if word in self._count else []
        found = process.extract(
            word, list(candidates), scorer=OSA.distance, score_cutoff=slips, limit=None
        )
        return [(int(distance), -self._count[form], form) for form, distance, _ in found]

    def _same_first_letter(self, word: str, slips: int) -> Iterator[str]:
        for length in range(len(word) - slips, len(word) + slips + 1):
            yield from self._by_first.get((word[:1], length), ())

    def _other_first_letter(self, word: str, slips: int) -> Iterator[str]:
        """Yield forms whose beginning is that of ``word`` with one slip in it: another first
        letter, one too many, one too few, or the first two swapped."""
        before, after = len(word) - slips, len(word) + slips + 1
        for length in range(before + 1, after - 1):
            yield from self._by_second.get((word[1], length), ())
        for length in range(before + 2, after):
            yield from self._by_second.get((word[0], length), ())
        for length in range(before, after - 1):
            yield from self._by_first.get((word[1], length), ())

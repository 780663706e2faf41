"""Which actor, topic or source a typed name means.

People type "kang", "lu kang", "lihthizer", "comm min". A name is looked for in this order, and the
first kind of fit that finds anything decides:

    words      every word typed is a word of the name, of an alias, or all of it
    beginning  the last word typed only begins a word of the name: it is still being typed
    near       words that no name has are replaced by the nearest ones that some name has;
               failing that, the whole name is compared

Within a kind, the fit and how often the name occurs are weighed together: the name to the letter
counts EXACT times, an alias to the letter ALIAS times its passages. So ``by:kang`` takes the Lu
Kang of a hundred quotes (whose alias is Kang) before the bare "Kang" of an article that never says
which one, but not before a Kang as frequent as he. A name in quotation marks is meant to the
letter: there an exact name wins over any alias, and an alias over any word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from index.postings.analysis import forms
from index.search.spelling import Spelling

EXACT = 8
ALIAS = 4
SIMILAR = 72.0
"""Least similarity (0 to 100, rapidfuzz's ratio) of a whole name that is taken for another."""
MAX_FOUND = 8
"""Names listed for one that is ambiguous."""


class Fit(IntEnum):
    """How a typed name fits the one it was taken for, best first."""

    EXACT = 0
    ALIAS = 1
    WORDS = 2
    BEGINNING = 3
    NEAR = 4


@dataclass(frozen=True, slots=True)
class Name:
    """Something that has names: its id, its label and aliases, and how often it occurs."""

    id: int
    label: str
    aliases: Sequence[str]
    weight: int


@dataclass(frozen=True, slots=True)
class Found:
    """The names that a typed one may mean, likeliest first, and how the first one fits."""

    names: tuple[Name, ...]
    fit: Fit


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of all names, sorted, with the passages of their names."""

    forms: list[str]
    counts: NDArray[np.int32]


class Names:
    """Finds names by what people type. Pure look-ups after it is made; safe to share."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.names = list(names)
        self.labels: list[str] = []
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._alias: dict[str, list[int]] = defaultdict(list)
        self._words: dict[str, set[int]] = defaultdict(set)
        for position, name in enumerate(self.names):
            self._add(position, name)
        self._spelling = Spelling(self._lexicon())
        self.find = lru_cache(maxsize=1024)(self._find)

    def _add(self, position: int, name: Name) -> None:
        label = forms(name.label)
        self.labels.append(" ".join(label))
        self._exact[self.labels[-1]].append(position)
        for word in label:
            self._words[word].add(position)
        for alias in name.aliases:
            words = forms(alias)
            self._alias[" ".join(words)].append(position)
            for word in words:
                self._words[word].add(position)

    def _lexicon(self) -> _Words:
        words = sorted(self._words)
        weights = [sum(self.names[at].weight for at in self._words[word]) for word in words]
        return _Words(words, np.minimum(np.array(weights, np.int64), 2**31 - 1).astype(np.int32))

    def _find(self, value: str, quoted: bool = False, near: bool = True) -> Found | None:
        """Return whom ``value`` may mean; None where no name fits.

        ``quoted`` takes it to the letter where that fits; without ``near``, spelling slips are
        not forgiven.
        """
        words = forms(value)
        if not words:
            return None
        key = " ".join(words)
        if quoted and key in self._exact:
            return self._found(self._exact[key], key)
        if quoted and key in self._alias:
            return self._found(self._alias[key], key)
        positions = self._having(words) | {*self._exact.get(key, ()), *self._alias.get(key, ())}
        if positions:
            return self._found(positions, key)
        positions = self._beginning(words)
        if positions:
            return self._found(positions, key, Fit.BEGINNING)
        positions = self._nearly(words) if near else set()
        return self._found(positions, key, Fit.NEAR) if positions else None

    def similar(self, value: str, limit: int = 3) -> list[Name]:
        """Return names that look like ``value``, most alike first: to be offered, not taken."""
        found = process.extract(
            " ".join(forms(value)),
            self.labels,
            scorer=fuzz.ratio,
            score_cutoff=SIMILAR,
            limit=limit,
        )
        return [self.names[position] for _, _, position in found]

    def _having(self, words: Sequence[str]) -> set[int]:
        """Return the names that have all of ``words``."""
        holders = [self._words.get(word, set()) for word in words]
        return set.intersection(*holders) if holders else set()

    def _beginning(self, words: Sequence[str]) -> set[int]:
        """Return the names that have all of ``words``, the last of which may be a beginning."""
        begun: set[int] = set()
        for word in self._spelling.beginning_with(words[-1]):
            begun |= self._words[word]
        return begun & self._having(words[:-1]) if len(words) > 1 else begun

    def _nearly(self, words: Sequence[str]) -> set[int]:
        """Return the names that have all of ``words``, or their nearest spelling."""
        nearest = [
            word if word in self._words else self._spelling.nearest(word) or word for word in words
        ]
        positions = self._having(nearest)
        if positions or len("".join(words)) < 4:
            return positions
        key = " ".join(words)
        found = process.extractOne(key, self.labels, scorer=fuzz.ratio, score_cutoff=SIMILAR)
        return {found[2]} if found else set()

    def _found(self, positions: Iterable[int], key: str, fit: Fit | None = None) -> Found:
        """Rank names; without ``fit`` each one's own fit is weighed, and the first one's told."""
        exact, alias = set(self._exact.get(key, ())), set(self._alias.get(key, ()))

        def worth(position: int) -> tuple[int, int]:
            factor = EXACT if position in exact else ALIAS if position in alias else 1
            return -factor * (self.names[position].weight + 1), position

        ranked = sorted(set(positions), key=worth)[:MAX_FOUND]
        if fit is None:
            first = ranked[0]
            fit = Fit.EXACT if first in exact else Fit.ALIAS if first in alias else Fit.WORDS
        return Found(tuple(self.names[position] for position in ranked), fit)


def named(value: str, name: str) -> bool:
    """Tell whether ``value`` can stand for ``name``: each of its words is one of the name's."""
    wanted = set(forms(value))
    return bool(wanted) and wanted <= set(forms(name))

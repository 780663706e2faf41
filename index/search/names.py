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

All names and aliases stand in one text, a line each, and are found by looking through it. For
100,000 actors that is a millisecond a word, and the answer is kept; a dictionary of their words
would take a second to make each time a generation is opened.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from index.postings.analysis import forms
from index.postings.snapshot.recent import Recent
from index.search.spelling import Spelling, WordCounts

EXACT = 8
ALIAS = 4
SIMILAR = 72.0
"""Least similarity (0 to 100, rapidfuzz's ratio) of a whole name that is taken for another."""
MAX_FOUND = 8
"""Names listed for one that is ambiguous."""
MAX_WORDS = 12
"""Words of a typed name that are looked at: each costs a walk through all names."""

_PLAIN = re.compile(r"[A-Za-z]{1,60}(?: [A-Za-z]{1,60})*").fullmatch

Positions = NDArray[np.int64]


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


class NameBook:
    """What many things are called, folded, in one text. The things have ids that count from 0."""

    def __init__(self, forms_of_all: Sequence[str], firsts: NDArray[np.int64]) -> None:
        """Take all names; those of thing n are ``forms_of_all[firsts[n]:firsts[n + 1]]``, its
        label first, then its aliases."""
        self.forms = forms_of_all
        self.firsts = firsts
        keys = [text.lower() if _PLAIN(text) else " ".join(forms(text)) for text in forms_of_all]
        self.labels = [keys[line] for line in firsts[:-1].tolist()]
        self._text = "\n" + "\n".join(f" {key} " for key in keys) + "\n"
        self._ends = np.cumsum(np.fromiter(map(len, keys), np.int64, len(keys)) + 3)
        self._owners = np.repeat(np.arange(len(self)), np.diff(firsts))

    @classmethod
    def of(cls, names: Iterable[Sequence[str]]) -> NameBook:
        """Make one from the label and the aliases of each thing."""
        listed = list(names)
        firsts = np.cumsum([0, *map(len, listed)], dtype=np.int64)
        return cls([form for each in listed for form in each], firsts)

    def __len__(self) -> int:
        return len(self.firsts) - 1

    def names_of(self, number: int) -> Sequence[str]:
        """Return the label and the aliases of a thing."""
        return self.forms[int(self.firsts[number]) : int(self.firsts[number + 1])]

    def called(self, key: str) -> tuple[Positions, Positions]:
        """Return the ids of those whose label, and of those one of whose aliases, is ``key``."""
        lines = self._lines(f"\n {key} \n")
        owners = self._owners[lines]
        is_label = self.firsts[owners] == lines
        return owners[is_label], np.unique(owners[~is_label])

    def with_word(self, word: str) -> Positions:
        """Return the ids of those that have a word in their label or an alias, ascending."""
        return np.unique(self._owners[self._lines(f" {word} ")])

    def with_beginning(self, beginning: str) -> Positions:
        """Return the ids of those that have a word that begins so, ascending."""
        return np.unique(self._owners[self._lines(f" {beginning}")])

    def has_word(self, word: str) -> bool:
        """Tell whether any of them has a word."""
        return f" {word} " in self._text

    @cached_property
    def spelling(self) -> Spelling:
        """The words of all names."""
        return Spelling(WordCounts(Counter(self._text.split())))

    def _lines(self, wanted: str) -> Positions:
        """Return the numbers of the lines where ``wanted`` stands; a line may come twice."""
        places = []
        find = self._text.find
        place = find(wanted)
        while place >= 0:
            places.append(place + 1)
            place = find(wanted, place + len(wanted) - 1)
        return np.searchsorted(self._ends, np.array(places, np.int64), side="right")


class Names:
    """Finds names by what people type. Answers are kept; safe to use from several threads."""

    def __init__(self, book: NameBook, weights: NDArray[np.integer], least: int = 0) -> None:
        """Take the names, and how often each occurs: those that do less often than ``least`` are
        not found."""
        self._book = book
        self._weights = weights
        self._least = least
        self._found_names: Recent[tuple[str, bool, bool], Found | None] = Recent.of_many(1024)

    def name(self, number: int) -> Name:
        """Return the name of the thing with this id."""
        label, *aliases = self._book.names_of(number)
        return Name(number, label, aliases, int(self._weights[number]))

    def find(self, value: str, quoted: bool = False, near: bool = True) -> Found | None:
        """Return whom ``value`` may mean; None where no name fits.

        ``quoted`` takes it to the letter where that fits; without ``near``, spelling slips are
        not forgiven.
        """
        return self._found_names.get((value, quoted, near), lambda key: self._find(*key))

    def _find(self, value: str, quoted: bool, near: bool) -> Found | None:
        words = forms(value)[:MAX_WORDS]
        if not words:
            return None
        key = " ".join(words)
        exact, alias = map(self._occurring, self._book.called(key))
        if quoted and len(exact):
            return self._found(exact, exact, alias)
        if quoted and len(alias):
            return self._found(alias, exact, alias)
        tries: list[tuple[Fit | None, Callable[[], Positions]]] = [
            (None, lambda: np.union1d(self._having(words), np.union1d(exact, alias))),
            (Fit.BEGINNING, lambda: self._beginning(words)),
        ]
        if near:
            tries.append((Fit.NEAR, lambda: self._nearly(words)))
        for fit, look in tries:
            positions = look()
            if len(positions):
                return self._found(positions, exact, alias, fit)
        return None

    def similar(self, value: str, limit: int = 3) -> list[Name]:
        """Return names that look like ``value``, most alike first: to be offered, not taken."""
        key = " ".join(forms(value)[:MAX_WORDS])
        found = process.extract(
            key, self._keys, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=limit
        )
        return [self.name(position) for _, _, position in found]

    @cached_property
    def _keys(self) -> list[str | None]:
        """The folded labels; None for those that are not found: rapidfuzz leaves them out."""
        found = (self._weights >= self._least).tolist()
        return [key if there else None for key, there in zip(self._book.labels, found, strict=True)]

    def _occurring(self, positions: Positions) -> Positions:
        return positions[self._weights[positions] >= self._least]

    def _having(self, words: Sequence[str]) -> Positions:
        """Return the names that have all of ``words``."""
        positions = self._book.with_word(words[0])
        for word in words[1:]:
            if not len(positions):
                break
            positions = np.intersect1d(positions, self._book.with_word(word))
        return self._occurring(positions)

    def _beginning(self, words: Sequence[str]) -> Positions:
        """Return the names that have all of ``words``, the last of which may be a beginning."""
        begun = self._occurring(self._book.with_beginning(words[-1]))
        return np.intersect1d(begun, self._having(words[:-1])) if len(words) > 1 else begun

    def _nearly(self, words: Sequence[str]) -> Positions:
        """Return the names that have all of ``words``, or their nearest spelling."""
        book = self._book
        nearest = [
            word if book.has_word(word) else book.spelling.nearest(word) or word for word in words
        ]
        positions = self._having(nearest)
        if len(positions) or len("".join(words)) < 4:
            return positions
        key = " ".join(words)
        found = process.extractOne(key, self._keys, scorer=fuzz.ratio, score_cutoff=SIMILAR)
        return np.array([found[2]] if found else [], np.int64)

    def _found(
        self, positions: Positions, exact: Positions, alias: Positions, fit: Fit | None = None
    ) -> Found:
        """Rank names; without ``fit`` each one's own fit is weighed, and the first one's told."""
        is_exact, is_alias = np.isin(positions, exact), np.isin(positions, alias)
        factors = np.where(is_exact, EXACT, np.where(is_alias, ALIAS, 1))
        order = np.lexsort((positions, -factors * (self._weights[positions] + 1)))[:MAX_FOUND]
        if fit is None:
            first = order[0]
            fit = Fit.EXACT if is_exact[first] else Fit.ALIAS if is_alias[first] else Fit.WORDS
        return Found(tuple(map(self.name, positions[order].tolist())), fit)


def named(value: str, name: str) -> bool:
    """Tell whether ``value`` can stand for ``name``: each of its words is one of the name's."""
    wanted = set(forms(value))
    return bool(wanted) and wanted <= set(forms(name))

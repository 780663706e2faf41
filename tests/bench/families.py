"""Which words of a corpus the stemmers bring together, and where all of them agree.

SQLite and stock Whoosh stem by Porter's first algorithm (Whoosh leaves double letters standing),
tantivy and the index by his second. Where a query stands for the same words under all of them, and
whether stems or words are compared, all engines must count the same passages; other queries would
compare languages, not engines.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein
from whoosh.lang.porter import stem as whoosh_stem
from whoosh.lang.porter2 import stem as second_stem

AFTER_ALL = "\U0010ffff"


class Families:
    """The words of a vocabulary by their stems, under all stemmers."""

    def __init__(self, words: Sequence[str]) -> None:
        self._plain = _Stems(words, list)
        stemmers = (sqlite_stems, _each(whoosh_stem), _each(second_stem))
        self._stemmed = [_Stems(words, stemmer) for stemmer in stemmers]

    def agree_on(self, word: str) -> bool:
        """Tell whether all stemmers bring the same words together with ``word``."""
        return self._all_same(stems.families([word]) for stems in self._stemmed)

    def unchanged(self, word: str) -> bool:
        """Tell whether ``word`` is its own stem."""
        return all(stems.stemmer([word]) == [word] for stems in self._stemmed)

    def agree_on_beginning(self, prefix: str) -> bool:
        """Tell whether ``prefix`` is left alone by all stemmers, and begins the stems of the same
        words as share a stem with a word that begins so."""
        return self._agree(self._plain.beginning_with(prefix), _Stems.beginning_with, prefix) and (
            self.unchanged(prefix)
        )

    def agree_on_slip(self, slipped: str) -> bool:
        """Tell the same of words one edit away, of which there must be one, whether or not a swap
        counts as one edit and the first letter may be wrong."""
        near = self._plain.near(slipped)
        first_kept = all(word[0] == slipped[0] for word in near)
        return bool(near) and first_kept and self._agree(near, _Stems.near, slipped)

    def _agree(self, words: set[str], asked: Callable[[_Stems, str], set[str]], text: str) -> bool:
        """Tell whether what is asked of all stems gives the families of ``words``."""
        return all(
            asked(stems, text) == stems.families(words) for stems in self._stemmed
        ) and self._all_same(stems.families(words) for stems in self._stemmed)

    @staticmethod
    def _all_same(sets: Iterable[set[str]]) -> bool:
        first, *others = sets
        return all(other == first for other in others)


class _Stems:
    """The words of a vocabulary by one sort of stem."""

    def __init__(
        self, words: Sequence[str], stemmer: Callable[[Sequence[str]], Sequence[str]]
    ) -> None:
        self.stemmer = stemmer
        self._root = dict(zip(words, stemmer(words), strict=True))
        self._words: dict[str, set[str]] = defaultdict(set)
        for word, root in self._root.items():
            self._words[root].add(word)
        self._stems = sorted(self._words)

    def families(self, words: Iterable[str]) -> set[str]:
        """Return the words of the vocabulary that share a stem with one of ``words``."""
        return self._of({self._root[word] for word in words})

    def beginning_with(self, prefix: str) -> set[str]:
        """Return the words whose stem begins so."""
        first = bisect_left(self._stems, prefix)
        return self._of(self._stems[first : bisect_left(self._stems, prefix + AFTER_ALL)])

    def near(self, slipped: str) -> set[str]:
        """Return the words whose stem is one edit away, a swap included; none at all where without
        swaps there would be fewer."""
        swaps, plain = (
            {
                root
                for root, _, _ in process.extract(
                    slipped, self._stems, scorer=scorer, score_cutoff=1, limit=None
                )
            }
            for scorer in (OSA.distance, Levenshtein.distance)
        )
        return self._of(swaps) if swaps == plain else set()

    def _of(self, roots: Iterable[str]) -> set[str]:
        return set().union(*(self._words[root] for root in roots))


def _each(stem: Callable[[str], str]) -> Callable[[Sequence[str]], Sequence[str]]:
    return lambda words: list(map(stem, words))


def sqlite_stems(words: Sequence[str]) -> list[str]:
    """Return the stems that FTS5 makes of words, each a single token."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (word, tokenize='porter unicode61')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)")
    rows = enumerate(words)
    connection.executemany("INSERT INTO t (rowid, word) VALUES (?, ?)", rows)
    stems = [term for term, _ in connection.execute("SELECT term, doc FROM v ORDER BY doc")]
    connection.close()
    return stems

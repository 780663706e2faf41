"""The queries that all engines are asked: twelve kinds, twenty of each, drawn from the corpus.

Words are drawn by how many paragraphs hold them, with a fixed seed:

    common   5 to 30 in a hundred      middling   3 to 50 in a thousand      rare   10 to 100 in all

Only such words, beginnings and slips are drawn as all stemmers understand alike (families.py), so
that all engines must count the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import islice

import numpy as np

from tests.bench.corpus import Corpus
from tests.bench.families import Families
from tests.bench.words import FUNCTION_WORDS

OF_A_KIND = 20
SEED = 23

FREQUENT_ACTORS = 60
"""Actors that a word is filtered by: the first ones of the pool."""


class Kind(StrEnum):
    """What a query asks for."""

    COMMON = "common term"
    RARE = "rare term"
    AND_2 = "AND of 2"
    AND_3 = "AND of 3"
    OR_2 = "OR of 2"
    OR_3 = "OR of 3"
    PHRASE = "phrase of 2"
    PREFIX_4 = "prefix of 4 letters"
    PREFIX_2 = "prefix of 2 letters"
    FUZZY = "fuzzy, one edit"
    ACTOR = "term with actor filter"
    ACTOR_COUNTS = "actor counts of a term"


@dataclass(frozen=True, slots=True)
class Query:
    """One question. ``words`` are lower case: terms, or the beginning of one, or a misspelt one.
    ``actor`` is a number of the pool, for Kind.ACTOR."""

    kind: Kind
    words: tuple[str, ...]
    actor: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine answers: its best documents, best first, and how many match in all.

    For Kind.ACTOR_COUNTS, instead of documents, the most frequent actors of what matches, as
    (number of the pool, passages).
    """

    best: tuple[int, ...]
    count: int
    actors: tuple[tuple[int, int], ...] = ()


def queries_of(corpus: Corpus) -> list[Query]:
    """Return the queries for a corpus, kind by kind; drawn once and kept with it."""
    path = corpus.folder / "queries.json"
    if not path.exists():
        drawn = draw_queries(corpus)
        path.write_text(json.dumps([asdict(query) for query in drawn], indent=0))
    return [
        Query(Kind(each["kind"]), tuple(each["words"]), each["actor"])
        for each in json.loads(path.read_text())
    ]


def draw_queries(corpus: Corpus) -> list[Query]:
    """Draw OF_A_KIND queries of each kind, or as many as a small corpus has; always the same."""
    chooser = _Chooser(corpus)
    makers: Mapping[Kind, Callable[[], Iterator[Query]]] = {
        Kind.COMMON: lambda: chooser.single(Kind.COMMON, chooser.common()),
        Kind.RARE: lambda: chooser.single(Kind.RARE, chooser.rare()),
        Kind.AND_2: lambda: chooser.together(Kind.AND_2, 2),
        Kind.AND_3: lambda: chooser.together(Kind.AND_3, 3),
        Kind.OR_2: lambda: chooser.apart(Kind.OR_2, 2),
        Kind.OR_3: lambda: chooser.apart(Kind.OR_3, 3),
        Kind.PHRASE: chooser.phrases,
        Kind.PREFIX_4: lambda: chooser.prefixes(Kind.PREFIX_4, 4),
        Kind.PREFIX_2: lambda: chooser.prefixes(Kind.PREFIX_2, 2),
        Kind.FUZZY: chooser.slips,
        Kind.ACTOR: chooser.filtered,
        Kind.ACTOR_COUNTS: lambda: chooser.single(Kind.ACTOR_COUNTS, chooser.common()),
    }
    return [query for make in makers.values() for query in islice(make(), OF_A_KIND)]


class _Chooser:
    """Draws queries from one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._random = np.random.default_rng(SEED)
        self._total = corpus.facts.paragraphs
        vocabulary = corpus.vocabulary()
        self._words, self._counts = vocabulary.words, vocabulary.counts
        self._count = dict(zip(self._words, self._counts.tolist(), strict=True))
        self._families = Families(self._words)

    # -- bands -------------------------------------------------------------------------------

    def _band(self, least: float, most: float) -> Iterator[str]:
        """Yield different words that so many paragraphs hold, in a drawn order, without end where
        there are any."""
        found = np.flatnonzero((self._counts >= least) & (self._counts <= most))
        while len(found):
            for place in self._random.permutation(found).tolist():
                word = self._words[place]
                if len(word) > 1 and self._families.agree_on(word):
                    yield word

    def common(self) -> Iterator[str]:
        """Yield words that 5 to 30 paragraphs in a hundred hold."""
        return self._band(0.05 * self._total, 0.3 * self._total)

    def middling(self) -> Iterator[str]:
        """Yield words that 3 to 50 paragraphs in a thousand hold."""
        return self._band(max(2, 0.003 * self._total), 0.05 * self._total)

    def rare(self) -> Iterator[str]:
        """Yield words that 10 to 100 paragraphs hold; in a small corpus, fewer."""
        return self._band(min(10, self._total / 100), min(100, self._total / 50))

    # -- kinds -------------------------------------------------------------------------------

    def single(self, kind: Kind, words: Iterator[str]) -> Iterator[Query]:
        """One word."""
        return (Query(kind, (word,)) for word in words)

    def apart(self, kind: Kind, size: int) -> Iterator[Query]:
        """A common word and middling ones; of three, every second time another common one."""
        common, middling = self.common(), self.middling()
        for number, word in enumerate(common):
            words = [word, next(middling)]
            if size == 3:
                words.append(next(common if number % 2 else middling))
            if len(set(words)) == size:
                yield Query(kind, tuple(words))

    def together(self, kind: Kind, size: int) -> Iterator[Query]:
        """The same, of words that stand in one paragraph, in their order there."""
        least, most = 0.003 * self._total, 0.05 * self._total
        for number, words in enumerate(self._paragraphs()):
            found = {word: self._count.get(word, 0) for word in words}
            common = [word for word, count in found.items() if most < count <= 6 * most]
            middling = [word for word, count in found.items() if max(2, least) <= count <= most]
            wanted = 2 if size == 3 and number % 2 else 1
            chosen = {*common[:wanted], *middling[: size - wanted]}
            asked = tuple(word for word in found if word in chosen)
            if len(asked) == size and all(map(self._families.agree_on, asked)):
                yield Query(kind, asked)

    def _paragraphs(self) -> Iterator[list[str]]:
        """Yield the words of drawn paragraphs, in lower case, some with marks."""
        for reading in self._corpus.readings():
            for row in self._random.permutation(len(reading.lines)).tolist():
                yield reading.lines[row].lower().split(" ")

    def phrases(self) -> Iterator[Query]:
        """Two words that stand side by side somewhere; every second pair has a word like "of"."""
        seen: set[tuple[str, str]] = set()
        for pair in self._neighbours():
            wants_function_word = len(seen) % 2 == 0
            if pair in seen or any(map(_is_function, pair)) is not wants_function_word:
                continue
            if all(map(self._families.agree_on, pair)):
                seen.add(pair)
                yield Query(Kind.PHRASE, pair)

    def _neighbours(self) -> Iterator[tuple[str, str]]:
        """Yield words that stand side by side, from drawn paragraphs; none of them rare."""
        least = max(2, self._total // 300)
        for words in self._paragraphs():
            place = int(self._random.integers(0, len(words) - 1))
            first, second = words[place], words[place + 1]
            if min(self._count.get(first, 0), self._count.get(second, 0)) >= least:
                yield first, second

    def prefixes(self, kind: Kind, length: int) -> Iterator[Query]:
        """The first letters of words."""
        seen: set[str] = set()
        for word in islice(self.middling(), len(self._words)):
            prefix = word[:length]
            if len(word) <= length or prefix in seen:
                continue
            if self._families.agree_on_beginning(prefix):
                seen.add(prefix)
                yield Query(kind, (prefix,))

    def slips(self) -> Iterator[Query]:
        """A word with one slip, which is no word of the corpus."""
        seen: set[str] = set()
        for word in islice(self.middling(), len(self._words)):
            if len(word) < 6 or word in seen or not self._families.unchanged(word):
                continue
            seen.add(word)
            slipped = self._with_slip(word)
            if slipped not in self._count and self._families.agree_on_slip(slipped):
                yield Query(Kind.FUZZY, (slipped,))

    def _with_slip(self, word: str) -> str:
        """Return ``word`` with a letter inside replaced, left out, or doubled."""
        place = int(self._random.integers(2, len(word) - 1))
        middle = ("x", "", word[place] * 2)[int(self._random.integers(3))]
        return word[:place] + middle + word[place + 1 :]

    def filtered(self) -> Iterator[Query]:
        """A common word, of passages with one of the most frequent actors."""
        for word in self.common():
            yield Query(Kind.ACTOR, (word,), int(self._random.integers(FREQUENT_ACTORS)))


def _is_function(word: str) -> bool:
    return word in FUNCTION_WORDS

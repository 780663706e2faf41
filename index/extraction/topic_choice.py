"""Which candidate phrases of a corpus are worth to be topics: termhood and weight.

    termhood   a part that is hardly used outside a longer term is no term:
               "federal minimum" 9 articles, "federal minimum wage" 9  ->  only the longer one
    weight     used much in some articles, and not in all

Termhood is the C-value (K. Frantzi, S. Ananiadou, H. Mima, Automatic recognition of multi-word
terms, 2000), counted in articles, with log2(words + 1) so that single words are not worth nothing
(A. Barrón-Cedeño et al., An improved automatic term recognition method for Spanish, 2009). Weight
is TF-IDF with articles as the classes.

How strict the choice is goes by the number of articles. Many share what they are about; of some
dozens two share a term by chance, unless they say it again; a few share hardly anything, and are
about what each of them comes back to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log, log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.extraction.topic_merging import MOST_TOPICS, shorter_first

FEW_ARTICLES = 20
"""From so many articles on, a topic must be in two of them; fewer share terms by chance."""

MANY_ARTICLES = 200
TOLD_BY_TWO = 4
"""Mentions that make a term of two articles a topic, where there are fewer than MANY_ARTICLES."""

FEWEST_TOPICS = 20
MAIN_MENTIONS = 3
"""A term of one article alone is a topic when it comes so often, and topics are few."""

TOLD_AGAIN = 2
"""Mentions of a term of several words that make it a topic of a few articles."""

TOLD_OFTEN = 4
"""Mentions of a single word that make it a topic of a few articles."""

FEWEST_OF_FEW = 8
"""Where a few articles have fewer topics, others are added that are told but once."""

SUPPORT = 3
"""Mentions of each word of a term, in whatever term, that make up for its own."""

HANDFUL = 5
"""Of fewer articles than these a term is a topic even if it comes but once."""

_TERMHOOD = 0.3
_INSIDE = 0.7

Numbers = NDArray[Any]


class Terms:
    """What the corpus says about every key, by number; arrays of shape (words,).

    A number that is only a label's is in 0 articles.
    """

    def __init__(
        self,
        words: Sequence[str],
        number_of: Callable[[str], int | None],
        keys: Numbers,
        occurrences: Numbers,
        article_count: int,
    ) -> None:
        self.words = words
        self.articles = np.bincount(keys, minlength=len(words))
        self.mentions = np.bincount(keys, occurrences, len(words))
        self._weights = np.bincount(keys, _by_value(occurrences, _dampened), len(words))
        self.article_count = article_count
        self._around = self._longer(number_of)

    def _longer(self, number_of: Callable[[str], int | None]) -> tuple[Numbers, Numbers]:
        """Return in how many articles the longer terms around each key are together, and how
        many they are. Only those in two articles count."""
        together = np.zeros(len(self.words), np.int64)
        count = np.zeros(len(self.words), np.int64)
        for number in np.flatnonzero(self.articles > 1).tolist():
            articles = self.articles[number]
            for part in _parts(self.words[number]):
                found = number_of(part)
                if found is not None:
                    together[found] += articles
                    count[found] += 1
        return together, count

    def lengths(self, numbers: Numbers) -> NDArray[np.int64]:
        """Return how many words each key has."""
        return np.fromiter(
            (len(self.words[number].split()) for number in numbers.tolist()),
            np.int64,
            len(numbers),
        )

    def scores(self, numbers: Numbers) -> NDArray[np.float64]:
        """Return termhood times weight; 0 for what is only a part of a longer term."""
        articles = self.articles[numbers]
        together, count = (each[numbers] for each in self._around)
        alone = 1 - together / np.maximum(count, 1) / articles
        length = _by_value(self.lengths(numbers), lambda words: log2(1 + words))
        rare = _by_value(articles, lambda count: log(1 + self.article_count / count))
        return np.where(alone >= _TERMHOOD, length * alone * self._weights[numbers] * rare, 0)


def _dampened(occurrences: int) -> float:
    return 1 + log(occurrences)


def _by_value(numbers: Numbers, function: Callable[[int], float]) -> NDArray[np.float64]:
    """Apply a function to every number (none is negative), once for each different one."""
    there = np.bincount(numbers)
    values = np.zeros(len(there))
    for number in np.flatnonzero(there).tolist():
        values[number] = function(number)
    return values[numbers]


def _parts(key: str) -> Iterator[str]:
    """Yield the proper parts of a key: all shorter runs of its words."""
    words = key.split()
    for length in range(1, len(words)):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def best_keys(terms: Terms) -> list[int]:
    """Return the best keys, those that can join others behind them."""
    few = terms.article_count < FEW_ARTICLES
    best = _told_again(terms) if few else _shared(terms)
    articles = {terms.words[number]: int(terms.articles[number]) for number in best}
    numbers = dict(zip(articles, best, strict=True))
    return [numbers[key] for key in shorter_first(list(articles), articles)]


def _shared(terms: Terms) -> list[int]:
    """Return the best keys in two articles; with few of those, single articles' main terms.

    A single word says less than a term, so one more article must use it. Two articles that both
    say a term but once share it by chance, where there are not so many that it is one of hundreds.
    """
    several = np.flatnonzero(terms.articles > 1)
    two = terms.articles[several] == 2
    said = terms.mentions[several] >= (TOLD_BY_TWO if terms.article_count < MANY_ARTICLES else 2)
    several = several[~two | (terms.lengths(several) > 1) & said]
    best = _ranked(terms, several, 2 * MOST_TOPICS)
    if len(best) < FEWEST_TOPICS:
        main = np.flatnonzero((terms.articles == 1) & (terms.mentions >= MAIN_MENTIONS))
        best += _ranked(terms, main, FEWEST_TOPICS - len(best))
    return best


def _told_again(terms: Terms) -> list[int]:
    """Return the best keys of a few articles, which share hardly a term: what they come back to.

    Where that is little, terms are added whose words come again in other terms; all terms where
    the articles are but a handful.
    """
    numbers = np.flatnonzero(terms.articles > 0)
    single = terms.lengths(numbers) == 1
    mentions = terms.mentions[numbers]
    main = np.where(single, mentions >= TOLD_OFTEN, mentions >= TOLD_AGAIN)
    best = _without_parts(terms, _ranked(terms, numbers[main], 2 * MOST_TOPICS))
    handful = terms.article_count < HANDFUL
    fewest = FEWEST_TOPICS if handful else FEWEST_OF_FEW
    if len(best) < fewest:
        others = numbers[~main if handful else ~main & ~single].tolist()
        backed = _backed(terms, numbers, others, 0 if handful else SUPPORT)
        best += _without_parts(terms, [*best, *backed])[len(best) : fewest]
    return best


def _backed(terms: Terms, numbers: Numbers, others: Sequence[int], least: int) -> list[int]:
    """Return those of ``others`` whose words all have ``least`` uses in terms, most used first."""
    uses = _uses_of_words(terms, numbers)
    backed = [
        number
        for number in others
        if all(uses[word] >= least for word in terms.words[number].split())
    ]
    return sorted(backed, key=lambda number: (-_support(terms.words[number], uses), number))


def _without_parts(terms: Terms, numbers: Sequence[int]) -> list[int]:
    """Leave out what seldom stands outside one of the longer terms among the same numbers."""
    inside: dict[str, float] = {}
    for number in numbers:
        for part in _parts(terms.words[number]):
            inside[part] = max(inside.get(part, 0), terms.mentions[number])
    return [
        number
        for number in numbers
        if terms.mentions[number] * _INSIDE > inside.get(terms.words[number], 0)
    ]


def _uses_of_words(terms: Terms, numbers: Numbers) -> Counter[str]:
    """Return how often each word is mentioned, in all terms together."""
    uses: Counter[str] = Counter()
    for number in numbers.tolist():
        for word in set(terms.words[number].split()):
            uses[word] += int(terms.mentions[number])
    return uses


def _support(key: str, uses: Mapping[str, int]) -> float:
    words = key.split()
    return sum(log(uses[word]) for word in words) / len(words)


def _ranked(terms: Terms, numbers: Numbers, most: int) -> list[int]:
    """Return the numbers with the best scores above 0, best first, equal ones by their keys."""
    scores = terms.scores(numbers)
    if len(numbers) > most:
        bar = np.partition(scores, len(scores) - most)[len(scores) - most]
        numbers, scores = numbers[scores >= bar], scores[scores >= bar]
    good = scores > 0
    scored = zip(numbers[good].tolist(), scores[good].tolist(), strict=True)
    ranked = sorted(scored, key=lambda pair: (-pair[1], terms.words[pair[0]]))
    return [number for number, _ in ranked[:most]]

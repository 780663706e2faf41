"""The topics of a corpus, chosen from the candidate phrases of its articles.

    termhood   a part that is hardly used outside a longer term is no term:
               "federal minimum" 9 articles, "federal minimum wage" 9  ->  only the longer one
    weight     used much in some articles, and not in all
    merging    "trade deal", "trade deals", "global trade deal" tag one topic, "trade deal"
               (see topic_merging.py)
    echoes     terms that share their articles are one text that was printed again and again

Termhood is the C-value (K. Frantzi, S. Ananiadou, H. Mima, Automatic recognition of multi-word
terms, 2000), counted in articles, with log2(words + 1) so that single words are not worth nothing
(A. Barrón-Cedeño et al., An improved automatic term recognition method for Spanish, 2009). Weight
is TF-IDF with articles as the classes.

While a corpus is read, each phrase is turned into three numbers: its key's, its label's, and how
often it occurs. Everything else is counted from these arrays. Every step looks a key or its parts
up in a dictionary; only the best ``2 * MOST_TOPICS`` candidates are compared with others. Linear in
the phrases: some 2 microseconds each, 12 bytes, and 200 bytes for each different key or label.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from math import log, log2
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.extraction.numbering import Numbering
from index.extraction.topic_merging import MOST_TOPICS, merge_terms, shorter_first, topics_of_keys
from index.model import Phrase, Topic

__all__ = ["MOST_TOPICS", "CorpusPhrases", "Ranking", "rank_topics"]

FEW_ARTICLES = 20
"""From so many articles on, a topic must be in two of them; fewer share terms by chance."""

FEWEST_TOPICS = 20
MAIN_MENTIONS = 3
"""A term of one article alone is a topic when it comes so often, and topics are few."""

TOLD_AGAIN = 2
"""Mentions of a term of several words that make it a topic of a few articles."""

TOLD_OFTEN = 4
"""Mentions of a single word that make it a topic of a few articles."""

SUPPORT = 3
"""Mentions of each word of a term, in whatever term, that make up for its own."""

HANDFUL = 5
"""Of fewer articles than these a term is a topic even if it comes but once."""

MOST_TERMS = 24
_TERMHOOD = 0.3
_ECHO_OVERLAP = 0.7
_ECHO_ARTICLES = 8
_ECHOES = 3

Numbers = NDArray[Any]


class Ranking(NamedTuple):
    """The topics of a corpus, best first, ids from 0, counts 0.

    ``topic_of`` gives for every phrase in the order read (int32) the id of its topic, or -1.
    ``homes`` are the keys that have a topic, with its id; the topic of a key that is not there is
    what ``topic_merging.topics_of_keys`` says.
    """

    topics: tuple[Topic, ...]
    topic_of: NDArray[np.int32]
    homes: Mapping[str, int]


def rank_topics(
    articles: Iterable[Sequence[Phrase]],
) -> tuple[tuple[Topic, ...], NDArray[np.int32]]:
    """Choose the topics of a corpus and say which phrase belongs to which.

    ``articles`` holds the phrases of each article. Returns the topics, best first, ids from 0, and
    for every phrase in flattened order (int32) the id of its topic, or -1. Topic counts are 0.
    """
    corpus = CorpusPhrases()
    for phrases in articles:
        corpus.add(
            [phrase.key for phrase in phrases],
            [phrase.label for phrase in phrases],
            [len(phrase.spans) for phrase in phrases],
        )
    topics, topic_of, _ = corpus.rank()
    return topics, topic_of


class CorpusPhrases:
    """The phrases of a corpus while its articles are read, as numbers."""

    def __init__(self) -> None:
        self._numbers: Numbering[str] = Numbering()
        self._keys, self._labels = array("i"), array("i")
        self._occurrences, self._sizes = array("i"), array("i")

    def add(self, keys: Sequence[str], labels: Sequence[str], occurrences: Sequence[int]) -> None:
        """Take the phrases of the next article: key, label, and how often each occurs."""
        self._keys.extend(map(self._numbers.__getitem__, keys))
        self._labels.extend(map(self._numbers.__getitem__, labels))
        self._occurrences.extend(occurrences)
        self._sizes.append(len(keys))

    def rank(self) -> Ranking:
        """Choose the topics."""
        words = list(self._numbers)
        keys, labels, occurrences, sizes = (
            np.frombuffer(numbers, np.int32) if len(numbers) else np.empty(0, np.int32)
            for numbers in (self._keys, self._labels, self._occurrences, self._sizes)
        )
        terms = _Terms(words, self._numbers.get, keys, occurrences, len(sizes))
        chosen = _best(terms)
        kept = _without_echoes(chosen, words, keys, sizes)
        articles = {words[number]: int(terms.articles[number]) for number in kept}
        homes = merge_terms(list(articles), articles)
        topics = _topics(homes, _labels(kept, words, keys, labels, occurrences))
        topic_of = _topics_of(words, terms.articles > 0, homes)[keys]
        return Ranking(topics, topic_of, homes)


class _Terms:
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


# -- choosing --------------------------------------------------------------------------------------


def _best(terms: _Terms) -> list[int]:
    """Return the best keys, those that can join others behind them."""
    few = terms.article_count < FEW_ARTICLES
    best = _told_again(terms) if few else _shared(terms)
    articles = {terms.words[number]: int(terms.articles[number]) for number in best}
    numbers = dict(zip(articles, best, strict=True))
    return [numbers[key] for key in shorter_first(list(articles), articles)]


def _shared(terms: _Terms) -> list[int]:
    """Return the best keys in two articles; with few of those, single articles' main terms.

    A single word says less than a term, so one more article must use it.
    """
    several = np.flatnonzero(terms.articles > 1)
    two = terms.articles[several] == 2
    several = several[~two | (terms.lengths(several) > 1)]
    best = _ranked(terms, several, 2 * MOST_TOPICS)
    if len(best) < FEWEST_TOPICS:
        main = np.flatnonzero((terms.articles == 1) & (terms.mentions >= MAIN_MENTIONS))
        best += _ranked(terms, main, FEWEST_TOPICS - len(best))
    return best


def _told_again(terms: _Terms) -> list[int]:
    """Return the best keys of a few articles, which share hardly a term: what they come back to.

    Where that is little, terms are added whose words come again in other terms; all terms where
    the articles are but a handful.
    """
    numbers = np.flatnonzero(terms.articles > 0)
    single = terms.lengths(numbers) == 1
    mentions = terms.mentions[numbers]
    main = np.where(single, mentions >= TOLD_OFTEN, mentions >= TOLD_AGAIN)
    best = _without_parts(terms, _ranked(terms, numbers[main], 2 * MOST_TOPICS))
    if len(best) < FEWEST_TOPICS:
        handful = terms.article_count < HANDFUL
        others = numbers[~main if handful else ~main & ~single].tolist()
        backed = _backed(terms, numbers, others, 0 if handful else SUPPORT)
        best += _without_parts(terms, [*best, *backed])[len(best) : FEWEST_TOPICS]
    return best


def _backed(terms: _Terms, numbers: Numbers, others: Sequence[int], least: int) -> list[int]:
    """Return those of ``others`` whose words all have ``least`` uses in terms, most used first."""
    uses = _uses_of_words(terms, numbers)
    backed = [
        number
        for number in others
        if all(uses[word] >= least for word in terms.words[number].split())
    ]
    return sorted(backed, key=lambda number: (-_support(terms.words[number], uses), number))


def _without_parts(terms: _Terms, numbers: Sequence[int]) -> list[int]:
    """Leave out what seldom stands outside one of the longer terms among the same numbers."""
    inside: dict[str, float] = {}
    for number in numbers:
        for part in _parts(terms.words[number]):
            inside[part] = max(inside.get(part, 0), terms.mentions[number])
    return [
        number
        for number in numbers
        if terms.mentions[number] * _ECHO_OVERLAP > inside.get(terms.words[number], 0)
    ]


def _uses_of_words(terms: _Terms, numbers: Numbers) -> Counter[str]:
    """Return how often each word is mentioned, in all terms together."""
    uses: Counter[str] = Counter()
    for number in numbers.tolist():
        for word in set(terms.words[number].split()):
            uses[word] += int(terms.mentions[number])
    return uses


def _support(key: str, uses: Mapping[str, int]) -> float:
    words = key.split()
    return sum(log(uses[word]) for word in words) / len(words)


def _ranked(terms: _Terms, numbers: Numbers, most: int) -> list[int]:
    """Return the numbers with the best scores above 0, best first, equal ones by their keys."""
    scores = terms.scores(numbers)
    if len(numbers) > most:
        bar = np.partition(scores, len(scores) - most)[len(scores) - most]
        numbers, scores = numbers[scores >= bar], scores[scores >= bar]
    good = scores > 0
    scored = zip(numbers[good].tolist(), scores[good].tolist(), strict=True)
    ranked = sorted(scored, key=lambda pair: (-pair[1], terms.words[pair[0]]))
    return [number for number, _ in ranked[:most]]


def _without_echoes(
    chosen: Sequence[int], words: Sequence[str], keys: Numbers, sizes: Numbers
) -> list[int]:
    """Leave out the terms of a text that many articles repeat (an editor's note, a slogan).

    That is: at least ``_ECHOES`` terms without a word in common, in ``_ECHO_ARTICLES`` articles or
    more, that are nearly the same articles. Terms are compared only when a hash of their articles
    (the least one, so that overlapping sets tend to agree) is equal.
    """
    places = _articles_of(chosen, len(words), keys, sizes)
    blocks: dict[int, list[int]] = defaultdict(list)
    for number in chosen:
        if len(places[number]) >= _ECHO_ARTICLES:
            hashes = places[number].astype(np.uint64) * np.uint64(2654435761) % np.uint64(2**32)
            blocks[int(hashes.min())].append(number)
    echoes: set[int] = set()
    for block in blocks.values():
        for number in block:
            same = [other for other in block if _overlap(places[number], places[other])]
            if len(_unrelated([words[other] for other in same])) >= _ECHOES:
                echoes.add(number)
    return [number for number in chosen if number not in echoes]


def _articles_of(
    chosen: Sequence[int], count: int, keys: Numbers, sizes: Numbers
) -> dict[int, Numbers]:
    """Return the numbers of the articles that use each chosen key, ascending."""
    rows = _rows_of(chosen, count, keys)
    articles = np.repeat(np.arange(len(sizes)), sizes)[rows]
    order = np.argsort(keys[rows], kind="stable")
    bounds = np.searchsorted(keys[rows][order], [[number, number + 1] for number in chosen])
    return {
        number: np.unique(articles[order[first:end]])
        for number, (first, end) in zip(chosen, bounds, strict=True)
    }


def _rows_of(chosen: Sequence[int], count: int, keys: Numbers) -> Numbers:
    """Return which phrases have one of the chosen keys."""
    wanted = np.zeros(count, np.bool_)
    wanted[list(chosen)] = True
    return np.flatnonzero(wanted[keys])


def _overlap(one: Numbers, other: Numbers) -> bool:
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both >= _ECHO_OVERLAP * (len(one) + len(other) - both)


def _unrelated(keys: Sequence[str]) -> list[str]:
    """Return keys no two of which share a word."""
    seen: set[str] = set()
    found = []
    for key in keys:
        if seen.isdisjoint(key.split()):
            seen.update(key.split())
            found.append(key)
    return found


# -- what comes out --------------------------------------------------------------------------------


def _labels(
    kept: Sequence[int], words: Sequence[str], keys: Numbers, labels: Numbers, occurrences: Numbers
) -> dict[str, str]:
    """Return the commonest form of each kept key, of equally common ones the first."""
    rows = _rows_of(kept, len(words), keys)
    pairs, places = np.unique(
        keys[rows].astype(np.int64) * len(words) + labels[rows], return_inverse=True
    )
    counts = np.bincount(places, occurrences[rows], len(pairs))
    forms: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
        key, label = divmod(pair, len(words))
        forms[words[key]].append((-count, words[label]))
    return {key: min(counted)[1] for key, counted in forms.items()}


def _topics(homes: Mapping[str, int], labels: Mapping[str, str]) -> tuple[Topic, ...]:
    """Make the topics: the label is the commonest form of the best key, the terms all labels."""
    members: dict[int, list[str]] = defaultdict(list)
    for key, home in homes.items():
        members[home].append(labels[key])
    return tuple(
        Topic(number, members[number][0], tuple(dict.fromkeys(members[number]))[:MOST_TERMS])
        for number in range(len(members))
    )


def _topics_of(
    words: Sequence[str], is_key: NDArray[np.bool_], homes: Mapping[str, int]
) -> NDArray[np.int32]:
    """Return the topic of each key; -1 for one without, and for what is no key."""
    found = np.full(len(words), -1, np.int32)
    found[is_key] = topics_of_keys(compress(words, is_key.tolist()), homes)
    return found

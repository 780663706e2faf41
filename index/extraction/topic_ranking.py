"""The topics of a corpus, chosen from the candidate phrases of its articles.

    choosing   the terms that are used much in some articles (see topic_choice.py)
    echoes     terms that share their articles are one text that was printed again and again
    merging    "trade deal", "trade deals", "global trade deal" tag one topic, "trade deal"
               (see topic_merging.py)

While a corpus is read, each phrase is turned into three numbers: its key's, its label's, and how
often it occurs. Everything else is counted from these arrays. Every step looks a key or its parts
up in a dictionary; only the best ``2 * MOST_TOPICS`` candidates are compared with others. Linear in
the phrases: some 2 microseconds each, 12 bytes, and 200 bytes for each different key or label.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.extraction.numbering import Numbering
from index.extraction.topic_choice import Numbers, Terms, best_keys
from index.extraction.topic_merging import MOST_TOPICS, merge_terms, topics_of_keys
from index.model import Phrase, Topic

__all__ = ["MOST_TOPICS", "CorpusPhrases", "Ranking", "rank_topics"]

MOST_TERMS = 24
_ECHO_OVERLAP = 0.7
_ECHO_ARTICLES = 8
_ECHOES = 3


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
        terms = Terms(words, self._numbers.get, keys, occurrences, len(sizes))
        chosen = best_keys(terms)
        kept = _without_echoes(chosen, words, keys, sizes)
        articles = {words[number]: int(terms.articles[number]) for number in kept}
        homes = merge_terms(list(articles), articles)
        topics = _topics(homes, _labels(kept, words, keys, labels, occurrences))
        topic_of = _topics_of(words, terms.articles > 0, homes)[keys]
        return Ranking(topics, topic_of, homes)


# -- echoes ---------------------------------------------------------------------------------------


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

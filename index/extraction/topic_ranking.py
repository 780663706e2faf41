"""The topics of a corpus, chosen from the candidate phrases of its articles.

    termhood   a part that is hardly used outside a longer term is no term:
               "federal minimum" 9 articles, "federal minimum wage" 9  ->  only the longer one
    weight     used much in some articles, and not in all
    merging    "trade deal", "trade deals", "global trade deal" tag one topic, "trade deal"
    echoes     terms that share their articles are one text that was printed again and again

Termhood is the C-value (K. Frantzi, S. Ananiadou, H. Mima, Automatic recognition of multi-word
terms, 2000), counted in articles, with log2(words + 1) so that single words are not worth nothing
(A. Barrón-Cedeño et al., An improved automatic term recognition method for Spanish, 2009). Weight
is TF-IDF with articles as the classes. Every step looks a phrase or its parts up in a dictionary;
only the best ``2 * MOST_TOPICS`` candidates are compared with others. Linear in the phrases.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import log, log2

import numpy as np
from numpy.typing import NDArray

from index.extraction.spelling import all_alike, one_spelling
from index.model import Phrase, Topic

MOST_TOPICS = 300
FEW_ARTICLES = 5
"""From so many articles on, a topic must be in two of them."""

FEWEST_TOPICS = 20
MAIN_MENTIONS = 3
"""A term of one article alone is a topic when it comes so often, and topics are few."""

MOST_TERMS = 24
_TERMHOOD = 0.3
_ECHO_OVERLAP = 0.7
_ECHO_ARTICLES = 8
_ECHOES = 3


@dataclass(slots=True)
class _Term:
    """What the corpus says about one key."""

    articles: int = 0
    weight: float = 0.0
    labels: Counter[str] = field(default_factory=Counter)
    score: float = 0.0


def rank_topics(
    articles: Sequence[Sequence[Phrase]],
) -> tuple[tuple[Topic, ...], NDArray[np.int32]]:
    """Choose the topics of a corpus and say which phrase belongs to which.

    ``articles`` holds the phrases of each article. Returns the topics, best first, ids from 0, and
    for every phrase in flattened order (int32) the id of its topic, or -1. Topic counts are 0.
    """
    terms = _collect(articles)
    _score(terms, len(articles))
    least = 2 if len(articles) >= FEW_ARTICLES else 1
    good = _best(terms, least)
    kept = _without_echoes(good, articles)
    homes = _merge(kept, terms)
    return _topics(homes, terms), _assign(articles, homes)


def _best(terms: dict[str, _Term], least: int) -> list[str]:
    """Return the best keys in ``least`` articles; with few of those, single articles' main terms.

    Articles that share hardly a term still have topics, which a reader of five articles wants.
    """
    ranked = sorted(
        (key for key, term in terms.items() if term.score > 0),
        key=lambda key: (-terms[key].score, key),
    )
    shared = [key for key in ranked if terms[key].articles >= least and _is_shared(terms[key], key)]
    if len(shared) < FEWEST_TOPICS:
        own = (key for key in ranked if terms[key].articles < least and _is_main(terms[key]))
        shared.extend(islice(own, FEWEST_TOPICS - len(shared)))
    return _shorter_first(shared[: 2 * MOST_TOPICS], terms)


def _shorter_first(keys: Sequence[str], terms: dict[str, _Term]) -> list[str]:
    """Move a term before the longer ones that end with it, so that they can join it."""
    places = {key: (place, len(key)) for place, key in enumerate(keys)}
    for key in sorted(keys, key=len, reverse=True):
        words = key.split()
        for start in range(1, len(words) - 1):
            tail = " ".join(words[start:])
            if tail in places and terms[tail].articles >= terms[key].articles:
                places[tail] = min(places[tail], (places[key][0], len(tail)))
    return sorted(keys, key=lambda key: places[key])


def _is_shared(term: _Term, key: str) -> bool:
    """A single word says less than a term, so one more article must use it."""
    return " " in key or term.articles != 2


def _is_main(term: _Term) -> bool:
    return term.labels.total() >= MAIN_MENTIONS


def _collect(articles: Sequence[Sequence[Phrase]]) -> dict[str, _Term]:
    terms: dict[str, _Term] = {}
    for phrases in articles:
        for phrase in phrases:
            term = terms.get(phrase.key)
            if term is None:
                term = terms[phrase.key] = _Term()
            term.articles += 1
            term.weight += 1 + log(len(phrase.spans))
            term.labels[phrase.label] += len(phrase.spans)
    return terms


def _score(terms: dict[str, _Term], article_count: int) -> None:
    """Set every term's score: termhood times weight; 0 for what is only a part of a longer term."""
    longer: dict[str, list[int]] = defaultdict(list)
    for key, term in terms.items():
        if term.articles > 1:
            for part in _parts(key):
                longer[part].append(term.articles)
    for key, term in terms.items():
        around = longer.get(key)
        alone = 1 - sum(around) / len(around) / term.articles if around else 1.0
        if alone >= _TERMHOOD:
            length = log2(1 + len(key.split()))
            term.score = length * alone * term.weight * log(1 + article_count / term.articles)


def _parts(key: str) -> Iterator[str]:
    """Yield the proper parts of a key: all shorter runs of its words."""
    words = key.split()
    for length in range(1, len(words)):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _without_echoes(keys: Sequence[str], articles: Sequence[Sequence[Phrase]]) -> list[str]:
    """Leave out the terms of a text that many articles repeat (an editor's note, a slogan).

    That is: at least ``_ECHOES`` terms without a word in common, in ``_ECHO_ARTICLES`` articles or
    more, that are nearly the same articles. Terms are compared only when a hash of their articles
    (the least one, so that overlapping sets tend to agree) is equal.
    """
    wanted = set(keys)
    places: dict[str, set[int]] = defaultdict(set)
    for number, phrases in enumerate(articles):
        for phrase in phrases:
            if phrase.key in wanted:
                places[phrase.key].add(number)
    blocks: dict[int, list[str]] = defaultdict(list)
    for key in keys:
        if len(places[key]) >= _ECHO_ARTICLES:
            blocks[min(number * 2654435761 % 2**32 for number in places[key])].append(key)
    echoes: set[str] = set()
    for block in blocks.values():
        for key in block:
            same = [other for other in block if _overlap(places[key], places[other])]
            if len(_unrelated(same)) >= _ECHOES:
                echoes.add(key)
    return [key for key in keys if key not in echoes]


def _overlap(one: set[int], other: set[int]) -> bool:
    return len(one & other) >= _ECHO_OVERLAP * len(one | other)


def _unrelated(keys: Sequence[str]) -> list[str]:
    """Return keys no two of which share a word."""
    seen: set[str] = set()
    found = []
    for key in keys:
        if seen.isdisjoint(key.split()):
            seen.update(key.split())
            found.append(key)
    return found


def _merge(keys: Sequence[str], terms: dict[str, _Term]) -> dict[str, int]:
    """Return the topic number of every key that a topic takes; ``keys`` are best first.

    A key joins an earlier topic when it is the same word for word but for spaces or a near
    spelling, or when it ends with that topic ("global trade deal", "trade deal").
    """
    homes: dict[str, int] = {}
    compact: dict[str, int] = {}
    blocks: dict[tuple[str, ...], list[str]] = defaultdict(list)
    count = 0
    for key in keys:
        block = tuple(word[0] for word in key.split())
        form = _compact(key)
        home = compact.get(form)
        if home is None:
            home = _ending(key, homes, terms)
        if home is None:
            near = (homes[other] for other in blocks[block] if _near(key, other))
            home = next(near, None)
        if home is None:
            if count == MOST_TOPICS:
                continue
            home, count = count, count + 1
        homes[key] = home
        compact.setdefault(form, home)
        blocks[block].append(key)
    return homes


def _compact(key: str) -> str:
    """Return a key without spaces and in one spelling: "healthcare", "laborunion"."""
    return "".join(one_spelling(word) for word in key.split())


def _ending(key: str, homes: dict[str, int], terms: dict[str, _Term]) -> int | None:
    """Return the topic that a longer key ends with, the longest first.

    A single word takes a longer term only where it is used far more often itself: "economy" takes
    "global economy", but "illegal immigration" stands beside "immigration".
    """
    words = key.split()
    for start in range(1, len(words)):
        tail = " ".join(words[start:])
        if tail in homes:
            alone = start == len(words) - 1
            if not alone or key not in terms or 3 * terms[key].articles < terms[tail].articles:
                return homes[tail]
    return None


def _near(key: str, other: str) -> bool:
    """Tell two spellings of one term ("labor union", "labour union") from two terms."""
    return all_alike(tuple(key.split()), tuple(other.split()))


def _topics(homes: dict[str, int], terms: dict[str, _Term]) -> tuple[Topic, ...]:
    """Make the topics: the label is the commonest form of the best key, the terms all labels."""
    members: dict[int, list[str]] = defaultdict(list)
    for key, home in homes.items():
        members[home].append(key)
    topics = []
    for number in range(len(members)):
        labels = [_label(terms[key].labels) for key in members[number]]
        topics.append(Topic(number, labels[0], tuple(dict.fromkeys(labels))[:MOST_TERMS]))
    return tuple(topics)


def _label(labels: Counter[str]) -> str:
    return min(labels, key=lambda label: (-labels[label], label))


def _assign(articles: Sequence[Sequence[Phrase]], homes: dict[str, int]) -> NDArray[np.int32]:
    """Return the topic of every phrase: its key's, else that of the term it ends with, else -1."""
    known = dict(homes)
    numbers = np.full(sum(map(len, articles)), -1, dtype=np.int32)
    position = 0
    for phrases in articles:
        for phrase in phrases:
            home = known.get(phrase.key)
            if home is None:
                found = _ending(phrase.key, homes, {})
                home = known[phrase.key] = -1 if found is None else found
            numbers[position] = home
            position += 1
    return numbers

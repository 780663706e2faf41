"""Which terms are one topic: same but for spaces or spelling, or one ends with the other.

"health care"   "healthcare"          the same letters
"labor union"   "labour unions"       a near spelling (the keys are stemmed)
"trade deal"    "trade agreement"     words of one meaning (lexicon/synonyms.txt)
"trade deal"    "global trade deal"   the longer one ends with the shorter one
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from index.extraction.lexicons import load
from index.extraction.spelling import all_alike, one_spelling

MOST_TOPICS = 300


def shorter_first(keys: Sequence[str], articles: Mapping[str, int]) -> list[str]:
    """Move a term before the longer ones that end with it, so that they can join it.

    ``articles`` says in how many articles each key is.
    """
    places = {key: (place, len(key)) for place, key in enumerate(keys)}
    for key in sorted(keys, key=len, reverse=True):
        words = key.split()
        for start in range(1, len(words) - 1):
            tail = " ".join(words[start:])
            if tail in places and articles[tail] >= articles[key]:
                places[tail] = min(places[tail], (places[key][0], len(tail)))
    return sorted(keys, key=lambda key: places[key])


def merge_terms(keys: Sequence[str], articles: Mapping[str, int]) -> dict[str, int]:
    """Return the topic number of every key that a topic takes; ``keys`` are best first.

    A key joins an earlier topic when it is the same word for word but for spaces, a near spelling
    or words of one meaning, or when it ends with that topic ("global trade deal", "trade deal").
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
            home = _ending(key, homes, articles)
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


def topics_of_keys(keys: Iterable[str], homes: Mapping[str, int]) -> list[int]:
    """Return the topic of each key: its own, else that of the term it ends with, else -1.

    A term of several words may also have, or end with, the meaning of another.
    """
    meanings: dict[str, int] = {}
    for key, home in homes.items():
        if " " in key:
            meanings.setdefault(_meaning(key), home)
    last_words = {key.rpartition(" ")[2] for known in (homes, meanings) for key in known}
    for other, word in _synonyms().items():
        if word.rpartition(" ")[2] in last_words:
            last_words.add(other.rpartition(" ")[2])
    return [
        _topic_of(key, homes, meanings) if key.rpartition(" ")[2] in last_words else -1
        for key in keys
    ]


def _topic_of(key: str, homes: Mapping[str, int], meanings: Mapping[str, int]) -> int:
    home = homes.get(key)
    if home is None:
        home = _ending(key, homes, {})
    if home is None and " " in key:
        meaning = _meaning(key)
        home = meanings.get(meaning)
        if home is None:
            home = _ending(meaning, meanings, {})
    return -1 if home is None else home


def _compact(key: str) -> str:
    """Return a key without spaces, in one spelling and meaning: "healthcare", "laborunion"."""
    return _meaning(key).replace(" ", "")


def _meaning(key: str) -> str:
    """Return a key in one spelling, its words those that stand for all of their meaning.

    A word alone keeps its own.
    """
    words = [one_spelling(word) for word in key.split()]
    if len(words) == 1:
        return words[0]
    whole = _synonyms().get(" ".join(words))
    return whole or " ".join(_synonyms().get(word, word) for word in words)


@cache
def _synonyms() -> dict[str, str]:
    """Return the words and terms that have another standing for them, with that one."""
    lines = (entry.partition(": ") for entry in load("synonyms"))
    return {other: word for word, _, others in lines for other in others.split(", ")}


def _ending(key: str, homes: Mapping[str, int], articles: Mapping[str, int]) -> int | None:
    """Return the topic that a longer key ends with, the longest first.

    A single word takes a longer term only where it is used far more often itself: "economy" takes
    "global economy", but "illegal immigration" stands beside "immigration".
    """
    words = key.split()
    for start in range(1, len(words)):
        tail = " ".join(words[start:])
        if tail in homes:
            alone = start == len(words) - 1
            if not alone or key not in articles or 3 * articles[key] < articles[tail]:
                return homes[tail]
    return None


def _near(key: str, other: str) -> bool:
    """Tell two spellings of one term ("labor union", "labour union") from two terms."""
    return all_alike(tuple(key.split()), tuple(other.split()))

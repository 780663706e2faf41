"""Which terms are one topic: same but for spaces or spelling, or one ends with the other.

"health care"   "healthcare"          the same letters
"labor union"   "labour unions"       a near spelling (the keys are stemmed)
"trade deal"    "global trade deal"   the longer one ends with the shorter one
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

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
    """Return the topic of each key: its own, else that of the term it ends with, else -1."""
    last_words = {key.rpartition(" ")[2] for key in homes}
    return [_topic_of(key, homes) if key.rpartition(" ")[2] in last_words else -1 for key in keys]


def _topic_of(key: str, homes: Mapping[str, int]) -> int:
    home = homes.get(key)
    if home is None:
        home = _ending(key, homes, {})
    return -1 if home is None else home


def _compact(key: str) -> str:
    """Return a key without spaces and in one spelling: "healthcare", "laborunion"."""
    return "".join(one_spelling(word) for word in key.split())


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

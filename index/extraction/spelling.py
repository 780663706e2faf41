"""Two spellings of one word, or two words: rapidfuzz proposes, the rules here decide."""

from __future__ import annotations

from functools import cache

from rapidfuzz.distance import Levenshtein

from index.extraction.lexicons import load

SHORTEST = 6
"""In shorter words a letter makes another word: "Hanna" and "Hanne", "trade" and "trace"."""


@cache
def _spellings() -> dict[str, str]:
    pairs = (entry.partition(": ") for entry in load("spellings"))
    return {british: american for british, _, american in pairs}


def one_spelling(word: str) -> str:
    """Return a folded word, singular, as it is spelt in American English."""
    return _spellings().get(word, word.replace("isation", "ization"))


def alike(one: str, other: str) -> bool:
    """Tell whether two folded words are the same but for one letter inside a long word."""
    if one == other:
        return True
    if min(len(one), len(other)) < SHORTEST or one[:2] != other[:2] or one[-1] != other[-1]:
        return False
    return Levenshtein.distance(one, other, score_cutoff=1) <= 1


def all_alike(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Tell whether two names or terms are alike word for word."""
    return len(ones) == len(others) and all(map(alike, ones, others))

"""Two spellings of one word, or two words: rapidfuzz proposes, the rule here decides."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

SHORTEST = 6
"""In shorter words a letter makes another word: "Hanna" and "Hanne", "trade" and "trace"."""


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

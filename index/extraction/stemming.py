"""A light stemmer for topic keys: plurals and possessives only.

Topics are shown, so variants must be the same word to a reader: "tariffs" and "tariff" are, and
"nation" and "nationality" are not, though a full stemmer unites them. The rules are those of the
S-stemmer (D. Harman, How effective is suffixing?, JASIS 42(1), 1991), with one more for the
"-es" after a hiss ("taxes", "speeches"), which Harman's second rule would leave as "taxe".
"""

from __future__ import annotations

from functools import lru_cache

from index.extraction.capitals import fold

_HISSES = ("xes", "ches", "shes", "sses", "zzes")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return ``word`` folded, in the singular and without a possessive ending."""
    text = fold(word).removesuffix("'s").removesuffix("'")
    if len(text) < 4:
        return text
    if text.endswith("ies") and not text.endswith(("eies", "aies")):
        return text[:-3] + "y"
    if text.endswith(_HISSES):
        return text[:-2]
    if text.endswith("es") and not text.endswith(("aes", "ees", "oes")):
        return text[:-1]
    if text.endswith("s") and not text.endswith(("us", "ss", "is")):
        return text[:-1]
    return text


def stem_phrase(phrase: str) -> str:
    """Return the key of a phrase: its words stemmed, hyphens taken as spaces."""
    return " ".join(stem(word) for word in phrase.replace("-", " ").split())

"""Which words a term may hold, and where in it: a stand-in for parts of speech.

There is no tagger, so word lists and endings decide, once for each distinct word:

    BREAK     grammar, verbs, adverbs, numbers, vague words: a term stops before it
    MODIFIER  adjectives and participles: may begin a term or stand inside it ("nuclear", "armed")
    NOUN      anything else: may stand anywhere, and a term must end with one

A noun that is taken for a verb loses a term; a verb that is taken for a noun gives a poor one,
which ranking drops because other articles do not repeat it. So the lists lean towards BREAK.
"""

from __future__ import annotations

from enum import Enum
from functools import cache, lru_cache

from index.extraction.lexicons import load
from index.extraction.name_words import folded, is_role, nationalities
from index.extraction.stemming import stem


class Place(Enum):
    """Where in a term a word may stand."""

    BREAK = 0
    MODIFIER = 1
    NOUN = 2


LONGEST_WORD = 30
_ADJECTIVAL = ("al", "ive", "ous", "ic", "able", "ible", "ful", "less", "ish", "ary", "ory", "ed")
_NOUNS_IN_ORY = ("ctory", "story", "ritory", "mory", "gory", "oratory")


@lru_cache(maxsize=1 << 16)
def place(word: str) -> Place:
    """Return where in a term the folded ``word`` may stand."""
    if (
        not 3 <= len(word) <= LONGEST_WORD
        or not word.replace("-", "").replace("'", "").isalpha()
        or is_weak(word)
    ):
        return Place.BREAK
    singular = stem(word)
    if word in folded("phrase_nouns") or singular in folded("phrase_nouns"):
        return Place.NOUN
    if is_verb(word) or word.endswith(("ly", "ing", "n't")):
        return Place.BREAK
    if word in folded("phrase_adjectives"):
        return Place.MODIFIER
    if word.endswith(_ADJECTIVAL) and not word.endswith(_NOUNS_IN_ORY):
        return Place.MODIFIER
    if is_role(singular) and singular not in folded("topical_people"):
        return Place.MODIFIER
    return Place.NOUN


def is_weak(word: str) -> bool:
    """Tell whether the folded word is grammar, a date, a people or too vague for any term."""
    return (
        word in folded("function_words", "calendar", "phrase_weak", "groups")
        or word in nationalities()
    )


def is_verb(word: str) -> bool:
    """Tell whether the folded word is a form of a verb far more often than a noun."""
    return word in _verb_forms() or word in folded("past_forms")


def stands_alone(word: str) -> bool:
    """Tell whether the folded word can be a term by itself: a noun that is not generic."""
    return (
        len(word) > 3
        and "-" not in word
        and place(word) is Place.NOUN
        and word not in folded("phrase_generic")
        and stem(word) not in folded("phrase_generic", "topical_people")
    )


@cache
def _verb_forms() -> frozenset[str]:
    """Return every form of the verbs of the list."""
    return frozenset(
        form
        for line in load("phrase_verbs")
        for form in (*line.split(), *_regular(line.split()[0]))
    )


def _regular(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    ending = "es" if verb.endswith(("s", "x", "ch", "sh", "z")) else "s"
    return verb + ending, verb + "ed", verb + "ing"

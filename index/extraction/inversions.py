"""Inversions: the subject that follows its reporting verb.

    “It holds,” said a spokesman for the ministry in Orrin, who left.
                ^    └────────────────────────┘ ends at a place, a date, a clause

Where subjects.py walks left from the verb, this walks right. Cost: bounded.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.extraction.grammar import (
    CLAUSE_WORDS,
    DETERMINERS,
    PREPOSITIONS,
    is_adverb,
    is_date,
    is_finite,
    pronoun_of,
)
from index.extraction.lexicons import load
from index.extraction.mentions import BREAKS, Mention, noun_phrase, pronoun_mention
from index.extraction.tokens import Token

_REACH = 16
"""The longest subject, in tokens, that is looked for."""
_NO_SUBJECT = PREPOSITIONS | CLAUSE_WORDS


def subject_after(tokens: Sequence[Token], verb: int, end: int) -> Mention | None:
    """Return the subject that begins just right of ``tokens[verb]`` (inversion: "said Mara")."""
    start = verb + 1
    if start >= end or not tokens[start].word:
        return None
    first = tokens[start]
    if pronoun_of(first) is not None:
        return pronoun_mention(first)
    if is_date(first) or not _may_begin_subject(tokens, start, end):
        return None
    position = start
    while position < end and position - start < _REACH:
        token = tokens[position]
        if token.region is not None or token.text in BREAKS:
            break
        if position > start and _ends_inverted_subject(tokens, position):
            break
        position += 1
    return noun_phrase(tokens, start, position)


def _may_begin_subject(tokens: Sequence[Token], start: int, end: int) -> bool:
    first = tokens[start]
    if first.capital or first.lower in DETERMINERS or first.lower in ("former", "top", "senior"):
        return first.lower not in PREPOSITIONS
    if first.lower in load("roles"):
        return True
    if first.lower not in _NO_SUBJECT and not is_adverb(first):
        near = tokens[start + 1 : start + 4]
        if any(token.capital or token.lower in load("roles") for token in near):
            return True
    return first.text[0].isdigit() and start + 1 < end and tokens[start + 1].word


def _ends_inverted_subject(tokens: Sequence[Token], position: int) -> bool:
    token = tokens[position]
    if token.lower in CLAUSE_WORDS or is_date(token) or is_finite(token):
        return True
    if token.lower not in PREPOSITIONS or token.lower in ("of", "for", "from"):
        return False
    inside = token.lower in ("at", "in", "with")
    return not (inside and not tokens[position - 1].capital)

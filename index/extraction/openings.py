"""First subjects: the noun phrase that opens a clause, found from its beginning.

    In Ostrava on Monday, the clerk of works wept, and the master leans over and shouts …
                          └ first subject          └────────┘ subject of the last clause

Where subjects.py walks back from a verb, this walks on from where a clause begins, over lead-ins
such as ``When asked, …``, to the first word that cannot be part of a noun phrase. Cost: bounded.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.extraction.grammar import (
    CLAUSE_WORDS,
    DETERMINERS,
    LEADS,
    NOT_ADVERBS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    SUBORDINATORS,
    is_date,
    is_finite,
    is_name_word,
    is_possessive,
    pronoun_of,
)
from index.extraction.introductions import is_person_noun
from index.extraction.lexicons import load, load_all, words
from index.extraction.mentions import BREAKS, Mention, noun_phrase, pronoun_mention
from index.extraction.tokens import Token
from index.extraction.verbs import Form, forms

_REACH = 16
"""The longest subject, in tokens, that is looked for."""
_LEAD_REACH = 40
_TIME_REACH = 4
_TIMES = words("minute hour day week month year moment decade morning afternoon evening night")
"""The longest lead-in, in tokens."""
_MARKS = "\"”'’»“ "
_OPENS_ADJUNCT = PREPOSITIONS | SUBORDINATORS
_BEFORE_NOUNS = PREPOSITIONS | DETERMINERS
_SPEAKS = load_all("documents", "organisation_heads") | words("presidential ad team")
_INSIDE_SUBJECT = PREPOSITIONS | words("de von van der den la el al bin ibn di da and 's")


def first_subject(tokens: Sequence[Token], start: int, end: int) -> Mention | None:
    """Return the first noun phrase that can be a clause's subject in ``tokens[start:end]``."""
    start = _after_lead_clause(tokens, start, end)
    named = False
    limit = min(end, start + _REACH)
    if start < limit and pronoun_of(tokens[start]) is not None:
        return pronoun_mention(tokens[start])
    described = start < limit and tokens[start].lower in DETERMINERS
    for position in range(start, limit):
        token = tokens[position]
        named = named and not (described and _is_person_noun(token))
        verb = position > start and _is_present_verb(tokens, position, end)
        if verb or _ends_first_subject(token, named=named):
            return noun_phrase(tokens, start, position) if position > start else None
        named = is_name_word(token, first=position == start) and _role(token) is None
    return None


def clause_subject(tokens: Sequence[Token], end: int, floor: int) -> Mention | None:
    """Return the subject of the clause after the last "and" before ``end`` that has its own.

    "I rowed out, and the master leans over and shouts": the master shouts, and not I.
    """
    for position in range(end - 1, max(floor, end - _REACH, 1) - 1, -1):
        if tokens[position].region is not None:
            return None
        following = tokens[position + 1] if position + 1 < end else None
        if tokens[position].text == "," and following is not None:
            pronoun = pronoun_of(following) is not None
            if pronoun or (following.capital and not is_date(following)):
                return first_subject(tokens, position + 1, end)
        if tokens[position].lower in ("and", "but") and position + 2 < end:
            first = tokens[position + 1]
            opens = first.lower in DETERMINERS or pronoun_of(first) is not None
            after_comma = tokens[position - 1].text == ","
            if opens and (after_comma or pronoun_of(first) is not None):
                return first_subject(tokens, position + 1, end)
    return None


def _is_person_noun(token: Token) -> bool:
    return not token.capital and is_person_noun(token.lower.removesuffix("s"))


def _is_present_verb(tokens: Sequence[Token], position: int, end: int) -> bool:
    """Tell a verb such as in "the clerk waves this away": an -s before a new noun phrase."""
    token = tokens[position]
    lower = token.lower
    if token.capital or not lower.endswith("s") or lower.endswith(("ss", "us", "is", "'s")):
        return False
    if position + 1 >= end or tokens[position - 1].lower in _BEFORE_NOUNS:
        return False
    following = tokens[position + 1].lower
    if following in DETERMINERS or following in OBJECT_PRONOUNS or tokens[position + 1].region:
        return True
    return is_person_noun(tokens[position - 1].lower) and following in PREPOSITIONS


def _role(token: Token) -> str | None:
    """Return the role that ``token`` names ("former", "secretary"), or None."""
    lower = token.lower.rstrip(".")
    return lower if lower == "former" or lower in load("roles") else None


def _ends_first_subject(token: Token, *, named: bool) -> bool:
    lower = token.lower
    if token.region is not None or token.text in BREAKS or is_finite(token):
        return True
    if token.capital:
        return False
    if lower in forms() and forms()[lower].form is not Form.BASE:
        return True
    if lower.endswith("ed") or lower in CLAUSE_WORDS:
        return True
    inside = lower in _INSIDE_SUBJECT or lower in load("role_modifiers") or is_person_noun(lower)
    return named and not (inside or lower in _SPEAKS)


def _after_lead_clause(tokens: Sequence[Token], start: int, end: int) -> int:
    """Step over ``When asked, …``, ``In Ostrava, …`` and leading punctuation."""
    while start < end and (not tokens[start].word or tokens[start].lower in LEADS):
        start += 1
    if start >= end:
        return start
    if start + 1 < end and _is_lead_adverb(tokens[start], tokens[start + 1]):
        start += 1 + (tokens[start + 1].text == ",")
    first = tokens[start]
    past_time = _after_time(tokens, start, end)
    if past_time is not None and past_time < end:
        start, first = past_time, tokens[past_time]
    participle = first.lower.endswith(("ing", "ed")) and first.lower not in load("roles")
    if first.lower in _OPENS_ADJUNCT or (participle and start == 0):
        for position in range(start, min(end, start + _LEAD_REACH)):
            if tokens[position].region is not None:
                if tokens[position].text.rstrip(_MARKS).endswith(","):
                    return position + 1
                break
            if tokens[position].text == ",":
                return _after_place(tokens, position + 1, end)
    return start


def _is_lead_adverb(token: Token, following: Token) -> bool:
    """Tell ``Immediately after …`` and ``Specifically, …``."""
    adverb = token.lower.endswith("ly") and token.lower not in NOT_ADVERBS
    return adverb and (following.text == "," or following.lower in _OPENS_ADJUNCT)


def _after_time(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """Step over ``Hours earlier, …`` and ``A few days after the vote, …``; None if no such lead."""
    for position in range(start, min(end, start + _TIME_REACH)):
        token = tokens[position]
        if not token.word or (token.capital and position > start):
            return None
        if token.lower.removesuffix("s") in _TIMES and not is_possessive(token):
            rest = range(position + 1, min(end, position + _LEAD_REACH))
            stop = next((at for at in rest if tokens[at].text == "," or tokens[at].region), None)
            if stop is None or tokens[stop].region is not None or is_finite(tokens[position + 1]):
                return None
            return stop + 1
    return None


def _after_place(tokens: Sequence[Token], start: int, end: int) -> int:
    """Step over the second half of ``In Ostrava, Moravia, …``."""
    position = start
    while position < end and (tokens[position].capital or tokens[position].text.isdigit()):
        position += 1
    follows = position > start and position + 1 < end and tokens[position].text == ","
    if follows and (tokens[position + 1].capital or pronoun_of(tokens[position + 1])):
        return position + 1
    return start

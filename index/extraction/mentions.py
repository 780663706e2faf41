"""Mentions of speakers: noun phrases, trimmed to what a reader would point at.

    In Ostrava on Monday, a spokesman for the ministry on Tuesday
    └ lead, dropped ────┘ └──────────────────────────┘ └ date, dropped
                                   └ head: spokesman

There is no parser: closed classes of words and capitals decide. Cost: linear in the phrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from index.extraction.grammar import (
    AUXILIARIES,
    CLAUSE_WORDS,
    DETERMINERS,
    LEADS,
    PREPOSITIONS,
    RELATIVES,
    is_adverb,
    is_date,
    is_finite,
    is_name_word,
    is_possessive,
    pronoun_of,
)
from index.extraction.introductions import is_person_noun
from index.extraction.lexicons import words
from index.extraction.tokens import Token
from index.extraction.verbs import forms
from index.model import Span

BREAKS = frozenset(
    {",", ";", ":", ".", "!", "?", "—", "–", "―", "-", "--", "…", "...", "(", ")", "[", "]"}
)
_EDGE_WORDS = words(
    "and but so yet also then as while that because when if or meanwhile later however still plus "
    "after what how why where whether though although"
)
_SHORT_DATE = 3
"""The letters of "Sun" and "Jun", which with a full stop are a date."""
_SPEAKING = words("source sources people crowd group groups")
"""Nouns of those who speak, beside the nouns of persons."""
_NO_HEADS = (
    CLAUSE_WORDS
    | LEADS
    | words("the a an this that these those his her their its my our your no such every")
)


class MentionKind(Enum):
    """What a mention is made of."""

    NAME = "name"
    PRONOUN = "pronoun"
    COMMON = "common"
    RELATIVE = "relative"


class Mention(NamedTuple):
    """A noun phrase that names a speaker: its span, its head word's span, its kind.

    ``antecedent`` is what a relative pronoun stands for.
    """

    span: Span
    head: Span
    kind: MentionKind
    antecedent: Mention | None = None


def noun_phrase(tokens: Sequence[Token], start: int, end: int) -> Mention | None:
    """Return ``tokens[start:end]`` as a mention, its edges trimmed, or None if it cannot be one."""
    start, end = _trim(tokens, start, end)
    if start >= end:
        return None
    if pronoun_of(tokens[end - 1]) and (end - start == 1 or not tokens[end - 1].capital):
        return pronoun_mention(tokens[end - 1])
    start = _skip_lead(tokens, start, end)
    if start >= end:
        return None
    if end - start == 1 and pronoun_of(tokens[start]):
        return pronoun_mention(tokens[start])
    end = _before_participle(tokens, start, end)
    head = _head(tokens, start, end)
    if head is None:
        return None
    token = tokens[head]
    named = is_name_word(token, first=head == start and start == 0) or spells_date(
        tokens, start, head
    )
    dated = is_date(token) and not spells_date(tokens, start, head)
    if not named and (is_finite(token) or dated or token.lower in PREPOSITIONS):
        return None
    if not named and token.lower in _NO_HEADS:
        return None
    kind = MentionKind.NAME if named else MentionKind.COMMON
    return Mention(Span(tokens[start].start, tokens[end - 1].end), token.span, kind)


def pronoun_mention(token: Token) -> Mention:
    """Return the pronoun that ``token`` is or begins with, as a mention."""
    pronoun = pronoun_of(token) or token.lower
    span = Span(token.start, token.start + len(pronoun))
    return Mention(span, span, MentionKind.PRONOUN)


def _trim(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    while start < end and (not tokens[start].word or tokens[start].lower in _EDGE_WORDS):
        start += 1
    while end > start and (
        not (tokens[end - 1].word or tokens[end - 1].text == ")")
        or (is_date(tokens[end - 1]) and not spells_date(tokens, start, end - 1))
        or (end - start > 1 and tokens[end - 1].lower in PREPOSITIONS)
        or tokens[end - 1].lower in AUXILIARIES
        or is_adverb(tokens[end - 1])
    ):
        end -= 1
    return start, end


def spells_date(tokens: Sequence[Token], start: int, position: int) -> bool:
    """Tell the last word of "the Orrin Sun" and "Ai Jun", which are spelt like a day or a month."""
    short = tokens[position].text.isalpha() and len(tokens[position].text) <= _SHORT_DATE
    return short and position > start and tokens[position - 1].capital


def _skip_lead(tokens: Sequence[Token], start: int, end: int) -> int:
    """Step over "On Tuesday", "In Ostrava", "Earlier this week" before the subject proper."""
    while start < end:
        token = tokens[start]
        lower = token.lower
        if is_date(token) or (
            is_adverb(token)
            and token.lower not in DETERMINERS
            and not _starts_name(tokens, start, end)
        ):
            start += 1
        elif lower in PREPOSITIONS:
            rest = _after_object(tokens, start + 1, end)
            if rest >= end:
                return end if start == 0 or rest - start < 2 else _last_name(tokens, start, end)
            start = rest
        else:
            return start
    return start


def _starts_name(tokens: Sequence[Token], start: int, end: int) -> bool:
    return tokens[start].capital and start + 1 < end and tokens[start + 1].capital


def _last_name(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where the run of capitals at the end of ``tokens[start:end]`` begins, or ``end``."""
    begin = end
    while begin - 1 > start and tokens[begin - 1].capital:
        begin -= 1
    return begin if begin > start + 1 else end


def _after_object(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where the object of a preposition ends: at the next noun phrase's start."""
    position = start
    if position < end and tokens[position].lower in DETERMINERS:
        position += 1
    seen_lower = seen_capital = False
    while position < end:
        token = tokens[position]
        fresh = token.lower in DETERMINERS or pronoun_of(token) is not None
        after_preposition = tokens[position - 1].lower in PREPOSITIONS
        if fresh and (seen_lower or seen_capital) and not after_preposition:
            return position
        if token.capital and seen_lower and not after_preposition and not is_date(token):
            return position
        if not token.capital and seen_capital and token.lower not in PREPOSITIONS:
            if is_possessive(tokens[position - 1]):
                seen_capital = False
            elif token.lower not in ("and", "of"):
                return position
        if token.lower in PREPOSITIONS:
            seen_lower = seen_capital = False
        else:
            seen_lower = seen_lower or not token.capital
            seen_capital = seen_capital or token.capital
        position += 1
    return position


def _head(tokens: Sequence[Token], start: int, end: int) -> int | None:
    head: int | None = None
    for position in range(start, end):
        token = tokens[position]
        if token.region is not None or token.text in BREAKS:
            break
        if position > start and _ends_head(token) and not _is_gerund(tokens, position, end):
            break
        if token.word:
            head = position
    return head


def _before_participle(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where "a source speaking to Orrin" ends as a noun phrase: before its participle."""
    for position in range(start + 1, end - 1):
        token, before = tokens[position], tokens[position - 1]
        if token.capital or not token.lower.endswith("ing") or not before.word:
            continue
        if tokens[position + 1].lower not in PREPOSITIONS:
            continue
        if is_person_noun(before.lower.removesuffix("s")) or before.lower in _SPEAKING:
            return position
    return end


def _is_gerund(tokens: Sequence[Token], position: int, end: int) -> bool:
    """Tell the noun in "the ruling" and "a writing teacher" from the verb in "a crowd chanting"."""
    if not tokens[position].lower.endswith("ing"):
        return False
    if tokens[position - 1].lower in DETERMINERS:
        return True
    following = tokens[position + 1] if position + 1 < end else None
    return following is not None and is_person_noun(following.lower)


def _ends_head(token: Token) -> bool:
    lower = token.lower
    if lower in PREPOSITIONS or lower in CLAUSE_WORDS or lower in RELATIVES:
        return not token.capital
    return lower.endswith("ing") and not token.capital and lower in forms()

"""Claims: what somebody says by a noun of saying that is theirs.

    Few believed Mara Oyelaran’s claim that the bridge was safe, and it closed.
                 └ who ────────┘ noun └ content ──────────────┘

The clause ends at a comma, or, where the claim is the subject of its sentence, before the verb that
belongs to it: "Her claim that the bridge is safe | was denied". Cost: one pass over the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.extraction import content
from index.extraction.grammar import POSSESSIVES, is_finite, is_possessive
from index.extraction.lexicons import load
from index.extraction.mentions import Mention, MentionKind, noun_phrase
from index.extraction.patterns import Attribution
from index.extraction.tokens import Token
from index.extraction.verbs import Form, forms

_MODIFIERS = 2
"""The most words between whose claim it is and the noun: "her much quoted claim"."""
_LONGEST_NAME = 5
_OPENS = frozenset({"that", "which", "who", "and", "or", "but", "to", "if", "when"})


def claims(tokens: Sequence[Token], end: int) -> list[Attribution]:
    """Return what the sentence gives as somebody's claim, in text order."""
    found = []
    for position in range(2, end - 1):
        if tokens[position].lower != "that" or not _is_claim(tokens[position - 1]):
            continue
        mention = _owner(tokens, position - 2)
        span = content.to_span(tokens, position, _clause_end(tokens, position, end))
        if mention is not None and span is not None:
            found.append(Attribution((span,), mention, tokens[position - 1].text, "claim"))
    return found


def _is_claim(token: Token) -> bool:
    return token.lower in load("speech_nouns") or token.lower.removesuffix("s") in load(
        "speech_nouns"
    )


def _owner(tokens: Sequence[Token], last: int) -> Mention | None:
    """Return whose claim it is: the possessive that ends at ``last``, or a word or two before."""
    for at in range(last, max(-1, last - _MODIFIERS - 1), -1):
        token = tokens[at]
        if token.region is not None or not token.word:
            return None
        if token.lower in POSSESSIVES:
            return Mention(token.span, token.span, MentionKind.PRONOUN)
        if is_possessive(token):
            start = at
            while start > max(0, at - _LONGEST_NAME) and tokens[start - 1].capital:
                start -= 1
            return noun_phrase(tokens, start, at + 1) if token.capital else None
    return None


def _clause_end(tokens: Sequence[Token], that: int, end: int) -> int:
    """Return where the clause that "that" opens ends."""
    is_subject = not any(_is_verb(token) for token in tokens[:that])
    verbs = 0
    for position in range(that + 2, end):
        token = tokens[position]
        if token.text in content.DASHES | {",", ";", ":"} and token.region is None:
            return position
        if is_subject and _is_verb(token) and not _is_verb(tokens[position - 1]):
            verbs += tokens[position - 1].lower not in _OPENS
            if verbs > 1:
                return position
    return end


def _is_verb(token: Token) -> bool:
    verb = forms().get(token.lower)
    told = verb is not None and verb.form in (Form.PAST, Form.PRESENT)
    return is_finite(token) or (told and not token.capital)

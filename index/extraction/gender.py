"""Whether "he" or "she" can be a person: from forms of address, given names and pronouns nearby."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from index.extraction.lexicons import load
from index.model import LocalActor, Span

_BEFORE = re.compile(r"(\w+)\.?\s+$")
_AFTER_REACH = 160
_BEFORE_REACH = 24
_VOTES = re.compile(
    r"\b(he|him|his|himself|she|her|hers|herself)\b|[.!?]\s|[\n“”\"]", re.IGNORECASE
)
_MOST_MENTIONS = 12
"""Mentions per person that are asked; more would not change the answer."""


class Gender(Enum):
    """Which pronoun refers to a person."""

    MALE = "he"
    FEMALE = "she"


def gender_of(text: str, actor: LocalActor) -> Gender | None:
    """Return the gender that the article gives ``actor``, or None where nothing tells.

    A form of address decides; then the given name; then the pronouns that follow its mentions.
    """
    return (
        _by_address(text, actor.mentions)
        or gender_of_name(actor.name)
        or _by_pronouns(text, actor.mentions)
    )


def _by_address(text: str, mentions: Sequence[Span]) -> Gender | None:
    for mention in mentions[:_MOST_MENTIONS]:
        words = [mention.of(text).partition(" ")[0]]
        before = _BEFORE.search(text, max(0, mention.start - _BEFORE_REACH), mention.start)
        if before is not None:
            words.append(before.group(1))
        gender = gender_of_address(words)
        if gender is not None:
            return gender
    return None


def gender_of_address(forms: Sequence[str]) -> Gender | None:
    """Return the gender that a form of address among ``forms`` tells ("Ms."), or None."""
    for form in forms:
        lower = form.lower().rstrip(".")
        if lower in load("honorifics_female"):
            return Gender.FEMALE
        if lower in load("honorifics_male"):
            return Gender.MALE
    return None


def gender_of_name(name: str) -> Gender | None:
    """Return the gender that the given names in ``name`` tell, or None."""
    words = name.lower().split()
    for word in words[:-1] or words:
        if word in load("given_names_male"):
            return Gender.MALE
        if word in load("given_names_female"):
            return Gender.FEMALE
    return None


def _by_pronouns(text: str, mentions: Sequence[Span]) -> Gender | None:
    """Let the first pronoun after each mention, in the same sentence, vote."""
    balance = 0
    for mention in mentions[:_MOST_MENTIONS]:
        found = _VOTES.search(text, mention.end, min(len(text), mention.end + _AFTER_REACH))
        if found is not None and found.group(1):
            balance += 1 if found.group(1).lower().startswith("h") and not _female(found) else -1
    if balance == 0:
        return None
    return Gender.MALE if balance > 0 else Gender.FEMALE


def _female(found: re.Match[str]) -> bool:
    return found.group(1).lower() in ("her", "hers", "herself")

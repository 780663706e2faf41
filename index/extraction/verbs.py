"""Reporting verbs in all their forms, from the word lists.

A list holds one verb a line: the base form, then irregular forms; the regular ones are made here.
Ending in -ing makes a participle, -s a present form, all else is a past or base form.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from index.extraction.lexicons import load


class Sort(StrEnum):
    """What a reporting verb reports. Earlier members win where a verb is in several lists."""

    SAYING = "verbs_of_saying"
    UTTERING = "verbs_of_utterance"
    THINKING = "verbs_of_thinking"
    JUDGING = "verbs_of_judging"
    SHOWING = "verbs_of_showing"


SPEECH = frozenset({Sort.SAYING, Sort.UTTERING})
"""The sorts that report words rather than a thought, a stance or a finding."""


class Form(StrEnum):
    """The form in which a verb stands."""

    BASE = "base"
    PRESENT = "present"
    PAST = "past"
    PARTICIPLE = "participle"


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a reporting verb: its base form, what it reports, and which form it is."""

    lemma: str
    sort: Sort
    form: Form


@cache
def forms() -> dict[str, Verb]:
    """Return every lower-case form of every listed verb."""
    table: dict[str, Verb] = {}
    for sort in Sort:
        for line in sorted(load(sort.value)):
            lemma, *irregular = line.split()
            for word, form in _inflect(lemma, irregular):
                table.setdefault(word, Verb(lemma, sort, form))
    return table


def _inflect(lemma: str, irregular: list[str]) -> list[tuple[str, Form]]:
    found = [(lemma, Form.BASE)]
    found += [(word, _form(word)) for word in irregular]
    have = {form for _, form in found}
    if Form.PRESENT not in have:
        found.append((_present(lemma), Form.PRESENT))
    if Form.PAST not in have:
        found.append((_stem(lemma) + "ed", Form.PAST))
    if Form.PARTICIPLE not in have:
        stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma
        found.append((stem + "ing", Form.PARTICIPLE))
    return found


def _form(word: str) -> Form:
    if word.endswith("ing"):
        return Form.PARTICIPLE
    return Form.PRESENT if word.endswith("s") else Form.PAST


def _stem(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma[:-1]
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "i"
    return lemma


def _present(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"

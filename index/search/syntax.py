"""What a query means: a tree of small frozen parts, and the text that each one is written as.

``str(tree)`` gives a query that reads back to the same tree. Spans point into the text the tree
was read from (characters, end exclusive); they tell parts apart on the screen and play no role in
equality.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from index.model import Span

QUOTATION_MARKS = '"“”„‟«»'
"""Any of these opens a phrase, and any of these closes it."""

KEYWORDS = frozenset({"AND", "OR", "NOT"})
"""Operators, in capitals only: "or" is a word."""


class Field(StrEnum):
    """What can be asked of a passage besides its words."""

    BY = "by"
    ACTOR = "actor"
    TOPIC = "topic"
    KIND = "kind"
    SOURCE = "source"
    TITLE = "title"
    IN = "in"
    DATE = "date"
    AFTER = "after"
    BEFORE = "before"
    SURE = "sure"


@dataclass(frozen=True, slots=True)
class Word:
    """A plain word: ``tariffs``. ``text`` begins and ends with a letter, a mark or a digit."""

    text: str
    span: Span = field(default=Span(0, 0), compare=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side: ``"red lines"``. Never closed by the typist if ``open``."""

    text: str
    span: Span = field(default=Span(0, 0), compare=False)
    open: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Prefix:
    """All words that begin so: ``tari*``. ``text`` is without the star."""

    text: str
    span: Span = field(default=Span(0, 0), compare=False)

    def __str__(self) -> str:
        return f"{self.text}*"


@dataclass(frozen=True, slots=True)
class Wildcard:
    """All words of this shape: ``t*ff``, ``wom?n``; a star is any run, a question mark a letter."""

    pattern: str
    span: Span = field(default=Span(0, 0), compare=False)

    def __str__(self) -> str:
        return self.pattern


@dataclass(frozen=True, slots=True)
class Typo:
    """A word and those spelt nearly so: ``lihthizer~``. ``text`` is without the tilde."""

    text: str
    span: Span = field(default=Span(0, 0), compare=False)

    def __str__(self) -> str:
        return f"{self.text}~"


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A field and what it must be: ``by:kang``, ``by:"Lu Kang"`` (``quoted``)."""

    name: Field
    value: str
    quoted: bool = False
    span: Span = field(default=Span(0, 0), compare=False)

    def __str__(self) -> str:
        return f'{self.name}:"{self.value}"' if self.quoted else f"{self.name}:{self.value}"


@dataclass(frozen=True, slots=True)
class Not:
    """Passages that do not match ``part``; never a Not itself."""

    part: Node

    def __str__(self) -> str:
        return f"-({self.part})" if isinstance(self.part, And | Or) else f"-{self.part}"


@dataclass(frozen=True, slots=True)
class And:
    """Passages that match every one of two or more ``parts``, none of which is an And."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Passages that match one of two or more ``parts``, none of which is an Or."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(
            f"({part})" if isinstance(part, And) else str(part) for part in self.parts
        )


Node: TypeAlias = Word | Phrase | Prefix | Wildcard | Typo | FieldTerm | Not | And | Or


def conjunction(parts: Sequence[Node]) -> Node | None:
    """Return one tree that asks for all of ``parts``, None where there are none."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else (part,))
    if len(flat) > 1:
        return And(tuple(flat))
    return flat[0] if flat else None


def alternative(left: Node, right: Node) -> Node:
    """Return one tree that asks for ``left`` or ``right``."""
    parts: list[Node] = []
    for part in (left, right):
        parts.extend(part.parts if isinstance(part, Or) else (part,))
    return Or(tuple(parts))


def negation(part: Node) -> Node:
    """Return the tree that asks for the contrary of ``part``."""
    return part.part if isinstance(part, Not) else Not(part)


def is_word_character(character: str) -> bool:
    """Tell whether a character belongs to words: a letter, a digit, or a mark on one of them."""
    return character.isalnum() or unicodedata.category(character).startswith("M")


def field_text(name: str, value: str) -> str:
    """Return the query text that asks for ``value`` in a field, such as ``by:"Lu Kang"``.

    Safe for any value: quotation marks inside it, which no query can hold, become apostrophes,
    or, in a path, ``?``, which stands for any character. Raises ValueError for an unknown field.
    """
    asked = Field(name)
    if asked in (Field.KIND, Field.DATE, Field.AFTER, Field.BEFORE):
        return str(FieldTerm(asked, re.sub(r"[^\w-]", "", value)))
    stand_in = "?" if asked is Field.IN else "'"
    if asked is Field.SURE:
        return str(FieldTerm(asked, re.sub(r"[^\d.%]", "", value)))
    return str(FieldTerm(asked, _unquoted(value, stand_in), quoted=True))


def phrase_text(words: str) -> str:
    """Return the query text that asks for ``words`` side by side. Safe for any words."""
    return str(Phrase(_unquoted(words, "'")))


def _unquoted(value: str, stand_in: str) -> str:
    """Return ``value`` on one line, with ``stand_in`` for each quotation mark."""
    plain = "".join(stand_in if mark in QUOTATION_MARKS else mark for mark in value)
    return " ".join(plain.split())

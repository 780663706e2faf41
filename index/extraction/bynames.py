"""What people are called beside their names, and names that the press puts an adjective before.

    Ana Orrin, whom sailors call “the Ferrywoman”     "the Ferrywoman" is Ana Orrin
    Tomas Reyes, “Foghorn” to his crew                "Foghorn" is Tomas Reyes
    Poor Tomas, Cheeky Norland                        "Tomas", "Norland"

A byname is believed where the text ties it to a name in the same sentence: by a verb of calling in
a clause that begins at the name, or in marks right after it. In the whole article it then stands
for that person. Cost: one look at the words around each name, bounded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.extraction.identity import Words
from index.extraction.name_words import folded, gender_of, is_given_name, is_place
from index.extraction.names import Name, is_full
from index.model import ActorKind, Span

LONGEST_BYNAME = 2
"""Words of a byname; more are a quotation."""

_REACH = 110
_CALLED = re.compile(
    r"\b(?:call|calls|called|nicknamed|dubbed|known\s+(?:[\w’'-]+\s+){0,6}?as)\s+"
    r"(?P<pronoun>(?:him|her)\s+)?(?P<mark>[“\"‘])?(?P<article>[Tt]he\s+)?(?:[A-Z][a-z]+\s+)?\Z"
)
_APPOSED = re.compile(r",\s[“\"‘](?:[Tt]he\s+|[A-Z][a-z]+\s+)?\Z")
_CLOSED = re.compile(r"[,.]?[”\"’]")
_RELATED = re.compile(r"(?:\s(?:him|her)self)?,\s")
_SENTENCE_END = re.compile(r"[.!?]\s|\n")


def with_bynames(text: str, names: Sequence[Name]) -> list[Name]:
    """Give each byname the words of the person whom the article ties it to.

    ``names`` are in text order. A word that is somebody's family name is nobody else's byname.
    """
    full = [name for name in names if name.full]
    families = {name.words[-1] for name in full}
    taken = families | {name.words[0] for name in full}
    called: dict[Words, Name] = {}
    last: Name | None = None
    for name in names:
        if name.full or name.words[-1] in families:
            last = name
        elif last is None or not _may_be_byname(name) or not taken.isdisjoint(name.words):
            continue
        elif _is_tied(text, last, name):
            called.setdefault(name.words, last)
    if not called:
        return list(names)
    return [_as(called[name.words], name) if name.words in called else name for name in names]


def _may_be_byname(name: Name) -> bool:
    open_kind = name.kind in (None, ActorKind.PERSON, ActorKind.OTHER)
    plain = not name.form.isupper() and not is_place(name.words)
    return open_kind and plain and len(name.words) <= LONGEST_BYNAME


def _as(person: Name, byname: Name) -> Name:
    return byname._replace(
        words=person.words,
        kind=ActorKind.PERSON,
        title=person.title,
        doubtful=False,
        full=is_full(person.words, ActorKind.PERSON),
    )


def _is_tied(text: str, person: Name, byname: Name) -> bool:
    """Tell whether the text between two names says that the second is what the first is called."""
    start, end = person.span.end, byname.span.start
    between = text[max(start, end - _REACH) : end]
    closed = _CLOSED.match(text, byname.span.end) is not None
    if closed and end - start <= _REACH and _APPOSED.fullmatch(between):
        return not is_given_name(byname.words[0])
    calling = _CALLED.search(between)
    if calling is None or (calling["mark"] is not None) != closed:
        return False
    if calling["mark"] is None and calling["article"] is None:
        return False
    if calling["pronoun"] is not None:
        other = "male" if calling["pronoun"].startswith("her") else "female"
        return gender_of((person.title or person.words[0],)) != other
    related = end - start <= _REACH and _RELATED.match(between) is not None
    return related and _SENTENCE_END.search(between) is None


def without_epithets(names: Sequence[Name]) -> list[Name]:
    """Take the adjective off "Poor Tomas" where the article names Tomas, or knows such a place."""
    known: set[Words] = {name.words for name in names if len(name.words) == 1 and not name.doubtful}
    for name in names:
        if name.full and name.words[0] not in folded("epithets"):
            known |= {name.words[:1], name.words[-1:]}
    return [_bare(name) if _has_epithet(name, known) else name for name in names]


def _has_epithet(name: Name, known: set[Words]) -> bool:
    if len(name.words) != 2 or name.kind not in (None, ActorKind.OTHER, ActorKind.PERSON):
        return False
    first, last = name.words
    adjective = first in folded("epithets") and not is_given_name(first)
    return adjective and ((last,) in known or is_place((last,)))


def _bare(name: Name) -> Name:
    last = name.form.split()[-1]
    span = Span(name.span.end - len(last), name.span.end)
    kind = ActorKind.PLACE if is_place(name.words[1:]) else None
    return Name(span, last, name.words[1:], kind)

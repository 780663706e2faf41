"""Whose ministry it is: every state has a Ministry of Trade, so a name of one is not enough.

    Norland's Ministry of Trade, Norland's own Ministry of Trade     owner norland
    the Ministry of Trade in Corran                                  owner: the state it sits in
    its Ministry of Trade                                            the state named last

``names`` sees what stands inside a run of capitals; here is what stands around it. Which state a
capital belongs to is known from a list, or from the article: "In Corran, the Ministry of Trade of
Norland …", "Corran, the capital of Norland". Where all but one capital and all but one state have
found each other, the last two belong together. Cost: one look at the gaps beside each ministry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.extraction.identity import is_state_organ
from index.extraction.name_words import is_common, seat_of, territory_of
from index.extraction.names import Name
from index.model import ActorKind

_REACH = 300
"""How far before "its ministry" a state may stand."""

_SITS = re.compile(r"\s+(?:here\s+)?in\s+")
_OWNS = re.compile(r"['’]s?\s+own\s+")
_ITS = re.compile(r"\b(?:[Ii]ts|[Tt]heir)\s+(?:own\s+)?\Z")
_BESIDE = re.compile(r",\s+the\s+")
_CAPITAL = re.compile(r",\s+the\s+capital\s+of\s+|\s+is\s+the\s+capital\s+of\s+")
_OWN_CAPITAL = re.compile(r"['’]s?\s+capital,?\s+")


def with_owners(text: str, names: Sequence[Name]) -> list[Name]:
    """Give the ministries among ``names``, which are in text order, the states they belong to."""
    if not any(_is_organ(name) for name in names):
        return list(names)
    owned = list(names)
    seats: dict[str, None] = {}
    state: Name | None = None
    for number, name in enumerate(names):
        if _is_organ(name) and name.owner is None:
            owned[number] = _owned(text, names, number, state)
            seat = _seat_after(text, names, number)
            if seat is not None:
                seats[_word(seat)] = None
        if _may_be_state(name) and _word(name) not in seats:
            state = name
    states = dict.fromkeys(name.owner for name in owned if name.owner and name.owner not in seats)
    ties = _ties(text, names, seats, states)
    return [name._replace(owner=ties[name.owner]) if name.owner in ties else name for name in owned]


def _is_organ(name: Name) -> bool:
    return name.kind is ActorKind.ORGANISATION and is_state_organ(name.words)


def _may_be_state(name: Name) -> bool:
    """Tell a place, or a single word that may be one, from a person or a body."""
    if name.kind is ActorKind.PLACE:
        return True
    return name.kind is None and len(name.words) == 1 and not is_common(name.words[0])


def _word(name: Name) -> str:
    return territory_of(name.words) or " ".join(name.words)


def _gap(text: str, before: Name, after: Name) -> str:
    start, end = before.span.end, after.span.start
    return text[start:end] if end - start < 40 else ""


def _owned(text: str, names: Sequence[Name], number: int, state: Name | None) -> Name:
    """Return a ministry with the owner that the words around it tell, if they do."""
    name = names[number]
    before = names[number - 1] if number else None
    if before is not None and _may_be_state(before) and _OWNS.fullmatch(_gap(text, before, name)):
        form = " ".join(text[before.span.start : name.span.end].split())
        return name._replace(owner=_word(before), form=form)
    seat = _seat_after(text, names, number)
    if seat is not None:
        return name._replace(owner=_word(seat), form=f"{name.form} in {seat.form}")
    start = name.span.start
    near = state is not None and state.span.end > start - _REACH
    if state is not None and near and _ITS.search(text, max(0, start - 12), start):
        mark = "’" if "’" in text else "'"
        return name._replace(owner=_word(state), form=f"{state.form}{mark}s {name.form}")
    return name


def _seat_after(text: str, names: Sequence[Name], number: int) -> Name | None:
    """Return the place that a ministry sits in: "the Foreign Ministry here in Corran"."""
    after = names[number + 1] if number + 1 < len(names) else None
    if after is None or not _may_be_state(after):
        return None
    return after if _SITS.fullmatch(_gap(text, names[number], after)) else None


def _ties(
    text: str, names: Sequence[Name], seats: Iterable[str], states: Iterable[str | None]
) -> dict[str | None, str]:
    """Return the states of the capitals among ``seats``, by a list or by the article."""
    ties: dict[str | None, str] = {}
    for seat in seats:
        known = seat_of(seat)
        if known is not None:
            ties[seat] = known
    for before, after in pairwise(names):
        gap = _gap(text, before, after)
        organ = _is_organ(after) and after.owner is not None
        if organ and _word(before) != after.owner and _BESIDE.fullmatch(gap):
            ties.setdefault(_word(before), after.owner or "")
        elif _CAPITAL.fullmatch(gap):
            ties.setdefault(_word(before), _word(after))
        elif _OWN_CAPITAL.fullmatch(gap):
            ties.setdefault(_word(after), _word(before))
    lone = [seat for seat in seats if seat not in ties]
    free = [state for state in states if state not in ties.values() and state not in ties]
    if ties and len(lone) == 1 and len(free) == 1 and free[0]:
        ties[lone[0]] = free[0]
    return ties

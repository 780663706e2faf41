"""Joining: roles that the article gives a person without an apposition, in a turn of phrase.

    The mayor of Orrin rose. ¶ “It holds,” Mara Oyelaran said.   the lead describes, then names
    And the mayor? Mara Oyelaran was late.                       a question names whom it is about
    And Mara Oyelaran? The mayor was late.                       the same turned round
    Mara Oyelaran, who mediates for the board … the mediator     what one does, one is
    the sergeant said … His name is Tomas Holt.                  a name told afterwards

Each adds to the roles that ``introductions`` reads beside names, so that all who ask for the mayor
find her. Cost: a bounded window around each name, one pass of a pattern over the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.extraction.introductions import Holders, head_and_modifiers, is_person_noun
from index.extraction.lexicons import load
from index.extraction.pronouns import Place

_LEAD = 1200
"""Characters of the text in which a description may stand for somebody named later."""
_FIRST_DESCRIPTION = re.compile(r"(?:^|\n\s*)The((?:\s+[a-z][\w’'-]*){1,3}(?:\s+of\s+[A-Z]\w+)?)\s")
_BLANK_LINE = re.compile(r"\n\s*\n")
_WINDOW = 60
_ASKED_BEFORE = re.compile(r"\b[Tt]he\s+((?:[\w’'-]+\s+){0,3}[\w’'-]+)\?\s+$")
_ASKED_AFTER = re.compile(r"\?\s+The\s+((?:[a-z][\w’'-]*\s*){1,3})")
_DOES = re.compile(r"(?:,[^.;?!“”\"\n]{0,60})?\s+who\s+(?:also\s+)?([a-z]+)\b")
_AGENT = re.compile(r"\b[Tt]he\s+([a-z]+)(?:er|or)\b")
_ENDINGS = frozenset({"s", "es", "ed"})
_NAME_TOLD = re.compile(r"\b(?:[Hh]is|[Hh]er)\s+name\s+(?:is|was)\s+$")
_NAME_REACH = 400
_DESCRIBED = re.compile(r"\b(?:[Tt]he|[Aa]n?)\s+(?:[a-z][\w’'-]*\s+){0,2}?([a-z][\w’'-]*)\b")


def join(text: str, holders: Holders, named: Sequence[Place]) -> None:
    """Give people the roles that the article tells of them in such turns; change ``holders``.

    ``named`` are the places that name people, in text order.
    """
    _join_later(text, holders, named)
    agents = {match.group(1): match.group(0).split()[1] for match in _AGENT.finditer(text)}
    for place in named:
        start, end = place.span.start, place.span.end
        before = text[max(0, start - _WINDOW) : start]
        if before.rstrip().endswith("?"):
            _add(holders, place, _ASKED_BEFORE.search(before))
        if text.startswith("?", end):
            _add(holders, place, _ASKED_AFTER.match(text, end))
        does = _DOES.match(text, end)
        if does is not None and not before.endswith((" of ", " in ", " for ", " from ")):
            agent = next((agents[stem] for stem in _stems(does.group(1)) if stem in agents), None)
            if agent is not None:
                holders.add(start, place.actor, agent, frozenset())
        if before.endswith(("is ", "was ")) and _NAME_TOLD.search(before) is not None:
            _name_told(text, holders, place)


def _add(holders: Holders, place: Place, match: re.Match[str] | None) -> None:
    """Give the person at ``place`` the role that a question tells, up to its noun for a person."""
    if match is None:
        return
    words = match.group(1).split()
    last = next((at for at, word in enumerate(words) if is_person_noun(word)), None)
    found = None if last is None else head_and_modifiers(words[: last + 1])
    if found is not None:
        holders.add(place.span.start, place.actor, *found)


def _stems(verb: str) -> list[str]:
    """Return what a verb of the third person or the past may have before the -er of its agent."""
    return [verb.removesuffix(ending) for ending in _ENDINGS if verb.endswith(ending)]


def _name_told(text: str, holders: Holders, place: Place) -> None:
    """Give the name after "his name is" to who was last described without one."""
    start = max(0, place.span.start - _NAME_REACH)
    described = [
        match.group(1)
        for match in _DESCRIBED.finditer(text, start, place.span.start)
        if is_person_noun(match.group(1))
    ]
    if described and holders.find(described[-1], frozenset(), place.span.start) is None:
        holders.add(place.span.start, place.actor, described[-1], frozenset())


def _join_later(text: str, holders: Holders, named: Sequence[Place]) -> None:
    """Give the person named in the next paragraph the role that the lead only describes."""
    for match in _FIRST_DESCRIPTION.finditer(text, 0, _LEAD):
        found = head_and_modifiers(match.group(1).split())
        if found is None or found[0] not in load("roles") or holders.find(*found, 0) is not None:
            continue
        later = next((place for place in named if place.span.start > match.start()), None)
        if later is None or holders.roles_of(later.actor):
            continue
        if _breaks(text, match.end(), later.span.start) == 1:
            holders.add(later.span.start, later.actor, *found)
            return


def _breaks(text: str, start: int, end: int) -> int:
    """Count the ends of paragraphs: blank lines, or line ends where there are no blank lines."""
    if _BLANK_LINE.search(text, 0, _LEAD) is not None:
        return len(_BLANK_LINE.findall(text, start, end))
    return text.count("\n", start, end)

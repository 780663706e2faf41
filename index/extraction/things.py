"""Speakers that are no persons: documents, organisations, and groups of people.

    The harbour act … It calls for …          the document before
    Norland's Fish Board … The board said …   the organisation of that head noun, named last
    the Fish Board in Orrin … it said …       with its owner, where the article has several boards

"It" goes by the same scores as "he": the nearer the better, subjects and the last speaker before
others, and a document that has a name before a nearer one that has none. Cost: one pass of each
pattern over the text, a bounded number of candidates for each question.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from index.extraction.authors import Authors
from index.extraction.clauses import is_subject
from index.extraction.lexicons import alternatives, load, words
from index.extraction.pronouns import Place
from index.model import ActorKind, LocalActor, Span

_REACH = 1250
_OWNED = re.compile(r"(?:\s+here)?\s+(?:in|of)\s+([A-Z][\w’'-]+)")
_OWNER = re.compile(r"([A-Z][\w-]+)['’]s\s+$")
_MOST_CANDIDATES = 40
_LETTERS = r"[\w’'-]{1,40}"
"""Letters of a name after its capital; without a bound, a line of hyphens would cost its square."""
_READS = re.compile(r"[Ii]t\s+(?:reads|runs|ran|goes|went|begins|began|ends|ended|opens|opened)\b")
"""Before such a verb "it" is a text."""
_ARTICLES = words("The the A An a an Its its His his Her her This this That that")
_NUMBERED = re.compile(
    r"(\w+)\s+(?:\d|[IVXL]+\b|(?:one|two|three|four|five|six|seven|eight|nine)\b)"
)
_OF_DOCUMENT = re.compile(
    r"\bof\s+the\s+((?:[A-Z]\w+\s+)*(?:Act|Bill|Charter|Code|Constitution|Treaty|Convention"
    r"|Agreement|Accord|Protocol)\b(?:\s+(?:of|on|for)\s+(?:[A-Z]\w+\s*)+)?)"
)
_NUMBERED_PARTS = frozenset({"article", "schedule"})
_PER_CHARACTER = 1 / 400
_NAMED = 1.0
_STEM = 5
"""Letters that unite "appeals" and "appeal", "Norlandic" and "Norland"."""
_SUBJECT = 1.2
_SPOKE_LAST = 1.6


@dataclass(frozen=True, slots=True)
class Thing:
    """A document or an organisation named at ``position``; ``actor`` is its number if it is one.

    ``body`` tells an organisation, which speaks but does not read so.
    """

    position: int
    name: str
    actor: int | None = None
    named: bool = False
    body: bool = False


class Things:
    """The documents, organisations and groups of one article, each looked for when first asked."""

    def __init__(
        self,
        text: str,
        actors: Sequence[LocalActor],
        places: Sequence[Place],
        person_at: Callable[[Span], int | None],
    ) -> None:
        self._text = text
        self._actors = actors
        self._places = places
        self._owners = _Owners(text, actors)
        self._authors = Authors(text, actors, places, person_at)

    @cached_property
    def _documents(self) -> list[Thing]:
        found = _document_pattern().finditer(self._text)
        split = ((match.start(), match.group().split()) for match in found)
        things = [Thing(at, " ".join(part), None, part[0] not in _ARTICLES) for at, part in split]
        titles = _titled_pattern().finditer(self._text)
        return sorted(things + [_titled(match) for match in titles], key=_position)

    @cached_property
    def _named(self) -> list[Thing]:
        """Where organisations stand under a name of their own."""
        return [
            Thing(place.span.start, self.name_at(place), place.actor, named=True, body=True)
            for place in self._places
            if self._actors[place.actor].kind is ActorKind.ORGANISATION
        ]

    @cached_property
    def _by_head(self) -> dict[str, list[Thing]]:
        by_head: dict[str, list[Thing]] = defaultdict(list)
        for thing in self._named:
            if thing.actor is not None:
                for head in _heads(self._actors[thing.actor].name):
                    by_head[head].append(thing)
        return by_head

    @cached_property
    def _things(self) -> list[Thing]:
        """Documents and organisations, also where "the board" stands for one."""
        called = [
            Thing(match.start(1), known.name, known.actor, named=True, body=True)
            for match in _organisation_pattern().finditer(self._text)
            if (known := self.organisation(match.group(2), (), match.start())) is not None
        ]
        return sorted(self._documents + self._named + called + self._written, key=_position)

    @cached_property
    def _written(self) -> list[Thing]:
        """The letters and poems, as who wrote them."""
        return [
            Thing(letter.position, self._actors[letter.author].name, letter.author, named=True)
            for letter in self._authors.letters
        ]

    @cached_property
    def _groups(self) -> list[Thing]:
        found = _group_pattern().finditer(self._text)
        return [Thing(match.start(), " ".join(match.group().split())) for match in found]

    def name_at(self, place: Place) -> str:
        """Return the name of the organisation at ``place``, with its owner if that tells it."""
        return self._owners.name_at(place)

    def organisation(self, head: str, modifiers: Collection[str], position: int) -> Thing | None:
        """Return the organisation with the head noun ``head`` that was named last, or next.

        The ``modifiers`` are words of its name too: an appeals court is no Supreme Court.
        """
        found = self._by_head.get(head, [])
        at = bisect_left(found, position, key=lambda thing: thing.position)
        near = found[max(0, at - _MOST_CANDIDATES) : at][::-1] + found[at : at + 1]
        fit = (thing for thing in near if _has_words(thing.name, modifiers))
        return next(fit, None)

    def author(self, span: Span, head: str) -> Thing | None:
        """Return who wrote the letter or poem that ``span`` with its noun ``head`` names."""
        if head not in load("letters"):
            return None
        author = self._authors.within(span)
        if author is None and span.of(self._text).lower().startswith(("the ", "this ", "that ")):
            author = self._authors.called(head, span.start)
        return None if author is None else Thing(span.start, self._actors[author].name, author)

    def document(self, position: int) -> Thing | None:
        """Return the document named last before ``position``, one with a name before others."""
        at = bisect_left(self._documents, position, key=lambda thing: thing.position)
        last = bisect_left(self._written, position, key=_position)
        near = [
            thing
            for thing in self._documents[max(0, at - _MOST_CANDIDATES) : at]
            + self._written[max(0, last - 1) : last]
            if position - thing.position <= _REACH
        ]
        named = [thing for thing in near if thing.named]
        return max(named or near, key=lambda thing: thing.position, default=None)

    def is_numbered_part(self, span: Span) -> bool:
        """Tell "Article 4" and "paragraph seven", which begin at ``span``, from other words."""
        match = _NUMBERED.match(self._text, span.start)
        parts = load("document_parts") | _NUMBERED_PARTS
        return match is not None and match.group(1).lower() in parts

    def whole(self, span: Span) -> Thing | None:
        """Return the document whose part the words in ``span`` name, there or before them."""
        named = _OF_DOCUMENT.search(span.of(self._text))
        if named is not None:
            return Thing(span.start, " ".join(named.group(1).split()), None, named=True)
        return self.document(span.start)

    def it(self, position: int, last: str | None) -> Thing | None:
        """Return what "it" at ``position`` stands for; ``last`` is the name that spoke last."""
        at = bisect_right(self._things, position, key=_position)
        best: Thing | None = None
        best_score = float("-inf")
        reads = _READS.match(self._text, position) is not None
        for thing in reversed(self._things[max(0, at - _MOST_CANDIDATES) : at]):
            if position - thing.position > _REACH:
                break
            if reads and thing.body:
                continue
            score = (thing.position - position) * _PER_CHARACTER
            score += _NAMED * thing.named + _SPOKE_LAST * (thing.name == last)
            score += _SUBJECT * is_subject(self._text, thing.position)
            if score > best_score:
                best, best_score = thing, score
        return best

    def group(self, position: int) -> Thing | None:
        """Return the nearest group of people before ``position``: "Chinese officials"."""
        at = bisect_left(self._groups, position, key=lambda thing: thing.position) - 1
        if at < 0 or position - self._groups[at].position > _REACH:
            return None
        return self._groups[at]


def _position(thing: Thing) -> int:
    return thing.position


def _titled(match: re.Match[str]) -> Thing:
    return Thing(match.start(1), " ".join(match.group(1).split()), None, named=True)


def _has_words(name: str, asked: Collection[str]) -> bool:
    parts = name.casefold().split()
    return all(any(part.startswith(word[:_STEM]) for part in parts) for word in asked)


def _heads(name: str) -> set[str]:
    """Return the nouns by which an organisation is called again: the last, and that before "of"."""
    parts = name.casefold().split()
    heads = {parts[-1]}
    heads.update(a for a, b in pairwise(parts) if b in ("of", "for"))
    return heads


class _Owners:
    """Which owner stands beside each naming of an organisation: "in Orrin", "Norland's"."""

    def __init__(self, text: str, actors: Sequence[LocalActor]) -> None:
        self._text = text
        self._actors = actors
        self._several: dict[int, bool] = {}

    def _owner_after(self, end: int) -> re.Match[str] | None:
        return _OWNED.match(self._text, end)

    def _has_several(self, number: int) -> bool:
        if number not in self._several:
            actor = self._actors[number]
            found = {m.group(1) for s in actor.mentions if (m := self._owner_after(s.end))}
            found |= {
                m.group(1)
                for s in actor.mentions
                if (m := _OWNER.search(self._text, max(0, s.start - 40), s.start))
            }
            shared = any(head in load("state_organs") for head in _heads(actor.name))
            self._several[number] = len(found) > 1 or (shared and bool(found))
        return self._several[number]

    def name_at(self, place: Place) -> str:
        """Return the actor's name, or the words at ``place`` where only these tell whose it is."""
        name = self._actors[place.actor].name
        if not self._has_several(place.actor):
            return name
        after = self._owner_after(place.span.end)
        if after is not None:
            end = after.end()
            named = self._text[place.span.start : end].split()
            return " ".join(word for word in named if word != "here")
        before = _OWNER.search(self._text, max(0, place.span.start - 40), place.span.start)
        return (
            name
            if before is None
            else " ".join(self._text[before.start() : place.span.end].split())
        )


@cache
def _organisation_pattern() -> re.Pattern[str]:
    """Return the pattern of "The board", "His ministry" where they begin a sentence."""
    nouns = "|".join(sorted(load("organisation_heads") | load("state_organs")))
    return re.compile(rf"(?:^|[.!?][”\"’']?\s+|\n\s*)((?:The|His|Her|Its|Their)\s+({nouns}))\b")


@cache
def _document_pattern() -> re.Pattern[str]:
    """Return the pattern of documents, with a name ("the Harbour Act") or without one.

    It looks ahead for what can begin one, which rules most letters out at once.
    """
    nouns = alternatives(load("documents"))
    name = rf"[A-Z]{_LETTERS}"
    return re.compile(
        rf"(?=[A-Zahit])\b(?:{name} (?:(?:{name}|\([A-Z]+\)|of|on|and|for|the) ){{0,12}}"
        r"(?:Act|Bill|Report|Treaty|Resolution|Charter|Agreement|Accord|Plan|Constitution)"
        rf"|(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]his|[Tt]hat)\s+(?:[a-z-]+\s+)?{nouns})"
        r"\b(?!['’]s?\s)"
    )


@cache
def _titled_pattern() -> re.Pattern[str]:
    """Return the pattern of a title: "a page headed “Schedule D”", "the guide, “Knots”"."""
    nouns = alternatives((load("documents") | load("document_parts")) - load("letters"))
    return re.compile(
        rf"\b{nouns}(?:\s+[a-z]+){{0,5}},?\s+(?:(?:headed|titled|entitled|called)\s+)?"
        r"[“‘\"]([A-Z][^”’\"\n]{1,60}?),?[”’\"](?=\W)"
    )


@cache
def _group_pattern() -> re.Pattern[str]:
    """Return the pattern of groups of people: a role's plural with the words before it."""
    plural = alternatives(f"{role}s" for role in load("roles"))
    word = r"[A-Z][\w-]{1,40}|two|three|some|senior|many"
    return re.compile(rf"\b(?:(?:{word}) ){{0,4}}{plural}\b")

"""Authors: who wrote the letter, the answer or the poem that speaks.

    Mara Oyelaran’s answer came late. “Mind the step,” it reads.            whose
    … a circular that the Fish Board sent round. The circular calls it …    who sent it
    She has a note from him.  “The Salt Book” by the poet Ana Brandt        from whom, by whom
    The Fish Board wrote to the port. The letter says …                     who wrote

A letter or a poem speaks for whoever wrote it; a law, a report or a handbook speaks for itself.
Cost: one pass over the text for the nouns, a bounded look around each.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from index.extraction.lexicons import alternatives, load
from index.extraction.pronouns import Place
from index.model import ActorKind, LocalActor, Span

_REACH = 4000
"""Characters within which "the circular" is the one that somebody sent before."""
_MOST_LETTERS = 40
_PHRASE = 90
"""Characters of the longest phrase that names an author: "by the Orrin poet Ana Brandt"."""
_OWNED = re.compile(r"['’]s?\s+(?:[a-z][\w-]*\s+){0,2}$")
_OWNED_REACH = 40
_FROM = re.compile(r"\s+(?:from|by)\s+")
_TITLE_BY = re.compile(r"[”\"’»](?:,|\s)?\s*by\s+(?=[A-Zathe])")
_SENT = re.compile(
    r",?\s+(?:that|which)\s+([^.;:“”\"\n]{1,80}?)\s+(?:(?:has|had|have)\s+)?(?:just\s+)?"
    r"(?:sent|wrote|written|issued|published|circulated|posted|put out|printed|left|pinned)\b"
)
_IT_WAS_SENT = re.compile(r"\bIt (?:was|is) the \w+" + _SENT.pattern)
_WROTE_TO = re.compile(r"\b(?:wrote|writes|has written|had written)\s+to\b")
_ENDS_PHRASE = re.compile(
    r"[,.;:()—–\n“”\"]|\s(?:who|which|that|and|of|in|at|on|to|about|with|has|had|is|was)\s"
)
_PRONOUN = re.compile(r"(?:him|her)\b(?!\s+[a-z])")


class Letter(NamedTuple):
    """A text somebody wrote: where its noun stands, the noun, and the author's number."""

    position: int
    noun: str
    author: int


class Authors:
    """The letters of one article and who wrote them, looked for when first asked.

    ``person_at`` tells which person a pronoun stands for, or None.
    """

    def __init__(
        self,
        text: str,
        actors: Sequence[LocalActor],
        places: Sequence[Place],
        person_at: Callable[[Span], int | None],
    ) -> None:
        self._text = text
        self._actors = actors
        self._places = [place for place in places if self._may_write(place)]
        self._starts = [place.span.start for place in self._places]
        self._ends = {place.span.end: place.actor for place in self._places}
        self._person_at = person_at

    def _may_write(self, place: Place) -> bool:
        kind = self._actors[place.actor].kind
        return kind in (ActorKind.PERSON, ActorKind.ORGANISATION)

    @cached_property
    def letters(self) -> Sequence[Letter]:
        """The texts whose author the article tells, in text order."""
        found = []
        for match in _noun_pattern().finditer(self._text):
            author = self._author_of(Span(*match.span()))
            if author is not None:
                found.append(Letter(match.start(), match.group(), author))
        for match in _IT_WAS_SENT.finditer(self._text):
            author = self._first_in(match.start(1), match.end(1))
            if author is not None:
                found.append(Letter(match.start(), "", author))
        for match in _TITLE_BY.finditer(self._text):
            author = self._named_in(match.end())
            if author is not None:
                found.append(Letter(match.start(), "", author))
        for match in _WROTE_TO.finditer(self._text):
            author = self._writer(match.start())
            if author is not None:
                found.append(Letter(match.start(), "letter", author))
        return sorted(found)

    def within(self, span: Span) -> int | None:
        """Return who wrote the text that the words in ``span`` name: "a note from her son"."""
        at = bisect_left(self.letters, span.start, key=lambda letter: letter.position)
        if at < len(self.letters) and self.letters[at].position < span.end:
            return self.letters[at].author
        return None

    def called(self, noun: str, position: int) -> int | None:
        """Return who wrote the text that "the letter" at ``position`` stands for."""
        at = bisect_left(self.letters, position, key=lambda letter: letter.position)
        for letter in reversed(self.letters[max(0, at - _MOST_LETTERS) : at]):
            if position - letter.position > _REACH:
                return None
            if letter.noun == noun:
                return letter.author
        return None

    def _author_of(self, noun: Span) -> int | None:
        """Return who wrote the text whose noun stands at ``noun``, if the words around it say."""
        owned = _OWNED.search(self._text, max(0, noun.start - _OWNED_REACH), noun.start)
        if owned is not None and owned.start() in self._ends:
            return self._ends[owned.start()]
        source = _FROM.match(self._text, noun.end)
        if source is not None:
            pronoun = _PRONOUN.match(self._text, source.end())
            if pronoun is not None:
                return self._person_at(Span(*pronoun.span()))
            return self._named_in(source.end())
        sent = _SENT.match(self._text, noun.end)
        return None if sent is None else self._first_in(sent.start(1), sent.end(1))

    def _named_in(self, start: int) -> int | None:
        """Return the person, else the body, whom the phrase at ``start`` names."""
        limit = min(len(self._text), start + _PHRASE)
        closes = _ENDS_PHRASE.search(self._text, start, limit)
        end = limit if closes is None else closes.start()
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        inside = [place.actor for place in self._places[low:high]]
        people = [actor for actor in inside if self._actors[actor].kind is ActorKind.PERSON]
        return next(iter(people[::-1] or inside), None)

    def _first_in(self, start: int, end: int) -> int | None:
        at = bisect_left(self._starts, start)
        return self._places[at].actor if at < len(self._places) and self._starts[at] < end else None

    def _writer(self, verb: int) -> int | None:
        """Return the subject of "wrote" at ``verb``: the last named before it in its sentence."""
        at = bisect_left(self._starts, verb) - 1
        if at < 0 or verb - self._places[at].span.end > _OWNED_REACH // 4:
            return None
        return self._places[at].actor


@cache
def _noun_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives(load('letters'))}\b")

"""Who is about: the person whom "the baker" calls next, or whom a quote addresses.

    Mara Oyelaran lit the oven.     nobody is introduced as a baker, so
    “It is mine,” the baker said.   the baker is whoever was just named
    “Mara, mind the step.”          these words address Mara Oyelaran: she does not speak them

Cost: a bounded number of places each time.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from index.extraction.introductions import Holders, is_person_noun
from index.extraction.person_phrases import PersonPhrase
from index.extraction.pronouns import Place
from index.model import LocalActor, Span

_INDEFINITE = frozenset({"a", "an", "one", "another"})
_REACH = 400
_MOST_ADDRESSED = 200
_MOST_NAMED = 20
_LOOK_BACK = 60
_OWN_NAME = re.compile(
    r"(?:\b(?:this is|it['’]s|it is|I['’]m|I am|my name is|call|write)\s+(?:me\s+)?(?:\w+\s+)?"
    r"|(?:^|\s)[‘'“\"][^’”]*)$",
    re.IGNORECASE,
)
"""Before a name in a quote: whose it is, or a quote in the quote, where somebody else may speak."""
_OPENING_MARKS = frozenset("“‘\"'«„")
_VOCATIVE = re.compile(r"[“‘\"']?([A-Z][\w’-]+)(?:[,!]\s|[.!?]?$)")


class Company:
    """The places that name people, in text order, asked for the one just named or addressed."""

    def __init__(
        self,
        text: str,
        actors: Sequence[LocalActor],
        persons: Sequence[Place],
        holders: Holders,
        phrases: Sequence[PersonPhrase],
    ) -> None:
        self._text = text
        self._phrases = phrases
        self._actors = actors
        self._persons = persons
        self._starts = [place.span.start for place in persons]
        self._holders = holders

    @cached_property
    def _without_name(self) -> frozenset[str]:
        """The heads of descriptions that bring somebody without a name: "a baker"."""
        return frozenset(p.head for p in self._phrases if p.determiner in _INDEFINITE)

    def called(self, head: str, position: int) -> int | None:
        """Return the person just named whom "the baker" calls by a role not told before.

        Only who has a name in full, and not where the article speaks of "a baker", who is somebody
        without a name.
        """
        if not is_person_noun(head) or head in self._without_name:
            return None
        at = bisect_left(self._starts, position) - 1
        if at < 0 or position - self._starts[at] > _REACH:
            return None
        actor = self._persons[at].actor
        named = " " in self._actors[actor].name
        return actor if named and not self._holders.roles_of(actor) else None

    def named_in(self, said: Sequence[Span]) -> set[int]:
        """Return the people whom the quotes in ``said`` speak of: “Mara was late,” she said.

        Not who calls himself by his name ("this is Mara") or is named in a quote inside.
        """
        named: set[int] = set()
        for span in said:
            if self._text[span.start - 1 : span.start] not in _OPENING_MARKS:
                continue
            at = bisect_left(self._starts, span.start)
            end = bisect_left(self._starts, span.end, at, min(len(self._starts), at + _MOST_NAMED))
            for place in self._persons[at:end]:
                before = self._text[
                    max(span.start, place.span.start - _LOOK_BACK) : place.span.start
                ]
                if _OWN_NAME.search(before) is None:
                    named.add(place.actor)
        return named

    def addressed(self, said: str, position: int) -> set[int]:
        """Return the people whom the words ``said`` address: "Mara, mind the step"."""
        match = _VOCATIVE.match(said)
        if match is None:
            return set()
        name = match.group(1).casefold()
        at = bisect_left(self._starts, position)
        return {
            place.actor
            for place in self._persons[max(0, at - _MOST_ADDRESSED) : at]
            if name in self._actors[place.actor].name.casefold().split()
        }

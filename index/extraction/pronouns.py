"""Pronouns: which person "he" or "she" is, by what stands before it.

Every place that stands for a person is a candidate: a name, "the mayor", "a girl of nine", and the
same pronoun just before, which is the link that keeps a subject over many sentences::

    Mara Oyelaran, 56, commands nine ships. She has had eleven letters. “Write,” she said.
    └─ named ────┘                          └─ so ────────────────────────────────┘

The best score wins; the weights stand below with their reasons. A person whose gender is known to
be the other one is out, and so is whoever the quote itself addresses by name or, inside a quote,
the one who speaks it. Cost: a bounded number of candidates; each pronoun is resolved once.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from index.extraction.clauses import (
    asker_end,
    clause_end,
    goes_on,
    is_apposed,
    is_subject,
    opens_sentence,
    reports_question,
    speaks,
)
from index.extraction.gender import Gender, Genders, gender_of_address, gender_of_pronoun
from index.extraction.memo import Memo
from index.extraction.people import RELATIONS
from index.extraction.person_phrases import PersonPhrase
from index.model import Span

_REACH = 2500
_MOST_CANDIDATES = 60
_PER_CHARACTER = 1 / 400
_PER_PARAGRAPH = 0.9
_GENDER_AGREES = 1.5
_SPOKE_LAST = 1.2
_HEARD = 0.5
"""What it weighs that somebody spoke where the pronoun need not speak: "She went home"."""
_ASKED = -1.5
"""The same where the last speaker asked what somebody else will answer."""
_GOES_ON = 2.5
"""The same of a pronoun that adds to what was said: "she added"."""
_NAMELESS_SPOKE = 0.8
"""The same of a person without a name: "the sergeant said … he said"."""
_SUBJECT = 1.0
_CURRENT = 1.0
"""A subject of the pronoun's own paragraph."""
_INSIDE_QUOTE = 1.5
"""What somebody's words name is seldom what the narration goes on with."""
_SAME_QUOTE = 1.5
_NAMELESS = 0.8
_OBJECT_NAMELESS = 1.0
"""A person without a name who is no subject: "met a pilot"."""
_POSSESSOR = 0.75
"""Of "Mara Oyelaran's boat" the boat is spoken of."""
_SPOKEN_OF = 2.5
"""Whoever says “Mara was late” is seldom Mara."""
_HIGHEST = _GENDER_AGREES + _SPOKE_LAST + _SUBJECT + _CURRENT + _SAME_QUOTE
"""No candidate scores more: what stands too far away for this need not be looked at."""
_OWNS = ("'s", "’s")
_PRONOUN_REACH = 500
_PRONOUN_LENGTH = 2
_LEARNED = 2
"""Speakers who stand where nobody is named that are candidates still: the last ones."""
_LONGEST_CHAIN = 12
_PRONOUN = re.compile(r"[HhSs](?<!\w.)(?:(?<=[Hh])(e)|(?<=[Ss])he)\b")
_COMMANDED = 90
"""Characters after "he" in which his clause names others."""
_MOST_COMMANDED = 6


class Place(NamedTuple):
    """A stretch of text that stands for an actor."""

    span: Span
    actor: int


_GENDERS = Memo(lambda head: gender_of_address([head]))


class Antecedents:
    """The places of an article's people, asked for the one that a pronoun stands for.

    ``breaks`` are where its paragraphs begin, ``phrases`` the people whom it only describes: they
    are numbered -1, -2, … where an actor has its number.
    """

    def __init__(
        self,
        text: str,
        places: Sequence[Place],
        genders: Genders,
        quoted: Sequence[Span],
        phrases: Sequence[PersonPhrase] = (),
        breaks: Sequence[int] = (),
    ) -> None:
        self._text = text
        self._phrases = phrases
        self._by_head: dict[str, list[Place]] = defaultdict(list)
        described = [self._described(at) for at in range(len(phrases))]
        self._places = sorted([*places, *described], key=lambda place: place.span)
        self._starts = [place.span.start for place in self._places]
        self._genders = genders
        self._standings: dict[Span, tuple[int, int | None, bool, bool]] = {}
        self._quoted = quoted
        self._quoted_starts = [span.start for span in quoted]
        self._breaks = breaks
        self._voices = [self._paragraph(span.start) for span in quoted]
        found = list(_PRONOUN.finditer(text))
        self._pronouns = {
            Gender.MALE: [match.start() for match in found if match.group(1)],
            Gender.FEMALE: [match.start() for match in found if not match.group(1)],
        }
        self._same: dict[int, int] = {}
        self._learned: list[Place] = []
        self._heard: list[tuple[int, int]] = []
        self._asked: int | None = None
        self._before: dict[int, int | None] = {}
        self._resolved: dict[int, int | None] = {}

    def _described(self, at: int) -> Place:
        """Return the place of a phrase; "the pilot" is the pilot whom a phrase before brought."""
        phrase = self._phrases[at]
        same = self._by_head[phrase.head]
        known = phrase.determiner == "the" and same
        place = Place(phrase.span, same[-1].actor if known else -1 - at)
        same.append(place)
        return place

    def identify(self, relative: Callable[[str, int], int | None]) -> None:
        """Settle which people "her brother" and the like are; call once, before asking.

        ``relative`` says who it is, given the relation and whose.
        """
        for at, phrase in enumerate(self._phrases):
            gender = gender_of_pronoun(phrase.determiner)
            if gender is None or phrase.head not in RELATIONS:
                continue
            owner = self._best(phrase.span.start, gender, None, (), ())
            person = relative(phrase.head, owner) if owner is not None and owner >= 0 else None
            if person is not None:
                self._same[-1 - at] = person

    def nameless(self, name: str, position: int) -> int | None:
        """Return the number of the nameless person whom a speaker's description ``name`` means."""
        for word in name.lower().split():
            found = self._by_head.get(word, ())
            at = bisect_left(found, position, key=lambda place: place.span.start) - 1
            if at >= 0:
                return found[at].actor
        return None

    def find(
        self,
        position: int,
        gender: Gender,
        last: int | None,
        barred: Collection[int] = (),
        spoken_of: Collection[int] = (),
    ) -> int | None:
        """Return the person for a pronoun at ``position``, or None.

        A negative number is a person without a name: see ``phrase``.
        ``last`` is the person who spoke last; none of ``barred`` is the answer, and hardly one of
        ``spoken_of``, whom the words that the pronoun speaks name.
        """
        chain: list[int] = []
        at = self._pronoun_before(position, gender)
        while at is not None and not self._is_settled(at, barred) and len(chain) < _LONGEST_CHAIN:
            chain.append(at)
            at = self._pronoun_before(at, gender)
        own = self._quote_at(position)
        for link in reversed(chain):
            never = barred if own is not None and self._quote_at(link) == own else ()
            heard = self._last_heard(link)
            self._resolved[link] = self._best(link, gender, heard, never, (), _HEARD)
        weight = _ASKED if last is not None and last == self._asked else 1.0
        weight = _GOES_ON if goes_on(self._text, position) else weight
        answer = self._best(position, gender, last, barred, spoken_of, weight)
        self._resolved[position] = answer
        return answer

    def _is_settled(self, position: int, barred: Collection[int]) -> bool:
        """Tell whether it is known whom the pronoun stands for, and that is none of ``barred``."""
        return position in self._resolved and self._resolved[position] not in barred

    def _pronoun_before(self, position: int, gender: Gender) -> int | None:
        """Return where the pronoun before ``position`` stands, in the same quote or in none."""
        if position not in self._before:
            self._before[position] = self._look_before(position, gender)
        return self._before[position]

    def _look_before(self, position: int, gender: Gender) -> int | None:
        found = self._pronouns[gender]
        at = bisect_left(found, position) - 1
        quote = self._quote_at(position)
        while at >= 0 and position - found[at] <= _PRONOUN_REACH:
            if self._quote_at(found[at]) == quote:
                return found[at]
            at -= 1
        return None

    def _best(
        self,
        position: int,
        gender: Gender,
        last: int | None,
        barred: Collection[int],
        spoken_of: Collection[int],
        weight: float = 1.0,
    ) -> int | None:
        at = bisect_left(self._starts, position)
        floor = bisect_left(self._starts, position - _REACH, max(0, at - _MOST_CANDIDATES), at)
        candidates = self._places[floor:at]
        before = self._pronoun_before(position, gender)
        person = self._resolved.get(before) if before is not None else None
        learned = self._learned_before(position)
        if learned:
            candidates = sorted([*candidates, *learned], key=lambda place: place.span)
        if before is not None and person is not None:
            candidates = [*candidates, Place(Span(before, before + 2), person)]
        spoken_of = {*spoken_of, *self._commanded(position), *self._asker(position)}
        here = self._paragraph(position), self._quote_at(position)
        best: int | None = None
        best_score = float("-inf")
        superseded = False
        for place in reversed(candidates):
            if (place.span.start - position) * _PER_CHARACTER + _HIGHEST < best_score:
                break
            actor = self._same.get(place.actor, place.actor)
            known = self._gender(actor)
            if actor in barred or (known is not None and known is not gender):
                continue
            score = self._score(place, position, *here)
            score += _GENDER_AGREES if known is gender else 0.0
            score -= _SPOKEN_OF if actor in spoken_of else 0.0
            if actor == last and not superseded:
                score += weight * (_SPOKE_LAST if actor >= 0 else _NAMELESS_SPOKE)
            if actor != last and known is gender and self._introduces(place):
                superseded = True
            if score > best_score:
                best, best_score = actor, score
        if best is None and last is not None and last not in barred:
            return last if self._gender(last) in (None, gender) else None
        return best

    def phrase(self, answer: int) -> PersonPhrase:
        """Return the description that an answer below zero is."""
        return self._phrases[-1 - answer]

    def _gender(self, actor: int) -> Gender | None:
        if actor >= 0:
            return self._genders.of(actor)
        return _GENDERS[self._phrases[-1 - actor].head]

    def learn(self, span: Span, actor: int) -> None:
        """Note that the words in ``span``, which name a speaker, stand for the person ``actor``.

        A description that was without a name is that person from now on.
        """
        at = bisect_left(self._starts, span.start)
        place = self._places[at] if at < len(self._places) else None
        if place is None or place.span.start != span.start:
            self._learned.append(Place(span, actor))
        elif place.actor < 0:
            self._same[place.actor] = actor

    def hear(self, span: Span, actor: int) -> None:
        """Note that the person ``actor`` speaks, as the words in ``span`` tell."""
        self._heard.append((span.start, actor))
        self._asked = actor if reports_question(self._text, span.end) else None

    def _last_heard(self, position: int) -> int | None:
        """Return who of the last speakers spoke last before ``position``."""
        before = [heard for heard in self._heard[-_LEARNED:] if heard[0] < position]
        return max(before)[1] if before else None

    def _learned_before(self, position: int) -> list[Place]:
        """Return the last speaker learned before ``position``, if that was in reach."""
        near = self._learned[-_LEARNED:]
        return [p for p in near if position - _REACH < p.span.start < position]

    def _commanded(self, position: int) -> Iterator[int]:
        """Yield the people whom the clause of "he" names after it: he is hardly one of them.

        Who is "he" is seldom named in the same clause: "he told Tomas", "he said Tomas rose".
        """
        end = clause_end(self._text, position, _COMMANDED)
        at = bisect_left(self._starts, position)
        for place in self._places[at : at + _MOST_COMMANDED]:
            if place.span.start >= end:
                break
            owner = self._text.startswith(_OWNS, place.span.end)
            if place.actor >= 0 and not owner:
                yield place.actor

    def _asker(self, position: int) -> Iterator[int]:
        """Yield who asks whether "she" does something: hardly the same person."""
        end = asker_end(self._text, position)
        if end is None:
            return
        at = bisect_right(self._starts, end) - 1
        if at >= 0 and self._places[at].span.end == end:
            yield self._places[at].actor

    def _introduces(self, place: Place) -> bool:
        """Tell whether ``place`` names somebody as the subject of the narration."""
        named = place.actor >= 0 and place.span.end - place.span.start > _PRONOUN_LENGTH
        if not named or self._quote_at(place.span.start) is not None:
            return False
        return opens_sentence(self._text, place.span.start)

    def _score(self, place: Place, position: int, paragraph: int, quote: int | None) -> float:
        start = place.span.start
        own, inside, subject, possessor = self._standing(place.span)
        score = (start - position) * _PER_CHARACTER - (paragraph - own) * _PER_PARAGRAPH
        if subject:
            score += _SUBJECT + (_CURRENT if own == paragraph else 0.0)
        if place.actor < 0 and (inside is None or inside != quote):
            score -= _NAMELESS if subject else _OBJECT_NAMELESS
        if possessor:
            score -= _POSSESSOR
        if inside is not None:
            score += _SAME_QUOTE if inside == quote else -_INSIDE_QUOTE
        return score

    def _paragraph(self, position: int) -> int:
        return bisect_right(self._breaks, position)

    def _standing(self, span: Span) -> tuple[int, int | None, bool, bool]:
        """Return the paragraph and the quote of a place, and if it is a subject or a possessor."""
        known = self._standings.get(span)
        if known is None:
            known = self._standings[span] = (
                self._paragraph(span.start),
                self._quote_at(span.start),
                self._is_subject(span),
                self._text.startswith(_OWNS, span.end),
            )
        return known

    def _is_subject(self, span: Span) -> bool:
        return (
            is_subject(self._text, span.start)
            or is_apposed(self._text, span)
            or speaks(self._text, span.end)
            or opens_sentence(self._text, span.start)
        )

    def _quote_at(self, position: int) -> int | None:
        """Return the number of the quoted region that holds ``position``, or None.

        Regions of one paragraph count as one: they are mostly one person's words.
        """
        at = bisect_right(self._quoted_starts, position) - 1
        return self._voices[at] if at >= 0 and position < self._quoted[at].end else None

"""Pronouns: which person "he" or "she" is, by what stands before it.

Every place that stands for a person is a candidate: a name, "the mayor", "a girl of nine" where it
begins a sentence. The best score wins:

    score = - distance / 400 characters - 0.6 for each paragraph between
            + 1.5 if gender agrees + 1.6 if that person spoke last + 1.0 if named as a subject
            + 1.0 more if no paragraph ended since
            - 1.5 if named inside somebody's quote, + 1.5 if that is the pronoun's own quote

A person whose gender is known to be the other one is out, and so is whoever the quote itself
addresses by name or, inside a quote, the one who speaks it. Cost: a bounded number of candidates.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.extraction.gender import Gender, Genders, gender_of_address
from index.extraction.introductions import is_person_noun
from index.model import Span

_REACH = 2500
_MOST_CANDIDATES = 60
_PER_CHARACTER = 1 / 400
_PER_PARAGRAPH = 0.6
_GENDER_AGREES = 1.5
_SPOKE_LAST = 1.6
_SUBJECT = 1.0
_CURRENT = 1.0
_INSIDE_QUOTE = 1.5
_SAME_QUOTE = 1.5
_NAMELESS = 0.5
_SUBJECT_WINDOW = 32
_DESCRIPTION = re.compile(
    r"(?:^|[.!?][”\"’']?\s+|\n[^\S\n]*|[“‘\"])"
    r"((?:An?|The|One|My|Another)(?:\s+[\w’'-]+){1,7})"
)
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
_APPOSED_WINDOW = 80
_SENTENCE_BREAK = re.compile(r"[.!?]\s|\n\s*\n|[“”\"]")


class Place(NamedTuple):
    """A stretch of text that stands for an actor."""

    span: Span
    actor: int


def is_subject(text: str, start: int) -> bool:
    """Tell whether few words and no comma stand between ``start`` and its sentence's beginning."""
    window = text[max(0, start - _SUBJECT_WINDOW) : start]
    breaks = list(_SENTENCE_BREAK.finditer(window))
    if not breaks:
        return start < _SUBJECT_WINDOW
    return "," not in window[breaks[-1].end() :]


def _is_apposed(text: str, span: Span) -> bool:
    """Tell whether a name between commas ends the subject: "The clerk, Mara Oyelaran, rose."."""
    window = text[max(0, span.start - _APPOSED_WINDOW) : span.start]
    sentence = _SENTENCE_BREAK.split(window)[-1]
    closes = text[span.end : span.end + 1] == ","
    return closes and sentence.endswith(", ") and sentence.count(",") == 1


@dataclass(frozen=True, slots=True)
class Description:
    """A person without a name: "a girl of nine"; ``head`` is the lower-case noun."""

    span: Span
    head: str
    words: str


def find_descriptions(text: str) -> list[Description]:
    """Return the descriptions of one person that begin a sentence of ``text``."""
    found: list[Description] = []
    for match in _DESCRIPTION.finditer(text):
        words = match.group(1).split()
        at = next((at for at, word in enumerate(words) if _is_person(word)), None)
        if at is None or (at + 1 < len(words) and words[at + 1] in ("and", "or", "who’s")):
            continue
        stop = at + 1
        if words[stop : stop + 1] in (["of"], ["from"], ["at"], ["in"]):
            stop = min(len(words), stop + 2 + (words[stop + 1 : stop + 2] in (["the"], ["a"])))
        phrase = " ".join(words[:stop])
        found.append(Description(Span(*match.span(1)), words[at].lower(), phrase))
    return found


def _is_person(word: str) -> bool:
    return word.islower() and is_person_noun(word)


class Antecedents:
    """The places of an article's people, asked for the one that a pronoun stands for."""

    def __init__(
        self, text: str, places: Sequence[Place], genders: Genders, quoted: Sequence[Span]
    ) -> None:
        self._text = text
        taken = {place.span.start for place in places}
        self._descriptions = [d for d in find_descriptions(text) if d.span.start not in taken]
        described = [Place(d.span, -1 - at) for at, d in enumerate(self._descriptions)]
        self._places = sorted([*places, *described], key=lambda place: place.span)
        self._starts = [place.span.start for place in self._places]
        self._genders = genders
        self._subjects: dict[Span, bool] = {}
        self._quoted = quoted
        self._quoted_starts = [span.start for span in quoted]

    def find(
        self, position: int, gender: Gender, last: int | None, barred: Collection[int] = ()
    ) -> int | None:
        """Return the person for a pronoun at ``position``, or None.

        A negative number is a person without a name: see ``describe``.
        ``last`` is the person who spoke last; none of ``barred`` is the answer.
        """
        at = bisect_left(self._starts, position)
        best: int | None = None
        best_score = float("-inf")
        for place in reversed(self._places[max(0, at - _MOST_CANDIDATES) : at]):
            if position - place.span.start > _REACH:
                break
            known = self._gender(place.actor)
            if place.actor in barred or (known is not None and known is not gender):
                continue
            score = self._score(place, position, last)
            score += _GENDER_AGREES if known is gender else 0.0
            score -= _NAMELESS if place.actor < 0 else 0.0
            if score > best_score:
                best, best_score = place.actor, score
        if best is None and last is not None and last not in barred:
            return last if self._genders.of(last) in (None, gender) else None
        return best

    def describe(self, answer: int) -> str:
        """Return the words of an answer that is a description: a negative number."""
        return self._descriptions[-1 - answer].words

    def _gender(self, actor: int) -> Gender | None:
        if actor >= 0:
            return self._genders.of(actor)
        return gender_of_address([self._descriptions[-1 - actor].head])

    def _score(self, place: Place, position: int, last: int | None) -> float:
        start = place.span.start
        score = -(position - start) * _PER_CHARACTER
        score -= self._text.count("\n\n", start, position) * _PER_PARAGRAPH
        if last == place.actor:
            score += _SPOKE_LAST
        if self._is_subject(place.span):
            score += _SUBJECT
            if not _PARAGRAPH_BREAK.search(self._text, start, position):
                score += _CURRENT
        quote = self._quote_at(start)
        if quote is not None:
            score += _SAME_QUOTE if quote == self._quote_at(position) else -_INSIDE_QUOTE
        return score

    def _is_subject(self, span: Span) -> bool:
        known = self._subjects.get(span)
        if known is None:
            known = is_subject(self._text, span.start) or _is_apposed(self._text, span)
            self._subjects[span] = known
        return known

    def _quote_at(self, position: int) -> int | None:
        """Return the number of the quoted region that holds ``position``, or None."""
        at = bisect_right(self._quoted_starts, position) - 1
        return at if at >= 0 and position < self._quoted[at].end else None

"""Resolution: which actor a mention of a speaker stands for.

A name is looked up among the article's actors by its place; a bare surname is thereby already the
full name. A pronoun goes to the person who scores best among those named shortly before it:

    score = - distance / 400 characters - 0.35 for each paragraph between
            + 1.5 if gender agrees + 1.6 if that person spoke last + 1.2 if named as a subject
            - 1.5 if named inside somebody's quote

"They" looks for a group ("two officials"), "it" for a document or an organisation. A definite role
("the minister") goes to the person whom the article calls so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from index.extraction.gender import Gender, gender_of, gender_of_address, gender_of_name
from index.extraction.grammar import FEMALE_PRONOUNS, MALE_PRONOUNS
from index.extraction.lexicons import load
from index.extraction.mentions import Mention, MentionKind
from index.model import ActorKind, LocalActor, Span

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_REACH = 2500
_MOST_CANDIDATES = 60
_PER_CHARACTER = 1 / 400
_PER_PARAGRAPH = 0.35
_GENDER_AGREES = 1.5
_SPOKE_LAST = 1.6
_SUBJECT = 1.2
_INSIDE_QUOTE = 1.5
_SUBJECT_WINDOW = 32
_SENTENCE_BREAK = re.compile(r"[.!?]\s|[\n“”\"]")
_WORDS = re.compile(r"[\w’'.&-]+")
_DOCUMENT = re.compile(
    r"\b(?:[A-Z][\w’'-]+ (?:(?:[A-Z][\w’'-]+|\([A-Z]+\)|of|on|and|for|the) ){0,12}"
    r"(?:Act|Bill|Report|Treaty|Resolution|Charter|Agreement|Plan|Constitution)"
    r"|(?:the |this |that )?(?:bill|act|report|measure|resolution|document|letter|memo|study|survey"
    r"|poll|treaty|lawsuit))\b"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a mention stands for: a name or description, and the actor's number if it is one."""

    name: str
    actor: int | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """One mention of an actor, with what pronoun resolution asks about it."""

    span: Span
    actor: int


class Resolver:
    """Looks up mentions in one article. Build once an article, then ask in text order."""

    def __init__(self, text: str, actors: Sequence[LocalActor], quoted: Sequence[Span]) -> None:
        self._text = text
        self._actors = actors
        self._surnames = _by_surname(actors)
        full = _full_names(actors, self._surnames)
        self._quoted_starts = [span.start for span in quoted]
        self._quoted = quoted
        self._places = sorted(
            (
                _Place(span, full.get(number, number))
                for number, actor in enumerate(actors)
                for span in actor.mentions
            ),
            key=lambda place: place.span,
        )
        self._starts = [place.span.start for place in self._places]
        persons = [p for p in self._places if actors[p.actor].kind is ActorKind.PERSON]
        self._persons = persons
        self._person_starts = [place.span.start for place in persons]
        self._genders: dict[int, Gender | None] = {}
        self._roles: dict[str, list[tuple[int, int]]] | None = None
        self._groups: list[tuple[int, str]] | None = None
        self._documents: list[tuple[int, str]] | None = None
        self._named: list[tuple[int, str]] = []

    def resolve(self, mention: Mention, last: Speaker | None) -> Speaker:
        """Return whom ``mention`` stands for; ``last`` is who spoke before it."""
        if mention.kind is MentionKind.RELATIVE and mention.antecedent is not None:
            return self.resolve(mention.antecedent, last)
        if mention.kind is MentionKind.PRONOUN:
            return self._pronoun(mention, last)
        actor = self._actor_at(mention.head)
        if actor is not None and self._is_name_head(mention):
            return Speaker(self._actors[actor].name, actor)
        if mention.kind is MentionKind.NAME:
            name = self._bare_name(mention)
            person = self._surnames.get(name.casefold())
            return Speaker(name if person is None else self._actors[person].name, person)
        return self._description(mention)

    def names_person(self, span: Span) -> bool:
        """Tell whether ``span`` is a mention or a surname of one of the article's people."""
        actor = self._actor_at(span)
        if actor is not None:
            return self._actors[actor].kind is ActorKind.PERSON
        return span.of(self._text).casefold() in self._surnames

    def labelled(self, mention: Mention) -> Speaker:
        """Return who speaks a transcript's line: "Q" asks, "A" is the person named most."""
        label = mention.span.of(self._text)
        if label == "Q":
            return Speaker("interviewer")
        if label == "A" and self._persons:
            counts = Counter(place.actor for place in self._persons)
            actor = counts.most_common(1)[0][0]
            return Speaker(self._actors[actor].name, actor)
        speaker = self.resolve(mention, None)
        return Speaker(label.title()) if speaker.name.isupper() else speaker

    def is_person(self, speaker: Speaker | None) -> bool:
        """Tell whether ``speaker`` is a person among the actors."""
        return (
            speaker is not None
            and speaker.actor is not None
            and self._actors[speaker.actor].kind is ActorKind.PERSON
        )

    def _actor_at(self, head: Span) -> int | None:
        at = bisect_right(self._starts, head.start) - 1
        for place in reversed(self._places[max(0, at - 3) : at + 1]):
            if place.span.contains(head) or (place.span.start <= head.start < place.span.end):
                return place.actor
        return None

    def _is_name_head(self, mention: Mention) -> bool:
        return mention.kind is MentionKind.NAME

    def _bare_name(self, mention: Mention) -> str:
        """Return the run of capitals that ends at the head, without roles before it."""
        words = _WORDS.findall(self._text, mention.span.start, mention.head.end)
        run: list[str] = []
        for word in reversed(words):
            if not word[:1].isupper() and word not in ("of", "de", "von", "van", "al", "bin"):
                break
            run.insert(0, re.sub(r"['’]s?$", "", word))
        while len(run) > 1 and run[0].lower().rstrip(".") in load("roles") | load("honorifics"):
            run = run[1:]
        while len(run) > 1 and not run[0][:1].isupper():
            run = run[1:]
        return " ".join(run) if run else mention.span.of(self._text)

    def _description(self, mention: Mention) -> Speaker:
        words = mention.span.of(self._text)
        head = mention.head.of(self._text).lower()
        if head.rstrip("s") in load("speech_nouns"):
            owner = self._owner(mention)
            if owner is not None:
                return owner
        if words.lower().startswith(("the ", "his ", "her ", "this ", "that ")):
            person = self._by_role(head, mention.span.start)
            if person is not None:
                return Speaker(self._actors[person].name, person)
        return Speaker(" ".join(words.split()))

    def _owner(self, mention: Mention) -> Speaker | None:
        """In "a Dvorak statement" the speaker is Dvorak."""
        at = bisect_left(self._starts, mention.span.start)
        if at < len(self._places) and self._places[at].span.end <= mention.head.start:
            actor = self._actors[self._places[at].actor]
            if actor.kind in (ActorKind.PERSON, ActorKind.ORGANISATION):
                return Speaker(actor.name, self._places[at].actor)
        return None

    def _by_role(self, role: str, position: int) -> int | None:
        """Return the person last introduced with ``role`` before ``position``."""
        if self._roles is None:
            self._roles = {}
            for place in self._persons:
                start = place.span.start
                before = self._text[max(0, start - _SUBJECT_WINDOW) : start].split()
                words = before[-2:] + place.span.of(self._text).split()[:-1]
                for word in words:
                    lower = word.lower().strip(".,")
                    if lower in load("roles"):
                        self._roles.setdefault(lower, []).append((start, place.actor))
        earlier = [entry for entry in self._roles.get(role, ()) if entry[0] < position]
        return earlier[-1][1] if earlier else None

    def _pronoun(self, mention: Mention, last: Speaker | None) -> Speaker:
        word = mention.span.of(self._text)
        lower = word.lower()
        if lower in MALE_PRONOUNS:
            return self._person(mention.span.start, Gender.MALE, last) or Speaker(word)
        if lower in FEMALE_PRONOUNS:
            return self._person(mention.span.start, Gender.FEMALE, last) or Speaker(word)
        if lower == "they":
            return self._group(mention.span.start, last) or last or Speaker(word)
        if lower == "it":
            return self._thing(mention.span.start, last) or Speaker(word)
        return last or Speaker(word)

    def _gender(self, actor: int) -> Gender | None:
        if actor not in self._genders:
            self._genders[actor] = gender_of(self._text, self._actors[actor])
        return self._genders[actor]

    def _person(self, position: int, gender: Gender, last: Speaker | None) -> Speaker | None:
        at = bisect_left(self._person_starts, position)
        best: int | None = None
        best_score = float("-inf")
        for place in reversed(self._persons[max(0, at - _MOST_CANDIDATES) : at]):
            if position - place.span.start > _REACH:
                break
            known = self._gender(place.actor)
            if known is not None and known is not gender:
                continue
            score = self._score(place, position, last)
            score += _GENDER_AGREES if known is gender else 0.0
            if score > best_score:
                best, best_score = place.actor, score
        if best is not None:
            return Speaker(self._actors[best].name, best)
        if last is not None and last.actor is not None and self.is_person(last):
            return last if self._gender(last.actor) in (None, gender) else None
        return None

    def _score(self, place: _Place, position: int, last: Speaker | None) -> float:
        start = place.span.start
        score = -(position - start) * _PER_CHARACTER
        score -= self._text.count("\n\n", start, position) * _PER_PARAGRAPH
        if last is not None and last.actor == place.actor:
            score += _SPOKE_LAST
        if self._is_subject(start):
            score += _SUBJECT
        if self._in_quote(start):
            score -= _INSIDE_QUOTE
        return score

    def _is_subject(self, start: int) -> bool:
        """Tell whether few words stand between the mention and its sentence's beginning."""
        window = self._text[max(0, start - _SUBJECT_WINDOW) : start]
        breaks = list(_SENTENCE_BREAK.finditer(window))
        if not breaks:
            return start < _SUBJECT_WINDOW
        return "," not in window[breaks[-1].end() :]

    def _in_quote(self, position: int) -> bool:
        at = bisect_right(self._quoted_starts, position) - 1
        return at >= 0 and position < self._quoted[at].end

    def _group(self, position: int, last: Speaker | None) -> Speaker | None:
        """Return the nearest group of people before ``position``: "Chinese officials"."""
        if last is not None and last.actor is None and last.name.lower().endswith("s"):
            return last
        if self._groups is None:
            self._groups = [(m.start(), m.group()) for m in _groups().finditer(self._text)]
        return _nearest(self._groups, position)

    def _thing(self, position: int, last: Speaker | None) -> Speaker | None:
        """Return the document before ``position``, else who spoke last unless that is a person.

        A document that is named ("the Harbour Act") goes before a nearer "the measure".
        """
        if self._documents is None:
            self._documents = [(m.start(), m.group()) for m in _DOCUMENT.finditer(self._text)]
            self._named = [entry for entry in self._documents if entry[1][0].isupper()]
        document = _nearest(self._named, position) or _nearest(self._documents, position)
        if document is not None:
            return document
        return None if self.is_person(last) else last


@cache
def _groups() -> re.Pattern[str]:
    """Return the pattern of groups of people: a role's plural with the words before it."""
    plural = "|".join(sorted(f"{role}s" for role in load("roles")))
    return re.compile(rf"\b(?:[A-Z][\w-]+ |two |three |some |senior |many ){{0,4}}(?:{plural})\b")


def _by_surname(actors: Sequence[LocalActor]) -> dict[str, int]:
    """Map each surname, case-folded, to the person most often named with it in full."""
    by_surname: dict[str, int] = {}
    for number, actor in enumerate(actors):
        words = actor.name.casefold().split()
        if len(words) == 2 and words[0].strip(".") in load("honorifics"):
            continue
        if actor.kind is ActorKind.PERSON and len(words) > 1:
            surname = words[-2] if words[-1].strip(".") in _SUFFIXES else words[-1]
            rival = by_surname.get(surname)
            if rival is None or len(actor.mentions) > len(actors[rival].mentions):
                by_surname[surname] = number
    return by_surname


def _full_names(actors: Sequence[LocalActor], by_surname: dict[str, int]) -> dict[int, int]:
    """Map actors that are a bare surname, or "Ms." with one, to the person of that surname.

    A form of address that belongs to the other gender keeps the two apart: a married couple.
    """
    full: dict[int, int] = {}
    for number, actor in enumerate(actors):
        *address, surname = actor.name.casefold().split() or [""]
        person = by_surname.get(surname)
        if person is None or person == number or actor.kind is ActorKind.PLACE or len(address) > 1:
            continue
        if address and address[0].strip(".") not in load("honorifics"):
            continue
        told, known = gender_of_address(address), gender_of_name(actors[person].name)
        if told is None or known is None or told is known:
            full[number] = person
    return full


def _nearest(entries: Sequence[tuple[int, str]], position: int) -> Speaker | None:
    at = bisect_left(entries, (position, "")) - 1
    if at < 0 or position - entries[at][0] > _REACH // 2:
        return None
    return Speaker(" ".join(entries[at][1].split()))

"""Resolution: which actor a mention of a speaker stands for.

    Mara Oyelaran, Oyelaran, Mrs Oyelaran   people.py: by surname, form of address, rank
    the harbourmaster, the prime minister   introductions.py: by the role the article gives
    he, she                                 pronouns.py: by score among the people before
    it, the board, they                     things.py: documents, organisations, groups
    his wife, her brother                   the relative of whom the pronoun stands for
    I                                       whoever speaks the quote around it, else the byline
    the man, the officer                    the description, of that head, that spoke before

What is none of these keeps its own words as the speaker's description.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, partial

from index.extraction.cast import Cast, Speaker, speaker_of
from index.extraction.gender import gender_of_pronoun
from index.extraction.introductions import head_and_modifiers
from index.extraction.lexicons import load, load_all
from index.extraction.mentions import Mention, MentionKind
from index.extraction.people import split_address
from index.extraction.person_phrases import PersonPhrase
from index.model import ActorKind, LocalActor, Span

_WORDS = re.compile(r"[\w’'.&-]+")
_DEFINITE = ("the ", "this ", "that ", "his ", "her ", "their ", "its ", "our ")
_ANAPHORIC = frozenset({"the", "his", "her", "their"})
_DEEPEST = 3
"""So many descriptions may hang on one another: "his wife", whose "his" is "her brother", …"""
_ANYBODY = {"man": "he", "woman": "she", "lady": "she", "gentleman": "he"}
"""Nouns that say no more of a person than a pronoun does."""
_OWNERS = {"its": "it", "their": "they", "my": "i", "our": "we", "your": "you"}
_EPITHETS = frozenset({"Mother", "Father", "Sister", "Brother", "Uncle", "Aunt", "Old", "Little"})
_APPOSED = re.compile(r"(?:\s*\([\w ]+\))?,\s+(?:(?:[A-Z][a-z]+|the)\s+)?")


class Resolver:
    """Looks up mentions in one article. Build once an article, then ask in text order."""

    def __init__(
        self,
        text: str,
        actors: Sequence[LocalActor],
        quoted: Sequence[Span],
        byline: str | None = None,
        breaks: Sequence[int] = (),
        source: str | None = None,
    ) -> None:
        self._text = text
        self._actors = actors
        self._cast_of = partial(Cast, text, actors, quoted, byline, breaks)
        self._outlet = Speaker(source) if source else None
        self._described: dict[str, Speaker] = {}
        self._depth = 0

    @cached_property
    def _cast(self) -> Cast:
        """Who is in the article, looked at when first asked: one that quotes nobody needs none."""
        return self._cast_of()

    def resolve(
        self,
        mention: Mention,
        last: Speaker | None,
        outer: Speaker | None = None,
        said: Sequence[Span] = (),
    ) -> Speaker:
        """Return whom ``mention`` stands for.

        ``last`` is who spoke before it, ``outer`` who speaks the quote that it stands in, and
        ``said`` where the words stand that it speaks: whom these address or name, "she" is not.
        """
        if mention.kind is MentionKind.RELATIVE and mention.antecedent is not None:
            return self.resolve(mention.antecedent, last, outer, said)
        if mention.kind is MentionKind.PRONOUN:
            found = self._pronoun(mention, last if outer is None else None, outer, said)
        else:
            found = self._called(mention, last)
        if outer is None and found.actor is not None and self.is_person(found):
            self._cast.antecedents.hear(mention.span, found.actor)
            if mention.kind is not MentionKind.PRONOUN:
                self._cast.antecedents.learn(mention.span, found.actor)
        return found

    def _called(self, mention: Mention, last: Speaker | None) -> Speaker:
        """Return whom a name or a description stands for."""
        if self._cast.things.is_numbered_part(mention.span):
            document = self._cast.things.whole(mention.span)
            if document is not None:
                return Speaker(document.name, document.actor)
        actor = self._cast.at(mention.head)
        if actor is not None and mention.kind is MentionKind.NAME:
            return self._named(mention, actor)
        if mention.kind is MentionKind.NAME:
            name = self._bare_name(mention)
            person = self._cast.people.by_epithet(name, None)
            if person is None:
                person = self._cast.people.find(name, mention.head.start)
            return Speaker(name if person is None else self._actors[person].name, person)
        return self._description(mention, last)

    def _named(self, mention: Mention, number: int) -> Speaker:
        actor = self._actors[number]
        epithet = self._epithet(mention, actor.name)
        if epithet is not None:
            return Speaker(epithet, number)
        if actor.kind is ActorKind.PERSON:
            titled = self._cast.people.find(self._with_title(mention), mention.head.start)
            return self._cast.speaker(number if titled is None else titled)
        if actor.kind is ActorKind.ORGANISATION:
            at = bisect_right(self._cast.starts, mention.head.start) - 1
            return Speaker(self._cast.things.name_at(self._cast.places[at]), number)
        return Speaker(actor.name, number)

    def _epithet(self, mention: Mention, name: str) -> str | None:
        """Return "Mother Crane" where the article has only "Crane" for who is called so."""
        before = self._text[mention.span.start : mention.head.start].split()[-1:]
        if " " in name or not before or before[0] not in _EPITHETS:
            return None
        return f"{before[0]} {name}"

    def _with_title(self, mention: Mention) -> str:
        """Return the title before a surname and the surname: "Mayor Orrin"; else nothing."""
        words = self._text[mention.span.start : mention.head.end].split()
        address, rest = split_address(" ".join(words[-2:]))
        return " ".join(words[-2:]) if address and len(rest) == 1 else ""

    def names_person(self, span: Span) -> bool:
        """Tell whether ``span`` is a mention or a surname of one of the article's people."""
        actor = self._cast.at(span)
        if actor is not None:
            return self._actors[actor].kind is ActorKind.PERSON
        return self._cast.people.has_surname(span.of(self._text).casefold())

    def labelled(self, mention: Mention) -> Speaker:
        """Return who speaks a transcript's line: "Q" asks, "A" is the person named most."""
        label = mention.span.of(self._text)
        if label == "Q":
            return Speaker("interviewer")
        if label == "A" and self._cast.persons:
            counts = Counter(place.actor for place in self._cast.persons)
            actor = counts.most_common(1)[0][0]
            return Speaker(self._actors[actor].name, actor)
        if not self.names_person(mention.head):
            return Speaker(label.title() if label.isupper() else label)
        speaker = self.resolve(mention, None)
        return Speaker(label.title()) if speaker.name.isupper() else speaker

    def named_in_own_words(self, speaker: Speaker | None, said: Sequence[Span]) -> Speaker | None:
        """Return who says "this is Commodore Orrin" where ``speaker`` is a voice without a name."""
        if speaker is None or speaker.actor is not None:
            return None
        person = self._cast.company.own_name(said)
        if person is None:
            return None
        self._cast.antecedents.learn(said[-1], person)
        return self._cast.speaker(person)

    def is_person(self, speaker: Speaker | None) -> bool:
        """Tell whether ``speaker`` is a person among the actors."""
        return self._cast.kind(speaker) is ActorKind.PERSON

    def is_body(self, speaker: Speaker | None) -> bool:
        """Tell whether ``speaker`` is an organisation or a place among the actors."""
        return self._cast.kind(speaker) in (ActorKind.ORGANISATION, ActorKind.PLACE)

    def _bare_name(self, mention: Mention) -> str:
        """Return the run of capitals that ends at the head, without roles before it."""
        words = _WORDS.findall(self._text, mention.span.start, mention.head.end)
        run: list[str] = []
        for word in reversed(words):
            if not word[:1].isupper() and word not in ("of", "de", "von", "van", "al", "bin"):
                break
            run.insert(0, re.sub(r"['’]s?$", "", word))
        while len(run) > 1 and run[0].lower().rstrip(".") in load_all("roles", "honorifics"):
            run = run[1:]
        while len(run) > 1 and not run[0][:1].isupper():
            run = run[1:]
        return " ".join(run) if run else mention.span.of(self._text)

    def _description(self, mention: Mention, last: Speaker | None) -> Speaker:
        words = " ".join(mention.span.of(self._text).split())
        head = mention.head.of(self._text).lower()
        if head.rstrip("s") in load("speech_nouns"):
            owner = self._owner(mention)
            if owner is not None:
                return owner
        author = self._cast.things.author(mention.span, head)
        if author is not None:
            return Speaker(author.name, author.actor)
        apposed = self._apposed(mention.span)
        if apposed is not None:
            return apposed
        if head in load("document_parts"):
            document = self._cast.things.document(mention.span.start)
            return speaker_of(document) or Speaker(words)
        if words.lower().startswith(_DEFINITE):
            definite = self._definite(mention, words, head, last)
            if definite is not None:
                return definite
        speaker = Speaker(words)
        self._described[head] = speaker
        return speaker

    def _apposed(self, span: Span) -> Speaker | None:
        """Return whom a description right before a name tells: "a girl of nine, Mara Oyelaran,"."""
        at = bisect_left(self._cast.starts, span.end)
        if at < len(self._cast.starts) and self._text.startswith(" (", span.end):
            at += self._cast.starts[at] == span.end + len(" (")
        if at == len(self._cast.places):
            return None
        place = self._cast.places[at]
        between = self._text[span.end : place.span.start]
        closes = self._text[place.span.end : place.span.end + 1] in (",", ".")
        if not closes or _APPOSED.fullmatch(between) is None:
            return None
        kind = self._actors[place.actor].kind
        if kind is ActorKind.ORGANISATION and between.endswith("the "):
            return Speaker(self._cast.things.name_at(place), place.actor)
        return self._cast.speaker(place.actor) if kind is ActorKind.PERSON else None

    def _definite(
        self, mention: Mention, words: str, head: str, last: Speaker | None
    ) -> Speaker | None:
        """Return whom "the pilot", "his wife" or "the board" stands for."""
        position = mention.span.start
        phrase = words.split()
        gender = gender_of_pronoun(phrase[0])
        if gender is not None:
            of = self._cast.antecedents.find(position, gender, last.actor if last else None)
            kin = self._cast.people.relative(head, of) if of is not None and of >= 0 else None
            if kin is not None:
                return self._cast.speaker(kin)
            if of is not None and of >= 0 and head in load_all("documents", "speech_nouns"):
                return self._cast.speaker(of)
        found = head_and_modifiers(phrase)
        if found is not None and phrase[0].lower() in ("the", "this", "that", "our"):
            holder = self._cast.holders.find(*found, position)
            if holder is not None:
                return self._cast.speaker(holder)
        modifiers = found[1] if found is not None else frozenset()
        organisation = self._cast.things.organisation(head, modifiers, position)
        if organisation is not None:
            return Speaker(organisation.name, organisation.actor)
        called = len(phrase) == 2 and gender is None and not self._is_told_apart(mention.span)
        anaphor = self._cast.company.called(head, position) if called else None
        if anaphor is not None:
            return self._cast.speaker(anaphor)
        if len(phrase) != 2:
            return None
        if head in _ANYBODY and head not in self._described:
            return self._somebody(mention, head, last)
        return self._described.get(head)

    def _is_told_apart(self, span: Span) -> bool:
        """Tell "the consultant who wrote it", who is somebody else than whoever was named."""
        return self._text.startswith((" who ", " whose ", " whom "), span.end)

    def _somebody(self, mention: Mention, head: str, last: Speaker | None) -> Speaker | None:
        """Return the nameless person whom "the man" means where no man was brought in."""
        position = mention.span.start
        if self._cast.antecedents.nameless(head, position) is not None:
            return None
        spoke = last.actor if last is not None else None
        gender = gender_of_pronoun(_ANYBODY[head])
        if gender is None:
            return None
        person = self._cast.antecedents.find(position, gender, spoke)
        if person is None or person >= 0:
            return None
        return self._described_by(self._cast.antecedents.phrase(person), last)

    def _owner(self, mention: Mention) -> Speaker | None:
        """In "a Dvorak statement" the speaker is Dvorak."""
        at = bisect_left(self._cast.starts, mention.span.start)
        if at < len(self._cast.places) and self._cast.places[at].span.end <= mention.head.start:
            actor = self._actors[self._cast.places[at].actor]
            if actor.kind in (ActorKind.PERSON, ActorKind.ORGANISATION):
                return Speaker(actor.name, self._cast.places[at].actor)
        return None

    def _pronoun(
        self,
        mention: Mention,
        last: Speaker | None,
        outer: Speaker | None,
        said: Sequence[Span],
    ) -> Speaker:
        word = mention.span.of(self._text)
        position = mention.span.start
        gender = gender_of_pronoun(word)
        if gender is not None:
            spoken_of = self._cast.company.named_in(said, position)
            first = said[0].of(self._text) if said else ""
            barred = self._cast.company.addressed(first, position)
            if outer is not None and outer.actor is not None:
                barred.add(outer.actor)
            spoke = last.actor if self.is_person(last) and last is not None else None
            if last is not None and last.actor is None:
                spoke = self._cast.antecedents.nameless(last.name, position)
            person = self._cast.antecedents.find(position, gender, spoke, barred, spoken_of)
            if person is not None and person < 0:
                return self._described_by(self._cast.antecedents.phrase(person), last)
            return Speaker(word) if person is None else self._cast.speaker(person)
        lower = _OWNERS.get(word.lower(), word.lower())
        if lower == "we" and outer is None and self._outlet is not None:
            return self._outlet
        if lower in ("i", "we", "you"):
            return outer or self._cast.author or last or Speaker(word)
        if lower == "it":
            return self._thing(position, last) or Speaker(word)
        if lower == "they":
            return self._group(position, last) or last or Speaker(word)
        return last or Speaker(word)

    def _described_by(self, phrase: PersonPhrase, last: Speaker | None) -> Speaker:
        """Return whom a description stands for that a pronoun goes back to: itself or a name."""
        words = phrase.shown(self._text)
        if phrase.determiner in _ANAPHORIC and self._depth < _DEEPEST:
            self._depth += 1
            head = Span(phrase.span.end - len(phrase.head), phrase.span.end)
            mention = Mention(phrase.span, head, MentionKind.COMMON)
            found = self._definite(mention, words, phrase.head, last)
            self._depth -= 1
            if found is not None:
                return found
        return Speaker(words)

    def _group(self, position: int, last: Speaker | None) -> Speaker | None:
        if last is not None and last.actor is None and last.name.lower().endswith("s"):
            return last
        return speaker_of(self._cast.things.group(position))

    def _thing(self, position: int, last: Speaker | None) -> Speaker | None:
        other = None if last is None or self.is_person(last) else last
        found = self._cast.things.it(position, other.name if other is not None else None)
        return speaker_of(found) or other

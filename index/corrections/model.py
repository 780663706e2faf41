"""What a user can correct, and what all corrections together mean.

    SpokenBy      this quote is by X
    NoQuote       this is no quote
    OneActor      these two actors are one
    TwoActors     these two are not one
    Renamed       this actor is called so
    NamedTopic    this query is a topic of mine

A quote goes by the hash of its file and its spans, so that its correction survives a new index, a
file that is moved, and a second copy of it. Its words are kept as well: for people, and to find it
where another version of the program cuts it a little differently.

Corrections are a list in the order in which they were made. Of two about the same thing the later
counts, so that taking the last one back is to leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from index.extraction.actor_rules import ActorRules, Called, Pair
from index.model import Actor, ActorKind, Article, Quote, Span

SURROGATE = re.compile("[\ud800-\udfff]")

LONGEST_WORDS = 300
"""Characters of a quote that are kept beside its spans."""


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """Which quote is meant: ``article`` is the SHA-256 of its file, in hex; ``words`` are its first
    LONGEST_WORDS characters, ``title`` its article's, both "" where they are not known."""

    article: str
    spans: tuple[Span, ...]
    words: str = ""
    title: str = ""

    @classmethod
    def of(cls, article: Article, quote: Quote) -> QuotePlace:
        """Return the place of a quote of an article."""
        return cls(
            article.sha256, quote.spans, kept_words(quote, article.text), _whole(article.title)
        )


@dataclass(frozen=True, slots=True)
class SpokenBy:
    """A quote is by ``speaker``. ``kind`` is what he is where his article does not tell; None: a
    person."""

    place: QuotePlace
    speaker: str
    kind: ActorKind | None = None


@dataclass(frozen=True, slots=True)
class NoQuote:
    """What was taken for a quote is none."""

    place: QuotePlace


@dataclass(frozen=True, slots=True)
class OneActor:
    """Two actors are one."""

    one: Called
    other: Called


@dataclass(frozen=True, slots=True)
class TwoActors:
    """Two actors, or two names of one, are not the same."""

    one: Called
    other: Called


@dataclass(frozen=True, slots=True)
class Renamed:
    """An actor is to be called ``name``."""

    actor: Called
    name: str


@dataclass(frozen=True, slots=True)
class NamedTopic:
    """A topic of the user's own: a ``query`` with a name."""

    name: str
    query: str


def kept_words(quote: Quote, text: str) -> str:
    """Return what a :class:`QuotePlace` keeps of the words of a quote of ``text``."""
    return _whole(quote.text_in(text)[:LONGEST_WORDS])


def _whole(text: str) -> str:
    """Return ``text`` without unpaired surrogates, which cannot be written."""
    return SURROGATE.sub("\ufffd", text)


OfQuote = SpokenBy | NoQuote
Correction = SpokenBy | NoQuote | OneActor | TwoActors | Renamed | NamedTopic


class Outcome(Enum):
    """What became of a correction that was kept."""

    APPLIED = "applied"
    FITS_NOTHING = "kept, but it fits no article"
    LATER = "kept; it is put into the index when that is next brought up to date"
    FAILED = "kept, but an article could not be read with it"


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone: ``correction`` was taken back, or, ``restored``, made again."""

    correction: Correction
    outcome: Outcome
    restored: bool = False


def called(actor: Actor) -> Called:
    """Return how corrections call an actor of the corpus."""
    return Called(actor.name, actor.kind)


def in_words(correction: Correction) -> str:
    """Return what a correction says as one line."""
    match correction:
        case SpokenBy(place, speaker):
            return f"{_quoted(place)} is by {_plain(speaker)}"
        case NoQuote(place):
            return f"{_quoted(place)} is no quote"
        case OneActor(one, other):
            return f"{_plain(one.name)} and {_plain(other.name)} are one"
        case TwoActors(one, other):
            return f"{_plain(one.name)} and {_plain(other.name)} are not one"
        case Renamed(actor, name):
            return f"{_plain(actor.name)} is called {_plain(name)}"
        case NamedTopic(name, query):
            return f"topic {_plain(name)}: {_plain(query)}"


def _quoted(place: QuotePlace) -> str:
    words = _plain(place.words)
    return f"“{words[:60]}…”" if len(words) > 61 else f"“{words}”" if words else "a quote"


def _plain(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True)
class Corrections:
    """All corrections, in the order in which they were made."""

    items: tuple[Correction, ...] = ()

    @cached_property
    def _of_quotes(self) -> dict[str, tuple[OfQuote, ...]]:
        found: dict[str, list[OfQuote]] = {}
        for item in self.items:
            if isinstance(item, SpokenBy | NoQuote):
                found.setdefault(item.place.article, []).append(item)
        return {article: tuple(each) for article, each in found.items()}

    @property
    def articles(self) -> Iterable[str]:
        """The hashes of the articles of which quotes are corrected."""
        return self._of_quotes.keys()

    def of_quotes(self, sha256: str) -> tuple[OfQuote, ...]:
        """Return the corrections of the quotes of an article, by the hash of its file."""
        return self._of_quotes.get(sha256, ())

    @cached_property
    def actor_rules(self) -> ActorRules:
        """What is said of actors: of two rules for one pair the later, names as they were given."""
        pairs: dict[frozenset[Called], OneActor | TwoActors] = {}
        names: list[tuple[Called, str]] = []
        for item in self.items:
            if isinstance(item, OneActor | TwoActors):
                pair = frozenset((item.one, item.other))
                pairs.pop(pair, None)
                pairs[pair] = item
            elif isinstance(item, Renamed):
                names.append((item.actor, item.name))
        one = tuple((i.one, i.other) for i in pairs.values() if isinstance(i, OneActor))
        apart = tuple((i.one, i.other) for i in pairs.values() if isinstance(i, TwoActors))
        return ActorRules(one, apart, tuple(names))

    @property
    def apart(self) -> tuple[Pair, ...]:
        """The pairs that are not one, which matters within an article too."""
        return self.actor_rules.apart

    @property
    def without_topics(self) -> Corrections:
        """What matters to an index: all but the user's topics."""
        return Corrections(tuple(i for i in self.items if not isinstance(i, NamedTopic)))

    @cached_property
    def topics(self) -> tuple[NamedTopic, ...]:
        """The user's topics."""
        return tuple(item for item in self.items if isinstance(item, NamedTopic))

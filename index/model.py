"""The nouns of onrecord: what reading, extraction, the index and the screen hand to each other.

Every offset counts characters (code points) of ``Article.text``, the end exclusive, and the text
is never altered after reading. So whatever is shown or printed can be found again in the article,
to the letter: ``article.text[span.start:span.end]``.

    Article ── Paragraph            what reading makes of a file
       └── Extraction               what extraction finds in it
             ├── Quote              who said what: content spans, speaker, cue, rule, confidence
             ├── LocalActor         a person, organisation or place as this article calls it
             └── Phrase             a candidate topic: a multi-word term and where it stands
    Actor, Topic                    the same over the whole corpus, with counts
    Hit                             a passage that a search found
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

ELLIPSIS_JOIN = " … "
"""Stands between the spans of a split quote, where the narration was."""


class Span(NamedTuple):
    """A stretch of ``Article.text``: ``start`` inclusive, ``end`` exclusive, in characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the slice of ``text`` that this span marks."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


class Role(StrEnum):
    """What a paragraph is for. Only BODY and HEADING are searched unless the user asks."""

    BODY = "body"
    HEADING = "heading"
    BOILERPLATE = "boilerplate"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article: its number from 0, its span without the line ends, its role."""

    number: int
    span: Span
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Article:
    """One file, read.

    ``id`` is stable across runs and edits: it is made from the resolved path alone. ``text`` is
    the decoded source for text formats (line ends kept, byte order mark dropped) and the reader's
    output for the others. ``reader`` names the reader and its version ("text/1"). ``notes`` says in
    plain words what was odd about the file ("read as windows-1252").
    """

    id: str
    path: Path
    text: str
    sha256: str
    reader: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    byline: str | None = None
    source: str | None = None
    date: dt.date | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def doc(self) -> str:
        """The file's name without its last suffix; not unique in a corpus."""
        return self.path.stem


class QuoteKind(StrEnum):
    """How the words are given: all in marks, partly in marks, or reported without marks."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Quote:
    """Something that somebody said.

    ``spans`` are the content, quotation marks left out: more than one where narration splits it
    (``“A,” he said, “B.”``). ``speaker`` is the resolved name, in full where the article gives it,
    a description ("two officials") where it gives no name, or None. ``mention`` is where the
    article names the speaker here. ``actor`` is the number of the speaker's LocalActor, None where
    the speaker is not one. ``within`` is the outer quote's start for a quote inside a quote.
    ``rule`` names the rule that attributed it; ``confidence`` (0 to 1) is how often such an
    attribution is right. ``paragraph`` and ``last_paragraph`` are paragraph numbers, inclusive.
    """

    spans: tuple[Span, ...]
    kind: QuoteKind
    paragraph: int
    last_paragraph: int
    speaker: str | None = None
    mention: Span | None = None
    actor: int | None = None
    cue: str | None = None
    rule: str = "none"
    confidence: float = 0.0
    within: int | None = None

    @property
    def start(self) -> int:
        """Where the first span starts."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where the last span ends."""
        return self.spans[-1].end

    def text_in(self, text: str) -> str:
        """Return the quoted words as ``text`` has them, split parts joined by an ellipsis."""
        return ELLIPSIS_JOIN.join(span.of(text) for span in self.spans)


@dataclass(frozen=True, slots=True)
class LocalActor:
    """An actor within one article: all the ways in which the article calls it, and where.

    ``name`` is the fullest form found; ``aliases`` the other surface forms, most frequent first;
    ``mentions`` are in text order and may include pronouns that were resolved to it.
    """

    name: str
    kind: ActorKind
    aliases: tuple[str, ...]
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A candidate topic within one article.

    ``key`` is the stemmed, lower-case form that unites its variants; ``label`` the form as the
    article writes it most often; ``spans`` where it stands, in text order.
    """

    key: str
    label: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that extraction found in one article. Quotes are in text order."""

    quotes: tuple[Quote, ...]
    actors: tuple[LocalActor, ...]
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor over the whole corpus. ``id`` counts from 0 within one generation of the index.

    ``passages`` counts the passages that mention it, ``quotes`` the quotes it speaks.
    """

    id: int
    name: str
    kind: ActorKind
    aliases: tuple[str, ...]
    passages: int = 0
    quotes: int = 0


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic over the whole corpus: a label, the terms that tag a passage with it, a count."""

    id: int
    label: str
    terms: tuple[str, ...]
    passages: int = 0


class PassageKind(StrEnum):
    """What a hit is: a whole paragraph, or a quote of one of the three kinds."""

    PARAGRAPH = "paragraph"
    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"

    @property
    def is_quote(self) -> bool:
        """Whether the passage is a quote."""
        return self is not PassageKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage that a search found, with all that a result row or a citation needs.

    ``spans`` are offsets into the article's text; ``matches`` are (start, end) offsets into
    ``text`` of the words that matched. ``article`` is the article's id. ``more`` counts the other
    passages found that have the very same words: they are folded into this one.
    """

    rank: int
    score: float
    kind: PassageKind
    article: str
    path: Path
    title: str
    source: str | None
    date: dt.date | None
    paragraph: int
    spans: tuple[Span, ...]
    text: str
    matches: tuple[Span, ...] = ()
    speaker: str | None = None
    speaker_actor: int | None = None
    confidence: float = 1.0
    more: int = 0

    @property
    def doc(self) -> str:
        """The file's name without its last suffix."""
        return self.path.stem

    @property
    def start(self) -> int:
        """Where the passage starts in the article's text."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where the passage ends in the article's text."""
        return self.spans[-1].end


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many passages of the current results have an actor, topic, source or month (``id``)."""

    id: int
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that was not read, or only in part, and why, in a few plain words."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is. ``generation`` rises each time that a search can find more than before.

    ``total`` is None while the folders are still being listed.
    """

    done: int
    total: int | None
    current: Path | None
    skipped: tuple[Skipped, ...]
    generation: int
    finished: bool = False


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh did, in numbers of articles, and what it had to leave out.

    ``articles``, ``paragraphs`` and ``quotes`` count what the index holds now. ``complete`` is
    False where the refresh was cancelled: what it had read by then is kept. ``why_anew`` says why
    an index that was there could not be used ("was written by a newer onrecord") and was replaced.
    ``corrected`` counts the articles that were put right because the user corrected something.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    articles: int
    paragraphs: int
    quotes: int
    seconds: float
    complete: bool = True
    why_anew: str = ""
    corrected: int = 0

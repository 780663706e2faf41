"""What the user means by "this": the quote or paragraph that a command acts on.

In the reader it is the quote at the reader's place, elsewhere the result under the cursor.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from index.model import ELLIPSIS_JOIN, Article, Hit, PassageKind, Quote, Span
from tui.history import Pane, Place
from tui.state import Reading, State, place_of
from tui.text import citation, credit


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote or paragraph with what a citation needs.

    ``actor`` is the speaker's id over the corpus, where the library gave it; ``local`` the number
    of the speaker's LocalActor in the article. At most one of them is set. ``confidence`` is that
    of the attribution, 1 where there is none.
    """

    place: Place
    kind: PassageKind
    words: str
    speaker: str | None
    confidence: float
    actor: int | None
    local: int | None
    title: str
    source: str | None
    date: dt.date | None
    path: Path

    @property
    def cited(self) -> str:
        """The words with speaker, title, outlet, date and path."""
        who = None if self.speaker is None else credit(self.speaker, self.kind, self.confidence)
        return citation(self.words, who, self.title, self.source, self.date, str(self.path))


def passage_of_hit(hit: Hit) -> Passage:
    """Return the passage that a result stands for."""
    return Passage(
        place=place_of(hit),
        kind=hit.kind,
        words=hit.text,
        speaker=hit.speaker,
        confidence=hit.confidence,
        actor=hit.speaker_actor,
        local=None,
        title=hit.title,
        source=hit.source,
        date=hit.date,
        path=hit.path,
    )


def passage_of_reading(reading: Reading, span: Span, quote: Quote | None) -> Passage:
    """Return ``quote`` of the open article, or where there is none the text at ``span``."""
    article = reading.article
    if quote is not None:
        span = Span(quote.start, quote.end)
    return Passage(
        place=Place(article.id, span),
        kind=PassageKind.PARAGRAPH if quote is None else PassageKind(quote.kind.value),
        words=span.of(article.text) if quote is None else quote.text_in(article.text),
        speaker=None if quote is None else quote.speaker,
        confidence=1.0 if quote is None else quote.confidence,
        actor=None,
        local=None if quote is None else quote.actor,
        title=article.title,
        source=article.source,
        date=article.date,
        path=article.path,
    )


def passage_of_selection(reading: Reading, span: Span, quote: Quote | None) -> Passage:
    """Return what is selected of the open article, said by who says ``quote`` where it is in one.

    Only the words between the marks of a quote are somebody's; more than them is the article's.
    """
    passage = passage_of_reading(reading, span, quote)
    return replace(passage, words=span.of(reading.article.text).strip())


def current(state: State) -> Passage | None:
    """Return what "this" is now, or None where nothing is highlighted or read."""
    view, reading = state.view, state.reading
    if view.pane is Pane.READER and view.place is not None:
        if reading is None or reading.article.id != view.place.article:
            return None
        return passage_of_reading(reading, view.place.span, state.quote)
    return None if state.hit is None else passage_of_hit(state.hit)


def mentioned_actors(reading: Reading, span: Span) -> tuple[int, ...]:
    """Return the local actors named in the paragraphs that ``span`` touches, in text order."""
    around = _paragraphs_around(reading.article, span)
    found: list[tuple[int, int]] = []
    for number, actor in enumerate(reading.extraction.actors):
        first = next((m.start for m in actor.mentions if m.overlaps(around)), None)
        if first is not None:
            found.append((first, number))
    return tuple(number for _, number in sorted(found))


def mentioned_phrases(reading: Reading, span: Span) -> tuple[int, ...]:
    """Return the numbers of the phrases in the paragraphs that ``span`` touches, in text order."""
    around = _paragraphs_around(reading.article, span)
    found: list[tuple[int, int]] = []
    for number, phrase in enumerate(reading.extraction.phrases):
        first = next((s.start for s in phrase.spans if s.overlaps(around)), None)
        if first is not None:
            found.append((first, number))
    return tuple(number for _, number in sorted(found))


def _paragraphs_around(article: Article, span: Span) -> Span:
    touched = [p for p in article.paragraphs if p.span.overlaps(span)]
    if not touched:
        return span
    return Span(touched[0].span.start, touched[-1].span.end)


def matches_in_article(hit: Hit, place: Place) -> tuple[Span, ...]:
    """Return where the words that matched stand in the article, if ``hit`` is at ``place``.

    The text of a split quote is its spans joined, so each match is sought in the span it fell in.
    """
    if place != place_of(hit):
        return ()
    found: list[Span] = []
    joined = 0
    for span in hit.spans:
        length = span.end - span.start
        shift = span.start - joined
        found += [
            Span(match.start + shift, match.end + shift)
            for match in hit.matches
            if joined <= match.start and match.end <= joined + length
        ]
        joined += length + len(ELLIPSIS_JOIN)
    return tuple(found)


def line_number(article: Article, offset: int) -> int:
    """Return the line of the article's text, from 1, that ``offset`` is on."""
    return article.text.count("\n", 0, offset) + 1

"""Corrections put to what was found in one article: a pure function, before it is indexed.

    extract(article) ──> Extraction ── corrected ──> Extraction ──> index, facets, filters, map

So nothing that comes after needs to know of corrections. What two actors of the corpus are to each
other, or what one is called, is said to the map of the corpus instead (``ActorRules``); only two
that one article took for one are parted here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from index.corrections.model import Corrections, NoQuote, OfQuote, QuotePlace, SpokenBy, kept_words
from index.corrections.parting import parted
from index.extraction.merging_rules import words_of
from index.model import ActorKind, Article, Extraction, LocalActor, Quote, Span

USER_RULE = "user"
"""The rule of a quote whose speaker the user named."""

ALIKE = 0.8
"""How much of two quotes together both must have, in characters, for one to be the other: an
other version of the program may leave a word out or take one in."""


class Applied(NamedTuple):
    """An article's corrected extraction, and the corrections for which it has no quote."""

    extraction: Extraction
    unfitting: tuple[OfQuote, ...]


def corrected(article: Article, extraction: Extraction, corrections: Corrections) -> Extraction:
    """Return what was found in ``article`` as the user corrected it."""
    return apply(article, extraction, corrections).extraction


def apply(article: Article, extraction: Extraction, corrections: Corrections) -> Applied:
    """Correct an extraction, and say which corrections of this article's quotes fit none.

    Each is held against the quotes as they were found, so that their order does not matter but for
    two about one quote, of which the later counts.
    """
    extraction = parted(article.text, extraction, corrections.apart)
    found = extraction.quotes
    chosen: dict[int, OfQuote] = {}
    unfitting: list[OfQuote] = []
    for correction in corrections.of_quotes(article.sha256):
        number = _fitting(article.text, found, correction.place)
        if number is None:
            unfitting.append(correction)
        else:
            chosen[number] = correction
    if not chosen:
        return Applied(extraction, tuple(unfitting))
    actors = list(extraction.actors)
    quotes: list[Quote] = []
    for number, quote in enumerate(found):
        correction_of_it = chosen.get(number)
        if isinstance(correction_of_it, SpokenBy):
            quote = _spoken(quote, correction_of_it, actors)
        if not isinstance(correction_of_it, NoQuote):
            quotes.append(quote)
    removed = [found[number] for number, each in chosen.items() if isinstance(each, NoQuote)]
    kept = tuple(_lifted(quote, removed) for quote in quotes)
    return Applied(replace(extraction, quotes=kept, actors=tuple(actors)), tuple(unfitting))


def _fitting(text: str, quotes: Sequence[Quote], place: QuotePlace) -> int | None:
    """Return the number of the quote that is meant: the one with these spans, or nearly so; else
    the only one with these words."""
    shares = [_shared(quote.spans, place.spans) for quote in quotes]
    best = max(range(len(quotes)), key=shares.__getitem__, default=None)
    if best is not None and shares[best] >= ALIKE:
        return best
    same = [
        number
        for number, quote in enumerate(quotes)
        if place.words and kept_words(quote, text) == place.words
    ]
    return same[0] if len(same) == 1 else None


def _shared(spans: Sequence[Span], others: Sequence[Span]) -> float:
    """Return the characters in both as a share of those in either."""
    both = sum(
        max(0, min(a.end, b.end) - max(a.start, b.start))
        for a in spans
        if a.start < others[-1].end and others[0].start < a.end
        for b in others
    )
    either = sum(span.end - span.start for span in (*spans, *others)) - both
    return both / either if both else 0.0


def _spoken(quote: Quote, correction: SpokenBy, actors: list[LocalActor]) -> Quote:
    """Return ``quote`` with the speaker that the user named, who is added where he is new."""
    number = _find_actor(actors, correction.speaker)
    if number is None:
        number = len(actors)
        kind = correction.kind or ActorKind.PERSON
        actors.append(LocalActor(correction.speaker, kind, (), ()))
    actor = actors[number]
    return replace(
        quote,
        speaker=actor.name,
        actor=number,
        mention=quote.mention if quote.actor == number else None,
        rule=USER_RULE,
        confidence=1.0,
    )


def _find_actor(actors: Sequence[LocalActor], name: str) -> int | None:
    """Return who is called so in the article: by name, else the only one by an alias.

    Case and honorifics do not matter, unless there is a name to the letter.
    """
    words = words_of(name)[1]
    ways = (
        lambda actor: actor.name == name,
        lambda actor: words_of(actor.name)[1] == words,
        lambda actor: any(words_of(alias)[1] == words for alias in actor.aliases),
    )
    for fits in ways:
        found = [number for number, actor in enumerate(actors) if fits(actor)]
        if len(found) == 1:
            return found[0]
    return None


def _lifted(quote: Quote, removed: Sequence[Quote]) -> Quote:
    """Return a quote that stood within one that is none, within what that one stood in."""
    for outer in sorted(removed, key=lambda each: -each.start):
        if quote.within == outer.start and outer.start <= quote.start and quote.end <= outer.end:
            quote = replace(quote, within=outer.within)
    return quote

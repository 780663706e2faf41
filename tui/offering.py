"""Whom a picker offers for a correction: before anything is typed, the likeliest.

who said this quote     who is named nearest to it, then who else is in its article
who is the same         whose name shares its last word
some of a name typed    whoever may be meant, those who are quoted first
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.model import Extraction, FacetCount, Span
from tui.history import Place

if TYPE_CHECKING:
    from index.corpus import Corpus

NOBODY = -1
"""The id of no actor."""
MOST = 60
"""Names that are offered at most."""


def speakers(corpus: Corpus, place: Place, text: str) -> Sequence[FacetCount]:
    """Return who may have said the quote at ``place``, with the number of their quotes."""
    if text.strip():
        found = [*corpus.most_quoted(text)[:MOST], *corpus.most_named(text)[:MOST]]
    else:
        found = [*_near(corpus, place), *corpus.most_quoted()[:MOST]]
    actors = corpus.actors
    return [replace(each, count=actors[each.id].quotes) for each in once(found)]


def namesakes(corpus: Corpus, name: str, text: str) -> Sequence[FacetCount]:
    """Return who may be the same as an actor, with the number of passages that mention them."""
    last = name.split()[-1:]
    alike = corpus.most_named(text.strip() or " ".join(last))[:MOST]
    return once(alike if text.strip() else [*alike, *corpus.most_named()[:MOST]])


def once(found: Iterable[FacetCount]) -> list[FacetCount]:
    """Return each name once, where it came first, and not more than are looked at."""
    first: dict[int, FacetCount] = {}
    for each in found:
        first.setdefault(each.id, each)
    return list(first.values())[:MOST]


def _near(corpus: Corpus, place: Place) -> list[FacetCount]:
    try:
        _, extraction = corpus.article(place.article)
    except KeyError:
        return []
    ids = (corpus.actor_id(place.article, local) for local in nearest(extraction, place.span))
    return [FacetCount(number, corpus.actors[number].name, 0) for number in ids]


def nearest(extraction: Extraction, span: Span) -> list[int]:
    """Return an article's local actors, the one that is named nearest to ``span`` first."""
    far = {
        number: min(max(each.start - span.end, span.start - each.end, 0) for each in actor.mentions)
        for number, actor in enumerate(extraction.actors)
        if actor.mentions
    }
    return sorted(far, key=far.__getitem__)

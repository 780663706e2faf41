"""Two actors that one article took for one, taken apart again.

    “Lu Kang” (also “Kang”): 12 mentions      apart: Lu Kang, Kang
    “Lu Kang”: 4 mentions   “Kang”: 8         each keeps what is written so

A mention goes by how it is written, so "she" stays with the actor it was resolved to; a quote goes
with the mention of its speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.extraction.actor_rules import Called, Pair
from index.extraction.merging_rules import words_of
from index.model import Extraction, LocalActor, Quote, Span

Words = tuple[str, ...]


def parted(text: str, extraction: Extraction, pairs: Sequence[Pair]) -> Extraction:
    """Part the local actors that have both names of one of ``pairs``."""
    for pair in pairs:
        for number, actor in enumerate(extraction.actors):
            leaving = _leaving(actor, pair)
            if leaving is not None:
                extraction = _part(text, extraction, number, leaving, pair)
    return extraction


def _leaving(actor: LocalActor, pair: Pair) -> Called | None:
    """Return which of the two is to leave ``actor``; None where it is only one of them."""
    one, other = pair
    forms = {_as_told(form, pair) for form in (actor.name, *actor.aliases)}
    wanted = [_as_told(each.name, pair) for each in pair]
    if wanted[0] == wanted[1] or not forms.issuperset(wanted):
        return None
    if any(each.kind not in (None, actor.kind) for each in pair):
        return None
    return one if wanted[1] == _as_told(actor.name, pair) else other


def _part(
    text: str, extraction: Extraction, number: int, leaving: Called, pair: Pair
) -> Extraction:
    actor = extraction.actors[number]
    form = _as_told(leaving.name, pair)
    gone = {span for span in actor.mentions if _as_told(span.of(text), pair) == form}
    forms = [each for each in (actor.name, *actor.aliases) if _as_told(each, pair) == form]
    name = leaving.name if leaving.name in forms else forms[0]
    newcomer = LocalActor(
        name,
        actor.kind,
        aliases=tuple(each for each in forms if each != name),
        mentions=tuple(span for span in actor.mentions if span in gone),
    )
    actors = list(extraction.actors)
    actors[number] = replace(
        actor,
        aliases=tuple(each for each in actor.aliases if each not in forms),
        mentions=tuple(span for span in actor.mentions if span not in gone),
    )
    quotes = tuple(
        replace(quote, actor=len(actors), speaker=name)
        if quote.actor == number and _names(quote, gone)
        else quote
        for quote in extraction.quotes
    )
    return replace(extraction, quotes=quotes, actors=(*actors, newcomer))


def _names(quote: Quote, mentions: set[Span]) -> bool:
    """Tell whether the speaker is named by one of ``mentions``, by itself or with a title."""
    mention = quote.mention
    return mention is not None and any(mention.contains(span) for span in mentions)


def _as_told(form: str, pair: Pair) -> Words:
    """Return what tells the two apart in a form: its words without case and honorifics, or the
    form itself where the two differ in nothing else."""
    one, other = (words_of(called.name)[1] for called in pair)
    return words_of(form)[1] if one != other else (" ".join(form.split()),)

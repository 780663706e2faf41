"""Drafts: quotes in the making, and what is decided when one is finished."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from index.extraction import rules
from index.extraction.cast import Speaker
from index.extraction.mentions import Mention, MentionKind
from index.extraction.plausible import may_speak
from index.model import ActorKind, LocalActor, Quote, QuoteKind, Span

_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Draft:
    """A quote in the making: its spans grow while sentences and paragraphs continue it."""

    spans: list[Span]
    paragraph: int
    last_paragraph: int
    speaker: Speaker | None
    mention: Mention | None
    cue: str | None
    rule: str
    within: int | None = None


def finish(draft: Draft, kinds: Kinds, text: str, actors: Sequence[LocalActor]) -> Quote:
    """Return the draft as a quote of ``text``, its kind and its confidence decided."""
    spans = _disjoint(draft.spans)
    speaker, mention = draft.speaker, draft.mention
    if speaker is not None and speaker.actor is None and not may_speak(speaker.name):
        speaker = None
        mention = mention if mention and mention.kind is MentionKind.PRONOUN else None
    verbatim = draft.within is not None or draft.rule == "label"
    kind = QuoteKind.DIRECT if verbatim else kinds.of(spans)
    number = speaker.actor if speaker is not None else None
    how = rules.naming(
        mention.span.of(text) if mention is not None else "",
        person=number is not None and actors[number].kind is ActorKind.PERSON,
    )
    return Quote(
        spans=spans,
        kind=kind,
        paragraph=draft.paragraph,
        last_paragraph=draft.last_paragraph,
        speaker=speaker.name if speaker is not None else None,
        mention=mention.span if mention is not None else None,
        actor=number,
        cue=draft.cue,
        rule=draft.rule,
        confidence=rules.confidence(draft.rule, kind, how, draft.cue),
        within=draft.within,
    )


def _disjoint(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans sorted, with overlapping ones united."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


class Kinds:
    """Tells direct, mixed and indirect content apart by the words that stand between marks."""

    def __init__(self, text: str, quoted: Sequence[Span]) -> None:
        self._text = text
        self._quoted = quoted
        self._starts = [span.start for span in quoted]

    def of(self, spans: Sequence[Span]) -> QuoteKind:
        """Return the kind of the content in ``spans``."""
        inside = outside = False
        for span in spans:
            position = span.start
            at = max(0, bisect_right(self._starts, span.start) - 1)
            for number in range(at, len(self._quoted)):
                quoted = self._quoted[number]
                if quoted.start >= span.end:
                    break
                start, end = max(position, quoted.start), min(span.end, quoted.end)
                outside = outside or self._has_word(position, start)
                inside = inside or self._has_word(start, end)
                position = max(position, end)
            outside = outside or self._has_word(position, span.end)
            if inside and outside:
                return QuoteKind.MIXED
        return QuoteKind.DIRECT if inside else QuoteKind.INDIRECT

    def _has_word(self, start: int, end: int) -> bool:
        return start < end and _WORD.search(self._text, start, end) is not None


class Outer:
    """Which draft of a paragraph that starts at ``floor`` a quoted region belongs to."""

    def __init__(self, drafts: Sequence[Draft], chain: Draft | None, floor: int) -> None:
        found = {id(draft): draft for draft in drafts}
        if chain is not None:
            found[id(chain)] = chain
        self._spans = sorted(
            (
                (span.start, span.end, draft)
                for draft in found.values()
                for span in takewhile(lambda span: span.start >= floor, reversed(draft.spans))
            ),
            key=lambda entry: entry[:2],
        )
        self._starts = [entry[0] for entry in self._spans]

    def at(self, region: Span) -> Draft | None:
        """Return the draft that holds where ``region`` starts."""
        at = bisect_right(self._starts, region.start) - 1
        return self._spans[at][2] if at >= 0 and region.start < self._spans[at][1] else None

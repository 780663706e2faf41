"""Quotes inside quotes: with a speaker of their own where the words around them say who.

    “I was late and he said, ‘The bridge has gone,’” Mara Oyelaran said.
                    └ who    └ a quote within hers

What says who stands inside the outer quote too, and is read as a sentence of narration is. Short
words in marks are kept where they are somebody's, or a whole sentence: “I wrote it in the log.
‘Lamp lit.’” Cost: linear in the outer quote.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from index.extraction.attribution import read_sentence
from index.extraction.cast import Speaker
from index.extraction.cues import may_be_cue
from index.extraction.drafts import Draft
from index.extraction.lexicons import alternatives, load_all
from index.extraction.marks import Region
from index.extraction.mentions import Mention, MentionKind
from index.extraction.patterns import Attribution
from index.extraction.resolution import Resolver
from index.extraction.sentences import split
from index.extraction.tokens import tokenize
from index.model import Span

_WORD = re.compile(r"\w+")
_LEAST_WORDS = 4
"""Quotes that nobody is said to speak are kept from this many words; fewer are scare quotes."""
_WRITTEN_REACH = 100


@dataclass(frozen=True, slots=True)
class Inside:
    """Reads the quotes in a quote that is spoken by ``by``; ``last`` spoke before it."""

    text: str
    resolver: Resolver
    last: Speaker | None
    by: Speaker | None

    def read(self, paragraph: int, whole: Span, inner: Sequence[Region]) -> list[Draft]:
        """Return drafts of the quotes ``inner`` (sorted) of the quote ``whole``."""
        drafts: list[Draft] = []
        covered = -1
        starts = [nested.inner.start for nested in inner]
        told = iter(self._told(whole, inner))
        found = next(told, None)
        for nested in inner:
            while found is not None and found.spans[-1].end <= nested.inner.start:
                found = next(told, None)
            if nested.inner.start < covered:
                continue
            mention, cue = self._written(whole, nested), None
            spans: tuple[Span, ...] = (nested.inner,)
            if found is not None and any(span.overlaps(nested.inner) for span in found.spans):
                mention, cue = found.mention, found.cue or None
                spans = tuple(span for span in found.spans if _holds(span, starts))
            elif mention is None and self._words(nested) < _LEAST_WORDS:
                continue
            covered = spans[-1].end
            speaker = None
            if mention is not None:
                speaker = self.resolver.resolve(mention, self.last, self.by, [nested.inner])
            draft = Draft(list(spans), paragraph, paragraph, speaker, mention, cue, "nested")
            draft.within = whole.start
            drafts.append(draft)
        return drafts

    def _told(self, whole: Span, inner: Sequence[Region]) -> list[Attribution]:
        """Return the attributions inside the quote ``whole`` that hold one of its quotes."""
        found = [
            attribution
            for sentence in split(tokenize(self.text, whole, inner), may_be_cue)
            for attribution in read_sentence(sentence).attributions
        ]
        return sorted(found, key=lambda attribution: attribution.spans[0])

    def _written(self, whole: Span, nested: Region) -> Mention | None:
        """Return the log in "I wrote it in the log. ‘Lamp lit.’"."""
        start = max(whole.start, nested.outer.start - _WRITTEN_REACH)
        found = _written_pattern().search(self.text, start, nested.outer.start)
        if found is None:
            return None
        return Mention(Span(*found.span(1)), Span(*found.span(2)), MentionKind.COMMON)

    def _words(self, region: Region) -> int:
        return sum(1 for _ in _WORD.finditer(self.text, region.inner.start, region.inner.end))


def _holds(span: Span, starts: Sequence[int]) -> bool:
    """Tell whether one of the quotes that begin at ``starts`` begins in ``span``."""
    return bisect_left(starts, span.start) < bisect_left(starts, span.end)


@cache
def _written_pattern() -> re.Pattern[str]:
    nouns = alternatives(load_all("documents", "letters"))
    return re.compile(
        r"\b(?:wrote|written|entered|noted|put|scribbled)\b[^.!?\n]{0,60}\s(?:in|on)\s+"
        rf"((?:the|my|his|her|our|their|its)\s+(?:\w+\s+)?({nouns}))[.:,]\s*$"
    )

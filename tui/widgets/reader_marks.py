"""Spans that are marked in the reader: found by place, and laid over one another on a line.

``SpanIndex`` answers "what lies on these characters" for spans that may nest and overlap. They
are kept in order of their start, with the highest end so far beside each, so an answer takes two
binary searches and a look at the few candidates between, even among 20,000 quotes.

``runs`` turns the marks on one line into stretches that are styled alike:

    marks     quote ───────────────         match ───
    text      “The strait stays open,” he said, open-handed
    runs      [quote......................][].......[match][]
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from index.model import Span


class Run(NamedTuple):
    """Characters that carry the same marks; ``names`` in the order in which they are laid."""

    start: int
    end: int
    names: tuple[str, ...]


class SpanIndex:
    """Numbered spans, found by the characters they cover. Empty spans are left out."""

    def __init__(self, spans: Iterable[tuple[Span, int]]) -> None:
        self._spans = sorted(pair for pair in spans if pair[0].end > pair[0].start)
        self._starts = [span.start for span, _ in self._spans]
        self._highest_ends = list(accumulate((span.end for span, _ in self._spans), max))

    def overlapping(self, start: int, end: int) -> list[tuple[Span, int]]:
        """Return the spans that share a character with ``start`` to ``end``, by their start."""
        first = bisect_right(self._highest_ends, start)
        last = bisect_left(self._starts, end)
        return [pair for pair in self._spans[first:last] if pair[0].end > start]

    def nearest(self, span: Span) -> tuple[Span, int] | None:
        """Return the span with the fewest characters between it and ``span``; the first of equals.

        What overlaps ``span`` is nearer than what does not. None when there are no spans.
        """
        inside = self.overlapping(span.start, max(span.end, span.start + 1))
        if inside:
            return inside[0]
        after = bisect_left(self._starts, span.end)
        before = after - 1
        candidates = [self._spans[place] for place in (before, after) if 0 <= place < len(self)]
        return min(candidates, key=lambda pair: _distance(pair[0], span), default=None)

    def __len__(self) -> int:
        return len(self._spans)


def runs(start: int, end: int, marks: Sequence[tuple[Span, str]]) -> list[Run]:
    """Cut ``start`` to ``end`` where a mark begins or ends. Later marks are laid over earlier ones.

    The runs follow each other without a gap from ``start`` to ``end``.
    """
    inside = [(span, name) for span, name in marks if span.start < end and span.end > start]
    edges = {start, end}
    for span, _ in inside:
        edges.add(max(start, span.start))
        edges.add(min(end, span.end))
    return [
        Run(left, right, tuple(n for span, n in inside if span.start <= left < span.end))
        for left, right in pairwise(sorted(edges))
    ]


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)

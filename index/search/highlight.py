"""Which words of a passage a query found, so that the eye finds them too.

The needles are what the query was compiled to, not what was typed: the stems of its words (so
"tolls" is found by "toll"), beginnings, shapes, the words a slip was replaced with, and phrases as
runs of stems. What stands under a minus is no needle.

Cost: one pass over the words of the text, and for each word as many comparisons as there are
phrases beginning with its stem, whose words together are limited by the query language.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from index.model import ELLIPSIS_JOIN, Span
from index.postings.analysis import stem, words

MAX_MARKED = 100_000
"""Characters of a passage that are looked at: a page of text may be one paragraph of megabytes."""


@dataclass(slots=True)
class Needles:
    """What to look for: stems, folded forms, beginnings of forms, shapes, runs of stems."""

    stems: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    prefixes: set[str] = field(default_factory=set)
    shapes: list[re.Pattern[str]] = field(default_factory=list)
    phrases: set[tuple[str, ...]] = field(default_factory=set)

    def __bool__(self) -> bool:
        return any((self.stems, self.forms, self.prefixes, self.shapes, self.phrases))

    def add_phrase(self, forms: Sequence[str]) -> None:
        """Look for words that stand side by side; a single one is just a word."""
        self.add_stems(tuple(map(stem, forms)))

    def add_stems(self, stems: Sequence[str]) -> None:
        """Look for stems that stand side by side."""
        if len(stems) == 1:
            self.stems.add(stems[0])
        elif stems:
            self.phrases.add(tuple(stems))


def highlight(parts: Sequence[str], needles: Needles) -> tuple[Span, ...]:
    """Return where the needles are in ``ELLIPSIS_JOIN.join(parts)``, in order, never overlapping.

    A phrase is one span, from its first word to its last; none goes across two parts. Nothing is
    marked beyond MAX_MARKED characters.
    """
    if not needles:
        return ()
    found: list[Span] = []
    start = 0
    for part in parts:
        looked_at = part[: max(MAX_MARKED - start, 0)]
        found.extend(Span(start + a, start + b) for a, b in _matches(looked_at, needles))
        start += len(part) + len(ELLIPSIS_JOIN)
    return tuple(found)


def _matches(text: str, needles: Needles) -> Iterator[Span]:
    """Yield the spans of one part: of words that match, those of a phrase as one."""
    located = words(text)
    stems = [stem(word) for word, _ in located]
    prefixes = tuple(needles.prefixes)
    matched = [
        _is_match(word, root, needles, prefixes)
        for (word, _), root in zip(located, stems, strict=True)
    ]
    goes_on = _mark_phrases(stems, needles.phrases, matched)
    start: int | None = None
    for (_, span), is_match, more in zip(located, matched, goes_on, strict=True):
        if not is_match:
            continue
        start = span.start if start is None else start
        if not more:
            yield Span(start, span.end)
            start = None


def _mark_phrases(
    stems: Sequence[str], phrases: Iterable[tuple[str, ...]], matched: list[bool]
) -> list[bool]:
    """Mark the words of phrases as matched; return for each word if the next one belongs to it."""
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        by_first[phrase[0]].append(phrase)
    goes_on = [False] * len(stems)
    for position, root in enumerate(stems):
        for phrase in by_first.get(root, ()):
            end = position + len(phrase)
            if tuple(stems[position:end]) == phrase:
                matched[position:end] = [True] * len(phrase)
                goes_on[position : end - 1] = [True] * (len(phrase) - 1)
    return goes_on


def _is_match(word: str, root: str, needles: Needles, prefixes: tuple[str, ...]) -> bool:
    return (
        root in needles.stems
        or word in needles.forms
        or word.startswith(prefixes)
        or any(shape.fullmatch(word) for shape in needles.shapes)
    )

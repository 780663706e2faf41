"""Which words of a passage a query found, so that the eye finds them too.

The needles are what the query was compiled to, not what was typed: the stems of its words (so
"tolls" is found by "toll"), beginnings, shapes, the word a slip was replaced with, and phrases as
runs of stems. What stands under a minus is no needle.

A passage has forty words, of which two are marked, so the others are not even cut out. A word that
matches begins as its needle does, but for the last letter of a stem (see beginnings.py); such
**beginnings** are looked for as plain text, and only the stretch between two spaces that has one is
read word by word and judged:

    needle toll    beginning "tol"      The Tolls rose; stolen long-tolled goods
                                            └───┘              └─────────┘

No word has a space in it, so a stretch has the same words by itself as in its text. A phrase begins
with a word that is found so, and its stretch goes on for as many words as a phrase may have. Where
beginnings say nothing (shapes, dozens of words) all is read, and each different word judged once.

Cost: some 4 microseconds a passage; 20 where all words are read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from index.model import ELLIPSIS_JOIN, Span
from index.postings.analysis import fold, stem, word_finder
from index.search.beginnings import Beginnings

MAX_MARKED = 100_000
"""Characters of a passage that are looked at: a page of text may be one paragraph of megabytes."""

Finder = Callable[..., Iterator[re.Match[str]]]


@dataclass(slots=True)
class Needles:
    """What to look for: stems, beginnings of folded words, shapes of them, runs of stems."""

    stems: set[str] = field(default_factory=set)
    prefixes: set[str] = field(default_factory=set)
    shapes: list[re.Pattern[str]] = field(default_factory=list)
    phrases: set[tuple[str, ...]] = field(default_factory=set)

    def __bool__(self) -> bool:
        return any((self.stems, self.prefixes, self.shapes, self.phrases))

    def add(self, other: Needles) -> None:
        """Look for what ``other`` looks for as well."""
        self.stems |= other.stems
        self.prefixes |= other.prefixes
        self.shapes += other.shapes
        self.phrases |= other.phrases

    def add_phrase(self, forms: Sequence[str]) -> None:
        """Look for words that stand side by side; a single one is just a word."""
        self.add_stems(tuple(map(stem, forms)))

    def add_stems(self, stems: Sequence[str]) -> None:
        """Look for stems that stand side by side."""
        if len(stems) == 1:
            self.stems.add(stems[0])
        elif stems:
            self.phrases.add(tuple(stems))


class Highlighter:
    """Finds the needles of one query in passage after passage. Safe to use from several threads."""

    def __init__(self, needles: Needles) -> None:
        self._needles = needles
        self._prefixes = tuple(needles.prefixes)
        self._phrases: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase in needles.phrases:
            self._phrases[phrase[0]].append(phrase)
        self._more_words = max(map(len, needles.phrases), default=1) - 1
        self._beginnings: Beginnings | None = None
        if not needles.shapes:
            self._beginnings = Beginnings.of({*needles.stems, *self._phrases}, needles.prefixes)
        self._known: dict[str, bool] = {}

    def marks(self, parts: Sequence[str]) -> tuple[Span, ...]:
        """Return where the needles are in ``ELLIPSIS_JOIN.join(parts)``, in order, never
        overlapping.

        A phrase is one span, from its first word to its last; none goes across two parts. Nothing
        is marked beyond MAX_MARKED characters.
        """
        if not self._needles:
            return ()
        found: list[Span] = []
        start = 0
        for part in parts:
            looked_at = part[: max(MAX_MARKED - start, 0)]
            found.extend(
                Span(start + first, start + last) for first, last in self._marked(looked_at)
            )
            start += len(part) + len(ELLIPSIS_JOIN)
        return tuple(found)

    def _marked(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the needles are in a text."""
        stretches = [(0, len(text))]
        if self._beginnings is not None:
            stretches = self._beginnings.stretches(text)
        if not stretches:
            return
        find = word_finder(text)
        if not self._phrases:
            for first, last in stretches:
                yield from self._words(find(first, last))
            return
        for first, last in self._reaching(stretches, find):
            yield from self._with_phrases(list(find(first, last)))

    def _reaching(
        self, stretches: Sequence[tuple[int, int]], find: Finder
    ) -> Iterator[tuple[int, int]]:
        """Yield stretches that go on for as many words as a phrase may; none overlap."""
        start = end = -1
        for first, last in stretches:
            if first > end:
                if start >= 0:
                    yield start, end
                start = first
            reached = last
            for match, _ in zip(find(last), range(self._more_words), strict=False):
                reached = match.end()
            end = max(end, reached)
        yield start, end

    def _words(self, located: Iterator[re.Match[str]]) -> Iterator[tuple[int, int]]:
        """Yield where each word is that matches by itself."""
        known = self._known
        for match in located:
            surface = match[0]
            is_match = known.get(surface)
            if is_match is None:
                is_match = known[surface] = self._is_match(surface)
            if is_match:
                yield match.span()

    def _with_phrases(self, located: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
        """Yield where each word is that matches by itself, and each run of words of phrases."""
        stems = [stem(fold(match[0])) for match in located]
        matched = [self._is_match(match[0]) for match in located]
        goes_on = self._mark_phrases(stems, matched)
        start: int | None = None
        for match, is_match, more in zip(located, matched, goes_on, strict=True):
            if not is_match:
                continue
            start = match.start() if start is None else start
            if not more:
                yield start, match.end()
                start = None

    def _mark_phrases(self, stems: Sequence[str], matched: list[bool]) -> list[bool]:
        """Mark the words of phrases as matched; return for each word if the next one belongs to
        the same."""
        goes_on = [False] * len(stems)
        for position, root in enumerate(stems):
            for phrase in self._phrases.get(root, ()):
                end = position + len(phrase)
                if tuple(stems[position:end]) == phrase:
                    matched[position:end] = [True] * len(phrase)
                    goes_on[position : end - 1] = [True] * (len(phrase) - 1)
        return goes_on

    def _is_match(self, surface: str) -> bool:
        needles = self._needles
        form = fold(surface)
        return (
            stem(form) in needles.stems
            or form.startswith(self._prefixes)
            or any(shape.fullmatch(form) for shape in needles.shapes)
        )

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

No word has a space in it, so a stretch has the same words by itself as in its text. (One of ASCII
has them in every text, and most are a word of the query, so what matches in it is kept.) A phrase
begins with a word that is found so, and its stretch goes on for as many words as a phrase may have.
Where beginnings say nothing (shapes, dozens of words) all is read, and each different word judged
once.

Cost: some 4 microseconds a passage; 20 where all words are read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice
from string import punctuation

from index.model import ELLIPSIS_JOIN, Span
from index.postings.analysis import LONGEST_WORD, fold, stem, word_finder
from index.search.beginnings import Beginnings, Stretch, is_plain

MAX_MARKED = 100_000
"""Characters of a passage that are looked at: a page of text may be one paragraph of megabytes."""

MAX_SIDE_BY_SIDE = 10_000
"""Characters of a passage that is read side by side with others."""

KEPT_STRETCHES = 20_000
"""Short stretches of which it is kept what matches in them, so that each is read once."""

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
            self._beginnings = Beginnings.of(needles.stems, needles.prefixes)
        self._phrase_beginnings = Beginnings.of(self._phrases, ())
        self._known: dict[str, bool] = {}
        self._known_stretches: dict[str, list[Stretch]] = {}

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
            found += [Span(start + first, start + last) for first, last in self._marked(looked_at)]
            start += len(part) + len(ELLIPSIS_JOIN)
        return tuple(found)

    def marks_of_each(self, passages: Sequence[Sequence[str]]) -> list[tuple[Span, ...]]:
        """Return the marks of several passages, given by their parts.

        Those of one part and of plain text are read as one text, side by side; most are.
        """
        if not self._needles:
            return [()] * len(passages)
        marks: list[tuple[Span, ...]] = [()] * len(passages)
        ascii_rows: list[int] = []
        other_rows: list[int] = []
        for row, parts in enumerate(passages):
            if len(parts) == 1 and len(parts[0]) <= MAX_SIDE_BY_SIDE and is_plain(parts[0]):
                (ascii_rows if parts[0].isascii() else other_rows).append(row)
            else:
                marks[row] = self.marks(parts)
        for rows in (ascii_rows, other_rows):
            found = self._side_by_side([passages[row][0] for row in rows])
            for row, each in zip(rows, found, strict=True):
                marks[row] = tuple(map(Span._make, each))
        return marks

    def _side_by_side(self, texts: Sequence[str]) -> list[list[Stretch]]:
        """Return the marks of plain texts, which are put side by side with spaces in between."""
        seams = list(accumulate((len(text) + 1 for text in texts), initial=0))
        found: list[list[Stretch]] = [[] for _ in texts]
        row = seam = 0
        for first, last in self._marked(" ".join(texts), seams):
            while first >= seams[row + 1]:
                row += 1
                seam = seams[row]
            found[row].append((first - seam, last - seam))
        return found

    def _marked(self, text: str, seams: Sequence[int] = ()) -> list[Stretch]:
        """Return where the needles are in a text. ``seams`` are where texts begin that stand in it
        side by side: no phrase goes across one."""
        marked: list[Stretch] = []
        known = self._known_stretches
        for first, last in _stretches(self._beginnings, text):
            stretch = text[first:last]
            marks = known.get(stretch)
            if marks is None:
                marks = self._read(text, first, last)
                if len(stretch) <= LONGEST_WORD and stretch.isascii():
                    if len(known) >= KEPT_STRETCHES:
                        known.clear()
                    known[stretch] = marks
            for start, end in marks:
                marked.append((first + start, first + end))
        return self._with_phrases(text, marked, seams) if self._phrases else marked

    def _read(self, text: str, first: int, last: int) -> list[Stretch]:
        """Return where in a stretch of a text, from its beginning on, each word is that matches by
        itself."""
        stretch = text[first:last]
        word = stretch.strip(punctuation)
        if word.isascii() and word.isalpha():
            start = stretch.index(word)
            return [(start, start + len(word))] if self._is_match(word) else []
        known, marks = self._known, []
        for match in word_finder(text)(first, last):
            surface = match[0]
            is_match = known.get(surface)
            if is_match is None:
                is_match = known[surface] = self._is_match(surface)
            if is_match:
                marks.append((match.start() - first, match.end() - first))
        return marks

    def _with_phrases(
        self, text: str, marked: list[Stretch], seams: Sequence[int]
    ) -> list[Stretch]:
        """Return each phrase, and what is marked outside them; phrases that overlap are one."""
        stretches = _stretches(self._phrase_beginnings, text)
        if not stretches:
            return marked
        find = word_finder(text)
        phrases: list[Stretch] = []
        for first, last in self._reaching(stretches, find):
            located = list(find(first, last))
            stems = [stem(fold(match[0])) for match in located]
            for begin, end in self._phrases_in(stems):
                start, stop = located[begin].start(), located[end - 1].end()
                if bisect_right(seams, start) != bisect_right(seams, stop - 1):
                    continue
                if phrases and start < phrases[-1][1]:
                    start, stop = phrases[-1][0], max(stop, phrases.pop()[1])
                phrases.append((start, stop))
        inside = {place for start, stop in phrases for place in range(start, stop)}
        return sorted([*phrases, *(mark for mark in marked if mark[0] not in inside)])

    def _phrases_in(self, stems: Sequence[str]) -> Iterator[Stretch]:
        """Yield from which word to which each phrase goes, in the order of their beginnings."""
        for position, root in enumerate(stems):
            for phrase in self._phrases.get(root, ()):
                end = position + len(phrase)
                if tuple(stems[position:end]) == phrase:
                    yield position, end

    def _reaching(self, stretches: Sequence[Stretch], find: Finder) -> Iterator[Stretch]:
        """Yield stretches, of which there are some, that go on for as many words as a phrase may;
        none overlap."""
        start = end = -1
        for first, last in stretches:
            if first > end:
                if start >= 0:
                    yield start, end
                start = first
            reached = last
            for match in islice(find(last), self._more_words):
                reached = match.end()
            end = max(end, reached)
        yield start, end

    def _is_match(self, surface: str) -> bool:
        needles = self._needles
        form = fold(surface)
        return (
            form.startswith(self._prefixes)
            or stem(form) in needles.stems
            or any(shape.fullmatch(form) for shape in needles.shapes)
        )


def _stretches(beginnings: Beginnings | None, text: str) -> list[Stretch]:
    """Return what is to be read of a text: all of it where beginnings say nothing."""
    return [(0, len(text))] if beginnings is None else beginnings.stretches(text)

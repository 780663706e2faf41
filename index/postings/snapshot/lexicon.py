"""The words of the corpus as people write them: how they begin, how long they are, which stem.

Each segment has its own sorted vocabulary of surface forms (see layout.py), and a question is put
to each in turn; what they answer is added up:

    tol…   segment a   toll 90 │ tolls 31 │ tollgate 2       toll 97 │ tolls 31 │ tolled 4 │ …
           segment b   toll 7  │ tolled 4

A prefix is a range of numbers in each, in which numpy finds the most frequent ones without making
a single string; only what is found becomes one. Nothing is loaded when an index is opened.

Counts are those of all segments, with what is deleted until segments are merged. Where only so many
forms are asked for, each segment names its own most frequent ones, and these are counted in all;
what is frequent over all, but in no segment, is not to be expected.

Cost, with 100,000 forms for a letter: a millisecond or two for the first question about a prefix,
nothing for the next; five bytes a form once a spelling has been looked up (near_forms.py), four a
stem once a beginning has been.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings.analysis import stem
from index.postings.errors import noticing_damage
from index.postings.format.layout import NO_STEM
from index.postings.format.strings import decoded, encoded
from index.postings.format.vocabulary import Vocabulary
from index.postings.schema import SPEAKER, TEXT
from index.postings.snapshot.near_forms import Letters, letters_of_each, perhaps_near

KEPT_PREFIXES = 1024
KEPT_WORDS = 16_384
"""Answers that are kept."""

SPARE = 2
"""So many times the words that are asked for are compared over all segments."""

_LONGEST = 255
"""Lengths in characters from here on are not told apart."""

_Ask = Callable[["_SegmentForms", bytes, int | None], Iterable[tuple[str, int]]]
_Count = Callable[["_SegmentForms", bytes], int]


class Lexicon:
    """The surface forms of all segments. Safe to use from several threads; answers are kept.

    Raises IndexUnusable where a file turns out to be damaged.
    """

    def __init__(self, segments: Iterable[Mapping[str, NDArray[Any]]]) -> None:
        """Take the arrays of each segment."""
        with noticing_damage():
            self._segments = several = [_SegmentForms(arrays) for arrays in segments]
        self._count = lru_cache(KEPT_WORDS)(partial(_sum, several, _SegmentForms.count))
        self._postings = lru_cache(KEPT_WORDS)(partial(_sum, several, _SegmentForms.postings))
        self._in_names = lru_cache(KEPT_WORDS)(partial(_sum, several, _SegmentForms.in_names))
        self._frequent = lru_cache(KEPT_PREFIXES)(partial(_frequent, several))
        self._stems = lru_cache(KEPT_PREFIXES)(partial(_frequent_stems, several))

    def __len__(self) -> int:
        """Return how many forms there are, those of several segments counted in each."""
        return sum(len(segment.words) for segment in self._segments)

    def count(self, form: str) -> int:
        """Return how many words of passages and speakers' names are this form; 0 for none."""
        return self._count(form)

    def document_frequency(self, root: str) -> int:
        """Return how many postings a stem has, in texts and in speakers' names together."""
        return self._postings(root)

    def in_names(self, root: str) -> bool:
        """Tell whether a stem is in the name of any speaker."""
        return self._in_names(root) > 0

    def beginning_with(self, prefix: str, limit: int | None = None) -> list[str]:
        """Return the ``limit`` most frequent forms (None: all) that begin so, frequent first."""
        return list(self._frequent(prefix, limit))

    def stems_beginning_with(self, prefix: str, limit: int | None = None) -> list[str]:
        """Return the stems of the forms that begin so, each one once: the ``limit`` ones that are
        in the most passages (None: all), frequent first."""
        return list(self._stems(prefix, limit))

    def frequent_beginnings(self, letters: int, limit: int) -> list[str]:
        """Return the beginnings of so many letters, all of ASCII, with which the most words of
        passages and speakers' names begin; frequent first."""
        with noticing_damage():
            totals = _added(
                pair for segment in self._segments for pair in segment.beginnings(letters)
            )
        return list(_ordered(totals)[:limit])

    def perhaps_near(self, word: str, slips: int) -> Sequence[str]:
        """Return forms with the first letter of ``word``, all that are ``slips`` slips away from it
        at most among them, ascending."""
        return _together(segment.perhaps_near(word, slips) for segment in self._segments)

    def all_forms(self, prefix: str = "") -> Iterator[str]:
        """Yield all forms that begin so, ascending; a tenth of a microsecond each."""
        start = encoded(prefix)
        return iter(_together(segment.all_beginning(start) for segment in self._segments))


def _sum(segments: Sequence[_SegmentForms], count: _Count, word: str) -> int:
    with noticing_damage():
        return sum(count(segment, encoded(word)) for segment in segments)


def _frequent(segments: Sequence[_SegmentForms], prefix: str, limit: int | None) -> tuple[str, ...]:
    return _ask(segments, _SegmentForms.frequent, _SegmentForms.count, prefix, limit)


def _frequent_stems(
    segments: Sequence[_SegmentForms], prefix: str, limit: int | None
) -> tuple[str, ...]:
    return _ask(segments, _SegmentForms.frequent_stems, _SegmentForms.passages, prefix, limit)


def _ask(
    segments: Sequence[_SegmentForms], ask: _Ask, count: _Count, prefix: str, limit: int | None
) -> tuple[str, ...]:
    """Let each segment name its most frequent words, and add up what all have of these."""
    with noticing_damage():
        named = [_added(ask(segment, encoded(prefix), limit)) for segment in segments]
        totals = _added(pair for words in named for pair in words.items())
        if limit is None:
            return _ordered(totals)
        best = {word: totals[word] for word in _ordered(totals)[: limit * SPARE]}
        for segment, words in zip(segments, named, strict=True):
            if len(words) >= limit and len(named) > 1:
                for word in best.keys() - words.keys():
                    best[word] += count(segment, encoded(word))
    return _ordered(best)[:limit]


def _added(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for word, count in counts:
        totals[word] += count
    return totals


def _ordered(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Return the words with the highest counts first, equal ones ascending."""
    words = sorted(counts)
    frequencies = np.fromiter(map(counts.__getitem__, words), np.int64, len(words))
    return tuple(words[place] for place in np.argsort(-frequencies, kind="stable").tolist())


def _together(lists: Iterable[list[str]]) -> Sequence[str]:
    """Join ascending lists into one, in which each form is once."""
    with noticing_damage():
        several = [each for each in lists if each]
    if len(several) == 1:
        return several[0]
    return list(dict.fromkeys(sorted(form for each in several for form in each)))


class _SegmentForms:
    """The forms of one segment, and what is known of them. Forms go by their numbers."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.words = _words(arrays, "surface")
        self._blob = arrays["surface.terms"]
        self._starts = arrays["surface.term_starts"]
        self._counts = arrays["surface.counts"]
        self._stems = arrays["surface.stems"]
        self._roots = {field: _words(arrays, field) for field in (TEXT, SPEAKER)}
        self._noted: dict[bytes, tuple[int, int]] = {}
        self._posting_starts = {field: arrays[f"{field}.posting_starts"] for field in self._roots}
        if not len(self.words) == len(self._counts) == len(self._stems):
            raise ValueError("surface forms do not fit their counts")

    def count(self, form: bytes) -> int:
        number = self.words.number(form)
        return int(self._counts[number]) if number >= 0 else 0

    def postings(self, root: bytes) -> int:
        return sum(self._noted.get(root) or (self.passages(root), self.passages(root, SPEAKER)))

    def in_names(self, root: bytes) -> int:
        noted = self._noted.get(root)
        return self.passages(root, SPEAKER) if noted is None else noted[1]

    def passages(self, root: bytes, field: str = TEXT) -> int:
        number = self._roots[field].number(root)
        if number < 0:
            return 0
        starts = self._posting_starts[field]
        return int(starts[number + 1]) - int(starts[number])

    def frequent(self, prefix: bytes, limit: int | None) -> Iterator[tuple[str, int]]:
        """Yield the most frequent forms that begin so, with their counts."""
        begun = self.words.beginning_with(prefix)
        counts = self._counts[begun.start : begun.stop]
        if limit is None:
            yield from zip(self._strings(begun), counts.tolist(), strict=True)
            return
        for place in _largest(counts, limit).tolist():
            yield decoded(self.words[begun.start + place]), int(counts[place])

    def frequent_stems(self, prefix: bytes, limit: int | None) -> Iterator[tuple[str, int]]:
        """Yield the stems, in the most documents, of forms that begin so; perhaps repeatedly.

        A form that is in no text but in speakers' names brings its own count.
        """
        begun = self.words.beginning_with(prefix)
        stems = self._stems[begun.start : begun.stop]
        known = np.zeros(len(self._roots[TEXT]), np.bool_)
        known[stems[stems != NO_STEM]] = True
        numbers = np.flatnonzero(known)
        starts = self._posting_starts[TEXT]
        frequencies = starts[numbers + 1] - starts[numbers]
        places = _largest(frequencies, limit)
        numbers, frequencies = numbers.take(places), frequencies.take(places)
        named = self._roots[TEXT].words(numbers)
        self._note(named, numbers, frequencies)
        yield from zip(map(decoded, named), frequencies.tolist(), strict=True)
        others = np.flatnonzero(stems == NO_STEM) + begun.start
        counts = self._counts[others]
        for place in _largest(counts, limit).tolist():
            yield stem(decoded(self.words[others[place]])), int(counts[place])

    def _note(self, roots: Sequence[bytes], numbers: NDArray[Any], texts: NDArray[Any]) -> None:
        """Remember in how many texts and in how many speakers' names stems are that were named.

        They are asked for next, and each by itself would be looked up in two vocabularies.
        """
        if len(self._noted) >= KEPT_WORDS:
            self._noted.clear()
        names = self._speaker_frequencies(numbers)
        counts = zip(texts.tolist(), names.tolist(), strict=True)
        self._noted.update(zip(roots, counts, strict=True))

    def _speaker_frequencies(self, numbers: NDArray[Any]) -> NDArray[np.int64]:
        """Return in how many speakers' names some stems of texts are."""
        there = self._in_speakers.take(numbers)
        known = np.flatnonzero(there >= 0)
        starts, found = self._posting_starts[SPEAKER], there.take(known)
        frequencies = np.zeros(len(numbers), np.int64)
        frequencies[known] = starts.take(found + 1) - starts.take(found)
        return frequencies

    @cached_property
    def _in_speakers(self) -> NDArray[np.int32]:
        """The number among the stems of speakers' names that each stem of texts has, or -1."""
        roots, spoken = self._roots[TEXT], self._roots[SPEAKER]
        in_texts = roots.numbers_of(spoken, np.arange(len(spoken)))
        both = np.flatnonzero(in_texts >= 0)
        numbers = np.full(len(roots), -1, np.int32)
        numbers[in_texts[both]] = both
        return numbers

    def beginnings(self, letters: int) -> Iterator[tuple[str, int]]:
        """Yield the beginnings of so many letters, and how many words begin so, perhaps repeatedly;
        a microsecond each, and some nanoseconds a form."""
        starts = self._starts.astype(np.int64)
        long = np.flatnonzero(starts[1:] - starts[:-1] >= letters)
        begun = self._blob.take(starts.take(long)[:, np.newaxis] + np.arange(letters))
        plain = ((begun >= ord("a")) & (begun <= ord("z"))).all(axis=1)
        begun, counts = begun[plain], self._counts.take(long[plain])
        first = np.flatnonzero((begun[1:] != begun[:-1]).any(axis=1)) + 1
        first = np.append(np.zeros(min(1, len(begun)), np.int64), first)
        totals = np.add.reduceat(counts, first, dtype=np.int64) if len(first) else counts
        for letters_of, total in zip(begun[first], totals.tolist(), strict=True):
            yield letters_of.tobytes().decode("ascii"), total

    def perhaps_near(self, word: str, slips: int) -> list[str]:
        """Return forms with the first letter of a word, those near it among them, ascending."""
        begun = self.words.beginning_with(encoded(word[:1]))
        alike = slice(begun.start, begun.stop)
        length = min(len(word), _LONGEST)
        rows = perhaps_near(
            self._letters[alike], self._lengths[alike], encoded(word), length, slips
        )
        return [decoded(form) for form in self.words.words(rows + begun.start)]

    def all_beginning(self, prefix: bytes) -> list[str]:
        """Return all forms that begin so, ascending."""
        return self._strings(self.words.beginning_with(prefix))

    @cached_property
    def _lengths(self) -> NDArray[np.uint8]:
        """The length of each form in characters."""
        starts = _characters_before(self._blob, self._starts)
        return np.minimum(np.diff(starts), _LONGEST).astype(np.uint8)

    @cached_property
    def _letters(self) -> Letters:
        return letters_of_each(self._blob, self._starts)

    def _strings(self, numbers: range) -> list[str]:
        """Return the forms of a range of numbers: decoded together, then cut."""
        if not numbers:
            return []
        starts = self._starts[numbers.start : numbers.stop + 1].astype(np.int64)
        blob = self._blob[starts[0] : starts[-1]]
        joined = decoded(blob.tobytes())
        places = _characters_before(blob, starts - starts[0]).tolist()
        return [joined[start:end] for start, end in pairwise(places)]


def _words(arrays: Mapping[str, NDArray[Any]], name: str) -> Vocabulary:
    return Vocabulary(arrays[f"{name}.terms"], arrays[f"{name}.term_starts"])


def _characters_before(blob: NDArray[np.uint8], places: NDArray[Any]) -> NDArray[np.int64]:
    """Return how many characters stand before each place in UTF-8."""
    if not len(blob) or blob.max() < 0x80:
        return places.astype(np.int64)
    begins = np.zeros(len(blob) + 1, np.int64)
    np.cumsum((blob & 0xC0) != 0x80, out=begins[1:])
    return begins.take(places)


def _largest(numbers: NDArray[Any], limit: int | None) -> NDArray[np.intp]:
    """Return the places of the ``limit`` largest numbers, in no order."""
    if limit is None or len(numbers) <= limit:
        return np.arange(len(numbers))
    if limit <= 0:
        return np.empty(0, np.intp)
    return np.argpartition(numbers, len(numbers) - limit)[-limit:]

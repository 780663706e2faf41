"""Merging the words of several segments: which are the same, and their postings one after another.

    one      toll: 3 4 9      other (its documents come after 10 of the first, its 0 was deleted)
    other    oar: 0 1  toll: 1

    merged   oar: 10   toll: 3 4 9 10

A term's documents ascend in each part, and the parts' documents follow each other. So nothing is
sorted: the postings of a term are those of the first part, then those of the second, and where
each goes is a running sum of how many there are. Terms are taken in stretches from the alphabet,
each with the same first and last word in all parts and so few postings that they fit into memory.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain, compress, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.format.container import Container
from index.postings.format.layout import NO_STEM
from index.postings.format.packing import (
    Gaps,
    differences,
    gather,
    join_high,
    join_large,
    pack_gaps,
    running,
    split_high,
    split_large,
    unpack_gaps,
)
from index.postings.format.vocabulary import Vocabulary
from index.postings.indexing.spool import Spool, Spools

POSITIONS = 2_000_000
"""Positions of a stretch of terms, in all parts together; a single term may have more. Some 60
bytes each are needed while they are merged."""

WORDS = 100_000
"""Words of a stretch, in all parts together."""

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A segment to be merged.

    ``kept`` tells of each document whether it stays, ``kept_articles`` likewise of each article;
    ``numbers`` are the documents' numbers in the merged segment (of those that stay).
    """

    container: Container
    kept: NDArray[np.bool_]
    kept_articles: NDArray[np.bool_]
    numbers: NDArray[np.int32]
    whole: bool

    def vocabulary(self, name: str) -> Vocabulary:
        """Return the words under ``name``."""
        return Vocabulary(self.container[f"{name}.terms"], self.container[f"{name}.term_starts"])

    def words(self, name: str, first: int, end: int) -> list[bytes]:
        """Return a run of the words under ``name``."""
        starts = self.container[f"{name}.term_starts"][first : end + 1].astype(np.int64)
        content = self.container[f"{name}.terms"][starts[0] : starts[-1]].tobytes()
        return [content[a:b] for a, b in pairwise((starts - starts[0]).tolist())]


class Postings(NamedTuple):
    """Of several terms: ``counts`` postings and ``occurrences`` positions each, and these."""

    counts: Numbers
    occurrences: Numbers
    documents: Numbers
    frequencies: Numbers
    positions: Numbers


# -- words ---------------------------------------------------------------------------------------


class Stretch(NamedTuple):
    """Words from all parts: the range of numbers in each, the words in order, and for each part
    the places of its words among them."""

    ranges: list[tuple[int, int]]
    words: list[bytes]
    places: list[NDArray[np.int64]]


def stretches(
    parts: Sequence[Part], name: str, reach: Callable[[int, int], int]
) -> Iterator[Stretch]:
    """Take the words of all parts through the alphabet, a stretch at a time.

    ``reach(i, first)`` returns the end, beyond ``first``, up to which words of part i may be taken.
    """
    vocabularies = [part.vocabulary(name) for part in parts]
    firsts = [0] * len(parts)
    while any(first < len(own) for first, own in zip(firsts, vocabularies, strict=True)):
        ends = [
            reach(i, first) if first < len(own) else first
            for i, (first, own) in enumerate(zip(firsts, vocabularies, strict=True))
        ]
        stops = [own[end] for own, end in zip(vocabularies, ends, strict=True) if end < len(own)]
        ends = [own.at_least(min(stops)) if stops else len(own) for own in vocabularies]
        yield _united(parts, name, list(zip(firsts, ends, strict=True)))
        firsts = ends


def _united(parts: Sequence[Part], name: str, ranges: list[tuple[int, int]]) -> Stretch:
    lists = [part.words(name, *each) for part, each in zip(parts, ranges, strict=True)]
    words = list(dict.fromkeys(sorted(chain.from_iterable(lists))))
    place = {word: number for number, word in enumerate(words)}
    places = [np.fromiter(map(place.__getitem__, own), np.int64, len(own)) for own in lists]
    return Stretch(ranges, words, places)


# -- postings ------------------------------------------------------------------------------------


class _FieldPart:
    """One field of one part."""

    def __init__(self, part: Part, field: str) -> None:
        self._part = part
        self._arrays = {
            name: part.container[f"{field}.{name}"]
            for name in (
                *("posting_starts", "firsts", "gaps", "gap_starts", "freqs", "freq_starts"),
                *("large_at", "large", "positions", "position_starts", "high_at", "high"),
            )
        }

    def reach(self, first: int, positions: int, words: int) -> int:
        """Return the end of the terms from ``first`` that have so few positions, one at least."""
        starts = self._arrays["position_starts"]
        last = min(first + words, len(starts) - 1)
        limit = int(starts[first]) + positions
        return max(first + 1, bisect_right(starts, limit, first, last + 1) - 1)

    def postings(self, first: int, end: int) -> Postings:
        """Return the postings of a run of terms: what is kept, under new document numbers."""
        arrays = self._arrays
        counts = differences(arrays["posting_starts"][first : end + 1])
        occurrences = differences(arrays["position_starts"][first : end + 1])
        gap_starts = arrays["gap_starts"][first : end + 1]
        gaps = arrays["gaps"][int(gap_starts[0]) : int(gap_starts[-1])]
        documents = unpack_gaps(Gaps(arrays["firsts"][first:end], gaps, gap_starts), counts)
        frequencies = self._frequencies(first, end, counts)
        at, until = (int(arrays["position_starts"][n]) for n in (first, end))
        low = arrays["positions"][at:until]
        positions = join_high(low, arrays["high_at"], arrays["high"], at)
        found = Postings(counts, occurrences, documents, frequencies, positions)
        if not self._part.whole:
            found = _thinned(found, self._part.kept[documents])
        return found._replace(documents=self._part.numbers[found.documents])

    def _frequencies(self, first: int, end: int, counts: Numbers) -> Numbers:
        starts = self._arrays["freq_starts"][first : end + 1]
        low = self._arrays["freqs"][int(starts[0]) : int(starts[-1])]
        frequencies = np.ones(int(counts.sum()), np.uint32)
        if len(low):
            said = np.repeat(differences(starts) > 0, counts)
            at, large = self._arrays["large_at"], self._arrays["large"]
            frequencies[said] = join_large(low, at, large, int(starts[0]))
        return frequencies


def _thinned(postings: Postings, kept: NDArray[np.bool_]) -> Postings:
    """Return the postings that are ``kept``."""
    counts, _, documents, frequencies, positions = postings
    begin = running(counts)[:-1]
    counted = np.where(kept, frequencies, 0)
    if not len(begin):
        return postings
    return Postings(
        np.add.reduceat(kept, begin, dtype=np.int64),
        np.add.reduceat(counted, begin, dtype=np.int64),
        documents[kept],
        frequencies[kept],
        positions[np.repeat(kept, frequencies)],
    )


def interleaved(
    size: int, places: Sequence[Numbers], postings: Sequence[Postings]
) -> tuple[Postings, NDArray[np.bool_]]:
    """Put the postings of all parts together, term by term, the parts in order within a term.

    The terms of each part stand at its ``places`` among ``size``. Returns the postings of terms
    that have some left, and which of the ``size`` these are.
    """
    counts = np.zeros((len(places), size), np.int64)
    occurrences = np.zeros((len(places), size), np.int64)
    for row, (place, part) in enumerate(zip(places, postings, strict=True)):
        counts[row, place] = part.counts
        occurrences[row, place] = part.occurrences
    all_counts, all_occurrences = counts.sum(axis=0), occurrences.sum(axis=0)
    begin = running(all_counts)[:-1] + np.cumsum(counts, axis=0) - counts
    begin_positions = running(all_occurrences)[:-1] + np.cumsum(occurrences, axis=0) - occurrences
    documents = np.empty(int(all_counts.sum()), np.int32)
    frequencies = np.empty(len(documents), np.uint32)
    positions = np.empty(int(all_occurrences.sum()), np.int32)
    for row, (place, part) in enumerate(zip(places, postings, strict=True)):
        goal = gather(begin[row, place], part.counts)
        documents[goal] = part.documents
        frequencies[goal] = part.frequencies
        positions[gather(begin_positions[row, place], part.occurrences)] = part.positions
    alive = all_counts > 0
    merged = Postings(all_counts[alive], all_occurrences[alive], documents, frequencies, positions)
    return merged, alive


class _FieldSpools:
    """What the merged field's arrays have so far."""

    def __init__(self, spools: Spools, field: str) -> None:
        self._vocabulary = VocabularySpools(spools, field)
        self._numbers: dict[str, Spool] = {}
        for name in ("posting_starts", "firsts", "gaps", "gap_starts", "freqs", "freq_starts"):
            self._begin(spools, field, name)
        for name in ("large_at", "large", "positions", "position_starts", "high_at", "high"):
            self._begin(spools, field, name)

    def _begin(self, spools: Spools, field: str, name: str) -> None:
        dtype = "|u1" if name in ("gaps", "freqs", "positions") else "<i8"
        self._numbers[name] = spools.begin(f"{field}.{name}", dtype)
        if name.endswith("_starts"):
            self._numbers[name].append(np.zeros(1, np.int64))

    @property
    def size(self) -> int:
        """How many terms there are."""
        return self._numbers["firsts"].count

    def append(self, words: list[bytes], postings: Postings) -> None:
        """Add terms that have postings."""
        if not words:
            return
        counts, occurrences, documents, frequencies, positions = postings
        into = self._numbers
        self._vocabulary.append(words)
        packed = pack_gaps(documents, running(counts))
        said = np.where(occurrences > counts, counts, 0)
        large = split_large(frequencies[np.repeat(occurrences > counts, counts)])
        high = split_high(positions)
        _continue(into["posting_starts"], counts)
        _continue(into["gap_starts"], differences(packed.starts))
        _continue(into["freq_starts"], said)
        _continue(into["position_starts"], occurrences)
        into["firsts"].append(packed.firsts)
        into["large_at"].append(large.at.astype(np.int64) + into["freqs"].count)
        into["large"].append(large.more)
        into["high_at"].append(high.at.astype(np.int64) + into["positions"].count)
        into["high"].append(high.more)
        into["gaps"].append(packed.gaps)
        into["freqs"].append(large.low)
        into["positions"].append(high.low)


class VocabularySpools:
    """A merged vocabulary so far."""

    def __init__(self, spools: Spools, name: str) -> None:
        self._terms = spools.begin(f"{name}.terms", "|u1")
        self._starts = spools.begin(f"{name}.term_starts")
        self._starts.append(np.zeros(1, np.int64))

    def append(self, words: list[bytes]) -> None:
        """Add words."""
        self._terms.append(np.frombuffer(b"".join(words), np.uint8))
        _continue(self._starts, np.fromiter(map(len, words), np.int64, len(words)))


def _continue(starts: Spool, counts: Numbers) -> None:
    """Go on with the starts, from the last of them, which is the largest."""
    starts.append(starts.largest + np.cumsum(counts, dtype=np.int64))


class MergedField(NamedTuple):
    """The new numbers of each part's terms, NO_STEM where a term has no postings left; and those of
    the watched words."""

    numbers: list[NDArray[np.uint32]]
    watched: dict[bytes, int]


def merge_field(
    parts: Sequence[Part], field: str, spools: Spools, watch: Set[bytes] = frozenset()
) -> MergedField:
    """Merge the words and postings of a field.

    Memory: a stretch, and four bytes a term of each part.
    """
    sources = [_FieldPart(part, field) for part in parts]
    positions, words = POSITIONS // len(parts), WORDS // len(parts) + 1
    into = _FieldSpools(spools, field)
    numbers: list[list[NDArray[np.uint32]]] = [[] for _ in parts]
    watched: dict[bytes, int] = {}

    def reach(part: int, first: int) -> int:
        return sources[part].reach(first, positions, words)

    for stretch in stretches(parts, field, reach):
        postings = [
            source.postings(*each) for source, each in zip(sources, stretch.ranges, strict=True)
        ]
        merged, alive = interleaved(len(stretch.words), stretch.places, postings)
        new = np.where(alive, np.cumsum(alive) - 1 + into.size, NO_STEM).astype(np.uint32)
        for own, places in zip(numbers, stretch.places, strict=True):
            own.append(new[places])
        left = list(compress(stretch.words, alive.tolist()))
        if watch:
            watched.update((w, into.size + n) for n, w in enumerate(left) if w in watch)
        into.append(left, merged)
    return MergedField([np.concatenate([*own, np.empty(0, np.uint32)]) for own in numbers], watched)

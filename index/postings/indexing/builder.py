"""A new segment: articles are added one by one, and written as one container.

Words come as numbers of each article's own list; here they get numbers over the whole segment, so
that an article costs some look-ups for its different words, and the rest is arrays:

    added      words by document            2 0 1 │ 0 2
    sorted     (stem, document, position)   0·0·1  0·1·0 │ 1·0·2 │ 2·0·0  2·1·1
    written    documents, frequencies, positions of each stem

One sort of plain integers, the stem's rank above the word's place, does what an inverted index
needs, because words come in the order of documents and positions.

Memory: 4 bytes a word while articles are added, some 40 a word while the segment is written; and
the packets of the articles. The writer begins a new segment before that grows beyond its limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import length_to_byte

from index.postings.analysis import stem
from index.postings.format.container import ContainerWriter, narrow
from index.postings.format.layout import COLUMNS, NO_STEM, PACKET_STARTS, PACKETS
from index.postings.format.packing import (
    differences,
    pack_gaps,
    running,
    split_high,
    split_large,
)
from index.postings.format.strings import encoded
from index.postings.format.vocabulary import pack_words
from index.postings.indexing.preparing import APART, Prepared, Words
from index.postings.schema import SPEAKER, TEXT, TITLE
from index.postings.snapshot.entries import FIELD_ARRAYS

LENGTH_CODES = np.array([length_to_byte(length) for length in range(110_000)], np.uint8)
"""Whoosh's byte for a field's length in words; all greater lengths have the same."""

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class _Added:
    """An article that was added: what it came with, and the segment's number of each form."""

    prepared: Prepared
    numbers: NDArray[np.int32]


class SegmentBuilder:
    """Takes prepared articles and writes them as one segment."""

    def __init__(self) -> None:
        self._articles: dict[str, _Added] = {}
        self._numbers: dict[str, int] = {}
        self.documents = 0
        self.tokens = 0

    def add(self, prepared: Prepared) -> None:
        """Add an article, in place of the one with its id."""
        self.remove(prepared.id)
        numbers = self._numbers
        forms = prepared.forms.split("\n") if prepared.forms else []
        known = [numbers.setdefault(form, len(numbers)) for form in forms]
        self._articles[prepared.id] = _Added(prepared, np.array([*known, APART], np.int32))
        self.documents += prepared.documents
        self.tokens += prepared.tokens

    def remove(self, article_id: str) -> bool:
        """Take an article away that was added before; tell whether there was one."""
        added = self._articles.pop(article_id, None)
        if added is None:
            return False
        self.documents -= added.prepared.documents
        self.tokens -= added.prepared.tokens
        return True

    def write(self, path: Path) -> int:
        """Write the segment, durably; return how many documents it has."""
        articles = list(self._articles.values())
        forms = list(self._numbers)
        text = _joined(articles, lambda prepared: prepared.text)
        speaker = _joined(articles, lambda prepared: prepared.speaker)
        title = _joined(articles, lambda prepared: prepared.title)
        sizes = np.array([each.prepared.documents for each in articles], np.int64)
        title = Words(title.tokens, _at(running(sizes)[:-1], title.counts, self.documents))
        with ContainerWriter(path) as container:
            stems = _Stems(forms)
            numbers = _write_words(container, TEXT, text, stems)
            _write_words(container, SPEAKER, speaker, stems)
            _write_words(container, TITLE, title, stems)
            _write_surfaces(container, forms, (text, speaker), numbers[stems.of_form])
            _write_passages(container, [each.prepared for each in articles], running(sizes))
            _write_articles(container, [each.prepared for each in articles], running(sizes))
        return self.documents


class _Stems:
    """The stems of a segment's forms: each form's stem as a number, and the stems themselves."""

    def __init__(self, forms: Sequence[str]) -> None:
        known: dict[str, int] = {}
        numbers = [known.setdefault(stem(form), len(known)) for form in forms]
        self.of_form = np.array(numbers, np.int64)
        self.stems = [encoded(each) for each in known]


def _joined(articles: Sequence[_Added], words: Callable[[Prepared], Words]) -> Words:
    """Return one field's words of all articles, as numbers of the segment's forms."""
    tokens = [each.numbers[words(each.prepared).tokens] for each in articles]
    counts = [words(each.prepared).counts for each in articles]
    empty = np.empty(0, np.int32)
    return Words(np.concatenate([empty, *tokens]), np.concatenate([empty, *counts]))


def _at(places: Numbers, values: Numbers, size: int) -> NDArray[np.int32]:
    """Return ``size`` zeros, with ``values`` at ``places``."""
    spread = np.zeros(size, np.int32)
    spread[places] = values
    return spread


# -- words ---------------------------------------------------------------------------------------


def _write_words(
    container: ContainerWriter, field: str, words: Words, stems: _Stems
) -> NDArray[np.int64]:
    """Write a field's postings; return the number that each stem has in it, NO_STEM for none."""
    there = words.tokens != APART
    lengths = _lengths(there, words.counts)
    stem_of_word = stems.of_form[words.tokens[there]] if len(stems.stems) else there[:0]
    used = np.flatnonzero(np.bincount(stem_of_word, minlength=len(stems.stems)))
    listed = sorted((stems.stems[number], number) for number in used.tolist())
    numbers = np.full(len(stems.stems) + 1, NO_STEM, np.int64)
    numbers[[number for _, number in listed]] = np.arange(len(listed))
    blob, starts = pack_words(word for word, _ in listed)
    container.add(f"{field}.terms", blob)
    container.add(f"{field}.term_starts", starts)
    _write_postings(container, field, numbers[stem_of_word], _places(there, words.counts))
    container.add(f"{field}.lengths", LENGTH_CODES[np.minimum(lengths, len(LENGTH_CODES) - 1)])
    container.add(f"{field}.total", np.array([lengths.sum()], np.int64))
    return numbers


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """The document and the position of each word."""

    documents: NDArray[np.uint32]
    positions: NDArray[np.uint32]


def _places(there: NDArray[np.bool_], counts: Numbers) -> _Places:
    documents = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    starts = running(counts)[:-1].astype(np.uint32)
    positions = np.arange(len(there), dtype=np.uint32) - np.repeat(starts, counts)
    return _Places(documents[there], positions[there])


def _lengths(there: NDArray[np.bool_], counts: Numbers) -> NDArray[np.int64]:
    """Return how many words, empty places left out, each document has."""
    return differences(running(there)[running(counts)])


def _write_postings(
    container: ContainerWriter, field: str, terms: NDArray[np.int64], places: _Places
) -> None:
    """Write the postings of words that come in the order of documents and positions."""
    keys = (terms.astype(np.uint64) << np.uint64(32)) | np.arange(len(terms), dtype=np.uint64)
    keys.sort()
    order = (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    terms = (keys >> np.uint64(32)).astype(np.int64)
    del keys
    documents = places.documents[order]
    size = int(terms[-1]) + 1 if len(terms) else 0
    first = np.ones(len(terms), np.bool_)
    first[1:] = (terms[1:] != terms[:-1]) | (documents[1:] != documents[:-1])
    begin = np.flatnonzero(first)
    frequencies = np.diff(begin, append=len(terms)).astype(np.int64)
    posting_starts = running(np.bincount(terms[begin], minlength=size))
    position_starts = running(np.bincount(terms, minlength=size))
    documents = documents[begin]
    del terms, first, begin
    write_field(
        container,
        field,
        documents,
        posting_starts,
        frequencies,
        places.positions[order],
        position_starts,
    )


def write_field(
    container: ContainerWriter,
    field: str,
    documents: Numbers,
    posting_starts: Numbers,
    frequencies: Numbers,
    positions: Numbers,
    position_starts: Numbers,
) -> None:
    """Write the arrays of a field's postings, term after term; all as in layout.py but unpacked."""
    gaps = pack_gaps(documents, posting_starts)
    container.add(f"{field}.posting_starts", narrow(posting_starts))
    container.add(f"{field}.firsts", narrow(gaps.firsts))
    container.add(f"{field}.gaps", gaps.gaps)
    container.add(f"{field}.gap_starts", narrow(gaps.starts))
    counts = differences(posting_starts)
    told = counts != differences(position_starts)
    frequency = split_large(frequencies[np.repeat(told, counts)])
    container.add(f"{field}.freqs", frequency.low)
    container.add(f"{field}.freq_starts", narrow(running(np.where(told, counts, 0))))
    container.add(f"{field}.large_at", frequency.at)
    container.add(f"{field}.large", frequency.more)
    place = split_high(positions)
    container.add(f"{field}.positions", place.low)
    container.add(f"{field}.position_starts", narrow(position_starts))
    container.add(f"{field}.high_at", place.at)
    container.add(f"{field}.high", place.more)


def _write_surfaces(
    container: ContainerWriter, forms: Sequence[str], fields: Iterable[Words], stems: Numbers
) -> None:
    """Write the forms of some fields; ``stems`` gives each form's stem number in TEXT."""
    counts = sum(
        (
            np.bincount(words.tokens[words.tokens != APART], minlength=len(forms))
            for words in fields
        ),
        start=np.zeros(len(forms), np.int64),
    )
    used = np.flatnonzero(counts).tolist()
    listed = sorted((encoded(forms[number]), number) for number in used)
    order = np.array([number for _, number in listed], np.int64)
    blob, starts = pack_words(word for word, _ in listed)
    container.add("surface.terms", blob)
    container.add("surface.term_starts", starts)
    container.add("surface.counts", narrow(counts[order]))
    container.add("surface.stems", stems[order].astype(np.uint32))


# -- passages and articles -----------------------------------------------------------------------

COLUMN_TYPES = {"kind": "<i1", "boilerplate": "<u1", "confidence": "<u1", "digest": "<u8"}
"""Types of columns that do not depend on the numbers in them."""


def _write_passages(
    container: ContainerWriter, articles: Sequence[Prepared], starts: NDArray[np.int64]
) -> None:
    for name in COLUMNS:
        column = np.concatenate(
            [each.columns[name] for each in articles] or [np.empty(0, np.int64)]
        )
        if name == "behind":
            shifts = np.repeat(starts[:-1], differences(starts))
            column = np.where(column > 0, column + shifts, 0)
        kind = COLUMN_TYPES.get(name)
        container.add(name, column.astype(kind) if kind else narrow(column))
    for name, lists in (
        ("actor", [each.actors for each in articles]),
        ("phrase", [each.phrases for each in articles]),
    ):
        counts = [differences(each) for each, _ in lists]
        empty = np.empty(0, np.int64)
        container.add(f"{name}_starts", narrow(running(np.concatenate([empty, *counts]))))
        container.add(f"{name}s", narrow(np.concatenate([empty, *(values for _, values in lists)])))


def _write_articles(
    container: ContainerWriter, articles: Sequence[Prepared], starts: NDArray[np.int64]
) -> None:
    container.add("articles.documents", narrow(starts[:-1]))
    for place, name in enumerate(("actors", "phrases", "paragraphs", "quotes")):
        numbers = np.array([each.numbers[place] for each in articles], np.int64)
        container.add(f"articles.{name}", narrow(numbers))
    for place, (blob_name, starts_name) in enumerate(FIELD_ARRAYS):
        blob, text_starts = pack_words(each.fields[place] for each in articles)
        container.add(blob_name, blob)
        container.add(starts_name, text_starts)
    container.add("articles.sizes", np.array([each.stamp.size for each in articles], np.int64))
    container.add("articles.mtimes", np.array([each.stamp.mtime_ns for each in articles], np.int64))
    for place, name in enumerate(PACKETS):
        container.stream(name, "|u1", _bytes(each.packets[place] for each in articles))
        sizes = np.array([len(each.packets[place]) for each in articles], np.int64)
        container.add(PACKET_STARTS[place], narrow(running(sizes)))


def _bytes(packets: Iterable[bytes]) -> Iterator[NDArray[np.uint8]]:
    return (np.frombuffer(packet, np.uint8) for packet in packets)

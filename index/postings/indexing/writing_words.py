"""The words of a segment, written: postings of each stem, and the surface forms.

    words      of documents, in order       2 0 1 │ 0 2
    sorted     (stem, document, position)   0·0·1  0·1·0 │ 1·0·2 │ 2·0·0  2·1·1
    written    documents, frequencies, positions of each stem

Words come in the order of documents and positions, so sorting them by stem and leaving words of one
stem in their order is all that an inverted index needs. numpy sorts numbers of two bytes so in two
passes over them, 10 nanoseconds a word, five times as fast as by comparing; stems with numbers
above 65,535 are sorted by their lower two bytes first, then by the rest.

Memory: some 40 bytes a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import length_to_byte

from index.postings.format.container import ContainerWriter, narrow
from index.postings.format.layout import NO_STEM
from index.postings.format.packing import (
    differences,
    pack_gaps,
    running,
    split_high,
    split_large,
)
from index.postings.format.strings import encoded
from index.postings.format.vocabulary import pack_words
from index.postings.indexing.form_table import FormTable
from index.postings.indexing.side_by_side import FieldWords

LENGTH_CODES = np.array([length_to_byte(length) for length in range(110_000)], np.uint8)
"""Whoosh's byte for a field's length in words; all greater lengths have the same."""

TWO_BYTES = 16
"""Bits of what is sorted at a time."""

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Stems:
    """The stems of a segment's forms: each form's stem as a number, and the stems themselves."""

    of_form: NDArray[np.int64]
    words: Sequence[bytes]

    @classmethod
    def of(cls, table: FormTable, forms: Numbers) -> Stems:
        """Return the stems of some forms of a table, which get the numbers 0, 1, 2 …"""
        used, of_form = np.unique(table.stems(forms), return_inverse=True)
        words = table.stem_words()
        return cls(of_form, [words[number] for number in used.tolist()])


def write_words(
    container: ContainerWriter, field: str, words: FieldWords, stems: Stems
) -> NDArray[np.int64]:
    """Write a field's postings; return the number that each stem has in it, NO_STEM for none."""
    used = np.zeros(len(stems.words), np.bool_)
    used[stems.of_form[np.flatnonzero(_counts(words, len(stems.of_form)))]] = True
    listed = np.flatnonzero(used)
    listed = listed[ascending([stems.words[number] for number in listed.tolist()])]
    numbers = np.full(len(stems.words), NO_STEM, np.int64)
    numbers[listed] = np.arange(len(listed))
    blob, starts = pack_words(stems.words[number] for number in listed.tolist())
    container.add(f"{field}.terms", blob)
    container.add(f"{field}.term_starts", starts)
    terms = narrow(np.where(numbers < NO_STEM, numbers, 0)[stems.of_form])
    _write_postings(container, field, terms[words.forms], words, len(listed))
    lengths = LENGTH_CODES[np.minimum(words.lengths, len(LENGTH_CODES) - 1)]
    container.add(f"{field}.lengths", lengths)
    container.add(f"{field}.total", np.array([words.lengths.sum()], np.int64))
    return numbers


def _counts(words: FieldWords, forms: int) -> NDArray[np.int64]:
    return np.bincount(words.forms, minlength=forms)


def ascending(words: Sequence[bytes]) -> NDArray[np.int64]:
    """Return the order in which some different words ascend; shape (n,).

    They are sorted by the number that their first eight bytes are, and only where these are alike
    as words: a third of the time.
    """
    begins = np.array(words, "S8").view(">u8").astype(np.uint64)
    order: NDArray[np.int64] = np.argsort(begins)
    begins = begins[order]
    same = np.zeros(len(words) + 1, np.bool_)
    same[1:-1] = begins[1:] == begins[:-1]
    alike = np.flatnonzero(same[1:] | same[:-1])
    order[alike] = sorted(order[alike].tolist(), key=words.__getitem__)
    return order


def _write_postings(
    container: ContainerWriter, field: str, terms: Numbers, words: FieldWords, size: int
) -> None:
    """Write the postings of words, of which ``terms`` has the numbers, below ``size``."""
    order = stable_order(terms, size)
    position_starts = running(np.bincount(terms, minlength=size))
    documents = words.documents[order]
    first = np.ones(len(terms), np.bool_)
    first[1:] = documents[1:] != documents[:-1]
    first[position_starts[:-1]] = True
    begin = np.flatnonzero(first)
    write_field(
        container,
        field,
        documents[begin],
        np.searchsorted(begin, position_starts),
        np.diff(begin, append=len(terms)),
        words.positions[order],
        position_starts,
    )


def stable_order(numbers: Numbers, size: int) -> NDArray[np.int64]:
    """Return the order in which numbers from 0 to below ``size`` ascend; equal ones stay so."""
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    if size > 1 << TWO_BYTES:
        above = (numbers >> TWO_BYTES).astype(np.uint16)
        order = order[np.argsort(above[order], kind="stable")]
    return order


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


def write_surfaces(
    container: ContainerWriter, forms: Sequence[str], fields: Sequence[FieldWords], stems: Numbers
) -> None:
    """Write the forms of some fields; ``stems`` gives each form's stem number in TEXT."""
    counts = np.zeros(len(forms), np.int64)
    for words in fields:
        counts += _counts(words, len(forms))
    used = np.flatnonzero(counts)
    listed = [encoded(forms[number]) for number in used.tolist()]
    order = ascending(listed)
    blob, starts = pack_words(listed[place] for place in order.tolist())
    container.add("surface.terms", blob)
    container.add("surface.term_starts", starts)
    container.add("surface.counts", narrow(counts[used[order]]))
    container.add("surface.stems", stems[used[order]].astype(np.uint32))

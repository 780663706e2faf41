"""The words of a segment, written: postings of each stem, and the surface forms.

    words      of documents, in order       2 0 1 │ 0 2
    sorted     (stem, document, position)   0·0·1  0·1·0 │ 1·0·2 │ 2·0·0  2·1·1
    written    documents, frequencies, positions of each stem

Words come in the order of documents and positions, so sorting them by stem and leaving words of one
stem in their order is all that an inverted index needs. numpy sorts numbers of two bytes so in two
passes over them, 10 nanoseconds a word, five times as fast as by comparing; stems with numbers
above 65,535 are sorted by their lower two bytes first, then by the rest.

Memory: some 30 bytes a word.
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
    Split,
    joined,
    pack_gaps,
    running,
    split_high,
    split_large,
    stretches,
)
from index.postings.format.vocabulary import pack_words
from index.postings.indexing.form_table import FormTable
from index.postings.indexing.side_by_side import FieldWords

LENGTH_CODES = np.array([length_to_byte(length) for length in range(110_000)], np.uint8)
"""Whoosh's byte for a field's length in words; all greater lengths have the same."""

TWO_BYTES = 16
"""Bits of what is sorted at a time."""

STRETCH = 1 << 18
"""Words whose postings are made at a time."""

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
    starts = running(np.bincount(terms, minlength=size))
    packed = [
        _packed(words, order[starts[first] : starts[end]], starts[first : end + 1] - starts[first])
        for first, end in stretches(starts, STRETCH)
    ]
    postings = running(_joined(packed, "counts"))
    container.add(f"{field}.posting_starts", narrow(postings))
    container.add(f"{field}.firsts", narrow(_joined(packed, "firsts")))
    container.add(f"{field}.gaps", _joined(packed, "gaps", np.uint8))
    container.add(f"{field}.gap_starts", narrow(running(_joined(packed, "gap_sizes"))))
    names = ("freqs", "freq_starts", "large_at", "large")
    told = running(_joined(packed, "told"))
    _write_split(
        container, [f"{field}.{name}" for name in names], [p.frequencies for p in packed], told
    )
    names = ("positions", "position_starts", "high_at", "high")
    _write_split(
        container, [f"{field}.{name}" for name in names], [p.positions for p in packed], starts
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Packed:
    """The postings of some terms, one term after the other; as in layout.py, but counts for
    starts."""

    counts: Numbers
    firsts: Numbers
    gaps: Numbers
    gap_sizes: Numbers
    told: Numbers
    """How many frequencies each term has."""
    frequencies: Split
    positions: Split


def _packed(words: FieldWords, order: NDArray[np.int64], starts: Numbers) -> _Packed:
    """Pack the words at these places, those of term i at ``order[starts[i]:starts[i + 1]]``."""
    documents = words.documents[order]
    first = np.ones(len(order), np.bool_)
    np.not_equal(documents[1:], documents[:-1], out=first[1:])
    first[starts[:-1]] = True
    begin = np.flatnonzero(first)
    postings = np.searchsorted(begin, starts)
    counts = np.diff(postings)
    gaps = pack_gaps(documents[begin], postings)
    told = np.where(counts != np.diff(starts), counts, 0)
    frequencies = np.diff(begin, append=len(order))[np.repeat(told > 0, counts)]
    return _Packed(
        counts=counts,
        firsts=gaps.firsts,
        gaps=gaps.gaps,
        gap_sizes=np.diff(gaps.starts),
        told=told,
        frequencies=split_large(frequencies),
        positions=split_high(words.positions[order]),
    )


def _joined(packed: Sequence[_Packed], name: str, kind: Any = np.int64) -> Numbers:
    return joined([getattr(each, name) for each in packed], kind)


def _write_split(
    container: ContainerWriter, names: Sequence[str], splits: Sequence[Split], starts: Numbers
) -> None:
    """Write bytes one after the other, where those of each term start, and what did not go into
    the bytes: its place in all, and the number."""
    low, low_starts, more_at, more = names
    container.add(low, joined([each.low for each in splits], np.uint8))
    container.add(low_starts, narrow(starts))
    bases = running(np.array([len(each.low) for each in splits], np.int64))
    places = [each.at + base for each, base in zip(splits, bases[:-1], strict=True)]
    container.add(more_at, narrow(joined(places, np.int64)))
    container.add(more, narrow(joined([each.more for each in splits], np.int64)))


def stable_order(numbers: Numbers, size: int) -> NDArray[np.int64]:
    """Return the order in which numbers from 0 to below ``size`` ascend; equal ones stay so."""
    order = np.argsort(numbers.astype(np.uint16, copy=False), kind="stable")
    if size > 1 << TWO_BYTES:
        above = (numbers >> TWO_BYTES).astype(np.uint16)
        order = order[np.argsort(above[order], kind="stable")]
    return order


def write_surfaces(
    container: ContainerWriter, forms: Sequence[bytes], fields: Sequence[FieldWords], stems: Numbers
) -> None:
    """Write the forms of some fields; ``stems`` gives each form's stem number in TEXT."""
    counts = np.zeros(len(forms), np.int64)
    for words in fields:
        counts += _counts(words, len(forms))
    used = np.flatnonzero(counts)
    listed = [forms[number] for number in used.tolist()]
    order = ascending(listed)
    blob, starts = pack_words(listed[place] for place in order.tolist())
    container.add("surface.terms", blob)
    container.add("surface.term_starts", starts)
    container.add("surface.counts", narrow(counts[used[order]]))
    container.add("surface.stems", stems[used[order]].astype(np.uint32))

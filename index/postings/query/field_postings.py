"""The postings of one field in one segment, as arrays.

What the container holds (see layout.py) is packed; here it becomes, term by term:

    toll    documents    3   4   9        int32, ascending
            frequencies  1   2   1        None where all are 1
            positions    7   0   9   3    of document 3, then of 4, then of 9

Reading a term takes a nanosecond or two for each posting, and what was read lately is kept. The
numbers come from a file, so all are checked before they are used as places: a torn one raises
IndexUnusable, and no document outside the segment is ever returned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

from index.postings.errors import noticing_damage
from index.postings.format.packing import (
    MOST,
    gather,
    join_high,
    join_large,
    running,
    term_documents,
)
from index.postings.format.vocabulary import Vocabulary
from index.postings.query.kept import Kept
from index.postings.query.ranks import Bits
from index.postings.query.several import Several, counts_of, read_several
from index.postings.query.workspace import Documents, Rows, Scratch, Sifted, find

KEPT_BYTES = 96_000_000
"""Memory for postings that were read lately and what was worked out of them, over all segments."""

KEPT_NUMBERS = 8192
"""Terms of a field whose numbers are remembered."""

DENSE = 32
"""A term that is in one of so many documents is frequent: it is known of all documents whether they
have it."""

SMALL = 1 << 17
"""Documents of a segment where that is the low frequency in each of them; in a larger one a bit."""

MOST_INT32 = 2**31 - 1

LENGTHS = np.array([max(1, byte_to_length(byte)) for byte in range(256)], np.float32)
"""A field's length in words by the byte that Whoosh keeps of it (exact up to 10, then about)."""


@dataclass(frozen=True, slots=True, eq=False)
class SegmentPart:
    """One segment of an index: its container, its first document's number over the whole index,
    and how many documents it has."""

    container: Mapping[str, NDArray[Any]]
    base: int
    size: int


class FieldPostings:
    """Reads the postings of a field. Terms go by their numbers in ``vocabulary``.

    Raises IndexUnusable where the file is torn. Not for use from two threads at once.
    """

    def __init__(
        self,
        container: Mapping[str, NDArray[Any]],
        field: str,
        kept: Kept | None = None,
        scratch: Scratch | None = None,
    ) -> None:
        """``kept`` and ``scratch`` may be shared, the latter with fields of the same segment."""
        with noticing_damage():
            self._arrays = {name: container[f"{field}.{name}"] for name in _NAMES}
            _check_counts(self._arrays)
            self.vocabulary = Vocabulary(self._arrays["terms"], self._arrays["term_starts"])
            self.length_codes: NDArray[np.uint8] = self._arrays["lengths"]
            self.size = len(self.length_codes)
            self.total = int(self._arrays["total"][0])
        self._kept = Kept(KEPT_BYTES) if kept is None else kept
        self._scratch = Scratch(self.size) if scratch is None else scratch
        self._numbers: dict[bytes, int] = {}
        self._known: dict[int, tuple[int, NDArray[np.uint8] | None]] = {}

    @property
    def lengths(self) -> NDArray[np.float32]:
        """The field's length in words in each document, at least 1; shape (documents,)."""
        return LENGTHS.take(self.length_codes)

    def number(self, term: bytes) -> int:
        """Return the number of a term, -1 where it does not occur."""
        found = self._numbers.get(term)
        if found is None:
            with noticing_damage():
                found = self.vocabulary.number(term)
            if len(self._numbers) >= KEPT_NUMBERS:
                self._numbers.clear()
            self._numbers[term] = found
        return found

    def document_frequency(self, number: int) -> int:
        """Return in how many documents a term is, deleted ones included."""
        return self._known_of(number)[0]

    def documents(self, number: int) -> Documents:
        """Return the documents that a term is in, deleted ones included."""
        return self._kept.get((self, "documents", number), lambda: self._read_documents(number))

    def frequencies(self, number: int) -> NDArray[Any] | None:
        """Return how often a term is in each of its documents; None where it is always once."""
        low = self.low_frequencies(number)
        if low is None:
            return None
        with noticing_damage():
            start = int(self._arrays["freq_starts"][number])
            return join_large(low, self._arrays["large_at"], self._arrays["large"], start)

    def low_frequencies(self, number: int) -> NDArray[np.uint8] | None:
        """Return the same in a byte each: 255 where it is 255 or more."""
        return self._known_of(number)[1]

    def frequencies_in(self, number: int, rows: Rows) -> NDArray[np.float32]:
        """Return how often a term is in some of its documents, by their rows."""
        low = self.low_frequencies(number)
        if low is None:
            return np.ones(len(rows), np.float32)
        exact = low.take(rows).astype(np.float32)
        large_at = self._arrays["large_at"]
        if len(large_at):
            large = (exact == MOST).nonzero()[0]
            start = int(self._arrays["freq_starts"][number])
            with noticing_damage():
                at = large_at.searchsorted(rows.take(large).astype(np.int64) + start)
                exact[large] = self._arrays["large"].take(at)
        return exact

    def exact_frequencies(
        self, number: int, some: Documents, low: NDArray[np.uint8]
    ) -> NDArray[np.float32]:
        """Return how often a term is in some documents, given it in a byte each."""
        exact = low.astype(np.float32)
        if len(self._arrays["large_at"]):
            large = (low == MOST).nonzero()[0]
            if len(large):
                rows = self.rows(number, some.take(large))
                exact[large] = self.frequencies_in(number, rows)
        return exact

    # -- which of some documents have a term -------------------------------------------------

    def there(self, number: int, some: Documents) -> NDArray[np.bool_]:
        """Tell which of some documents, ascending, have a term."""
        if not self._is_frequent(number):
            return self._scratch.among(some, self.documents(number))
        if self.size <= SMALL:
            return self._dense(number).take(some).astype(np.bool_)
        return self._bits(number).there(some)

    def sift(self, number: int, some: Documents) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
        """Return the places in ``some``, ascending, of documents that have a term, and how often
        each has it, in a byte."""
        if self.size <= SMALL and self._is_frequent(number):
            low = self._dense(number).take(some)
            places = low.astype(np.bool_).nonzero()[0]
            return places, low.take(places)
        places, rows = self._sift_rows(number, some)
        known = self.low_frequencies(number)
        return places, np.ones(len(rows), np.uint8) if known is None else known.take(rows)

    def _sift_rows(self, number: int, some: Documents) -> Sifted:
        if not self._is_frequent(number):
            return self._scratch.sift(some, self.documents(number))
        bits = self._bits(number)
        places = bits.there(some).nonzero()[0]
        return places, bits.rows(some.take(places))

    def rows(self, number: int, some: Documents) -> Rows:
        """Return the rows of some documents, ascending, that all have a term, among its own."""
        if not self._is_frequent(number):
            return self._scratch.rows(some, self.documents(number))
        return self._bits(number).rows(some)

    def _is_frequent(self, number: int) -> bool:
        return self.document_frequency(number) * DENSE >= self.size

    def _dense(self, number: int) -> NDArray[np.uint8]:
        """Return the low frequencies of a term over all documents."""

        def make() -> NDArray[np.uint8]:
            low = self.low_frequencies(number)
            dense = np.zeros(self.size, np.uint8)
            dense[self.documents(number).astype(np.intp)] = 1 if low is None else low
            return dense

        return self._kept.get((self, "dense", number), make)

    def _bits(self, number: int) -> Bits:
        def make() -> NDArray[np.uint32]:
            return Bits.made(self.documents(number), self._scratch)

        return Bits(self._kept.get((self, "bits", number), make, effort=4))

    # -- positions ---------------------------------------------------------------------------

    def positions(self, number: int) -> NDArray[np.int32]:
        """Return where a term stands in its first document, then in its second, and so on."""
        with noticing_damage():
            start, count = self._stretch("positions", "position_starts", number)
            if count != int(self._position_starts(number)[-1]):
                raise ValueError("positions are missing")
            low = self._arrays["positions"][start : start + count]
            return join_high(low, self._arrays["high_at"], self._arrays["high"], start)

    def first_positions(
        self, number: int, rows: Rows
    ) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
        """Return the low byte of a term's first position in some of its documents, and in which of
        these it stands only once."""
        low = self.low_frequencies(number)
        with noticing_damage():
            start, count = self._stretch("positions", "position_starts", number)
            positions = self._arrays["positions"][start : start + count]
            if low is None:
                return positions.take(rows), np.ones(len(rows), np.bool_)
            first = self._position_starts(number).take(rows)
            return positions.take(first), low.take(rows) == 1

    def places(self, number: int, wanted: Documents) -> NDArray[np.int64]:
        """Return where a term stands in ``wanted``, ascending documents that all have it.

        Each place is a row of ``wanted`` << 32 | a position; they ascend.
        """
        names = np.arange(len(wanted), dtype=np.int64) << 32
        return self.places_in(number, self.rows(number, wanted), names)

    def places_in_any(self, number: int, some: Documents) -> NDArray[np.int64]:
        """Return the same for a few ascending documents of which not all need have the term."""
        known, rows = self._sift_rows(number, some)
        return self.places_in(number, rows, known << 32)

    def places_in(self, number: int, rows: Rows, names: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the positions of a term in some of its documents, by their rows, each one with the
        document's name, which is in its upper half already."""
        low = self.low_frequencies(number)
        with noticing_damage():
            start, count = self._stretch("positions", "position_starts", number)
            starts = self._position_starts(number)
            if count != int(starts[-1]):
                raise ValueError("positions are missing")
            at = starts.take(rows)
            if low is not None:
                counts = starts.take(rows + 1) - at
                at, names = gather(at, counts), names.repeat(counts)
            places: NDArray[np.int64] = names | self._arrays["positions"][
                start : start + count
            ].take(at)
            first, end = self._high_positions(start, count)
            if first < end:
                high_at = self._arrays["high_at"][first:end].astype(np.int64) - start
                found, there = find(high_at, at)
                more = self._arrays["high"][first:end][there].astype(np.int64)
                places[found[there]] += more << 8
            return places

    def has_high_positions(self, number: int) -> bool:
        """Tell whether any position of a term is more than a byte."""
        with noticing_damage():
            first, end = self._high_positions(
                *self._stretch("positions", "position_starts", number)
            )
            return first < end

    def _high_positions(self, start: int, count: int) -> tuple[int, int]:
        """Return the stretch of what is above the low bytes of ``count`` positions."""
        high_at = self._arrays["high_at"]
        if not len(high_at):
            return 0, 0
        first, end = high_at.searchsorted((start, start + count)).tolist()
        return first, end

    # -- many terms at once ------------------------------------------------------------------

    def document_frequencies(self, numbers: NDArray[Any]) -> NDArray[np.int64]:
        """Return in how many documents each of some terms is."""
        with noticing_damage():
            return counts_of(self._arrays, numbers, self.size)

    def several(self, numbers: NDArray[Any], counts: NDArray[np.int64]) -> Several:
        """Return the postings of some terms, those first whose gaps are narrow; ``counts`` are
        their document frequencies. Nothing is kept of them."""
        with noticing_damage():
            return read_several(self._arrays, numbers, counts, self.size)

    # -- single terms ------------------------------------------------------------------------

    def _known_of(self, number: int) -> tuple[int, NDArray[np.uint8] | None]:
        """Return a term's document frequency, and its low frequencies where it has any."""
        found = self._known.get(number)
        if found is None:
            with noticing_damage():
                found = self._read_known(number)
            if len(self._known) >= KEPT_NUMBERS:
                self._known.clear()
            self._known[number] = found
        return found

    def _read_known(self, number: int) -> tuple[int, NDArray[np.uint8] | None]:
        starts = self._arrays["posting_starts"]
        count = int(starts[number + 1]) - int(starts[number])
        if not 0 < count <= self.size:
            raise ValueError("no term has so many documents")
        start, length = self._stretch("freqs", "freq_starts", number)
        if length not in (0, count):
            raise ValueError("frequencies are missing")
        low = self._arrays["freqs"][start : start + count]
        if length and not low.min():
            raise ValueError("a term is not in one of its documents")
        return count, low if length else None

    def _read_documents(self, number: int) -> Documents:
        with noticing_damage():
            count = self.document_frequency(number)
            start, length = self._stretch("gaps", "gap_starts", number)
            gaps = self._arrays["gaps"][start : start + length]
            documents = term_documents(int(self._arrays["firsts"][number]), gaps, count)
            if documents[0] < 0 or documents[-1] >= self.size:
                raise ValueError("a document is not in the segment")
            if not (documents[1:] > documents[:-1]).all():
                raise ValueError("documents do not ascend")
            return documents

    def _position_starts(self, number: int) -> NDArray[Any]:
        """Return where each document's positions start among the term's; n + 1 of them."""

        def make() -> NDArray[Any]:
            frequencies = self.frequencies(number)
            if frequencies is None:
                return np.arange(self.document_frequency(number) + 1, dtype=np.int32)
            starts = running(frequencies)
            return starts.astype(np.int32) if starts[-1] <= MOST_INT32 else starts

        return self._kept.get((self, "rows", number), make, effort=2)

    def _stretch(self, name: str, starts_name: str, number: int) -> tuple[int, int]:
        """Return where a term's stretch of the array ``name`` starts, and how long it is."""
        starts = self._arrays[starts_name]
        start, end = int(starts[number]), int(starts[number + 1])
        if not 0 <= start <= end <= len(self._arrays[name]):
            raise ValueError(f"{starts_name} are torn")
        return start, end - start


_NAMES = (
    *("terms", "term_starts", "posting_starts", "firsts", "gaps", "gap_starts", "lengths", "total"),
    *("freqs", "freq_starts", "large_at", "large"),
    *("positions", "position_starts", "high_at", "high"),
)
_PER_TERM = ("term_starts", "posting_starts", "gap_starts", "freq_starts", "position_starts")


def _check_counts(arrays: Mapping[str, NDArray[Any]]) -> None:
    """Raise ValueError where arrays that go together are not of one length."""
    terms = len(arrays["firsts"])
    if any(len(arrays[name]) != terms + 1 for name in _PER_TERM):
        raise ValueError("arrays of different numbers of terms")
    for at, more in (("large_at", "large"), ("high_at", "high")):
        if len(arrays[at]) != len(arrays[more]):
            raise ValueError(f"{at} does not fit {more}")

"""The numbers of words: what texts say, as whole numbers, for many texts at a time.

Texts are cut into pieces (cutting.py), and each piece becomes the numbers of its words. Plain
words, which most pieces are, are looked up all at once (word_slots.py); any other piece is looked
up in a dictionary of those seen before, and a new one is read with the expression that finds words
(analysis.py):

    text     She said: “It’s a long-term plan.”
    pieces   She  said  It’s  a  long  term  plan
    forms    she  said  it    a  long  term  plan
    numbers  0    1     2     3  4     5     6

Every thread has one table, which lives as long as it, so that a word is stemmed and hashed once,
not once an article or a segment. Numbers mean nothing without their table.

Cost: some 50 nanoseconds a word; a form that is new half a microsecond, and two for its stem.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.analysis import forms, make_stem
from index.postings.format.packing import gather, joined, running
from index.postings.format.strings import decoded, encoded
from index.postings.indexing.cutting import cut
from index.postings.indexing.word_slots import LONGEST, WordSlots, keys_in

END = b"\0"
"""Stands behind each text, and nowhere else."""

STRETCH = 1 << 18
"""Bytes of texts that are read at a time."""

KEPT_PIECES = 100_000
"""Pieces in the dictionary; some 15 MB when full. Then it is begun anew; forms keep their numbers.
"""

KEPT_FORMS = 500_000
"""Forms in a table; some 80 MB when full. Then the thread gets a new one."""

_LONGEST_KEPT = 64
"""Bytes of the longest piece that is kept."""

_BEFORE, _BEHIND = b" ", b" " * LONGEST
"""What a stretch of texts is put between."""

_LOWER = bytes(range(256)).lower()
_INSTEAD_OF_END = "\x01"

Numbers = NDArray[np.int32]


class Words(NamedTuple):
    """The numbers of the words of several texts, text by text, and how many words each has."""

    numbers: Numbers
    counts: NDArray[np.int64]


def ended(texts: Iterable[str]) -> bytes:
    """Return texts as the bytes that a table reads."""
    listed = [*texts, ""]
    text = decoded(END).join(listed) if len(listed) > 1 else ""
    return encoded(text)


def without_ends(text: str) -> str:
    """Return a text of the same length and the same words that has no END in it."""
    return text.replace("\0", _INSTEAD_OF_END)


class FormTable:
    """The numbers of folded words, which a word gets when it is first seen and keeps."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.words: list[bytes] = []
        """The forms as they are kept, by number."""
        self._numbers: dict[str, int] = {}
        self._slots = WordSlots()
        self._pieces = _Pieces(self._numbers)
        self._hashes = array("Q")
        self._stems = array("i")
        self._stem_numbers: dict[str, int] = {}
        self._stem_words: list[bytes] = []

    # -- reading ---------------------------------------------------------------------------------

    def read(self, texts: Iterable[bytes]) -> Words:
        """Return the words of texts that :func:`ended` made into bytes."""
        read = [self._read(stretch) for stretch in _stretches(texts)]
        return Words(
            joined([each.numbers for each in read], np.int32),
            joined([each.counts for each in read], np.int64),
        )

    def _read(self, stretch: bytes) -> Words:
        pieces = cut(stretch)
        starts, lengths = pieces.starts, pieces.ends - pieces.starts
        is_plain = pieces.plain & (lengths <= LONGEST)
        plain, others = np.flatnonzero(is_plain), np.flatnonzero(~is_plain)
        read = self._others(stretch, starts.take(others), pieces.ends.take(others))
        counts = np.ones(len(starts), np.int64)
        counts[others] = read.counts
        bounds = running(counts)
        numbers = np.empty(int(bounds[-1]), np.int32)
        numbers[gather(bounds.take(others), read.counts)] = read.numbers
        numbers[bounds.take(plain)] = self._plain(stretch, starts.take(plain), lengths.take(plain))
        self._take_in_new_forms()
        ends = np.flatnonzero(np.frombuffer(stretch, np.uint8) == END[0])
        return Words(numbers, np.diff(bounds[np.searchsorted(starts, ends)], prepend=0))

    def _plain(self, stretch: bytes, starts: NDArray[Any], lengths: NDArray[Any]) -> Numbers:
        """Return the numbers of plain words."""
        folded, known = stretch.translate(_LOWER), self._numbers
        numbers = self._slots.find(keys_in(folded, starts, lengths))
        new = np.flatnonzero(numbers < 0)
        text, starts = str(folded, "latin-1"), starts.take(new)
        bounds = zip(starts.tolist(), (starts + lengths.take(new)).tolist(), strict=True)
        numbers[new] = [known.setdefault(text[start:end], len(known)) for start, end in bounds]
        return numbers

    def _others(self, stretch: bytes, starts: NDArray[Any], ends: NDArray[Any]) -> Words:
        """Return the words of pieces that are not one plain word each."""
        bounds = zip(starts.tolist(), ends.tolist(), strict=True)
        found = [self._pieces[stretch[start:end]] for start, end in bounds]
        numbers = np.frombuffer(b"".join(found), np.int32)
        return Words(
            numbers, np.fromiter(map(len, found), np.int64, len(found)) // numbers.itemsize
        )

    def _take_in_new_forms(self) -> None:
        """Make ready what is known of forms by number, of those that were numbered last."""
        known = len(self.forms)
        new = [*islice(reversed(self._numbers), len(self._numbers) - known)][::-1]
        if new:
            words = encoded("\n".join(new)).split(b"\n")
            self.forms += new
            self.words += words
            self._slots.add(known, words)

    # -- what is known of forms ------------------------------------------------------------------

    def hashes(self, numbers: NDArray[Any]) -> NDArray[np.uint64]:
        """Return a hash of each of some forms that is the same in all tables."""
        new = self.words[len(self._hashes) :]
        digests = b"".join([blake2b(word, digest_size=8).digest() for word in new])
        self._hashes.frombytes(np.frombuffer(digests, "<u8").astype(np.uint64).tobytes())
        found: NDArray[np.uint64] = np.frombuffer(self._hashes, np.uint64)[numbers]
        return found

    def stems(self, numbers: NDArray[Any]) -> Numbers:
        """Return the numbers of the stems of some forms; see :meth:`stem_words`."""
        known = self._stem_numbers
        for form in self.forms[len(self._stems) :]:
            word = make_stem(form)
            number = known.get(word)
            if number is None:
                number = known[word] = len(known)
                self._stem_words.append(encoded(word))
            self._stems.append(number)
        found: Numbers = np.frombuffer(self._stems, np.int32)[numbers]
        return found

    def stem_words(self) -> Sequence[bytes]:
        """Return all stems so far, as they are kept, by number."""
        return self._stem_words


class _Pieces(dict[bytes, bytes]):
    """What each piece has for words: their numbers, as the bytes that they have in an array."""

    def __init__(self, numbers: dict[str, int]) -> None:
        """Take the numbers of forms, to which those of new pieces are added."""
        super().__init__()
        self._numbers = numbers

    def __missing__(self, piece: bytes) -> bytes:
        known = self._numbers
        listed = [known.setdefault(form, len(known)) for form in forms(decoded(piece))]
        numbers = np.array(listed, np.int32).tobytes()
        if len(piece) <= _LONGEST_KEPT:
            if len(self) >= KEPT_PIECES:
                self.clear()
            self[piece] = numbers
        return numbers


def _stretches(texts: Iterable[bytes]) -> Iterator[bytes]:
    """Put texts together, so many that they are worth a stretch."""
    gathered: list[bytes] = [_BEFORE]
    size = 0
    for text in texts:
        gathered.append(text)
        size += len(text)
        if size >= STRETCH:
            yield b"".join((*gathered, _BEHIND))
            gathered, size = [_BEFORE], 0
    if size:
        yield b"".join((*gathered, _BEHIND))


_tables = threading.local()


def form_table() -> FormTable:
    """Return this thread's table; a new one where the old one is full."""
    table: FormTable | None = getattr(_tables, "table", None)
    if table is None or len(table.forms) > KEPT_FORMS:
        table = _tables.table = FormTable()
    return table

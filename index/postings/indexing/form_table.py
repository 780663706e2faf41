"""The numbers of words: what a text says, as whole numbers, for a look-up a word.

A text is cut at its white space, which is the quickest cut there is, and each piece, as it stands
there with its marks, is looked up in a table of pieces seen before:

    text     She said: “It’s a long-term plan.”
    pieces   She   said:   “It’s   a   long-term   plan.”
    forms    she   said    it      a   long term   plan
    numbers  0     1       2       3   4 5         6

Only a piece that is new is read with the expression that finds words (analysis.py). It never looks
across white space, so the words of a text are those of its pieces, one piece after the other.

A piece's numbers are kept as the bytes that they have in an array. So a piece may have any number
of words, none included, and a text is one join of what its pieces have.

Every thread has one table, which lives as long as it, so that a word is folded, stemmed and hashed
once, not once an article or a segment. Numbers mean nothing without their table; what leaves the
process takes the forms along (preparing.py).

Cost: a tenth of a microsecond a word; a piece that is new half of one, a form that is new two.
"""

from __future__ import annotations

import sys
import threading
from array import array
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings.analysis import LONGEST_WORD, forms, make_stem
from index.postings.format.strings import encoded

CUT = "\0"
"""A piece by itself that stands for no word, but for the number APART."""

APART = -1
"""The number of CUT."""

KEPT_PIECES = 300_000
"""Pieces in the table; some 40 MB when full. Then it is begun anew; forms keep their numbers."""

KEPT_FORMS = 500_000
"""Forms in a table; some 80 MB when full. Then the thread gets a new one."""

_AROUND = ".,;:!?()[]\"'“”‘’…–—"
"""Marks that may stand around a word of plain letters and digits without being a part of it."""

_INSTEAD_OF_CUT = "\x01"

Numbers = NDArray[np.int32]


class FormTable:
    """The numbers of folded words, in the order in which they were first seen."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self._pieces = _Pieces(self._number)
        self._numbers: dict[str, bytes] = {}
        self._hashes = array("Q")
        self._stems = array("i")
        self._stem_numbers: dict[str, int] = {}
        self._stem_words: list[bytes] = []

    def read(self, text: str) -> bytes:
        """Return the numbers of the words of ``text`` as the bytes of an array of int32.

        CUT stands for APART where it is a piece by itself.
        """
        pieces = text.split()
        if len(pieces) < 2:
            return b"".join(map(self._pieces.__getitem__, pieces))
        return b"".join(itemgetter(*pieces)(self._pieces))

    def number(self, listed: Iterable[str]) -> Numbers:
        """Return the numbers of some forms; shape (n,)."""
        return as_numbers(b"".join(map(self._number, listed)))

    def _number(self, form: str) -> bytes:
        packed = self._numbers.get(form)
        if packed is None:
            packed = self._numbers[form] = _packed(len(self.forms))
            self.forms.append(form)
        return packed

    def hashes(self, numbers: NDArray[Any]) -> NDArray[np.uint64]:
        """Return a hash of each of some forms that is the same in all tables."""
        for form in self.forms[len(self._hashes) :]:
            digest = blake2b(encoded(form), digest_size=8).digest()
            self._hashes.append(int.from_bytes(digest, "little"))
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


class _Pieces(dict[str, bytes]):
    """What each piece has for words: their numbers as bytes."""

    def __init__(self, number: Any) -> None:
        super().__init__({CUT: _packed(APART)})
        self._number = number

    def __missing__(self, piece: str) -> bytes:
        word = piece.strip(_AROUND)
        if word.isalnum() and word.isascii() and len(word) <= LONGEST_WORD:
            numbers: bytes = self._number(word.lower())
        else:
            numbers = b"".join(map(self._number, forms(piece)))
        if len(piece) <= LONGEST_WORD:
            if len(self) > KEPT_PIECES:
                self.clear()
                self[CUT] = _packed(APART)
            self[piece] = numbers
        return numbers


def without_cuts(text: str) -> str:
    """Return a text of the same length and the same words in which CUT does not occur."""
    return text.replace(CUT, _INSTEAD_OF_CUT)


def _packed(number: int) -> bytes:
    return number.to_bytes(4, sys.byteorder, signed=True)


def as_numbers(packed: bytes) -> Numbers:
    """Return what :meth:`FormTable.read` returned as an array that cannot be written."""
    return np.frombuffer(packed, np.int32)


_tables = threading.local()


def form_table() -> FormTable:
    """Return this thread's table; a new one where the old one is full."""
    table: FormTable | None = getattr(_tables, "table", None)
    if table is None or len(table.forms) > KEPT_FORMS:
        table = _tables.table = FormTable()
    return table

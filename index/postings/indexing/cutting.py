"""Where words stand in the bytes of a text, for a whole stretch of texts at a time.

Most words of a text are plain: letters and digits of ASCII between gaps, whatever the gaps are made
of. Only what may be a word in another way needs the expression that finds words (analysis.py), and
that is known by a mark or a letter beyond ASCII inside it:

    text      She said: “It’s a long-term plan.”
    gaps         .    ...    . .    .    .    ..      a full stop is one at the end of a piece
    pieces    She said    It’s a long term plan
    plain     yes yes     no   yes   and so on

A gap is a byte at which no word ends otherwise than at a space: white space and most marks. A full
stop, a comma or an apostrophe may stand inside a word (`U.S.`, `1,000`), so it is a gap only beside
another one. A piece has all the words that the whole text has there, since no word goes across a
gap, and the expression looks no further than a mark and a letter behind.

Cost: some passes over the bytes, two or three nanoseconds for each, and none over characters.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

GAP, LETTER, MARK, OTHER = range(4)

_INNER_MARKS = b".,'"
"""Marks of ASCII that may stand inside a word."""


def _kind(code: int) -> int:
    letter = chr(code)
    if code >= 0x80 or letter == "_":
        return OTHER
    if letter.isalnum():
        return LETTER
    return MARK if code in _INNER_MARKS else GAP


_KINDS = bytes(map(_kind, range(256)))

_PUNCTUATION = (0xE2, 0x80)
"""The first two of the three bytes of U+2000 to U+203F: spaces, dashes, quotation marks."""

_JOINERS = (0x8C, 0x8D)
_APOSTROPHE = 0x99
"""The third byte of those that may stand inside a word."""

ROUNDS = 2
"""So many marks side by side are taken off a word; with more it is not plain."""

Numbers = NDArray[Any]


class Pieces(NamedTuple):
    """Where pieces start and end, in bytes, ascending; and which of them are plain words."""

    starts: Numbers
    ends: Numbers
    plain: NDArray[np.bool_]


def cut(content: bytes) -> Pieces:
    """Cut UTF-8 that begins and ends with a space or another gap into its pieces."""
    kinds = np.frombuffer(bytearray(content.translate(_KINDS)), np.uint8)
    marks = np.flatnonzero(kinds == MARK)
    apostrophes = _open_punctuation(np.frombuffer(content, np.uint8), kinds)
    for _ in range(ROUNDS):
        marks = _open_beside_gaps(kinds, marks, 1)
        apostrophes = _open_beside_gaps(kinds, apostrophes, 3)
    solid = kinds != GAP
    borders = np.flatnonzero(solid[1:] != solid[:-1])
    borders += 1
    starts, ends = borders[::2].copy(), borders[1::2].copy()
    odd = kinds > LETTER
    odd_runs = np.flatnonzero(odd[1:] > odd[:-1]) + 1
    plain = np.ones(len(starts), np.bool_)
    plain[np.searchsorted(starts, odd_runs, side="right") - 1] = False
    return Pieces(starts, ends, plain)


def _open_punctuation(content: NDArray[np.uint8], kinds: NDArray[np.uint8]) -> Numbers:
    """Make gaps of punctuation beyond ASCII; return where the apostrophes among it are."""
    first, second = _PUNCTUATION
    places = np.flatnonzero(content == first)
    places = places[content[places + 1] == second]
    third = content[places + 2]
    apostrophe = third == _APOSTROPHE
    _open(kinds, places[~apostrophe & ~np.isin(third, _JOINERS)], 3)
    inner: Numbers = places[apostrophe]
    return inner


def _open_beside_gaps(kinds: NDArray[np.uint8], marks: Numbers, width: int) -> Numbers:
    """Make gaps of marks of so many bytes that stand beside one; return where the others are."""
    beside = (kinds[marks - 1] == GAP) | (kinds[marks + width] == GAP)
    _open(kinds, marks[beside], width)
    left: Numbers = marks[~beside]
    return left


def _open(kinds: NDArray[np.uint8], places: Numbers, width: int) -> None:
    for byte in range(width):
        kinds[places + byte] = GAP

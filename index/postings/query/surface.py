"""From how words begin, as people write them, to stems: in one segment, by numbers.

    tolled*    surface form    tolled   tolledge         their stems     toll   tolledg
               stem number       812       814           in TEXT          812      814

Nothing is made into a string: a beginning is a range of forms, and the numbers of their stems stand
side by side. Only forms that are in no text, but in speakers' names, have their stems worked out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.analysis import stem
from index.postings.format.layout import NO_STEM
from index.postings.format.strings import decoded, encoded
from index.postings.format.vocabulary import Vocabulary
from index.postings.query.workspace import each_once
from index.postings.schema import TEXT


class StemsBegun(NamedTuple):
    """The stems of forms that begin alike: numbers in the TEXT of the segment, ascending, and those
    that are in no text."""

    numbers: NDArray[np.int64]
    others: list[bytes]


class Surface:
    """The surface forms of a segment and their stems. Raises ValueError where they are torn."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Take the arrays of the segment's container."""
        self.words = Vocabulary(arrays["surface.terms"], arrays["surface.term_starts"])
        self._stems = arrays["surface.stems"]
        self.roots = Vocabulary(arrays[f"{TEXT}.terms"], arrays[f"{TEXT}.term_starts"])
        if len(self._stems) != len(self.words):
            raise ValueError("surface forms do not fit their stems")

    def begun(self, prefix: bytes) -> StemsBegun:
        """Return the stems of the forms that begin so."""
        forms = self.words.beginning_with(prefix)
        stems = self._stems[forms.start : forms.stop]
        known = stems != NO_STEM
        numbers = each_once(stems.compress(known).astype(np.int64))
        if len(numbers) and numbers[-1] >= len(self.roots):
            raise ValueError("a form has a stem that is not there")
        others = ((~known).nonzero()[0] + forms.start).tolist()
        return StemsBegun(numbers, [stem_of(self.words[number]) for number in others])


def stem_of(form: bytes) -> bytes:
    """Return the stem of a form as it is kept."""
    return encoded(stem(decoded(form)))

"""Merging the surface forms of several segments.

A form stays while its stem has postings left in TEXT or in SPEAKER. That is not quite the forms
that are left: of a deleted article's "tolls" nothing remains, but while another has "toll", the
form stays, and finds that other article. Counts are added up, and so may be too high as well; they
serve to tell frequent forms from rare ones.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from index.postings.format.layout import NO_STEM
from index.postings.indexing import merging_words
from index.postings.indexing.merging_words import (
    MergedField,
    Part,
    Stretch,
    VocabularySpools,
    stretches,
)
from index.postings.indexing.spool import Spools
from index.postings.query.surface import stem_of
from index.postings.schema import SPEAKER


def names_left(parts: Sequence[Part], speaker: MergedField) -> frozenset[bytes]:
    """Return the stems that have postings left in SPEAKER."""
    return frozenset(
        word
        for part, numbers in zip(parts, speaker.numbers, strict=True)
        for word in compress(part.words(SPEAKER, 0, len(numbers)), (numbers != NO_STEM).tolist())
    )


def merge_surface(
    parts: Sequence[Part], text: MergedField, names: Set[bytes], spools: Spools
) -> None:
    """Merge the surface forms.

    ``names`` are the stems left in SPEAKER; ``text`` is the merged TEXT, which watched these.
    """
    words = merging_words.WORDS // len(parts) + 1
    vocabulary = VocabularySpools(spools, "surface")
    counts = spools.begin("surface.counts")
    numbers = spools.begin("surface.stems", "<u4")
    for stretch in stretches(parts, "surface", lambda _, first: first + words):
        count, number = _counts(parts, stretch), _numbers(parts, text.numbers, stretch)
        alive = number != NO_STEM
        for place in np.flatnonzero(~alive).tolist():
            word = stem_of(stretch.words[place])
            alive[place] = word in names
            number[place] = text.watched.get(word, NO_STEM)
        vocabulary.append(list(compress(stretch.words, alive.tolist())))
        counts.append(count[alive])
        numbers.append(number[alive])


def _counts(parts: Sequence[Part], stretch: Stretch) -> NDArray[np.int64]:
    total = np.zeros(len(stretch.words), np.int64)
    for part, (first, end), places in zip(parts, stretch.ranges, stretch.places, strict=True):
        total[places] += part.container["surface.counts"][first:end]
    return total


def _numbers(
    parts: Sequence[Part], text: Sequence[NDArray[np.uint32]], stretch: Stretch
) -> NDArray[np.uint32]:
    """Return the number of each form's stem in the merged TEXT, as far as a part knew it."""
    numbers = np.full(len(stretch.words), NO_STEM, np.uint32)
    for part, new, (first, end), places in zip(
        parts, text, stretch.ranges, stretch.places, strict=True
    ):
        old = part.container["surface.stems"][first:end]
        known = np.append(new, np.uint32(NO_STEM))[np.minimum(old, len(new))]
        numbers[places] = np.minimum(numbers[places], known)
    return numbers

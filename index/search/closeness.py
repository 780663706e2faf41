"""How near the words of a query stand to each other in a passage.

People type two words and mean one thing: "harbour toll". A passage that has them side by side, in
that order, is about that thing; one that has them twelve words apart perhaps is not. So each pair
of neighbours of the query is looked up in the passage, and what counts is how many places the
second word is away from where it would stand if the passage had the words as they were typed:

    typed        harbour toll                   places off   closeness
    passage  the harbour toll rose                   0          1
             the harbour  new toll                   1          1/2
             a   toll  in  the  harbour              4          1/5

A word that was typed between the two and is not asked for ("bank of england") keeps its place free.
Of a word that stands there several times the best fit counts; the closeness of a passage is the
mean over the pairs. A word that is in the speaker's name stands nowhere near the words of the
quote, and yet belongs to all of them: "venn toll" finds what Venn said of tolls. Where all words
are in the speaker's name, a name was typed, and the quote is by whom it names.

Only the passages that are about to be shown are looked at, a thousand or so, so this costs a
fraction of a millisecond a word. As a part of the query, closeness would cost a phrase over all
documents for each pair.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.schema import SPEAKER, TEXT

FAR = 1_000
"""Places off that count as nothing at all; another passage is farther away than that."""

SAID = 0.5
"""Closeness of a word in a quote to a word in the name of its speaker."""

MAX_PAIRS = 8
"""Pairs of neighbours looked at: of a long query the first ones say what it is about."""

MAX_ALTERNATIVES = 8
"""Stems looked at for a word that stands for many: the likeliest ones."""

Places = NDArray[np.int64]
"""Where a word stands: ``row << 32 | position``, ascending; rows count the passages looked at."""

Factors = NDArray[np.float32]


class Near(NamedTuple):
    """How near the words stand in each passage (0 to 1; 1 is: all of them as they were typed), and
    in which ones all of them are in the speaker's name; both of shape (rows,)."""

    close: Factors
    named: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Slot:
    """A word of a query: the stems that it may be, likeliest first, and where it was typed."""

    stems: tuple[str, ...]
    place: int

    @property
    def likeliest(self) -> tuple[str, ...]:
        """The stems that are worth a look: MAX_ALTERNATIVES at most."""
        return self.stems[:MAX_ALTERNATIVES]


class _Found:
    """Where a slot's word stands in the passages, in their text and in their speakers' names."""

    def __init__(self, slot: Slot, places: Callable[[str, str], Places], rows: int) -> None:
        self.place = slot.place
        self.text = _together([places(TEXT, stem) for stem in slot.likeliest])
        self.speaker = _together([places(SPEAKER, stem) for stem in slot.likeliest])
        self.written = _rows_of(self.text, rows)
        self.said = _rows_of(self.speaker, rows)


def closeness(slots: Sequence[Slot], places: Callable[[str, str], Places], rows: int) -> Near:
    """Look for two or more words in ``rows`` passages; ``places`` tells where a stem stands in a
    field."""
    total = np.zeros(rows, np.float32)
    found = [_Found(slot, places, rows) for slot in slots[: MAX_PAIRS + 1]]
    for first, second in pairwise(found):
        gap = second.place - first.place
        near = np.maximum(
            pair_closeness(first.text, second.text, gap, rows),
            pair_closeness(first.speaker, second.speaker, gap, rows),
        )
        beside = (first.said & second.written) | (first.written & second.said)
        total += np.maximum(near, np.where(beside, np.float32(SAID), np.float32(0)))
    named = np.logical_and.reduce([each.said for each in found])
    return Near(total / np.float32(len(found) - 1), named)


def pair_closeness(first: Places, second: Places, gap: int, rows: int) -> Factors:
    """Return for each row how near ``second`` comes to ``gap`` places behind ``first``: 0 to 1."""
    best = np.zeros(rows, np.float32)
    if not len(first) or not len(second):
        return best
    wanted = first + gap
    behind = np.searchsorted(second, wanted)
    for nearest in (np.maximum(behind - 1, 0), np.minimum(behind, len(second) - 1)):
        off = np.abs(second[nearest] - wanted)
        there = off < FAR
        np.maximum.at(best, first[there] >> 32, (1 / (1 + off[there])).astype(np.float32))
    return best


def _together(parts: Sequence[Places]) -> Places:
    if len(parts) == 1:
        return parts[0]
    return np.sort(np.concatenate(parts)) if parts else np.empty(0, np.int64)


def _rows_of(places: Places, rows: int) -> NDArray[np.bool_]:
    there = np.zeros(rows, np.bool_)
    there[places >> 32] = True
    return there

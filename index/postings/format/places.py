"""Where numbered things stand in a text, as arrays: made once, for all that is done with them.

    thing     0: 3–7, 20–24    1: 9–15       spans    3 7  20 24  9 15     counts   2 1
    steps     3 4  13 4        9 6           from the end of the span before, and the length

A walk over the spans of an article as objects takes longer than all that is worked out of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.model import Span
from index.postings.format.packing import running


class Places(NamedTuple):
    """Where numbered things stand: start and end of each place, shape (n, 2), those of thing 0
    first; and how many places each thing has."""

    spans: NDArray[np.int32]
    counts: NDArray[np.int32]

    @classmethod
    def of(cls, things: Iterable[Sequence[Span]]) -> Places:
        """Take the places of each thing."""
        listed = list(things)
        counts = np.fromiter(map(len, listed), np.int32, len(listed))
        return cls(offsets([*chain.from_iterable(listed)]), counts)

    def parted(self, things: int) -> tuple[Places, Places]:
        """Return the places of the first so many things, and those of the others."""
        first = int(self.counts[:things].sum())
        return (
            Places(self.spans[:first], self.counts[:things]),
            Places(self.spans[first:], self.counts[things:]),
        )

    def steps(self) -> list[list[int]]:
        """Return the steps of each thing: to each of its spans, and the length of that."""
        borders = self.spans.ravel()
        starts = 2 * running(self.counts)
        firsts = starts[:-1][self.counts > 0]
        steps = borders.copy()
        steps[1:] -= borders[:-1]
        steps[firsts] = borders[firsts]
        listed = steps.tolist()
        return [listed[start:end] for start, end in pairwise(starts.tolist())]


def offsets(spans: Sequence[Span]) -> NDArray[np.int32]:
    """Return starts and ends of spans; shape (n, 2)."""
    found = np.fromiter(chain.from_iterable(spans), np.int32, 2 * len(spans))
    return found.reshape(-1, 2)

"""What matches all, or any, of several parts (see scored.py for what a part answers).

A conjunction asks its smallest part for documents, and the others which of these they have. A union
adds up the scores of all its parts in one pass over an array of all documents; where one part is
much larger than the others, as with a word of the text that is in few names, what the others have
is put in between instead:

    text:toll       1   4   6   9         scores  1.1     0.9     1.3     1.0
    speaker:toll        4     8                         + 2.2         2.0
    either          1   4   6 8 9                 1.1     3.1     1.3 2.0 1.0
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.postings.query.scored import Found, Known, Mask, Step, kept, sifted
from index.postings.query.workspace import Documents, Scored, Scores, Scratch

LARGER = 4
"""A union is merged into its largest part where that is so many times larger than the others."""

HALVING = 16
"""What looking a document up in others costs, against going on by one."""


class Both(Found):
    """What matches all of some parts, with the sum of the scores of the first few of them."""

    def __init__(self, scratch: Scratch, parts: Sequence[Found], scored: int, step: Step) -> None:
        """``scored`` is how many parts count for the score."""
        most = min((part.most for part in parts), default=0)
        positive = all(part.positive for part in parts[:scored])
        super().__init__(scratch, most, positive, any(part.live for part in parts))
        self._parts = parts
        self._scored = [number for number in range(scored) if not parts[number].scoreless]
        self._known: list[Known] = [None] * len(parts)
        self._step = step

    def _all(self) -> Documents:
        if not self._parts:
            return np.empty(0, np.int32)
        documents, self._known = sifted(self._parts, self._step)
        return documents

    def _among(self, some: Documents) -> Mask:
        rows = np.arange(len(some), dtype=np.int32)
        for part in sorted(self._parts, key=lambda part: part.most):
            self._step()
            rows = kept(rows, part.among(some if len(rows) == len(some) else some.take(rows)))
        matching = np.zeros(len(some), np.bool_)
        matching[rows.astype(np.intp) if self._parts else []] = True
        return matching

    def _scores(self, some: Documents) -> Scores:
        scored = [(self._parts[number], self._known[number]) for number in self._scored]
        if some is self._documents:
            return _sum([part.scores_of(some, known) for part, known in scored], len(some))
        return _sum([part.scores(some) for part, _ in scored], len(some))


class Either(Found):
    """What matches any of some parts, with the sum of their scores."""

    def __init__(self, scratch: Scratch, parts: Sequence[Found], step: Step) -> None:
        self._parts = [part for part in parts if part.most]
        self._size = sum(part.most for part in self._parts)
        positive = all(part.positive for part in self._parts)
        live = all(part.live for part in self._parts)
        super().__init__(scratch, min(self._size, scratch.size), positive, live)
        self.runs = sum(part.runs for part in self._parts)
        self._step = step

    def scored(self) -> Scored:
        """Return all that match, with their scores."""
        if len(self._parts) == 1:
            return self._parts[0].scored()
        if not self.positive or not self._parts:
            return super().scored()
        largest, *others = sorted(self._parts, key=lambda part: -part.most)
        if self._is_nearly(largest.most):
            rest = Either(self.scratch, others, self._step)
            return self.scratch.merged(largest.scored(), rest.scored())
        pieces = self.pieces()
        size = sum(len(documents) for documents, _ in pieces)
        return self.scratch.summed(pieces, size, self.runs)

    def _is_nearly(self, largest: int) -> bool:
        """Tell whether looking all others up in the largest part costs less than adding up."""
        others = self._size - largest
        little = others * HALVING < largest + self.scratch.size // 4
        return little and others * LARGER < largest

    def pieces(self) -> list[Scored]:
        """Return all that match, with scores to be added up."""
        found: list[Scored] = []
        for part in self._parts:
            self._step()
            found += part.pieces()
        return found

    def each(self) -> list[Documents]:
        """Return all that match, perhaps several times."""
        found: list[Documents] = []
        for part in self._parts:
            self._step()
            found += part.each()
        return found

    def _all(self) -> Documents:
        if len(self._parts) == 1:
            return self._parts[0].documents()
        each = self.each()
        return self.scratch.union(each, sum(map(len, each)), self.runs)

    def _few(self, some: Documents) -> bool:
        """Tell whether it costs less to ask each part of ``some`` than to take all it has."""
        return len(some) * len(self._parts) < self._size

    def _among(self, some: Documents) -> Mask:
        if not self._few(some):
            return self.scratch.among_any(some, self.each())
        matching = np.zeros(len(some), np.bool_)
        for part in self._parts:
            self._step()
            matching |= part.among(some)
        return matching

    def _scores(self, some: Documents) -> Scores:
        return self._share(some)

    def _share(self, some: Documents) -> Scores:
        if self._few(some):
            return _sum([part.share(some) for part in self._parts], len(some))
        return self.scratch.sums(self.pieces(), some)


class Best(Either):
    """What matches any of some parts, with the highest of their scores."""

    def scored(self) -> Scored:
        """Return all that match, with their scores."""
        return Found.scored(self)

    def pieces(self) -> list[Scored]:
        """Return all that match, with their scores."""
        return Found.pieces(self)

    def _scores(self, some: Documents) -> Scores:
        parts: list[Scored] = []
        for part in self._parts:
            self._step()
            parts.append(part.scored())
        return self.scratch.highest(parts, some)

    def _share(self, some: Documents) -> Scores:
        return Found._share(self, some)


def _sum(parts: Sequence[Scores], size: int) -> Scores:
    if not parts:
        return np.zeros(size, np.float32)
    first, *others = parts
    for other in others:
        first = first + other
    return first

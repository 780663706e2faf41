"""The order of results, of which the best are known at once and the rest when they are asked for.

    hits, by passage number   ──select──>  the best 1,000  ──sort, raise──>  shown now
                                           all others      ──sort──>         when scrolled to

Nobody looks at 400,000 hits, and sorting them takes longer than finding them. Selecting costs two
passes over the leading key: the values are dealt out to a few times as many groups as hits are
wanted, and whatever comes after so many groups' firsts is not among the first.

    values   5 2 9 7 │ 8 6 1 3 │ 9 4 9 5      groups' firsts   5 2 1 3
    2 wanted: 1 and 2 are there, so none above 2 is one of them

Where the leading key has many equal values at the border, the next key decides among those alone,
and so on. What was selected is sorted by all keys, then raised (raising.py), so the best stay in
front of the others, and the list is the same whether it is read from the top or from the end.

By relevance the score decides, then the newer article, then its path, and the place in it. Keys of
articles are ranks of articles, of which there are a twentieth as many as passages.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

BEST = 1_000
"""Hits that are in order from the start: twenty screens, and what raising is worth looking at."""


GROUPS = 4
"""So many times as many groups as hits are wanted: then some 15 in 100 more are looked at again."""


class Order(StrEnum):
    """How results are sorted. By relevance, where nothing has a score, as by article."""

    RELEVANCE = "relevance"
    DATE = "date"
    ARTICLE = "article"
    SPEAKER = "speaker"


Numbers = NDArray[np.int32]
Scores = NDArray[np.float32]
Rows = NDArray[np.int64] | slice
Key = Callable[[Rows], NDArray[Any]]
"""Gives rows what they are sorted by, smallest first; rows count the hits by passage number."""
Raise = Callable[[Numbers, Scores], Scores]
"""Gives passages and their scores, best first, better scores, none below the old one."""


class Ranking:
    """Hits in order. Safe to use from several threads."""

    def __init__(
        self,
        passages: Numbers,
        scores: Scores,
        keys: Sequence[Key],
        raise_best: Raise | None = None,
        best: int = BEST,
    ) -> None:
        """Take passages, ascending, and their scores, both of shape (n,), and what to sort by.

        Where all keys are equal the passage number decides. ``raise_best`` is for an order by
        score: the raised scores of the best decide anew among them, and then the old order.
        """
        self.passages = passages
        self._scores = scores
        self._keys = keys
        self._best = _sorted(keys, select(keys, len(passages), best))
        self._best_scores = scores[self._best]
        if raise_best is not None and len(self._best):
            better = raise_best(passages[self._best], self._best_scores)
            again = np.argsort(-better, kind="stable")
            self._best, self._best_scores = self._best[again], better[again]
        self._rest: NDArray[np.int64] | None = None
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self.passages)

    def __getitem__(self, place: int) -> tuple[int, float]:
        """Return the passage at a place, from 0, and its score."""
        passages, scores = self.at(np.array([place]))
        return int(passages[0]), float(scores[0])

    def at(self, places: NDArray[np.intp]) -> tuple[Numbers, Scores]:
        """Return the passages at these places, and their scores."""
        known = places < len(self._best)
        if known.all():
            return self.passages.take(self._best.take(places)), self._best_scores.take(places)
        rows = np.empty(len(places), np.int64)
        rows[known] = self._best.take(places[known])
        rows[~known] = self._others().take(places[~known] - len(self._best))
        scores = self._scores.take(rows)
        scores[known] = self._best_scores.take(places[known])
        return self.passages.take(rows), scores

    def place_of(self, passage: int) -> int | None:
        """Return at which place a passage is; None where it is no hit."""
        row = int(np.searchsorted(self.passages, passage))
        if row == len(self.passages) or self.passages[row] != passage:
            return None
        found = np.flatnonzero(self._best == row)
        if len(found):
            return int(found[0])
        return len(self._best) + int(np.flatnonzero(self._others() == row)[0])

    def rows(self) -> NDArray[np.int64]:
        """Return the rows of all hits, in order; they count ``passages``."""
        return np.concatenate([self._best, self._others()])

    def scores_of(self, places: NDArray[np.int64]) -> Scores:
        """Return the scores of the hits at these places."""
        scores = np.concatenate([self._best_scores, self._scores[self._others()]])
        found: Scores = scores[places]
        return found

    def _others(self) -> NDArray[np.int64]:
        """Return the rows behind the best ones, in order; sorted at first use."""
        with self._lock:
            if self._rest is None:
                others = np.ones(len(self.passages), np.bool_)
                others[self._best] = False
                self._rest = _sorted(self._keys, np.flatnonzero(others))
            return self._rest


def select(keys: Sequence[Key], size: int, wanted: int) -> NDArray[np.int64]:
    """Return the ``wanted`` (1 or more) first of ``size`` rows by these keys, in any order."""
    if size <= wanted:
        return np.arange(size)
    chosen: list[NDArray[np.int64]] = []
    rows: Rows = slice(None)
    for key in keys:
        values = key(rows)
        likely = first_and_more(values, wanted)
        here = likely if isinstance(rows, slice) else rows[likely]
        values = values[likely]
        border = np.partition(values, wanted - 1)[wanted - 1]
        inside, tied = here[values < border], here[values == border]
        chosen.append(inside)
        wanted -= len(inside)
        rows = tied
        if len(tied) == wanted:
            break
    last = np.arange(size) if isinstance(rows, slice) else rows
    return np.concatenate([*chosen, last[:wanted]])


def first_and_more(values: NDArray[Any], wanted: int) -> NDArray[np.int64]:
    """Return the places, ascending, of the ``wanted`` smallest values, of all that equal the last
    of these, and of a few more."""
    if len(values) <= wanted:
        return np.arange(len(values))
    groups = wanted * GROUPS
    deals = len(values) // groups
    firsts = values[: deals * groups].reshape(deals, groups).min(axis=0) if deals > 1 else values
    return np.flatnonzero(values <= np.partition(firsts, wanted - 1)[wanted - 1])


def _sorted(keys: Sequence[Key], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return rows sorted by the keys, then by themselves."""
    ascending = np.sort(rows)
    if not keys:
        return ascending
    return ascending[np.lexsort([key(ascending) for key in reversed(keys)])]

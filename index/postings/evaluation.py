"""Evaluate a Whoosh query tree: which passages match, and how well (BM25F).

Words go through Whoosh's own matchers, posting by posting. Leaves that are sets already (what the
passage table answered) never enter that loop: in an And they are intersected with numpy, and a
query of sets alone needs no postings at all.

Cost: about a microsecond for each step of each matcher; sets cost microseconds altogether.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.query import And, Every, Not, NullQuery
from whoosh.query.qcore import Query

from index.postings.passage_set import PassageSet

STEPS = 2048
"""Postings between two questions whether the search was cancelled."""

Passages = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Passage numbers, ascending, and their scores; both of shape (n,)."""

    passages: NDArray[np.int32]
    scores: NDArray[np.float32]


def evaluate(
    query: Query, searcher: Any, live: NDArray[np.bool_], cancelled: Callable[[], bool]
) -> Matches:
    """Return all live passages that match ``query``.

    Where ``cancelled`` says so, what was found by then is returned: the caller asks it again.
    """
    known = _as_set(query, live)
    if known is not None:
        return Matches(known, np.zeros(len(known), np.float32))
    words: Sequence[Query] = [query]
    allowed: NDArray[np.bool_] = live
    if isinstance(query, And):
        words, allowed = _split(query, live)
    matches = _match(words[0] if len(words) == 1 else And(list(words)), searcher, cancelled)
    keep = allowed[matches.passages]
    return Matches(matches.passages[keep], matches.scores[keep])


def _as_set(query: Query, live: NDArray[np.bool_]) -> Passages | None:
    """Return what a query of sets alone matches, None where it has words in it."""
    if isinstance(query, PassageSet):
        there = query.within(0, len(live))
        return there[live[there]]
    if isinstance(query, Every) and query.fieldname is None:
        return np.flatnonzero(live).astype(np.int32)
    if query == NullQuery:
        return np.empty(0, np.int32)
    if isinstance(query, Not):
        inner = _as_set(query.query, live)
        if inner is None:
            return None
        mask = live.copy()
        mask[inner] = False
        return np.flatnonzero(mask).astype(np.int32)
    if isinstance(query, And):
        mask = live
        for child in query.subqueries:
            inner = _as_set(child, live)
            if inner is None:
                return None
            mask = mask & _mask(inner, len(live))
        return np.flatnonzero(mask).astype(np.int32)
    return None


def _split(query: And, live: NDArray[np.bool_]) -> tuple[list[Query], NDArray[np.bool_]]:
    """Part an And with words in it into the children with words, and a mask of all the sets."""
    words: list[Query] = []
    allowed = live
    for child in query.subqueries:
        known = _as_set(child, live)
        if known is None:
            words.append(child)
        else:
            allowed = allowed & _mask(known, len(live))
    if all(isinstance(word, Not) for word in words):
        words.append(Every())
    return words, allowed


def _mask(passages: Passages, length: int) -> NDArray[np.bool_]:
    mask = np.zeros(length, np.bool_)
    mask[passages] = True
    return mask


def _match(query: Query, searcher: Any, cancelled: Callable[[], bool]) -> Matches:
    """Walk Whoosh's matcher of each segment to its end."""
    passages: list[int] = []
    scores: list[float] = []
    for leaf, base in searcher.leaf_searchers():
        matcher = query.matcher(leaf, leaf.context())
        steps = 0
        while matcher.is_active():
            passages.append(base + matcher.id())
            scores.append(matcher.score())
            matcher.next()
            steps += 1
            if steps % STEPS == 0 and cancelled():
                break
    return Matches(np.array(passages, np.int32), np.array(scores, np.float32))

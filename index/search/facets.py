"""Counting what the results have: for every actor and topic, how many of the passages carry it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.model import FacetCount
from index.search.facts import Holders, Numbers

MAX_FACETS = 1_000
"""Actors, and topics, that are listed: the most frequent ones. Nobody walks further down."""


def facet_counts(
    holders: Holders, passages: Numbers, label: Callable[[int], str]
) -> tuple[FacetCount, ...]:
    """Return what ``passages`` hold, most frequent first, equal ones by id; no count is 0.

    A passage counts once for each actor (or topic), however often that one is in it.
    """
    if not len(passages) or not holders.size:
        return ()
    counts = holders.counts(passages)
    there = np.flatnonzero(counts)
    frequent = there[np.argsort(-counts[there], kind="stable")][:MAX_FACETS]
    return tuple(FacetCount(each, label(each), int(counts[each])) for each in frequent.tolist())

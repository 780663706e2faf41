"""The postings of many terms of a field, read in one go.

Each term by itself would cost some microseconds of Python. So the gaps of all are picked out of the
container, those of one width together, and added up in one running sum, in which each term starts
anew: what the sum was before it is taken off, and its first document added.

    term   first   gaps      steps     sum      before   documents
    oar      7     2 5       0 2 5     0 2 7       0      7 9 14
    mast     3     1         0 1       7 8         7      3 4

Nothing is kept. Some ten nanoseconds a posting, whatever the terms.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.format.packing import MOST, WIDTHS, gather, running
from index.postings.query.workspace import Documents

Arrays = Mapping[str, NDArray[Any]]
"""What the container holds of a field (see layout.py), without the field's name."""


class Several(NamedTuple):
    """The postings of several terms, one term after the other.

    ``order`` are the rows of the terms in what was asked for, as they stand here; ``counts`` how
    many postings each has. ``frequencies`` are exact.
    """

    order: NDArray[np.intp]
    counts: NDArray[np.int64]
    documents: Documents
    frequencies: NDArray[np.float32]


def counts_of(arrays: Arrays, numbers: NDArray[Any], size: int) -> NDArray[np.int64]:
    """Return in how many of ``size`` documents each of some terms is. ValueError where that cannot
    be."""
    _, counts = _stretches(arrays, "posting_starts", numbers)
    if len(counts) and not 0 < counts.min() <= counts.max() <= size:
        raise ValueError("no term has so many documents")
    return counts


def read_several(
    arrays: Arrays, numbers: NDArray[Any], counts: NDArray[np.int64], size: int
) -> Several:
    """Return the postings of some terms, those first whose gaps are narrow.

    ``counts`` are their document frequencies, and ``size`` is how many documents there are.
    ValueError where the arrays are torn.
    """
    starts, sizes = _stretches(arrays, "gap_starts", numbers, "gaps")
    widths = sizes // np.maximum(counts - 1, 1)
    if (widths * (counts - 1) != sizes).any() or not np.isin(widths, (0, *WIDTHS)).all():
        raise ValueError("the gaps between documents are torn")
    order = widths.argsort(kind="stable")
    numbers, counts, widths = numbers.take(order), counts.take(order), widths.take(order)
    begin = running(counts)
    steps = _steps(arrays["gaps"], starts.take(order), sizes.take(order), widths, begin)
    documents = steps.cumsum(dtype=np.int32)  # may wrap around, and back again
    before = documents.take(begin[:-1])
    before -= arrays["firsts"].take(numbers).astype(np.int32)
    documents -= before.repeat(counts)
    if len(documents) and not 0 <= documents.min() <= documents.max() < size:
        raise ValueError("a document is not in the segment")
    return Several(order, counts, documents, _frequencies(arrays, numbers, counts, begin))


def _steps(
    gaps: NDArray[np.uint8],
    starts: NDArray[np.int64],
    sizes: NDArray[np.int64],
    widths: NDArray[np.int64],
    begin: NDArray[np.int64],
) -> NDArray[np.int32]:
    """Return the steps between the documents of terms, whose postings begin at ``begin``; the first
    step of each is 0.

    Of each term one gap more is picked, that before its own, for the place of its first step.
    """
    steps = np.zeros(begin[-1], np.int32)
    for width in WIDTHS:
        first, end = widths.searchsorted((width, width + 1)).tolist()
        if first < end:
            places = gather(starts[first:end] - width, sizes[first:end] + width)
            steps[begin[first] : begin[end]] = gaps.take(places).view(f"<u{width}")
    steps[begin[:-1]] = 0
    return steps


def _frequencies(
    arrays: Arrays, numbers: NDArray[Any], counts: NDArray[np.int64], begin: NDArray[np.int64]
) -> NDArray[np.float32]:
    starts, sizes = _stretches(arrays, "freq_starts", numbers, "freqs")
    rows = sizes.nonzero()[0]
    starts, sizes = starts.take(rows), sizes.take(rows)
    if (sizes != counts.take(rows)).any():
        raise ValueError("frequencies are missing")
    places = gather(starts, sizes)
    exact = arrays["freqs"].take(places).astype(np.float32)
    if len(arrays["large_at"]):
        large = (exact == MOST).nonzero()[0]
        exact[large] = arrays["large"].take(arrays["large_at"].searchsorted(places.take(large)))
    if len(rows) == len(numbers):
        return exact
    frequencies = np.ones(begin[-1], np.float32)
    frequencies[gather(begin.take(rows), sizes)] = exact
    return frequencies


def _stretches(
    arrays: Arrays, starts_name: str, numbers: NDArray[Any], name: str | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where some terms' stretches of the array ``name`` start, and their lengths."""
    starts = arrays[starts_name].take(numbers).astype(np.int64)
    sizes = arrays[starts_name].take(numbers + 1).astype(np.int64) - starts
    if name is not None and len(sizes):
        end = int((starts + sizes).max())
        if sizes.min() < 0 or starts.min() < 0 or end > len(arrays[name]):
            raise ValueError(f"{starts_name} are torn")
    return starts, sizes

"""Segments made by hand, slowly and in the most obvious way, as layout.py describes them.

The builder and the readers of segments are both tested against what is written here, so nothing of
theirs is used but the container.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.scoring import BM25F
from whoosh.searching import Searcher
from whoosh.util.numeric import length_to_byte

from index.postings.format.container import Container, ContainerWriter
from index.postings.format.layout import WORD_FIELDS
from index.postings.query.codec import ArraySegment
from index.postings.query.evaluation import Evaluator
from index.postings.query.field_postings import SegmentPart
from index.postings.schema import TITLE, make_schema

Document = Mapping[str, Sequence[str]]
"""The words of each field, in order; "" is a place without a word. An article is what has TITLE."""

Postings = dict[bytes, dict[int, list[int]]]
"""Positions by document by term."""


def postings_of(documents: Sequence[Document], name: str) -> Postings:
    """Return where each word of a field stands."""
    found: Postings = {}
    for number, document in enumerate(documents):
        for position, word in enumerate(document.get(name, ())):
            if word:
                found.setdefault(word.encode(), {}).setdefault(number, []).append(position)
    return {term: found[term] for term in sorted(found)}


def write_segment(path: Path, documents: Sequence[Document]) -> Container:
    """Write a container of the documents' words, and open it."""
    with ContainerWriter(path) as writer:
        for name in WORD_FIELDS:
            for array, numbers in _field_arrays(documents, name).items():
                writer.add(f"{name}.{array}", numbers)
        articles = [number for number, each in enumerate(documents) if TITLE in each]
        writer.add("articles.documents", np.array(articles, np.uint32))
    return Container(path)


def _field_arrays(documents: Sequence[Document], name: str) -> dict[str, NDArray[Any]]:
    postings = postings_of(documents, name)
    lengths = [sum(map(bool, document.get(name, ()))) for document in documents]
    terms, term_starts = b"", [0]
    posting_starts, firsts, gaps, gap_starts = [0], [], b"", [0]
    freqs: list[int] = []
    freq_starts = [0]
    positions: list[int] = []
    position_starts = [0]
    for term, places in postings.items():
        terms += term
        term_starts.append(len(terms))
        numbers = list(places)
        posting_starts.append(posting_starts[-1] + len(numbers))
        firsts.append(numbers[0])
        steps = [after - before for before, after in pairwise(numbers)]
        width = 1 if max(steps, default=0) < 1 << 8 else 2 if max(steps) < 1 << 16 else 4
        gaps += b"".join(step.to_bytes(width, "little") for step in steps)
        gap_starts.append(len(gaps))
        counts = [len(each) for each in places.values()]
        if max(counts) > 1:
            freqs += counts
        freq_starts.append(len(freqs))
        for each in places.values():
            positions += each
        position_starts.append(len(positions))
    large = [(at, count) for at, count in enumerate(freqs) if count >= 255]
    high = [(at, place >> 8) for at, place in enumerate(positions) if place >> 8]
    return {
        "terms": np.frombuffer(terms, np.uint8),
        "term_starts": np.array(term_starts, np.uint32),
        "posting_starts": np.array(posting_starts, np.uint32),
        "firsts": np.array(firsts, np.uint32),
        "gaps": np.frombuffer(gaps, np.uint8),
        "gap_starts": np.array(gap_starts, np.uint32),
        "freqs": np.array([min(count, 255) for count in freqs], np.uint8),
        "freq_starts": np.array(freq_starts, np.uint32),
        "large_at": np.array([at for at, _ in large], np.uint32),
        "large": np.array([count for _, count in large], np.uint32),
        "positions": np.array([place & 255 for place in positions], np.uint8),
        "position_starts": np.array(position_starts, np.uint32),
        "high_at": np.array([at for at, _ in high], np.uint32),
        "high": np.array([more for _, more in high], np.uint32),
        "lengths": np.array([length_to_byte(length) for length in lengths], np.uint8),
        "total": np.array([sum(lengths)], np.uint64),
    }


@dataclass
class PlainIndex:
    """Segments in a folder, of which some documents are deleted (by number over all)."""

    folder: Path
    segments: Sequence[Sequence[Document]]
    deleted: Iterable[int] = ()
    parts: list[SegmentPart] = field(default_factory=list)
    known: list[ArraySegment] = field(default_factory=list)

    def __post_init__(self) -> None:
        base = 0
        for number, documents in enumerate(self.segments):
            end = base + len(documents)
            gone = [each - base for each in self.deleted if base <= each < end]
            segment = ArraySegment("plain", len(documents), f"segment{number}", gone)
            container = write_segment(self.folder / segment.file_name, documents)
            self.parts.append(SegmentPart(container, base, len(documents)))
            self.known.append(segment)
            base = end

    @cached_property
    def live(self) -> NDArray[np.bool_]:
        """Which documents are passages that are not deleted."""
        mask = [TITLE not in document for documents in self.segments for document in documents]
        live = np.array(mask, np.bool_)
        live[[number for number in self.deleted if number < len(live)]] = False
        return live

    @cached_property
    def searcher(self) -> Any:
        """Whoosh's searcher over the same segments, through the codec."""
        storage = FileStorage(str(self.folder))
        reader = FileIndex._reader(storage, make_schema(), list(self.known), 1)
        return Searcher(reader, weighting=BM25F)

    @cached_property
    def evaluator(self) -> Evaluator:
        """The evaluator over all segments."""
        return Evaluator(self.parts, lambda: self.live, lambda: self.searcher)

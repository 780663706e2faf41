"""What an index on the disk holds, read without the reader: for tests of what was committed."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.postings.errors import IndexUnusable
from index.postings.format.stores import unpack_text
from index.postings.snapshot.generation import Generation
from index.postings.snapshot.manifest import check_format, latest_generation, read_generation
from index.postings.snapshot.segments import Segment
from index.postings.snapshot.toc import unpack_toc

ATTEMPTS = 100
"""A writer that does nothing but commit may remove the newest generation again and again."""


def committed(directory: Path) -> tuple[int, dict[str, str]]:
    """Return the newest generation's number, and the text of each article by its name.

    All checksums are compared. Raises IndexUnusable, and FileNotFoundError where there is no index.
    """
    check_format(directory)
    for _ in range(ATTEMPTS):
        number = latest_generation(directory)
        if not number:
            raise FileNotFoundError(directory)
        try:
            return number, _articles(directory, number)
        except FileNotFoundError:
            if latest_generation(directory) == number:
                raise
    raise AssertionError("changes faster than it can be read")


def _articles(directory: Path, number: int) -> dict[str, str]:
    manifest, toc = read_generation(directory, number)
    generation = Generation(directory, unpack_toc(toc, number))
    generation.verify()
    texts: dict[str, str] = {}
    for segment in generation.segments:
        for place in np.flatnonzero(segment.articles.live).tolist():
            entry = segment.articles.entry(place, manifest.stamps)
            assert entry.path.stem not in texts
            _check_documents(segment, place, 1 + entry.paragraphs + entry.quotes)
            texts[entry.path.stem] = unpack_text(segment.packets["texts"][place])
    return texts


def _check_documents(segment: Segment, place: int, most: int) -> None:
    """An article's documents are all live, and none of them is another article's."""
    own = segment.arrays["articles.documents"]
    first = int(own[place])
    end = int(own[place + 1]) if place + 1 < len(own) else segment.documents
    if not 1 <= end - first <= most or np.isin(segment.deleted, np.arange(first, end)).any():
        raise IndexUnusable("has an article that is not whole")

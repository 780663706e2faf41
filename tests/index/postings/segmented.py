"""Segments made of articles, without an index around them: for tests of what reads segments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.model import Article, Extraction
from index.postings.format.container import Container
from index.postings.indexing.builder import SegmentBuilder
from index.postings.indexing.preparing import prepare
from index.postings.snapshot.segments import Segments
from tests.index.made import STAMP

Made = tuple[Article, Extraction]


def written(path: Path, articles: Sequence[Made]) -> Container:
    """Write one segment of these articles, and open it."""
    builder = SegmentBuilder()
    for each, extraction in articles:
        builder.add(prepare(each, extraction, STAMP))
    builder.write(path)
    return Container(path)


def segments_of(folder: Path, *parts: Sequence[Made], deleted: Sequence[str] = ()) -> Segments:
    """Make a segment of each part. Of articles whose id is in ``deleted``, those of all parts but
    the last one are deleted."""
    found = []
    for number, part in enumerate(parts):
        container = written(folder / f"{number}.segment", part)
        own = [*container["articles.documents"].tolist(), len(container["kind"])]
        gone = [
            document
            for place, (each, _) in enumerate(part)
            if each.id in deleted and number < len(parts) - 1
            for document in range(own[place], own[place + 1])
        ]
        found.append((f"part-{number}", container, np.array(gone, np.int64)))
    return Segments(found)

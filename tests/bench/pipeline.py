"""The whole pipeline over a folder of real files: read, extract, index."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from index.extraction import extract
from index.model import Article, Extraction
from index.postings import IndexWriter, Stamp
from index.reading import ReadingError, read
from index.reading.discovery import Found, discover
from tests.bench.running import peak_memory


def measure_pipeline(folder: Path) -> None:
    """Read, extract and index a folder in this process; print the processor seconds of each."""
    found = [item for item in discover([folder]) if isinstance(item, Found)]
    started = time.process_time()
    articles = list(_readable(found))
    reading = time.process_time() - started
    size = sum(len(article.text.encode()) for article in articles) / 1e6

    started = time.process_time()
    extractions = [extract(article) for article in articles]
    extracting = time.process_time() - started

    started = time.process_time()
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch) / "index"
        _index(directory, articles, extractions)
        indexing = time.process_time() - started
        on_disk = sum(path.stat().st_size for path in directory.iterdir()) / 1e6

    passages = sum(len(a.paragraphs) for a in articles) + sum(len(e.quotes) for e in extractions)
    print(f"{folder.name}: {len(articles):,} articles, {size:.2f} MB, {passages:,} passages")
    for name, seconds in (("read", reading), ("extract", extracting), ("index", indexing)):
        print(f"{name:28} {seconds:8.2f} s   {size / seconds:8.2f} MB/s")
    print(f"{'indexing rate':28} {passages / indexing:8.0f} passages/s")
    print(f"{'size on disk':28} {on_disk:8.2f} MB  {on_disk / size:8.2f} of the text")
    print(f"{'peak memory':28} {peak_memory() / 1e6:8.0f} MB")


def _readable(found: Iterable[Found]) -> Iterable[Article]:
    """Yield the articles that can be read."""
    for item in found:
        try:
            yield read(item.path)
        except ReadingError as error:
            print(error, file=sys.stderr)


def _index(directory: Path, articles: list[Article], extractions: list[Extraction]) -> None:
    """Write an index in one commit."""
    with IndexWriter(directory) as writer:
        for article, extraction in zip(articles, extractions, strict=True):
            writer.put(article, extraction, Stamp(0, 0))
        writer.commit()

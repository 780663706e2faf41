"""``make bench``: print how long reading, extracting, indexing and searching take here.

    python -m tests.bench [FOLDER] [--rounds N]

Without a folder the bundled corpus is measured. Times are CPU seconds of this process where work
is counted, and wall milliseconds (median and worst) where a person waits. Compare runs as ratios
on one machine.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from index.extraction import extract
from index.model import Article, Extraction
from index.postings import IndexReader, IndexWriter, Stamp
from index.reading import ReadingError, read
from index.reading.discovery import Found, discover
from index.search import search
from seeds import ARTICLES

HITS = 50
"""Hits that are made, texts included, as a screenful and some scrolling would."""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=")
    parser.add_argument("folder", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch) / "index"
        build(options.folder, directory)
        measure_searches(directory, options.rounds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{'peak memory':28} {peak / (1 << 20 if sys.platform == 'darwin' else 1 << 10):8.0f} MB")


def build(folder: Path, directory: Path) -> None:
    """Read, extract and index a folder, and print the rate of each."""
    found = [item for item in discover([folder]) if isinstance(item, Found)]
    started = time.process_time()
    articles = list(readable(found))
    reading = time.process_time() - started
    size = sum(len(article.text.encode()) for article in articles) / 1e6

    started = time.process_time()
    extractions = [extract(article) for article in articles]
    extracting = time.process_time() - started

    started = time.process_time()
    index(directory, articles, extractions)
    indexing = time.process_time() - started

    passages = sum(len(a.paragraphs) for a in articles) + sum(len(e.quotes) for e in extractions)
    on_disk = sum(path.stat().st_size for path in directory.iterdir()) / 1e6
    print(f"{folder.name}: {len(articles):,} articles, {size:.2f} MB, {passages:,} passages")
    for name, seconds in (("read", reading), ("extract", extracting), ("index", indexing)):
        print(f"{name:28} {seconds:8.2f} s   {size / seconds:8.2f} MB/s")
    print(f"{'indexing rate':28} {passages / indexing:8.0f} passages/s")
    print(f"{'size on disk':28} {on_disk:8.2f} MB  {on_disk / size:8.2f} of the text")


def readable(found: Iterable[Found]) -> Iterable[Article]:
    """Yield the articles that can be read."""
    for item in found:
        try:
            yield read(item.path)
        except ReadingError as error:
            print(error, file=sys.stderr)


def index(directory: Path, articles: list[Article], extractions: list[Extraction]) -> None:
    """Write an index in one commit."""
    with IndexWriter(directory) as writer:
        for article, extraction in zip(articles, extractions, strict=True):
            writer.put(article, extraction, Stamp(0, 0))
        writer.commit()


def measure_searches(directory: Path, rounds: int) -> None:
    """Print the time of opening, and of queries made from the index's own most frequent words."""
    show("open", timed(lambda: IndexReader.open(directory).close(), rounds))
    reader = IndexReader.open(directory)
    lexicon = reader.lexicon()
    by_count = sorted(zip(lexicon.counts.tolist(), lexicon.forms, strict=True), reverse=True)
    words = [form for _, form in by_count if len(form) > 4][:40]
    common, second, third, rare = words[0], words[3], words[7], words[-1]
    speaker = max(reader.actors, key=lambda actor: actor.quotes).name
    queries = {
        "everything": "",
        "common word": common,
        "less common word": rare,
        "AND of 2": f"{common} {second}",
        "OR of 3": f"{common} OR {second} OR {third}",
        "phrase": f'"{common} {second}"',
        "prefix of 2 letters": f"{common[:2]}*",
        "one slip": f"{common[:2]}{common[3:]}~",
        "word and speaker": f'{common} by:"{speaker}"',
    }
    for name, query in queries.items():
        show(name, timed(partial(look, reader, query, False), rounds))
    typed = [query[:end] for query in queries.values() for end in range(1, len(query) + 1)]
    waits = [wait for query in typed for wait in timed(partial(look, reader, query, True), 1)]
    show(f"{len(waits)} keystrokes", waits)
    reader.close()


def look(reader: IndexReader, query: str, typing: bool) -> None:
    """Search, and make as many hits as are looked at."""
    search(reader, query, typing=typing)[:HITS]


def timed(work: Callable[[], object], rounds: int) -> list[float]:
    """Return the wall milliseconds of each of some rounds of ``work``."""
    waits = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        waits.append((time.perf_counter() - started) * 1000)
    return waits


def show(name: str, waits: list[float]) -> None:
    """Print the median, the 95th percentile and the worst of some waits."""
    ordered = sorted(waits)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    middle = statistics.median(waits)
    print(f"{name:28} {middle:8.2f} ms median {high:8.2f} p95 {ordered[-1]:8.2f} worst")


if __name__ == "__main__":
    main()

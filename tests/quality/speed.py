"""How fast extraction is, beside the rough study of quotes that it must keep up with.

The study (``quotes_baseline.py`` of the shared folder) finds quotes and speakers only; extraction
finds the actors and candidate topics of an article as well. Both read the same bundled articles in
this process, in turn, one round each, and the best round of each counts: so what else the machine
does meanwhile hurts both alike. Times are of the processor, and of one core.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable, Sequence
from typing import Any

from index.extraction import extract
from index.model import Article
from index.reading import read
from index.workers import collect_seldom
from tests.quality.gold import article_path, gold_files
from tests.quality.polnear import SHARED

STUDY = SHARED / "studies" / "quotes_baseline.py"
ROUNDS = 5


def table() -> dict[str, float]:
    """Return the figures for the table of ``make quality``, in megabytes of text a second.

    Those of the study are left out where the shared folder is not beside the project. As in the
    processes that fill an index, cycles of objects are looked for seldom; this process keeps to
    that afterwards.
    """
    articles = [read(article_path(file)) for file in gold_files()]
    size = sum(len(article.text.encode()) for article in articles) / 1e6
    collect_seldom()
    works: list[Callable[[Article], object]] = [extract]
    if STUDY.is_file():
        works.append(_study())
    ours, *study = (size / seconds for seconds in _best(works, articles))
    figures = {"extraction, MB/s (bundled, one core)": ours}
    for theirs in study:
        figures["study's quotes alone, MB/s"] = theirs
        figures["extraction / study's quotes alone"] = ours / theirs
    return figures


def _best(works: Sequence[Callable[[Article], object]], articles: Sequence[Article]) -> list[float]:
    """Return the seconds of the best round over ``articles`` of each of the ``works``."""
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for number, work in enumerate(works):
            started = time.process_time()
            for article in articles:
                work(article)
            best[number] = min(best[number], time.process_time() - started)
    return best


def _study() -> Callable[[Article], object]:
    """Return the study as a function that reads an article and lists what it finds."""
    found = importlib.util.spec_from_file_location("quotes_baseline", STUDY)
    if found is None or found.loader is None:
        raise ImportError(f"{STUDY}: cannot be loaded")
    module: Any = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return lambda article: list(module.Article(article.text).preds(article.doc))

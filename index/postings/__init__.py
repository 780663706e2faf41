"""The index: passages as Whoosh documents, a table of their properties, and the articles.

Names are imported when they are first asked for: the processes that read and prepare articles need
nothing of what searches.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.postings.errors import IndexBusy, IndexUnusable
    from index.postings.query.evaluation import Matches
    from index.postings.query.passage_set import PassageSet
    from index.postings.reader import IndexReader
    from index.postings.snapshot.article_store import StoredPassage
    from index.postings.snapshot.entries import Entry, Stamp
    from index.postings.snapshot.lexicon import Lexicon
    from index.postings.snapshot.table import PassageTable
    from index.postings.writer import IndexWriter

__all__ = [
    "Entry",
    "IndexBusy",
    "IndexReader",
    "IndexUnusable",
    "IndexWriter",
    "Lexicon",
    "Matches",
    "PassageSet",
    "PassageTable",
    "Stamp",
    "StoredPassage",
]

_HOMES = {
    "Entry": "snapshot.entries",
    "IndexBusy": "errors",
    "IndexReader": "reader",
    "IndexUnusable": "errors",
    "IndexWriter": "writer",
    "Lexicon": "snapshot.lexicon",
    "Matches": "query.evaluation",
    "PassageSet": "query.passage_set",
    "PassageTable": "snapshot.table",
    "Stamp": "snapshot.entries",
    "StoredPassage": "snapshot.article_store",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)

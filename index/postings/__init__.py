"""The index: passages as Whoosh documents, a table of their properties, and the articles."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.postings.article_store import StoredPassage
    from index.postings.entries import Entry, Stamp
    from index.postings.errors import IndexBusy, IndexUnusable
    from index.postings.evaluation import Matches
    from index.postings.lexicon import Lexicon
    from index.postings.passage_set import PassageSet
    from index.postings.reader import IndexReader
    from index.postings.table import PassageTable
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

_HOMES = {  # while the storage is being replaced: each name is imported when it is first asked for
    "Entry": "entries",
    "IndexBusy": "errors",
    "IndexReader": "reader",
    "IndexUnusable": "errors",
    "IndexWriter": "writer",
    "Lexicon": "lexicon",
    "Matches": "evaluation",
    "PassageSet": "passage_set",
    "PassageTable": "table",
    "Stamp": "entries",
    "StoredPassage": "article_store",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"index.postings.{_HOMES[name]}"), name)
    raise AttributeError(name)

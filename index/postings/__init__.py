"""The index: passages as Whoosh documents, a table of their properties, and the articles."""

from __future__ import annotations

import importlib
from typing import Any

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

"""The index: passages as Whoosh documents, a table of their properties, and the articles."""

from index.postings.entries import Entry, Stamp
from index.postings.errors import IndexBusy, IndexUnusable
from index.postings.passage_set import PassageSet
from index.postings.table import PassageTable

__all__ = [
    "Entry",
    "IndexBusy",
    "IndexUnusable",
    "PassageSet",
    "PassageTable",
    "Stamp",
]

"""The index: passages as Whoosh documents, a table of their properties, and the articles."""

from index.postings.entries import Entry, Stamp
from index.postings.errors import IndexBusy, IndexUnusable
from index.postings.evaluation import Matches
from index.postings.passage_set import PassageSet
from index.postings.reader import IndexReader, Lexicon
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
]

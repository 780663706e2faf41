"""Files to articles: one module a format, one registry.

    bytes ── decoding ── plain / markdown / html ── labelling ── Article
                          text and paragraph spans   roles, metadata

``discovery`` lists the files, ``registry`` picks the reader by suffix. Nothing of a file is
deleted: what is no part of the article keeps its place in the text and is tagged.
"""

from index.reading.errors import ReadingError
from index.reading.registry import SUFFIXES, article_id, read

__all__ = ["SUFFIXES", "ReadingError", "article_id", "read"]

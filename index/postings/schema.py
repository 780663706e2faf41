"""The Whoosh schema: what is a document, and which words it has.

There are two sorts of documents. Each passage (a paragraph, or a quote) is one, with its words and,
of a quote, those of its speaker's name. Each article is one too, with the words of its title. The
documents of an article stand together, the article first:

    article A │ paragraph 0 │ paragraph 1 │ … │ quote 0 │ quote 1 │ … │ article B │ paragraph 0 │ …
      title       text          text            text      text            title
                                                speaker   speaker

so that a passage's article is found by looking back, also after segments have been merged, which
keeps the order.

Only what is searched by words is a field. What else there is to know of a document are arrays of
its segment (see layout.py), and an article is found by its id through the catalogue; so no field is
stored, and none has a column.
"""

from __future__ import annotations

from whoosh.fields import FieldType, Schema
from whoosh.formats import Positions

from index.postings.analysis import WordAnalyzer

TEXT = "text"
"""Stems of the passage's words, with positions; passages."""

SPEAKER = "speaker"
"""Stems of the resolved speaker's name, with positions; quotes only."""

TITLE = "title"
"""Stems of the article's title, with positions; articles only."""


def words_field() -> FieldType:
    """Return a scored field of the stems of :mod:`index.postings.analysis`, with positions.

    Its format tells Whoosh that there are positions. How they are kept is the codec's own affair.
    """
    return FieldType(Positions(), WordAnalyzer(stemmed=True), scorable=True)


def make_schema() -> Schema:
    """Return the schema of a new index."""
    return Schema(**{name: words_field() for name in (TEXT, SPEAKER, TITLE)})

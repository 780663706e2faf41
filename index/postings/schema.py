"""The Whoosh schema: what is a document, and which fields it has.

There are two sorts of documents. Each passage (a paragraph, or a quote) is one, with words to
search and a record of what it is. Each article is one too: it has no words, so no query matches
it, and carries the article itself. The documents of an article stand together, the article first:

    article A | paragraph 0 | paragraph 1 | … | quote 0 | quote 1 | … | article B | paragraph 0 | …

so that a passage's article is found by looking back, also after Whoosh has merged segments, which
keeps the order.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, ID, FieldType, Schema
from whoosh.formats import Format

from index.postings.analysis import WordAnalyzer

ARTICLE = "article"
"""The article's id, on every document: what is deleted together."""

TEXT = "text"
"""Stems of the passage's words, with positions."""

SPEAKER = "speaker"
"""Stems of the resolved speaker's name; quotes only."""

TITLE = "title"
"""Stems of the article's title, with positions; on every passage."""

SURFACE = "surface"
"""Folded words of TEXT and SPEAKER, not stemmed, without positions: for prefixes and spelling."""

RECORD = "record"
"""Column: the packed numbers of a document (see records.py)."""

ENTRY = "entry"
"""Column of article documents: the catalogue entry."""

LOCALS = "locals"
"""Column of article documents: local actors and phrases, compressed."""

STORE = "store"
"""Column of article documents: the article with its text, and its quotes, compressed."""

APART = ""
"""A place in a list of terms where no word stands: parts the spans of a split quote, so that no
phrase is found across them."""

POSITION_BYTES = 4
"""Bytes that the position of a word takes in a posting."""


class WordFormat(Format):
    """Postings of terms with how often they occur and, where asked for, at which positions.

    Takes a text, or a list of terms as indexing has already made them (APART marks an empty place).
    Positions are packed as 32-bit integers: an eighth of the time of Whoosh's own pickled ones.
    """

    def __init__(self, positions: bool) -> None:
        super().__init__()
        self.positions = positions
        self.posting_size = -1 if positions else 0

    def word_values(
        self, value: Any, analyzer: Any, **_options: Any
    ) -> Iterable[tuple[Any, int, float, bytes]]:
        """Yield (term, frequency, weight, packed positions) for each different term."""
        terms = analyzer.terms(value) if isinstance(value, str) else value
        return self._located(terms) if self.positions else self._counted(terms)

    def _located(self, terms: Sequence[str]) -> Iterator[tuple[Any, int, float, bytes]]:
        places: dict[str, list[int]] = {}
        for position, term in enumerate(terms):
            if term in places:
                places[term].append(position)
            elif term != APART:
                places[term] = [position]
        for term, found in places.items():
            count = len(found)
            yield term, count, float(count), struct.pack(f"<{count}I", *found)

    def _counted(self, terms: Sequence[str]) -> Iterator[tuple[Any, int, float, bytes]]:
        counts: dict[str, int] = {}
        for term in terms:
            counts[term] = counts.get(term, 0) + 1
        counts.pop(APART, None)
        for term, count in counts.items():
            yield term, count, float(count), b""

    def supports(self, name: str) -> bool:
        """Tell Whoosh whether postings can be read as ``name``: "positions", "frequency"…"""
        return name in ("frequency", "weight") or (name == "positions" and self.positions)

    def decoder(self, name: str) -> Callable[[bytes], Any]:
        """Return the function that reads a posting's value as ``name``."""
        decoders: dict[str, Callable[[bytes], Any]] = {
            "positions": self.decode_positions,
            "frequency": self.decode_frequency,
            "weight": self.decode_weight,
        }
        return decoders[name]

    def decode_positions(self, value: bytes) -> list[int]:
        """Return the positions of a term in a document, ascending."""
        return list(struct.unpack(f"<{len(value) // POSITION_BYTES}I", value))

    def decode_frequency(self, value: bytes) -> int:
        """Return how often a term with positions occurs in a document."""
        return len(value) // POSITION_BYTES

    def decode_weight(self, value: bytes) -> float:
        """Return the frequency as a weight."""
        return float(len(value) // POSITION_BYTES)


def words_field(stemmed: bool, positions: bool) -> FieldType:
    """Return a scored field of the words of :mod:`index.postings.analysis`."""
    return FieldType(WordFormat(positions), WordAnalyzer(stemmed), scorable=True)


_BYTES = VarBytesColumn(allow_offsets=False)
"""Whoosh writes wrong offsets for a column whose last rows have no value (it fills them into an
array that has just been replaced by a wider one); without stored offsets it adds up the lengths."""


def make_schema() -> Schema:
    """Return the schema of a new index."""
    return Schema(
        **{
            ARTICLE: ID(),
            TEXT: words_field(stemmed=True, positions=True),
            SPEAKER: words_field(stemmed=True, positions=True),
            TITLE: words_field(stemmed=True, positions=True),
            SURFACE: words_field(stemmed=False, positions=False),
            **{name: COLUMN(_BYTES) for name in (RECORD, ENTRY, LOCALS, STORE)},
        }
    )

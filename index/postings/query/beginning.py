"""A query for all words that begin so, as people write them.

Fields hold stems, so Whoosh's Prefix would ask how stems begin: "tolled*" would find nothing, and
"policies*" neither. Beginning goes through the surface forms of all segments to their stems
(surface.py), and matches what has one of these:

    tolled*    surface forms   tolled, tolledge    stems   toll, tolledg

The evaluator never makes the list of stems, which may be thousands.
"""

from __future__ import annotations

from typing import Any

from whoosh.matching.mcore import Matcher
from whoosh.query import Or, Term
from whoosh.query.qcore import Query

from index.postings.format.strings import encoded
from index.postings.query.surface import Surface


class Beginning(Query):
    """Matches documents that have in ``fieldname`` the stem of any surface form that begins with
    ``prefix`` (folded), with the sum of the stems' scores, times ``boost``."""

    def __init__(self, fieldname: str, prefix: str, boost: float = 1.0) -> None:
        self.fieldname = fieldname
        self.prefix = prefix
        self.boost = boost

    def _key(self) -> tuple[str, str, float]:
        return self.fieldname, self.prefix, self.boost

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Beginning) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash((Beginning, self._key()))

    def __repr__(self) -> str:
        return f"Beginning({self.fieldname!r}, {self.prefix!r}, boost={self.boost})"

    def __str__(self) -> str:
        return repr(self)

    def is_leaf(self) -> bool:
        """It has no children."""
        return True

    def field(self) -> str:
        """Return the field that its stems are looked for in."""
        return self.fieldname

    def normalize(self) -> Query:
        """Return itself."""
        return self

    def estimate_size(self, ixreader: Any) -> int:
        """Return how many documents there are."""
        count: int = ixreader.doc_count()
        return count

    def estimate_min_size(self, _ixreader: Any) -> int:
        """Return 0: there may be no such word."""
        return 0

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:
        """Return Whoosh's matcher of those stems that the searcher's segment has."""
        stems: set[bytes] = set()
        for leaf, _ in searcher.get_parent().leaf_searchers():
            reader = leaf.reader()
            surface = Surface(reader.codec().container(reader.storage(), reader.segment()))
            begun = surface.begun(encoded(self.prefix))
            stems.update(surface.roots[number] for number in begun.numbers.tolist())
            stems.update(begun.others)
        known = [each for each in sorted(stems) if (self.fieldname, each) in searcher.reader()]
        terms = [Term(self.fieldname, each.decode(), boost=self.boost) for each in known]
        found: Matcher = Or(terms).matcher(searcher, context)
        return found

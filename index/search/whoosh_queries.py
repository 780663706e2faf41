"""Whoosh's queries, put together from parts of which there may be one, or none."""

from __future__ import annotations

from collections.abc import Sequence

from whoosh.query import And as AllOf
from whoosh.query import Or as AnyOf
from whoosh.query import Phrase as SideBySide
from whoosh.query import Query, Term

from index.postings import PassageSet


def nothing() -> Query:
    """Return the query that no passage matches."""
    return PassageSet([])


def any_of(queries: Sequence[Query]) -> Query:
    """Return what matches one of ``queries``; nothing, where there are none."""
    if len(queries) > 1:
        return AnyOf(list(queries))
    return queries[0] if queries else nothing()


def all_of(queries: Sequence[Query]) -> Query:
    """Return what matches all of ``queries``, of which there is one at least."""
    return AllOf(list(queries)) if len(queries) > 1 else queries[0]


def side_by_side(name: str, stems: Sequence[str], boost: float = 1.0) -> Query:
    """Return the query for stems that stand side by side in a field."""
    if len(stems) == 1:
        return Term(name, stems[0], boost=boost)
    return SideBySide(name, list(stems), boost=boost)

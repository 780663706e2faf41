"""Whatever is typed or pasted: no exception, bounded work, and what is cut is said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.query import Query

from index.postings import IndexReader
from index.search import search
from index.search.catalogue import catalogue_of
from index.search.compile import compile_query
from index.search.language import read

NASTY = [
    "(((",
    ")))",
    "(" * 5_000,
    "()" * 2_000,
    '"',
    '""',
    '"' * 99,
    "“”„‟«»",
    "a*",
    "*",
    "**",
    "?",
    "????????",
    "*a*b*c*d*e*f*g*h*",
    "*" * 3_000,
    "-",
    "--",
    "-*",
    "-the",
    "NOT NOT NOT",
    "OR OR OR",
    "AND",
    "the of and in",
    "the",
    "\0",
    "\0toll\0",
    "\ud800",
    "toll\udfff ferry",
    "toll~\ud800",
    "\u202etoll",
    "𝓽𝓸𝓵𝓵",
    "٣٤٥",
    "一二三",
    "e\u0301" * 500,
    "~",
    "toll~~~",
    "0~",
    "by:",
    "by:*",
    'by:"',
    "actor:\0",
    "topic:\ud800",
    "source:(((",
    "in:[",
    "in:" + "*a" * 90,
    "date:9999-99-99",
    "after:0000",
    "kind:",
    "title:*",
    "by:by:by:venn",
    "https://example.org/a?b=c#d",
    "x" * 20_000,
    "é" * 20_000,
    "toll\n\t\r\v\f\x85ferry",
]

LONG = {
    "toll ferry " * 5_000: "only the first 64 words are used",
    "t* f* l* c* h* " * 10: "only the first 2 words with * or ? are used",
    "tlol frery lihgt harbuor " * 16: "only 8 words are looked up by their spelling",
    "by:venn " * 30: "only the first 16 fields are used",
    "-" * 9 + "(" * 50 + "toll": "brackets more than 20 deep are ignored",
    "(toll " * 4_000: "“(” is not closed",
    "?" * 30_000: "only the first 20,000 characters are read",
}


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize("query", NASTY, ids=lambda query: repr(query[:20]))
def test_a_nasty_query_is_answered(reader: IndexReader, query: str, typing: bool) -> None:
    found = search(reader, query, filters=[query[:100]], typing=typing)
    assert len(list(found)) == found.total
    assert all(len(note) < 200 and note.isprintable() for note in found.notes)


@pytest.mark.parametrize("query", LONG, ids=lambda query: repr(query[:20]))
def test_what_is_cut_is_said(reader: IndexReader, query: str) -> None:
    assert LONG[query] in search(reader, query).notes


def leaves(query: Query) -> Iterator[Query]:
    if query.is_leaf():
        yield query
    else:
        for child in query.children():
            yield from leaves(child)


MOST_LEAVES = 64 * 2 * 65 + 16
"""64 words, each in two fields, each for itself and 64 more; and titles."""

PIECES = ["toll", "to", "c*", "*e*", "frery", "frery~", '"tall can', "by:venn", "-", "(", " OR "]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=400), st.booleans())
def test_a_query_never_grows_without_bound(
    reader: IndexReader, pieces: list[str], typing: bool
) -> None:
    query = " ".join(pieces)
    tree = read(query).tree
    compiled = compile_query(tree, catalogue_of(reader), typed=len(query) if typing else None)
    if compiled.query is not None:
        assert sum(1 for _ in leaves(compiled.query)) <= MOST_LEAVES

"""Whoosh reads our segments through the codec as it reads its own."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.matching.mcore import ReadTooFar
from whoosh.query import FuzzyTerm, Phrase, Term, Wildcard
from whoosh.reading import TermNotFound

from index.postings import IndexUnusable
from index.postings.format.layout import SUFFIX
from index.postings.query.codec import ArraySegment
from index.postings.schema import SPEAKER, TEXT, TITLE, make_schema
from tests.index.postings.plain_segments import Document, PlainIndex

FIRST: list[Document] = [
    {TITLE: ["tide", "tables"]},
    {TEXT: ["salt", "rope", "salt"]},
    {TEXT: ["rope", "tide"], SPEAKER: ["ada", "rope"]},
]
SECOND: list[Document] = [{TITLE: ["salt"]}, {TEXT: ["salts", "tide"]}, {TEXT: []}]


@pytest.fixture
def index(tmp_path: Path) -> PlainIndex:
    return PlainIndex(tmp_path, [FIRST, SECOND], deleted=[2])


@pytest.fixture
def reader(index: PlainIndex) -> Any:
    return index.searcher.leaf_searchers()[0][0].reader()


def test_a_segment_survives_whooshs_table_of_contents(tmp_path: Path) -> None:
    storage = FileStorage(str(tmp_path))
    segment = ArraySegment("tales", 90, deleted=[7, 3])
    segment.delete_range(40, 50)
    TOC(make_schema(), [segment], 3).write(storage, "tales")
    [found] = TOC.read(storage, "tales", gen=3, schema=make_schema()).segments
    assert found == segment
    assert found.segment_id() == segment.segment_id()
    assert found.doc_count_all() == 90
    assert found.doc_count() == 78
    assert list(found.deleted_docs()) == [3, 7, *range(40, 50)]
    assert found.list_files(storage) == [segment.segment_id() + SUFFIX]


def test_deleting_does_not_touch_a_copy() -> None:
    segment = ArraySegment("tales", 9)
    copy = pickle.loads(pickle.dumps(segment))
    segment.delete_document(4)
    assert segment.is_deleted(4)
    assert segment.has_deletions()
    assert not segment.is_deleted(5)
    assert not copy.has_deletions()
    segment.delete_document(4, delete=False)
    assert not segment.has_deletions()


def test_segments_have_names_of_their_own() -> None:
    assert ArraySegment("tales").file_name != ArraySegment("tales").file_name


def test_terms_come_in_order_of_field_and_bytes(reader: Any) -> None:
    terms = list(reader.all_terms())
    assert terms == sorted(terms)
    assert list(reader.lexicon(TEXT)) == [b"rope", b"salt", b"tide"]
    assert list(reader.lexicon(SPEAKER)) == [b"ada", b"rope"]
    assert list(reader.expand_prefix(TEXT, "r")) == [b"rope"]
    assert set(reader.indexed_field_names()) == {TEXT, SPEAKER, TITLE}
    assert (TEXT, b"ada") not in reader
    assert (TITLE, b"tide") in reader


def test_what_is_known_of_a_term(reader: Any) -> None:
    info = reader.term_info(TEXT, "salt")
    assert (info.weight(), info.doc_frequency(), info.max_weight()) == (2.0, 1, 2.0)
    assert (info.min_length(), info.max_length(), info.min_id(), info.max_id()) == (3, 3, 1, 1)
    assert reader.frequency(TEXT, "rope") == 2
    assert reader.doc_frequency(TEXT, "rope") == 2
    assert reader.doc_frequency(TEXT, "gull") == 0
    assert [info.doc_frequency() for _, info in reader.iter_from(TEXT, "rope")][:2] == [2, 1]
    with pytest.raises(TermNotFound):
        reader.term_info(TEXT, "gull")


def test_a_cursor_goes_through_the_terms_of_a_field(reader: Any) -> None:
    cursor = reader.cursor(TEXT)
    assert [cursor.first(), cursor.next(), cursor.next(), cursor.next()] == [
        *("rope", "salt", "tide"),
        None,
    ]
    assert not cursor.is_valid()
    assert cursor.term_info() is None
    assert cursor.find("s") == "salt"
    assert cursor.term_info().doc_frequency() == 1


def test_lengths_and_deletions(index: PlainIndex, reader: Any) -> None:
    assert reader.doc_count_all() == 3
    assert reader.doc_count() == 2
    assert reader.is_deleted(2)
    assert reader.doc_field_length(1, TEXT) == 3
    assert reader.doc_field_length(0, TEXT, 1) == 1
    assert reader.field_length(TEXT) == 5
    assert (reader.min_field_length(SPEAKER), reader.max_field_length(SPEAKER)) == (0, 2)
    assert index.searcher.doc_count_all() == 6
    assert index.searcher.avg_field_length(TEXT) == 7 / 6
    assert reader.stored_fields(1) == {}
    assert not reader.has_column(TEXT)


def test_a_matcher_walks_postings(index: PlainIndex) -> None:
    index.known[0].delete_document(2, delete=False)
    leaf = index.searcher.leaf_searchers()[0][0]
    matcher = leaf.postings(TEXT, b"rope")
    assert (matcher.id(), matcher.weight(), matcher.value_as("positions")) == (1, 1.0, [1])
    assert [span.start for span in matcher.spans()] == [1]
    copy = matcher.copy()
    matcher.skip_to(2)
    assert matcher.id() == 2
    assert copy.id() == 1
    assert matcher.value_as("frequency") == 1
    assert matcher.supports("positions")
    assert not matcher.supports("characters")
    matcher.skip_to(1)
    assert matcher.id() == 2
    matcher.next()
    assert not matcher.is_active()
    with pytest.raises(ReadTooFar):
        matcher.next()
    with pytest.raises(ReadTooFar):
        matcher.skip_to(3)
    matcher.reset()
    assert matcher.id() == 1
    salt = leaf.postings(TEXT, b"salt")
    assert (salt.weight(), salt.value_as("positions")) == (2.0, [0, 2])


def test_whooshs_own_search_finds_what_is_there(index: PlainIndex) -> None:
    for query, expected in (
        (Term(TEXT, "tide"), {4}),
        (Term(TITLE, "tide"), {0}),
        (Phrase(TEXT, ["rope", "salt"]), {1}),
        (Wildcard(TEXT, "s?lt*"), {1, 4}),
        (FuzzyTerm(TEXT, "sult", maxdist=2), {1, 4}),
    ):
        results = index.searcher.search(query, limit=10)
        assert {hit.docnum for hit in results} == expected, query
        assert all(hit.score > 0 for hit in results)


def test_a_segment_that_is_shorter_than_it_should_be_is_noticed(tmp_path: Path) -> None:
    index = PlainIndex(tmp_path, [FIRST])
    index.known[0].set_doc_count(4)
    with pytest.raises(IndexUnusable):
        _ = index.searcher

"""What we lean on of Whoosh's inside: whether another version of it would do.

Everything here is about Whoosh; what we make of it has tests of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log
from pathlib import Path
from typing import Any

import pytest
from whoosh.codec.base import Codec, Segment
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import TOC
from whoosh.query import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DisjunctionMax,
    Every,
    FuzzyTerm,
    Not,
    NullQuery,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Require,
    Term,
    TermRange,
    Variations,
    Wildcard,
)
from whoosh.reading import EmptyReader, MultiReader, SegmentReader
from whoosh.scoring import BM25F
from whoosh.searching import Searcher
from whoosh.util.numeric import byte_to_length, length_to_byte

from index.postings.query.codec import ArrayCodec, ArraySegment
from index.postings.query.expansion import meant
from index.postings.query.field_postings import LENGTHS, FieldPostings
from index.postings.query.found_words import K1, B
from index.postings.schema import TEXT, TITLE, make_schema
from tests.index.postings.plain_segments import Document, PlainIndex

WORDS = ("rope", "ropes", "salt", "salted", "salty", "tide", "é", "中文")
DOCUMENTS: list[Document] = [{TITLE: ["log"]}, *({TEXT: [word, "rope"]} for word in WORDS)]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[PlainIndex]:
    index = PlainIndex(tmp_path, [DOCUMENTS, DOCUMENTS[:4]])
    yield index
    index.searcher.close()


def test_query_nodes_say_what_they_are_made_of() -> None:
    salt, rope = Term(TEXT, "salt", boost=2.0), Term(TEXT, "rope")
    assert (salt.fieldname, salt.text, salt.boost) == (TEXT, "salt", 2.0)
    for kind in (And, Or, DisjunctionMax):
        node = kind([salt, rope], boost=3.0)
        assert list(node.subqueries) == [salt, rope]
        assert node.boost == 3.0
    assert Or([salt]).scale is None
    assert Or([salt], scale=0.5).scale == 0.5
    assert DisjunctionMax([salt]).tiebreak == 0.0
    for pair in (AndNot(salt, rope), AndMaybe(salt, rope), Require(salt, rope)):
        assert (pair.a, pair.b) == (salt, rope)
    assert Not(salt).query == salt
    assert ConstantScoreQuery(salt, 4.0).child == salt
    assert ConstantScoreQuery(salt, 4.0).score == 4.0
    assert Every().fieldname is None
    assert Every(TEXT, boost=2.0).boost == 2.0
    phrase = Phrase(TEXT, ["salt", "rope"], slop=2, boost=2.0)
    assert (list(phrase.words), phrase.slop, phrase.boost) == (["salt", "rope"], 2, 2.0)
    assert type(NullQuery) is type(And([]).normalize())


def test_the_least_number_of_parts_that_match_is_not_implemented(index: PlainIndex) -> None:
    """Or takes it, and ignores it, and so do we."""
    parts = [Term(TEXT, "salt"), Term(TEXT, "tide")]
    some, both = (set(Or(parts, minmatch=least).docs(index.searcher)) for least in (0, 2))
    assert some == both
    found = index.evaluator.evaluate(Or(parts, minmatch=2), lambda: False)
    assert set(found.passages.tolist()) == some


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Prefix(TEXT, "salt"), {"salt", "salted", "salty"}),
        (Wildcard(TEXT, "s?lt*"), {"salt", "salted", "salty"}),
        (Wildcard(TEXT, "*e"), {"rope", "tide"}),
        (Regex(TEXT, "salt(y|ed)$"), {"salted", "salty"}),
        (Regex(TEXT, "[^a-z]"), {"é", "中文"}),
        (FuzzyTerm(TEXT, "sal"), {"salt"}),
        (FuzzyTerm(TEXT, "salt", maxdist=2, prefixlength=2), {"salt", "salted", "salty"}),
        (FuzzyTerm(TEXT, "中", prefixlength=0), {"é", "中文"}),
        (Variations(TEXT, "rope"), {"rope", "ropes"}),
        (TermRange(TEXT, "rope", "salted", startexcl=True), {"ropes", "salt", "salted"}),
        (TermRange(TEXT, "salt", "tide", endexcl=True), {"salt", "salted", "salty"}),
        (TermRange(TEXT, "tide", None), {"tide", "é", "中文"}),
    ],
)
def test_queries_for_many_words_find_their_own_in_a_reader(
    index: PlainIndex, query: Any, expected: set[str]
) -> None:
    reader = index.searcher.leaf_searchers()[0][0].reader()
    field = index.searcher.schema[TEXT]
    theirs = {field.from_bytes(field.to_bytes(word)) for word in query._btexts(reader)}
    assert theirs == expected
    vocabulary = FieldPostings(index.parts[0].container, TEXT).vocabulary
    ours = {vocabulary[number].decode() for number in meant(query, vocabulary, make_schema())}
    assert ours == expected


def test_these_queries_have_a_constant_score_unless_they_say_otherwise() -> None:
    for query in (Prefix(TEXT, "s"), Wildcard(TEXT, "s*"), FuzzyTerm(TEXT, "s"), Regex(TEXT, "s")):
        assert query.constantscore
    assert not Variations(TEXT, "s").constantscore
    assert Or.TOO_MANY_CLAUSES == 1024


def test_statistics_count_all_documents_of_all_segments(index: PlainIndex) -> None:
    index.known[0].delete_document(3)
    searcher = index.searcher
    documents = 2 * len(DOCUMENTS) - 5
    assert searcher.doc_count_all() == documents
    assert searcher.doc_frequency(TEXT, "salt") == 2
    assert searcher.idf(TEXT, b"salt") == log(documents / 3) + 1
    assert searcher.avg_field_length(TEXT) == 2 * (len(WORDS) + 3) / documents
    for leaf, _ in searcher.leaf_searchers():
        assert leaf.get_parent() is searcher


def test_the_parameters_of_scores(index: PlainIndex) -> None:
    assert (BM25F().K1, BM25F().B) == (K1, B)
    model: Any = BM25F()
    scorer = model.scorer(index.searcher.leaf_searchers()[0][0], TEXT, b"salt")
    norm = K1 * (1 - B + B * 7 / index.searcher.avg_field_length(TEXT))
    expected = index.searcher.idf(TEXT, b"salt") * (K1 + 1) * 3 / (3 + norm)
    assert scorer._score(3, 7) == pytest.approx(expected)


def test_lengths_are_kept_in_a_byte() -> None:
    for length in (0, 1, 5, 10, 11, 100, 5_000, 10**9):
        code = length_to_byte(length)
        assert 0 <= code <= 255
        assert LENGTHS[code] == max(1, byte_to_length(code))
    assert [byte_to_length(length_to_byte(length)) for length in range(11)] == list(range(11))
    assert (LENGTHS[1:] >= LENGTHS[:-1]).all()


def test_a_table_of_contents_keeps_segments_of_ours(tmp_path: Path) -> None:
    for storage in (FileStorage(str(tmp_path)), RamStorage()):
        segment = ArraySegment("tales", 12, deleted=[4])
        TOC(make_schema(), [segment], 7).write(storage, "tales")
        assert TOC._filename("tales", 7) in storage.list()
        toc = TOC.read(storage, "tales", gen=7, schema=make_schema())
        assert (toc.generation, toc.segments) == (7, [segment])


def test_a_segment_has_an_identifier_and_a_file_name() -> None:
    assert issubclass(ArraySegment, Segment)
    segment = ArraySegment("tales")
    assert segment.segment_id() == f"tales_{segment.segid}"
    assert segment.make_filename(".x") == f"{segment.segment_id()}.x"
    assert segment.segid.isalnum()
    assert not segment.is_compound()


def test_a_reader_asks_the_codec_for_two_readers(index: PlainIndex) -> None:
    assert issubclass(ArrayCodec, Codec)
    storage = FileStorage(str(index.folder))
    for codec in (None, ArrayCodec()):
        reader: Any = SegmentReader(storage, make_schema(), index.known[0], codec=codec)
        assert isinstance(reader.codec(), ArrayCodec)
        assert reader.segment() is index.known[0]
        assert reader.storage() is storage
        assert reader.is_atomic()
        several = Searcher(MultiReader([reader, reader]), weighting=BM25F)
        assert [base for _, base in several.leaf_searchers()] == [0, len(DOCUMENTS)]
        alone = Searcher(reader, weighting=BM25F)
        assert alone.leaf_searchers() == [(alone, 0)]


def test_nothing_is_in_an_empty_reader() -> None:
    searcher: Any = Searcher(EmptyReader(make_schema()), weighting=BM25F)
    assert not len(searcher.search(Term(TEXT, "salt")))


class Unknown(Query):
    """A node that neither we nor Whoosh know: every second document scores 2."""

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        from whoosh.matching import ListMatcher

        return ListMatcher(range(0, searcher.doc_count_all(), 2), all_weights=2.0)


def test_any_query_has_a_matcher_to_be_walked(index: PlainIndex) -> None:
    found = index.evaluator.evaluate(Unknown(), lambda: False)
    assert found.passages.tolist() == [2, 4, 6, 8, 11]
    assert set(found.scores.tolist()) == {2.0}

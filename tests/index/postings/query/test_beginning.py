"""A beginning matches what has the stem of any word that begins so, as people write it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import And, Not, Or, Query, Term
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from index.postings.errors import IndexUnusable
from index.postings.format.layout import ARTICLE_KIND
from index.postings.query.beginning import Beginning
from index.postings.query.codec import ArraySegment
from index.postings.query.evaluation import Evaluator
from index.postings.query.field_postings import SegmentPart
from index.postings.schema import SPEAKER, TEXT, make_schema
from index.postings.snapshot.lexicon import Lexicon
from tests.index.postings.query_trees import Found, thresholds, walked
from tests.index.postings.segmented import Made, written
from tests.index.postings.snapshot.test_lexicon import PREFIXES, parts, said


class Written:
    """Segments of articles; of each, the first documents may be deleted."""

    def __init__(self, folder: Path, pieces: Sequence[Sequence[Made]], gone: int = 0) -> None:
        self._folder = folder
        self._known: list[ArraySegment] = []
        self.parts: list[SegmentPart] = []
        self._live: list[NDArray[np.bool_]] = []
        base = 0
        for number, articles in enumerate(pieces):
            segment = ArraySegment("begun", 0, f"segment{number}", range(gone))
            container = written(folder / segment.file_name, articles)
            size = len(container["kind"])
            segment.set_doc_count(size)
            self._known.append(segment)
            self.parts.append(SegmentPart(container, base, size))
            self._live.append((container["kind"] != ARTICLE_KIND) & (np.arange(size) >= gone))
            base += size

    @cached_property
    def live(self) -> NDArray[np.bool_]:
        """Which documents are passages that are not deleted."""
        return np.concatenate(self._live)

    @cached_property
    def searcher(self) -> Any:
        """Whoosh's searcher over the same segments."""
        reader = FileIndex._reader(FileStorage(str(self._folder)), make_schema(), self._known, 1)
        return Searcher(reader, weighting=BM25F)

    @cached_property
    def evaluator(self) -> Evaluator:
        """The evaluator over all segments."""
        return Evaluator(self.parts, lambda: self.live, lambda: self.searcher)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of all segments."""
        return Lexicon(part.container for part in self.parts)

    def found(self, query: Query) -> Found:
        """Return the scores of what matches."""
        matches = self.evaluator.evaluate(query, lambda: False)
        return dict(zip(matches.passages.tolist(), matches.scores.tolist(), strict=True))

    def expected(self, query: Query) -> Found:
        """Return what Whoosh's matchers find."""
        found = walked(query, self.searcher)
        return {number: score for number, score in found.items() if self.live[number]}


@contextmanager
def index_of(pieces: Sequence[Sequence[Made]], gone: int = 0) -> Iterator[Written]:
    with tempfile.TemporaryDirectory() as folder:
        yield Written(Path(folder), pieces, gone)


@settings(max_examples=30, deadline=None)
@given(parts, st.integers(0, 3), st.integers(0, 7))
def test_a_beginning_is_all_the_stems_of_words_that_begin_so(
    drawn: list[list[tuple[str, str | None]]], gone: int, way: int
) -> None:
    made = [
        [said(f"{n}-{m}", text, speaker) for m, (text, speaker) in enumerate(part)]
        for n, part in enumerate(drawn)
    ]
    with index_of(made, gone) as index, thresholds(way):
        for prefix in PREFIXES:
            stems = index.lexicon.stems_beginning_with(prefix)
            for field in (TEXT, SPEAKER):
                begun = Beginning(field, prefix, boost=0.5)
                one_by_one = Or([Term(field, each, boost=0.5) for each in stems])
                assert index.found(begun) == pytest.approx(index.found(one_by_one), rel=1e-4)
                assert index.found(begun) == pytest.approx(index.expected(begun), rel=1e-4)


FIRST = [
    said("a", "the ferryman tolled twice", None),
    said("b", "a toll is a toll", "Tolliver Oarsman"),
]
SECOND = [said("c", "no toll was paid at the mill", None)]


@pytest.fixture
def index() -> Iterator[Written]:
    with index_of([FIRST, SECOND]) as index:
        yield index


def test_a_stem_may_begin_otherwise_and_stand_in_another_segment(index: Written) -> None:
    assert set(index.found(Beginning(TEXT, "tolle"))) == set(index.found(Term(TEXT, "toll")))
    assert len(index.found(Beginning(TEXT, "tolle"))) == 4
    assert index.found(Beginning(TEXT, "tolls")) == {}


def test_names_of_speakers_are_found_though_no_text_has_them(index: Written) -> None:
    assert set(index.found(Beginning(SPEAKER, "oarsm"))) == set(
        index.found(Term(SPEAKER, "oarsman"))
    )
    assert len(index.found(Beginning(SPEAKER, "tolliver"))) == 1
    assert index.found(Beginning(TEXT, "tolliver")) == {}


def test_a_beginning_is_a_part_like_any_other(index: Written) -> None:
    begun = Beginning(TEXT, "tol")
    both = And([begun, Term(TEXT, "mill")])
    assert index.found(both) == pytest.approx(index.expected(both), rel=1e-4)
    assert len(index.found(both)) == 1
    assert not index.found(And([begun, Not(Beginning(TEXT, "toll"))]))
    for field, prefix in (("nowhere", "to"), (TEXT, "\ud800"), (TEXT, "zz")):
        assert index.found(Beginning(field, prefix)) == {}


def test_beginnings_are_queries() -> None:
    begun = Beginning(TEXT, "tol", boost=2.0)
    assert begun == Beginning(TEXT, "tol", boost=2.0)
    assert hash(begun) == hash(Beginning(TEXT, "tol", boost=2.0))
    assert begun != Beginning(TEXT, "tol")
    assert begun != Beginning(SPEAKER, "tol", boost=2.0)
    assert And([begun, Term(TEXT, "mill")]).normalize() == And([begun, Term(TEXT, "mill")])
    assert begun.field() == TEXT
    assert str(begun) == "Beginning('text', 'tol', boost=2.0)"


def test_torn_stems_are_noticed(index: Written) -> None:
    part = index.parts[0]
    arrays = {name: part.container[name] for name in part.container}
    for stems in (arrays["surface.stems"] + 1000, arrays["surface.stems"][1:]):
        index.parts[0] = SegmentPart({**arrays, "surface.stems": stems}, 0, part.size)
        fresh = Evaluator(index.parts, lambda: index.live, lambda: index.searcher)
        with pytest.raises(IndexUnusable):
            fresh.evaluate(Beginning(TEXT, "tol"), lambda: False)

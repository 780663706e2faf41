"""The table says of every passage what its article says of it, whatever segment it is in."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Extraction, PassageKind, Role
from index.postings.errors import IndexUnusable
from index.postings.format.layout import KINDS
from index.postings.snapshot.segments import Segments
from index.postings.snapshot.table import PassageTable
from tests.index.made import article, harbour, mill
from tests.index.postings.segmented import Made, segments_of

NOTHING = Extraction((), (), ())
PARAGRAPH = KINDS.index(PassageKind.PARAGRAPH)

COLUMNS = (
    *("kind", "live", "article", "paragraph", "last_paragraph", "start", "end", "boilerplate"),
    *("confidence", "digest", "quote", "speaker", "behind", "behind_count", "words", "date"),
)

LISTS = (
    *("actor_base", "phrase_base", "dates", "source_of", "article_documents"),
    *("actor_offsets", "actor_values", "phrase_offsets", "phrase_values"),
)


def note(number: int, source: str | None = None) -> Made:
    body = ("A note", *(f"Gull number {n} came to {number}." for n in range(number % 4)))
    return article(f"note-{number}", body, source=source), NOTHING


@pytest.fixture
def table(tmp_path: Path) -> PassageTable:
    return PassageTable(segments_of(tmp_path, [harbour(), mill()]))


def test_each_passage_is_what_its_article_says(table: PassageTable) -> None:
    made, extraction = harbour()
    own = np.flatnonzero(table.article == 0)
    paragraphs = own[table.kind[own] == PARAGRAPH]
    quotes = own[table.kind[own] != PARAGRAPH]
    assert table.kind[0] == -1
    assert [(table.start[n], table.end[n]) for n in paragraphs] == [p.span for p in made.paragraphs]
    assert table.paragraph[paragraphs].tolist() == [0, 1, 2, 3, 4]
    assert table.boilerplate[paragraphs].tolist() == [False] * 4 + [True]
    assert table.quote[paragraphs].tolist() == [-1] * 5
    assert table.quote[quotes].tolist() == [0, 1, 2]
    assert table.speaker[quotes].tolist() == [q.actor for q in extraction.quotes]
    assert [(table.start[n], table.end[n]) for n in quotes] == [
        (q.start, q.end) for q in extraction.quotes
    ]
    assert table.confidence[own].tolist() == [100] * 5 + [90] * 3
    assert table.paragraph[table.behind[quotes]].tolist() == [1, 2, 3]
    assert table.behind_count[own].tolist() == [0] * 5 + [1] * 3
    assert table.words[paragraphs[[0, 4]]].tolist() == [3.0, 3.0]


def test_what_counts_in_an_article_counts_over_all(table: PassageTable) -> None:
    assert table.actor_base.tolist() == [0, 2, 3]
    assert table.phrase_base.tolist() == [0, 1, 2]
    [quote] = np.flatnonzero((table.article == 1) & (table.quote >= 0))
    assert table.speaker[quote] == 2
    cuts = table.actor_offsets[1:-1]
    actors = [each.tolist() for each in np.split(table.actor_values, cuts)]
    assert actors == [[], [], [0], [1], [0], [], [], [], [], [], [], [2], [], []]
    phrases = [each.tolist() for each in np.split(table.phrase_values, table.phrase_offsets[1:-1])]
    assert [n for n, each in enumerate(phrases) if each] == [4, 11, 13]
    assert phrases[4] == [0]
    assert phrases[11] == phrases[13] == [1]


def test_metadata_and_blank_paragraphs_are_no_passages(tmp_path: Path) -> None:
    made = article("short", ("By nobody", "   ", "Words.", "Share"))
    roles = (Role.METADATA, Role.BODY, Role.BODY, Role.BOILERPLATE)
    pairs = zip(made.paragraphs, roles, strict=True)
    made = replace(made, paragraphs=tuple(replace(old, role=role) for old, role in pairs))
    table = PassageTable(segments_of(tmp_path, [(made, NOTHING)]))
    rows = np.flatnonzero(table.live)
    assert table.paragraph[rows].tolist() == [2, 3]
    assert table.boilerplate[rows].tolist() == [False, True]


def test_articles_have_dates_sources_and_paths(tmp_path: Path) -> None:
    first = [note(1, "The Pell Post"), harbour(date=dt.date.min), note(2, "Gone Gazette")]
    gone = first[2][0].id
    segments = segments_of(tmp_path, first, [], [mill(), note(3, "Ätna")], deleted=[gone])
    table = PassageTable(segments)
    assert table.articles == tuple(each.id for each, _ in [*first, mill(), note(3)])
    assert table.live_articles.tolist() == [True, True, False, True, True]
    assert table.dates.tolist() == [0, 1, 0, dt.date(2031, 5, 1).toordinal(), 0]
    assert table.date[table.article_documents].tolist() == [0] * 5
    assert set(table.date[table.article == 3].tolist()) == {dt.date(2031, 5, 1).toordinal()}
    assert table.sources == ["The Pell Post", "Ätna"]
    assert table.source_of.tolist() == [0, 0, -1, -1, 1]
    assert table.paths[3] == b"/articles/mill.txt"


def test_deleted_passages_keep_their_rows_and_are_not_live(tmp_path: Path) -> None:
    gone = harbour()[0].id
    table = PassageTable(segments_of(tmp_path, [harbour(), mill()], [harbour()], deleted=[gone]))
    assert table.articles == (gone, mill()[0].id, gone)
    live = {int(table.article[row]) for row in np.flatnonzero(table.live)}
    assert live == {1, 2}
    assert (table.article == 0).sum() == (table.article == 2).sum() == 8
    assert not table.live[table.article_documents].any()


parts = st.lists(st.lists(st.integers(0, 9), max_size=4, unique=True), min_size=1, max_size=4)


@settings(max_examples=30, deadline=None)
@given(parts)
def test_several_segments_make_the_table_of_one(numbers: list[list[int]]) -> None:
    made = [[(harbour(), mill(), *map(note, range(8)))[n] for n in part] for part in numbers]
    everything = [each for part in made for each in part]
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as many:
        unique = [(replace(a, id=f"{n}"), e) for n, (a, e) in enumerate(everything)]
        together = PassageTable(segments_of(Path(one), unique))
        apart = PassageTable(segments_of(Path(many), *made))
        assert len(together) == len(apart)
        for name in (*COLUMNS, *LISTS):
            one_, other = getattr(together, name), getattr(apart, name)
            assert one_.tolist() == other.tolist(), name
        assert together.sources == apart.sources


def test_no_segments_make_an_empty_table() -> None:
    table = PassageTable(Segments([]))
    assert len(table) == 0
    for name in (*COLUMNS, "dates", "source_of", "actor_values", "article_documents"):
        assert len(getattr(table, name)) == 0, name
    assert table.actor_base.tolist() == table.actor_offsets.tolist() == [0]
    assert table.sources == []
    assert table.articles == ()


def test_one_segment_is_not_copied(table: PassageTable) -> None:
    for name in ("kind", "start", "end", "paragraph", "confidence", "digest", "boilerplate"):
        assert not getattr(table, name).flags.owndata, name


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("start", lambda array: array[:-1]),
        ("articles.id_starts", lambda array: array[1:]),
        ("text_starts", lambda array: array + array.dtype.type(1)),
        ("articles.documents", lambda array: array[::-1]),
        ("actor_starts", lambda array: array * array.dtype.type(2)),
    ],
)
def test_arrays_that_do_not_fit_are_noticed_at_once(
    tmp_path: Path, name: str, change: Callable[[Any], Any]
) -> None:
    [segment] = segments_of(tmp_path, [harbour(), mill()])
    arrays = dict(segment.arrays)
    arrays[name] = change(arrays[name])
    with pytest.raises(IndexUnusable):
        Segments([("torn", arrays, np.empty(0, np.int64))])
    with pytest.raises(IndexUnusable):
        Segments([("torn", {"kind": arrays["kind"]}, np.empty(0, np.int64))])
    with pytest.raises(IndexUnusable):
        Segments([("torn", segment.arrays, np.array([99], np.int64))])

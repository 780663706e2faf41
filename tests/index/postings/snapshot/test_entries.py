"""The catalogue says of every live article what was put, and makes nothing ahead."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Article, Extraction
from index.postings.errors import IndexUnusable
from index.postings.snapshot.entries import Entries, Entry, Stamp, article_fields, entry_from
from index.postings.snapshot.segments import Segments
from tests.index.made import STAMP, article, harbour, mill
from tests.index.postings.segmented import Made, segments_of, written

NOTHING = Extraction((), (), ())
any_text = st.text(st.characters(), max_size=20)
paths = st.binary(min_size=1, max_size=20).map(
    lambda name: Path("/news") / os.fsdecode(name.replace(b"/", b"").replace(b"\0", b"") or b"a")
)
articles = st.builds(
    replace,
    st.just(harbour()[0]),
    id=any_text,
    path=paths,
    sha256=any_text,
    reader=any_text,
    title=any_text,
    source=st.none() | any_text,
    date=st.none() | st.dates(),
)


def entry_of(made: Article, extraction: Extraction, stamp: Stamp = STAMP) -> Entry:
    return Entry(
        article=made.id,
        path=made.path,
        stamp=stamp,
        sha256=made.sha256,
        title=made.title,
        source=made.source or None,
        date=made.date,
        reader=made.reader,
        paragraphs=len(made.paragraphs),
        quotes=len(extraction.quotes),
    )


@given(articles, st.integers(-1, 2**62))
def test_an_entry_survives_packing(made: Article, time: int) -> None:
    stamp = Stamp(7, time)
    unpacked = entry_from(article_fields(made), stamp, 5, 3)
    assert unpacked == entry_of(made, harbour()[1], stamp)


@settings(max_examples=30, deadline=None)
@given(st.lists(articles, max_size=4, unique_by=lambda made: made.id), st.integers(0, 4))
def test_articles_of_any_names_are_found_by_their_ids(made: list[Article], cut: int) -> None:
    everything: list[Made] = [(each, harbour()[1]) for each in made]
    with tempfile.TemporaryDirectory() as folder:
        segments = segments_of(Path(folder), everything[:cut], everything[cut:])
        entries = segments.entries({})
        assert list(entries) == [each.id for each in made]
        assert dict(entries) == {pair[0].id: entry_of(*pair) for pair in everything}
        assert [entries.number(each.id) for each in made] == list(range(len(made)))


def test_the_last_of_several_articles_of_one_id_is_the_live_one(tmp_path: Path) -> None:
    made, extraction = harbour()
    newer = replace(made, title="The harbour opens", date=None)
    parts = ([(made, extraction), mill()], [(newer, extraction)])
    segments = segments_of(tmp_path, *parts, deleted=[made.id])
    entries = segments.entries({})
    assert len(entries) == 2
    assert entries[made.id].title == "The harbour opens"
    assert entries.at(0).title == made.title
    assert list(entries) == [mill()[0].id, made.id]
    assert entries.number(made.id) == 2
    assert segments.documents_of(0) == range(9)
    assert segments.documents_of(2) == range(14, 23)
    assert entries.total("paragraphs") == 8
    assert entries.total("quotes") == 4


def test_a_stamp_in_the_manifest_goes_before_the_stored_one(tmp_path: Path) -> None:
    entries = segments_of(tmp_path, [harbour(), mill()]).entries({mill()[0].id: Stamp(9, -1)})
    assert entries[mill()[0].id].stamp == Stamp(9, -1)
    assert entries[harbour()[0].id].stamp == STAMP


def test_no_articles_make_an_empty_catalogue(tmp_path: Path) -> None:
    for entries in (Segments([]).entries({}), segments_of(tmp_path, [], []).entries({})):
        assert len(entries) == 0
        assert list(entries) == []
        assert "anything" not in entries
        assert entries.total("quotes") == 0
        with pytest.raises(KeyError):
            entries.number("anything")


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    container = written(tmp_path / "one", [harbour(), mill()])
    [segment] = Segments([("one", container, np.empty(0, np.int64))])
    entries = Entries([segment.articles], {})
    assert len(entries) == 2
    assert "_numbers" not in vars(entries)
    assert mill()[0].id in entries
    assert "_numbers" in vars(entries)


def test_articles_without_source_and_date_say_so(tmp_path: Path) -> None:
    plain = article("plain", ("A note",))
    entries = segments_of(tmp_path, [(plain, NOTHING)]).entries({})
    assert entries[plain.id].source is None
    assert entries[plain.id].date is None
    assert entries[plain.id].path == plain.path
    dated = entry_from(article_fields(replace(plain, date=dt.date.max)), STAMP, 1, 0)
    assert dated.date == dt.date.max


def test_torn_fields_are_a_value_error() -> None:
    fields = list(article_fields(harbour()[0]))
    fields[5] = b"2031-99-99"
    with pytest.raises(ValueError):
        entry_from(fields, STAMP, 1, 1)


def test_torn_columns_are_noticed(tmp_path: Path) -> None:
    [segment] = segments_of(tmp_path, [harbour(), mill()])
    arrays = dict(segment.arrays)
    arrays["articles.dates"] = arrays["articles.dates"] | 0x80
    entries = Segments([("torn", arrays, [])]).entries({})
    with pytest.raises(IndexUnusable):
        entries[mill()[0].id]
    arrays["articles.ids"] = arrays["articles.ids"] | 0x80
    with pytest.raises(IndexUnusable):
        list(Segments([("torn", arrays, [])]).entries({}))

"""Records, stores and the table: numbers and texts that come back as they were packed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import (
    ActorKind,
    Article,
    Extraction,
    LocalActor,
    Paragraph,
    PassageKind,
    Phrase,
    Quote,
    QuoteKind,
    Role,
    Span,
)
from index.postings.entries import Stamp, entry_of, pack_entry, unpack_entry
from index.postings.passages import passages_of
from index.postings.records import Record, pack_article_record, pack_record, unpack_record
from index.postings.stores import pack_article, pack_locals, unpack_article, unpack_locals
from index.postings.table import PassageTable, build_table
from tests.index.made import article, harbour

small = st.integers(0, 2**31 - 1)
numbers = st.lists(st.integers(0, 1000), max_size=5).map(tuple)
records = st.builds(
    Record,
    kind=st.sampled_from(PassageKind),
    paragraph=small,
    last_paragraph=small,
    start=small,
    quote=st.integers(-1, 2**31 - 1),
    boilerplate=st.booleans(),
    date=st.integers(0, 3_652_059),
    speaker=st.integers(-1, 1000),
    actors=numbers,
    phrases=numbers,
)
any_text = st.text(st.characters(), max_size=20)
spans = st.tuples(small, small).map(lambda pair: Span(*pair))
several_spans = st.lists(spans, min_size=1, max_size=3).map(tuple)
quotes = st.builds(
    Quote,
    spans=several_spans,
    kind=st.sampled_from(QuoteKind),
    paragraph=small,
    last_paragraph=small,
    speaker=st.none() | any_text,
    mention=st.none() | spans,
    actor=st.none() | small,
    cue=st.none() | any_text,
    rule=any_text,
    confidence=st.floats(0, 1),
    within=st.none() | small,
)
articles = st.builds(
    Article,
    id=st.text("0123456789abcdef", min_size=16, max_size=16),
    path=st.sampled_from([Path("/news/a.txt"), Path("/news/odd \udcff name.md")]),
    text=any_text,
    sha256=any_text,
    reader=any_text,
    title=any_text,
    paragraphs=st.lists(st.tuples(spans, st.sampled_from(Role)), max_size=3).map(
        lambda parts: tuple(Paragraph(n, span, role) for n, (span, role) in enumerate(parts))
    ),
    byline=st.none() | any_text,
    source=st.none() | any_text,
    date=st.none() | st.dates(),
    url=st.none() | any_text,
    notes=st.lists(any_text, max_size=2).map(tuple),
)
extractions = st.builds(
    Extraction,
    quotes=st.lists(quotes, max_size=3).map(tuple),
    actors=st.lists(
        st.builds(
            LocalActor,
            any_text,
            st.sampled_from(ActorKind),
            st.lists(any_text, max_size=2).map(tuple),
            several_spans,
        ),
        max_size=3,
    ).map(tuple),
    phrases=st.lists(st.builds(Phrase, any_text, any_text, several_spans), max_size=3).map(tuple),
)


@given(articles, extractions, st.builds(Stamp, small, small))
def test_articles_and_entries_survive_packing(
    made: Article, extraction: Extraction, stamp: Stamp
) -> None:
    assert unpack_article(pack_article(made, extraction.quotes)) == (made, extraction.quotes)
    assert unpack_locals(pack_locals(extraction)) == (extraction.actors, extraction.phrases)
    entry = entry_of(made, extraction, stamp)
    assert unpack_entry(pack_entry(entry)) == entry


def test_a_torn_article_is_a_value_error() -> None:
    made, extraction = harbour()
    packed = pack_article(made, extraction.quotes)
    for torn in (packed[:-9], b"", packed[:20] + b"\0" * 9 + packed[29:]):
        with pytest.raises(ValueError):
            unpack_article(torn)


@given(records)
def test_records_survive_packing(record: Record) -> None:
    assert unpack_record(pack_record(record)) == record


def table_of(documents: list[tuple[bytes, bool]], names: list[str]) -> PassageTable:
    packed = [document for document, _ in documents]
    sizes = np.array([len(document) for document in packed], np.int64)
    live = np.array([alive for _, alive in documents], np.bool_)
    return build_table(b"".join(packed), sizes, live, names)


@given(
    st.lists(
        st.tuples(
            st.booleans(), st.integers(0, 9), st.integers(0, 9), st.lists(records, max_size=4)
        ),
        max_size=6,
    )
)
def test_the_table_has_each_live_record_at_its_row(
    corpus: list[tuple[bool, int, int, list[Record]]],
) -> None:
    documents: list[tuple[bytes, bool]] = []
    rows: list[tuple[int, int, Record]] = []
    names: list[str] = []
    bases = {"actors": [0], "phrases": [0]}
    for number, (alive, actors, phrases, passages) in enumerate(corpus):
        documents.append((pack_article_record(actors, phrases), alive))
        if alive:
            names.append(str(number))
        for record in passages:
            if alive:
                rows.append((len(documents), len(names) - 1, record))
            documents.append((pack_record(record), alive))
        if alive:
            bases["actors"].append(bases["actors"][-1] + actors)
            bases["phrases"].append(bases["phrases"][-1] + phrases)
    table = table_of(documents, names)
    assert np.flatnonzero(table.live).tolist() == [row for row, _, _ in rows]
    assert table.actor_base.tolist() == bases["actors"]
    assert (table.article[~table.live] == -1).all()
    for row, owner, record in rows:
        assert table.article[row] == owner
        assert list(PassageKind)[table.kind[row]] is record.kind
        assert (table.start[row], table.quote[row]) == (record.start, record.quote)
        base = bases["actors"][owner]
        assert table.speaker[row] == (record.speaker + base if record.speaker >= 0 else -1)
        there = table.actor_values[table.actor_offsets[row] : table.actor_offsets[row + 1]]
        assert there.tolist() == [actor + base for actor in record.actors]
        there = table.phrase_values[table.phrase_offsets[row] : table.phrase_offsets[row + 1]]
        assert there.tolist() == [p + bases["phrases"][owner] for p in record.phrases]


def test_records_that_do_not_fit_together_are_refused() -> None:
    record = pack_record(Record(PassageKind.PARAGRAPH, 0, 0, 0))
    with pytest.raises(ValueError, match="before its article"):
        table_of([(record, True)], [])
    with pytest.raises(ValueError, match="torn"):
        table_of([(record[:-8], True)], [])
    with pytest.raises(ValueError, match="fit together"):
        table_of([(pack_article_record(0, 0), True)], [])


# -- passages ------------------------------------------------------------------------------------


def test_passages_are_paragraphs_then_quotes_with_what_stands_in_them() -> None:
    made, extraction = harbour()
    passages = list(passages_of(made, extraction))
    kinds = [passage.record.kind.value for passage in passages]
    assert kinds == ["paragraph"] * 5 + ["direct", "indirect", "direct"]
    assert [passage.record.actors for passage in passages] == [
        (), (0,), (1,), (0,), (), (), (), (),
    ]  # fmt: skip
    assert passages[3].record.phrases == (0,)
    assert len(passages[5].spans) == 2
    assert made.date is not None
    assert {passage.record.date for passage in passages} == {made.date.toordinal()}


def test_metadata_and_blank_paragraphs_are_no_passages() -> None:
    made = article("short", ("By nobody", "   ", "Words.", "Share"), date=dt.date(2031, 1, 1))
    roles = (Role.METADATA, Role.BODY, Role.BODY, Role.BOILERPLATE)
    parts = tuple(
        Paragraph(old.number, old.span, role)
        for old, role in zip(made.paragraphs, roles, strict=True)
    )
    changed = Article(made.id, made.path, made.text, "", "text/1", "", parts)
    passages = list(passages_of(changed, Extraction((), (), ())))
    assert [(p.record.paragraph, p.record.boilerplate) for p in passages] == [(2, False), (3, True)]

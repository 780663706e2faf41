"""Packets of an article give back what was put into them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import (
    ActorKind,
    Article,
    Extraction,
    LocalActor,
    Paragraph,
    Phrase,
    Quote,
    QuoteKind,
    Role,
    Span,
)
from index.postings.format.places import Places
from index.postings.format.stores import (
    BLOCK,
    Said,
    pack_locals,
    pack_outline,
    pack_places,
    pack_text,
    unpack_extraction,
    unpack_locals,
    unpack_outline,
    unpack_said,
    unpack_stretch,
    unpack_text,
)
from tests.index.made import harbour

small = st.integers(0, 2**31 - 1)
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


@given(articles, extractions)
def test_articles_survive_packing(made: Article, extraction: Extraction) -> None:
    packed = pack_outline(made, extraction.quotes)
    outline = unpack_outline(packed)
    assert outline.paragraphs == made.paragraphs
    assert (outline.byline, outline.url, outline.notes) == (made.byline, made.url, made.notes)
    names = unpack_locals(pack_locals(extraction))
    mentions = [actor.mentions for actor in extraction.actors]
    places = Places.of([*mentions, *(phrase.spans for phrase in extraction.phrases)])
    packed_places = pack_places(places, len(mentions))
    assert unpack_extraction(outline, names, packed_places) == extraction
    assert [actor.mentions for actor in names.actors] == [
        len(actor.mentions) for actor in extraction.actors
    ]
    said = [unpack_said(packed, place) for place in range(len(extraction.quotes))]
    assert said == [
        Said(quote.speaker, quote.confidence, quote.spans if len(quote.spans) > 1 else ())
        for quote in extraction.quotes
    ]
    with pytest.raises(IndexError):
        unpack_said(packed, len(extraction.quotes))


texts = st.lists(any_text | st.integers(0, 2 * BLOCK).map("é".__mul__)).map("".join)


@given(texts, st.data())
def test_texts_survive_packing_whole_and_in_stretches(text: str, data: st.DataObject) -> None:
    packed = pack_text(text)
    assert unpack_text(packed) == text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert unpack_stretch(memoryview(packed), start, end) == text[start:end]


def test_a_stretch_reads_no_more_than_its_blocks() -> None:
    text = "Tolls rise. " * BLOCK
    packed = pack_text(text)[:-200] + bytes(200)
    assert unpack_stretch(packed, BLOCK - 5, BLOCK + 5) == text[BLOCK - 5 : BLOCK + 5]
    with pytest.raises(ValueError):
        unpack_stretch(packed, len(text) - 5, len(text))


def test_a_stretch_that_is_not_there_is_an_error() -> None:
    packed = pack_text("tolls")
    for start, end in ((2, 6), (BLOCK, BLOCK + 1), (9 * BLOCK, 9 * BLOCK + 1)):
        with pytest.raises((ValueError, IndexError)):
            unpack_stretch(packed, start, end)


def test_torn_packets_are_an_error() -> None:
    packed = pack_outline(*_outline())
    for torn in (packed[:-9], b"", packed[:60] + b"\0" * 9 + packed[69:], packed[:2], packed[:6]):
        for unpack in (unpack_text, unpack_outline, unpack_locals):
            with pytest.raises((ValueError, IndexError)):
                unpack(torn)
    last = len(_outline()[1]) - 1
    for torn in (packed[:-9], b"", packed[:4], packed[:-4] + b"\0" * 4):
        with pytest.raises((ValueError, IndexError)):
            unpack_said(torn, last)


def _outline() -> tuple[Article, tuple[Quote, ...]]:
    made, extraction = harbour()
    return made, extraction.quotes

"""Articles side by side have the words, passages and things that each of them has alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import ActorKind, Article, Extraction, LocalActor, Quote, QuoteKind, Span
from index.postings.analysis import forms
from index.postings.indexing.form_table import FormTable
from index.postings.indexing.preparing import APART_BY, prepare
from index.postings.indexing.side_by_side import SideBySide, digests
from tests.index.made import STAMP, article

Made = tuple[Article, Extraction]


@st.composite
def articles(draw: st.DrawFn, letters: str = "中文 .") -> list[Made]:
    made = []
    for number in range(draw(st.integers(1, 4))):
        body = draw(st.lists(st.text(letters, max_size=20), min_size=1, max_size=3).map(tuple))
        each = article(f"piece-{number}", body)
        places = st.integers(0, len(each.text))
        spans = st.tuples(places, places).map(lambda both: Span(*sorted(both)))
        several = st.lists(spans, min_size=1, max_size=3).map(tuple)
        quotes = draw(st.lists(several, max_size=2))
        actors = draw(st.lists(several, max_size=3))
        made.append(
            (
                each,
                Extraction(
                    tuple(Quote(listed, QuoteKind.DIRECT, 0, 0) for listed in quotes),
                    tuple(LocalActor("x", ActorKind.PERSON, (), listed) for listed in actors),
                    (),
                ),
            )
        )
    return made


def side_by_side_of(made: Sequence[Made], table: FormTable) -> SideBySide:
    return SideBySide([prepare(*each, STAMP) for each in made], table)


def documents(made: Made) -> list[tuple[Span, ...]]:
    """Return the spans of each document of an article; none of its own."""
    each, extraction = made
    passages = [*((paragraph.span,) for paragraph in each.paragraphs)]
    quotes = [quote.spans for quote in extraction.quotes]
    shown = [p for p in (*passages, *quotes) if any(span.of(each.text).strip() for span in p)]
    return [(), *shown]


def words_between(text: str, span: Span, borders: Sequence[int]) -> list[str]:
    """Return the words of a span of a text that is cut at these borders."""
    parts = [Span(*both) for both in pairwise(borders)]
    return [form for part in parts if span.contains(part) for form in forms(part.of(text))]


@settings(deadline=None)
@given(articles("aB.'’-, 1é中“”\0"))
def test_words_have_their_documents_and_positions(made: list[Made]) -> None:
    table = FormTable()
    side_by_side = side_by_side_of(made, table)
    expected: list[tuple[str, int, int]] = []
    lengths: list[int] = []
    for each in made:
        borders = sorted({place for spans in documents(each) for span in spans for place in span})
        for spans in documents(each):
            position = 0
            for span in spans:
                found = words_between(each[0].text, span, borders)
                expected += [(form, len(lengths), position + n) for n, form in enumerate(found)]
                position += len(found) + APART_BY
            lengths.append(position - APART_BY * len(spans))
    words = side_by_side.text()
    found_forms = [table.forms[number] for number in words.forms.tolist()]
    places = words.documents.tolist(), words.positions.tolist()
    assert list(zip(found_forms, *places, strict=True)) == expected
    assert words.lengths.tolist() == lengths
    assert side_by_side.documents == len(lengths)


def test_names_and_titles_are_words_of_their_own_documents() -> None:
    bodies = ("Tolls", "“Tolls rise,” said Orla Quint."), ("Oars", "Oars float.")
    made = [article(f"piece-{number}", body) for number, body in enumerate(bodies)]
    said = Span(made[0].text.index("Tolls rise"), made[0].text.index(",”"))
    quote = Quote((said,), QuoteKind.DIRECT, 1, 1, speaker="Orla Quint")
    unsaid = Quote((said,), QuoteKind.DIRECT, 1, 1)
    table = FormTable()
    side_by_side = side_by_side_of(
        [(made[0], Extraction((unsaid, quote), (), ())), (made[1], Extraction((), (), ()))], table
    )
    for words, expected in (
        (side_by_side.names(), [("orla", 4, 0), ("quint", 4, 1)]),
        (side_by_side.titles(), [("tolls", 0, 0), ("oars", 5, 0)]),
    ):
        found = [table.forms[number] for number in words.forms.tolist()]
        places = words.documents.tolist(), words.positions.tolist()
        assert list(zip(found, *places, strict=True)) == expected


@settings(deadline=None)
@given(articles())
def test_things_are_in_the_documents_that_hold_one_of_their_places(made: list[Made]) -> None:
    side_by_side = side_by_side_of(made, FormTable())
    starts, numbers = side_by_side.things([each.actors for each in side_by_side.articles])
    listed = numbers.tolist()
    found = [listed[a:b] for a, b in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)]
    assert found == [
        [
            number
            for number, actor in enumerate(each[1].actors)
            if any(
                place.start < place.end and span.contains(place)
                for place in actor.mentions
                for span in spans
            )
        ]
        for each in made
        for spans in documents(each)
    ]


@given(articles())
@settings(deadline=None)
def test_a_digest_tells_words_their_order_and_their_places_apart(made: list[Made]) -> None:
    table = FormTable()
    text = side_by_side_of(made, table).text()
    found = digests(text, table.hashes(np.arange(len(table.forms))))
    held: dict[tuple[tuple[int, int], ...], int] = {}
    for document, digest in enumerate(found.tolist()):
        own = text.documents == document
        words = zip(text.forms[own].tolist(), text.positions[own].tolist(), strict=True)
        assert held.setdefault(tuple(words), digest) == digest
    assert len(set(held.values())) == len(held)
    assert held.get((), 0) == 0

"""An article prepared has the words of each of its spans, here and in another process."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Article, Extraction, Quote, QuoteKind, Role, Span
from index.postings.analysis import forms
from index.postings.indexing.form_table import FormTable
from index.postings.indexing.preparing import PASSAGE, Prepared, prepare
from tests.index.made import STAMP, article

NOTHING = Extraction((), (), ())
bodies = st.lists(st.text("aB.'’-, 1é中“”\0"), min_size=1, max_size=4).map(tuple)


def spanned(prepared: Prepared) -> list[list[str]]:
    """Return the words of each span."""
    words = [prepared.table.forms[number] for number in prepared.text.tolist()]
    return [words[first : first + count] for _, _, first, count in prepared.spans.tolist()]


def words_between(text: str, span: Span, spans: Sequence[Span]) -> list[str]:
    """Return the words of a span of a text that is cut wherever one of the spans has a border."""
    cuts = sorted({place for each in spans for place in each})
    pieces = [Span(*both) for both in pairwise(cuts)]
    return [form for piece in pieces if span.contains(piece) for form in forms(piece.of(text))]


@st.composite
def with_quotes(draw: st.DrawFn) -> tuple[Article, Extraction]:
    made = article("pier", draw(bodies))
    places = st.integers(0, len(made.text))
    spans = st.tuples(places, places).map(lambda both: Span(*sorted(both)))
    quotes = st.builds(
        lambda listed, speaker: Quote(tuple(listed), QuoteKind.DIRECT, 0, 0, speaker=speaker),
        st.lists(spans, min_size=1, max_size=3),
        st.sampled_from((None, "Orla Quint", "the U.S.’s envoy\0")),
    )
    return made, Extraction(tuple(draw(st.lists(quotes, max_size=3))), (), ())


@settings(deadline=None)
@given(with_quotes())
def test_every_span_has_the_words_that_its_text_has_between_all_borders(
    made: tuple[Article, Extraction],
) -> None:
    text, quotes = made[0].text, made[1].quotes
    prepared = prepare(*made, STAMP)
    shown = [each.span for each in made[0].paragraphs if each.span.of(text).strip()]
    said = [each for each in quotes if any(span.of(text).strip() for span in each.spans)]
    spans = [*shown, *(span for quote in said for span in quote.spans)]
    assert prepared.spans[:, :2].tolist() == [[*span] for span in spans]
    assert spanned(prepared) == [words_between(text, span, spans) for span in spans]
    names = [form for quote in said for form in forms(quote.speaker or "")]
    assert [prepared.table.forms[number] for number in prepared.names.tolist()] == names


@settings(deadline=None)
@given(with_quotes())
def test_an_article_means_the_same_with_numbers_of_another_table(
    made: tuple[Article, Extraction],
) -> None:
    prepared = prepare(*made, STAMP)
    other = FormTable()
    other.read("words that were there before")
    for again in (pickle.loads(pickle.dumps(prepared)), prepared.numbered_by(other)):
        assert spanned(again) == spanned(prepared)
        assert again.tokens == prepared.tokens
        for words in ("names", "title"):
            numbers = getattr(again, words).tolist(), getattr(prepared, words).tolist()
            found = [again.table.forms[number] for number in numbers[0]]
            assert found == [prepared.table.forms[number] for number in numbers[1]]
        assert np.array_equal(again.passages, prepared.passages)
        assert again.packets == prepared.packets


def test_what_is_sent_to_another_process_has_the_forms_of_this_article_alone() -> None:
    table = prepare(article("other", ("Elsewhere",)), NOTHING, STAMP).table
    prepared = prepare(article("pier", ("Tolls", "The tolls rise.")), NOTHING, STAMP)
    assert prepared.table is table
    sent = pickle.dumps(prepared)
    assert b"rise" in sent
    assert b"elsewhere" not in sent


def test_boilerplate_is_marked_and_metadata_is_no_passage() -> None:
    made = article("pier", ("Heading", "Body", "Share this"))
    passages = prepare(made, NOTHING, STAMP).passages
    assert passages[:, PASSAGE.index("boilerplate")].tolist() == [0, 0, 1]
    assert {paragraph.role for paragraph in made.paragraphs} >= {Role.BOILERPLATE}

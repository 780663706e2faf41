"""An article prepared has what is between the borders of its spans, here and elsewhere."""

from __future__ import annotations

import pickle
from dataclasses import fields
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Article, Extraction, Quote, QuoteKind, Role, Span
from index.postings.format.places import Places
from index.postings.indexing.preparing import PASSAGE, Prepared, prepare
from tests.index.made import STAMP, article

NOTHING = Extraction((), (), ())
bodies = st.lists(st.text("aB.'’-, 1é中“”\0"), min_size=1, max_size=4).map(tuple)


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
def test_a_text_is_parted_at_all_borders_of_its_spans(made: tuple[Article, Extraction]) -> None:
    text, quotes = made[0].text, made[1].quotes
    prepared = prepare(*made, STAMP)
    shown = [each.span for each in made[0].paragraphs if each.span.of(text).strip()]
    said = [each for each in quotes if any(span.of(text).strip() for span in each.spans)]
    spans = [*shown, *(span for quote in said for span in quote.spans)]
    assert prepared.spans.tolist() == [[*span] for span in spans]
    cuts = sorted({place for each in spans for place in each})
    parts = [text[start:end].replace("\0", "\x01") for start, end in pairwise(cuts)]
    assert prepared.text.decode() == "".join(f"{part}\0" for part in parts)
    names = [(quote.speaker or "").replace("\0", "\x01") for quote in said]
    assert prepared.names.decode() == "".join(f"{name}\0" for name in names)
    assert prepared.characters >= sum(map(len, names)) + sum(end - start for start, end in spans)


@settings(deadline=None)
@given(with_quotes())
def test_an_article_means_the_same_in_another_process(made: tuple[Article, Extraction]) -> None:
    prepared = prepare(*made, STAMP)
    again = pickle.loads(pickle.dumps(prepared))
    for field in fields(Prepared):
        sent, own = getattr(again, field.name), getattr(prepared, field.name)
        if isinstance(own, np.ndarray | Places):
            assert all(map(np.array_equal, sent, own))
        else:
            assert sent == own


def test_boilerplate_is_marked_and_metadata_is_no_passage() -> None:
    made = article("pier", ("Heading", "Body", "Share this"))
    passages = prepare(made, NOTHING, STAMP).passages
    assert passages[:, PASSAGE.index("boilerplate")].tolist() == [0, 0, 1]
    assert {paragraph.role for paragraph in made.paragraphs} >= {Role.BOILERPLATE}

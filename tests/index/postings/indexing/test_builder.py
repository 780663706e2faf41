"""A segment that was built says of every word where it stands, and of every passage what it is."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Article, Extraction, Quote, QuoteKind, Span
from index.postings.analysis import forms, stem
from index.postings.format.container import Container
from index.postings.format.layout import ARTICLE_KIND, NO_STEM
from index.postings.format.stores import unpack_outline, unpack_text
from index.postings.format.vocabulary import Vocabulary
from index.postings.indexing import side_by_side, writing_words
from index.postings.indexing.builder import SegmentBuilder
from index.postings.indexing.preparing import APART_BY, prepare
from index.postings.query.field_postings import FieldPostings
from index.postings.schema import SPEAKER, TEXT, TITLE
from tests.index.made import STAMP, article

NOTHING = Extraction((), (), ())
WORDS = ("toll", "tolls", "oar", "Façade", "1,000", "中文", "U.S.", "it’s", "—")

paragraphs = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
bodies = st.lists(paragraphs, min_size=1, max_size=4).map(tuple)


def quoted(made: Article, spans: tuple[Span, ...], speaker: str | None) -> Quote:
    return Quote(spans, QuoteKind.DIRECT, 1, 1, speaker=speaker, confidence=0.8)


def built(articles: list[tuple[Article, Extraction]], folder: Path) -> Container:
    builder = SegmentBuilder()
    for each, extraction in articles:
        builder.add(prepare(each, extraction, STAMP))
    path = folder / "built.segment"
    assert builder.write(path) == builder.documents
    container = Container(path)
    container.verify()
    return container


def words_at(container: Container, field: str) -> dict[bytes, dict[int, list[int]]]:
    """Return the positions of each stem in each document."""
    postings = FieldPostings(container, field)
    found: dict[bytes, dict[int, list[int]]] = {}
    for number, word in enumerate(postings.vocabulary):
        documents = postings.documents(number).tolist()
        counts = postings.frequencies(number)
        ends = np.cumsum(np.ones(len(documents), np.int64) if counts is None else counts).tolist()
        positions = postings.positions(number).tolist()
        assert ends[-1] == len(positions)
        starts = [0, *ends[:-1]]
        found[word] = {
            document: positions[start:end]
            for document, start, end in zip(documents, starts, ends, strict=True)
        }
    return found


def expected_words(documents: list[str]) -> dict[bytes, dict[int, list[int]]]:
    found: dict[bytes, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for document, text in enumerate(documents):
        for position, form in enumerate(forms(text)):
            found[stem(form).encode()][document].append(position)
    return {word: dict(places) for word, places in found.items()}


@settings(max_examples=60, deadline=None)
@given(st.lists(bodies, min_size=1, max_size=5))
def test_words_stand_where_the_text_has_them(texts: list[tuple[str, ...]]) -> None:
    articles = [article(f"piece-{number}", body) for number, body in enumerate(texts)]
    documents: list[str] = []
    titles: list[str] = []
    for each in articles:
        shown = [p.span.of(each.text) for p in each.paragraphs if p.span.of(each.text).strip()]
        documents += ["", *shown]
        titles += [each.title, *[""] * len(shown)]
    with tempfile.TemporaryDirectory() as folder:
        container = built([(each, NOTHING) for each in articles], Path(folder))
        assert words_at(container, TEXT) == expected_words(documents)
        assert words_at(container, TITLE) == expected_words(titles)
        assert container[f"{TEXT}.total"].tolist() == [sum(len(forms(t)) for t in documents)]
        kinds = container["kind"].tolist()
        assert [kind == ARTICLE_KIND for kind in kinds] == [not text for text in documents]


def test_a_quote_has_the_words_of_its_spans_set_apart_and_its_speaker(tmp_path: Path) -> None:
    made = article("pier", ("Heading", "“Tolls rise,” said Orla Quint, “and ships leave.”"))
    said = ("Tolls rise", "and ships leave")
    spans = tuple(Span(made.text.index(part), made.text.index(part) + len(part)) for part in said)
    extraction = Extraction((quoted(made, spans, "Orla Quint"),), (), ())
    container = built([(made, extraction)], tmp_path)
    found = words_at(container, TEXT)
    assert found[b"toll"] == {2: [0], 3: [0]}
    assert found[b"ship"] == {2: [6], 3: [2 + APART_BY + 1]}
    assert set(words_at(container, SPEAKER)) == {b"orla", b"quint"}
    assert container["behind"].tolist() == [0, 0, 0, 2]
    assert container["behind_count"].tolist() == [0, 0, 0, 1]
    assert container["quote"].tolist() == [0, 0, 0, 1]
    assert container["confidence"].tolist()[2:] == [100, 80]
    assert container[f"{TEXT}.total"].tolist() == [1 + 8 + 5]


def test_a_segment_is_the_same_whatever_is_made_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["gull " * 300 + "mast oar " * 40, "oar mast gull gull", "mast " * 600]
    articles = [(article(f"piece-{n}", (text.strip(),)), NOTHING) for n, text in enumerate(texts)]
    whole = dict(built(articles, tmp_path))
    monkeypatch.setattr(writing_words, "STRETCH", 10)
    monkeypatch.setattr(side_by_side, "STRETCH", 10)
    parted = built(articles, tmp_path)
    assert whole[f"{TEXT}.high_at"].tolist()
    assert whole[f"{TEXT}.large_at"].tolist()
    for name, array in whole.items():
        assert array.dtype == parted[name].dtype
        assert array.tolist() == parted[name].tolist()


def test_frequencies_and_positions_of_any_size(tmp_path: Path) -> None:
    text = "gull " * 70_000 + "mast " + "gull " * 10
    container = built([(article("long", (text.strip(),)), NOTHING)], tmp_path)
    found = words_at(container, TEXT)
    assert found[b"mast"] == {1: [70_000]}
    assert len(found[b"gull"][1]) == 70_010


def test_surface_forms_know_their_stems(tmp_path: Path) -> None:
    made = article("pier", ("Tolls, tolls and a toll.",))
    extraction = Extraction((quoted(made, (Span(0, 5),), "Tollgate Keeper"),), (), ())
    container = built([(made, extraction)], tmp_path)
    words = Vocabulary(container["surface.terms"], container["surface.term_starts"])
    counts = dict(zip(words, container["surface.counts"].tolist(), strict=True))
    assert counts[b"tolls"] == 3
    assert counts[b"keeper"] == 1
    stems = Vocabulary(container[f"{TEXT}.terms"], container[f"{TEXT}.term_starts"])
    numbers = dict(zip(words, container["surface.stems"].tolist(), strict=True))
    assert stems[numbers[b"tolls"]] == stems[numbers[b"toll"]] == b"toll"
    assert numbers[b"keeper"] == NO_STEM


def test_the_same_words_have_the_same_digest_and_others_another(tmp_path: Path) -> None:
    texts = [("One toll more.",), ("One  TOLL, more",), ("More toll one.",), ("—",)]
    articles = [(article(f"a{n}", text), NOTHING) for n, text in enumerate(texts)]
    digests = built(articles, tmp_path)["digest"].tolist()
    assert digests[1] == digests[3] != 0
    assert digests[5] not in (0, digests[1])
    assert digests[7] == 0


def test_packets_bring_back_the_article(tmp_path: Path) -> None:
    made = article("pier", ("Heading", "A \ud800 lone half.", "Share this"))
    container = built([(made, NOTHING)], tmp_path)
    assert unpack_text(container["texts"].tobytes()) == made.text
    assert unpack_outline(container["outlines"].tobytes()).paragraphs == made.paragraphs


def test_an_article_added_again_takes_the_place_of_the_first(tmp_path: Path) -> None:
    builder = SegmentBuilder()
    for text in ("first words", "second"):
        builder.add(prepare(article("same", (text,)), NOTHING, STAMP))
    assert builder.documents == 2
    builder.write(tmp_path / "s.segment")
    words: list[Any] = list(
        Vocabulary(
            Container(tmp_path / "s.segment")[f"{TEXT}.terms"],
            Container(tmp_path / "s.segment")[f"{TEXT}.term_starts"],
        )
    )
    assert words == [b"second"]
    assert builder.remove(article("same", ("x",)).id)
    assert builder.documents == builder.characters == 0
    assert builder.write(tmp_path / "none.segment") == 0


@pytest.mark.parametrize("text", ["", "\0\0", "中文字" * 50, "a" * 1000, "\u0301", "’’’"])
def test_any_text_can_be_prepared(text: str, tmp_path: Path) -> None:
    made = article("odd", (text, "plain"))
    container = built([(made, NOTHING)], tmp_path)
    assert b"plain" in words_at(container, TEXT)

"""Words are found over all segments as if they stood in one sorted list."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.model import Article, Extraction, Quote, QuoteKind, Span
from index.postings.analysis import forms, stem
from index.postings.errors import IndexUnusable
from index.postings.snapshot.lexicon import Lexicon
from tests.index.made import article
from tests.index.postings.segmented import Made, segments_of

WORDS = ("toll", "tolls", "tolled", "tollgate", "oar", "oars", "façade", "öl", "中", "тоннель", "t")
PREFIXES = ("", "t", "to", "toll", "tolls", "o", "ö", "f", "fac", "т", "中", "z", "\U0010ffff")
NAMES = ("Tolliver Oarsman", "Öl Meister", "toll")

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
pieces = st.tuples(texts, st.sampled_from((None, *NAMES)))
parts = st.lists(st.lists(pieces, min_size=1, max_size=3), min_size=1, max_size=3)


def said(name: str, text: str, speaker: str | None) -> Made:
    """Return an article of one paragraph, with a quote of its last word by ``speaker``."""
    made = article(name, (text,))
    if speaker is None:
        return made, Extraction((), (), ())
    span = Span(text.rfind(" ") + 1, len(text))
    return made, Extraction((Quote((span,), QuoteKind.DIRECT, 0, 0, speaker=speaker),), (), ())


def words_of(made: Article, extraction: Extraction) -> tuple[list[str], list[str]]:
    """Return the words of texts, and those of speakers' names."""
    spans = [each.span for each in made.paragraphs]
    spans += [span for quote in extraction.quotes for span in quote.spans]
    names = [quote.speaker or "" for quote in extraction.quotes]
    return forms(" ".join(span.of(made.text) for span in spans)), forms(" ".join(names))


def lexicon_of(folder: Path, *pieces: list[Made]) -> Lexicon:
    return Lexicon(segment.arrays for segment in segments_of(folder, *pieces))


@settings(max_examples=30, deadline=None)
@given(parts)
def test_words_are_those_of_texts_and_speakers(drawn: list[list[tuple[str, str | None]]]) -> None:
    made = [
        [said(f"{n}-{m}", text, speaker) for m, (text, speaker) in enumerate(part)]
        for n, part in enumerate(drawn)
    ]
    spoken = [words_of(*each) for part in made for each in part]
    counts = Counter(word for text, name in spoken for word in (*text, *name))
    with tempfile.TemporaryDirectory() as folder:
        lexicon = lexicon_of(Path(folder), *made)
        for word in (*WORDS, "nothing", *counts):
            assert lexicon.count(word) == counts[word]
        for prefix in PREFIXES:
            begun = sorted(word for word in counts if word.startswith(prefix))
            assert list(lexicon.all_forms(prefix)) == begun
            ordered = sorted(begun, key=lambda word: (-counts[word], word))
            assert lexicon.beginning_with(prefix) == ordered
            assert lexicon.beginning_with(prefix, 100) == ordered
            assert set(lexicon.stems_beginning_with(prefix)) == set(map(stem, begun))


misspelt = st.text("tolé中", min_size=1, max_size=7) | st.just("t" * 300)


@settings(max_examples=50, deadline=None)
@given(st.lists(misspelt, min_size=1, max_size=20), misspelt, st.integers(0, 2))
def test_no_word_that_is_near_is_left_out(words: list[str], word: str, slips: int) -> None:
    half = len(words) // 2
    parts = [[said("a", " ".join(words[:half]), None)], [said("b", " ".join(words[half:]), None)]]
    with tempfile.TemporaryDirectory() as folder:
        lexicon = lexicon_of(Path(folder), *parts)
        alike = lexicon.all_forms(word[:1])
        near = [form for form in alike if OSA.distance(word, form) <= slips]
        perhaps = lexicon.perhaps_near(word, slips)
        assert set(near) <= set(perhaps)
        assert list(perhaps) == sorted({form for form in perhaps if form[0] == word[0]})


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    first = [
        said("a", "tolls tolls toll oar tollgate oars oar", None),
        said("b", "toll mast", None),
    ]
    second = [said("c", "tollgate tollgate tollgate tolls", "Tolliver Oarsman")]
    return lexicon_of(tmp_path, first, second)


def test_only_the_most_frequent_are_given(lexicon: Lexicon) -> None:
    assert lexicon.beginning_with("toll", 1) == ["tollgate"]
    assert lexicon.beginning_with("toll", 2) == ["tollgate", "tolls"]
    assert lexicon.beginning_with("oar", 1) == ["oar"]
    assert lexicon.beginning_with("toll", 0) == []
    assert lexicon.beginning_with("x") == lexicon.stems_beginning_with("x") == []


def test_stems_come_by_the_passages_they_are_in(lexicon: Lexicon) -> None:
    assert lexicon.stems_beginning_with("toll") == ["toll", "tollgat", "tolliv"]
    assert lexicon.stems_beginning_with("toll", 1) == ["toll"]
    assert lexicon.stems_beginning_with("tolls") == ["toll"]
    assert lexicon.stems_beginning_with("oars") == ["oar", "oarsman"]


def test_a_stem_is_counted_in_texts_and_in_names(lexicon: Lexicon) -> None:
    assert lexicon.document_frequency("toll") == 4
    assert lexicon.document_frequency("tolliv") == 1
    assert lexicon.document_frequency("tolls") == 0


def test_what_is_told_of_a_stem_does_not_depend_on_what_was_asked_before(tmp_path: Path) -> None:
    made = [said("a", "tolls oar tolliver mast", "Tolliver Oarsman"), said("b", "oar", "Oar")]
    asked = lexicon_of(tmp_path, made)
    roots = asked.stems_beginning_with("")
    assert set(roots) == {"toll", "oar", "tolliv", "mast", "oarsman"}
    for root in roots:
        alone = lexicon_of(tmp_path, made)
        assert asked.document_frequency(root) == alone.document_frequency(root)
        assert asked.in_names(root) == alone.in_names(root) == (root not in ("toll", "mast"))


def test_the_beginnings_of_most_words_are_told(lexicon: Lexicon) -> None:
    assert lexicon.frequent_beginnings(2, 5) == ["to", "oa", "ma"]
    assert lexicon.frequent_beginnings(4, 2) == ["toll", "oars"]
    assert lexicon.frequent_beginnings(9, 2) == []


def test_words_of_one_segment_are_decoded_together(tmp_path: Path) -> None:
    lexicon = lexicon_of(tmp_path, [said("a", "ab äb 中 abc b", None)])
    assert list(lexicon.all_forms()) == ["ab", "abc", "b", "中"]
    lexicon = lexicon_of(tmp_path, [said("a", "тоннель туман ток", None)])
    assert list(lexicon.all_forms("т")) == ["ток", "тоннель", "туман"]
    assert lexicon.perhaps_near("туман", 0) == ["туман"]


def test_an_index_without_words(tmp_path: Path) -> None:
    for lexicon in (Lexicon([]), lexicon_of(tmp_path, [], [])):
        assert len(lexicon) == lexicon.count("toll") == lexicon.document_frequency("toll") == 0
        assert lexicon.beginning_with("", 5) == lexicon.stems_beginning_with("", 5) == []
        assert list(lexicon.all_forms()) == list(lexicon.perhaps_near("toll", 2)) == []
        assert lexicon.frequent_beginnings(2, 5) == []


def test_torn_words_are_noticed(tmp_path: Path) -> None:
    [segment] = segments_of(tmp_path, [said("a", "toll tolls oar", None)])
    arrays = dict(segment.arrays)
    arrays["surface.counts"] = arrays["surface.counts"][1:]
    with pytest.raises(IndexUnusable):
        Lexicon([arrays])
    arrays = dict(segment.arrays)
    arrays["surface.stems"] = arrays["surface.stems"] + 1000
    with pytest.raises(IndexUnusable):
        Lexicon([arrays]).stems_beginning_with("t", 5)

"""The benchmark itself: that its corpus is what it says, and that all engines agree on it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from index.model import Extraction, Span
from index.postings.format.container import Container
from index.postings.format.layout import SUFFIX
from index.postings.schema import TEXT
from tests.bench.actors import pool
from tests.bench.corpus import Corpus, draw_corpus
from tests.bench.engines import ENGINES, installed
from tests.bench.engines.interface import Feed, Stages
from tests.bench.engines.onrecord import OnRecord
from tests.bench.engines.words_alone import OnRecordWords
from tests.bench.measuring import Plan, disagreements, measure
from tests.bench.ours import profile
from tests.bench.queries import OF_A_KIND, Kind, queries_of
from tests.bench.report import report
from tests.bench.trace import read_trace, states

SIZE = 300


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return draw_corpus(SIZE, tmp_path_factory.mktemp("corpus"))


def test_a_corpus_is_the_same_each_time(corpus: Corpus, tmp_path: Path) -> None:
    again = draw_corpus(SIZE, tmp_path)
    assert list(again.articles()) == list(corpus.articles())
    assert again.facts == corpus.facts


def test_a_smaller_corpus_is_the_beginning_of_a_larger_one(corpus: Corpus, tmp_path: Path) -> None:
    smaller = list(draw_corpus(SIZE // 3, tmp_path).articles())
    assert 0 < len(smaller) < corpus.facts.articles
    assert smaller == list(corpus.articles())[: len(smaller)]


def test_offsets_are_true(corpus: Corpus) -> None:
    names, families = set(pool().names), {name.split()[-1] for name in pool().names}
    for article, extraction in corpus.articles():
        for actor in extraction.actors:
            called = {span.of(article.text) for span in actor.mentions}
            assert {form for form in called if form.lower() not in ("he", "she")} <= (
                {actor.name, *actor.aliases}
            )
            assert actor.name in names
            assert families.issuperset(actor.aliases)
        for phrase in extraction.phrases:
            assert {span.of(article.text).lower() for span in phrase.spans} == {phrase.label}
        for quote in extraction.quotes:
            paragraph = article.paragraphs[quote.paragraph].span
            assert all(paragraph.contains(span) for span in quote.spans)
            assert quote.actor is not None
            assert quote.speaker == extraction.actors[quote.actor].name


def test_engines_get_the_passages_of_the_articles(corpus: Corpus) -> None:
    number = {name: place for place, name in enumerate(pool().names)}
    documents = [passage for found in corpus.passages() for passage in found]
    assert [document.number for document in documents] == list(range(1, len(documents) + 1))
    remaining = iter(documents)
    for article, extraction in corpus.articles():

        def actors_in(span: Span, found: Extraction = extraction) -> set[int]:
            return {
                number[actor.name]
                for actor in found.actors
                if any(span.contains(mention) for mention in actor.mentions)
            }

        for paragraph in article.paragraphs:
            document = next(remaining)
            assert document.text == paragraph.span.of(article.text)
            assert set(document.actors) == actors_in(paragraph.span)
        for quote in extraction.quotes:
            document = next(remaining)
            assert document.text == quote.text_in(article.text)
            assert quote.speaker is not None
            assert set(document.actors) == actors_in(quote.spans[0]) | {number[quote.speaker]}
    assert next(remaining, None) is None


def test_a_quarter_of_the_passages_are_quotes_and_some_paragraphs_come_twice(
    tmp_path: Path,
) -> None:
    larger = draw_corpus(5_000, tmp_path)
    documents = [passage for found in larger.passages() for passage in found]
    quotes = sum(document.kind.is_quote for document in documents)
    assert 0.22 < quotes / len(documents) < 0.28
    paragraphs = Counter(document.text for document in documents if not document.kind.is_quote)
    assert 0.005 < sum(count > 1 for count in paragraphs.values()) / len(paragraphs) < 0.05


def test_queries_of_all_kinds_are_drawn(corpus: Corpus) -> None:
    found = Counter(query.kind for query in queries_of(corpus))
    assert found == dict.fromkeys(Kind, OF_A_KIND)


def test_engines_count_the_same(tmp_path: Path) -> None:
    engines = tuple(each for each in ENGINES if installed(each))
    figures = measure(Plan(SIZE, engines, 1, tmp_path), lambda _: None)
    assert disagreements(figures) == []
    page = report(figures)
    assert "without tolerance" in page
    assert "| words alone" in page
    assert all(f"| {kind} " in page for kind in Kind)
    assert len(figures.trace) == sum(len(line) for line in read_trace())


def test_the_words_alone_are_those_of_the_whole_index(corpus: Corpus, tmp_path: Path) -> None:
    kept = []
    for number, maker in enumerate((OnRecord, OnRecordWords)):
        folder = tmp_path / str(number)
        maker().build(Feed(corpus), folder, Stages())
        (segment,) = (Container(path) for path in folder.glob(f"*{SUFFIX}"))
        kept.append({name: segment[name].tolist() for name in segment if name.startswith(TEXT)})
    assert kept[0].keys() == kept[1].keys() >= {"text.terms", "text.gaps", "text.positions"}
    assert kept[0]["text.terms"]
    for name in kept[0].keys() - {"texts", "text_starts"}:
        assert kept[0][name] == kept[1][name]


def test_a_profile_names_functions_and_no_folders(corpus: Corpus, tmp_path: Path) -> None:
    OnRecord().build(Feed(corpus), tmp_path, Stages())
    queries = [query for query in queries_of(corpus) if query.kind is Kind.AND_3]
    shown = profile(tmp_path, queries, 1)
    assert re.search(r"\w+\.py:\d+\(\w+\)", shown)
    assert "site-packages" not in shown


def test_a_backspace_takes_the_last_character_back() -> None:
    assert list(states("ab<c")) == ["a", "ab", "a", "ac"]

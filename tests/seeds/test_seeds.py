"""The bundled corpus is what its README promises, and its gold fits its articles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.model import Role
from index.reading import read
from seeds import ARTICLES
from tests.quality.gold import article_path, gold_files, load

SUFFIXES = {".txt", ".md", ".html"}


def articles() -> list[Path]:
    return sorted(path for path in ARTICLES.rglob("*") if path.suffix in SUFFIXES)


def test_every_article_has_gold_and_every_gold_an_article() -> None:
    assert sorted(article_path(file) for file in gold_files()) == articles()


@pytest.mark.parametrize("file", gold_files(), ids=lambda file: file.stem)
def test_every_string_of_the_gold_stands_in_its_article(file: Path) -> None:
    text = read(article_path(file)).text
    gold = load(file, text)
    assert gold.quotes
    for quote in gold.quotes:
        assert quote.kind in {"direct", "mixed", "indirect"}
        assert all(span.of(text).strip() for span in quote.spans)
        assert quote.within is None or 0 <= quote.within < len(gold.quotes)


@pytest.mark.parametrize("path", articles(), ids=lambda path: path.name)
def test_every_article_reads_cleanly(path: Path) -> None:
    article = read(path)
    assert article.notes == ()
    assert article.title
    assert article.date is not None
    assert sum(p.role is Role.BODY for p in article.paragraphs) >= 15


def test_the_corpus_is_as_large_as_its_readme_says() -> None:
    read_articles = [read(path) for path in articles()]
    body = sum(p.role is Role.BODY for a in read_articles for p in a.paragraphs)
    marked = sum(len(load(f, read(article_path(f)).text).not_quotes) for f in gold_files())
    assert len(read_articles) >= 30
    assert body >= 600
    assert marked >= 100
    assert {path.suffix for path in articles()} == SUFFIXES


def test_the_readme_says_that_all_of_it_is_fiction() -> None:
    readme = (ARTICLES.parent / "README.md").read_text(encoding="utf-8")
    assert re.search(r"\bfiction", readme)

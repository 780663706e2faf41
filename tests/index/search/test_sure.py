"""``sure:`` asks how often an attribution must be right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.model import PassageKind
from index.postings import IndexReader, IndexWriter, Stamp
from index.search import field_text, search
from index.search.fields import read_share
from tests.index.search.conftest import STORIES


@pytest.mark.parametrize(
    ("text", "share"),
    [(".7", 0.7), ("0.7", 0.7), ("70%", 0.7), ("1", 1.0), ("0", 0.0), ("0.", 0.0), ("100%", 1.0)],
)
def test_shares_are_read_as_people_write_them(text: str, share: float) -> None:
    assert read_share(text) == pytest.approx(share)


@pytest.mark.parametrize("text", ["", ".", "%", "7", "101%", "much", "0,7", "-.5", "٧"])
def test_what_is_no_share_is_none(text: str) -> None:
    assert read_share(text) is None


@pytest.fixture
def guessed(tmp_path: Path) -> IndexReader:
    """The toll story, in which every second attribution is a guess."""
    story = STORIES[1]
    article = story.article()
    found = story.extraction(article)
    quotes = tuple(
        replace(quote, confidence=0.45 if number % 2 else 0.9)
        for number, quote in enumerate(found.quotes)
    )
    with IndexWriter(tmp_path / "index") as writer:
        writer.put(article, replace(found, quotes=quotes), Stamp(len(article.text), 1))
        writer.commit()
    return IndexReader.open(tmp_path / "index")


def test_guesses_are_left_out_and_paragraphs_stay(guessed: IndexReader) -> None:
    everything = search(guessed, "")
    sure = search(guessed, "sure:.5")
    assert {hit.confidence for hit in everything if hit.kind.is_quote} == {0.9, 0.45}
    assert {hit.confidence for hit in sure if hit.kind.is_quote} == {0.9}
    assert any(hit.kind is PassageKind.PARAGRAPH for hit in sure)


def test_the_limit_itself_is_sure_enough(guessed: IndexReader) -> None:
    assert len(search(guessed, "sure:.9 kind:quote")) == 2
    assert len(search(guessed, "sure:45% kind:quote")) == 3
    assert len(search(guessed, "-sure:.9 kind:quote")) == 1


def test_what_is_no_share_is_said_and_not_asked_for(guessed: IndexReader) -> None:
    found = search(guessed, "toll sure:much")
    assert found.total == search(guessed, "toll").total
    assert any("sure" in note for note in found.notes)


def test_a_share_can_be_written_as_a_filter() -> None:
    assert field_text("sure", ".7") == "sure:.7"

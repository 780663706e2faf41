"""A result list gives the same hits one by one and in slices, and keeps but the last ones."""

from __future__ import annotations

import pytest

from index.postings import IndexReader
from index.search import results, search
from index.search.highlight import MAX_MARKED
from tests.index.search.conftest import Said, Story, write_index


def test_slices_are_the_hits_one_by_one(reader: IndexReader) -> None:
    found = search(reader, "")
    again = search(reader, "")
    singles = [again[place] for place in range(len(again))]
    assert len(singles) > 5
    assert found[:] == singles
    assert found[1:4] == singles[1:4]
    assert found[::-2] == singles[::-2]
    assert found[3:3] == []
    assert found[-1] == singles[-1]
    with pytest.raises(IndexError):
        found[len(found)]


def test_hits_are_made_once_while_they_are_kept(
    reader: IndexReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "KEPT_HITS", 3)
    found = search(reader, "")
    hits = found[:5]
    kept = found[:5]
    assert [old is new for old, new in zip(hits, kept, strict=True)] == [False] * 2 + [True] * 3


def test_a_hit_in_a_long_article_has_its_own_words(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    lines = [f"Crate {number} held “{'salt ' * (number % 90)}”." for number in range(900)]
    words = "The crates were mine, all of them,"
    said = Said(words, "Ada Fenn")
    lines.insert(450, f"“{words}” said Ada Fenn.")
    story = Story("crates.txt", "Crates", lines, [said], actors=(("Ada Fenn", ()),))
    reader = write_index(tmp_path_factory.mktemp("long"), [story])
    text = reader.load(next(iter(reader.entries)))[0].text
    assert len(text) > MAX_MARKED
    for hit in search(reader, ""):
        assert hit.text == text[hit.start : hit.end]
    [quote] = [hit for hit in search(reader, "mine") if hit.kind.is_quote]
    assert (quote.text, quote.speaker, quote.confidence) == (words, "Ada Fenn", 0.9)

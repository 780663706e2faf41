"""A reader shows one generation: passages as their articles have them, and nothing made ahead."""

from __future__ import annotations

import gc
import os
import threading
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.query import Term

from index.model import ELLIPSIS_JOIN, Extraction
from index.postings import IndexReader, IndexUnusable, IndexWriter, Stamp
from index.postings.schema import TEXT
from index.postings.snapshot import article_store
from index.postings.snapshot.recent import Recent
from tests.index.made import STAMP, article, build, harbour, mill

NOTHING = Extraction((), (), ())


def never() -> bool:
    return False


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    build(tmp_path / "index", harbour(), mill())
    return tmp_path / "index"


@pytest.fixture
def reader(directory: Path) -> Iterator[IndexReader]:
    opened = IndexReader.open(directory)
    yield opened
    opened.close()


# -- passages and articles -----------------------------------------------------------------------


def test_a_passage_is_what_its_article_has_there(reader: IndexReader) -> None:
    made, extraction = harbour()
    rows = reader.passages_of(made.id)
    shown = [reader.passage(row) for row in rows]
    paragraphs, quotes = shown[:5], shown[5:]
    assert [each.text for each in paragraphs] == [p.span.of(made.text) for p in made.paragraphs]
    assert [each.spans for each in paragraphs] == [(p.span,) for p in made.paragraphs]
    assert [each.spans for each in quotes] == [quote.spans for quote in extraction.quotes]
    assert [(each.speaker, each.confidence) for each in quotes] == [
        (quote.speaker, quote.confidence) for quote in extraction.quotes
    ]
    assert {(each.speaker, each.confidence) for each in paragraphs} == {(None, 1.0)}
    assert [each.text for each in quotes] == [q.text_in(made.text) for q in extraction.quotes]
    assert [each.paragraph for each in shown] == [0, 1, 2, 3, 4, 1, 2, 3]
    assert ELLIPSIS_JOIN in quotes[0].text
    for each in shown:
        assert (each.article, each.path, each.title) == (made.id, made.path, made.title)
        assert (each.source, each.date) == (made.source, made.date)


def test_what_is_no_passage_is_an_index_error(reader: IndexReader) -> None:
    for row in (-1, len(reader.table), reader.passages_of(mill()[0].id).start - 1):
        with pytest.raises(IndexError):
            reader.passage(row)


def test_articles_come_back_as_they_were_put(reader: IndexReader) -> None:
    for made, extraction in (harbour(), mill()):
        assert reader.load(made.id) == (made, extraction)
    for ask in (reader.load, reader.passages_of):
        with pytest.raises(KeyError):
            ask("nothing")


def test_names_that_are_no_text_survive(tmp_path: Path) -> None:
    odd = Path(os.fsdecode(b"/news/\xff\xfe name.txt"))
    made = replace(article("odd", ("A \udc80 title",)), path=odd, reader="text/\ud800")
    build(tmp_path / "index", (made, NOTHING))
    reader = IndexReader.open(tmp_path / "index")
    assert reader.load(made.id) == (made, NOTHING)
    assert reader.article_paths() == [b"/news/\xff\xfe name.txt"]
    assert reader.passage(1).text == "A \udc80 title"


def test_words_actors_and_topics_have_their_places(reader: IndexReader) -> None:
    made, extraction = mill()
    found = reader.evaluate(Term(TEXT, "crate"), never).passages
    assert {reader.passage(int(row)).article for row in found} == {harbour()[0].id}
    places = reader.places(TEXT, "crate", found)
    assert (places >> 32).tolist() == [0, 1]
    assert "crate" in list(reader.lexicon().all_forms("cr"))
    assert reader.actors[reader.actor_id(made.id, 0)].name == extraction.actors[0].name
    topic = reader.topic_id(made.id, 0)
    assert topic is None or reader.topics[topic].label


def test_several_segments_are_one_index(directory: Path) -> None:
    with IndexWriter(directory) as writer:
        writer.put(*harbour(date=None), Stamp(3, 4))
        writer.put(article("note", ("Note", "A crate came ashore.")), NOTHING, STAMP)
        writer.touch(mill()[0].id, Stamp(9, 9))
        writer.commit()
    reader = IndexReader.open(directory)
    assert len(reader.entries) == 3
    assert reader.entries[mill()[0].id].stamp == Stamp(9, 9)
    assert reader.load(harbour()[0].id)[0].date is None
    found = reader.evaluate(Term(TEXT, "crate"), never).passages
    texts = [reader.passage(int(row)).text for row in found]
    assert len(texts) == 3
    assert "A crate came ashore." in texts
    assert reader.load(mill()[0].id) == mill()


def test_an_index_without_articles(tmp_path: Path) -> None:
    build(tmp_path / "index")
    reader = IndexReader.open(tmp_path / "index")
    assert len(reader.entries) == len(reader.table) == len(reader.actors) == 0
    assert len(reader.evaluate(Term(TEXT, "crate"), never).passages) == 0
    assert len(reader.places(TEXT, "crate", np.empty(0, np.int32))) == 0
    assert list(reader.lexicon().all_forms()) == []
    assert reader.article_paths() == []
    reader.verify()


# -- bounds --------------------------------------------------------------------------------------


def test_opening_makes_nothing(reader: IndexReader) -> None:
    assert not {"article", "live", "kind", "actor_base"} & vars(reader.table).keys()
    reader.evaluate(Term(TEXT, "crate"), never)
    assert "live" in vars(reader.table)


def test_only_so_many_passages_are_kept(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_store, "KEPT_CHARACTERS", 1)
    monkeypatch.setattr(article_store, "KEPT_HEADINGS", 1)
    reader = IndexReader.open(directory)
    for _ in range(2):
        for made, _extraction in (harbour(), mill()):
            for row in reader.passages_of(made.id):
                assert reader.passage(row).parts[0] in made.text
            assert reader.load(made.id)[0] == made
    store = reader._articles
    assert len(store._passages) == len(store._headings) == len(store._articles) == 1


@given(st.integers(0, 20), st.lists(st.integers(0, 9), max_size=30))
def test_what_was_used_last_is_kept_within_the_limit(limit: int, asked: list[int]) -> None:
    made: list[int] = []

    def make(key: int) -> str:
        made.append(key)
        return "x" * key

    recent: Recent[int, str] = Recent(limit, size=len)
    for key in asked:
        assert recent.get(key, make) == "x" * key
    kept: list[int] = []
    for key in dict.fromkeys(reversed(asked)):
        if kept and sum(kept) + key > limit:
            break
        kept.append(key)
    before = len(made)
    for key in kept:
        recent.get(key, make)
    assert len(made) == before
    assert len(recent) >= len(kept)


def test_loading_does_not_wait_for_a_search(reader: IndexReader) -> None:
    searching, loaded = threading.Event(), threading.Event()

    def wait() -> bool:
        searching.set()
        assert loaded.wait(10)
        return False

    thread = threading.Thread(target=lambda: reader.evaluate(Term(TEXT, "crate"), wait))
    thread.start()
    assert searching.wait(10)
    assert reader.load(mill()[0].id) == mill()
    assert reader.passage(2).text
    loaded.set()
    thread.join()


def test_a_reader_that_nobody_holds_is_let_go_of_at_once(directory: Path) -> None:
    gc.collect()
    gc.disable()
    try:
        reader = IndexReader.open(directory)
        reader.evaluate(Term(TEXT, "crate"), never)
        reader.lexicon().stems_beginning_with("c", 5)
        reader.passage(2)
        files = weakref.ref(reader._files.containers[0])
        del reader
        assert files() is None
    finally:
        gc.enable()


# -- trouble -------------------------------------------------------------------------------------


def test_a_closed_reader_says_so(directory: Path) -> None:
    reader = IndexReader.open(directory)
    starts = reader.table.start
    reader.close()
    for use in (
        lambda: reader.evaluate(Term(TEXT, "crate"), never),
        lambda: reader.places(TEXT, "crate", np.empty(0, np.int32)),
        lambda: reader.passage(1),
        lambda: reader.load(mill()[0].id),
        reader.lexicon,
    ):
        with pytest.raises(ValueError, match="closed"):
            use()
    assert len(starts) == len(reader.table)


def test_a_reader_keeps_its_generation_while_others_are_committed(directory: Path) -> None:
    reader = IndexReader.open(directory)
    for round_ in range(12):
        with IndexWriter(directory) as writer:
            writer.put(*harbour(), Stamp(round_, 1))
            writer.commit(map=False)
    assert not reader.up_to_date()
    assert len(reader.evaluate(Term(TEXT, "crate"), never).passages) == 2
    assert reader.load(mill()[0].id) == mill()
    assert reader.entries[harbour()[0].id].stamp == STAMP
    assert len(reader.actors) == 3


def test_whooshs_searcher_reads_files_that_have_lost_their_names(directory: Path) -> None:
    reader = IndexReader.open(directory)
    for path in directory.glob("*.segment"):
        path.unlink()
    hits = reader._files.searcher().search(Term(TEXT, "crate"), limit=None)
    matches = reader.evaluate(Term(TEXT, "crate"), never)
    assert sorted(hit.docnum for hit in hits) == matches.passages.tolist() != []
    assert sorted(hit.score for hit in hits) == pytest.approx(sorted(matches.scores.tolist()))


def test_a_newer_map_makes_a_reader_out_of_date(directory: Path) -> None:
    with IndexWriter(directory) as writer:
        writer.remove(harbour()[0].id)
        writer.commit(map=False)
        reader = IndexReader.open(directory)
        assert reader.up_to_date()
        writer.update_map()
        assert not reader.up_to_date()
    assert IndexReader.open(directory).up_to_date()
    assert [actor.name for actor in IndexReader.open(directory).actors] == ["Bruno Aske"]


def test_verifying_finds_what_was_altered(directory: Path) -> None:
    reader = IndexReader.open(directory)
    reader.verify()
    [path] = directory.glob("*.segment")
    content = bytearray(path.read_bytes())
    place = bytes(content).index(mill()[0].id.encode())
    content[place] ^= 1
    path.write_bytes(content)
    with pytest.raises(IndexUnusable, match="altered"):
        IndexReader.open(directory).verify()


def test_torn_packets_are_noticed(directory: Path) -> None:
    [path] = directory.glob("*.segment")
    content = bytearray(path.read_bytes())
    texts = IndexReader.open(directory)._files.containers[0]["texts"].tobytes()
    start = bytes(content).index(texts)
    content[start : start + len(texts)] = bytes(len(texts))
    path.write_bytes(content)
    reader = IndexReader.open(directory)
    with pytest.raises(IndexUnusable):
        reader.passage(2)
    with pytest.raises(IndexUnusable):
        reader.load(mill()[0].id)


@pytest.mark.parametrize("damage", ["cut", "emptied", "overwritten", "removed"])
def test_a_damaged_segment_is_not_opened(directory: Path, damage: str) -> None:
    [path] = directory.glob("*.segment")
    whole = path.read_bytes()
    if damage == "removed":
        path.unlink()
    else:
        other = {"cut": whole[:-9], "emptied": b"", "overwritten": b"\x80" * len(whole)}
        path.write_bytes(other[damage])
    with pytest.raises(IndexUnusable):
        IndexReader.open(directory)


def test_no_index_is_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        IndexReader.open(tmp_path / "nowhere")

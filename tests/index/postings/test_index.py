"""What is committed is what is read: whole, at once, and nothing else."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.query import And, Every, Not, Or, Phrase, Query, Term

from index.model import ActorKind, Extraction, LocalActor
from index.postings import (
    IndexBusy,
    IndexReader,
    IndexUnusable,
    IndexWriter,
    PassageSet,
    Stamp,
)
from index.postings.schema import TEXT
from tests.index.made import STAMP, article, build, harbour, mill

NOTHING = Extraction((), (), ())


def never() -> bool:
    return False


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    build(tmp_path / "index", harbour(), mill())
    return tmp_path / "index"


@pytest.fixture
def reader(directory: Path) -> IndexReader:
    return IndexReader.open(directory)


def texts(reader: IndexReader, query: Query) -> list[str]:
    return [reader.passage_text(int(n)) for n in reader.evaluate(query, never).passages]


# -- round trips ---------------------------------------------------------------------------------


def test_articles_come_back_as_they_were_put(reader: IndexReader) -> None:
    for made, extraction in (harbour(), mill()):
        assert reader.load(made.id) == (made, extraction)
        assert reader.entries[made.id].path == made.path
        assert reader.entries[made.id].stamp == STAMP
    with pytest.raises(KeyError):
        reader.load("nothing")


def test_the_index_is_private_to_the_user(directory: Path) -> None:
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700


def test_the_table_says_what_each_passage_is(reader: IndexReader) -> None:
    table = reader.table
    rows = np.flatnonzero(table.live)
    made, extraction = harbour()
    place = table.articles.index(made.id)
    own = [row for row in rows if table.article[row] == place]
    assert len(own) == len(made.paragraphs) + len(extraction.quotes)
    assert [bool(table.boilerplate[row]) for row in own] == [False] * 4 + [True] + [False] * 3
    quotes = [row for row in own if table.quote[row] >= 0]
    assert [int(table.paragraph[row]) for row in quotes] == [1, 2, 3]
    speakers = [reader.actors[table.actor_of[table.speaker[row]]].name for row in quotes]
    assert speakers == ["Orla Quint", "harbour office", "Orla Quint"]


def test_actors_and_topics_are_counted_once_a_passage(reader: IndexReader) -> None:
    counts = {actor.name: (actor.passages, actor.quotes) for actor in reader.actors}
    assert counts["Orla Quint"] == (2, 2)
    assert counts["Bruno Aske"] == (1, 1)


def test_local_actors_have_corpus_wide_ids(reader: IndexReader) -> None:
    made, extraction = mill()
    assert reader.actors[reader.actor_id(made.id, 0)].name == extraction.actors[0].name


def test_the_lexicon_is_sorted_and_counts_passages(reader: IndexReader) -> None:
    lexicon = reader.lexicon()
    assert lexicon.forms == sorted(lexicon.forms)
    counts = dict(zip(lexicon.forms, lexicon.counts.tolist(), strict=True))
    assert counts["crate"] == 2
    assert "crat" not in counts


def test_an_article_of_very_many_passages(tmp_path: Path) -> None:
    made = article("long", ("Title", *(f"Crate number {n}." for n in range(40_000))))
    names = tuple(
        LocalActor(f"Person {n:x} {n * n:x}", ActorKind.PERSON, (), ()) for n in range(20_000)
    )
    build(tmp_path / "index", (made, Extraction((), names, ())), mill())
    reader = IndexReader.open(tmp_path / "index")
    assert reader.load(made.id) == (made, Extraction((), names, ()))
    assert reader.load(mill()[0].id) == mill()


# -- changes -------------------------------------------------------------------------------------


def test_an_article_put_again_replaces_the_old_one(directory: Path) -> None:
    made, extraction = harbour(date=None)
    with IndexWriter(directory) as writer:
        writer.put(made, extraction, Stamp(5, 6))
        writer.put(made, extraction, Stamp(7, 8))
        writer.commit()
    reader = IndexReader.open(directory)
    assert reader.load(made.id)[0].date is None
    assert reader.entries[made.id].stamp == Stamp(7, 8)
    assert len(reader.entries) == 2
    assert len(texts(reader, Term(TEXT, "crate"))) == 2


def test_a_removed_article_is_gone(directory: Path) -> None:
    with IndexWriter(directory) as writer:
        writer.remove(harbour()[0].id)
        assert harbour()[0].id not in writer.entries
        writer.commit()
    reader = IndexReader.open(directory)
    assert texts(reader, Term(TEXT, "crate")) == []
    assert list(reader.entries) == [mill()[0].id]
    assert {actor.name for actor in reader.actors} == {"Bruno Aske"}


def test_a_touched_article_keeps_its_words_under_a_new_stamp(directory: Path) -> None:
    identity = mill()[0].id
    with IndexWriter(directory) as writer:
        writer.touch(identity, Stamp(9, 9))
        writer.commit()
    reader = IndexReader.open(directory)
    assert reader.entries[identity].stamp == Stamp(9, 9)
    with IndexWriter(directory) as writer:
        assert writer.entries[identity].stamp == Stamp(9, 9)


def test_what_is_not_committed_is_dropped(directory: Path) -> None:
    with IndexWriter(directory) as writer:
        writer.remove(mill()[0].id)
    assert len(IndexReader.open(directory).entries) == 2


def test_a_commit_without_changes_makes_no_generation(directory: Path) -> None:
    before = IndexReader.open(directory).generation
    with IndexWriter(directory) as writer:
        assert writer.commit() == before


def test_an_index_without_articles(tmp_path: Path) -> None:
    build(tmp_path / "index")
    reader = IndexReader.open(tmp_path / "index")
    assert len(reader.entries) == len(reader.table) == 0
    assert texts(reader, Term(TEXT, "crate")) == []
    assert reader.lexicon().forms == []


def test_a_reader_keeps_its_generation_while_others_are_committed(directory: Path) -> None:
    reader = IndexReader.open(directory)
    for round_ in range(20):
        with IndexWriter(directory) as writer:
            writer.put(*harbour(), Stamp(round_, 1))
            writer.commit()
    assert not reader.up_to_date()
    assert len(texts(reader, Term(TEXT, "crate"))) == 2
    assert reader.load(mill()[0].id) == mill()
    assert IndexReader.open(directory).up_to_date()


def test_many_commits_do_not_pile_up_segments(directory: Path) -> None:
    for number in range(40):
        made = article(f"note-{number}", ("A note", f"Crate number {number} came ashore."))
        with IndexWriter(directory) as writer:
            writer.put(made, NOTHING, STAMP)
            writer.commit()
    assert len(list(directory.glob("*.seg"))) < 25
    assert len(texts(IndexReader.open(directory), Term(TEXT, "ashor"))) == 40


# -- trouble -------------------------------------------------------------------------------------


def test_one_writer_at_a_time(directory: Path) -> None:
    with IndexWriter(directory), pytest.raises(IndexBusy):
        IndexWriter(directory)


def test_no_index_is_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        IndexReader.open(tmp_path / "nowhere")


def test_a_foreign_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("not an index")
    with pytest.raises(IndexUnusable, match="not an index"):
        IndexReader.open(tmp_path)


def test_an_index_by_a_newer_version_is_refused(directory: Path) -> None:
    (directory / "format.json").write_text('{"application": "onrecord", "format": 1000}')
    with pytest.raises(IndexUnusable, match="newer"):
        IndexReader.open(directory)


def test_a_folder_that_others_can_write_to_is_refused(directory: Path) -> None:
    directory.chmod(0o777)
    with pytest.raises(IndexUnusable, match="other users"):
        IndexReader.open(directory)


def files_of(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir() if path.stat().st_size > 1)


@pytest.mark.parametrize("damage", ["cut", "emptied", "removed", "overwritten"])
def test_a_damaged_file_is_noticed_or_does_not_matter(directory: Path, damage: str) -> None:
    for name in files_of(directory):
        path = directory / name
        whole = path.read_bytes()
        if damage == "removed":
            path.unlink()
        else:
            ruined = {"cut": whole[: len(whole) // 2], "emptied": b"", "overwritten": b"\x80" * 99}
            path.write_bytes(ruined[damage])
        try:
            reader = IndexReader.open(directory)
            assert len(texts(reader, Term(TEXT, "crate"))) == 2
            assert {actor.name for actor in reader.actors} >= {"Orla Quint", "Bruno Aske"}
        except (IndexUnusable, FileNotFoundError):
            pass
        path.write_bytes(whole)
    assert len(texts(IndexReader.open(directory), Term(TEXT, "crate"))) == 2


def test_a_torn_map_is_worked_out_again(directory: Path) -> None:
    [path] = directory.glob("map-*.npz")
    path.write_bytes(path.read_bytes()[:100])
    assert "Orla Quint" in {actor.name for actor in IndexReader.open(directory).actors}


def test_a_full_disk_leaves_the_last_generation(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, value: object) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("index.postings.transaction.write_manifest", full)
    with IndexWriter(directory) as writer:
        writer.remove(mill()[0].id)
        with pytest.raises(OSError, match="No space left"):
            writer.commit()
    assert len(IndexReader.open(directory).entries) == 2


KILLED = """
    import os, sys, threading, time
    from pathlib import Path
    from index.postings import IndexWriter
    from tests.index.made import STAMP, harbour, mill
    threading.Timer(float(sys.argv[2]), os._exit, (9,)).start()
    print("started", flush=True)
    while True:
        with IndexWriter(Path(sys.argv[1])) as writer:
            writer.remove(mill()[0].id)
            writer.put(*mill(), STAMP)
            writer.commit()
"""


@pytest.mark.parametrize("moment", [0.001 * 1.7**step for step in range(12)])
def test_a_killed_writer_leaves_a_whole_generation(directory: Path, moment: float) -> None:
    code = textwrap.dedent(KILLED)
    done = subprocess.run(
        [sys.executable, "-c", code, str(directory), str(moment)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 9, done.stderr
    reader = IndexReader.open(directory)
    assert reader.load(mill()[0].id) == mill()
    assert len(texts(reader, Term(TEXT, "crate"))) == 2
    with IndexWriter(directory) as writer:
        assert len(writer.entries) == 2


# -- evaluation ----------------------------------------------------------------------------------

WORDS = ("crate", "harbour", "toll", "offic", "quint", "winter", "nothing")
LEAVES: st.SearchStrategy[Query] = st.one_of(
    st.sampled_from(WORDS).map(lambda word: Term(TEXT, word)),
    st.lists(st.integers(0, 16), max_size=6).map(PassageSet),
    st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(
        lambda pair: Phrase(TEXT, list(pair))
    ),
)


def combined(children: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(children, min_size=1, max_size=3)
    one_and_more = st.tuples(children, several)
    return st.one_of(
        several.map(And),
        several.map(Or),
        one_and_more.map(lambda pair: And([pair[0], *(Not(other) for other in pair[1])])),
    )


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.recursive(LEAVES, combined, max_leaves=6))
def test_evaluation_finds_what_whoosh_finds(reader: IndexReader, query: Query) -> None:
    searcher = reader._segments.searcher()
    stock = set(searcher.docs_for_query(query))
    live = {n for n in stock if reader.table.live[n]}
    matches = reader.evaluate(query, never)
    assert set(matches.passages.tolist()) == live
    assert (np.diff(matches.passages) > 0).all()


def test_a_query_of_sets_alone_needs_no_postings(reader: IndexReader) -> None:
    everything = reader.evaluate(Every(), never).passages
    assert everything.tolist() == np.flatnonzero(reader.table.live).tolist()
    some = PassageSet(everything[::2])
    assert reader.evaluate(some, never).passages.tolist() == everything[::2].tolist()


def test_a_cancelled_evaluation_finds_nothing(reader: IndexReader) -> None:
    assert len(reader.evaluate(Term(TEXT, "harbour"), lambda: True).passages) == 0


def test_more_often_and_shorter_scores_higher(tmp_path: Path) -> None:
    often = article("often", ("T", "Salt and salt and salt."))
    once = article("once", ("T", "Salt came over the long road from the hills to the shore."))
    build(tmp_path / "index", (once, NOTHING), (often, NOTHING))
    reader = IndexReader.open(tmp_path / "index")
    matches = reader.evaluate(Term(TEXT, "salt"), never)
    best = int(matches.passages[matches.scores.argmax()])
    assert reader.passage_text(best).startswith("Salt and salt")

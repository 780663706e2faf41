"""What is committed is what is read: whole, at once, and nothing else."""

from __future__ import annotations

import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.index import open_dir
from whoosh.query import Query, Term

from index.model import ActorKind, Extraction, LocalActor
from index.postings import IndexReader, IndexWriter, Stamp
from index.postings.indexing.pending import PendingEntries
from index.postings.schema import TEXT
from index.postings.snapshot.manifest import INDEX_NAME
from tests.index.made import STAMP, article, build, harbour, mill

NOTHING = Extraction((), (), ())


def never() -> bool:
    return False


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    build(tmp_path / "index", harbour(), mill())
    return tmp_path / "index"


def texts(reader: IndexReader, query: Query) -> list[str]:
    return [reader.passage(int(n)).text for n in reader.evaluate(query, never).passages]


# -- changes -------------------------------------------------------------------------------------


def test_the_index_is_private_to_the_user(directory: Path) -> None:
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700


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
        with pytest.raises(KeyError):
            writer.remove(harbour()[0].id)
        writer.commit()
    reader = IndexReader.open(directory)
    assert texts(reader, Term(TEXT, "crate")) == []
    assert list(reader.entries) == [mill()[0].id]


def test_an_article_that_comes_and_goes_in_one_commit_was_never_there(directory: Path) -> None:
    note = article("note", ("A note", "Salt on the rope."))
    with IndexWriter(directory) as writer:
        writer.put(note, NOTHING, STAMP)
        assert writer.entries[note.id].title == "A note"
        writer.remove(note.id)
        assert note.id not in writer.entries
        writer.commit()
    assert len(IndexReader.open(directory).entries) == 2


def test_an_index_can_become_empty_again(directory: Path) -> None:
    with IndexWriter(directory) as writer:
        for identity in list(writer.entries):
            writer.remove(identity)
        writer.commit()
    assert not list(directory.glob("*.segment"))
    reader = IndexReader.open(directory)
    assert len(reader.entries) == len(reader.table) == 0
    build(directory, mill())
    assert list(IndexReader.open(directory).entries) == [mill()[0].id]


def test_a_touched_article_keeps_its_words_under_a_new_stamp(directory: Path) -> None:
    identity = mill()[0].id
    with IndexWriter(directory) as writer:
        writer.touch(identity, Stamp(9, 9))
        assert writer.entries[identity].stamp == Stamp(9, 9)
        writer.commit()
    assert IndexReader.open(directory).entries[identity].stamp == Stamp(9, 9)
    with IndexWriter(directory) as writer:
        assert writer.entries[identity].stamp == Stamp(9, 9)
        writer.put(*mill(), STAMP)
        assert writer.entries[identity].stamp == STAMP
        with pytest.raises(KeyError):
            writer.touch("nothing", STAMP)


def test_what_is_not_committed_is_dropped(directory: Path) -> None:
    with IndexWriter(directory) as writer:
        writer.remove(mill()[0].id)
    assert len(IndexReader.open(directory).entries) == 2


def test_a_commit_without_changes_makes_no_generation(directory: Path) -> None:
    before = IndexReader.open(directory).generation
    with IndexWriter(directory) as writer:
        writer.touch(mill()[0].id, STAMP)
        assert writer.commit() == before


def test_one_writer_commits_again_and_again(directory: Path) -> None:
    with IndexWriter(directory) as writer:
        first = writer.commit()
        for number in range(3):
            writer.put(article("note", ("A note", f"Salt {number}.")), NOTHING, STAMP)
            assert writer.commit() == first + number + 1
    assert texts(IndexReader.open(directory), Term(TEXT, "salt")) == ["Salt 2."]


def test_many_commits_do_not_pile_up_segments(directory: Path) -> None:
    for number in range(40):
        made = article(f"note-{number}", ("A note", f"Crate number {number} came ashore."))
        with IndexWriter(directory) as writer:
            writer.put(made, NOTHING, STAMP)
            writer.commit()
    assert len(list(directory.glob("*.segment"))) <= 8
    assert len(texts(IndexReader.open(directory), Term(TEXT, "ashor"))) == 40


def test_an_article_of_very_many_passages(tmp_path: Path) -> None:
    made = article("long", ("Title", *(f"Crate number {n}." for n in range(40_000))))
    names = tuple(
        LocalActor(f"Person {n:x} {n * n:x}", ActorKind.PERSON, (), ()) for n in range(2_000)
    )
    build(tmp_path / "index", (made, Extraction((), names, ())), mill())
    reader = IndexReader.open(tmp_path / "index")
    assert reader.load(made.id) == (made, Extraction((), names, ()))
    assert reader.load(mill()[0].id) == mill()


def test_whoosh_opens_the_index_as_its_own(directory: Path) -> None:
    with IndexWriter(directory) as writer:
        writer.remove(harbour()[0].id)
        generation = writer.commit()
    index = open_dir(str(directory), indexname=INDEX_NAME)
    assert index.latest_generation() == generation
    with index.searcher() as searcher:
        assert len(searcher.search(Term(TEXT, "toll"), limit=None)) == 2
        assert len(searcher.search(Term(TEXT, "crate"), limit=None)) == 0


# -- any history ---------------------------------------------------------------------------------

NAMES = tuple("abcdefgh")
WORDS = ("salt", "rope", "tide", "gull", "oar")
CHANGES = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(NAMES), st.sampled_from(WORDS)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("touch"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.sampled_from(("commit", "reopen", "give up")), st.just(""), st.just("")),
)


class History:
    """An index, and what should be in it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.writer = IndexWriter(directory)
        self.writer.commit(map=False)
        self.pending: dict[str, tuple[str, Stamp]] = {}
        self.committed: dict[str, tuple[str, Stamp]] = {}
        self.clock = 0

    def change(self, kind: str, name: str, word: str) -> None:
        self.clock += 1
        stamp = Stamp(self.clock, self.clock)
        made = article(name, ("Title", f"The {word} of {name}.", "Rope and rope."))
        if kind == "put":
            self.writer.put(made, NOTHING, stamp)
            self.pending[name] = (word, stamp)
        elif kind == "remove" and name in self.pending:
            self.writer.remove(made.id)
            del self.pending[name]
        elif kind == "touch" and name in self.pending:
            self.writer.touch(made.id, stamp)
            self.pending[name] = (self.pending[name][0], stamp)
        elif kind == "commit":
            self.commit()
        elif kind == "reopen":
            self.commit()
            self.reopen()
        elif kind == "give up":
            self.pending = dict(self.committed)
            self.reopen()
        self.check(self.writer.entries)

    def commit(self) -> None:
        self.writer.commit(map=False)
        self.committed = dict(self.pending)

    def reopen(self) -> None:
        self.writer.close()
        self.writer = IndexWriter(self.directory)

    def check(self, entries: PendingEntries) -> None:
        ids = {article(name, ("",)).id for name in self.pending}
        assert set(entries) == ids
        assert len(entries) == len(ids)
        assert entries.total("paragraphs") == 3 * len(ids)

    def check_reading(self) -> None:
        reader = IndexReader.open(self.directory)
        assert {entry.path.stem: entry.stamp for entry in reader.entries.values()} == {
            name: stamp for name, (_, stamp) in self.committed.items()
        }
        for word in WORDS[2:]:
            expected = {f"The {word} of {n}." for n, (w, _) in self.committed.items() if w == word}
            assert set(texts(reader, Term(TEXT, word))) == expected
        rope = len(texts(reader, Term(TEXT, "rope")))
        assert rope == sum(1 + (word == "rope") for word, _ in self.committed.values())


@settings(max_examples=50, deadline=None)
@given(st.lists(CHANGES, min_size=5, max_size=40), st.sampled_from((1, 12, 1_000)))
def test_any_history_is_read_as_it_was_committed(
    changes: list[tuple[str, str, str]], run_characters: int
) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patched:
        patched.setattr("index.postings.indexing.merge_policy.MOST", 2)
        patched.setattr("index.postings.indexing.transaction.RUN_CHARACTERS", run_characters)
        patched.setattr("index.postings.indexing.stored_segment.SCANNED", 2)
        history = History(Path(name) / "index")
        for change in changes:
            history.change(*change)
        history.writer.close()
        history.check_reading()

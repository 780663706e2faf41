"""What leans on Whoosh's inside: the pool, merging, the node for known passages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from whoosh.query import And, Not, Or, Phrase, Term

from index.model import Extraction
from index.postings import IndexReader, IndexWriter, PassageSet, transaction
from index.postings.schema import SURFACE, TEXT, WordFormat
from index.postings.term_pool import TermPool
from tests.index.made import STAMP, article, build, harbour

NOTHING = Extraction((), (), ())


def corpus(folder: Path, articles: int) -> IndexReader:
    with IndexWriter(folder) as writer:
        for number in range(articles):
            body = (f"Note {number}", "Salt on the rope. " * (number % 3 + 1), f"Gull {number}.")
            writer.put(article(f"note-{number}", body), NOTHING, STAMP)
        writer.commit()
    return IndexReader.open(folder)


def test_postings_that_went_to_a_file_are_those_that_stayed_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = corpus(tmp_path / "kept", 60)
    monkeypatch.setattr(transaction, "MEMORY_MB", 0.05)
    saved: list[int] = []
    save = TermPool.save

    def noted(pool: TermPool) -> None:
        saved.append(pool.currentsize)
        save(pool)

    monkeypatch.setattr(TermPool, "save", noted)
    spilt = corpus(tmp_path / "spilt", 60)
    assert len(saved) > 1
    queries = (Term(TEXT, "salt"), Phrase(TEXT, ["rope", "salt"]), Term(SURFACE, "gull"))
    for query in queries:
        one, other = (reader.evaluate(query, lambda: False) for reader in (kept, spilt))
        assert one.passages.tolist() == other.passages.tolist() != []
        assert np.allclose(one.scores, other.scores)
    assert kept.lexicon().forms == spilt.lexicon().forms


def test_a_term_in_many_blocks_is_found_whole(tmp_path: Path) -> None:
    reader = corpus(tmp_path, 400)
    matches = reader.evaluate(Term(TEXT, "gull"), lambda: False)
    assert len(matches.passages) == 400
    stock = reader._segments.searcher().search(Term(TEXT, "gull"), limit=None)
    assert {hit.docnum for hit in stock} == set(matches.passages.tolist())
    assert sorted(hit.score for hit in stock) == pytest.approx(sorted(matches.scores.tolist()))


def test_merging_drops_the_deleted_and_keeps_articles_with_their_passages(tmp_path: Path) -> None:
    for number in range(30):
        with IndexWriter(tmp_path) as writer:
            writer.put(article(f"note-{number}", ("Note", f"Tide {number}.")), NOTHING, STAMP)
            if number >= 10:
                writer.remove(article(f"note-{number - 10}", ("Note",)).id)
            writer.commit()
    reader = IndexReader.open(tmp_path)
    passages = reader.evaluate(Term(TEXT, "tide"), lambda: False).passages
    found = {reader.passage_text(int(number)) for number in passages}
    assert found == {f"Tide {number}." for number in range(20, 30)}
    assert len(reader.table) < 3 * 30


def test_positions_survive_packing() -> None:
    kind = WordFormat(positions=True)
    [(term, count, weight, value)] = kind.word_values(["tide", "", "", "tide"], None)
    assert (term, count, weight) == ("tide", 2, 2.0)
    assert kind.decode_positions(value) == [0, 3]


def test_a_set_of_passages_is_a_leaf_of_whooshs_tree(tmp_path: Path) -> None:
    reader = corpus(tmp_path, 5)
    rows = np.flatnonzero(reader.table.live)
    some = PassageSet(rows[::-2])
    assert some == PassageSet(sorted(rows[::-2]))
    assert hash(some) == hash(PassageSet(rows[::-2]))
    assert some != PassageSet(rows)
    assert some.is_leaf()
    assert some.normalize() is some
    assert repr(PassageSet([2, 1, 2])) == "PassageSet([1, 2])"
    searcher = reader._segments.searcher()
    for query, expected in (
        (some, set(rows[::-2].tolist())),
        (And([some, Term(TEXT, "gull")]), None),
        (Or([some, Term(TEXT, "gull")]), None),
        (And([Term(TEXT, "gull"), Not(some)]), None),
    ):
        stock = set(query.docs(searcher))
        assert stock == set(reader.evaluate(query, lambda: False).passages.tolist())
        assert expected is None or stock == expected


def test_no_phrase_runs_across_the_parts_of_a_split_quote(tmp_path: Path) -> None:
    build(tmp_path, harbour())
    reader = IndexReader.open(tmp_path)
    assert harbour()[1].quotes[0].text_in(harbour()[0].text).endswith("crate, … Not one.")
    within = reader.evaluate(Phrase(TEXT, ["not", "one"]), lambda: False).passages
    assert len(within) == 2
    across = reader.evaluate(Phrase(TEXT, ["crate", "not"], slop=3), lambda: False).passages
    assert len(across) == 0

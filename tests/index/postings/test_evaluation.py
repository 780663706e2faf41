"""Evaluation with arrays finds what Whoosh's own matchers find, with the same scores."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.query import (
    And,
    AndMaybe,
    AndNot,
    DisjunctionMax,
    Every,
    Not,
    NullQuery,
    Or,
    Phrase,
    Prefix,
    Query,
    Require,
    Term,
)

from index.model import Extraction
from index.postings import IndexReader, IndexUnusable, IndexWriter, PassageSet
from index.postings.schema import SURFACE, TEXT, TITLE
from tests.index.made import STAMP, article

WORDS = ("salt", "rope", "tide", "mast", "gull", "oar", "中")
NOTHING = Extraction((), (), ())

Corpus = list[list[list[str]]]
"""Commits of articles of paragraphs of words."""

paragraphs = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
articles = st.lists(paragraphs, min_size=1, max_size=5)
corpora = st.lists(st.lists(articles, min_size=1, max_size=3), min_size=1, max_size=3)

leaves: st.SearchStrategy[Query] = st.one_of(
    st.builds(
        Term,
        st.sampled_from((TEXT, TITLE, SURFACE)),
        st.sampled_from((*WORDS, "absent")),
        boost=st.sampled_from((1.0, 0.5, 3.0)),
    ),
    st.builds(
        Phrase,
        st.just(TEXT),
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
        slop=st.integers(1, 4),
        boost=st.sampled_from((1.0, 2.0)),
    ),
    st.builds(PassageSet, st.lists(st.integers(0, 40), max_size=15)),
    st.builds(Every),
    st.builds(
        Prefix, st.just(SURFACE), st.sampled_from(("", "s", "ro")), constantscore=st.just(False)
    ),
    st.just(NullQuery),
)


def combined(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(inner, min_size=2, max_size=4)
    boost = st.sampled_from((1.0, 2.0))
    return st.one_of(
        st.builds(And, several, boost=boost),
        st.builds(Or, several, boost=boost),
        st.builds(Not, inner),
        st.builds(Require, inner, inner),
    )


nested = st.recursive(leaves, combined, max_leaves=8)
queries = st.one_of(nested, st.builds(AndMaybe, nested, nested))
"""AndMaybe only outermost: inside And, Whoosh's matcher skips its second half to the document that
was asked for instead of the one its first half found, and then loses the score of that half."""


def made(folder: Path, corpus: list[list[list[str]]], removed: int) -> IndexReader:
    """Return a reader of the corpus, a commit each list, with every ``removed``-th article gone."""
    names: list[str] = []
    with IndexWriter(folder) as writer:
        for commit in corpus:
            for body in commit:
                each = article(f"piece-{len(names)}", tuple(body))
                names.append(each.id)
                writer.put(each, NOTHING, STAMP)
            writer.commit()
        for name in names[1::removed]:
            writer.remove(name)
        writer.commit()
    return IndexReader.open(folder)


def walked(reader: IndexReader, query: Query) -> dict[int, float]:
    """Return what Whoosh's matchers find among live passages, with their scores."""
    found: dict[int, float] = {}
    searcher = reader._segments.searcher()
    for leaf, base in searcher.leaf_searchers():
        matcher = query.matcher(leaf, leaf.context(needs_current=True))
        while matcher.is_active():
            if reader.table.live[base + matcher.id()]:
                found[base + matcher.id()] = matcher.score()
            matcher.next()
    return found


def test_what_may_be_there_counts_inside_a_conjunction(tmp_path: Path) -> None:
    reader = made(tmp_path / "index", [[["salt"], ["rope salt"]], [["salt", "rope salt"]]], 9)
    salt, rope = Term(TEXT, "salt"), Term(TEXT, "rope")
    for query in (And([rope, AndMaybe(salt, rope)]), And([salt, AndMaybe(rope, salt)])):
        plain = reader.evaluate(And([salt, rope]), lambda: False)
        raised = reader.evaluate(query, lambda: False)
        assert raised.passages.tolist() == plain.passages.tolist() != []
        assert (raised.scores > plain.scores).all()


@settings(max_examples=60, deadline=None)
@given(corpora, st.integers(1, 4), st.lists(queries, min_size=8, max_size=8))
def test_documents_and_scores_are_whooshs(
    corpus: list[list[list[str]]], removed: int, asked: list[Query]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = made(Path(folder) / "index", corpus, removed)
        for query in asked:
            stock = walked(reader, query)
            ours = reader.evaluate(query, lambda: False)
            assert ours.passages.tolist() == sorted(stock), query
            expected = [stock[number] for number in sorted(stock)]
            assert np.allclose(ours.scores, expected, rtol=1e-4, atol=1e-4), query
        reader.close()


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[IndexReader]:
    reader = made(tmp_path / "index", [[["salt rope salt"], ["rope tide"]], [["tide salt"]]], 99)
    yield reader
    reader.close()


def found(reader: IndexReader, query: Query) -> dict[str, float]:
    matches = reader.evaluate(query, lambda: False)
    texts = [reader.passage_text(int(number)) for number in matches.passages]
    return dict(zip(texts, matches.scores.tolist(), strict=True))


def test_article_documents_never_match(reader: IndexReader) -> None:
    passages = reader.evaluate(Every(), lambda: False).passages
    assert (reader.table.article[passages] >= 0).all()
    assert len(passages) == int(reader.table.live.sum())


def test_and_not_leaves_out_what_matches_the_second(reader: IndexReader) -> None:
    """Whoosh's own matcher keeps the first match where the second one starts before it."""
    assert found(reader, AndNot(Term(TEXT, "salt"), Every())) == {}
    only = found(reader, AndNot(Term(TEXT, "salt"), Term(TEXT, "tide")))
    assert list(only) == ["salt rope salt"]


def test_a_maximum_is_taken_of_the_parts_that_match(reader: IndexReader) -> None:
    """Whoosh's own matcher looks at the other part's next document too."""
    salt, phrase = Term(TEXT, "salt"), Phrase(TEXT, ["tide", "salt"], boost=9.0)
    best = found(reader, DisjunctionMax([salt, phrase]))
    assert best["salt rope salt"] == found(reader, salt)["salt rope salt"]
    assert best["tide salt"] == found(reader, phrase)["tide salt"]


def test_a_query_asked_again_gives_the_same(reader: IndexReader) -> None:
    query = And([Term(TEXT, "salt"), PassageSet(range(50))])
    first, second = (reader.evaluate(query, lambda: False) for _ in range(2))
    assert first.passages.tolist() == second.passages.tolist() != []
    assert first.scores.tolist() == second.scores.tolist()


def test_unknown_fields_and_odd_words_match_nothing(reader: IndexReader) -> None:
    for query in (Term("nowhere", "salt"), Term(TEXT, "\ud800"), Phrase(TEXT, ["salt", "\ud800"])):
        assert len(reader.evaluate(query, lambda: False).passages) == 0


def test_cancelling_is_noticed_between_blocks(reader: IndexReader) -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 2

    query = Or([Term(TEXT, word) for word in ("salt", "rope", "tide")])
    assert len(reader.evaluate(query, cancelled).passages) == 0
    assert len(asked) == 3


def test_garbage_of_the_right_size_is_noticed_when_it_is_read(tmp_path: Path) -> None:
    made(tmp_path / "index", [[["salt rope " * 40] * 30]], 99).close()
    [path] = (tmp_path / "index").glob("*.seg")
    whole = path.read_bytes()
    noticed = 0
    for start in range(0, len(whole), max(1, len(whole) // 40)):
        ruined = whole[:start] + b"\xff" * 30 + whole[start + 30 :]
        path.write_bytes(ruined[: len(whole)])
        try:
            reader = IndexReader.open(tmp_path / "index")
            reader.evaluate(Phrase(TEXT, ["salt", "rope"]), lambda: False)
            reader.lexicon()
            for name in reader.entries:
                reader.load(name)
        except IndexUnusable:
            noticed += 1
    assert noticed > 5

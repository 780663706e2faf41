"""The words alone, of onrecord and of SQLite: what building costs where both do the same.

Both get the text of each passage, as it is, and make postings with positions of its stems, ready to
be searched by words, phrases and beginnings. Neither keeps texts, articles, names, actors or dates.
Built only; nobody asks them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.postings import IndexWriter
from index.postings.format.places import Places
from index.postings.indexing.form_table import ended
from index.postings.indexing.preparing import PASSAGE, Prepared
from tests.bench.articles import Passage
from tests.bench.engines.fts5 import BATCH, FILE, Fts5
from tests.bench.engines.interface import Feed, Stages
from tests.bench.engines.onrecord import STAMP, OnRecord

NO_PLACES = Places.of(())


class OnRecordWords(OnRecord):
    """onrecord's postings and surface forms, of articles of which nothing else is known."""

    name = "onrecord, words alone"
    asked = False

    def set_up(self) -> str:
        """Say what it has."""
        return "postings with positions, and the surface forms for beginnings"

    def build(self, feed: Feed, directory: Path, stages: Stages) -> None:
        """Index the words of all passages in one commit."""
        with IndexWriter(directory) as writer:
            for passages in feed.passages():
                writer.add(words_of(passages))
            writer.commit(map=False)


def words_of(passages: Sequence[Passage]) -> Prepared:
    """Return the passages of an article with their words, and all else blank."""
    rows = np.zeros((len(passages), len(PASSAGE)), np.int32)
    rows[:, PASSAGE.index("spans")] = 1
    spans = np.zeros((len(passages), 2), np.int32)
    spans[:, 1] = np.cumsum([len(passage.text) for passage in passages])
    spans[1:, 0] = spans[:-1, 1]
    identity = str(passages[0].article)
    return Prepared(
        id=identity,
        stamp=STAMP,
        fields=(identity.encode(), *(b"",) * 6),
        numbers=(0, 0, 0, 0),
        text=ended(passage.text for passage in passages),
        names=b"",
        title=ended(("",)),
        passages=rows,
        spans=spans,
        actors=NO_PLACES,
        phrases=NO_PLACES,
        packets=(b"", b"", b"", b""),
    )


class Fts5Words(Fts5):
    """FTS5 without a table behind it, with its prefix indexes."""

    name = "FTS5, words alone"
    asked = False

    def build(self, feed: Feed, directory: Path, stages: Stages) -> None:
        """Index the words of all passages, in the transactions of the whole one."""
        connection = sqlite3.connect(directory / FILE)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute(
            "CREATE VIRTUAL TABLE words USING fts5 "
            f"(text, content='', tokenize='porter unicode61', prefix='{self.prefix}')"
        )
        batch: list[tuple[int, str]] = []
        for passages in feed.passages():
            batch += [(passage.number, passage.text) for passage in passages]
            if len(batch) >= BATCH:
                _insert(connection, batch)
                batch = []
        _insert(connection, batch)
        connection.close()


def _insert(connection: sqlite3.Connection, batch: Sequence[tuple[int, str]]) -> None:
    connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", batch)
    connection.commit()

"""SQLite FTS5, with facets in ordinary indexed tables.

The words are stemmed by `porter unicode61`, with prefix indexes of two and four letters, as the
queries have them. Text stands once, in the table of passages, to which the word index refers. Each
passage is stored whole, so a quote is there twice, in its paragraph and by itself.

Built in transactions of 50,000 passages with the default journal and synchronous=FULL; the other
indexes are made afterwards. Then come `optimize`, ANALYZE and VACUUM, timed by themselves.

Each statement is the fastest found of several that mean the same: `ORDER BY bm25()` sorts only the
best 50 and beats `ORDER BY rank` by a third; the count apart beats a window function; the filter as
a join in this order beats `rowid IN (…)`, which looks the words up anew for each row, a
hundredfold. FTS5 has no search for slips: the terms with the same first letter are compared in
Python (they are read when it is opened), and those near enough are asked for.
"""

from __future__ import annotations

import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tests.bench.articles import Passage
from tests.bench.engines.interface import BEST, MOST_ACTORS, Change, Changed, Feed, Stages
from tests.bench.queries import Answer, Kind, Query

FILE = "passages.db"
BATCH = 50_000

_TABLES = """
CREATE TABLE passage (
    id INTEGER PRIMARY KEY, article INTEGER, kind TEXT, speaker INTEGER, source INTEGER,
    day INTEGER, text TEXT
);
CREATE TABLE passage_actor (
    passage INTEGER, actor INTEGER, PRIMARY KEY (passage, actor)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
    text, content='passage', content_rowid='id', tokenize='porter unicode61', prefix='{prefix}'
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
"""
_INDEXES = """
CREATE INDEX passage_article ON passage (article);
CREATE INDEX passage_speaker ON passage (speaker) WHERE speaker IS NOT NULL;
CREATE INDEX passage_day ON passage (day);
CREATE INDEX actor_passage ON passage_actor (actor, passage);
"""
_INSERT_PASSAGE = "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?)"
_INSERT_WORDS = "INSERT INTO words (rowid, text) VALUES (?, ?)"
_INSERT_ACTOR = "INSERT INTO passage_actor VALUES (?, ?)"

_BEST = f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words) LIMIT {BEST}"
_COUNT = "SELECT count(*) FROM words WHERE words MATCH ?"
_BEST_WITH = f"""
    SELECT words.rowid FROM words CROSS JOIN passage_actor ON passage = words.rowid
    WHERE words MATCH ? AND actor = ? ORDER BY bm25(words) LIMIT {BEST}"""
_COUNT_WITH = """
    SELECT count(*) FROM words WHERE words MATCH ?
    AND +rowid IN (SELECT passage FROM passage_actor WHERE actor = ?)"""
_ACTORS = f"""
    SELECT actor, count(*) AS passages FROM words JOIN passage_actor ON passage = words.rowid
    WHERE words MATCH ? GROUP BY actor ORDER BY passages DESC, actor LIMIT {MOST_ACTORS}"""


class Fts5:
    """FTS5 with its prefix indexes, as it answers fastest."""

    name = "FTS5"
    asked = True
    prefix = "2 4"

    def set_up(self) -> str:
        """Say which version, and how it is set up."""
        return f"SQLite {sqlite3.sqlite_version}, porter unicode61, prefix='{self.prefix}'"

    def build(self, feed: Feed, directory: Path, stages: Stages) -> None:
        """Index the corpus."""
        connection = _connect(directory)
        connection.executescript(_TABLES.format(prefix=self.prefix))
        batch: list[Passage] = []
        for passages in feed.passages():
            batch += passages
            if len(batch) >= BATCH:
                _insert(connection, batch)
                batch = []
        _insert(connection, batch)
        connection.executescript(_INDEXES)
        with stages.stage("optimize and vacuum"):
            connection.execute("INSERT INTO words (words) VALUES ('optimize')")
            connection.commit()
            connection.execute("ANALYZE")
            connection.execute("VACUUM")
        connection.close()

    def parts(self, directory: Path) -> dict[str, int]:
        """Return the bytes of the passages with their text, the word index, and the rest."""
        sizes = {"text": 0, "index": 0, "facets": 0}
        connection = _connect(directory)
        for name, size in connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"):
            part = "text" if name == "passage" else "facets"
            sizes["index" if name.startswith("words") else part] += size
        connection.close()
        return sizes

    def open(self, directory: Path) -> Fts5Searcher:
        """Open the database for reading, with the whole file mapped."""
        return Fts5Searcher(_connect(directory))

    def change(self, directory: Path, changes: list[Change]) -> Changed:
        """Replace an article."""
        started = time.perf_counter()
        connection = _connect(directory)
        opening = time.perf_counter() - started
        seconds = []
        for change in changes:
            started = time.perf_counter()
            _remove(connection, change.passages[0].article)
            _insert(connection, change.passages)
            seconds.append(time.perf_counter() - started)
        connection.close()
        return Changed(opening, seconds)


class PlainFts5(Fts5):
    """FTS5 without prefix indexes: it is built in half the time, and smaller."""

    name = "FTS5 without prefixes"
    asked = False
    prefix = ""


def _connect(directory: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(directory / FILE)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -65536")
    return connection


def _insert(connection: sqlite3.Connection, passages: Sequence[Passage]) -> None:
    """Add passages in one transaction."""
    rows = [
        (each.number, each.article, each.kind.value, each.speaker, each.source, each.day, each.text)
        for each in passages
    ]
    connection.executemany(_INSERT_PASSAGE, rows)
    connection.executemany(_INSERT_WORDS, [(row[0], row[-1]) for row in rows])
    actors = [(each.number, actor) for each in passages for actor in each.actors]
    connection.executemany(_INSERT_ACTOR, actors)
    connection.commit()


def _remove(connection: sqlite3.Connection, article: int) -> None:
    """Remove the passages of an article, as a part of the next transaction."""
    old = connection.execute("SELECT id, text FROM passage WHERE article = ?", (article,))
    rows = old.fetchall()
    connection.executemany("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", rows)
    numbers = [(number,) for number, _ in rows]
    connection.executemany("DELETE FROM passage_actor WHERE passage = ?", numbers)
    connection.executemany("DELETE FROM passage WHERE id = ?", numbers)


class Fts5Searcher:
    """An open database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA cache_size = -262144")
        connection.execute("PRAGMA mmap_size = 2000000000")
        connection.execute("SELECT count(*) FROM words WHERE words MATCH 'opened'").fetchone()
        self._connection = connection
        self._terms: dict[str, list[str]] = defaultdict(list)

    def prepare(self) -> float:
        """Read the terms, which are compared with misspelt words."""
        started = time.perf_counter()
        for (term,) in self._connection.execute("SELECT term FROM vocabulary"):
            self._terms[term[0]].append(term)
        return time.perf_counter() - started

    def ask(self, query: Query) -> Answer:
        """Answer a query with one or two statements."""
        match query.kind:
            case Kind.ACTOR_COUNTS:
                asked = (_expression(query),)
                return Answer((), 0, tuple(self._connection.execute(_ACTORS, asked)))
            case Kind.ACTOR:
                return self._answer(_BEST_WITH, _COUNT_WITH, (_expression(query), query.actor))
            case Kind.FUZZY:
                near = self._near(query.words[0])
                return self._answer(_BEST, _COUNT, (_quoted(near, " OR "),))
            case _:
                return self._answer(_BEST, _COUNT, (_expression(query),))

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def _answer(self, best: str, count: str, asked: tuple[object, ...]) -> Answer:
        rows = self._connection.execute(best, asked).fetchall()
        (total,) = self._connection.execute(count, asked).fetchone()
        return Answer(tuple(number for (number,) in rows), total)

    def _near(self, word: str) -> list[str]:
        """Return the terms one edit away that have the same first letter."""
        found = process.extract(
            word, self._terms[word[0]], scorer=OSA.distance, score_cutoff=1, limit=None
        )
        return [term for term, _, _ in found]


def _expression(query: Query) -> str:
    """Return the query in FTS5's language."""
    match query.kind:
        case Kind.PHRASE:
            return f'"{" ".join(query.words)}"'
        case Kind.PREFIX_2 | Kind.PREFIX_4:
            return f'"{query.words[0]}" *'
        case Kind.OR_2 | Kind.OR_3:
            return _quoted(query.words, " OR ")
        case _:
            return _quoted(query.words, " AND ")


def _quoted(words: Iterable[str], joint: str) -> str:
    return joint.join(f'"{word}"' for word in words)

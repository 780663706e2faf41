"""Stock Whoosh, with its own codec, writer and searcher.

TEXT under StemmingAnalyzer with an unlimited cache and no stop words, KEYWORD fields for facets,
the writer's default memory and one process; one segment, as one commit leaves it. The count is
exact (`len` of the results), and actors are counted by a grouping facet.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import whoosh
import whoosh.index
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema
from whoosh.lang.porter import stem as porter_stem
from whoosh.query import And, FuzzyTerm, Or, Phrase, Prefix, Term
from whoosh.query import Query as Tree
from whoosh.sorting import Count, FieldFacet

from tests.bench.articles import Passage
from tests.bench.engines.interface import BEST, MOST_ACTORS, Change, Changed, Feed, Stages
from tests.bench.queries import Answer, Kind, Query

FIELD = "text"

_stem: Callable[[str], str] = porter_stem


class StockWhoosh:
    """Whoosh as it comes."""

    name = "Whoosh"
    asked = True

    def set_up(self) -> str:
        """Say which version, and how it is set up."""
        version = ".".join(map(str, whoosh.__version__))
        return f"Whoosh {version}, StemmingAnalyzer(stoplist=None, cachesize=-1), one segment"

    def build(self, feed: Feed, directory: Path, stages: Stages) -> None:
        """Index the corpus in one commit."""
        analyzer = StemmingAnalyzer(stoplist=None, minsize=1, cachesize=-1)
        schema = Schema(
            text=TEXT(analyzer=analyzer, stored=True),
            number=STORED(),
            kind=ID(),
            article=NUMERIC(),
            speaker=NUMERIC(),
            source=NUMERIC(),
            day=NUMERIC(sortable=True),
            actors=KEYWORD(),
        )
        writer = whoosh.index.create_in(str(directory), schema).writer()
        for passages in feed.passages():
            _add(writer, passages)
        writer.commit()

    def parts(self, directory: Path) -> dict[str, int]:
        """Return the bytes of all files: they are one."""
        return {"text": 0, "index": sum(path.stat().st_size for path in directory.iterdir())}

    def open(self, directory: Path) -> StockWhooshSearcher:
        """Open the index."""
        return StockWhooshSearcher(whoosh.index.open_dir(str(directory)).searcher())

    def change(self, directory: Path, changes: list[Change]) -> Changed:
        """Replace an article, without merging segments; Whoosh has a new writer for each commit."""
        index = whoosh.index.open_dir(str(directory))
        seconds = []
        for change in changes:
            started = time.perf_counter()
            writer: Any = index.writer()
            writer.delete_by_term("article", change.passages[0].article)
            _add(writer, change.passages)
            writer.commit(merge=False)
            seconds.append(time.perf_counter() - started)
        return Changed(0.0, seconds)


def _add(writer: Any, passages: list[Passage]) -> None:
    for passage in passages:
        writer.add_document(
            text=passage.text,
            number=passage.number,
            kind=passage.kind.value,
            article=passage.article,
            speaker=passage.speaker,
            source=passage.source,
            day=passage.day,
            actors=" ".join(map(str, passage.actors)),
        )


class StockWhooshSearcher:
    """An open index."""

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher

    def prepare(self) -> float:
        """Make nothing."""
        return 0.0

    def ask(self, query: Query) -> Answer:
        """Search with Whoosh's own searcher."""
        tree = _tree(query)
        if query.kind is Kind.ACTOR_COUNTS:
            facet = FieldFacet("actors", allow_overlap=True, maptype=Count)
            found = self._searcher.search(tree, limit=1, groupedby={"actors": facet})
            counts = ((int(each), int(n)) for each, n in found.groups("actors").items() if each)
            return Answer(
                (), 0, tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:MOST_ACTORS])
            )
        found = self._searcher.search(tree, limit=BEST)
        return Answer(tuple(hit["number"] for hit in found), len(found))

    def close(self) -> None:
        """Close the files."""
        self._searcher.close()


def _tree(query: Query) -> Tree:
    match query.kind:
        case Kind.PREFIX_2 | Kind.PREFIX_4:
            return Prefix(FIELD, query.words[0])
        case Kind.FUZZY:
            return FuzzyTerm(FIELD, query.words[0], maxdist=1, prefixlength=1)
        case Kind.PHRASE:
            return Phrase(FIELD, [_stem(word) for word in query.words])
    terms: list[Tree] = [Term(FIELD, _stem(word)) for word in query.words]
    if query.actor is not None:
        terms.append(Term("actors", str(query.actor), boost=0.0))
    if len(terms) == 1:
        return terms[0]
    return Or(terms) if query.kind in (Kind.OR_2, Kind.OR_3) else And(terms)

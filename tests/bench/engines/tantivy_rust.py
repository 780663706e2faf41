"""tantivy, through its Python binding, with one indexing thread.

The text field is stored, with positions, under the `en_stem` tokenizer; actors are a field of
numbers with several values, indexed and fast (a column). Answers are one search with an exact
count, and the documents' numbers come from a column. Beginnings are regular expressions over the
terms. The binding cannot ask for one segment, so there are as many as the merge policy leaves.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import time
from pathlib import Path
from typing import Any

from tests.bench.articles import Passage
from tests.bench.engines.interface import BEST, MOST_ACTORS, Change, Changed, Feed, Stages
from tests.bench.queries import Answer, Kind, Query

HEAP = 256_000_000
"""Bytes of postings that the writer keeps before it makes a segment."""

_SEGMENT_BUCKETS = 50_000
"""Actors counted in each segment before the best are taken: all of them, so counts are exact."""


class Tantivy:
    """tantivy, where the binding is installed."""

    name = "tantivy"
    asked = True

    def __init__(self) -> None:
        self._tantivy: Any = importlib.import_module("tantivy")

    def set_up(self) -> str:
        """Say which version, and how it is set up."""
        version = importlib.metadata.version("tantivy")
        return f"tantivy-py {version}, en_stem, one indexing thread, heap {HEAP // 1_000_000} MB"

    def build(self, feed: Feed, directory: Path, stages: Stages) -> None:
        """Index the corpus."""
        index = self._tantivy.Index(self._schema(), str(directory))
        writer = index.writer(heap_size=HEAP, num_threads=1)
        for passages in feed.passages():
            self._add(writer, passages)
        writer.commit()
        writer.wait_merging_threads()

    def parts(self, directory: Path) -> dict[str, int]:
        """Return the bytes of the document store, of terms and postings, and of the columns."""
        sizes = {"text": 0, "index": 0, "facets": 0}
        for path in directory.iterdir():
            part = {".store": "text", ".fast": "facets"}.get(path.suffix, "index")
            sizes[part] += path.stat().st_size
        return sizes

    def open(self, directory: Path) -> TantivySearcher:
        """Open an index."""
        return TantivySearcher(self._tantivy, self._tantivy.Index.open(str(directory)))

    def change(self, directory: Path, changes: list[Change]) -> Changed:
        """Replace an article."""
        started = time.perf_counter()
        index = self._tantivy.Index.open(str(directory))
        writer = index.writer(heap_size=HEAP, num_threads=1)
        opening = time.perf_counter() - started
        seconds = []
        for change in changes:
            started = time.perf_counter()
            writer.delete_documents_by_term("article", change.passages[0].article)
            self._add(writer, change.passages)
            writer.commit()
            seconds.append(time.perf_counter() - started)
        writer.wait_merging_threads()
        return Changed(opening, seconds)

    def _schema(self) -> Any:
        builder = self._tantivy.SchemaBuilder()
        builder.add_text_field("text", stored=True, tokenizer_name="en_stem")
        builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
        for name in ("article", "speaker", "source", "day", "actors"):
            builder.add_unsigned_field(name, indexed=True, fast=True)
        builder.add_unsigned_field("number", fast=True)
        return builder.build()

    def _add(self, writer: Any, passages: list[Passage]) -> None:
        for passage in passages:
            document = self._tantivy.Document()
            document.add_text("text", passage.text)
            document.add_text("kind", passage.kind.value)
            document.add_unsigned("number", passage.number)
            document.add_unsigned("article", passage.article)
            document.add_unsigned("source", passage.source)
            document.add_unsigned("day", passage.day)
            if passage.speaker is not None:
                document.add_unsigned("speaker", passage.speaker)
            for actor in passage.actors:
                document.add_unsigned("actors", actor)
            writer.add_document(document)


class TantivySearcher:
    """An open index."""

    def __init__(self, tantivy: Any, index: Any) -> None:
        self._tantivy = tantivy
        self._index = index
        self._searcher = index.searcher()

    def prepare(self) -> float:
        """Make nothing."""
        return 0.0

    def ask(self, query: Query) -> Answer:
        """Answer a query with one search, or one aggregation."""
        asked = self._query(query)
        if query.kind is Kind.ACTOR_COUNTS:
            terms = {"field": "actors", "size": MOST_ACTORS, "segment_size": _SEGMENT_BUCKETS}
            found = self._searcher.aggregate(asked, {"actors": {"terms": terms}})
            buckets = found["actors"]["buckets"]
            counts = tuple((int(each["key"]), int(each["doc_count"])) for each in buckets)
            return Answer((), 0, counts)
        result = self._searcher.search(asked, limit=BEST, count=True)
        addresses = [address for _, address in result.hits]
        numbers = self._searcher.fast_field_values("number", addresses)
        return Answer(tuple(numbers), result.count)

    def close(self) -> None:
        """Nothing to do: the files are closed with the last reference."""

    def _query(self, query: Query) -> Any:
        queries, schema = self._tantivy.Query, self._index.schema
        match query.kind:
            case Kind.PREFIX_2 | Kind.PREFIX_4:
                return queries.regex_query(schema, "text", f"{query.words[0]}.*")
            case Kind.FUZZY:
                return queries.fuzzy_term_query(schema, "text", query.words[0], distance=1)
            case Kind.PHRASE:
                return self._parsed(f'"{" ".join(query.words)}"')
            case Kind.OR_2 | Kind.OR_3:
                return self._parsed(" ".join(f'"{word}"' for word in query.words))
        words = self._parsed(" ".join(f'+"{word}"' for word in query.words))
        if query.actor is None:
            return words
        must = self._tantivy.Occur.Must
        actor = queries.term_query(schema, "actors", query.actor)
        return queries.boolean_query([(must, words), (must, queries.const_score_query(actor, 0.0))])

    def _parsed(self, text: str) -> Any:
        return self._index.parse_query(text, ["text"])

"""onrecord's own index.

An answer is what search does before it makes hits: the query tree evaluated, the matches counted,
the best 50 taken. Terms are asked for in the text alone, as the other engines have no second field;
title, speaker and closeness are left to the table of whole searches. Beginnings and slips are
looked up among the corpus's words, as search does, and all of their stems are asked for, without
the limits that search sets while somebody types.

A commit makes articles visible; the map from their actors and phrases to those of the corpus comes
after it, and is timed as a stage of its own, since other engines are given the actors by number.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import whoosh
from numpy.typing import NDArray
from whoosh.query import And, Or, Phrase, Term
from whoosh.query import Query as Tree

from index.cancelling import never
from index.postings import IndexReader, IndexWriter, Matches, PassageSet, Stamp
from index.postings.analysis import stem
from index.postings.format.container import Container
from index.postings.format.layout import SUFFIX, WORD_FIELDS
from index.postings.query.beginning import Beginning
from index.postings.schema import TEXT
from index.search.catalogue import catalogue_of
from index.search.facets import Facets
from index.search.ranking import first_and_more
from index.search.warming import warm_up
from tests.bench.actors import pool
from tests.bench.engines.interface import BEST, MOST_ACTORS, Change, Changed, Feed, Stages
from tests.bench.queries import Answer, Kind, Query

STAMP = Stamp(1, 1)


class OnRecord:
    """The index under test."""

    name = "onrecord"
    asked = True

    def set_up(self) -> str:
        """Say what it stands on."""
        version = ".".join(map(str, whoosh.__version__))
        return f"onrecord, over Whoosh {version} and numpy {np.__version__}"

    def build(self, feed: Feed, directory: Path, stages: Stages) -> None:
        """Index the corpus in one commit."""
        with IndexWriter(directory) as writer:
            for article, extraction in feed.articles():
                writer.put(article, extraction, STAMP)
            writer.commit(map=False)
            with stages.stage("map of actors and topics"):
                writer.update_map()

    def parts(self, directory: Path) -> dict[str, int]:
        """Return the bytes of articles and their outlines, of words, and of actors and topics."""
        sizes = {"text": 0, "index": 0, "facets": 0}
        for path in directory.iterdir():
            if path.suffix == SUFFIX:
                arrays = Container(path)
                for name in arrays:
                    sizes[_part(name)] += arrays[name].nbytes
            else:
                sizes["facets"] += path.stat().st_size
        return sizes

    def open(self, directory: Path) -> OnRecordSearcher:
        """Open the newest generation."""
        return OnRecordSearcher(IndexReader.open(directory))

    def change(self, directory: Path, changes: list[Change]) -> Changed:
        """Replace an article."""
        started = time.perf_counter()
        with IndexWriter(directory) as writer:
            opening = time.perf_counter() - started
            seconds = []
            for change in changes:
                started = time.perf_counter()
                writer.put(change.article, change.extraction, STAMP)
                writer.commit(map=False)
                seconds.append(time.perf_counter() - started)
        return Changed(opening, seconds)


class OnRecordSearcher:
    """An open generation."""

    def __init__(self, reader: IndexReader) -> None:
        self.reader = reader
        self._lexicon, self._catalogue = reader.lexicon(), catalogue_of(reader)

    def prepare(self) -> float:
        """Warm up as the explorer does, and number the actors, for the benchmark."""
        started = time.perf_counter()
        warm_up(self.reader)
        seconds = time.perf_counter() - started
        self.number_actors()
        return seconds

    def number_actors(self) -> None:
        """Know the pool's number of each actor, and the other way round."""
        names = {name: number for number, name in enumerate(pool().names)}
        self._number = [names[label] for label in self.reader.corpus.actors.labels]
        self._actor = {number: actor for actor, number in enumerate(self._number)}

    def ask(self, query: Query) -> Answer:
        """Evaluate a query and take the best, or count the actors."""
        matches = self.reader.evaluate(self._tree(query), never)
        if query.kind is Kind.ACTOR_COUNTS:
            return Answer((), 0, self._count_actors(matches))
        return Answer(tuple(best(matches, BEST).tolist()), len(matches.passages))

    def close(self) -> None:
        """Close the files."""
        self.reader.close()

    def _tree(self, query: Query) -> Tree:
        match query.kind:
            case Kind.PREFIX_2 | Kind.PREFIX_4:
                return Beginning(TEXT, query.words[0])
            case Kind.FUZZY:
                near = self._catalogue.spelling.near(query.words[0], 1)
                return _any_of(dict.fromkeys(map(stem, near)))
            case Kind.PHRASE:
                return Phrase(TEXT, [stem(word) for word in query.words])
        terms: list[Tree] = [Term(TEXT, stem(word)) for word in query.words]
        if query.actor is not None:
            terms.append(self._passages_with(query.actor))
        if len(terms) == 1:
            return terms[0]
        return Or(terms) if query.kind in (Kind.OR_2, Kind.OR_3) else And(terms)

    def _passages_with(self, number: int) -> Tree:
        actor = self._actor.get(number)
        if actor is None:
            return PassageSet([])
        return PassageSet.ascending(self.reader.corpus.actors_of.documents_with(actor))

    def _count_actors(self, matches: Matches) -> tuple[tuple[int, int], ...]:
        counted = Facets(self._catalogue.facts, matches.passages).actors[:MOST_ACTORS]
        return tuple((self._number[each.id], each.count) for each in counted)


def _part(array: str) -> str:
    """Return what an array of a segment belongs to, by its name in layout.py."""
    if array.startswith(("text_starts", "texts", "outline", "articles.")):
        return "text"
    words = any(array.startswith(f"{field}.") for field in (*WORD_FIELDS, "surface"))
    return "index" if words else "facets"


def _any_of(stems: Iterable[str]) -> Tree:
    return Or([Term(TEXT, each) for each in stems])


def best(matches: Matches, size: int) -> NDArray[np.int32]:
    """Return the ``size`` passages with the highest scores, highest first.

    Of equal ones the first passages, as ranking.py does.
    """
    descending = -matches.scores
    rows = first_and_more(descending, size)
    order = descending.take(rows).argsort(kind="stable")[:size]
    return matches.passages.take(rows.take(order))

"""From the tree of a query to Whoosh's query tree, over the words and names of one generation.

    tolls by:kang   →   And(Or(text:toll, speaker:toll), PassageSet(spoken by Lu Kang))

Words are made into queries by word_queries.py; fields become sets of passages (fields.py), which
stand beside the words in one And, so that evaluation intersects them without a loop. Two things
raise a score without being asked for: words in the article's title (a title that matched by itself
would bring every paragraph of its article), and words that stand close together.

Function words ("the", "of") are asked for only in a phrase or where nothing else is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from whoosh.query import AndMaybe, Query, Term
from whoosh.query import Not as NoneOf

from index.extraction.lexicons import words as word_list
from index.postings import PassageSet
from index.postings.analysis import forms
from index.postings.schema import TEXT, TITLE
from index.search.catalogue import Catalogue
from index.search.fields import FieldQueries
from index.search.syntax import (
    And,
    FieldTerm,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Typo,
    Wildcard,
    Word,
)
from index.search.word_queries import Gathered, WordQueries, all_of, any_of, side_by_side

TITLE_BOOST = 0.3
CLOSE_BOOST = 0.5
CLOSE = 3
"""Places within which two neighbours of the query must stand in the text to be close."""
MAX_CLOSE_PAIRS = 4
"""Pairs of neighbours looked at: each costs as much as a phrase."""

FUNCTION_WORDS = word_list(
    "a an and are as at be been but by for from had has have he her his if in into is it its of on "
    "or she so than that the their them then there these they this to was we were which who with"
)
"""Words that are in nearly every passage and mean nothing alone. Not "us": it is also the US."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A query ready to evaluate, what to highlight, and what to say about it."""

    query: Query
    gathered: Gathered


def compile_query(
    tree: Node | None, catalogue: Catalogue, filters: Iterable[Node] = (), typed: int | None = None
) -> Compiled | None:
    """Return the query that asks for ``tree`` and all ``filters``; None where nothing is asked.

    ``typed`` is where the cursor stands in the query's text (characters) while it is being typed:
    the word that ends there is unfinished.
    """
    compiler = _Compiler(catalogue, typed)
    query = compiler.whole(tree, filters)
    return None if query is None else Compiled(query, compiler.gathered)


class _Compiler:
    """Compiles one query. A part that asks for nothing that can be searched gives None."""

    def __init__(self, catalogue: Catalogue, typed: int | None) -> None:
        self.gathered = Gathered()
        self._table = catalogue.table
        self._typed = typed
        self._words = WordQueries(catalogue.spelling, self.gathered)
        self._fields = FieldQueries(catalogue, self.gathered)

    def whole(self, tree: Node | None, filters: Iterable[Node]) -> Query | None:
        """Return the query for the tree and the filters: words with what raises them, and sets."""
        parts = tree.parts if isinstance(tree, And) else () if tree is None else (tree,)
        worded = [part for part in asked_for(parts) if not isinstance(part, FieldTerm)]
        others = [part for part in parts if isinstance(part, FieldTerm)]
        queries = self._with_raises(worded)
        queries += [query for part in (*others, *filters) if (query := self.node(part)) is not None]
        return all_of(queries) if queries else None

    def _with_raises(self, parts: Sequence[Node]) -> list[Query]:
        """Return the query for the worded parts, raised by titles and by closeness."""
        queries: list[Query] = []
        runs: list[list[str]] = [[]]
        for part in parts:
            before = len(self.gathered.roots)
            query = self.node(part)
            if query is None:
                continue
            queries.append(query)
            if isinstance(part, Word | Phrase):
                runs[-1] += self.gathered.roots[before:]
            else:
                runs.append([])
        if not queries:
            return []
        raises: list[Query] = [
            Term(TITLE, root, boost=TITLE_BOOST) for root in dict.fromkeys(self.gathered.roots)
        ]
        pairs = [pair for run in runs for pair in pairwise(run) if pair[0] != pair[1]]
        raises += [
            side_by_side(TEXT, pair, slop, CLOSE_BOOST)
            for pair in pairs[:MAX_CLOSE_PAIRS]
            for slop in (1, CLOSE)
        ]
        return [AndMaybe(all_of(queries), any_of(raises)) if raises else all_of(queries)]

    def node(self, node: Node) -> Query | None:
        """Return the query for one part of the tree."""
        match node:
            case Word(text, span):
                return self._words.word(text, unfinished=span.end == self._typed)
            case Phrase(text, _, still_open):
                return self._words.phrase(text, still_open and self._typed is not None)
            case Prefix(text):
                return self._words.beginning(text)
            case Wildcard(pattern):
                return self._words.shape(pattern)
            case Typo(text):
                return self._words.similar(text)
            case FieldTerm():
                return self._fields.query(node, unfinished=node.span.end == self._typed)
            case Not(part):
                return self._negation(part)
            case And(parts):
                queries = self._all(asked_for(parts))
                return all_of(queries) if queries else None
            case Or(parts):
                queries = self._all(parts)
                return any_of(queries) if queries else None

    def _all(self, parts: Iterable[Node]) -> list[Query]:
        return [query for part in parts if (query := self.node(part)) is not None]

    def _negation(self, part: Node) -> Query | None:
        before, self.gathered.negated = self.gathered.negated, True
        inner = self.node(part)
        self.gathered.negated = before
        if inner is None:
            return None
        return all_of([PassageSet(np.flatnonzero(self._table.live)), NoneOf(inner)])


def asked_for(parts: Sequence[Node]) -> Sequence[Node]:
    """Leave function words out where something else is asked."""
    asked = [part for part in parts if not (isinstance(part, Word) and _is_function(part))]
    return asked or parts


def _is_function(word: Word) -> bool:
    found = forms(word.text)
    return bool(found) and FUNCTION_WORDS.issuperset(found)

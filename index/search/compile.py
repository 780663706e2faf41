"""From the tree of a query to Whoosh's query tree, over the words and names of one generation.

    tolls by:kang   →   And(AndMaybe(Or(text:toll, speaker:toll), OfArticle(title:toll)),
                            PassageSet(spoken by Lu Kang))

Words are made into queries by word_queries.py; fields become sets of passages (fields.py), which
stand beside the words in one And, so that evaluation intersects them without a loop. Words in the
article's title raise a score without being asked for; a title that matched by itself would bring
every paragraph of its article. (Words that stand close together raise it too, but later, in
raising.py, and only that of the best.)

Function words ("the", "of") are asked for only in a phrase or where nothing else is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whoosh.query import AndMaybe, Query, Term
from whoosh.query import Not as NoneOf

from index.postings import PassageSet
from index.postings.analysis import forms
from index.postings.query.article_query import OfArticle
from index.postings.schema import TITLE
from index.search.catalogue import Catalogue
from index.search.closeness import Slot
from index.search.fields import FieldQueries
from index.search.function_words import FUNCTION_WORDS
from index.search.gathered import Gathered
from index.search.own_topics import NO_TOPICS, OwnTopics
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
from index.search.whoosh_queries import all_of, any_of
from index.search.word_queries import WordQueries

TITLE_BOOST = 0.2
"""What a word of the title counts, against one of the passage. Titles are short and their words
rare, so that a match scores thrice what it does in a passage."""

MAX_TITLE_WORDS = 16
"""Words of a query that are looked for in titles."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A query ready to evaluate, what to highlight, and what to say about it. ``query`` is None
    where nothing is asked."""

    query: Query | None
    gathered: Gathered


def compile_query(
    tree: Node | None,
    catalogue: Catalogue,
    filters: Iterable[Node] = (),
    typed: int | None = None,
    own: OwnTopics = NO_TOPICS,
) -> Compiled:
    """Return the query that asks for ``tree`` and all ``filters``.

    ``typed`` is where the cursor stands in the query's text (characters) while it is being typed:
    the word that ends there is unfinished. ``own`` are the topics of the user's own.
    """
    compiler = _Compiler(catalogue, typed, own)
    return Compiled(compiler.whole(tree, filters), compiler.gathered)


class _Compiler:
    """Compiles one query. A part that asks for nothing that can be searched gives None."""

    def __init__(self, catalogue: Catalogue, typed: int | None, own: OwnTopics) -> None:
        self.gathered = Gathered()
        self._facts = catalogue.facts
        self._typed = typed
        self._words = WordQueries(
            catalogue.lexicon, catalogue.spelling, len(catalogue.table), self.gathered
        )
        self._fields = FieldQueries(catalogue, self.gathered, own)

    def whole(self, tree: Node | None, filters: Iterable[Node]) -> Query | None:
        """Return the query for the tree and the filters: words with what raises them, and sets."""
        parts = tree.parts if isinstance(tree, And) else () if tree is None else (tree,)
        worded = [part for part in parts if not isinstance(part, FieldTerm)]
        others = [part for part in parts if isinstance(part, FieldTerm)]
        queries = self._asked(worded, alone=not others)
        if queries and self.gathered.titles:
            titles = [Term(TITLE, root) for root in list(self.gathered.titles)[:MAX_TITLE_WORDS]]
            queries = [AndMaybe(all_of(queries), OfArticle(any_of(titles), TITLE_BOOST))]
        queries += [query for part in (*others, *filters) if (query := self.node(part)) is not None]
        return all_of(queries) if queries else None

    def _asked(self, parts: Sequence[Node], alone: bool = True) -> list[Query]:
        """Return the queries for all parts but function words, which keep their place among the
        words typed; for these too where they are all there is (and stand ``alone``)."""
        left_out = [isinstance(part, Word) and _is_function(part) for part in parts]
        if alone and all(left_out):
            left_out = [False] * len(parts)
        queries: list[Query] = []
        for part, is_left_out in zip(parts, left_out, strict=True):
            query = None if is_left_out else self.node(part)
            if is_left_out:
                self.gathered.place += 1
            if query is not None:
                queries.append(query)
        return queries

    def node(self, node: Node) -> Query | None:
        """Return the query for one part of the tree."""
        match node:
            case Word(text, span):
                return self._words.word(text, unfinished=span.end == self._typed)
            case Phrase(text, _, still_open):
                return self._words.phrase(text, unfinished=still_open)
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
                queries = self._asked(parts)
                return all_of(queries) if queries else None
            case Or(parts):
                return self._alternatives(parts)

    def _alternatives(self, parts: Sequence[Node]) -> Query | None:
        """One of some parts. Where each is a single word they are one word with several stems, to
        those that look at the words of the query."""
        gathered = self.gathered
        before, place = len(gathered.slots), gathered.place
        queries = [query for part in parts if (query := self.node(part)) is not None]
        slots = gathered.slots[before:]
        del gathered.slots[before:]
        if len(slots) <= len(parts):
            stems = dict.fromkeys(stem for slot in slots for stem in slot.stems)
            gathered.slots += [Slot(tuple(stems), place)] if stems else []
            gathered.place = place + 1
        return any_of(queries) if queries else None

    def _negation(self, part: Node) -> Query | None:
        before, self.gathered.negated = self.gathered.negated, True
        inner = self.node(part)
        self.gathered.negated = before
        if inner is None:
            return None
        return all_of([PassageSet.where(self._facts.table.live), NoneOf(inner)])


def _is_function(word: Word) -> bool:
    found = forms(word.text)
    return bool(found) and FUNCTION_WORDS.issuperset(found)

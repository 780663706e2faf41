"""From the tree of a query to Whoosh's query tree, over the words and names of one generation.

    tolls by:kang   →   And(Or(text:toll, speaker:toll), PassageSet(spoken by Lu Kang))

- A word matches by its stem, in the passage or in the speaker's name, so that quotes by Lighthizer
  are found by the word "lighthizer".
- A word that no passage has is replaced by the nearest spelling, and the change is noted.
- The last word, while it is being typed, stands for all words that begin so, the most frequent
  first, up to a number of words and of passages that keeps a keystroke quick.
- Function words ("the", "of") are only asked for where nothing else is, or in a phrase.
- Fields become sets of passages (fields.py), which evaluation intersects without a loop.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from whoosh.analysis.filters import STOP_WORDS
from whoosh.query import And as AllOf
from whoosh.query import AndMaybe, Query, Term
from whoosh.query import Not as NoneOf
from whoosh.query import Or as AnyOf
from whoosh.query import Phrase as SideBySide

from index.postings import PassageSet
from index.postings.analysis import forms, stem
from index.postings.schema import SPEAKER, SURFACE, TEXT, TITLE
from index.search.catalogue import Catalogue
from index.search.fields import FieldReader
from index.search.highlight import Needles
from index.search.spelling import slips_allowed
from index.search.syntax import (
    And,
    Field,
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

MAX_SHAPED = 256
"""Words that an explicit star stands for, the most frequent first."""

MAX_TYPED_PASSAGES = 20_000
"""Passages that the beginning of a word may stand for while it is typed; beyond, it is capped."""

PHRASE_ENDINGS = 16
"""Words that the last, half-typed one of an open phrase may stand for."""

SPEAKER_BOOST = 0.8
TITLE_BOOST = 0.3
PHRASE_BOOST = 2.0


@dataclass(slots=True)
class Compiled:
    """A query ready to evaluate, what to highlight, and what to say about it."""

    query: Query
    needles: Needles
    notes: list[str] = field(default_factory=list)
    capped: bool = False
    scored: bool = False


def compile_query(
    tree: Node | None, catalogue: Catalogue, filters: Iterable[Node] = (), typed: int | None = None
) -> Compiled | None:
    """Return the query that asks for ``tree`` and all ``filters``; None where nothing is asked.

    ``typed`` is where the cursor stands in the query's text (characters) while it is being typed:
    the word that ends there is unfinished.
    """
    parts = list(filters) if tree is None else [tree, *filters]
    if not parts:
        return None
    return _Compiler(catalogue, typed).compile(tree, parts)


class _Compiler:
    """Compiles one query; ``sure`` is False inside a Not, where nothing is highlighted."""

    def __init__(self, catalogue: Catalogue, typed: int | None) -> None:
        self.catalogue = catalogue
        self.spelling = catalogue.spelling
        self.typed = typed
        self.result = Compiled(PassageSet([]), Needles())
        self.fields = FieldReader(catalogue, self._note)
        self.titled: list[str] = []
        self.negated = False

    def compile(self, tree: Node | None, parts: Sequence[Node]) -> Compiled:
        queries = [self.node(part) for part in parts]
        query = queries[0] if len(queries) == 1 else AllOf(queries)
        extras = self._extras(tree)
        self.result.query = AndMaybe(query, AnyOf(extras)) if extras else query
        return self.result

    def _note(self, text: str) -> None:
        if text not in self.result.notes:
            self.result.notes.append(text)

    def _extras(self, tree: Node | None) -> list[Query]:
        """Return what raises the score but is not asked for: title words, words side by side."""
        extras: list[Query] = [Term(TITLE, root, boost=TITLE_BOOST) for root in self.titled]
        plain = tree.parts if isinstance(tree, And) else ()
        words = [part for part in plain if isinstance(part, Word)]
        if len(words) > 1 and len(words) == len(plain):
            stems = [stem(form) for word in words for form in forms(word.text)]
            extras.append(SideBySide(TEXT, stems, slop=2, boost=PHRASE_BOOST))
        return extras

    # -- the parts of a tree -----------------------------------------------------------------

    def node(self, node: Node) -> Query:
        match node:
            case Word():
                return self.word(node)
            case Phrase():
                return self.phrase(node)
            case Prefix():
                found = self.spelling.beginning_with(_fold(node.text), MAX_SHAPED)
                return self.surface(found, prefix=_fold(node.text))
            case Wildcard():
                return self.wildcard(node)
            case Typo():
                return self.typo(node)
            case FieldTerm():
                return self.field_term(node)
            case Not():
                return self.negation(node)
            case And():
                return AllOf([self.node(part) for part in self._asked(node.parts)])
            case Or():
                return AnyOf([self.node(part) for part in node.parts])

    def negation(self, node: Not) -> Query:
        before, self.negated = self.negated, True
        inner = self.node(node.part)
        self.negated = before
        return AllOf([PassageSet(np.flatnonzero(self.catalogue.table.live)), NoneOf(inner)])

    @staticmethod
    def _asked(parts: Sequence[Node]) -> Sequence[Node]:
        """Leave function words out where something else is asked."""
        asked = [part for part in parts if not (isinstance(part, Word) and _is_function(part))]
        return asked or parts

    def word(self, node: Word) -> Query:
        found = forms(node.text)
        if not found:
            return PassageSet([])
        unfinished = node.span.end == self.typed
        *whole, last = found
        queries = [self.whole_word(form) for form in whole]
        queries.append(self.begun_word(last) if unfinished else self.whole_word(last))
        return queries[0] if len(queries) == 1 else AllOf(queries)

    def whole_word(self, form: str) -> Query:
        """A word, whatever its ending, or else the nearest one there is."""
        if not self.spelling.has_stem_of(form):
            nearest = self.spelling.nearest(form)
            if nearest is None:
                return PassageSet([])
            self._note(f"no “{form}”: showing “{nearest}”")
            form = nearest
        return self.stemmed(form)

    def stemmed(self, form: str) -> Query:
        root = stem(form)
        self.result.scored = True
        if not self.negated:
            self.result.needles.stems.add(root)
            self.titled.append(root)
        return AnyOf([Term(TEXT, root), Term(SPEAKER, root, boost=SPEAKER_BOOST)])

    def begun_word(self, form: str) -> Query:
        """A word that may go on: all that begin so, or the stem, or the nearest beginning."""
        found = self._affordable(self.spelling.beginning_with(form))
        if found:
            query = self.surface(found, prefix=form)
            return AnyOf([query, self.stemmed(form)]) if self.spelling.has_stem_of(form) else query
        if self.spelling.has_stem_of(form):
            return self.stemmed(form)
        nearest = self.spelling.nearest(form)
        if nearest is None:
            begun = self.spelling.nearest_beginning(form)
            if begun is None:
                return PassageSet([])
            self._note(f"no “{form}…”: showing “{begun}…”")
            return self.surface(self._affordable(self.spelling.beginning_with(begun)), prefix=begun)
        return self.whole_word(form)

    def _affordable(self, found: Sequence[str]) -> list[str]:
        """Return as many of the forms, most frequent first, as a keystroke has time for.

        Function words are left out where others begin so too: "th" is not asking for "the".
        """
        taken: list[str] = []
        total = 0
        telling = [form for form in found if form not in STOP_WORDS]
        for form in telling or found:
            total += self.spelling.count(form)
            if taken and total > MAX_TYPED_PASSAGES:
                self.result.capped = True
                break
            taken.append(form)
        return taken

    def surface(self, found: Sequence[str], prefix: str | None = None) -> Query:
        if not found:
            return PassageSet([])
        self.result.scored = True
        if not self.negated:
            if prefix is None:
                self.result.needles.forms.update(found)
            else:
                self.result.needles.prefixes.add(prefix)
        return AnyOf([Term(SURFACE, form) for form in found])

    def wildcard(self, node: Wildcard) -> Query:
        pattern = node.pattern.casefold()
        shape = re.compile(fnmatch.translate(pattern))
        fixed = re.split(r"[*?]", pattern, maxsplit=1)[0]
        candidates = self.spelling.beginning_with(fixed, limit=len(self.spelling.forms))
        found = [form for form in candidates if shape.match(form)]
        if len(found) > MAX_SHAPED:
            self._note(f"{pattern}: only the {MAX_SHAPED} most frequent words")
        return self.surface(found[:MAX_SHAPED])

    def typo(self, node: Typo) -> Query:
        form = _fold(node.text)
        near = self.spelling.near(form, max(1, slips_allowed(form)))
        own = [form] if self.spelling.count(form) and form not in near else []
        return self.surface(own + near)

    def phrase(self, node: Phrase) -> Query:
        found = forms(node.text)
        if not found:
            return PassageSet([])
        endings = [found[-1]]
        if node.open and self.typed is not None:
            endings += self.spelling.beginning_with(found[-1], PHRASE_ENDINGS)
        queries: list[Query] = []
        for ending in dict.fromkeys(endings):
            words = [*found[:-1], ending]
            stems = [stem(form) for form in words]
            self.result.scored = True
            if not self.negated:
                self.result.needles.add_phrase(words)
            queries += [_side_by_side(TEXT, stems), _side_by_side(SPEAKER, stems)]
        return AnyOf(queries)

    def field_term(self, node: FieldTerm) -> Query:
        if node.name is Field.TITLE:
            stems = [stem(form) for form in forms(node.value)]
            if node.quoted:
                return _side_by_side(TITLE, stems)
            return AllOf([Term(TITLE, root) for root in stems])
        mask = self.fields.mask(node)
        if mask is not None:
            return PassageSet(np.flatnonzero(mask))
        if node.name is Field.BY:  # "two officials" are nobody's name, but they do speak
            stems = [stem(form) for form in forms(node.value)]
            return AllOf([Term(SPEAKER, root) for root in stems])
        return PassageSet([])


def _side_by_side(name: str, stems: Sequence[str]) -> Query:
    return Term(name, stems[0]) if len(stems) == 1 else SideBySide(name, list(stems))


def _fold(text: str) -> str:
    return "".join(forms(text)[:1])


def _is_function(word: Word) -> bool:
    return word.text.casefold() in STOP_WORDS

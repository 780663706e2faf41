"""From the words of a query to Whoosh queries over the words that the corpus has.

    typed          in the corpus            becomes
    tolled         toll, tolls              the stem “toll”, in the text or the speaker's name
    lihthizer      lighthizer               the stem of the nearest word, and a note
    tol            toll, tolls, tollgate    all words that begin so, while it is typed
    tol*  t*ll     toll, tollgate           all words of that shape
    "red lines"    red, lines               stems side by side

A word is asked for in the passage and in the name of its speaker, so that quotes by Lighthizer are
found by the word "lighthizer". What replaces or widens a word is chosen by :mod:`spelling`; how
many words one may stand for is limited, the most frequent ones first, so that no key stroke costs
more than a common word does.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from whoosh.query import And as AllOf
from whoosh.query import Or as AnyOf
from whoosh.query import Phrase as SideBySide
from whoosh.query import Query, Term

from index.postings import PassageSet
from index.postings.analysis import forms, stem
from index.postings.schema import SPEAKER, SURFACE, TEXT
from index.search.highlight import Needles
from index.search.spelling import Spelling, slips_allowed

MAX_WIDENED = 512
"""Words that one with a star, a question mark or a tilde stands for."""

MAX_FORMS = 1_024
"""The same for all of them in one query: each costs as much as a word that was typed."""

MAX_SHAPES = 4
"""Words with a star or question mark inside: each is compared with every word of the corpus."""

MAX_TYPED_PASSAGES = 60_000
"""Passages that the beginning of a word may stand for while it is typed; beyond, it is capped."""

MAX_ENDINGS = 64
"""Words that the last, half-typed one of an open phrase may stand for, times the phrase's words."""

SPEAKER_BOOST = 0.8
WIDENED_BOOST = 0.25
"""A word that was not typed to the letter counts less than one that was, however rare it is."""


@dataclass(slots=True)
class Gathered:
    """What compiling a query brings to light besides the query.

    ``roots`` are the stems asked for, in order, without those under a minus, where nothing is
    highlighted either (``negated``). ``scored`` tells whether words are asked for at all, and
    ``capped`` whether fewer words than there are stand for a beginning.
    """

    needles: Needles = field(default_factory=Needles)
    notes: dict[str, None] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)
    scored: bool = False
    capped: bool = False
    negated: bool = False

    def note(self, text: str) -> None:
        """Say something, once."""
        self.notes.setdefault(text)


def nothing() -> Query:
    """Return the query that no passage matches."""
    return PassageSet([])


def any_of(queries: Sequence[Query]) -> Query:
    """Return what matches one of ``queries``; nothing, where there are none."""
    if len(queries) > 1:
        return AnyOf(list(queries))
    return queries[0] if queries else nothing()


def all_of(queries: Sequence[Query]) -> Query:
    """Return what matches all of ``queries``, of which there is one at least."""
    return AllOf(list(queries)) if len(queries) > 1 else queries[0]


def side_by_side(name: str, stems: Sequence[str], slop: int = 1, boost: float = 1.0) -> Query:
    """Return the query for stems that stand within ``slop`` places of each other in a field."""
    if len(stems) == 1:
        return Term(name, stems[0], boost=boost)
    return SideBySide(name, list(stems), slop=slop, boost=boost)


class WordQueries:
    """Makes the queries for words over one lexicon, and tells ``gathered`` what it did."""

    def __init__(self, spelling: Spelling, gathered: Gathered) -> None:
        self._spelling = spelling
        self._gathered = gathered
        self._forms_left = MAX_FORMS
        self._shapes_left = MAX_SHAPES

    def word(self, text: str, unfinished: bool) -> Query | None:
        """A word as it was typed; None where nothing in it can be searched.

        What is written as one word but indexed as several ("state-owned", "10:30") must stand side
        by side, unless its last part is still being typed or one of them is misspelt.
        """
        found = forms(text)
        if not found:
            return None
        *whole, last = found
        if not whole:
            return self._begun(last) if unfinished else self._whole(last)
        if not unfinished and all(map(self._spelling.has_stem_of, found)):
            return self._phrase(found)
        ending = self._begun(last) if unfinished else self._whole(last)
        return all_of([*map(self._whole, whole), ending])

    def phrase(self, text: str, unfinished: bool) -> Query | None:
        """Words side by side, the last of which may be unfinished."""
        found = forms(text)
        if not found:
            return None
        endings = [found[-1]]
        if unfinished:
            endings += self._spelling.beginning_with(found[-1], MAX_ENDINGS // len(found) - 1)
        return any_of([self._phrase([*found[:-1], ending]) for ending in dict.fromkeys(endings)])

    def beginning(self, text: str) -> Query | None:
        """All words that begin with ``text``; of several words, the last one."""
        found = forms(text)
        if not found:
            return None
        *whole, last = found
        matching = self._limited(f"{last}*", self._spelling.beginning_with(last, MAX_WIDENED + 1))
        self._look_for(prefixes=[last])
        return all_of([*map(self._whole, whole), self._any_form(matching)])

    def shape(self, pattern: str) -> Query | None:
        """All words of a shape; ``pattern`` has stars and question marks."""
        if not self._shapes_left:
            self._gathered.note(f"only the first {MAX_SHAPES} words with * or ? inside are used")
            return None
        self._shapes_left -= 1
        pattern = pattern.casefold()
        matches = re.compile(fnmatch.translate(pattern)).match
        fixed = re.split(r"[*?]", pattern, maxsplit=1)[0]
        candidates = self._spelling.beginning_with(fixed, limit=None)
        found = self._limited(pattern, [form for form in candidates if matches(form)])
        self._look_for(forms=found)
        return self._any_form(found)

    def similar(self, text: str) -> Query | None:
        """A word, and those spelt nearly so."""
        found = forms(text)
        if not found:
            return None
        *whole, last = found
        near = self._spelling.near(last, max(1, slips_allowed(last)))
        near = self._limited(f"{last}~", [form for form in near if form != last])
        self._look_for(forms=[last, *near])
        query = any_of([Term(SURFACE, last), self._any_form(near)])
        return all_of([*map(self._whole, whole), query])

    # -- single forms ------------------------------------------------------------------------

    def _whole(self, form: str) -> Query:
        """A word whatever its ending, or else the nearest one there is."""
        if self._spelling.has_stem_of(form):
            return self._stemmed(form)
        nearest = self._spelling.nearest(form)
        if nearest is None:
            self._look_for(roots=[stem(form)])
            return nothing()
        self._gathered.note(f"no “{form}”: showing “{nearest}”")
        return self._stemmed(nearest)

    def _begun(self, form: str) -> Query:
        """A word that may go on: the stem, or all that begin so, or the nearest beginning."""
        known = self._spelling.has_stem_of(form)
        root = stem(form)
        found = [each for each in self._spelling.beginning_with(form) if stem(each) != root]
        if known or found:
            self._look_for(prefixes=[form])
            begun = self._any_form(self._affordable(found))
            return any_of([self._stemmed(form), begun]) if known else begun
        if self._spelling.nearest(form) is not None:
            return self._whole(form)
        nearest = self._spelling.nearest_beginning(form)
        if nearest is None:
            return nothing()
        self._gathered.note(f"no “{form}…”: showing “{nearest}…”")
        self._look_for(prefixes=[nearest])
        return self._any_form(self._affordable(self._spelling.beginning_with(nearest)))

    def _stemmed(self, form: str) -> Query:
        root = stem(form)
        self._look_for(roots=[root])
        return AnyOf([Term(TEXT, root), Term(SPEAKER, root, boost=SPEAKER_BOOST)])

    def _phrase(self, found: Sequence[str]) -> Query:
        stems = [stem(form) for form in found]
        self._look_for(phrase=found)
        return AnyOf([side_by_side(TEXT, stems), side_by_side(SPEAKER, stems, boost=SPEAKER_BOOST)])

    def _any_form(self, found: Sequence[str]) -> Query:
        self._gathered.scored = True
        return any_of([Term(SURFACE, form, boost=WIDENED_BOOST) for form in found])

    def _affordable(self, found: Sequence[str]) -> list[str]:
        """Return as many of the forms, most frequent first, as a key stroke has time for."""
        taken: list[str] = []
        total = 0
        for form in found:
            total += self._spelling.count(form)
            if taken and total > MAX_TYPED_PASSAGES:
                self._gathered.capped = True
                break
            taken.append(form)
        return taken

    def _limited(self, asked: str, found: list[str]) -> list[str]:
        """Return as many of the forms as one word, and all words together, may stand for."""
        limit = min(MAX_WIDENED, self._forms_left)
        if len(found) > limit:
            self._gathered.note(f"{asked}: only the {limit} most frequent words")
        self._forms_left -= min(limit, len(found))
        return found[:limit]

    def _look_for(
        self,
        roots: Iterable[str] = (),
        forms: Iterable[str] = (),
        prefixes: Iterable[str] = (),
        phrase: Sequence[str] = (),
    ) -> None:
        """Remember what to highlight, unless it is not wanted."""
        gathered = self._gathered
        gathered.scored = True
        if not gathered.negated:
            gathered.roots += [*roots, *map(stem, phrase)]
            gathered.needles.stems.update(roots)
            gathered.needles.forms.update(forms)
            gathered.needles.prefixes.update(prefixes)
            gathered.needles.add_phrase(phrase)

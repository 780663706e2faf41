"""From the words of a query to Whoosh queries over the words that the corpus has.

    typed          in the corpus            becomes
    tolled         toll, tolls              the stem “toll”, in the text or the speaker's name
    lihthizer      lighthizer               the stem of the nearest word, and a note
    tol            toll, tolls, tollgate    the stems of words that begin so, while it is typed
    tol*           toll, tollgate           the stems of all words that begin so
    t*                                      the most frequent of them, if it is but one letter
    t*ll           toll, tranquill          the stems of words of that shape
    "red lines"    red, lines               stems side by side

A word is asked for in the passage and in the name of its speaker, so that quotes by Lighthizer are
found by the word "lighthizer"; where it is in no speaker's name, as most, in the passage alone.
What replaces or widens a word is looked up among the words as they were written (:mod:`spelling`),
but searched by its stem.

How much one word may stand for while it is being typed is limited, the most frequent stems first,
so that no key stroke costs more than a common word does. Words that one beginning stands for weigh
alike, as if they were one word: by themselves the rare ones would come first, and "tari" would
show the one Tarik before all the tariffs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import accumulate, islice
from typing import Protocol

from whoosh.query import Query, Term

from index.postings.analysis import forms, stem
from index.postings.query.beginning import Beginning
from index.postings.schema import SPEAKER, TEXT
from index.search.function_words import FUNCTION_STEMS
from index.search.gathered import Gathered
from index.search.spelling import Shape, Spelling, WordList, slips_allowed
from index.search.whoosh_queries import all_of, any_of, side_by_side

MAX_EXPANSION = 64
"""Stems that a half-typed word stands for."""

MAX_TYPED_POSTINGS = 400_000
"""Postings that a half-typed word may stand for, itself left aside; beyond, it is capped."""

MAX_WIDENED = 256
"""Stems that a word with a star or question mark inside, or a tilde, stands for."""

MAX_STARRED = 2
"""Words with a star or question mark: each may stand for a large part of the corpus's words."""

MAX_POSTINGS = 4_000_000
"""Postings of all words of a query together: what a query may cost. Very common words, dozens of
them, are what goes beyond."""

PHRASE_COSTS = 3
"""So many times what a posting costs does one in a phrase, whose places are looked at."""

MAX_REPLACED = 8
"""Words looked up by their spelling, each in a millisecond or two: pasted text has more."""

MIN_ENDINGS, MAX_ENDINGS = 4, 8
"""Words that the last, half-typed one of an open phrase may stand for: each costs a phrase.
Function words are not among them until they are typed to the letter."""

MAX_ENDING_POSTINGS = 20_000
"""Postings that the phrases with these words may look at; beyond, there are but the fewest. What a
phrase looks at is what its rarest word has: "health ca" goes through the passages on health once a
word, whatever "can" has."""

MIN_ALL = 2
"""Letters from which on a star stands for all words that begin so. One letter with a star means a
tenth of all words of the corpus; it is answered like one letter that is being typed."""

MIN_TELLING = 3
"""Letters from which on a beginning tells what is meant; titles with such words raise."""

SPEAKER_BOOST = 1.0
"""What a word of the speaker's name counts, against one of the passage."""

WIDENED_BOOST = 0.25
"""A word that was not typed to the letter counts less than one that was, however rare it is."""


class Lexicon(WordList, Protocol):
    """The words of a corpus as they were written, and their stems."""

    def document_frequency(self, root: str) -> int:
        """Return how many postings a stem has."""

    def in_names(self, root: str) -> bool:
        """Tell whether a stem is in the name of any speaker."""

    def beginning_with(self, prefix: str, limit: int | None = None) -> list[str]:
        """Return the ``limit`` most frequent forms (None: all) that begin so, frequent first."""

    def stems_beginning_with(self, prefix: str, limit: int | None = None) -> list[str]:
        """Return the ``limit`` most frequent stems of the forms that begin so, frequent first."""


class WordQueries:
    """Makes the queries for words over one lexicon, and tells ``gathered`` what it did."""

    def __init__(
        self, lexicon: Lexicon, spelling: Spelling, documents: int, gathered: Gathered
    ) -> None:
        """``documents`` is how many there are in the corpus."""
        self._lexicon = lexicon
        self._spelling = spelling
        self._documents = documents
        self._gathered = gathered
        self._starred_left = MAX_STARRED
        self._postings_left = MAX_POSTINGS
        self._replaced_left = MAX_REPLACED

    def word(self, text: str, unfinished: bool) -> Query | None:
        """A word as it was typed; None where nothing in it can be searched.

        What is written as one word but indexed as several ("state-owned", "10:30") must stand side
        by side, unless its last part is still being typed or one of them is misspelt.
        """
        found = self._affordable(forms(text))
        if not found:
            return None
        *whole, last = found
        if not whole:
            return self._begun(last) if unfinished else self._whole(last)
        if not unfinished and all(map(self._is_known, found)):
            return self._phrase(found)
        parts = [self._whole(form) for form in whole]
        return all_of([*parts, self._begun(last) if unfinished else self._whole(last)])

    def phrase(self, text: str, unfinished: bool) -> Query | None:
        """Words side by side, the last of which may be unfinished."""
        found = self._affordable(forms(text), PHRASE_COSTS)
        if not found:
            return None
        *whole, last = found
        if unfinished and not whole:
            return self._begun(last)
        stems = [stem(form) for form in whole]
        endings = [stem(last)]
        if unfinished:
            endings += self._endings(last, stems)
        phrases = [[*stems, ending] for ending in dict.fromkeys(endings)]
        self._look_for_phrase(phrases)
        return any_of([self._side_by_side(each) for each in phrases])

    def beginning(self, text: str) -> Query | None:
        """All words that begin with ``text``; of several words, the last one."""
        found = forms(text)
        if not found or not self._may_have_a_star():
            return None
        *whole, last = found
        parts = [self._whole(form) for form in whole]
        begun = self._begun(last) if len(last) < MIN_ALL else self._all_beginning(last)
        return all_of([*parts, begun])

    def shape(self, pattern: str) -> Query | None:
        """All words of a shape; ``pattern`` has stars and question marks."""
        if not self._may_have_a_star():
            return None
        pattern = pattern.casefold()
        shape = Shape.of(pattern)
        if not self._gathered.negated:
            self._gathered.needles.shapes.append(shape.whole)
        stems = self._limited(pattern, self._spelling.of_shape(shape))
        self._gathered.add_slot(stems)
        return any_of(self._terms(stems, WIDENED_BOOST))

    def similar(self, text: str) -> Query | None:
        """A word, and those spelt nearly so."""
        found = forms(text)
        if not found:
            return None
        *whole, last = found
        parts = [self._whole(form) for form in whole]
        near: list[str] = []
        if self._may_replace():
            near = self._spelling.near(last, max(1, slips_allowed(last)))
        stems = self._limited(f"{last}~", near)
        exact = stem(last)
        others = [each for each in stems if each != exact]
        self._gathered.add_slot([exact, *others])
        query = any_of([self._term(exact), *self._terms(others, WIDENED_BOOST)])
        return all_of([*parts, query])

    def _endings(self, beginning: str, before: Sequence[str]) -> list[str]:
        """Return what the last word of an open phrase may be, most frequent first; ``before`` are
        the stems of the words before it."""
        limit = MAX_ENDINGS + len(FUNCTION_STEMS)
        stems = self._lexicon.stems_beginning_with(beginning, limit)
        telling = [each for each in stems if each not in FUNCTION_STEMS]
        frequency = self._lexicon.document_frequency
        rarest = min(map(frequency, before))
        costs = accumulate(min(rarest, frequency(each)) for each in telling[:MAX_ENDINGS])
        most = max(MIN_ENDINGS, sum(cost <= MAX_ENDING_POSTINGS for cost in costs))
        if len(stems) == limit or len(telling) > most:
            self._gathered.capped = True
        return telling[:most]

    # -- what a query may cost ---------------------------------------------------------------

    def _may_have_a_star(self) -> bool:
        """Tell whether one more word may stand for many."""
        if not self._starred_left:
            self._gathered.note(f"only the first {MAX_STARRED} words with * or ? are used")
            return False
        self._starred_left -= 1
        return True

    def _may_replace(self) -> bool:
        """Tell whether one more word may be looked up by its spelling."""
        if not self._replaced_left:
            self._gathered.note(f"only {MAX_REPLACED} words are looked up by their spelling")
            return False
        self._replaced_left -= 1
        return True

    def _affordable(self, found: Sequence[str], costs: int = 1) -> Sequence[str]:
        """Return the forms; none of them where the words before have used up the query's time."""
        if self._postings_left < 0:
            self._gathered.note("only the first words are used: they are in very many passages")
            return ()
        frequencies = (self._lexicon.document_frequency(stem(form)) for form in found)
        self._postings_left -= costs * sum(frequencies)
        return found

    # -- single forms ------------------------------------------------------------------------

    def _is_known(self, form: str) -> bool:
        return self._lexicon.document_frequency(stem(form)) > 0

    def _whole(self, form: str) -> Query:
        """A word whatever its ending, or else the nearest one there is."""
        if not self._is_known(form) and self._may_replace():
            nearest = self._spelling.nearest(form)
            if nearest is not None:
                self._gathered.note(f"no “{form}”: showing “{nearest}”")
                form = nearest
        return self._stemmed(form)

    def _begun(self, form: str) -> Query:
        """A word that may go on: itself, if it is one, and all that begin so; or the word that it
        is another form of, or the nearest beginning."""
        root = stem(form)
        if self._lexicon.count(form):
            begun = self._stems_begun(form, but=root)
            self._look_for_beginning(form, [root, *begun])
            return any_of([self._term(root), *self._terms(begun, WIDENED_BOOST)])
        begun = self._stems_begun(form)
        if begun:
            self._look_for_beginning(form, begun)
            return any_of(self._terms(begun))
        if self._is_known(form) or not self._may_replace():
            return self._stemmed(form)
        return self._nearly_begun(form)

    def _nearly_begun(self, form: str) -> Query:
        nearest = self._spelling.nearest(form)
        if nearest is not None:
            self._gathered.note(f"no “{form}”: showing “{nearest}”")
            return self._stemmed(nearest)
        beginning = self._spelling.nearest_beginning(form)
        if beginning is None:
            return self._stemmed(form)
        self._gathered.note(f"no “{form}…”: showing “{beginning}…”")
        begun = self._stems_begun(beginning)
        self._look_for_beginning(beginning, begun)
        return any_of(self._terms(begun))

    def _stems_begun(self, beginning: str, but: str = "") -> list[str]:
        """Return the stems that a half-typed word stands for, most frequent first: as many as a
        key stroke has time for. Function words, and ``but``, are not among them."""
        limit = MAX_EXPANSION + len(FUNCTION_STEMS)
        found = self._lexicon.stems_beginning_with(beginning, limit)
        stems = [each for each in found if each not in FUNCTION_STEMS and each != but]
        if len(stems) > MAX_EXPANSION or len(found) == limit:
            self._gathered.capped = True
        taken: list[str] = []
        left = MAX_TYPED_POSTINGS
        for each in stems[:MAX_EXPANSION]:
            frequency = self._lexicon.document_frequency(each)
            if frequency <= left:
                taken.append(each)
                left -= frequency
            else:
                self._gathered.capped = True
                self._gathered.note(f"“{beginning}…”: first {MAX_TYPED_POSTINGS:,}")
        return taken

    def _all_beginning(self, form: str) -> Query:
        """All words that begin so; what begins with the word itself, if it is one, counts more."""
        root = stem(form)
        stems = self._lexicon.stems_beginning_with(form, MAX_WIDENED)
        exact = [root] if root in stems else []
        self._look_for_beginning(form, list(dict.fromkeys([*exact, *stems])))
        return any_of(
            [
                Beginning(TEXT, form, WIDENED_BOOST),
                Beginning(SPEAKER, form, WIDENED_BOOST * SPEAKER_BOOST),
                *map(self._term, exact),
            ]
        )

    def _stemmed(self, form: str) -> Query:
        root = stem(form)
        self._gathered.add_slot([root])
        return self._term(root)

    def _term(self, root: str, boost: float = 1.0) -> Query:
        queries: list[Query] = [Term(TEXT, root, boost=boost)]
        if self._lexicon.in_names(root):
            queries.append(Term(SPEAKER, root, boost=boost * SPEAKER_BOOST))
        return any_of(queries)

    def _terms(self, stems: Sequence[str], boost: float = 1.0) -> list[Query]:
        """Return what asks for each of the stems, weighed as if they were one word."""
        if not stems:
            return []
        frequencies = [self._lexicon.document_frequency(root) for root in stems]
        together = self._idf(sum(frequencies))
        weights = [boost * together / self._idf(each) for each in frequencies]
        pairs = list(zip(stems, weights, strict=True))
        texts: list[Query] = [Term(TEXT, root, boost=weight) for root, weight in pairs]
        return texts + [
            Term(SPEAKER, root, boost=weight * SPEAKER_BOOST)
            for root, weight in pairs
            if self._lexicon.in_names(root)
        ]

    def _idf(self, frequency: int) -> float:
        """Return how telling a word is that is in so many documents, as Whoosh has it."""
        return math.log(self._documents / (min(frequency, self._documents) + 1)) + 1

    def _phrase(self, found: Sequence[str]) -> Query:
        stems = [stem(form) for form in found]
        self._look_for_phrase([stems])
        return self._side_by_side(stems)

    def _side_by_side(self, stems: Sequence[str]) -> Query:
        queries = [side_by_side(TEXT, stems)]
        if all(map(self._lexicon.in_names, stems)):
            queries.append(side_by_side(SPEAKER, stems, SPEAKER_BOOST))
        return any_of(queries)

    def _limited(self, asked: str, found: Iterable[str]) -> list[str]:
        """Return the stems of as many of the forms, frequent first, as one word may stand for."""
        first = list(islice(found, MAX_WIDENED + 1))
        if len(first) > MAX_WIDENED:
            self._gathered.note(f"{asked}: only the {MAX_WIDENED} most frequent words")
        return list(dict.fromkeys(map(stem, first[:MAX_WIDENED])))

    def _look_for_beginning(self, beginning: str, stems: Sequence[str]) -> None:
        self._gathered.add_slot(stems, telling=len(beginning) >= MIN_TELLING)
        if not self._gathered.negated:
            self._gathered.needles.prefixes.add(beginning)

    def _look_for_phrase(self, phrases: Sequence[Sequence[str]]) -> None:
        """Remember the words of a phrase, or of several that differ in the last one."""
        gathered = self._gathered
        if gathered.negated:
            return
        before = set(gathered.needles.stems)
        for stems in zip(*phrases, strict=True):
            gathered.add_slot(list(dict.fromkeys(stems)))
        gathered.needles.stems = before
        for phrase in phrases:
            gathered.needles.add_stems(phrase)

"""What a field of a query asks for: mostly a set of passages, worked out from the passage table.

    by:kang date:2019-11   →   passages spoken by Lu Kang, passages of November 2019

A set costs microseconds; names are matched as names.py says, and what was taken for what is noted.
A value that means nothing (``kind:x``, ``date:tomorrow``) is noted and not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
from whoosh.query import Query, Term

from index.model import PassageKind
from index.postings import PassageSet
from index.postings.analysis import forms, stem
from index.postings.query.article_query import OfArticle
from index.postings.schema import SPEAKER, TITLE
from index.search.catalogue import Catalogue
from index.search.dates import read_period
from index.search.facts import KINDS, PARAGRAPH
from index.search.gathered import Gathered
from index.search.language import quoted_for_note
from index.search.names import Fit, Found, Name, Names
from index.search.own_topics import NO_TOPICS, OwnTopics
from index.search.syntax import Field, FieldTerm
from index.search.whoosh_queries import all_of, any_of, nothing, side_by_side
from index.search.word_queries import MAX_EXPANSION

_SHARE = re.compile(r"(\d{1,3}\.?\d{0,6}|\.\d{1,6})(%?)", re.ASCII)

SHOWN_CANDIDATES = 3
"""Other names listed where one was ambiguous."""

MAX_HIGHLIGHTED_NAMES = 20
"""Aliases of an actor, or terms of a topic, that are highlighted."""


MAX_FIELDS = 16
"""Fields of one query and its filters: each may look through all names, or all paths."""

MAX_NEAR = 4
"""Names that are compared with all there are, because none has the words that were typed."""


class FieldQueries:
    """Makes the queries for fields over one generation, and tells ``gathered`` what it took."""

    def __init__(
        self, catalogue: Catalogue, gathered: Gathered, own: OwnTopics = NO_TOPICS
    ) -> None:
        self._catalogue = catalogue
        self._own = own
        self._facts = catalogue.facts
        self._gathered = gathered
        self._fields_left = MAX_FIELDS
        self._near_left = MAX_NEAR

    def query(self, term: FieldTerm, unfinished: bool = False) -> Query | None:
        """Return what a field asks for, None where its value means nothing.

        ``unfinished`` tells that the value is still being typed; of names the last word may be a
        beginning anyway, so it matters to ``title:`` alone.
        """
        if not self._fields_left:
            self._gathered.note(f"only the first {MAX_FIELDS} fields are used")
            return None
        self._fields_left -= 1
        if term.name is Field.TITLE:
            return self._title(term, unfinished)
        return _MAKERS[term.name](self, term)

    # -- names -------------------------------------------------------------------------------

    def _by(self, term: FieldTerm) -> Query | None:
        """Quotes by an actor, or by somebody who has no name but is called so ("officials")."""
        names = self._catalogue.speaker_names
        found = names.find(term.value, quoted=term.quoted, near=False)
        if found is None:
            described = self._described_speaker(term)
            if described is not None:
                return described
        name = self._take(names, term, found)
        return nothing() if name is None else PassageSet.where(self._facts.speakers == name.id)

    def _described_speaker(self, term: FieldTerm) -> Query | None:
        stems = [stem(form) for form in forms(term.value)]
        if not stems:
            return None
        query = all_of([Term(SPEAKER, root) for root in stems])
        return query if self._catalogue.has_passages(query) else None

    def _actor(self, term: FieldTerm) -> Query | None:
        """Passages that mention an actor, or quotes by it."""
        name = self._take(self._catalogue.actor_names, term)
        if name is None:
            return nothing()
        self._highlight(name)
        return PassageSet.ascending(self._facts.having_actor(name.id))

    def _topic(self, term: FieldTerm) -> Query | None:
        """Passages that have a topic of the corpus, or one of the user's own."""
        other = self._catalogue.topic_names.find(term.value, quoted=term.quoted, near=False)
        found = self._own.find(term.value, term.quoted, other)
        if found is not None:
            return self._own_topic(term, found)
        name = self._take(self._catalogue.topic_names, term)
        if name is None:
            return nothing()
        self._highlight(name)
        return PassageSet.ascending(self._facts.having_topic(name.id))

    def _own_topic(self, term: FieldTerm, found: Found) -> Query:
        self._say_what_was_taken(term, found)
        topic = self._own.asked[found.names[0].id]
        for note in topic.notes:
            self._gathered.note(note)
        if not self._gathered.negated:
            self._gathered.needles.add(topic.needles)
        return PassageSet.ascending(topic.passages)

    def _source(self, term: FieldTerm) -> Query | None:
        """Passages of every source that has the value in its name, or else of the nearest one."""
        wanted = self._catalogue.sources_with(term.value)
        if not wanted:
            name = self._take(self._catalogue.sources, term)
            wanted = [] if name is None else [name.id]
        articles = np.isin(self._facts.table.source_of, wanted)
        return PassageSet.where(self._facts.of_articles(articles))

    def _take(self, names: Names, term: FieldTerm, found: Found | None = None) -> Name | None:
        """Return the name that a value means, and say so where that is not plain."""
        found = found or names.find(term.value, quoted=term.quoted, near=False)
        if found is None and self._near_left:
            self._near_left -= 1
            found = names.find(term.value, quoted=term.quoted)
        if found is None:
            self._gathered.note(f"{term.name}: nothing is called {quoted_for_note(term.value)}")
            return None
        self._say_what_was_taken(term, found)
        return found.names[0]

    def _say_what_was_taken(self, term: FieldTerm, found: Found) -> None:
        taken, *others = found.names
        labels = dict.fromkeys(name.label for name in others if name.label != taken.label)
        if term.quoted or found.fit is Fit.NEAR:
            labels = {}
        if found.fit is Fit.EXACT and not labels:
            return
        text = f"{term.name}: took {quoted_for_note(taken.label)}"
        if labels:
            text += f", not {', '.join(map(quoted_for_note, list(labels)[:SHOWN_CANDIDATES]))}"
        if len(labels) > SHOWN_CANDIDATES:
            text += ", …"
        self._gathered.note(text)

    def _highlight(self, name: Name) -> None:
        if not self._gathered.negated:
            for called in [name.label, *name.aliases][:MAX_HIGHLIGHTED_NAMES]:
                self._gathered.needles.add_phrase(forms(called))

    # -- properties --------------------------------------------------------------------------

    def _title(self, term: FieldTerm, unfinished: bool) -> Query | None:
        """Passages of articles with these words in their title."""
        found = forms(term.value)
        if not found:
            return None
        stems = [stem(form) for form in found]
        if term.quoted:
            return OfArticle(side_by_side(TITLE, stems))
        words: list[Query] = [Term(TITLE, root) for root in stems]
        if unfinished:
            begun = self._catalogue.lexicon.stems_beginning_with(found[-1], MAX_EXPANSION)
            words[-1] = any_of([Term(TITLE, root) for root in dict.fromkeys([stems[-1], *begun])])
        return OfArticle(all_of(words))

    def _kind(self, term: FieldTerm) -> Query | None:
        wanted = term.value.casefold()
        kinds, live = self._facts.table.kind, self._facts.table.live
        if "quotes".startswith(wanted):
            return PassageSet.where(live & (kinds != PARAGRAPH))
        for kind in PassageKind:
            if f"{kind}s".startswith(wanted):
                return PassageSet.where(live & (kinds == KINDS.index(kind)))
        choices = ", ".join(["quote", *PassageKind])
        self._gathered.note(f"kind: {quoted_for_note(term.value)} is none of {choices}: ignored")
        return None

    def _in(self, term: FieldTerm) -> Query | None:
        """Passages of files with the value in their path, where a star is any run of characters."""
        return PassageSet.where(self._facts.of_articles(self._catalogue.articles_in(term.value)))

    def _date(self, term: FieldTerm) -> Query | None:
        """``date:`` is within the period, ``after:`` from its first day on, ``before:`` before."""
        period = read_period(term.value)
        if period is None:
            self._gathered.note(f"{term.name}: {quoted_for_note(term.value)} is no date: ignored")
            return None
        if period.text != term.value.rstrip("-"):
            self._gathered.note(f"{term.name}: read as {period.text}")
        days = self._facts.table.dates
        match term.name:
            case Field.AFTER:
                articles = days >= period.first
            case Field.BEFORE:
                articles = (days > 0) & (days < period.first)
            case _:
                articles = (days >= period.first) & (days <= period.last)
        return PassageSet.where(self._facts.of_articles(articles))

    def _sure(self, term: FieldTerm) -> Query | None:
        """Passages whose attribution is right at least so often. Paragraphs have none, and stay."""
        share = read_share(term.value)
        if share is None:
            text = f"sure: {quoted_for_note(term.value)} is no number from 0 to 1: ignored"
            self._gathered.note(text)
            return None
        table = self._facts.table
        return PassageSet.where(table.live & (table.confidence >= round(100 * share)))


_MAKERS: dict[Field, Callable[[FieldQueries, FieldTerm], Query | None]] = {
    Field.BY: FieldQueries._by,
    Field.ACTOR: FieldQueries._actor,
    Field.TOPIC: FieldQueries._topic,
    Field.KIND: FieldQueries._kind,
    Field.SOURCE: FieldQueries._source,
    Field.IN: FieldQueries._in,
    Field.DATE: FieldQueries._date,
    Field.AFTER: FieldQueries._date,
    Field.BEFORE: FieldQueries._date,
    Field.SURE: FieldQueries._sure,
}


def read_share(text: str) -> float | None:
    """Return the share, 0 to 1, that ``.7``, ``0.7`` or ``70%`` means; None where that is none."""
    found = _SHARE.fullmatch(text)
    if found is None:
        return None
    share = float(found[1]) / (100 if found[2] else 1)
    return share if share <= 1 else None

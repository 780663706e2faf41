"""What a field of a query asks of the passage table: a mask over all passages.

    by:kang date:2019-11   →   passages spoken by Lu Kang, passages of November 2019

A mask costs microseconds for each field; names are matched as names.py says, and what was taken
for what is noted.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable

import numpy as np

from index.model import PassageKind
from index.search.catalogue import Catalogue
from index.search.dates import read_period
from index.search.facts import KINDS, PARAGRAPH, Mask
from index.search.language import quoted_for_note
from index.search.names import Fit, Found, Name, Names
from index.search.syntax import Field, FieldTerm

SHOWN_CANDIDATES = 3
"""Other names listed where one was ambiguous."""


class FieldReader:
    """Reads field terms against one generation; what is worth saying goes into ``notes``."""

    def __init__(self, catalogue: Catalogue, note: Callable[[str], None]) -> None:
        self._catalogue = catalogue
        self._facts = catalogue.facts
        self._note = note

    def mask(self, term: FieldTerm) -> Mask | None:
        """Return which passages the term allows; None where it says nothing (noted)."""
        readers: dict[Field, Callable[[FieldTerm], Mask | None]] = {
            Field.BY: self._by,
            Field.ACTOR: self._actor,
            Field.TOPIC: self._topic,
            Field.KIND: self._kind,
            Field.SOURCE: self._source,
            Field.IN: self._in,
            Field.DATE: self._date,
            Field.AFTER: self._date,
            Field.BEFORE: self._date,
        }
        return readers[term.name](term)

    def _by(self, term: FieldTerm) -> Mask | None:
        name = self._take(self._catalogue.speaker_names, term)
        return None if name is None else np.equal(self._facts.speakers, name.id)

    def _actor(self, term: FieldTerm) -> Mask | None:
        name = self._take(self._catalogue.actor_names, term)
        return None if name is None else self._facts.actors_of.holding(name.id)

    def _topic(self, term: FieldTerm) -> Mask | None:
        name = self._take(self._catalogue.topic_names, term)
        return None if name is None else self._facts.topics_of.holding(name.id)

    def _source(self, term: FieldTerm) -> Mask | None:
        name = self._take(self._catalogue.sources, term)
        if name is None:
            return None
        return self._facts.of_articles(
            [entry.source == name.label for entry in self._catalogue.entries]
        )

    def _take(self, names: Names, term: FieldTerm) -> Name | None:
        """Return the name that a value means, and say so where that is not plain."""
        found = names.find(term.value, quoted=term.quoted)
        if found is None:
            self._note(f"{term.name}: nobody is called {quoted_for_note(term.value)}")
            return None
        self._say_what_was_taken(term, found)
        return found.names[0]

    def _say_what_was_taken(self, term: FieldTerm, found: Found) -> None:
        taken, *others = found.names
        if found.fit is Fit.EXACT and not others:
            return
        text = f"{term.name}: took {quoted_for_note(taken.label)}"
        labels = list(dict.fromkeys(name.label for name in others if name.label != taken.label))
        if labels and not term.quoted:
            text += f", not {', '.join(labels[:SHOWN_CANDIDATES])}"
        if found.fit is not Fit.EXACT or (labels and not term.quoted):
            self._note(text)

    def _kind(self, term: FieldTerm) -> Mask | None:
        wanted = term.value.casefold()
        kinds, live = self._facts.table.kind, self._facts.table.live
        if "quote".startswith(wanted) or wanted == "quotes":
            return live & np.not_equal(kinds, PARAGRAPH)
        for kind in PassageKind:
            if kind.value.startswith(wanted):
                return live & np.equal(kinds, KINDS.index(kind))
        choices = ", ".join(["quote", *PassageKind])
        self._note(f"kind: {quoted_for_note(term.value)} is none of {choices}: ignored")
        return np.ones(self._facts.rows, np.bool_)

    def _in(self, term: FieldTerm) -> Mask:
        wanted = term.value.casefold()
        shape = re.compile(fnmatch.translate(f"*{wanted.replace('[', '[[]')}*"))
        return self._facts.of_articles(
            [
                shape.match(str(entry.path).casefold()) is not None
                for entry in self._catalogue.entries
            ]
        )

    def _date(self, term: FieldTerm) -> Mask:
        """``date:`` is within the period, ``after:`` from its first day on, ``before:`` before."""
        period = read_period(term.value)
        days = self._facts.table.date
        if period is None:
            self._note(f"{term.name}: {quoted_for_note(term.value)} is no date: ignored")
            return np.ones(self._facts.rows, np.bool_)
        if term.name is Field.AFTER:
            return np.greater_equal(days, period.first)
        if term.name is Field.BEFORE:
            return np.logical_and(days > 0, days < period.first)
        return np.logical_and(days >= period.first, days <= period.last)

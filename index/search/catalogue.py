"""All that search knows of one generation of an index besides the postings, made when first used.

It is kept as long as the reader it was made from, so that a keystroke finds it ready.
"""

from __future__ import annotations

import fnmatch
import os
import re
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary, ref

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Query

from index.postings import IndexReader
from index.postings.analysis import forms
from index.postings.snapshot.lexicon import Lexicon
from index.postings.snapshot.recent import Recent
from index.search.answers import kept_answers
from index.search.facts import PassageFacts
from index.search.names import NameBook, Names
from index.search.own_topics import NO_TOPICS
from index.search.spelling import Spelling


class Catalogue:
    """Words, names, sources and passages of one generation.

    Safe to use from several threads: at worst two of them make the same part at once. It must not
    keep its reader alive, so whoever uses it holds the reader.
    """

    def __init__(self, reader: IndexReader) -> None:
        self._reader = ref(reader)
        self.table = reader.table
        self.facts = PassageFacts(reader.table, reader.corpus)
        self.lexicon: Lexicon = reader.lexicon()
        self.own_topics = NO_TOPICS
        self.answers = kept_answers()
        self._kept_articles: Recent[str, NDArray[np.bool_]] = Recent.of_many(64)

    @cached_property
    def spelling(self) -> Spelling:
        """The words of all passages and speakers."""
        return Spelling(self.lexicon)

    def has_passages(self, query: Query) -> bool:
        """Tell whether anything matches a Whoosh query: for rare ones only, it is evaluated."""
        return len(self._open_reader().evaluate(query, lambda: False).passages) > 0

    def _open_reader(self) -> IndexReader:
        reader = self._reader()
        assert reader is not None, "a catalogue is used while its reader is"
        return reader

    @cached_property
    def _actor_book(self) -> NameBook:
        return NameBook(*self.facts.corpus.actors.called())

    @cached_property
    def speaker_names(self) -> Names:
        """The actors that are quoted, weighed by their quotes."""
        return Names(self._actor_book, self.facts.corpus.actors.quotes, least=1)

    @cached_property
    def actor_names(self) -> Names:
        """All actors, weighed by the passages that mention them."""
        return Names(self._actor_book, self.facts.corpus.actors.passages)

    @cached_property
    def topic_names(self) -> Names:
        """All topics, weighed by their passages."""
        topics = self.facts.corpus.topics
        return Names(NameBook(*topics.called()), topics.passages)

    @cached_property
    def sources(self) -> Names:
        """All sources, weighed by their articles; their ids are places in the table's sources."""
        table = self.table
        known = table.source_of[table.source_of >= 0]
        book = NameBook.of([source] for source in table.sources)
        return Names(book, np.bincount(known, minlength=len(table.sources)))

    def articles_in(self, text: str) -> NDArray[np.bool_]:
        """Tell of each article whether its path has ``text``, where a star is any run."""
        return self._kept_articles.get(text, self._articles_in)

    def _articles_in(self, text: str) -> NDArray[np.bool_]:
        wanted = text.casefold()
        if not {"*", "?"} & set(wanted):
            found = [wanted in path for path in self._paths]
        else:
            pattern = f"*{wanted.replace('[', '[[]')}*"
            matches = re.compile(fnmatch.translate(pattern)).match
            found = [matches(path) is not None for path in self._paths]
        return np.array(found, np.bool_)

    @cached_property
    def _paths(self) -> list[str]:
        return [os.fsdecode(path).casefold() for path in self.table.paths]

    def sources_with(self, text: str) -> list[int]:
        """Return the sources that have the words of ``text`` side by side, the last one begun."""
        wanted = " " + " ".join(forms(text))
        labels = [f" {' '.join(forms(source))}" for source in self.table.sources]
        return [number for number, label in enumerate(labels) if wanted in label]


_catalogues: WeakKeyDictionary[IndexReader, Catalogue] = WeakKeyDictionary()
_lock = Lock()


def catalogue_of(reader: IndexReader) -> Catalogue:
    """Return the catalogue of a reader, the same one each time."""
    with _lock:
        found = _catalogues.get(reader)
        if found is None:
            found = _catalogues[reader] = Catalogue(reader)
        return found

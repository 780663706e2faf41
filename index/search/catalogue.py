"""All that search knows of one generation of an index besides the postings, made when first used.

It is kept as long as the reader it was made from, so that a keystroke finds it ready.
"""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary, ref

from whoosh.query import Query

from index.postings import Entry, IndexReader
from index.postings.analysis import forms
from index.search.facts import PassageFacts
from index.search.names import Name, Names
from index.search.spelling import Spelling


class Catalogue:
    """Words, names, sources and passages of one generation.

    Safe to use from several threads: at worst two of them make the same part at once. It must not
    keep its reader alive, so whoever uses it holds the reader.
    """

    def __init__(self, reader: IndexReader) -> None:
        self._reader = ref(reader)
        self.actors = reader.actors
        self.topics = reader.topics
        self.table = reader.table
        self.entries: tuple[Entry, ...] = tuple(
            reader.entries[article] for article in reader.table.articles
        )
        self.facts = PassageFacts(self.table, self.entries, self.actors, self.topics)

    @cached_property
    def spelling(self) -> Spelling:
        """The words of all passages and speakers."""
        return Spelling(self._open_reader().lexicon())

    def has_passages(self, query: Query) -> bool:
        """Tell whether anything matches a Whoosh query: for rare ones only, it is evaluated."""
        return len(self._open_reader().evaluate(query, lambda: False).passages) > 0

    def _open_reader(self) -> IndexReader:
        reader = self._reader()
        assert reader is not None, "a catalogue is used while its reader is"
        return reader

    @cached_property
    def speaker_names(self) -> Names:
        """The actors that are quoted, weighed by their quotes."""
        return Names(
            Name(actor.id, actor.name, actor.aliases, actor.quotes)
            for actor in self.actors
            if actor.quotes
        )

    @cached_property
    def actor_names(self) -> Names:
        """All actors, weighed by the passages that mention them."""
        return Names(
            Name(actor.id, actor.name, actor.aliases, actor.passages) for actor in self.actors
        )

    @cached_property
    def topic_names(self) -> Names:
        """All topics, weighed by their passages."""
        return Names(
            Name(topic.id, topic.label, topic.terms, topic.passages) for topic in self.topics
        )

    @cached_property
    def sources(self) -> Names:
        """All sources, weighed by their articles; the ids mean nothing."""
        counts: dict[str, int] = {}
        for entry in self.entries:
            if entry.source:
                counts[entry.source] = counts.get(entry.source, 0) + 1
        return Names(
            Name(number, source, (), count)
            for number, (source, count) in enumerate(sorted(counts.items()))
        )

    def sources_with(self, text: str) -> set[str]:
        """Return the sources that have the words of ``text`` side by side, the last one begun."""
        wanted = " " + " ".join(forms(text))
        labels = zip(self.sources.names, self.sources.labels, strict=True)
        return {name.label for name, label in labels if wanted in f" {label}"}


_catalogues: WeakKeyDictionary[IndexReader, Catalogue] = WeakKeyDictionary()
_lock = Lock()


def catalogue_of(reader: IndexReader) -> Catalogue:
    """Return the catalogue of a reader, the same one each time."""
    with _lock:
        found = _catalogues.get(reader)
        if found is None:
            found = _catalogues[reader] = Catalogue(reader)
        return found

"""Reading one finished generation: what was committed, and nothing that came after."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh.query.qcore import Query

from index.model import Article, Extraction
from index.postings.entries import Entry
from index.postings.errors import IndexUnusable
from index.postings.evaluation import Evaluator, Matches
from index.postings.manifest import check_format, latest_generation, read_manifest
from index.postings.maps import make_map, map_path, read_map, with_counts
from index.postings.segments import Segments, with_stamps
from index.postings.stores import unpack_article
from index.postings.term_postings import noticing_damage

KEPT_CHARACTERS = 20_000_000
"""Characters of articles kept in memory after they were shown."""

ATTEMPTS = 5
"""A writer may remove the newest generation while it is being opened; then look again."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All surface forms, sorted, and in how many passages each one is; shape (forms,)."""

    forms: list[str]
    counts: NDArray[np.int32]


class IndexReader:
    """One generation of an index. Safe to use from several threads.

    Searching and loading have a lock each, since they read different files of the same segments:
    a long search in one thread does not hold up an article that another wants to show.
    """

    def __init__(self, directory: Path, generation: int) -> None:
        manifest = read_manifest(directory, generation)
        self.directory = directory
        self.generation = generation
        self._segments = Segments(directory, generation)
        self._postings_lock = threading.Lock()
        self._stores_lock = threading.Lock()
        table, self._documents, entries = self._segments.table()
        self.entries: Mapping[str, Entry] = with_stamps(entries, manifest.stamps)
        self._positions = {article: place for place, article in enumerate(table.articles)}
        known = read_map(map_path(directory, generation))
        if known is None or not known.fits(table):
            known = make_map([self._segments.locals_of(int(n)) for n in self._documents])
        self.actors, self.topics, self.table = with_counts(known, table)
        self._evaluator = Evaluator(self._segments.searcher(), self.table.live)
        self._lexicon: Lexicon | None = None
        self._kept: OrderedDict[str, tuple[Article, Extraction]] = OrderedDict()
        self._kept_characters = 0

    @classmethod
    def open(cls, directory: Path) -> IndexReader:
        """Open the newest generation.

        Raises FileNotFoundError where there is no index, IndexUnusable where there is one that is
        foreign, torn, or of another version, and another OSError where it cannot be read now.
        """
        check_format(directory)
        for _ in range(ATTEMPTS):
            generation = latest_generation(directory)
            if not generation:
                raise FileNotFoundError(f"{directory}: holds no index")
            try:
                with noticing_damage():
                    return cls(directory, generation)
            except IndexUnusable:
                if latest_generation(directory) == generation:
                    raise
            except FileNotFoundError as error:
                if latest_generation(directory) == generation:
                    raise IndexUnusable("is damaged (a file is missing)") from error
        raise IndexUnusable("changes faster than it can be opened")

    def up_to_date(self) -> bool:
        """Tell whether no newer generation has been committed."""
        return latest_generation(self.directory) == self.generation

    def close(self) -> None:
        """Close the files; whoever still uses this reader gets an exception."""
        with self._postings_lock, self._stores_lock:
            self._segments.close()

    # -- searching -----------------------------------------------------------------------------

    def evaluate(self, query: Query, cancelled: Callable[[], bool]) -> Matches:
        """Return all passages that match, with their BM25F scores; see evaluation.py.

        Nothing, once ``cancelled`` says so. Raises IndexUnusable where a file turns out damaged.
        """
        with self._postings_lock:
            return self._evaluator.evaluate(query, cancelled)

    def lexicon(self) -> Lexicon:
        """Return the surface forms of all passages; worked out at first use."""
        with self._postings_lock:
            if self._lexicon is None:
                with noticing_damage():
                    forms = self._segments.surface_forms()
                counts = np.array(list(forms.values()), np.int32)
                self._lexicon = Lexicon(list(forms), counts)
            return self._lexicon

    # -- articles ------------------------------------------------------------------------------

    def load(self, article_id: str) -> tuple[Article, Extraction]:
        """Return an article and what was found in it. KeyError where it is not in the index."""
        document = int(self._documents[self._positions[article_id]])
        with self._stores_lock:
            kept = self._kept.get(article_id)
            if kept is None:
                with noticing_damage():
                    article, quotes = unpack_article(self._segments.store_of(document))
                    actors, phrases = self._segments.locals_of(document)
                kept = article, Extraction(quotes, actors, phrases)
                self._keep(kept)
            self._kept.move_to_end(article_id)
            return kept

    def _keep(self, loaded: tuple[Article, Extraction]) -> None:
        article = loaded[0]
        self._kept[article.id] = loaded
        self._kept_characters += len(article.text)
        while self._kept_characters > KEPT_CHARACTERS and len(self._kept) > 1:
            _, (oldest, _) = self._kept.popitem(last=False)
            self._kept_characters -= len(oldest.text)

    def actor_id(self, article_id: str, local: int) -> int:
        """Return the Actor id of an article's local actor."""
        base = int(self.table.actor_base[self._positions[article_id]])
        return int(self.table.actor_of[base + local])

    def topic_id(self, article_id: str, phrase: int) -> int | None:
        """Return the Topic id of an article's phrase number ``phrase``, None if it has none."""
        base = int(self.table.phrase_base[self._positions[article_id]])
        found = int(self.table.topic_of[base + phrase])
        return found if found >= 0 else None

    def passage_text(self, passage: int) -> str:
        """Return the words of a passage as its article has them, split parts joined."""
        article, extraction = self.load(self.table.articles[int(self.table.article[passage])])
        quote = int(self.table.quote[passage])
        if quote >= 0:
            return extraction.quotes[quote].text_in(article.text)
        number = int(self.table.paragraph[passage])
        return article.paragraphs[number].span.of(article.text)

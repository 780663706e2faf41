"""Make ahead what the first key stroke would otherwise wait for.

Everything here is made at first use anyway, and kept; a warm-up in the background only makes it
sooner. In steps of a tenth of a second or so, the most wanted first:

    columns     what every search looks at: live passages, lengths, articles, ranks
    everything  what an empty query shows, with its counts: it also pairs quotes with paragraphs
                and finds the passages with the same words
    answers     what each letter finds, and each of the most frequent beginnings of two and three:
                the first keys of nearly every query, and those that find the most (answers.py).
                It also reads the postings of frequent words
    names       actors and topics by their names
    shapes      all words in one list, for patterns that begin with a star
    freeze      the garbage collector passes over all that there is by now: walking through it
                would hold a key up for a fifth of a second at a million. What comes after it
                looks through a tenth as often as it would: twenty milliseconds each time
    verify      the checksums of all files, at last

Cost at a million passages: a second or two of one core, mostly inside numpy, so that searches in
other threads go on meanwhile; the checksums are a second for a gigabyte.
"""

from __future__ import annotations

import gc
import string
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from index.cancelling import never
from index.corrections.model import NamedTopic
from index.model import Hit
from index.postings import IndexReader
from index.search.catalogue import Catalogue, catalogue_of
from index.search.engine import Cancelled, own_topics_of, search
from index.search.spelling import Shape

BEGINNINGS = (2, 3)
"""Lengths of beginnings that are asked for ahead, besides single letters."""

MOST_BEGINNINGS = 48
"""Beginnings of each length: those with which the most words begin."""

OLDEST_AFTER = 100
"""Collections of younger objects before one of the oldest; Python has it at 10."""

SHOWN = 50
"""Hits that are made of each: what a screen shows."""

Step = Callable[[], object]


def warm_up(
    reader: IndexReader,
    cancelled: Callable[[], bool] = never,
    topics: Sequence[NamedTopic] = (),
) -> bool:
    """Make what searches need of a generation; tell whether it came to its end.

    ``topics`` are the user's own.

    For a thread of its own, in a program whose memory is mostly this index: cycles that are garbage
    by then are not collected any more. Raises IndexUnusable where a file turns out to be damaged.
    """
    catalogue = catalogue_of(reader)
    try:
        for step in _steps(reader, catalogue, cancelled, topics):
            if cancelled():
                return False
            step()
    except Cancelled:
        return False
    return True


def _steps(
    reader: IndexReader,
    catalogue: Catalogue,
    cancelled: Callable[[], bool],
    topics: Sequence[NamedTopic],
) -> Iterator[Step]:
    facts, table = catalogue.facts, catalogue.table
    yield lambda: (facts.searched(boilerplate=False), table.words, table.article, table.start)
    yield lambda: (facts.newest_first, facts.oldest_first)
    yield lambda: facts.twins
    yield lambda: own_topics_of(reader, topics)
    show = partial(_show, reader, cancelled, topics)
    yield partial(show, "")
    yield lambda: facts.totals
    for letter in string.ascii_lowercase:
        yield partial(show, letter)
    yield lambda: (facts.having_actor(0), facts.having_topic(0))
    yield lambda: catalogue.actor_names
    yield lambda: (catalogue.speaker_names, catalogue.topic_names, catalogue.sources)
    yield lambda: catalogue.actor_names.find("warming up")  # numpy imports more, in 10 ms
    for letter in string.ascii_lowercase:
        yield partial(catalogue.spelling.of_letter, letter)
    yield lambda: catalogue.spelling.nearest("warmingg")
    yield lambda: catalogue.spelling.of_shape(Shape.of("*"))
    for letters in BEGINNINGS:
        for beginning in catalogue.lexicon.frequent_beginnings(letters, MOST_BEGINNINGS):
            yield partial(show, beginning)
    yield _spare_keys
    yield reader.verify


def _spare_keys() -> None:
    """Have the garbage collector hold up few keys."""
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], OLDEST_AFTER)


def _show(
    reader: IndexReader, cancelled: Callable[[], bool], topics: Sequence[NamedTopic], typed: str
) -> list[Hit]:
    """Search as if somebody typed, and read what the screen would show."""
    return search(reader, typed, typing=True, cancelled=cancelled, topics=topics)[:SHOWN]

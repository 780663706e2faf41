"""Make ahead what the first key stroke would otherwise wait for.

Everything here is made at first use anyway, and kept; a warm-up in the background only makes it
sooner. In steps of a tenth of a second or so, the most wanted first:

    columns     what every search looks at: live passages, lengths, articles, ranks
    everything  what an empty query shows, with its counts: it also pairs quotes with paragraphs
                and finds the passages with the same words
    words       the most frequent words that begin with each letter, and the postings of these
    names       actors and topics by their names
    shapes      all words in one list, for patterns that begin with a star
    freeze      the garbage collector passes over all that there is by now: walking through it
                would hold a key up for a fifth of a second at a million
    verify      the checksums of all files, at last

Cost at a million passages: a second or two of one core, mostly inside numpy, so that searches in
other threads go on meanwhile; the checksums are a second for a gigabyte.
"""

from __future__ import annotations

import gc
import string
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from index.corrections.model import NamedTopic
from index.postings import IndexReader
from index.search.catalogue import Catalogue, catalogue_of
from index.search.engine import Cancelled, never, own_topics_of, search
from index.search.spelling import Shape

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
    yield lambda: (facts.searched(boilerplate=False), facts.weights, table.article, table.start)
    yield lambda: (facts.newest_first, facts.oldest_first)
    yield lambda: facts.twins
    yield lambda: search(reader, "", cancelled=cancelled)
    yield lambda: own_topics_of(reader, topics)
    yield lambda: facts.totals
    for letter in string.ascii_lowercase:
        yield partial(search, reader, letter, typing=True, cancelled=cancelled)
    yield lambda: (facts.having_actor(0), facts.having_topic(0))
    yield lambda: catalogue.actor_names
    yield lambda: (catalogue.speaker_names, catalogue.topic_names, catalogue.sources)
    for letter in string.ascii_lowercase:
        yield partial(catalogue.spelling.of_letter, letter)
    yield lambda: catalogue.spelling.nearest("warmingg")
    yield lambda: catalogue.spelling.of_shape(Shape.of("*"))
    yield gc.freeze
    yield reader.verify

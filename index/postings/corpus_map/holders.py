"""Who and what is in each passage of a segment, once the corpus-wide map says who is who.

    passage            7            8        9
    local actors       0 3          -        1        numbers in the article
    Actor ids          12 12        -        5
    speaker            12           -        40
    holder lists       12           -        5 40     each once, the speaker included

A facet count over any set of passages is then one pass over such lists.

Cost: a fifth of a microsecond for each actor or topic of a passage. Memory: some 40 bytes for each
while the lists are made.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.format.layout import ARTICLE_KIND
from index.postings.format.packing import differences, running
from index.postings.query.workspace import each_once
from index.postings.snapshot.segments import Segment

Numbers = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Holders:
    """A list of numbers for each document, each number once and ascending.

    That of document n is ``values[starts[n]:starts[n + 1]]``. Both are signed.
    """

    starts: Numbers
    values: Numbers

    @classmethod
    def of(cls, rows: Numbers, values: Numbers, documents: int, kind: str) -> Holders:
        """Make them from pairs of a document and a number, in any order; a number of -1 is none.

        The values get the type ``kind``.
        """
        known = values >= 0
        size = int(values.max(initial=0)) + 1
        keys = each_once(rows[known].astype(np.int64) * size + values[known])
        lengths = np.bincount(keys // size, minlength=documents)
        return cls(running(lengths).astype(np.int32), (keys % size).astype(kind))

    def rows(self) -> NDArray[np.int64]:
        """Return the document of each value."""
        return np.repeat(np.arange(len(self.starts) - 1), differences(self.starts))

    @cached_property
    def inverted(self) -> Holders:
        """A list of documents for each number, made at first use: some 50 ms for a million."""
        lengths = np.bincount(self.values)
        documents = self.rows().astype(np.int32)[_order(self.values)]
        return Holders(running(lengths).astype(np.int32), documents)

    def documents_with(self, number: int) -> NDArray[np.int32]:
        """Return the documents in whose lists a number is, ascending."""
        lists = self.inverted
        if not 0 <= number < len(lists.starts) - 1:
            return np.empty(0, np.int32)
        documents: NDArray[np.int32] = lists.values[lists.starts[number] : lists.starts[number + 1]]
        return documents

    def kept(self, documents: NDArray[np.bool_]) -> Holders:
        """Return the lists of some documents only, which count from 0 then."""
        lengths = differences(self.starts)
        values = self.values[np.repeat(documents, lengths)]
        return Holders(running(lengths[documents]).astype(np.int32), values)

    @classmethod
    def joined(cls, parts: list[Holders], kind: str) -> Holders:
        """Put the lists of several segments behind each other; a single one stays as it is."""
        if len(parts) == 1:
            return parts[0]
        lengths = [differences(part.starts) for part in parts]
        starts = running(np.concatenate([np.empty(0, np.int64), *lengths])).astype(np.int32)
        values = np.concatenate([np.empty(0, kind), *(part.values for part in parts)])
        return cls(starts, values)


@dataclass(frozen=True, slots=True, eq=False)
class SegmentMap:
    """The corpus-wide map of one segment.

    ``actor_of`` (int32) and ``topic_of`` (int16) give the id of each local actor and each phrase,
    numbered through over all articles of the segment; -1 for a phrase without a topic, and for
    those of articles that were deleted when the map was made. ``speakers`` (int32) has the Actor id
    of each document's speaker, -1 for none; ``actors`` (int32) are those who are mentioned or speak
    in each document, ``topics`` (int16) its topics.
    """

    actor_of: Numbers
    topic_of: Numbers
    speakers: Numbers
    actors: Holders
    topics: Holders


class Counts(NamedTuple):
    """For each actor the passages that mention it and the quotes it speaks; for each topic, too."""

    passages: Numbers
    quotes: Numbers
    topic_passages: Numbers


def map_segment(segment: Segment, actor_of: Numbers, topic_of: Numbers) -> SegmentMap:
    """Work out the map of a segment from the ids of its local actors and phrases.

    Raises IndexError where the segment is torn.
    """
    arrays = segment.arrays
    article = _articles(segment)
    documents = len(article)
    bases = running(arrays["articles.actors"])
    speaking = np.flatnonzero(arrays["speaker"])
    speakers = np.full(documents, -1, np.int32)
    local = arrays["speaker"][speaking].astype(np.int64) - 1 + bases[article[speaking]]
    speakers[speaking] = actor_of[local]
    rows, mentioned = _local_lists(segment, article, "actors", "actor_starts", bases)
    actors = Holders.of(
        np.concatenate((rows, speaking)),
        np.concatenate((actor_of[mentioned], speakers[speaking])),
        documents,
        "<i4",
    )
    bases = running(arrays["articles.phrases"])
    rows, phrases = _local_lists(segment, article, "phrases", "phrase_starts", bases)
    topics = Holders.of(rows, topic_of[phrases], documents, "<i2")
    return SegmentMap(
        actor_of.astype("<i4"), topic_of.astype("<i2"), speakers.astype("<i4"), actors, topics
    )


def count(segment: Segment, mapped: SegmentMap, actors: int, topics: int) -> Counts:
    """Count the passages and quotes of so many actors, and the passages of so many topics.

    Boilerplate and what is deleted does not count, and a paragraph and the quotes that begin in it
    count once.
    """
    arrays = segment.arrays
    counted = (arrays["kind"] != ARTICLE_KIND) & (arrays["boilerplate"] == 0)
    counted[segment.deleted] = False
    width = int(arrays["paragraph"].max(initial=0)) + 1
    places = _articles(segment).astype(np.int64) * width + arrays["paragraph"]
    spoken = mapped.speakers[counted & (mapped.speakers >= 0)]
    return Counts(
        _places_of(mapped.actors, counted, places, actors),
        np.bincount(spoken, minlength=actors),
        _places_of(mapped.topics, counted, places, topics),
    )


def _order(values: Numbers) -> NDArray[np.intp]:
    """Return the order of non-negative numbers, equal ones as they stand.

    By the lower half of their bits, then by the upper: numpy sorts short numbers by counting them.
    """
    order = np.argsort(values.astype(np.uint16), kind="stable")
    if values.max(initial=0) > 0xFFFF:
        upper = (values >> 16).astype(np.uint16)
        order = order[np.argsort(upper[order], kind="stable")]
    return order


def _places_of(
    holders: Holders, counted: NDArray[np.bool_], places: NDArray[np.int64], size: int
) -> NDArray[np.int64]:
    """Count for each value the different places of the counted documents it is in."""
    rows = holders.rows()
    kept = counted[rows]
    span = int(places.max(initial=0)) + 1
    keys = each_once(holders.values[kept] * np.int64(span) + places[rows[kept]])
    return np.bincount(keys // span, minlength=size)


def documents_per_article(segment: Segment) -> NDArray[np.int64]:
    """Return how many documents each article of a segment has, its own one included."""
    return differences(np.append(segment.arrays["articles.documents"], segment.documents))


def _articles(segment: Segment) -> NDArray[np.int32]:
    """Return the number in the segment of the article that each document is of."""
    own = segment.arrays["articles.documents"]
    return np.repeat(np.arange(len(own), dtype=np.int32), documents_per_article(segment))


def _local_lists(
    segment: Segment, article: Numbers, name: str, starts: str, bases: Numbers
) -> tuple[Numbers, Numbers]:
    """Return documents, and the local actors or phrases in them, numbered through."""
    lengths = differences(segment.arrays[starts])
    shifts = np.repeat(bases[article], lengths)
    return np.repeat(np.arange(len(article)), lengths), segment.arrays[name] + shifts

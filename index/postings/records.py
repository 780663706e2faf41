"""The numbers of a document, packed as little-endian 32-bit integers.

    passage:  kind paragraph last start quote boilerplate date speaker actors phrases │ a a a │ p p
    article:   -1      0      0     0     0        0        0     0    actors phrases
                                                                          │ and that many of each

One column holds them all, so that the table of a hundred thousand passages is one read and a few
numpy operations. Actors and phrases are numbers within the article; the article's own record says
how many it has, from which numbers over the whole index are counted up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from index.model import PassageKind

KINDS = tuple(PassageKind)
"""Passage kinds by their number in the table's ``kind`` column."""

NONE = -1
ARTICLE_KIND = -1


class Column(IntEnum):
    """Where a number stands in a record; the actors and phrases follow."""

    KIND = 0
    PARAGRAPH = 1
    LAST_PARAGRAPH = 2
    START = 3
    QUOTE = 4
    BOILERPLATE = 5
    DATE = 6
    SPEAKER = 7
    ACTORS = 8
    PHRASES = 9


HEADER = len(Column)


@dataclass(frozen=True, slots=True)
class Record:
    """The numbers of one passage.

    ``quote`` is the position in the extraction's quotes, -1 for a paragraph; ``date`` the ordinal
    day, 0 unknown; ``speaker`` a local actor, -1 for none. ``actors`` and ``phrases`` are local.
    """

    kind: PassageKind
    paragraph: int
    last_paragraph: int
    start: int
    quote: int = NONE
    boilerplate: bool = False
    date: int = 0
    speaker: int = NONE
    actors: tuple[int, ...] = ()
    phrases: tuple[int, ...] = ()


def pack_record(record: Record) -> bytes:
    """Return a passage's record as bytes."""
    header = (
        KINDS.index(record.kind),
        record.paragraph,
        record.last_paragraph,
        record.start,
        record.quote,
        record.boilerplate,
        record.date,
        record.speaker,
        len(record.actors),
        len(record.phrases),
    )
    return np.array(header + record.actors + record.phrases, dtype="<i4").tobytes()


def pack_article_record(actors: int, phrases: int) -> bytes:
    """Return the record of an article document with so many local actors and phrases."""
    header = [0] * HEADER
    header[Column.KIND] = ARTICLE_KIND
    header[Column.ACTORS], header[Column.PHRASES] = actors, phrases
    return np.array(header, dtype="<i4").tobytes()


def unpack_record(packed: bytes) -> Record:
    """Return the passage's record that :func:`pack_record` made into bytes."""
    numbers = [int(number) for number in np.frombuffer(packed, dtype="<i4")]
    end_of_actors = HEADER + numbers[Column.ACTORS]
    return Record(
        kind=KINDS[numbers[Column.KIND]],
        paragraph=numbers[Column.PARAGRAPH],
        last_paragraph=numbers[Column.LAST_PARAGRAPH],
        start=numbers[Column.START],
        quote=numbers[Column.QUOTE],
        boilerplate=bool(numbers[Column.BOILERPLATE]),
        date=numbers[Column.DATE],
        speaker=numbers[Column.SPEAKER],
        actors=tuple(numbers[HEADER:end_of_actors]),
        phrases=tuple(numbers[end_of_actors:]),
    )

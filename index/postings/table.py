"""The table of passages: what each one is, as numpy columns over all segments.

It is made from the packed records of all documents at once, without a loop over passages:

    records  │ -1 … 3 2 │ 0 0 0 … 2 1 a a p │ 0 1 1 … 0 0 │ -1 … 5 0 │ 1 2 2 … │
    document │     0    │         1         │      2      │     3    │    4    │
    article  │    -1    │         0         │      0      │    -1    │    1    │

A document whose kind is -1 is an article; the passages after it, up to the next one, are its own.
Local numbers of actors and phrases become numbers over the whole index by adding how many the
articles before have. Deleted documents keep their row, since Whoosh's numbers count them, but the
row is blank.

Cost: about 40 bytes a passage and 4 for each actor and phrase in it; under 100 ms for 100,000.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.postings.records import ARTICLE_KIND, HEADER, NONE, Column


@dataclass(frozen=True, slots=True, eq=False)
class PassageTable:
    """Columns of equal length, indexed by passage number: Whoosh's, counted over all segments.

    ``articles`` are the ids of the live articles, in document order; ``article`` points into them
    and is -1 for what is no passage (article documents, deleted documents). ``live`` is True for
    exactly the passages that are there. ``kind`` is the position in PassageKind, ``quote`` the
    position in the extraction's quotes (-1 for paragraphs), ``start`` where the passage starts in
    the article's text, ``date`` the ordinal day (0 unknown).

    Local actors are numbered through over ``articles``: ``actor_base[i]`` is the number of the
    first one of article i, ``actor_base[-1]`` how many there are. ``speaker`` is such a number or
    -1; those mentioned in passage n are
    ``actor_values[actor_offsets[n]:actor_offsets[n + 1]]``. Phrases likewise. ``actor_of`` gives
    each local actor its corpus-wide Actor id, ``topic_of`` each phrase its Topic id or -1.
    """

    articles: tuple[str, ...]
    article: NDArray[np.int32]
    paragraph: NDArray[np.int32]
    last_paragraph: NDArray[np.int32]
    kind: NDArray[np.uint8]
    quote: NDArray[np.int32]
    start: NDArray[np.int32]
    boilerplate: NDArray[np.bool_]
    date: NDArray[np.int32]
    live: NDArray[np.bool_]
    speaker: NDArray[np.int32]
    actor_offsets: NDArray[np.int64]
    actor_values: NDArray[np.int32]
    phrase_offsets: NDArray[np.int64]
    phrase_values: NDArray[np.int32]
    actor_base: NDArray[np.int64]
    phrase_base: NDArray[np.int64]
    actor_of: NDArray[np.int32]
    topic_of: NDArray[np.int32]

    def __len__(self) -> int:
        """Return how many rows there are, blank ones included."""
        return len(self.article)


def build_table(
    packed: bytes,
    sizes: NDArray[np.int64],
    live: NDArray[np.bool_],
    articles: Sequence[str],
) -> PassageTable:
    """Return the table of all documents, without the corpus-wide maps (both are empty).

    ``packed`` are the records of all documents one after the other, ``sizes`` their lengths in
    bytes, ``live`` tells which documents are not deleted, and ``articles`` are the ids of the
    live articles in document order. Raises ValueError where these do not fit together.
    """
    numbers = np.frombuffer(packed, dtype="<i4").astype(np.int32, copy=False)
    starts = np.concatenate(([0], np.cumsum(sizes // 4))).astype(np.int64)
    if starts[-1] != len(numbers) or (len(sizes) and int(sizes.min()) < HEADER * 4):
        raise ValueError("the passages' records are torn")
    header = numbers[starts[:-1, None] + np.arange(HEADER)].T
    is_article = (header[Column.KIND] == ARTICLE_KIND) & live
    is_passage = (header[Column.KIND] != ARTICLE_KIND) & live
    owner = _owners(is_article, is_passage, len(articles))

    actor_base = _running(header[Column.ACTORS][is_article])
    phrase_base = _running(header[Column.PHRASES][is_article])
    actors = np.where(is_passage, header[Column.ACTORS], 0)
    phrases = np.where(is_passage, header[Column.PHRASES], 0)
    body = starts[:-1] + HEADER
    speaker = header[Column.SPEAKER]
    speaks = is_passage & (speaker != NONE)

    def column(which: Column, blank: int = 0) -> NDArray[np.int32]:
        return np.where(is_passage, header[which], blank).astype(np.int32)

    return PassageTable(
        articles=tuple(articles),
        article=np.where(is_passage, owner, NONE).astype(np.int32),
        paragraph=column(Column.PARAGRAPH),
        last_paragraph=column(Column.LAST_PARAGRAPH),
        kind=column(Column.KIND).astype(np.uint8),
        quote=column(Column.QUOTE, blank=NONE),
        start=column(Column.START),
        boilerplate=column(Column.BOILERPLATE).astype(np.bool_),
        date=column(Column.DATE),
        live=is_passage,
        speaker=np.where(speaks, speaker + actor_base[owner], NONE).astype(np.int32),
        actor_offsets=_running(actors),
        actor_values=_gather(numbers, body, actors, actor_base[owner]),
        phrase_offsets=_running(phrases),
        phrase_values=_gather(numbers, body + actors, phrases, phrase_base[owner]),
        actor_base=actor_base,
        phrase_base=phrase_base,
        actor_of=np.empty(0, np.int32),
        topic_of=np.empty(0, np.int32),
    )


def _owners(
    is_article: NDArray[np.bool_], is_passage: NDArray[np.bool_], articles: int
) -> NDArray[np.int32]:
    """Return for each document the number of the article it stands behind; ValueError if none."""
    owner = np.cumsum(is_article, dtype=np.int32) - np.int32(1)
    if int(is_article.sum()) != articles:
        raise ValueError("the articles and their passages do not fit together")
    if np.any(owner[is_passage] < 0):
        raise ValueError("a passage stands before its article")
    return owner


def _running(counts: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return where each of so many things starts, and at the end how many there are."""
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))


def _gather(
    numbers: NDArray[np.int32],
    starts: NDArray[np.int64],
    counts: NDArray[np.int32],
    base: NDArray[np.int64],
) -> NDArray[np.int32]:
    """Return ``numbers[starts[i]:starts[i] + counts[i]] + base[i]`` for all i, joined."""
    ends = np.cumsum(counts, dtype=np.int64)
    places = np.arange(ends[-1] if len(ends) else 0, dtype=np.int64)
    places += np.repeat(starts - ends + counts, counts)
    return (numbers[places] + np.repeat(base, counts)).astype(np.int32)

"""The table of passages: what each one is, as numpy columns over all segments.

    document │  0 │ 1 2 3 │  4 │ 5 6 │ 7 │ …      a row a document; an article's own one first
    kind     │ -1 │ 0 0 1 │ -1 │ 0 2 │-1 │ …      -1: an article's own, no passage
    article  │ -1 │ 0 0 0 │ -1 │ 1 1 │-1 │ …      whose the passages are

A column is made when it is first asked for, so opening an index costs nothing for each passage.
Where there is one segment, most columns are the mapped file itself; with several they are joined
once. What counts within an article there (local actors, phrases) counts over all articles here.

Deleted documents keep their rows and what stands in them: ``live`` tells which passages are there.

Cost at a million passages: nothing, or under a millisecond, for a column as it is stored; some
milliseconds for one that is renumbered. Memory: what is renumbered or joined, 4 or 8 bytes a row.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.postings.errors import noticing_damage
from index.postings.format.layout import ARTICLE_KIND
from index.postings.format.packing import joined, running
from index.postings.format.strings import Strings, decoded
from index.postings.query.field_postings import LENGTHS
from index.postings.schema import TEXT
from index.postings.snapshot.segments import Segments

NONE = -1
_FIRST_DAY = 719_163
"""The ordinal of 1970-01-01."""

Numbers = NDArray[Any]


class CorpusNumbers(Protocol):
    """What the corpus-wide map says of local actors and phrases, numbered over all articles."""

    @property
    def actor_of(self) -> NDArray[np.int32]:
        """The Actor id of each local actor."""

    @property
    def topic_of(self) -> NDArray[np.int32]:
        """The Topic id of each phrase, -1 for none."""


class PassageTable:
    """Columns of equal length, indexed by document number: Whoosh's, counted over all segments.

    As they are stored, which is unsigned and as narrow as the numbers allow (so widen them before
    subtracting; 0 for an article's own document): ``paragraph`` and ``last_paragraph`` in the
    article, ``start`` and ``end`` in characters of its text, ``behind_count``; ``confidence``
    (uint8, per cent), ``digest`` (uint64), ``boilerplate`` (bool), ``kind`` (int8: the position in
    PassageKind, -1 for an article's own document).

    Made when first used: ``live`` and ``article``; ``quote`` (int32: the position in the article's
    quotes), ``speaker`` (int32: a local actor), both -1 for none; ``behind`` (int32: the first
    paragraph that a quote stands in, with ``behind_count`` - 1 more after it; 0 for none);
    ``words`` (float32: the length in words, about); ``date`` (int32: the article's ordinal day, 0
    unknown).

    Articles are numbered over all segments, deleted ones included; local actors and phrases are
    numbered through over all of these: ``actor_base[i]`` is the number of the first one of article
    i, ``actor_base[-1]`` how many there are. Those mentioned in passage n are
    ``actor_values[actor_offsets[n]:actor_offsets[n + 1]]``, ascending. Phrases likewise.

    Safe to use from several threads. Columns are not to be written to.
    """

    def __init__(self, segments: Segments, numbers: CorpusNumbers | None = None) -> None:
        """Take the segments, and the corpus-wide map where there is one."""
        self._segments = segments
        self._numbers = numbers

    def __len__(self) -> int:
        """Return how many rows there are."""
        return self._segments.documents

    # -- passages ------------------------------------------------------------------------------

    @cached_property
    def kind(self) -> NDArray[np.int8]:
        """What each document is."""
        return self._joined("kind", np.int8)

    @cached_property
    def live(self) -> NDArray[np.bool_]:
        """True for exactly the passages that are not deleted."""
        mask: NDArray[np.bool_] = self.kind != ARTICLE_KIND
        for segment in self._segments:
            mask[segment.deleted + segment.base] = False
        return mask

    @cached_property
    def article(self) -> NDArray[np.int32]:
        """The number of each passage's article, -1 for an article's own document."""
        own = self.article_documents
        sizes = np.diff(own, append=np.int32(len(self)))
        with noticing_damage():
            article = np.repeat(np.arange(len(own), dtype=np.int32), sizes)
        article[own] = NONE
        return article

    @cached_property
    def paragraph(self) -> Numbers:
        """The number in the article of the passage's first paragraph."""
        return self._joined("paragraph")

    @cached_property
    def last_paragraph(self) -> Numbers:
        """The number in the article of the passage's last paragraph."""
        return self._joined("last_paragraph")

    @cached_property
    def start(self) -> Numbers:
        """Where the passage starts, in characters of the article's text."""
        return self._joined("start")

    @cached_property
    def end(self) -> Numbers:
        """Where the passage ends, in characters of the article's text, exclusive."""
        return self._joined("end")

    @cached_property
    def boilerplate(self) -> NDArray[np.bool_]:
        """Whether the passage is searched only when asked for."""
        return self._joined("boilerplate").view(np.bool_)

    @cached_property
    def confidence(self) -> NDArray[np.uint8]:
        """How sure the attribution is, in per cent; 100 for a paragraph."""
        return self._joined("confidence")

    @cached_property
    def digest(self) -> NDArray[np.uint64]:
        """A number that is the same for passages of the same words, 0 for those without."""
        return self._joined("digest", np.uint64)

    @cached_property
    def quote(self) -> NDArray[np.int32]:
        """The position in the article's quotes, -1 for a paragraph."""
        return self._joined("quote").astype(np.int32) - np.int32(1)

    @cached_property
    def behind(self) -> NDArray[np.int32]:
        """The first of the paragraphs that a quote stands in, 0 for none."""
        behind = self._joined("behind").astype(np.int32)
        for segment in self._segments[1:]:  # the first one begins at 0
            own = behind[segment.base : segment.base + segment.documents]
            own[own > 0] += segment.base
        return behind

    @cached_property
    def behind_count(self) -> Numbers:
        """How many paragraphs a quote stands in, side by side."""
        return self._joined("behind_count")

    @cached_property
    def words(self) -> NDArray[np.float32]:
        """The length in words, at least 1, as exact as Whoosh keeps it."""
        return LENGTHS.take(self._joined(f"{TEXT}.lengths"))

    @cached_property
    def date(self) -> NDArray[np.int32]:
        """The ordinal day of the passage's article, 0 where it is not known."""
        return np.append(self.dates, np.int32(0)).take(self.article, mode="wrap")

    # -- actors and phrases --------------------------------------------------------------------

    @cached_property
    def actor_base(self) -> NDArray[np.int64]:
        """The number of each article's first local actor; one more than there are articles."""
        return running(self._joined("articles.actors"))

    @cached_property
    def phrase_base(self) -> NDArray[np.int64]:
        """The number of each article's first phrase; one more than there are articles."""
        return running(self._joined("articles.phrases"))

    @cached_property
    def speaker(self) -> NDArray[np.int32]:
        """The local actor that speaks, -1 for none."""
        stored = self._joined("speaker")
        speaking = np.flatnonzero(stored)
        speaker = np.full(len(self), NONE, np.int32)
        with noticing_damage():
            bases = self.actor_base[self.article[speaking]]
            speaker[speaking] = stored[speaking].astype(np.int64) - 1 + bases
        return speaker

    @cached_property
    def actor_offsets(self) -> NDArray[np.int64]:
        """Where the local actors of each passage start in ``actor_values``; one more than rows."""
        return self._offsets("actor_starts")

    @cached_property
    def actor_values(self) -> NDArray[np.int32]:
        """The local actors of all passages, passage by passage."""
        return self._values("actors", self.actor_offsets, self.actor_base)

    @cached_property
    def phrase_offsets(self) -> NDArray[np.int64]:
        """Where the phrases of each passage start in ``phrase_values``; one more than rows."""
        return self._offsets("phrase_starts")

    @cached_property
    def phrase_values(self) -> NDArray[np.int32]:
        """The phrases of all passages, passage by passage."""
        return self._values("phrases", self.phrase_offsets, self.phrase_base)

    @property
    def actor_of(self) -> NDArray[np.int32]:
        """The Actor id of each local actor; empty without a map."""
        return np.empty(0, np.int32) if self._numbers is None else self._numbers.actor_of

    @property
    def topic_of(self) -> NDArray[np.int32]:
        """The Topic id of each phrase, -1 for none; empty without a map."""
        return np.empty(0, np.int32) if self._numbers is None else self._numbers.topic_of

    # -- articles ------------------------------------------------------------------------------

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """The id of each article. Deleted and live ones may have the same."""
        return tuple(map(decoded, self._texts("id")))

    @cached_property
    def article_documents(self) -> NDArray[np.int32]:
        """The document of each article itself; its passages stand behind it."""
        own = [each.articles.numbers("documents") + np.int32(each.base) for each in self._segments]
        return np.concatenate([np.empty(0, np.int32), *own], dtype=np.int32)

    @cached_property
    def live_articles(self) -> NDArray[np.bool_]:
        """Which articles are not deleted."""
        return np.concatenate(
            [np.empty(0, np.bool_), *(segment.articles.live for segment in self._segments)]
        )

    @cached_property
    def dates(self) -> NDArray[np.int32]:
        """The ordinal day of each article, 0 where it is not known."""
        days = [_ordinals(segment.articles.texts("date")) for segment in self._segments]
        return np.concatenate([np.empty(0, np.int32), *days])

    @cached_property
    def paths(self) -> list[bytes]:
        """The path of each article, as the file system's own bytes."""
        return self._texts("path")

    @property
    def sources(self) -> list[str]:
        """The sources of live articles, each one once, sorted."""
        return self._sources[0]

    @property
    def source_of(self) -> NDArray[np.int32]:
        """The place in ``sources`` of each article's source, -1 for none and for deleted ones."""
        return self._sources[1]

    @cached_property
    def _sources(self) -> tuple[list[str], NDArray[np.int32]]:
        pairs = zip(self._texts("source"), self.live_articles.tolist(), strict=True)
        found = [text if alive else b"" for text, alive in pairs]
        names = sorted({*found} - {b""})
        numbers = {name: number for number, name in enumerate(names)}
        numbers[b""] = NONE
        with noticing_damage():
            labels = [decoded(name) for name in names]
        return labels, np.array([numbers[text] for text in found], np.int32)

    # -- from the segments ---------------------------------------------------------------------

    def _joined(self, name: str, kind: type[np.generic] = np.uint8) -> Numbers:
        """Return an array over all segments: the stored one, where there is only one of them.

        ``kind`` is its type where there are no segments.
        """
        with noticing_damage():
            arrays = [segment.arrays[name] for segment in self._segments]
        return joined(arrays, kind)

    def _offsets(self, name: str) -> NDArray[np.int64]:
        """Return where each list starts over all segments; one more than there are lists."""
        lists = [np.zeros(1, np.int64)]
        before = 0
        for segment in self._segments:
            with noticing_damage():
                starts = segment.arrays[name].astype(np.int64)
            lists.append(starts[1:] + before)
            before += int(starts[-1])
        return np.concatenate(lists)

    def _values(
        self, name: str, offsets: NDArray[np.int64], base: NDArray[np.int64]
    ) -> NDArray[np.int32]:
        """Return the values of lists, which count within an article, counted over all articles."""
        shifts = base.astype(np.int32).take(self.article, mode="clip")
        with noticing_damage():
            values = self._joined(name) + np.repeat(shifts, np.diff(offsets))
        return values.astype(np.int32, copy=False)

    def _texts(self, field: str) -> list[bytes]:
        with noticing_damage():
            return [text for each in self._segments for text in each.articles.texts(field).all()]


def _ordinals(dates: Strings) -> NDArray[np.int32]:
    """Return the ordinal days of dates in ISO 8601, 0 for empty ones."""
    texts = np.array(dates.all(), np.bytes_)
    known = texts != b""
    ordinals = np.zeros(len(texts), np.int32)
    with noticing_damage():
        days = texts[known].astype("datetime64[D]").astype(np.int64)
    ordinals[known] = days + _FIRST_DAY
    return ordinals

"""The corpus-wide map: which local actor is which actor, which phrase is which topic.

    article 1: 0 “Ana Reyes”   article 2: 0 “Reyes”      local actors, numbered through: 0 1 2
               1 “Ministry”                              actor_of                        0 1 0

Segments know only what stands in one article, so that a changed article never rewrites the corpus.
What unites the articles is worked out over all of them (map_making.py), after a commit or later,
and kept in a file of its own. It says what it has to say segment by segment, and what a segment
holds never changes, so it stays right while segments are added and articles deleted:

    segments   a  b  c     d  e
    map        a  b  c                 made when there were three
    parts                  d           read in its light since (map_parts.py), and kept
    at open                   e        likewise, in memory

Until it is worked out again a new actor may be two, and counts may be a little high: what was
deleted since is still in them. Segments that are merged leave a part that is made of what was known
of them.

The files are a cache of a cache: what is missing, torn or foreign is worked out again, and is never
an error. There is one map at a time, and its parts, one for each segment that it does not know.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.extraction.actor_rules import NO_RULES, ActorRules
from index.postings.corpus_map.holders import Holders
from index.postings.corpus_map.map_files import (
    BaseMap,
    map_files,
    map_path,
    open_container,
    pack_part,
    part_path,
    remove_maps,
    write_arrays,
)
from index.postings.corpus_map.map_making import make_map
from index.postings.corpus_map.map_names import Actors, Topics
from index.postings.corpus_map.map_parts import Part, Reading, blank, merge_parts, unite
from index.postings.corpus_map.map_rules import read_rules
from index.postings.errors import IndexUnusable, noticing_damage
from index.postings.format.container import Container
from index.postings.format.packing import joined
from index.postings.snapshot.generation import Generation
from index.postings.snapshot.manifest import read_generation
from index.postings.snapshot.segments import Segment
from index.postings.snapshot.toc import unpack_toc

SMALL = 2_000
"""With fewer articles the map is worked out whenever one came or went, which takes a second at
most; and of so many articles that a map does not know something is said when it is opened."""

STALE = 20
"""The map is worked out again when one article in so many came or went since."""

ATTEMPTS = 3
"""A writer may put another map in place of the one that is being opened."""

Arrays = Mapping[str, NDArray[Any]]


def latest_map(directory: Path) -> int:
    """Return the version of the newest map, 0 where there is none. It rises with each map."""
    versions = [version for _, version, segment in map_files(directory) if not segment]
    return max(versions, default=0)


class MapFiles:
    """The files of a map: the map, and the parts of those segments that it does not know.

    ``base`` is None where there is no map, or none that can be read.
    """

    def __init__(self, version: int = 0, base: Container | None = None) -> None:
        self.version = version
        self.base = base
        self.parts: dict[str, Container] = {}

    @classmethod
    def open(cls, directory: Path, segments: Sequence[str]) -> MapFiles:
        """Open the newest map and the parts of these segments; of none what there is of it."""
        for _ in range(ATTEMPTS):
            version = latest_map(directory)
            base = open_container(map_path(directory, version)) if version else None
            if base is not None or version == latest_map(directory):
                break
        return cls(version, base)._with_parts(directory, segments)

    def _with_parts(self, directory: Path, segments: Sequence[str]) -> MapFiles:
        for name in segments:
            if self.base is not None and f"{name}/actor_of" not in self.base:
                part = open_container(part_path(directory, self.version, name))
                if part is not None:
                    self.parts[name] = part
        return self

    def verify(self) -> None:
        """Compare the checksums; IndexUnusable where one is wrong."""
        for container in (self.base, *self.parts.values()):
            if container is not None:
                container.verify()

    def is_whole(self) -> bool:
        """Tell whether all checksums are right."""
        with contextlib.suppress(IndexUnusable):
            self.verify()
            return True
        return False


class _Known:
    """What a map says of segments, and what can be said in its light of those it does not know."""

    def __init__(self, base: BaseMap, parts: Mapping[str, Arrays]) -> None:
        self.base = base
        self._parts = parts
        self.reading = Reading(base.actors, base.homes, len(base.topics))

    @classmethod
    def of(cls, files: MapFiles) -> _Known | None:
        """Return what is known; None where there is no map, or it does not fit together."""
        if files.base is None:
            return None
        with contextlib.suppress(IndexUnusable), noticing_damage():
            return cls(BaseMap(files.base), files.parts)
        return None

    def part(self, segment: Segment) -> Part | None:
        """Return what is known of a segment; None where nothing is."""
        with contextlib.suppress(IndexUnusable), noticing_damage():
            if self.base.knows(segment.name):
                return self.base.part(segment)
            if segment.name in self._parts:
                return self.base.unpack_part(self._parts[segment.name], segment)
        return None


def _live_articles(segments: Sequence[Segment]) -> int:
    return sum(int(np.count_nonzero(segment.articles.live)) for segment in segments)


# -- reading -------------------------------------------------------------------------------------


def open_map(directory: Path, segments: Sequence[Segment]) -> CorpusMap:
    """Open the map of these segments. Never fails, and looks at nothing yet but for its files."""
    files = MapFiles.open(directory, [segment.name for segment in segments])
    return CorpusMap(files, segments, read_rules(directory))


class CorpusMap:
    """The actors and topics of all articles, and who and what is in each passage.

    All arrays are over all segments, one after the other, and made when they are first asked for:
    with one segment they are the mapped file. Deleted articles and documents keep their places, and
    what the arrays say of them means nothing: an id, or -1. So they say, too, of all articles of a
    segment that is too large to be read when it is opened, until the map is worked out; for live
    articles there is no other -1 among the actors. ``version`` is that of :func:`latest_map`.

    Safe to use from several threads. Raises IndexUnusable where a segment turns out torn.
    """

    def __init__(
        self, files: MapFiles, segments: Sequence[Segment], rules: ActorRules = NO_RULES
    ) -> None:
        """Take the files of a map, if there are any, the segments, and what a map that must be
        worked out at once is to keep to."""
        self.version = files.version
        self._files = files
        self._segments = segments
        self._rules = rules

    def verify(self) -> None:
        """Compare the checksums of the files; IndexUnusable where one is wrong.

        Whoever writes next works such a map out again.
        """
        self._files.verify()

    @cached_property
    def _known(self) -> _Known:
        known = _Known.of(self._files)
        if known is None:
            small = _live_articles(self._segments) < SMALL
            arrays = make_map(self._segments if small else (), self._rules)
            known = _Known(BaseMap(arrays), {})
        return known

    @cached_property
    def _united(self) -> tuple[list[Part], Actors]:
        base = self._known.base
        parts, more = unite(self._parts(), len(base.actors))
        passages, quotes = (
            np.concatenate((known.astype(np.int64), np.zeros(len(more), np.int64)))
            for known in (base.passages, base.quotes)
        )
        for part in parts:
            np.add.at(passages, part.added.actors, part.added.passages)
            np.add.at(quotes, part.added.actors, part.added.quotes)
        return parts, Actors(base.actors, more, passages, quotes)

    def _parts(self) -> list[Part]:
        """Return what there is to say of each segment: of unknown ones only while they are few."""
        parts = []
        articles = 0
        for segment in self._segments:
            part = self._known.part(segment)
            if part is None:
                more = _live_articles([segment])
                few = articles + more < SMALL
                articles += more if few else 0
                with noticing_damage():
                    part = self._known.reading.part(segment) if few else blank(segment)
            parts.append(part)
        return parts

    def _maps(self, name: str) -> list[Any]:
        return [getattr(part.mapped, name) for part in self._united[0]]

    # -- actors and topics ---------------------------------------------------------------------

    @property
    def actors(self) -> Actors:
        """The actors by id, with their counts; each one is made when it is asked for."""
        return self._united[1]

    @cached_property
    def topics(self) -> Topics:
        """The topics by id, with their counts; each one is made when it is asked for."""
        passages = self._known.base.topic_passages.astype(np.int64)
        for part in self._united[0]:
            np.add.at(passages, part.added.topics, part.added.topic_passages)
        return Topics(self._known.base.topics, passages)

    # -- articles and passages -----------------------------------------------------------------

    @cached_property
    def actor_of(self) -> NDArray[np.int32]:
        """The Actor id of every local actor, numbered through over all articles."""
        return joined(self._maps("actor_of"), np.int32)

    @cached_property
    def topic_of(self) -> NDArray[np.int32]:
        """The Topic id of every phrase, numbered through over all articles; -1 for none."""
        return joined(self._maps("topic_of"), np.int16).astype(np.int32)

    @cached_property
    def speakers(self) -> NDArray[np.int32]:
        """The Actor id of each document's speaker, -1 for none; shape (documents,)."""
        return joined(self._maps("speakers"), np.int32)

    @cached_property
    def actors_of(self) -> Holders:
        """The actors that each document mentions or is spoken by (int32)."""
        return Holders.joined(self._maps("actors"), "<i4")

    @cached_property
    def topics_of(self) -> Holders:
        """The topics of each document (int16)."""
        return Holders.joined(self._maps("topics"), "<i2")


# -- writing -------------------------------------------------------------------------------------


def update_map(directory: Path, generation: int) -> None:
    """Bring the map up to date with a generation: the newest, and only for who may write.

    Of a large corpus that changed a little only the segments that are new are read, in the light of
    the map; otherwise, and where the user says other things of actors than when it was made, it is
    worked out over all articles. Nothing is written where nothing changed.
    Raises IndexUnusable where a segment is torn, and OSError where the map cannot be written.
    """
    _, toc = read_generation(directory, generation)
    write_map(directory, Generation(directory, unpack_toc(toc, generation)).segments)


def write_map(directory: Path, segments: Sequence[Segment]) -> None:
    """Bring the map up to date with these segments, as :func:`update_map` does."""
    files = MapFiles.open(directory, [segment.name for segment in segments])
    known = _Known.of(files) if files.is_whole() else None
    version = files.version
    rules = read_rules(directory)
    if known is not None and known.base.rules != rules.digest:
        known = None
    if known is None or not _read_new(directory, version, known, segments):
        version = 1 + max((number for _, number, _ in map_files(directory)), default=0)
        write_arrays(map_path(directory, version), make_map(segments, rules))
    remove_maps(directory, version, {segment.name for segment in segments})


def _read_new(directory: Path, version: int, known: _Known, segments: Sequence[Segment]) -> bool:
    """Write the parts of new segments where that will do; tell whether it does."""
    parts = {segment.name: known.part(segment) for segment in segments}
    new = [segment for segment in segments if parts[segment.name] is None]
    articles = _live_articles(segments)
    added = _live_articles(new) + sum(part.articles for part in parts.values() if part)
    changes = added + (known.base.articles + added - articles)
    if changes and (articles < SMALL or changes * STALE > articles):
        return False
    for segment in new:
        with noticing_damage():
            part = known.reading.part(segment)
        write_arrays(part_path(directory, version, segment.name), pack_part(part))
    return True


def carry(directory: Path, segments: Sequence[Segment], merged: str) -> None:
    """Keep what is known of segments that were merged, before they go.

    ``merged`` is the name of what they became: their articles that are not deleted, in order. The
    part is made of what the map says of them; those that it does not know are read in its light,
    if any is known. Raises OSError where it cannot be written.
    """
    files = MapFiles.open(directory, [segment.name for segment in segments])
    known = _Known.of(files)
    if known is None:
        return
    found = [known.part(segment) for segment in segments]
    unknown = [each for each, part in zip(segments, found, strict=True) if part is None]
    if len(unknown) == len(segments) or _live_articles(unknown) >= SMALL:
        return
    with noticing_damage():
        parts = [
            known.reading.part(segment) if part is None else part
            for segment, part in zip(segments, found, strict=True)
        ]
    part = merge_parts(segments, parts, len(known.base.actors))
    write_arrays(part_path(directory, files.version, merged), pack_part(part))

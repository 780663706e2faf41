"""The files of the corpus-wide map, as arrays; see maps.py.

    map-7.onrecord            the map: actors, topics, and what it says of each segment
    map-7.k3q9.onrecord       the part of a segment that map 7 does not know

Of one segment (in the map its arrays have its name before theirs, "k3q9/actor_of"):

    actor_of, topic_of        the ids of local actors and phrases
    speakers                  the speaker of each document
    actor_starts, actors      the actors of each document, and likewise topics

    topics.keys, topics.key_starts, topics.homes    keys of phrases, and the topic of each
    articles                  how many articles it was made of
    rules                     the digest of what the user says of actors (map_rules.py)

A part has as well the names of its new actors, and ``added.…``, what it adds to the counts.
Files are written under another name and renamed: they are there wholly or not at all.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings.corpus_map.holders import Holders, SegmentMap
from index.postings.corpus_map.map_names import KnownActors, Names, pack_actors, unpack_text
from index.postings.corpus_map.map_parts import Added, Part
from index.postings.errors import IndexUnusable, noticing_damage
from index.postings.format.container import Container, ContainerWriter
from index.postings.format.strings import Strings
from index.postings.snapshot.segments import Segment

MAP_FORMAT = 2
"""Raise this when anything about the files changes: other maps are worked out anew."""

Arrays = Mapping[str, NDArray[Any]]

_FILE = re.compile(r"map-(\d+)(?:\.([^.]+))?\.onrecord")


def map_path(directory: Path, version: int) -> Path:
    """Return where a map lies."""
    return directory / f"map-{version}.onrecord"


def part_path(directory: Path, version: int, segment: str) -> Path:
    """Return where the part of a segment lies that map ``version`` does not know."""
    return directory / f"map-{version}.{segment}.onrecord"


def map_files(directory: Path) -> Iterator[tuple[Path, int, str]]:
    """Yield the files of all maps: the version, and the segment of a part, "" of the map."""
    for path in list(directory.iterdir()):
        if match := _FILE.fullmatch(path.name):
            yield path, int(match[1]), match[2] or ""


def open_container(path: Path) -> Container | None:
    """Open a file of this format; None where it is missing, torn or foreign."""
    with contextlib.suppress(OSError, IndexUnusable), noticing_damage():
        container = Container(path)
        if container["format"].tolist() == [MAP_FORMAT]:
            return container
    return None


def write_arrays(path: Path, arrays: Arrays) -> None:
    """Write a file, wholly or not at all. OSError where it cannot be written."""
    partial = path.with_name(path.name + ".tmp")
    with ContainerWriter(partial) as writer:
        writer.add("format", np.array([MAP_FORMAT], np.uint8))
        for name, array in arrays.items():
            writer.add(name, array)
    partial.replace(path)


def remove_maps(directory: Path, version: int, segments: Collection[str]) -> None:
    """Delete all maps but ``version``, and its parts of segments that are not among these."""
    for path, number, segment in map_files(directory):
        if number != version or (segment and segment not in segments):
            path.unlink(missing_ok=True)


class BaseMap:
    """A map: its actors, its topics, and how many articles it was made of."""

    def __init__(self, arrays: Arrays) -> None:
        """Take its arrays. Raises what ``noticing_damage`` knows where they do not fit."""
        self.arrays = arrays
        self.actors = KnownActors(arrays)
        self.topics = Names(arrays, "topics")
        self.passages, self.quotes = arrays["actors.passages"], arrays["actors.quotes"]
        self.topic_passages = arrays["topics.passages"]
        self.articles = int(arrays["articles"][0])
        self.rules = arrays["rules"].tobytes()
        if not len(self.passages) == len(self.quotes) == len(self.actors):
            raise ValueError("counts that do not fit the actors")
        if len(self.topic_passages) != len(self.topics):
            raise ValueError("counts that do not fit the topics")

    @cached_property
    def homes(self) -> dict[str, int]:
        """The keys that have a topic, with its id."""
        keys = Strings.of(self.arrays, "topics.keys", "topics.key_starts").all()
        homes = self.arrays["topics.homes"]
        if not _within(homes, 0, len(self.topics)):
            raise ValueError("topics that are not there")
        return dict(zip(map(unpack_text, keys), homes.tolist(), strict=True))

    def knows(self, segment: str) -> bool:
        """Tell whether the map was made with this segment."""
        return f"{segment}/actor_of" in self.arrays

    def part(self, segment: Segment) -> Part:
        """Return what the map says of a segment that it knows; ValueError where it is torn."""
        mapped = _unpack_segment(self.arrays, f"{segment.name}/")
        _check(segment, mapped, len(self.actors), len(self.topics))
        return Part(mapped, (), Added.nothing(), 0)

    def unpack_part(self, arrays: Arrays, segment: Segment) -> Part:
        """Return the part of a segment from its file; ValueError where it is torn."""
        new = KnownActors(arrays)
        mapped = _unpack_segment(arrays, "")
        actors = tuple(map(new.actor, range(len(new))))
        size = len(self.actors) + len(actors)
        _check(segment, mapped, size, len(self.topics))
        added = Added(*(arrays[f"added.{name}"] for name in Added.__slots__))
        _check_added(added, size, len(self.topics))
        return Part(mapped, actors, added, int(arrays["articles"][0]))


def pack_segment(mapped: SegmentMap, prefix: str = "") -> dict[str, NDArray[Any]]:
    """Return the map of a segment as arrays."""
    return {
        f"{prefix}actor_of": mapped.actor_of,
        f"{prefix}topic_of": mapped.topic_of,
        f"{prefix}speakers": mapped.speakers,
        f"{prefix}actor_starts": mapped.actors.starts,
        f"{prefix}actors": mapped.actors.values,
        f"{prefix}topic_starts": mapped.topics.starts,
        f"{prefix}topics": mapped.topics.values,
    }


def pack_part(part: Part) -> dict[str, NDArray[Any]]:
    """Return a part as arrays."""
    return {
        "articles": np.array([part.articles], np.int64),
        **pack_actors(part.actors),
        **{f"added.{name}": getattr(part.added, name) for name in Added.__slots__},
        **pack_segment(part.mapped),
    }


def _unpack_segment(arrays: Arrays, prefix: str) -> SegmentMap:
    return SegmentMap(
        arrays[f"{prefix}actor_of"],
        arrays[f"{prefix}topic_of"],
        arrays[f"{prefix}speakers"],
        Holders(arrays[f"{prefix}actor_starts"], arrays[f"{prefix}actors"]),
        Holders(arrays[f"{prefix}topic_starts"], arrays[f"{prefix}topics"]),
    )


def _check(segment: Segment, mapped: SegmentMap, actors: int, topics: int) -> None:
    """Raise ValueError unless a map fits a segment, and only has ids that there are.

    So no id out of a file that was altered ever is an index into nothing.
    """
    arrays = segment.arrays
    fits = (
        len(mapped.actor_of) == arrays["articles.actors"].sum(dtype=np.int64)
        and len(mapped.topic_of) == arrays["articles.phrases"].sum(dtype=np.int64)
        and len(mapped.speakers) == segment.documents
        and _within(mapped.actor_of, -1, actors)
        and _within(mapped.topic_of, -1, topics)
        and _within(mapped.speakers, -1, actors)
        and _fit(mapped.actors, segment.documents, actors)
        and _fit(mapped.topics, segment.documents, topics)
    )
    if not fits:
        raise ValueError("a map of another segment")


def _fit(holders: Holders, documents: int, size: int) -> bool:
    starts = holders.starts
    return (
        len(starts) == documents + 1
        and int(starts[0]) == 0
        and int(starts[-1]) == len(holders.values)
        and bool(np.all(starts[1:] >= starts[:-1]))
        and _within(holders.values, 0, size)
    )


def _within(numbers: NDArray[Any], least: int, size: int) -> bool:
    return bool(np.all(numbers >= least) and np.all(numbers < size))


def _check_added(added: Added, actors: int, topics: int) -> None:
    if not (
        _within(added.actors, 0, actors)
        and _within(added.topics, 0, topics)
        and len(added.actors) == len(added.passages) == len(added.quotes)
        and len(added.topics) == len(added.topic_passages)
    ):
        raise ValueError("counts that do not fit")

"""Segments that the corpus-wide map does not know: what it says of them all the same.

A map is worked out over all articles, which takes seconds; a commit of one article takes
milliseconds. Until the map is worked out again, the articles that came since are read in its light:

    local actor    the one actor of its kind with that very name, else with that alias, else new
    phrase         exactly the topic that it would have had: its key decides

What is said so of one segment is a **part**. It is complete in itself, so that each part is a small
file that is written once:

    map                         actors 0 … 7,026
    part of segment a           new ones 7,027 “Ivo Lund”
    part of segment b           new ones 7,027 “Cora Pell”, 7,028 “Ivo Lund”
    united                      7,027 “Ivo Lund”, 7,028 “Cora Pell”

When segments are merged, their parts are too, so that no merge loses what was worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.extraction.merging import MOST_ALIASES
from index.extraction.topic_merging import topics_of_keys
from index.model import Actor, ActorKind
from index.postings.corpus_map.holders import (
    Holders,
    SegmentMap,
    count,
    documents_per_article,
    map_segment,
)
from index.postings.corpus_map.map_names import KnownActors
from index.postings.format.stores import unpack_columns
from index.postings.format.strings import Strings
from index.postings.snapshot.segments import Segment

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Added:
    """What a part adds to the counts of a map: ids, and how many more; an id may be repeated."""

    actors: Numbers
    passages: Numbers
    quotes: Numbers
    topics: Numbers
    topic_passages: Numbers

    @classmethod
    def nothing(cls) -> Added:
        """Return what adds nothing."""
        return cls(*(np.empty(0, np.int32) for _ in range(5)))


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The map of one segment.

    ``actors`` are those that the map does not know; their ids follow those that it knows.
    ``articles`` is how many of its articles the map was not made of.
    """

    mapped: SegmentMap
    actors: tuple[Actor, ...]
    added: Added
    articles: int


class Reading:
    """Reads the articles of unknown segments in the light of a map."""

    def __init__(self, known: KnownActors, homes: Mapping[str, int], topics: int) -> None:
        """Take the actors of the map, the keys that have a topic, and how many topics there are."""
        self._known = known
        self._homes = homes
        self._topics = topics
        self._found: dict[tuple[str, str], int | None] = {}

    def part(self, segment: Segment) -> Part:
        """Read a segment. Raises what ``noticing_damage`` knows where it is torn."""
        live = segment.articles.live
        packets = Strings.of(segment.arrays, "locals", "local_starts")
        newcomers = _Newcomers(len(self._known))
        actor_of: list[int] = []
        keys: list[str] = []
        for number in np.flatnonzero(live).tolist():
            columns = unpack_columns(packets[number])
            for name, kind, aliases in zip(
                columns.names, columns.kinds, columns.aliases, strict=True
            ):
                found = self._find(name, kind)
                new = newcomers.add(name, ActorKind(kind), aliases) if found is None else found
                actor_of.append(new)
            keys.extend(columns.keys)
        topic_of = topics_of_keys(keys, self._homes)
        mapped = map_segment(
            segment,
            spread(np.array(actor_of, np.int32), live, segment.arrays["articles.actors"]),
            spread(np.array(topic_of, np.int32), live, segment.arrays["articles.phrases"]),
        )
        actors = newcomers.actors()
        size = len(self._known) + len(actors)
        added = _sparse(*count(segment, mapped, size, self._topics))
        return Part(mapped, actors, added, int(np.count_nonzero(live)))

    def _find(self, name: str, kind: str) -> int | None:
        form = (kind, name)
        if form not in self._found:
            self._found[form] = self._known.find(name, ActorKind(kind))
        return self._found[form]


def blank(segment: Segment) -> Part:
    """Return a part that says nothing of a segment."""
    arrays = segment.arrays

    def none(length: int, kind: str = "<i4") -> Numbers:
        return np.full(length, -1, kind)

    def empty(kind: str) -> Holders:
        return Holders(np.zeros(segment.documents + 1, np.int32), np.empty(0, kind))

    mapped = SegmentMap(
        none(int(arrays["articles.actors"].sum(dtype=np.int64))),
        none(int(arrays["articles.phrases"].sum(dtype=np.int64)), "<i2"),
        none(segment.documents),
        empty("<i4"),
        empty("<i2"),
    )
    live = int(np.count_nonzero(segment.articles.live))
    return Part(mapped, (), Added.nothing(), live)


def unite(parts: Sequence[Part], known: int) -> tuple[list[Part], tuple[Actor, ...]]:
    """Give the new actors of all parts ids in common; return the parts so, and these actors.

    ``known`` is how many actors the map has. New actors with one name and kind are one.
    """
    newcomers = _Newcomers(known)
    united = []
    for part in parts:
        ids = [newcomers.add(each.name, each.kind, each.aliases) for each in part.actors]
        united.append(_renumbered(part, known, np.array(ids, np.int32)))
    return united, newcomers.actors()


def merge_parts(segments: Sequence[Segment], parts: Sequence[Part], known: int) -> Part:
    """Return the part of what segments were merged to: their articles that are not deleted.

    ``known`` is how many actors the map has.
    """
    united, actors = unite(parts, known)
    maps = [_kept(segment, part.mapped) for segment, part in zip(segments, united, strict=True)]
    mapped = SegmentMap(
        np.concatenate([each.actor_of for each in maps]),
        np.concatenate([each.topic_of for each in maps]),
        np.concatenate([each.speakers for each in maps]),
        Holders.joined([each.actors for each in maps], "<i4"),
        Holders.joined([each.topics for each in maps], "<i2"),
    )
    fields = Added.__slots__
    added = Added(
        *(np.concatenate([getattr(part.added, name) for part in united]) for name in fields)
    )
    return Part(mapped, actors, added, sum(part.articles for part in united))


def spread(values: Numbers, live: NDArray[np.bool_], counts: Numbers) -> Numbers:
    """Put the ids of live articles in their places among all, and -1 in the others.

    ValueError where there are more or fewer ids than there must be.
    """
    places = np.repeat(live, counts)
    if len(values) != int(np.count_nonzero(places)):
        raise ValueError("an article has other actors or phrases than it should")
    spread_out = np.full(len(places), -1, values.dtype)
    spread_out[places] = values
    return spread_out


class _Newcomers:
    """Actors that the map does not know, by kind and name."""

    def __init__(self, known: int) -> None:
        self._known = known
        self._aliases: dict[tuple[ActorKind, str], dict[str, None]] = {}
        self._ids: dict[tuple[ActorKind, str], int] = {}

    def add(self, name: str, kind: ActorKind, aliases: Iterable[str]) -> int:
        """Return the id of the actor, a new one where there is none yet."""
        key = (kind, name)
        self._aliases.setdefault(key, {}).update(dict.fromkeys(aliases))
        return self._ids.setdefault(key, self._known + len(self._ids))

    def actors(self) -> tuple[Actor, ...]:
        """Return them all in the order of their ids."""
        return tuple(
            Actor(number, name, kind, tuple(self._aliases[kind, name])[:MOST_ALIASES])
            for (kind, name), number in self._ids.items()
        )


def _renumbered(part: Part, known: int, ids: NDArray[np.int32]) -> Part:
    """Give the part's new actors these ids."""
    if np.array_equal(ids, np.arange(known, known + len(ids))):
        return part
    numbers = np.concatenate((np.arange(known, dtype=np.int32), ids, [np.int32(-1)]))
    mapped = part.mapped
    holders = mapped.actors
    again = Holders.of(holders.rows(), numbers[holders.values], len(mapped.speakers), "<i4")
    mapped = replace(
        mapped,
        actor_of=numbers[mapped.actor_of],
        speakers=numbers[mapped.speakers],
        actors=again,
    )
    added = replace(part.added, actors=numbers[part.added.actors])
    return replace(part, mapped=mapped, added=added)


def _kept(segment: Segment, mapped: SegmentMap) -> SegmentMap:
    """Return the map of the articles that are not deleted."""
    arrays, live = segment.arrays, segment.articles.live
    documents = np.repeat(live, documents_per_article(segment))
    return SegmentMap(
        mapped.actor_of[np.repeat(live, arrays["articles.actors"])],
        mapped.topic_of[np.repeat(live, arrays["articles.phrases"])],
        mapped.speakers[documents],
        mapped.actors.kept(documents),
        mapped.topics.kept(documents),
    )


def _sparse(passages: Numbers, quotes: Numbers, topic_passages: Numbers) -> Added:
    actors = np.flatnonzero((passages > 0) | (quotes > 0))
    topics = np.flatnonzero(topic_passages)
    numbers = (actors, passages[actors], quotes[actors], topics, topic_passages[topics])
    return Added(*(each.astype(np.int32) for each in numbers))

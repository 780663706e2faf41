"""The corpus-wide map: which local actor is which actor, which phrase is which topic.

    article 1: 0 “Ana Reyes”   article 2: 0 “Reyes”      local actors, numbered through: 0 1 2
               1 “Ministry”                              actor_of                        0 1 0

Postings know only what stands in one article, so that a changed article never rewrites the corpus.
What unites the articles is worked out over all of them after a commit and kept as one small file
of that generation. The file is a cache of a cache: where it is missing or torn, the reader works
it out again in memory.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.extraction.merging import merge_actors
from index.extraction.topic_ranking import rank_topics
from index.model import Actor, ActorKind, Topic
from index.postings.manifest import write_durably
from index.postings.stores import Locals
from index.postings.table import PassageTable


@dataclass(frozen=True, slots=True, eq=False)
class CorpusMap:
    """Actors and topics, and for every local actor and phrase the id of its own (topics: or -1)."""

    actors: tuple[Actor, ...]
    topics: tuple[Topic, ...]
    actor_of: NDArray[np.int32]
    topic_of: NDArray[np.int32]

    def fits(self, table: PassageTable) -> bool:
        """Tell whether this map is of the same articles as ``table``."""
        return (
            len(self.actor_of) == table.actor_base[-1]
            and len(self.topic_of) == table.phrase_base[-1]
            and int(self.actor_of.max(initial=-1)) < len(self.actors)
            and int(self.topic_of.max(initial=-1)) < len(self.topics)
        )


def make_map(articles: Sequence[Locals]) -> CorpusMap:
    """Work the map out; the articles in document order."""
    actors, actor_of = merge_actors([article.actors for article in articles])
    topics, topic_of = rank_topics([article.phrases for article in articles])
    return CorpusMap(actors, topics, actor_of, topic_of)


def map_path(directory: Path, generation: int) -> Path:
    """Return where the map of a generation lies."""
    return directory / f"map-{generation}.npz"


def write_map(path: Path, value: CorpusMap) -> None:
    """Write the map, wholly or not at all."""
    names = {
        "actors": [[actor.name, actor.kind, actor.aliases] for actor in value.actors],
        "topics": [[topic.label, topic.terms] for topic in value.topics],
    }
    content = io.BytesIO()
    np.savez(
        content,
        actor_of=value.actor_of,
        topic_of=value.topic_of,
        names=np.frombuffer(json.dumps(names).encode("ascii"), np.uint8),
    )
    write_durably(path, content.getvalue())


def read_map(path: Path) -> CorpusMap | None:
    """Read the map, or return None where it is missing or torn (the archive has checksums).

    Whatever goes wrong with it, it can be worked out again; a torn archive has many ways to fail.
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            names = json.loads(arrays["names"].tobytes())
            return CorpusMap(
                actors=tuple(
                    Actor(number, name, ActorKind(kind), tuple(aliases))
                    for number, (name, kind, aliases) in enumerate(names["actors"])
                ),
                topics=tuple(
                    Topic(number, label, tuple(terms))
                    for number, (label, terms) in enumerate(names["topics"])
                ),
                actor_of=arrays["actor_of"].astype(np.int32),
                topic_of=arrays["topic_of"].astype(np.int32),
            )
    except Exception:
        return None


# -- counts --------------------------------------------------------------------------------------


def with_counts(
    value: CorpusMap, table: PassageTable
) -> tuple[tuple[Actor, ...], tuple[Topic, ...], PassageTable]:
    """Return the actors and topics with their counts, and the table with the map in it.

    Boilerplate does not count, and a paragraph and the quotes that begin in it count once.
    """
    counted = table.live & ~table.boilerplate
    rows = np.flatnonzero(counted)
    width = int(table.paragraph.max(initial=0)) + 1
    places = table.article.astype(np.int64) * width + table.paragraph
    speakers = np.append(value.actor_of, np.int32(-1))[table.speaker]

    row_of_mention = np.repeat(np.arange(len(table)), np.diff(table.actor_offsets))
    mentioned = value.actor_of[table.actor_values]
    row_of_phrase = np.repeat(np.arange(len(table)), np.diff(table.phrase_offsets))
    topics_there = value.topic_of[table.phrase_values]

    passages = _distinct(
        np.concatenate((mentioned, speakers)),
        np.concatenate((row_of_mention, np.arange(len(table)))),
        places,
        counted,
        len(value.actors),
    )
    tagged = _distinct(topics_there, row_of_phrase, places, counted, len(value.topics))
    spoken = speakers[rows]
    quotes = np.bincount(spoken[spoken >= 0], minlength=len(value.actors))
    actors = tuple(
        replace(actor, passages=int(passages[actor.id]), quotes=int(quotes[actor.id]))
        for actor in value.actors
    )
    topics = tuple(replace(topic, passages=int(tagged[topic.id])) for topic in value.topics)
    return actors, topics, replace(table, actor_of=value.actor_of, topic_of=value.topic_of)


def _distinct(
    values: NDArray[np.int32],
    rows: NDArray[np.int64],
    places: NDArray[np.int64],
    counted: NDArray[np.bool_],
    size: int,
) -> NDArray[np.int64]:
    """Count for each value (-1 is none) the different places of the counted rows it stands in."""
    kept = (values >= 0) & counted[rows]
    span = int(places.max(initial=0)) + 1
    keys = np.unique(values[kept].astype(np.int64) * span + places[rows[kept]])
    return np.bincount(keys // span, minlength=size)

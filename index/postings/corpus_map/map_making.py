"""Working the corpus-wide map out over all articles.

The names of local actors and the keys of phrases are read article by article and become numbers at
once, so that a corpus is never in memory as objects; then they are merged (extraction/merging.py)
and ranked (extraction/topic_ranking.py), and the segments are gone through one by one to say what
that means for each passage.

Cost: a third of a millisecond an article. Memory: some 10 KB an article while reading; beyond
that 200 bytes a passage of the largest segment.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.extraction.actor_rules import NO_RULES, ActorRules
from index.extraction.merging import CorpusActors, Merging
from index.extraction.topic_ranking import CorpusPhrases, Ranking
from index.postings.corpus_map.holders import SegmentMap, count, map_segment
from index.postings.corpus_map.map_files import pack_segment
from index.postings.corpus_map.map_names import pack_actors, pack_forms, pack_text
from index.postings.corpus_map.map_parts import spread
from index.postings.errors import noticing_damage
from index.postings.format.container import narrow
from index.postings.format.stores import unpack_columns
from index.postings.format.strings import Strings
from index.postings.format.vocabulary import pack_words
from index.postings.snapshot.segments import Segment


def make_map(segments: Sequence[Segment], rules: ActorRules = NO_RULES) -> dict[str, NDArray[Any]]:
    """Work the map out over all articles that are not deleted; return its arrays (map_files.py).

    ``rules`` are what the user says of actors. Raises IndexUnusable where a segment is torn.
    """
    with noticing_damage(), _without_collecting():
        (actors, actor_of, names), ranking = _unite_articles(segments, rules)
        arrays = {**pack_actors(actors, names), **_topics(ranking)}
        passages, quotes = np.zeros((2, len(actors)), np.int64)
        topic_passages = np.zeros(len(ranking.topics), np.int64)
        for segment, mapped in _mapped(segments, actor_of, ranking.topic_of):
            arrays |= pack_segment(mapped, f"{segment.name}/")
            counts = count(segment, mapped, len(actors), len(topic_passages))
            passages += counts.passages
            quotes += counts.quotes
            topic_passages += counts.topic_passages
        arrays["actors.passages"], arrays["actors.quotes"] = narrow(passages), narrow(quotes)
        arrays["topics.passages"] = narrow(topic_passages)
        live = sum(int(np.count_nonzero(segment.articles.live)) for segment in segments)
        arrays["articles"] = np.array([live], np.int64)
        arrays["rules"] = np.frombuffer(rules.digest, np.uint8)
    return arrays


def _unite_articles(segments: Sequence[Segment], rules: ActorRules) -> tuple[Merging, Ranking]:
    actors, phrases = CorpusActors(), CorpusPhrases()
    for segment in segments:
        packets = Strings.of(segment.arrays, "locals", "local_starts")
        for number in np.flatnonzero(segment.articles.live).tolist():
            columns = unpack_columns(packets[number])
            actors.add(columns.names, columns.kinds, columns.aliases)
            phrases.add(columns.keys, columns.labels, columns.occurrences)
    ranking = phrases.rank()
    del phrases
    return actors.merge(rules), ranking


def _mapped(
    segments: Sequence[Segment], actor_of: NDArray[np.int32], topic_of: NDArray[np.int32]
) -> Iterator[tuple[Segment, SegmentMap]]:
    """Yield each segment with its map; the ids are those of live articles, over all segments."""
    first_actor = first_phrase = 0
    for segment in segments:
        live, arrays = segment.articles.live, segment.arrays
        actors, phrases = arrays["articles.actors"], arrays["articles.phrases"]
        end_actor = first_actor + int(actors[live].sum(dtype=np.int64))
        end_phrase = first_phrase + int(phrases[live].sum(dtype=np.int64))
        yield (
            segment,
            map_segment(
                segment,
                spread(actor_of[first_actor:end_actor], live, actors),
                spread(topic_of[first_phrase:end_phrase], live, phrases),
            ),
        )
        first_actor, first_phrase = end_actor, end_phrase


def _topics(ranking: Ranking) -> dict[str, NDArray[Any]]:
    """Return the terms of all topics, and the keys that have a topic, as arrays."""
    keys, key_starts = pack_words(map(pack_text, ranking.homes))
    return {
        **pack_forms("topics", (topic.terms for topic in ranking.topics)),
        "topics.keys": keys,
        "topics.key_starts": key_starts,
        "topics.homes": np.array(list(ranking.homes.values()), np.uint16),
    }


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave out the search for unreachable cycles: it would walk all names again and again.

    That would double the time, and nothing here makes cycles.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()

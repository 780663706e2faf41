"""Corpora for tests of the corpus-wide map, and what plain Python says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import strategies as st

from index.extraction.merging import merge_actors
from index.extraction.topic_ranking import rank_topics
from index.model import (
    Actor,
    ActorKind,
    Article,
    Extraction,
    Phrase,
    Quote,
    QuoteKind,
    Role,
    Span,
    Topic,
)
from index.postings.corpus_map import maps
from index.postings.corpus_map.holders import Holders
from index.postings.corpus_map.maps import CorpusMap, write_map
from index.postings.format.container import Container
from index.postings.snapshot.segments import Segments
from tests.index.made import actor, article, everywhere, harbour, mill
from tests.index.postings.segmented import written

Made = tuple[Article, Extraction]

NAMES = {
    "Orla Quint": ActorKind.PERSON,
    "Quint": ActorKind.PERSON,
    "Ms. Quint": ActorKind.PERSON,
    "Bruno Aske": ActorKind.PERSON,
    "Aske": ActorKind.PLACE,
    "Pell Harbour Office": ActorKind.ORGANISATION,
    "PHO": ActorKind.ORGANISATION,
    "Pell": ActorKind.OTHER,
}
ALIASES = {"Orla Quint": ("Quint",), "Pell Harbour Office": ("PHO",)}
TERMS = ("harbour toll", "toll", "new harbour toll", "salt", "mill wheel")


@dataclass(frozen=True)
class Corpus:
    """Segments, what they were made of, and which articles are deleted by now."""

    parts: tuple[tuple[Made, ...], ...]
    deleted: frozenset[tuple[int, int]]
    containers: tuple[Container, ...]

    @property
    def segments(self) -> Segments:
        """The segments as a reader opens them."""
        found = []
        for number, container in enumerate(self.containers):
            gone = [
                document
                for place in range(len(self.parts[number]))
                if (number, place) in self.deleted
                for document in documents_of(container, place)
            ]
            found.append((f"MAIN_{number}", container, np.array(gone, np.int64)))
        return Segments(found)

    def live(self) -> list[Made]:
        """The articles that are not deleted, in order."""
        return [
            made
            for number, part in enumerate(self.parts)
            for place, made in enumerate(part)
            if (number, place) not in self.deleted
        ]


def documents_of(container: Container, place: int) -> range:
    own = [*container["articles.documents"].tolist(), len(container["kind"])]
    return range(own[place], own[place + 1])


def corpus(folder: Path, *parts: Sequence[Made], deleted: Sequence[tuple[int, int]] = ()) -> Corpus:
    containers = tuple(
        written(folder / f"MAIN_{number}.segment", part) for number, part in enumerate(parts)
    )
    return Corpus(tuple(map(tuple, parts)), frozenset(deleted), containers)


def note(name: str, *forms: str, term: str = "toll") -> Made:
    """Return an article that names these, each in a paragraph of its own, and says one term."""
    made = article(name, ("Note", *(f"{form} paid the {term}." for form in forms)))
    actors = tuple(actor(made.text, form, kind=NAMES.get(form, ActorKind.PERSON)) for form in forms)
    phrases = (Phrase(term, term, everywhere(made.text, term)),)
    return made, Extraction((), actors, phrases)


# -- in plain Python -------------------------------------------------------------------------------


@dataclass
class Passage:
    """What one document must hold."""

    actors: set[int]
    topics: set[int]
    speaker: int = -1
    counts_at: tuple[str, int] | None = None


def expected(articles: Sequence[Made]) -> tuple[list[Actor], list[Topic], list[Passage]]:
    """Return actors and topics with their counts, and what every document holds."""
    actors, actor_ids = merge_actors([extraction.actors for _, extraction in articles])
    topics, topic_ids = rank_topics([extraction.phrases for _, extraction in articles])
    next_actor, next_topic = iter(actor_ids.tolist()), iter(topic_ids.tolist())
    passages = []
    for made, extraction in articles:
        who = [next(next_actor) for _ in extraction.actors]
        what = [next(next_topic) for _ in extraction.phrases]
        passages += [Passage(set(), set()), *passages_of(made, extraction, who, what)]
    counted = [each for each in passages if each.counts_at]
    return (
        [
            replace(
                each,
                passages=len({p.counts_at for p in counted if each.id in p.actors}),
                quotes=sum(p.speaker == each.id for p in counted),
            )
            for each in actors
        ],
        [
            replace(each, passages=len({p.counts_at for p in counted if each.id in p.topics}))
            for each in topics
        ],
        passages,
    )


def passages_of(
    made: Article, extraction: Extraction, who: list[int], what: list[int]
) -> Iterator[Passage]:
    def inside(places: Sequence[Span], span: Span) -> bool:
        return any(span.contains(place) for place in places)

    def passage(span: Span, paragraph: int, speaker: int) -> Passage:
        here = {
            n for n, each in zip(who, extraction.actors, strict=True) if inside(each.mentions, span)
        }
        about = {
            n for n, each in zip(what, extraction.phrases, strict=True) if inside(each.spans, span)
        }
        searched = made.paragraphs[paragraph].role is not Role.BOILERPLATE
        place = (made.id, paragraph) if searched else None
        return Passage(here | {speaker} - {-1}, about - {-1}, speaker, place)

    for each in made.paragraphs:
        yield passage(each.span, each.number, -1)
    for quote in extraction.quotes:
        speaker = -1 if quote.actor is None else who[quote.actor]
        yield passage(quote.spans[0], quote.paragraph, speaker)


def found_in(mapped: CorpusMap, rows: Sequence[int]) -> list[tuple[set[int], set[int], int]]:
    """Return the actors, the topics and the speaker of some documents."""
    return [
        (
            set(list_of(mapped.actors_of, row)),
            set(list_of(mapped.topics_of, row)),
            int(mapped.speakers[row]),
        )
        for row in rows
    ]


def list_of(holders: Holders, row: int) -> list[int]:
    values: list[int] = holders.values[holders.starts[row] : holders.starts[row + 1]].tolist()
    assert values == sorted(set(values))
    return values


def live_rows(made: Corpus) -> list[int]:
    return [
        segment.base + document
        for number, segment in enumerate(made.segments)
        for place in range(len(made.parts[number]))
        if (number, place) not in made.deleted
        for document in documents_of(made.containers[number], place)
    ]


def is_of(mapped: CorpusMap, made: Corpus) -> bool:
    """Tell whether a map says of the live articles what plain Python says of them."""
    actors, topics, passages = expected(made.live())
    held = [(each.actors, each.topics, each.speaker) for each in passages]
    return (
        list(mapped.actors) == actors
        and list(mapped.topics) == topics
        and found_in(mapped, live_rows(made)) == held
    )


def names_in(mapped: CorpusMap, row: int) -> set[str]:
    return {mapped.actors[number].name for number in list_of(mapped.actors_of, row)}


# -- invented corpora ------------------------------------------------------------------------------

forms = st.sampled_from([*NAMES, *TERMS])
bodies = st.lists(st.lists(forms, min_size=1, max_size=4), min_size=1, max_size=3)


@st.composite
def made_articles(draw: st.DrawFn, name: str) -> Made:
    paragraphs = [f"{', '.join(each)} said so." for each in draw(bodies)]
    if draw(st.booleans()):
        paragraphs.append(f"Share {paragraphs[0]}")
    made = article(name, ("Heading", *paragraphs))
    said = [form for form in [*NAMES, *TERMS] if form in made.text]
    actors = tuple(
        actor(made.text, form, *ALIASES.get(form, ()), kind=NAMES[form])
        for form in said
        if form in NAMES
    )
    phrases = tuple(
        Phrase(form, form.title() if draw(st.booleans()) else form, everywhere(made.text, form))
        for form in said
        if form in TERMS
    )
    quotes = tuple(
        Quote(
            (made.paragraphs[number].span,),
            QuoteKind.DIRECT,
            number,
            number,
            actor=draw(st.sampled_from([None, *range(len(actors))])),
        )
        for number in range(1, len(made.paragraphs))
        if draw(st.booleans())
    )
    return made, Extraction(quotes, actors, phrases)


@st.composite
def corpora(draw: st.DrawFn) -> tuple[list[list[Made]], list[tuple[int, int]]]:
    """Return segments of articles, and which of these are deleted."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    parts = [
        [draw(made_articles(f"{number}-{place}")) for place in range(size)]
        for number, size in enumerate(sizes)
    ]
    places = [(number, place) for number, part in enumerate(parts) for place in range(len(part))]
    return parts, [place for place in places if draw(st.integers(0, 3)) == 0]


def forbid(patched: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise AssertionError("the map was worked out")

    patched.setattr(maps, "make_map", fail)


def large(folder: Path, *more: Sequence[Made], deleted: Sequence[tuple[int, int]] = ()) -> Corpus:
    """Return a corpus with a map of its first segment, of 40 articles."""
    first = [note(f"n{number}", "Orla Quint", "Bruno Aske") for number in range(38)]
    made = corpus(folder, [*first, harbour(), mill()], *more, deleted=deleted)
    write_map(folder, made.segments[:1])
    return made

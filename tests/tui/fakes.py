"""A small corpus in memory, for tests of the explorer that are not about searching.

The articles are invented. A query finds the passages that hold it, letter for letter; the filters
``by:"…"`` and ``kind:…`` work, others are ignored. The orders by date and speaker work, too.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any, cast, overload

from index.corpus import NotIndexed
from index.corrections.file import Parsed
from index.corrections.model import Correction, Corrections, Outcome, Undone
from index.model import (
    Actor,
    ActorKind,
    Article,
    Extraction,
    FacetCount,
    Hit,
    LocalActor,
    Paragraph,
    PassageKind,
    Phrase,
    Quote,
    QuoteKind,
    Span,
    Topic,
)
from index.search import (
    Alias,
    Comparison,
    Order,
    Pair,
    PersonProfile,
    Results,
    Timeline,
    TopicProfile,
)

VANE, CALDER, OFFICE = "Orsolya Vane", "Ines Calder", "Harbour Office"
TEXTS = {
    "strait": (
        "Strait stays open, says harbour office\n"
        "\n"
        "“We never closed the strait,” Orsolya Vane told reporters on the quay.\n"
        "\n"
        "The price of herring doubled in a week, and the fleet stayed in port.\n"
        "\n"
        "“Nobody asked the fishermen,” Ines Calder said.\n"
    ),
    "herring": (
        "Herring at any price\n"
        "\n"
        "“The fleet sails on Monday,” Orsolya Vane said.\n"
        "\n"
        "[Ministers] were not at the quay; <tags> stand as they are.\n"
    ),
    "reprint": (
        "Harbour office denies closing anything\n"
        "\n"
        "“We never closed the strait,” Orsolya Vane told reporters on the quay.\n"
    ),
}
SOURCES = {"reprint": ("The Evening Gazette", dt.date(2031, 4, 27))}
"""Outlet and date of those articles that are not of 26 April from The Courant."""


def make_article(name: str) -> tuple[Article, Extraction]:
    """Return one of the invented articles with its quotes, actors and phrases."""
    text = TEXTS[name]
    paragraphs: list[Paragraph] = []
    start = 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\n")
        if body:
            paragraphs.append(Paragraph(len(paragraphs), Span(start, start + len(body))))
        start += len(line)
    source, date = SOURCES.get(name, ("The Courant", dt.date(2031, 4, 26)))
    article = Article(
        id=f"{name:0<16}",
        path=Path("/articles") / f"{name}.txt",
        text=text,
        sha256="0" * 64,
        reader="text/1",
        title=text.splitlines()[0],
        paragraphs=tuple(paragraphs),
        source=source,
        date=date,
    )
    return article, _extract(article)


def _extract(article: Article) -> Extraction:
    actors = [
        LocalActor(name, ActorKind.PERSON, (), _find(article.text, name))
        for name in (VANE, CALDER)
        if name in article.text
    ]
    quotes = []
    for paragraph in article.paragraphs:
        words = paragraph.span.of(article.text)
        if not words.startswith("“"):
            continue
        span = Span(paragraph.span.start + 1, paragraph.span.start + words.index("”"))
        number, actor = next((n, a) for n, a in enumerate(actors) if a.name in words)
        mention = next(m for m in actor.mentions if paragraph.span.contains(m))
        quotes.append(
            Quote(
                (span,),
                QuoteKind.DIRECT,
                paragraph.number,
                paragraph.number,
                actor.name,
                mention,
                number,
                "said",
                "subject-verb",
                0.9,
            )
        )
    fleet = Phrase("fleet", "the fleet", _find(article.text, "fleet"))
    return Extraction(tuple(quotes), tuple(actors), (fleet,) if fleet.spans else ())


def _find(text: str, words: str) -> tuple[Span, ...]:
    found: list[Span] = []
    start = text.find(words)
    while start >= 0:
        found.append(Span(start, start + len(words)))
        start = text.find(words, start + 1)
    return tuple(found)


@dataclass(frozen=True)
class FakeSuggestion:
    query: str
    why: str
    drops_filters: bool = False


@dataclass(frozen=True)
class FakeResults(Sequence[Hit]):
    hits: tuple[Hit, ...]
    capped: bool = False
    seconds: float = 0.004
    actors: tuple[FacetCount, ...] = ()
    topics: tuple[FacetCount, ...] = ()
    notes: tuple[str, ...] = ()
    suggestions: tuple[FakeSuggestion, ...] = ()
    twins: tuple[Hit, ...] = ()
    groups: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        return len(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def place_of(self, article: str, start: int, kind: PassageKind) -> int | None:
        found = [(hit.article, hit.start, hit.kind) for hit in self.hits]
        return found.index((article, start, kind)) if (article, start, kind) in found else None

    def copies(self, place: int) -> list[Hit]:
        return [hit for hit in self.twins if same_words(hit) == same_words(self.hits[place])]

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Hit]: ...
    def __getitem__(self, index: int | slice) -> Hit | Sequence[Hit]:
        return self.hits[index]


def same_words(hit: Hit) -> tuple[str, str | None]:
    return hit.text, hit.speaker


def folded(hits: Sequence[Hit]) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    """Return hits, the first of those with the same words standing for all, and the others."""
    shown: dict[tuple[str, str | None], Hit] = {}
    others: list[Hit] = []
    for hit in hits:
        first = shown.setdefault(same_words(hit), replace(hit, rank=len(shown) + 1))
        if first.article != hit.article:
            shown[same_words(hit)] = replace(first, more=first.more + 1)
            others.append(hit)
    return tuple(shown.values()), tuple(others)


def hits_of(article: Article, extraction: Extraction) -> list[Hit]:
    quoted = {quote.paragraph: quote for quote in extraction.quotes}
    hits = []
    for paragraph in article.paragraphs:
        quote = quoted.get(paragraph.number)
        spans = (paragraph.span,) if quote is None else quote.spans
        kind = PassageKind.PARAGRAPH if quote is None else PassageKind(quote.kind.value)
        hits.append(
            Hit(
                rank=0,
                score=1.0,
                kind=kind,
                article=article.id,
                path=article.path,
                title=article.title,
                source=article.source,
                date=article.date,
                paragraph=paragraph.number,
                spans=spans,
                text=spans[0].of(article.text),
                speaker=None if quote is None else quote.speaker,
                speaker_actor=None if quote is None else (VANE, CALDER).index(quote.speaker or ""),
                confidence=1.0 if quote is None else quote.confidence,
            )
        )
    return hits


@dataclass
class FakeCorpus:
    """The methods of ``Corpus`` that the explorer uses."""

    names: tuple[str, ...] = ("strait", "herring")
    indexed: bool = True
    searches: list[str] = field(default_factory=list)
    reloads: int = 0
    warmed: list[int] = field(default_factory=list)
    damaged: bool = False
    complete: bool = True
    corrected: list[Correction] = field(default_factory=list)
    misfits: tuple[Correction, ...] = ()

    def __post_init__(self) -> None:
        self._articles = {article.id: (article, found) for article, found in self._all()}

    def _all(self) -> list[tuple[Article, Extraction]]:
        return [make_article(name) for name in self.names]

    def is_indexed(self) -> bool:
        return self.indexed

    def is_complete(self) -> bool:
        return self.complete

    @contextmanager
    def sound(self) -> Iterator[None]:
        if self.damaged:
            raise NotIndexed("is damaged")
        yield

    def reload(self) -> bool:
        self.reloads += 1
        return True

    def warm_up(self, cancelled: Callable[[], bool]) -> bool:
        self.warmed.append(self.reloads)
        return not cancelled()

    def article(self, article_id: str) -> tuple[Article, Extraction]:
        return self._articles[article_id]

    @property
    def entries(self) -> dict[str, Article]:
        return {article: made for article, (made, _) in self._articles.items()}

    @property
    def actors(self) -> tuple[Actor, ...]:
        return tuple(Actor(n, name, ActorKind.PERSON, ()) for n, name in enumerate((VANE, CALDER)))

    @property
    def topics(self) -> tuple[Topic, ...]:
        return (Topic(0, "the fleet", ("the fleet",)),)

    def actor_id(self, article_id: str, local: int) -> int:
        name = self._articles[article_id][1].actors[local].name
        return (VANE, CALDER).index(name)

    def topic_id(self, article_id: str, phrase: int) -> int | None:
        return 0

    def quotes_by(self, actor_id: int) -> FakeResults:
        return self.search("", filters=[f'by:"{(VANE, CALDER)[actor_id]}"'])

    def person(self, actor_id: int) -> PersonProfile:
        actor = replace(self.actors[actor_id], aliases=(self.actors[actor_id].name.split()[-1],))
        other = self.actors[1 - actor_id]
        said = self.search("", filters=[f'by:"{actor.name}"'], order=Order.DATE)
        everybody = self.search("", filters=[f'actor:"{actor.name}"', "kind:quote"])
        about = tuple(hit for hit in everybody if hit.speaker != actor.name)
        return PersonProfile(
            actor=actor,
            said=cast("Results", said),
            about=cast("Results", FakeResults(about)),
            topics=said.topics,
            company=(FacetCount(other.id, other.name, 1),),
            aliases=tuple(Alias(form, "the last word of the name") for form in actor.aliases),
            timeline=timeline(said.hits),
        )

    def topic(self, topic_id: int) -> TopicProfile:
        found = self.search("fleet", order=Order.DATE)
        return TopicProfile(
            topic=self.topics[topic_id],
            passages=cast("Results", found),
            speakers=found.actors,
            neighbours=(),
            timeline=timeline(found.hits),
        )

    def compare(self, one: int, other: int, topic: int | None = None) -> Comparison:
        query = "" if topic is None else "fleet"
        left, right = (
            self.search(query, filters=[f'by:"{self.actors[actor].name}"'])
            for actor in (one, other)
        )
        return Comparison(
            one=self.actors[one],
            other=self.actors[other],
            topic=None if topic is None else self.topics[topic],
            pairs=[Pair(*both) for both in zip_longest(left, right)],
            rows=(range(len(left)), range(len(right))),
            shared=(FacetCount(0, "the fleet", 2),),
        )

    def most_quoted(self, text: str = "") -> Sequence[FacetCount]:
        names = [actor for actor in self.actors if text.lower() in actor.name.lower()]
        return [FacetCount(actor.id, actor.name, 3 - actor.id) for actor in names]

    def most_named(self, text: str = "") -> Sequence[FacetCount]:
        return self.most_quoted(text)

    @property
    def corrections(self) -> Parsed:
        return Parsed(Corrections(tuple(self.corrected)), ())

    def correct(self, correction: Correction) -> Outcome:
        self.corrected.append(correction)
        return Outcome.APPLIED

    def withdraw(self, correction: Correction) -> Outcome:
        self.corrected.remove(correction)
        return Outcome.APPLIED

    def undo(self) -> Undone | None:
        return Undone(self.corrected.pop(), Outcome.APPLIED) if self.corrected else None

    def unfitting(self) -> list[Correction]:
        return list(self.misfits)

    def search(
        self,
        query: str,
        filters: Sequence[str] = (),
        typing: bool = False,
        boilerplate: bool = False,
        order: Order = Order.RELEVANCE,
        grouped: bool = False,
        cancelled: Callable[[], bool] | None = None,
        **_: Any,
    ) -> FakeResults:
        if not self.indexed:
            raise RuntimeError("is not indexed yet")
        if self.damaged:
            raise NotIndexed("is damaged")
        self.searches.append(query)
        hits = [hit for pair in self._articles.values() for hit in hits_of(*pair)]
        found: list[Hit] = []
        for hit in hits:
            start = hit.text.lower().find(query.lower())
            if start < 0 or not all(_passes(hit, text) for text in filters):
                continue
            matches = (Span(start, start + len(query)),) if query else ()
            found.append(replace(hit, matches=matches))
        if order is Order.DATE:
            found.sort(key=lambda hit: hit.date or dt.date.min, reverse=True)
        if order is Order.SPEAKER:
            found.sort(key=lambda hit: hit.speaker or "~")
        speakers = Counter(hit.speaker for hit in found if hit.speaker)
        actors = tuple(
            FacetCount((VANE, CALDER).index(name), name, count)
            for name, count in speakers.most_common()
        )
        fleet = sum("fleet" in hit.text for hit in found)
        topics = (FacetCount(0, "the fleet", fleet),) if fleet else ()
        suggestions = () if found else (FakeSuggestion("fleet", "spelt alike"),)
        shown, twins = folded(found)
        groups: tuple[int, ...] = ()
        if grouped:
            shown, groups = together(shown)
        return FakeResults(
            shown, actors=actors, topics=topics, suggestions=suggestions, twins=twins, groups=groups
        )


def timeline(hits: Sequence[Hit]) -> Timeline | None:
    days = sorted(hit.date for hit in hits if hit.date)
    if not days:
        return None
    numbers = Counter(day.year * 12 + day.month - 1 for day in days)
    months = range(min(numbers), max(numbers) + 1)
    counts = (
        FacetCount(each, f"{each // 12:04}-{each % 12 + 1:02}", numbers[each]) for each in months
    )
    return Timeline(tuple(counts), days[0], days[-1])


def together(hits: Sequence[Hit]) -> tuple[tuple[Hit, ...], tuple[int, ...]]:
    """Return hits with those of each article together, and the place of each article's first."""
    order = list(dict.fromkeys(hit.article for hit in hits))
    arranged = sorted(hits, key=lambda hit: (order.index(hit.article), hit.start))
    articles = [hit.article for hit in arranged]
    return tuple(arranged), tuple(articles.index(each) for each in order)


def _passes(hit: Hit, text: str) -> bool:
    if text.startswith("-"):
        return not _passes(hit, text[1:])
    field_name, _, value = text.partition(":")
    value = value.strip('"')
    if field_name == "by":
        return hit.speaker == value
    if field_name == "actor":
        return hit.speaker == value or value in hit.text
    if field_name == "sure":
        return hit.confidence >= float(value.rstrip("%")) / 100
    if field_name == "kind":
        return (value == "quote") == hit.kind.is_quote
    return True

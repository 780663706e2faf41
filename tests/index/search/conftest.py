"""A small index of invented articles, made by hand so that every passage in it is known."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from index.model import (
    ActorKind,
    Article,
    Extraction,
    LocalActor,
    Paragraph,
    Phrase,
    Quote,
    QuoteKind,
    Role,
    Span,
)
from index.postings import IndexReader, IndexWriter, Stamp

ORLA = ("Orla Venn", ("Venn",))
TOMAS = ("Tomas Larkspur", ("Larkspur",))
BOARD = ("Larkhill Harbour Board", ("Harbour Board",))


@dataclass(frozen=True)
class Said:
    """A quote: its words as the article has them (each part of a split one), and who said it."""

    words: str | tuple[str, ...]
    by: str | None = None
    kind: QuoteKind = QuoteKind.DIRECT


@dataclass(frozen=True)
class Story:
    """An article to be: paragraphs, and what an extraction would find in them."""

    path: str
    title: str
    paragraphs: Sequence[str]
    quotes: Sequence[Said] = ()
    actors: Sequence[tuple[str, tuple[str, ...]]] = (ORLA, TOMAS, BOARD)
    topics: Sequence[str] = ("ferry toll", "night ferry")
    source: str | None = None
    date: dt.date | None = None
    boilerplate: Sequence[int] = field(default=())

    def article(self) -> Article:
        text = "\n\n".join(self.paragraphs)
        paragraphs: list[Paragraph] = []
        start = 0
        for number, paragraph in enumerate(self.paragraphs):
            role = Role.BOILERPLATE if number in self.boilerplate else Role.BODY
            paragraphs.append(Paragraph(number, Span(start, start + len(paragraph)), role))
            start += len(paragraph) + 2
        digest = hashlib.sha256(self.path.encode()).hexdigest()
        return Article(
            id=digest[:16],
            path=Path("/library", self.path),
            text=text,
            sha256=digest,
            reader="text/1",
            title=self.title,
            paragraphs=tuple(paragraphs),
            source=self.source,
            date=self.date,
        )

    def extraction(self, article: Article) -> Extraction:
        text = article.text
        actors = [
            LocalActor(name, ActorKind.PERSON, aliases, places(text, name, *aliases))
            for name, aliases in self.actors
            if name in text
        ]
        phrases = [
            Phrase(label, label, found) for label in self.topics if (found := places(text, label))
        ]
        quotes = [
            self._quote(said, article, [actor.name for actor in actors]) for said in self.quotes
        ]
        return Extraction(tuple(quotes), tuple(actors), tuple(phrases))

    @staticmethod
    def _quote(said: Said, article: Article, actors: Sequence[str]) -> Quote:
        parts = (said.words,) if isinstance(said.words, str) else said.words
        spans = tuple(places(article.text, part)[0] for part in parts)
        inside = [
            paragraph.number
            for paragraph in article.paragraphs
            if any(paragraph.span.overlaps(span) for span in spans)
        ]
        return Quote(
            spans=spans,
            kind=said.kind,
            paragraph=inside[0],
            last_paragraph=inside[-1],
            speaker=said.by,
            actor=actors.index(said.by) if said.by in actors else None,
            confidence=0.9,
        )


def places(text: str, *wanted: str) -> tuple[Span, ...]:
    """Return where any of ``wanted`` stands in ``text``, none inside another."""
    found: list[Span] = []
    for words in sorted(wanted, key=len, reverse=True):
        start = text.find(words)
        while start >= 0:
            span = Span(start, start + len(words))
            if not any(span.overlaps(other) for other in found):
                found.append(span)
            start = text.find(words, span.end)
    return tuple(sorted(found))


STORIES = (
    Story(
        "north/strike.txt",
        "Ferry crews strike over tolls",
        [
            "Crews of the night ferry struck on Monday, and the quay stood empty.",
            "“We will not carry one more crate,” said Orla Venn, who leads the crews. “Not one.”",
            "The Larkhill Harbour Board said the ferry toll would stay as it is.",
            "Two officials said that talks were non-negotiable in tone.",
            "Sign up for our letter about the strike.",
        ],
        [
            Said(("We will not carry one more crate,", "Not one."), "Orla Venn"),
            Said(
                "the ferry toll would stay as it is", "Larkhill Harbour Board", QuoteKind.INDIRECT
            ),
            Said("talks were non-negotiable in tone", "Two officials", QuoteKind.INDIRECT),
        ],
        source="The Larkhill Courier",
        date=dt.date(2031, 5, 2),
        boilerplate=(4,),
    ),
    Story(
        "north/toll.txt",
        "A toll nobody wanted",
        [
            "The ferry toll doubles in June. Orla Venn called it a tax on salt.",
            "Tomas Larkspur said: “The toll pays for the lighthouse. The toll stays.”",
            "“A lighthouse without ships,” Venn answered, “is a very tall candle.”",
        ],
        [
            Said("The toll pays for the lighthouse. The toll stays.", "Tomas Larkspur"),
            Said(("A lighthouse without ships,", "is a very tall candle."), "Orla Venn"),
            Said("a tax on salt", "Orla Venn", QuoteKind.MIXED),
        ],
        source="Harbour Evening Post",
        date=dt.date(2031, 6, 20),
    ),
    Story(
        "south/letters.md",
        "Letters from the lighthouse",
        [
            "The keeper writes every night. His letters reach the town by ferry.",
            "“I count the lamps,” he wrote.\n",
            "“And then I count them again,” he went on, and nobody answered the lighthouse.",
        ],
        [Said("I count the lamps,” he wrote.\n\n\n“And then I count them again,", "the keeper")],
    ),
)


def write_index(directory: Path, stories: Sequence[Story]) -> IndexReader:
    """Write an index of ``stories`` and open it."""
    with IndexWriter(directory) as writer:
        for story in stories:
            article = story.article()
            writer.put(article, story.extraction(article), Stamp(len(article.text), 1))
        writer.commit()
    return IndexReader.open(directory)


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IndexReader]:
    """The index of STORIES."""
    opened = write_index(tmp_path_factory.mktemp("search") / "index", STORIES)
    yield opened
    opened.close()

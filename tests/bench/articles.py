"""From a block's arrays to objects: articles with their extraction, or bare passages.

The index takes articles; other engines take passages, one a document, with the same text to the
letter, the same actors and the same order.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.model import (
    Article,
    Extraction,
    LocalActor,
    Paragraph,
    PassageKind,
    Phrase,
    Quote,
    QuoteKind,
    Role,
    Span,
)
from index.postings.analysis import stem
from index.reading import article_id
from tests.bench.actors import pool
from tests.bench.blocks import ARTICLES, NONE, SOURCES, Block
from tests.bench.drawing import terms
from tests.bench.quoting import VERBS
from tests.bench.words import word

FIRST_DAY = dt.date(2021, 1, 1)
FOLDER = Path("/archive")
BETWEEN = "\n\n"
KINDS = (QuoteKind.DIRECT, QuoteKind.MIXED, QuoteKind.INDIRECT)


@dataclass(frozen=True, slots=True)
class Passage:
    """A document of an engine that knows no articles.

    ``number`` counts from 1 over the corpus, ``article`` from 0. ``actors`` are numbers of the
    pool, ascending: who is mentioned in it, or speaks it. ``speaker`` is None for a paragraph.
    """

    number: int
    article: int
    text: str
    kind: PassageKind
    speaker: int | None
    source: int
    day: int
    actors: tuple[int, ...]


class Reading:
    """A block's arrays as lists, which Python walks faster."""

    def __init__(self, block: Block, number: int) -> None:
        self.first_article = number * ARTICLES
        self.lines = block.text.tobytes().decode().split("\n")
        self.paragraphs: list[int] = block.paragraphs.tolist()
        self.printed: list[int] = block.printed.tolist()
        self.sources: list[int] = block.source.tolist()
        self.days: list[int] = block.day.tolist()
        self.items: list[int] = block.items.tolist()
        self.item_starts: list[int] = block.item_start.tolist()
        self.item_ends: list[int] = block.item_end.tolist()
        self.item_numbers: list[int] = block.item_number.tolist()
        self.item_is_term: list[bool] = block.item_is_term.tolist()
        self.quotes: list[int] = block.quote.tolist()
        self.quote_kinds = [KINDS[kind] for kind in block.quote_kind.tolist()]
        self.quote_starts: list[int] = block.quote_start.tolist()
        self.quote_ends: list[int] = block.quote_end.tolist()
        self.speakers: list[int] = block.quote_speaker.tolist()
        self.verbs: list[int] = block.quote_verb.tolist()
        self.mention_starts: list[int] = block.mention_start.tolist()
        self.mention_ends: list[int] = block.mention_end.tolist()

    def __len__(self) -> int:
        """Return how many articles there are."""
        return len(self.paragraphs) - 1

    def rows_of(self, article: int) -> Sequence[int]:
        """Return the rows that an article prints, its heading first."""
        return self.printed[self.paragraphs[article] : self.paragraphs[article + 1]]

    def quoted_rows(self, article: int) -> Iterator[tuple[int, int, int]]:
        """Yield paragraph number, row and quote number of the quotes of an article, in order."""
        for paragraph, row in enumerate(self.rows_of(article)):
            if self.quotes[row] != NONE:
                yield paragraph, row, self.quotes[row]

    def actors_in(self, row: int, start: int = 0, end: int | None = None) -> set[int]:
        """Return the actors that stand in a row, between two offsets."""
        end = len(self.lines[row]) if end is None else end
        return {
            self.item_numbers[item]
            for item in range(self.items[row], self.items[row + 1])
            if not self.item_is_term[item]
            and start <= self.item_starts[item]
            and self.item_ends[item] <= end
        }


# -- passages --------------------------------------------------------------------------------


def passages_of(reading: Reading, article: int, first: int) -> Iterator[Passage]:
    """Yield the passages of an article, paragraphs first, counted from ``first``."""
    number = first
    known = reading.first_article + article
    about = reading.sources[article], reading.days[article]
    for row in reading.rows_of(article):
        actors = tuple(sorted(reading.actors_in(row)))
        line = reading.lines[row]
        yield Passage(number, known, line, PassageKind.PARAGRAPH, None, *about, actors)
        number += 1
    for _, row, quote in reading.quoted_rows(article):
        start, end = reading.quote_starts[quote], reading.quote_ends[quote]
        speaker = reading.speakers[quote]
        actors = tuple(sorted(reading.actors_in(row, start, end) | {speaker}))
        kind = PassageKind(reading.quote_kinds[quote].value)
        line = reading.lines[row][start:end]
        yield Passage(number, known, line, kind, speaker, *about, actors)
        number += 1


# -- articles --------------------------------------------------------------------------------


def article_of(reading: Reading, article: int) -> tuple[Article, Extraction]:
    """Return an article and what extraction would find in it, offsets and all."""
    rows = reading.rows_of(article)
    lines = [reading.lines[row] for row in rows]
    text = BETWEEN.join(lines)
    offsets: list[int] = []
    offset = 0
    paragraphs: list[Paragraph] = []
    for number, line in enumerate(lines):
        offsets.append(offset)
        end = offset + len(line)
        role = Role.BODY if number else Role.HEADING
        paragraphs.append(Paragraph(number, Span(offset, end), role))
        offset = end + len(BETWEEN)
    known = reading.first_article + article
    path = FOLDER / f"{known // 1000:04}" / f"{known:06}.txt"
    made = Article(
        id=article_id(path),
        path=path,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        reader="text/1",
        title=lines[0],
        paragraphs=tuple(paragraphs),
        source=SOURCES[reading.sources[article]],
        date=FIRST_DAY + dt.timedelta(reading.days[article]),
    )
    return made, _extraction(reading, article, rows, offsets)


def _extraction(
    reading: Reading, article: int, rows: Sequence[int], offsets: Sequence[int]
) -> Extraction:
    mentions: dict[int, list[Span]] = {}
    places: dict[int, list[Span]] = {}
    starts, ends, numbers = reading.item_starts, reading.item_ends, reading.item_numbers
    by_family: set[int] = set()
    families = _families()
    for row, offset in zip(rows, offsets, strict=True):
        line = reading.lines[row]
        for item in range(reading.items[row], reading.items[row + 1]):
            start, end, number = starts[item], ends[item], numbers[item]
            found = places if reading.item_is_term[item] else mentions
            found.setdefault(number, []).append(Span(offset + start, offset + end))
            if found is mentions and families[number] == line[start:end]:
                by_family.add(number)
    names, kinds = pool().names, pool().kinds
    actors = tuple(
        LocalActor(
            names[number],
            kinds[number],
            (families[number],) if number in by_family else (),
            tuple(spans),
        )
        for number, spans in mentions.items()
    )
    phrases = tuple(Phrase(*_term(number), tuple(spans)) for number, spans in places.items())
    local = {number: place for place, number in enumerate(mentions)}
    quotes = tuple(
        _quote(reading, quote, paragraph, offsets[paragraph], local)
        for paragraph, _, quote in reading.quoted_rows(article)
    )
    return Extraction(quotes, actors, phrases)


def _quote(
    reading: Reading, quote: int, paragraph: int, offset: int, local: dict[int, int]
) -> Quote:
    speaker = reading.speakers[quote]
    mention = Span(offset + reading.mention_starts[quote], offset + reading.mention_ends[quote])
    return Quote(
        (Span(offset + reading.quote_starts[quote], offset + reading.quote_ends[quote]),),
        reading.quote_kinds[quote],
        paragraph,
        paragraph,
        pool().names[speaker],
        mention,
        local[speaker],
        VERBS[reading.verbs[quote]],
        "subject-verb",
        0.9,
    )


@cache
def _families() -> tuple[str, ...]:
    """The family name of each person, as an alias; nothing for other actors."""
    actors = pool()
    return tuple(
        name.split()[1] if kind == "person" else ""
        for name, kind in zip(actors.names, actors.kinds, strict=True)
    )


@cache
def _term(number: int) -> tuple[str, str]:
    """Return the key and the label of a term."""
    parts = [word(each) for each in terms()[number].tolist()]
    return " ".join(map(stem, parts)), " ".join(parts)

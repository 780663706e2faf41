"""Articles as bytes: what is kept in the index, so that showing a hit never reopens its source.

Four packets an article, so that each use reads only what it needs:

    text      the text                                           a hit, the reader
    outline   byline, address, notes; paragraphs; quotes         a hit, the reader
    locals    names of local actors, keys of phrases, counts     the corpus-wide map
    places    where each of these stands                         the reader

Text is UTF-8 (unpaired surrogates included), the others are JSON; all are squeezed with zlib. Spans
are written as steps: from the end of the one before to the start, and the length, which are small
numbers and squeeze well.

Hits come from anywhere, one from an article, and each shows a few hundred characters of thousands,
or of millions. So the two packets that a hit reads are made of pieces (see pieces.py):

    text      │ characters 0 to 1023, squeezed │ 1024 to 2047, squeezed │ …
    outline   │ all but this, squeezed │ quote 0: speaker, confidence │ quote 1: … │ …

A passage is in one block or two, found by dividing its offsets: 10 microseconds, whatever the
article, where one of five thousand characters as a whole takes 25, and one of a million 5,000. What
a hit shows of a quote, besides its place in the table, is in a few bytes that are not squeezed; the
spans as well where there are several. Of the ways to keep texts, on news articles:

    each as a whole      .475 of the UTF-8    25 µs a hit, and more where articles are longer
    blocks of 2048       .53                  14 µs
    blocks of 1024       .58                  10 µs
    blocks of 512        .64                   9 µs: a border is crossed more often
    not squeezed        1.00                   2 µs; the index would be a third larger

In a thousand characters little is said twice, so a block is squeezed by coding frequent letters
short, and no more: looking for repetitions as well takes half as long again (20 µs a block, not
13), and saves .05. Likewise for places, which are numbers.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import sub
from typing import Any, NamedTuple

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
from index.postings.format.pieces import all_pieces, pack_pieces, piece
from index.postings.format.places import Places
from index.postings.format.strings import decoded, encoded

BLOCK = 1024
"""Characters of a text that are squeezed by themselves."""

COMPRESSION = 3
"""Of zlib. 6 saves another four per cent and takes twice as long."""


_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


class Outline(NamedTuple):
    """What is known of an article besides its text and its catalogue entry, and its quotes."""

    byline: str | None
    url: str | None
    notes: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    quotes: tuple[Quote, ...]


class ActorNames(NamedTuple):
    """A local actor without its places, of which there are ``mentions``."""

    name: str
    kind: ActorKind
    aliases: tuple[str, ...]
    mentions: int


class PhraseNames(NamedTuple):
    """A phrase without its places, of which there are ``occurrences``."""

    key: str
    label: str
    occurrences: int


class Locals(NamedTuple):
    """The actors and phrases of one article, without their places."""

    actors: tuple[ActorNames, ...]
    phrases: tuple[PhraseNames, ...]


class LocalColumns(NamedTuple):
    """The same in columns: those of the actors, each of one length, and those of the phrases."""

    names: list[str]
    kinds: list[str]
    aliases: list[list[str]]
    mentions: list[int]
    keys: list[str]
    labels: list[str]
    occurrences: list[int]


class Said(NamedTuple):
    """What a hit shows of a quote, besides its place: ``spans`` is empty where it has one span,
    which the table of passages knows."""

    speaker: str | None
    confidence: float
    spans: tuple[Span, ...]


def pack_text(text: str) -> bytes:
    """Return a text as bytes."""
    starts = range(0, len(text), BLOCK)
    return pack_pieces([_squeeze_letters(encoded(text[start : start + BLOCK])) for start in starts])


def unpack_text(packed: bytes | memoryview) -> str:
    """Return the text that :func:`pack_text` made into bytes. ValueError where they are torn."""
    return "".join(map(_unsqueeze, all_pieces(packed)))


def unpack_stretch(packed: bytes | memoryview, start: int, end: int) -> str:
    """Return the characters of a text from ``start`` to ``end``, exclusive.

    ValueError where the bytes are torn, that or IndexError where the text has no such characters.
    """
    if start >= end:
        return ""
    first, last = start // BLOCK, (end - 1) // BLOCK
    text = _unsqueeze(piece(packed, first))
    if last > first:
        text += "".join([_unsqueeze(piece(packed, each)) for each in range(first + 1, last + 1)])
    stretch = text[start - first * BLOCK : end - first * BLOCK]
    if len(stretch) != end - start:
        raise ValueError("a stored text is torn")
    return stretch


def pack_outline(article: Article, quotes: Sequence[Quote]) -> bytes:
    """Return the outline of an article as bytes."""
    spans = (paragraph.span for paragraph in article.paragraphs)
    roles = [paragraph.role for paragraph in article.paragraphs]
    rest = [
        article.byline,
        article.url,
        article.notes,
        _steps(spans),
        roles,
        [_quote_fields(quote) for quote in quotes],
    ]
    return pack_pieces([_pack(rest), *map(_pack_said, quotes)])


def unpack_outline(packed: bytes | memoryview) -> Outline:
    """Return what :func:`pack_outline` made into bytes. ValueError where they are torn, or
    IndexError."""
    byline, url, notes, steps, roles, quotes = _unpack(piece(packed, 0))
    paragraphs = tuple(
        Paragraph(number, span, Role(role))
        for number, (span, role) in enumerate(zip(_spans(steps), roles, strict=True))
    )
    return Outline(
        byline,
        url,
        tuple(notes),
        paragraphs,
        tuple(_quote(fields, unpack_said(packed, place)) for place, fields in enumerate(quotes)),
    )


def unpack_said(packed: bytes | memoryview, place: int) -> Said:
    """Return what a hit shows of one quote of an outline.

    ValueError where it is torn, IndexError where there is no such quote.
    """
    speaker, confidence, *steps = json.loads(decoded(piece(packed, place + 1)))
    return Said(speaker, confidence, tuple(_spans(steps)))


def pack_locals(extraction: Extraction) -> bytes:
    """Return the names of local actors and phrases, with their counts, as bytes."""
    return _pack(
        [
            [actor.name for actor in extraction.actors],
            [actor.kind for actor in extraction.actors],
            [actor.aliases for actor in extraction.actors],
            [len(actor.mentions) for actor in extraction.actors],
            [phrase.key for phrase in extraction.phrases],
            [phrase.label for phrase in extraction.phrases],
            [len(phrase.spans) for phrase in extraction.phrases],
        ]
    )


def unpack_locals(packed: bytes | memoryview) -> Locals:
    """Return what :func:`pack_locals` made into bytes. ValueError where they are torn."""
    names, kinds, aliases, mentions, keys, labels, occurrences = unpack_columns(packed)
    return Locals(
        tuple(map(ActorNames, names, map(ActorKind, kinds), map(tuple, aliases), mentions)),
        tuple(map(PhraseNames, keys, labels, occurrences)),
    )


def unpack_columns(packed: bytes | memoryview) -> LocalColumns:
    """Return what :func:`pack_locals` made into bytes, without making an object of each.

    ValueError where they are torn.
    """
    return LocalColumns(*_unpack(packed))


def pack_places(places: Places, actors: int) -> bytes:
    """Return where the local actors, so many, and then the phrases stand as bytes."""
    steps = places.steps()
    return _squeeze_letters(_json([steps[:actors], steps[actors:]]))


def unpack_extraction(outline: Outline, names: Locals, places: bytes | memoryview) -> Extraction:
    """Put an extraction together from its parts. ValueError where they are torn."""
    mentions, occurrences = _unpack(places)
    return Extraction(
        quotes=outline.quotes,
        actors=tuple(
            LocalActor(actor.name, actor.kind, actor.aliases, tuple(_spans(steps)))
            for actor, steps in zip(names.actors, mentions, strict=True)
        ),
        phrases=tuple(
            Phrase(phrase.key, phrase.label, tuple(_spans(steps)))
            for phrase, steps in zip(names.phrases, occurrences, strict=True)
        ),
    )


def _quote_fields(quote: Quote) -> list[Any]:
    return [
        _steps(quote.spans),
        quote.kind,
        quote.paragraph,
        quote.last_paragraph,
        quote.mention,
        quote.actor,
        quote.cue,
        quote.rule,
        quote.within,
    ]


def _pack_said(quote: Quote) -> bytes:
    """Return what :func:`unpack_said` reads.

    Most quotes have one span; such a list is put together here, since making what encodes any list
    would take longer than encoding this one.
    """
    if len(quote.spans) > 1 or quote.speaker is None:
        steps = _steps(quote.spans) if len(quote.spans) > 1 else ()
        return _json([quote.speaker, quote.confidence, *steps])
    return encoded(f"[{_encode(quote.speaker)},{quote.confidence!r}]")


def _quote(fields: list[Any], said: Said) -> Quote:
    steps, kind, paragraph, last, mention, actor, cue, rule, within = fields
    return Quote(
        spans=tuple(_spans(steps)),
        kind=QuoteKind(kind),
        paragraph=paragraph,
        last_paragraph=last,
        speaker=said.speaker,
        mention=mention and Span(*mention),
        actor=actor,
        cue=cue,
        rule=rule,
        confidence=said.confidence,
        within=within,
    )


def _steps(spans: Iterable[Span]) -> list[int]:
    offsets = [*chain.from_iterable(spans)]
    return [*map(sub, offsets, (0, *offsets))]


def _spans(steps: Sequence[int]) -> Iterator[Span]:
    end = 0
    for step, length in zip(steps[::2], steps[1::2], strict=True):
        start = end + step
        end = start + length
        yield Span(start, end)


def _json(value: list[Any]) -> bytes:
    """JSON in UTF-8 (unpaired surrogates included)."""
    return encoded(_encode(value))


def _pack(value: list[Any]) -> bytes:
    return zlib.compress(_json(value), COMPRESSION)


def _unpack(packed: bytes | memoryview) -> Any:
    return json.loads(_unsqueeze(packed))


def _squeeze_letters(content: bytes) -> bytes:
    """Squeeze by coding frequent letters, or digits, short; repetitions are not looked for."""
    coder = zlib.compressobj(strategy=zlib.Z_HUFFMAN_ONLY)
    return coder.compress(content) + coder.flush()


def _unsqueeze(packed: bytes | memoryview) -> str:
    try:
        return decoded(zlib.decompress(packed))
    except zlib.error as error:
        raise ValueError("what is stored is torn") from error

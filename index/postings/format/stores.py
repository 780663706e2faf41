"""Articles as bytes: what is kept in the index, so that showing a hit never reopens its source.

Four packets an article, so that each use reads only what it needs:

    text      the text                                           a hit, the reader
    outline   byline, address, notes; paragraphs; quotes         a hit, the reader
    locals    names of local actors, keys of phrases, counts     the corpus-wide map
    places    where each of these stands                         the reader

Text is UTF-8 (unpaired surrogates included), the others are JSON; all are squeezed with zlib. An
article is a packet of its own because hits come from anywhere: a few kilobytes are unpacked in
some 20 microseconds. Spans are written as steps: from the end of the one before to the start, and
the length, which are small numbers and squeeze well.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
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

COMPRESSION = 3
"""Of zlib. 6 saves another four per cent and takes twice as long."""


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


def pack_text(text: str) -> bytes:
    """Return a text as bytes."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), COMPRESSION)


def unpack_text(packed: bytes) -> str:
    """Return the text that :func:`pack_text` made into bytes. ValueError where they are torn."""
    try:
        return zlib.decompress(packed).decode("utf-8", "surrogatepass")
    except zlib.error as error:
        raise ValueError("a stored text is torn") from error


def pack_outline(article: Article, quotes: Sequence[Quote]) -> bytes:
    """Return the outline of an article as bytes."""
    spans = (paragraph.span for paragraph in article.paragraphs)
    roles = [paragraph.role for paragraph in article.paragraphs]
    return _squeeze(
        [
            article.byline,
            article.url,
            article.notes,
            list(_steps(spans)),
            roles,
            [_quote_fields(quote) for quote in quotes],
        ]
    )


def unpack_outline(packed: bytes) -> Outline:
    """Return what :func:`pack_outline` made into bytes. ValueError where they are torn."""
    byline, url, notes, steps, roles, quotes = _unsqueeze(packed)
    paragraphs = tuple(
        Paragraph(number, span, Role(role))
        for number, (span, role) in enumerate(zip(_spans(steps), roles, strict=True))
    )
    return Outline(byline, url, tuple(notes), paragraphs, tuple(map(_quote, quotes)))


def unpack_quote(packed: bytes, place: int) -> Quote:
    """Return one quote of an outline: where that is all, a quarter of the time.

    ValueError where it is torn, IndexError where there is no such quote.
    """
    quotes = _unsqueeze(packed)[-1]
    return _quote(quotes[place])


def pack_locals(extraction: Extraction) -> bytes:
    """Return the names of local actors and phrases, with their counts, as bytes."""
    return _squeeze(
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


def unpack_locals(packed: bytes) -> Locals:
    """Return what :func:`pack_locals` made into bytes. ValueError where they are torn."""
    names, kinds, aliases, mentions, keys, labels, occurrences = unpack_columns(packed)
    return Locals(
        tuple(map(ActorNames, names, map(ActorKind, kinds), map(tuple, aliases), mentions)),
        tuple(map(PhraseNames, keys, labels, occurrences)),
    )


def unpack_columns(packed: bytes) -> LocalColumns:
    """Return what :func:`pack_locals` made into bytes, without making an object of each.

    ValueError where they are torn.
    """
    return LocalColumns(*_unsqueeze(packed))


def pack_places(extraction: Extraction) -> bytes:
    """Return where the local actors and phrases stand as bytes."""
    return _squeeze(
        [
            [list(_steps(actor.mentions)) for actor in extraction.actors],
            [list(_steps(phrase.spans)) for phrase in extraction.phrases],
        ]
    )


def unpack_extraction(outline: Outline, names: Locals, places: bytes) -> Extraction:
    """Put an extraction together from its parts. ValueError where they are torn."""
    mentions, occurrences = _unsqueeze(places)
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
        list(_steps(quote.spans)),
        quote.kind,
        quote.paragraph,
        quote.last_paragraph,
        quote.speaker,
        quote.mention,
        quote.actor,
        quote.cue,
        quote.rule,
        quote.confidence,
        quote.within,
    ]


def _quote(fields: list[Any]) -> Quote:
    steps, kind, paragraph, last, speaker, mention, actor, cue, rule, confidence, within = fields
    return Quote(
        spans=tuple(_spans(steps)),
        kind=QuoteKind(kind),
        paragraph=paragraph,
        last_paragraph=last,
        speaker=speaker,
        mention=mention and Span(*mention),
        actor=actor,
        cue=cue,
        rule=rule,
        confidence=confidence,
        within=within,
    )


def _steps(spans: Iterable[Span]) -> Iterator[int]:
    end = 0
    for span in spans:
        yield span.start - end
        yield span.end - span.start
        end = span.end


def _spans(steps: Sequence[int]) -> Iterator[Span]:
    end = 0
    for step, length in zip(steps[::2], steps[1::2], strict=True):
        start = end + step
        end = start + length
        yield Span(start, end)


def _squeeze(value: list[Any]) -> bytes:
    """JSON in UTF-8 (unpaired surrogates included), compressed."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return pack_text(text)


def _unsqueeze(packed: bytes) -> Any:
    return json.loads(unpack_text(packed))

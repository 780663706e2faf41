"""Articles as bytes: what is kept in the index, so that showing a hit never reopens its source.

Two packets an article, JSON squeezed with zlib: the article with its text and quotes; and its
local actors and phrases, which the corpus-wide map needs of all articles, without their texts.
Spans are written as flat lists of offsets.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
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


class Locals(NamedTuple):
    """The actors and phrases of one article."""

    actors: tuple[LocalActor, ...]
    phrases: tuple[Phrase, ...]


def pack_article(article: Article, quotes: Sequence[Quote]) -> bytes:
    """Return an article, its text and its quotes as bytes."""
    return _squeeze(
        [
            article.id,
            str(article.path),
            article.text,
            article.sha256,
            article.reader,
            article.title,
            [[*paragraph.span, paragraph.role] for paragraph in article.paragraphs],
            article.byline,
            article.source,
            article.date and article.date.isoformat(),
            article.url,
            article.notes,
            [_quote_fields(quote) for quote in quotes],
        ]
    )


def unpack_article(packed: bytes) -> tuple[Article, tuple[Quote, ...]]:
    """Return what :func:`pack_article` made into bytes. ValueError where they are torn."""
    (
        identity,
        path,
        text,
        sha256,
        reader,
        title,
        paragraphs,
        byline,
        source,
        date,
        url,
        notes,
        quotes,
    ) = _unsqueeze(packed)
    article = Article(
        id=identity,
        path=Path(path),
        text=text,
        sha256=sha256,
        reader=reader,
        title=title,
        paragraphs=tuple(
            Paragraph(number, Span(start, end), Role(role))
            for number, (start, end, role) in enumerate(paragraphs)
        ),
        byline=byline,
        source=source,
        date=date and dt.date.fromisoformat(date),
        url=url,
        notes=tuple(notes),
    )
    return article, tuple(_quote(fields) for fields in quotes)


def pack_locals(extraction: Extraction) -> bytes:
    """Return the actors and phrases of an article as bytes."""
    return _squeeze(
        [
            [[a.name, a.kind, a.aliases, _flat(a.mentions)] for a in extraction.actors],
            [[p.key, p.label, _flat(p.spans)] for p in extraction.phrases],
        ]
    )


def unpack_locals(packed: bytes) -> Locals:
    """Return what :func:`pack_locals` made into bytes. ValueError where they are torn."""
    actors, phrases = _unsqueeze(packed)
    return Locals(
        actors=tuple(
            LocalActor(name, ActorKind(kind), tuple(aliases), _spans(mentions))
            for name, kind, aliases, mentions in actors
        ),
        phrases=tuple(Phrase(key, label, _spans(spans)) for key, label, spans in phrases),
    )


def _quote_fields(quote: Quote) -> list[Any]:
    return [
        _flat(quote.spans),
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
    spans, kind, paragraph, last, speaker, mention, actor, cue, rule, confidence, within = fields
    return Quote(
        spans=_spans(spans),
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


def _flat(spans: Iterable[Span]) -> list[int]:
    return list(chain.from_iterable(spans))


def _spans(flat: Sequence[int]) -> tuple[Span, ...]:
    return tuple(map(Span, flat[::2], flat[1::2]))


def _squeeze(value: list[Any]) -> bytes:
    """JSON in UTF-8 (unpaired surrogates, as odd file names have them, included), compressed."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), COMPRESSION)


def _unsqueeze(packed: bytes) -> Any:
    try:
        return json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    except zlib.error as error:
        raise ValueError("a stored article is torn") from error

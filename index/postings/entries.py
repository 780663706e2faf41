"""The catalogue: a line an article, read without touching the articles themselves."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import dataclass
from pathlib import Path

from index.model import Article, Extraction


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file's size in bytes and modification time in nanoseconds when it was read."""

    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of an indexed article without loading it."""

    article: str
    path: Path
    stamp: Stamp
    sha256: str
    title: str
    source: str | None
    date: dt.date | None
    reader: str
    paragraphs: int
    quotes: int


def entry_of(article: Article, extraction: Extraction, stamp: Stamp) -> Entry:
    """Return the catalogue entry of an article."""
    return Entry(
        article=article.id,
        path=article.path,
        stamp=stamp,
        sha256=article.sha256,
        title=article.title,
        source=article.source,
        date=article.date,
        reader=article.reader,
        paragraphs=len(article.paragraphs),
        quotes=len(extraction.quotes),
    )


def article_fields(article: Article) -> tuple[bytes, ...]:
    """Return what the catalogue keeps of an article as bytes, in the order of ARTICLE_TEXTS.

    Id, path, title, source, reader, date, hash. Paths are the file system's own bytes; the rest is
    UTF-8, in which unpaired surrogates survive; no source and no date are empty.
    """
    date = article.date.isoformat() if article.date else ""
    texts = (article.title, article.source or "", article.reader, date, article.sha256)
    return (
        _encoded(article.id),
        os.fsencode(article.path),
        *(_encoded(text) for text in texts),
    )


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def pack_entry(entry: Entry) -> bytes:
    """Return an entry as bytes. Paths of any bytes survive: what is not UTF-8 is escaped."""
    fields = (
        entry.article,
        str(entry.path),
        entry.stamp.size,
        entry.stamp.mtime_ns,
        entry.sha256,
        entry.title,
        entry.source,
        entry.date and entry.date.isoformat(),
        entry.reader,
        entry.paragraphs,
        entry.quotes,
    )
    return json.dumps(fields, separators=(",", ":")).encode("ascii")


def unpack_entry(packed: bytes) -> Entry:
    """Return the entry that :func:`pack_entry` made into bytes. ValueError where they are torn."""
    article, path, size, mtime_ns, sha256, title, source, date, reader, paragraphs, quotes = (
        json.loads(packed)
    )
    return Entry(
        article=article,
        path=Path(path),
        stamp=Stamp(size, mtime_ns),
        sha256=sha256,
        title=title,
        source=source,
        date=date and dt.date.fromisoformat(date),
        reader=reader,
        paragraphs=paragraphs,
        quotes=quotes,
    )

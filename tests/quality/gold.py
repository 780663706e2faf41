"""The hand-made annotations of the bundled corpus, found again in the articles' text.

The gold names strings, not offsets, so that it can be read and checked by a person and does not
depend on a reader's white space. The strings of a file stand in text order; each is looked for
from where the one before began, with every run of white space equal to every other.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.model import Span
from seeds import ARTICLES, GOLD


class GoldError(Exception):
    """A gold file names a string that its article does not have."""


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A quote as a reader understood it; ``speaker`` is the name in full or a description."""

    spans: tuple[Span, ...]
    kind: str
    speaker: str | None
    mention: str | None
    within: int | None


@dataclass(frozen=True, slots=True)
class GoldActor:
    """An actor and every other form by which its article calls it."""

    name: str
    kind: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """All annotations of one article."""

    path: Path
    quotes: tuple[GoldQuote, ...]
    not_quotes: tuple[Span, ...]
    actors: tuple[GoldActor, ...]


def gold_files() -> list[Path]:
    """Return the gold files, sorted."""
    return sorted(GOLD.glob("*.json"))


def article_path(gold_file: Path) -> Path:
    """Return the article that a gold file annotates."""
    record = json.loads(gold_file.read_text(encoding="utf-8"))
    return ARTICLES / str(record["file"])


def load(gold_file: Path, text: str) -> GoldArticle:
    """Return the annotations of ``gold_file`` as spans of ``text``, its article's text.

    Raises GoldError naming the file and the string where one is not found.
    """
    record = json.loads(gold_file.read_text(encoding="utf-8"))
    return GoldArticle(
        path=ARTICLES / str(record["file"]),
        quotes=_quotes(record["quotes"], text, gold_file),
        not_quotes=_not_quotes(record["not_quotes"], text, gold_file),
        actors=tuple(
            GoldActor(actor["name"], actor["kind"], tuple(actor["aliases"]))
            for actor in record["actors"]
        ),
    )


def _quotes(records: list[dict[str, Any]], text: str, file: Path) -> tuple[GoldQuote, ...]:
    quotes = []
    position = 0
    for record in records:
        spans: list[Span] = []
        for content in record["content"]:
            after = spans[-1].end if spans else position
            spans.append(_find(content, text, after, file))
        position = spans[0].start
        quotes.append(
            GoldQuote(
                tuple(spans),
                record["kind"],
                record["speaker"],
                record["mention"],
                record["within"],
            )
        )
    return tuple(quotes)


def _not_quotes(records: list[dict[str, Any]], text: str, file: Path) -> tuple[Span, ...]:
    spans = []
    position = 0
    for record in records:
        span = _find(record["text"], text, position, file, marked=True)
        spans.append(span)
        position = span.start
    return tuple(spans)


def _find(wanted: str, text: str, position: int, file: Path, marked: bool = False) -> Span:
    """Return where ``wanted`` next stands at or after ``position``, else anywhere."""
    folded = r"\s+".join(re.escape(word) for word in wanted.split())
    pattern = re.compile(rf"(?<=[“‘\"'«„]){folded}" if marked else folded)
    match = pattern.search(text, position) or pattern.search(text)
    if match is None and marked:
        return _find(wanted, text, position, file)
    if match is None:
        raise GoldError(f"{file.name}: “{wanted}” is not in the article")
    return Span(match.start(), match.end())

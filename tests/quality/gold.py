"""The hand-made annotations of the bundled corpus, found again in the articles' text.

The gold names strings, not offsets, so that it can be read and checked by a person and does not
depend on a reader's white space. The strings of a file stand in text order; each is looked for
from where the one before began, with every run of white space equal to every other.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
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
    shown = _Shown(text, gold_file)
    return GoldArticle(
        path=ARTICLES / str(record["file"]),
        quotes=_quotes(record["quotes"], shown),
        not_quotes=_not_quotes(record["not_quotes"], shown),
        actors=tuple(
            GoldActor(actor["name"], actor["kind"], tuple(actor["aliases"]))
            for actor in record["actors"]
        ),
    )


class _Shown:
    """The text as a reader sees it, without Markdown's marks, and where each character stands."""

    _UNSEEN = re.compile(r"[*_]+|\[(?=[^\]]*\]\()|\]\([^)\s]*\)")

    def __init__(self, text: str, file: Path) -> None:
        self.file = file
        markdown = article_path(file).suffix == ".md"
        unseen = [m.span() for m in self._UNSEEN.finditer(text)] if markdown else []
        kept = bytearray(b"\1") * len(text)
        for start, end in unseen:
            kept[start:end] = bytes(end - start)
        self.places = [place for place in range(len(text)) if kept[place]]
        self.text = "".join(text[place] for place in self.places)

    def find(self, wanted: str, position: int, marked: bool = False) -> Span:
        """Return where ``wanted`` next stands at or after ``position`` (of the whole text)."""
        folded = r"\s+".join(re.escape(word) for word in wanted.split())
        start = bisect_left(self.places, position)
        shapes = [rf"(?<=[“‘\"'«„]){folded}", folded] if marked else [folded]
        for shape in shapes:
            pattern = re.compile(shape)
            match = pattern.search(self.text, start) or pattern.search(self.text)
            if match is not None:
                return Span(self.places[match.start()], self.places[match.end() - 1] + 1)
        raise GoldError(f"{self.file.name}: “{wanted}” is not in the article")


def _quotes(records: list[dict[str, Any]], shown: _Shown) -> tuple[GoldQuote, ...]:
    quotes = []
    position = 0
    for record in records:
        spans: list[Span] = []
        for content in record["content"]:
            spans.append(shown.find(content, spans[-1].end if spans else position))
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


def _not_quotes(records: list[dict[str, Any]], shown: _Shown) -> tuple[Span, ...]:
    spans: list[Span] = []
    for record in records:
        spans.append(shown.find(record["text"], spans[-1].start if spans else 0, marked=True))
    return tuple(spans)

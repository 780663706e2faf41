"""How the command line prints things: one JSON object a line, or a few lines for people."""

from __future__ import annotations

import json
import re
import shutil
import textwrap
from pathlib import Path
from typing import Any, TextIO

from index.extraction.records import quote_record
from index.model import Actor, Article, Extraction, Hit, Progress, Quote, RefreshReport, Topic
from index.reading.language import NOT_ENGLISH
from tui.safe import visible
from tui.text import is_unsure

UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that JSON allows raw but that a terminal obeys or that cannot be encoded."""


def json_line(record: dict[str, Any]) -> str:
    """Return ``record`` as one line of JSON that is safe to print on a terminal."""
    line = json.dumps(record, ensure_ascii=False)
    return UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", line)


def wrapped(text: str, indent: str) -> str:
    """Return ``text`` on lines that fit the terminal, each after ``indent``."""
    width = max(40, min(100, shutil.get_terminal_size().columns))
    return textwrap.fill(
        visible(" ".join(text.split())),
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )


def facts(*parts: str | None) -> str:
    """Return the parts that are known, with dots between."""
    return " · ".join(visible(part) for part in parts if part)


# -- passages ------------------------------------------------------------------------------------


def hit_line(hit: Hit) -> str:
    """Return a hit as the search line of the command line contract."""
    return json_line(
        {
            "rank": hit.rank,
            "score": round(hit.score, 4),
            "kind": str(hit.kind),
            "doc": hit.doc,
            "article": hit.article,
            "path": str(hit.path),
            "paragraph": hit.paragraph,
            "start": hit.start,
            "end": hit.end,
            "spans": [list(span) for span in hit.spans],
            "text": hit.text,
            "speaker": hit.speaker,
            "confidence": round(hit.confidence, 2),
            "title": hit.title,
            "source": hit.source,
            "date": None if hit.date is None else hit.date.isoformat(),
            "more": hit.more,
        }
    )


def hit_text(hit: Hit) -> str:
    """Return a hit as a person reads it: the words, then who, where and when."""
    words = f"“{hit.text}”" if hit.kind.is_quote else hit.text
    date = None if hit.date is None else hit.date.isoformat()
    more = f"+{hit.more:,} more" if hit.more else None
    about = facts(hit.speaker, hit.title, hit.source, date, f"{hit.path}:{hit.paragraph}", more)
    return f"{wrapped(words, '')}\n  {about}\n"


def quote_line(article: Article, quote: Quote, extraction: Extraction) -> str:
    """Return a quote as the quote line of the command line contract."""
    return json_line(quote_record(article, quote, extraction))


def quote_text(article: Article, quote: Quote) -> str:
    """Return a quote as a person reads it."""
    nobody = NOT_ENGLISH if NOT_ENGLISH in article.notes else "somebody"
    unsure = "unsure" if quote.speaker is not None and is_unsure(quote.confidence) else None
    about = facts(
        quote.speaker or nobody, str(quote.kind), unsure, f"{article.path}:{quote.paragraph}"
    )
    return f"{wrapped(f'“{quote.text_in(article.text)}”', '')}\n  {about}\n"


def article_text(article: Article) -> str:
    """Return an article with a head of what is known about it; its lines as they are."""
    date = None if article.date is None else article.date.isoformat()
    head = [visible(article.title), facts(article.byline, article.source, date), article.id]
    head += [visible(str(article.path)), facts(*article.notes)]
    body = "\n".join(visible(line) for line in article.text.splitlines())
    return "\n".join([*filter(None, head), "", body])


# -- actors and topics ---------------------------------------------------------------------------


def actor_line(actor: Actor) -> str:
    """Return an actor as JSON."""
    return json_line(
        {
            "name": actor.name,
            "kind": str(actor.kind),
            "aliases": list(actor.aliases),
            "passages": actor.passages,
            "quotes": actor.quotes,
        }
    )


def actor_text(actor: Actor) -> str:
    """Return an actor as a row: passages, quotes, name, aliases."""
    aliases = f"  ({', '.join(actor.aliases[:4])})" if actor.aliases else ""
    return visible(f"{actor.passages:6,} {actor.quotes:6,}  {actor.name}{aliases}")


def topic_line(topic: Topic) -> str:
    """Return a topic as JSON."""
    terms = list(topic.terms)
    record = {"label": topic.label, "terms": terms, "passages": topic.passages, "own": topic.own}
    return json_line(record)


def topic_text(topic: Topic) -> str:
    """Return a topic as a row: passages, label, and the query of one of the user's own."""
    query = f"  (yours: {topic.terms[0]})" if topic.own else ""
    return visible(f"{topic.passages:6,}  {topic.label}{query}")


# -- building ------------------------------------------------------------------------------------


def refresh_counts(report: RefreshReport) -> str:
    """Return what a refresh did as two lines."""
    corrected = f"{report.corrected:,} corrected, " if report.corrected else ""
    return (
        f"{report.articles:,} articles, {report.paragraphs:,} paragraphs, "
        f"{report.quotes:,} quotes\n"
        f"{report.added:,} added, {report.changed:,} changed, {report.removed:,} removed, "
        f"{report.unchanged:,} unchanged, {corrected}{len(report.skipped):,} skipped, "
        f"{report.seconds:.1f} s"
    )


class ProgressLine:
    """One line of progress that rewrites itself; silent where nobody watches a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._watched = stream.isatty()

    def show(self, progress: Progress) -> None:
        """Replace the line."""
        if not self._watched:
            return
        total = "…" if progress.total is None else f"{progress.total:,}"
        name = "" if progress.current is None else Path(progress.current).name
        line = visible(f"indexing {progress.done:,} of {total}  {name}")
        width = shutil.get_terminal_size().columns
        self._stream.write(f"\r\x1b[K{line[: width - 1]}")
        self._stream.flush()

    def clear(self) -> None:
        """Remove the line."""
        if self._watched:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

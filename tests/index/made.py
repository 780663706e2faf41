"""Invented articles with their extraction, made by hand: for tests that need known passages."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

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
from index.postings.snapshot.entries import Stamp
from index.reading import article_id

STAMP = Stamp(1, 2)

HARBOUR = (
    "The harbour closes",
    "“We will not load another crate,” said Orla Quint. “Not one.”",
    "The harbour office said that all ships had left for Pell.",
    "Quint called the tolls “a tax on wind” and walked home.",
    "Share this article",
)
MILL = (
    "The wheel turns",
    "The miller Bruno Aske said the harbour tolls had cost him a winter.",
    "Nobody at the office could be reached.",
)


def article(
    name: str,
    paragraphs: tuple[str, ...],
    *,
    date: dt.date | None = None,
    source: str | None = None,
    folder: Path = Path("/articles"),
) -> Article:
    """Return an article of these paragraphs: a heading, the body, and boilerplate ("Share …")."""
    text = "\n\n".join(paragraphs)
    spans = []
    start = 0
    for number, paragraph in enumerate(paragraphs):
        role = Role.HEADING if number == 0 else Role.BODY
        if paragraph.startswith("Share"):
            role = Role.BOILERPLATE
        spans.append(Paragraph(number, Span(start, start + len(paragraph)), role))
        start += len(paragraph) + 2
    path = folder / f"{name}.txt"
    return Article(
        id=article_id(path),
        path=path,
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        reader="text/1",
        title=paragraphs[0],
        paragraphs=tuple(spans),
        date=date,
        source=source,
    )


def everywhere(text: str, *forms: str) -> tuple[Span, ...]:
    """Return where any of ``forms`` stands in ``text``, longer forms first."""
    found: list[Span] = []
    for form in sorted(forms, key=len, reverse=True):
        start = text.find(form)
        while start >= 0:
            span = Span(start, start + len(form))
            if not any(span.overlaps(other) for other in found):
                found.append(span)
            start = text.find(form, start + 1)
    return tuple(sorted(found))


def actor(text: str, name: str, *aliases: str, kind: ActorKind = ActorKind.PERSON) -> LocalActor:
    """Return an actor with all its mentions in ``text``."""
    return LocalActor(name, kind, aliases, everywhere(text, name, *aliases))


def quote(
    made: Article, words: tuple[str, ...], paragraph: int, speaker: str | None, number: int | None
) -> Quote:
    """Return a quote of these words of ``made``."""
    spans = tuple(everywhere(made.text, part)[0] for part in words)
    kind = QuoteKind.DIRECT if made.text[spans[0].start - 1] == "“" else QuoteKind.INDIRECT
    return Quote(
        spans, kind, paragraph, paragraph, speaker, None, number, "said", "subject-verb", 0.9
    )


def harbour(date: dt.date | None = dt.date(2031, 3, 4)) -> tuple[Article, Extraction]:
    """Return the article on the harbour: two quotes of Orla Quint, one of the harbour office."""
    made = article("harbour", HARBOUR, date=date, source="The Pell Post")
    actors = (
        actor(made.text, "Orla Quint", "Quint"),
        actor(made.text, "harbour office", kind=ActorKind.ORGANISATION),
    )
    quotes = (
        quote(made, ("We will not load another crate,", "Not one."), 1, "Orla Quint", 0),
        quote(made, ("all ships had left for Pell",), 2, "harbour office", 1),
        quote(made, ("a tax on wind",), 3, "Orla Quint", 0),
    )
    phrases = (Phrase("toll", "tolls", everywhere(made.text, "tolls")),)
    return made, Extraction(quotes, actors, phrases)


def mill() -> tuple[Article, Extraction]:
    """Return the article on the mill: an indirect quote of Bruno Aske."""
    made = article("mill", MILL, date=dt.date(2031, 5, 1))
    actors = (actor(made.text, "Bruno Aske"),)
    quotes = (quote(made, ("the harbour tolls had cost him a winter",), 1, "Bruno Aske", 0),)
    phrases = (Phrase("toll", "harbour tolls", everywhere(made.text, "tolls")),)
    return made, Extraction(quotes, actors, phrases)


def build(directory: Path, *articles: tuple[Article, Extraction]) -> None:
    """Write an index of these articles."""
    from index.postings import IndexWriter

    with IndexWriter(directory) as writer:
        for each in articles:
            writer.put(*each, STAMP)
        writer.commit()

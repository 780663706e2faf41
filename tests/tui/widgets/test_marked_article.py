from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from index.model import (
    ActorKind,
    Article,
    Extraction,
    LocalActor,
    Paragraph,
    Quote,
    QuoteKind,
    Role,
    Span,
)
from tui.widgets.marked_article import MarkedArticle, header_lines

TEXT = """Strait stays open

“We never closed it,” Orsolya Vane said. “Nor shall we.”

Ines Calder had heard that the office might close it. Vane shook her head.
"""


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def quote(*parts: str, confidence: float = 0.9, within: int | None = None) -> Quote:
    return Quote(
        tuple(map(span_of, parts)), QuoteKind.DIRECT, 1, 1, confidence=confidence, within=within
    )


SPLIT = quote("We never closed it", "Nor shall we.")
GUESS = quote("the office might close it", confidence=0.4)
VANE = LocalActor(
    "Orsolya Vane",
    ActorKind.PERSON,
    ("Vane",),
    (span_of("Orsolya Vane"), span_of("Vane shook")),
)
CALDER = LocalActor("Ines Calder", ActorKind.PERSON, (), (span_of("Ines Calder"),))


def article(**changes: object) -> Article:
    paragraphs = tuple(
        Paragraph(number, Span(*found.span()), Role.HEADING if number == 0 else Role.BODY)
        for number, found in enumerate(re.finditer(r"[^\n]+", TEXT))
    )
    facts: dict[str, object] = {
        "id": "a",
        "path": Path("/desk/strait.txt"),
        "text": TEXT,
        "sha256": "0",
        "reader": "text/1",
        "title": "Strait stays open",
        "paragraphs": paragraphs,
    }
    return Article(**(facts | changes))  # type: ignore[arg-type]  # a dict of mixed fields


def marked(*matches: Span) -> MarkedArticle:
    return MarkedArticle(article(), Extraction((SPLIT, GUESS), (VANE, CALDER), ()), matches)


def test_quote_is_found_at_its_words_and_at_its_whole_length() -> None:
    assert marked().quote_at(span_of("closed")) == 0
    assert marked().quote_at(Span(SPLIT.start, SPLIT.end)) == 0
    assert marked().quote_at(span_of("office")) == 1
    assert marked().quote_at(span_of("shook")) is None


def test_paragraph_that_contains_a_quote_is_not_that_quote() -> None:
    assert marked().quote_at(article().paragraphs[2].span) is None


def test_innermost_quote_is_found() -> None:
    inner = quote("closed", within=SPLIT.start)
    both = MarkedArticle(article(), Extraction((SPLIT, inner), (), ()), ())
    assert both.quote_at(span_of("closed")) == 1
    assert both.quote_at(span_of("never")) == 0


def test_quote_after_a_place() -> None:
    assert marked().quote_after(0) == 0
    assert marked().quote_after(SPLIT.start + 1) == 1
    assert marked().quote_after(len(TEXT)) == 2


def test_actor_mentioned_nearest() -> None:
    assert marked().actor_near(Span(SPLIT.start, SPLIT.end)) == 0
    assert marked().actor_near(span_of("had heard")) == 1
    assert marked().actor_near(span_of("her head")) == 0
    assert MarkedArticle(article(), Extraction((), (), ()), ()).actor_near(Span(0, 1)) is None


def test_narration_inside_a_split_quote_is_not_marked() -> None:
    line = article().paragraphs[1].span
    assert marked().marks(line, Role.BODY, 0, None) == [
        (SPLIT.spans[0], "current"),
        (SPLIT.spans[1], "current"),
    ]


def test_marks_lie_over_one_another_from_role_to_match() -> None:
    line = article().paragraphs[2].span
    match = span_of("office")
    names = [name for _, name in marked(match).marks(line, Role.HEADING, None, line)]
    assert names == ["heading", "focus", "quote", "match"]


def test_navigation_is_quiet() -> None:
    assert marked().marks(Span(0, 5), Role.BOILERPLATE, None, None) == [(Span(0, 5), "quiet")]


def test_guess_has_a_broken_bar_also_as_the_current_quote() -> None:
    sure, guess = SPLIT.spans[0], GUESS.spans[0]
    assert marked().bar(sure, None, None) == ("▌", "sure")
    assert marked().bar(guess, None, None) == ("┊", "unsure")
    assert marked().bar(sure, 0, None) == ("▌", "current-bar")
    assert marked().bar(guess, 1, None) == ("┊", "current-bar")
    assert marked().bar(span_of("shook"), 1, None) == (" ", "")
    assert marked().bar(span_of("shook"), None, span_of("shook her")) == ("▌", "current-bar")


def test_paragraph_at_a_place_between_two_is_none() -> None:
    second = article().paragraphs[1]
    assert marked().paragraph_at(second.span.start) == second
    assert marked().paragraph_at(second.span.end) == second
    assert marked().paragraph_at(second.span.end + 1) is None


def test_header_tells_where_when_and_by_whom() -> None:
    told = article(
        title="Harbour office answers",
        source="The Gazette",
        date=dt.date(2031, 5, 3),
        byline="Ines Calder",
        notes=("read as windows-1252",),
    )
    assert header_lines(told, 80) == [
        ("The Gazette · 3 May 2031 · Ines Calder · read as windows-1252", "kicker"),
        ("Harbour office answers", "title"),
        ("", "kicker"),
    ]


def test_title_that_opens_the_text_is_not_repeated() -> None:
    assert header_lines(article(title="STRAIT STAYS OPEN "), 80) == [
        ("strait.txt", "kicker"),
        ("", "kicker"),
    ]


def test_header_is_wrapped_safe_and_of_bounded_length() -> None:
    lines = header_lines(article(title="a\x1b[2Jb " + "x" * 100_000), 50)
    assert ("a␛[2Jb", "title") in lines
    assert len(lines) < 15
    assert all(len(text) <= 50 for text, _ in lines)

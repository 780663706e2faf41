"""How things are put into words: numbers, dates, names, snippets and citations.

Everything here is plain text in and plain text out. Texts from files pass through
:func:`tui.safe.visible` before they are shown; citations are made of the article's own words.
"""

from __future__ import annotations

import datetime as dt
import re

from index.model import Hit, PassageKind, Span
from tui.config import in_force
from tui.safe import visible

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MARKS = {
    PassageKind.DIRECT: "❝",
    PassageKind.MIXED: "❛",
    PassageKind.INDIRECT: "›",
    PassageKind.PARAGRAPH: "¶",
}
"""What stands before a result: words in marks, partly in marks, reported, a paragraph."""
NOT_VERBATIM = {
    PassageKind.MIXED: "partly in the article’s words",
    PassageKind.INDIRECT: "in the article’s words",
}
"""What a citation says of a speaker whose own words these are not."""
LEAD = 24
"""Characters of context kept before the first match when a passage is cut at the front."""


def count(number: int, capped: bool = False) -> str:
    """Return a number as people read it; ``capped`` numbers are a floor."""
    return f"{number:,}" + ("+" if capped else "")


def plural(number: int, noun: str) -> str:
    """Return "1 article", "1,204 articles"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def duration(seconds: float) -> str:
    """Return a short time as people read it."""
    if seconds < 1:
        return f"{max(1, round(seconds * 1000))} ms"
    return f"{seconds:.1f} s"


def day(date: dt.date | None) -> str:
    """Return "21 Jun 2022"; nothing for no date. The same in every locale."""
    return "" if date is None else f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def is_unsure(confidence: float) -> bool:
    """Tell whether an attribution is right so seldom that it is shown as a guess."""
    return confidence < in_force().unsure_below


def is_guess(hit: Hit) -> bool:
    """Tell whether the speaker of a quote is a guess."""
    return hit.speaker is not None and is_unsure(hit.confidence)


def credit(speaker: str, kind: PassageKind, confidence: float) -> str:
    """Return the speaker with what a reader of the citation must know: not verbatim, a guess."""
    caveats = [NOT_VERBATIM[kind]] if kind in NOT_VERBATIM else []
    caveats += ["attribution unsure"] if is_unsure(confidence) else []
    return f"{speaker} ({', '.join(caveats)})" if caveats else speaker


def origin(hit: Hit) -> str:
    """Return outlet and date; where the outlet is not known, date and title.

    What may be long, and cut, stands last.
    """
    parts = (hit.source, day(hit.date)) if hit.source else (day(hit.date), hit.title)
    return visible(" · ".join(part for part in parts if part))


def snippet(text: str, matches: tuple[Span, ...], width: int) -> tuple[str, tuple[Span, ...]]:
    """Cut ``text`` so that its first match is on one line of ``width`` characters.

    Returns the line, nothing in it that a terminal would obey, and where the matches are in it.
    """
    shift = 0
    front = ""
    if matches and matches[0].end > width - 2:
        cut = max(0, matches[0].start - min(LEAD, width // 3))
        space = text.find(" ", cut, matches[0].start)
        shift = cut if space < 0 else space + 1
        front = "…" if shift else ""
    line = front + visible(text[shift : shift + 2 * width])
    moved = len(front) - shift
    spans = (Span(match.start + moved, match.end + moved) for match in matches)
    return line, tuple(span for span in spans if span.start >= 0 and span.end <= len(line))


def filter_text(field: str, name: str) -> str:
    """Return a filter of the query language, such as ``by:"Ana Reyes"``.

    The library is imported here, not above: when a name can be filtered on, it is loaded already.
    """
    from index.search import field_text

    return field_text(field, name)


def phrase_text(words: str) -> str:
    """Return the query that asks for ``words`` side by side. The import is where it is for the
    reason given above."""
    from index.search import phrase_text as written

    return written(words)


def filter_label(text: str) -> str:
    """Return a filter as the search line shows it: ``-by:"Ana Reyes"`` is "not by Ana Reyes"."""
    if text.startswith("-"):
        return f"not {filter_label(text[1:])}"
    field, _, value = text.partition(":")
    return visible(f"{field} {value.strip(chr(34))}") if value else visible(text)


def citation(
    words: str,
    speaker: str | None,
    title: str,
    source: str | None,
    date: dt.date | None,
    where: str,
) -> str:
    """Return a quote with what is needed to defend it, ready to paste. A headline is not said to
    stand under itself."""
    words = one_paragraph(words)
    titled = f"“{title}”" if title and one_paragraph(title) != words else ""
    about = ", ".join(part for part in (speaker, titled, source, day(date)) if part)
    return f"“{words}” — {about}. {where}" if about else f"“{words}” {where}"


def one_paragraph(text: str) -> str:
    """Return ``text`` with its line breaks and runs of blanks as single spaces."""
    return re.sub(r"\s+", " ", text).strip()

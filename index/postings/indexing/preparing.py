"""From an article to what the index keeps of it: words as numbers, passages as rows, packets.

This is all of the work of indexing that needs one article's objects, so that many processes can
share it. What is left is done by the one writer with the arrays of many articles at a time
(side_by_side.py), where it costs next to nothing for each.

An article's text is read once. It is cut wherever a paragraph or a quote begins or ends, and the
words of the pieces are found in one go, with a mark between pieces:

    text     She said “we will wait” and left.
    pieces   She said “ │ we will wait │ ” and left.
    words    she said     we will wait      and left
             0            2              5           7
             └──────── paragraph ────────────────────┘
                          └─ quote ──────┘

so that the words of a quote are a stretch of its paragraph's words, not found again. (A border
inside a word makes two words of it, in the paragraph too.)

An article that stays in the process has the numbers that the thread's table gave its words. One
that is sent to another process takes the forms along, each one once, and gets the numbers that
they have there when it arrives.

Cost: some 15 microseconds a passage, half of them in the packets.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.model import Article, Extraction, Paragraph, PassageKind, Quote, Role, Span
from index.postings.format.layout import KINDS
from index.postings.format.places import Places
from index.postings.format.stores import pack_locals, pack_outline, pack_places, pack_text
from index.postings.indexing.form_table import (
    APART,
    CUT,
    FormTable,
    as_numbers,
    form_table,
    without_cuts,
)
from index.postings.snapshot.entries import Stamp, article_fields

APART_BY = 8
"""Empty places between the spans of a split quote: more than any slop between two words."""

SEARCHED = frozenset({Role.BODY, Role.HEADING})

ARTICLE_NUMBERS = ("actors", "phrases", "paragraphs", "quotes")
"""What Prepared.numbers counts in an article."""

PASSAGE = (
    "kind",
    "boilerplate",
    "paragraph",
    "last_paragraph",
    "quote",
    "speaker",
    "confidence",
    "behind",
    "behind_count",
    "spans",
    "names",
)
"""The columns of Prepared.passages: those of layout.py, then how many spans a passage has, and how
many words the name of its speaker."""

SPAN = ("start", "end", "first", "words")
"""The columns of Prepared.spans: characters of the text, end exclusive; the first of the words that
stand there, and how many do."""

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An article ready to be added to a segment.

    ``text`` are the words of the text, each one once, as numbers of ``table``; ``names`` those of
    its speakers' names, one passage after the other; ``title`` those of the title. ``passages`` has
    a row a passage, in the order of its documents, of which its own, blank one comes first; the
    documents are counted from that. ``spans`` has a row a span, passage by passage. ``fields`` are
    the catalogue's texts in the order of ARTICLE_TEXTS, ``numbers`` are ARTICLE_NUMBERS, and
    ``packets`` the four of stores.py.
    """

    id: str
    stamp: Stamp
    fields: tuple[bytes, ...]
    numbers: tuple[int, int, int, int]
    table: FormTable
    text: Numbers
    names: Numbers
    title: Numbers
    passages: Numbers
    spans: Numbers
    actors: Places
    phrases: Places
    packets: tuple[bytes, bytes, bytes, bytes]

    @property
    def documents(self) -> int:
        """How many documents it makes, its own one included."""
        return 1 + len(self.passages)

    @property
    def tokens(self) -> int:
        """How many words its documents have, the empty places of split quotes included."""
        apart = APART_BY * (len(self.spans) - len(self.passages))
        return int(self.spans[:, -1].sum()) + apart + len(self.names) + len(self.title)

    def numbered_by(self, table: FormTable) -> Prepared:
        """Return the same with the numbers of another table."""
        if table is self.table:
            return self
        used, places = self._own_numbers()
        text, names, title = np.split(table.number(used)[places], self._bounds())
        return replace(self, table=table, text=text, names=names, title=title)

    def _own_numbers(self) -> tuple[list[str], NDArray[np.int64]]:
        """Return its different forms, and all of its words as numbers of these."""
        used, places = np.unique(
            np.concatenate((self.text, self.names, self.title)), return_inverse=True
        )
        return [self.table.forms[number] for number in used.tolist()], places

    def _bounds(self) -> tuple[int, int]:
        return len(self.text), len(self.text) + len(self.names)

    def __reduce__(self) -> tuple[Callable[..., Prepared], tuple[Any, ...]]:
        """Send its forms with it, not the table of all."""
        used, places = self._own_numbers()
        words = np.split(places.astype(np.int32), self._bounds())
        others = [getattr(self, each.name) for each in fields(self) if each.name not in _WORDS]
        return _arrived, ("\n".join(used), words, others)


_WORDS = ("table", "text", "names", "title")


def _arrived(used: str, words: Sequence[Numbers], others: Sequence[Any]) -> Prepared:
    """Number the words of an article that comes from another process."""
    table = form_table()
    numbers = table.number(used.split("\n") if used else ())
    named = (each.name for each in fields(Prepared) if each.name not in _WORDS)
    text, names, title = (numbers[each] for each in words)
    return Prepared(
        table=table, text=text, names=names, title=title, **dict(zip(named, others, strict=True))
    )


def prepare(article: Article, extraction: Extraction, stamp: Stamp) -> Prepared:
    """Return all that the index keeps of an article. Never raises on any text."""
    table = form_table()
    names: list[bytes] = []
    rows: list[int] = []
    spans: list[Span] = []
    paragraphs = [each for each in article.paragraphs if _is_searched(article.text, each)]
    for each in paragraphs:
        rows += _paragraph_row(each)
        spans.append(each.span)
    numbers = [each.number for each in paragraphs]
    for place, quote in enumerate(extraction.quotes):
        if any(span.of(article.text).strip() for span in quote.spans):
            names.append(table.read(without_cuts(quote.speaker)) if quote.speaker else b"")
            first = bisect_left(numbers, quote.paragraph)
            behind = max(0, bisect_right(numbers, quote.last_paragraph) - first)
            rows += _quote_row(article, place, quote, (1 + first, behind), len(names[-1]) // 4)
            spans += quote.spans
    text, stretches = _text_words(table, article.text, spans)
    actors = Places.of(actor.mentions for actor in extraction.actors)
    phrases = Places.of(phrase.spans for phrase in extraction.phrases)
    return Prepared(
        id=article.id,
        stamp=stamp,
        fields=article_fields(article),
        numbers=(
            len(extraction.actors),
            len(extraction.phrases),
            len(article.paragraphs),
            len(extraction.quotes),
        ),
        table=table,
        text=text,
        names=as_numbers(b"".join(names)),
        title=as_numbers(table.read(without_cuts(article.title))),
        passages=np.fromiter(rows, np.int32, len(rows)).reshape(-1, len(PASSAGE)),
        spans=stretches,
        actors=actors,
        phrases=phrases,
        packets=(
            pack_text(article.text),
            pack_outline(article, extraction.quotes),
            pack_locals(extraction),
            pack_places(actors, phrases),
        ),
    )


def _is_searched(text: str, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a passage: boilerplate is one, marked as such."""
    return paragraph.role is not Role.METADATA and bool(paragraph.span.of(text).strip())


def _paragraph_row(paragraph: Paragraph) -> tuple[int, ...]:
    number = paragraph.number
    return (_PARAGRAPH, paragraph.role not in SEARCHED, number, number, 0, 0, 100, 0, 0, 1, 0)


def _quote_row(
    article: Article, place: int, quote: Quote, behind: tuple[int, int], names: int
) -> tuple[int, ...]:
    return (
        _KIND_NUMBERS[quote.kind.value],
        _role(article.paragraphs, quote) not in SEARCHED,
        quote.paragraph,
        quote.last_paragraph,
        1 + place,
        0 if quote.actor is None else 1 + quote.actor,
        round(100 * min(1.0, max(0.0, quote.confidence))),
        *behind,
        len(quote.spans),
        names,
    )


_KIND_NUMBERS = {kind.value: number for number, kind in enumerate(KINDS)}
_PARAGRAPH = KINDS.index(PassageKind.PARAGRAPH)


def _role(paragraphs: Sequence[Paragraph], quote: Quote) -> Role:
    if 0 <= quote.paragraph < len(paragraphs):
        return paragraphs[quote.paragraph].role
    return Role.BODY


def _text_words(table: FormTable, text: str, spans: Sequence[Span]) -> tuple[Numbers, Numbers]:
    """Return the words of a text as far as some spans have them, and the rows of SPAN."""
    borders = [*chain.from_iterable(spans)]
    cuts = sorted({*borders})
    clean = without_cuts(text)
    pieces = _PARTED.join([clean[start:end] for start, end in pairwise(cuts)])
    found = as_numbers(table.read(pieces + _PARTED))
    is_cut = found == APART
    ends = np.flatnonzero(is_cut)
    bounds = np.zeros(len(ends) + 1, np.int32)
    bounds[1:] = ends - np.arange(len(ends))
    rows = np.empty((len(spans), len(SPAN)), np.int32)
    rows[:, :2] = _numbers(borders).reshape(-1, 2)
    rows[:, 2:] = bounds[np.searchsorted(_numbers(cuts), rows[:, :2])]
    rows[:, 3] -= rows[:, 2]
    np.maximum(rows[:, 3], 0, out=rows[:, 3])
    return found[~is_cut], rows


_PARTED = f" {CUT} "


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, np.int32)

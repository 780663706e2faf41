"""From an article to what the index keeps of it: passages as rows, texts as bytes, packets.

This is all of the work of indexing that needs one article's objects, so that many processes can
share it. What is left is done by the one writer with the arrays of many articles at a time
(side_by_side.py), where it costs next to nothing for each. Finding words is left as well: that is
quicker for a stretch of articles than it would be to send one article's words to another process.

An article's text is cut wherever a paragraph or a quote begins or ends:

    text     She said “we will wait” and left.
    parts    She said “ │ we will wait │ ” and left.
    words    she said     we will wait      and left
             0            2              5           7
             └──────── paragraph ────────────────────┘
                          └─ quote ──────┘

so that the words of a quote will be a stretch of its paragraph's words, not found again. (A border
inside a word makes two words of it, in the paragraph too.)

Cost: some 10 microseconds a passage, most of them in the packets.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from index.model import Article, Extraction, Paragraph, PassageKind, Quote, Role, Span
from index.postings.format.layout import KINDS
from index.postings.format.places import Places, offsets
from index.postings.format.stores import pack_locals, pack_outline, pack_places, pack_text
from index.postings.indexing.form_table import ended, without_ends
from index.postings.snapshot.entries import Stamp, article_fields

APART_BY = 8
"""Empty places between the spans of a split quote: more than any slop between two words."""

SEARCHED = (Role.BODY, Role.HEADING)

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
)
"""The columns of Prepared.passages: those of layout.py, then how many spans a passage has."""

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An article ready to be added to a segment.

    ``text`` are the parts of the text between one border of a span and the next, ``names`` the
    names of the speakers of its quotes, empty ones included, and ``title`` is the title: all as
    ``form_table.ended`` makes them. ``passages`` has a row a passage, in the order of its
    documents, of which its own, blank one comes first; the documents are counted from that.
    ``spans`` has the start and the end of each span, passage by passage; shape (n, 2), characters
    of the text, end exclusive. ``fields`` are the catalogue's texts in the order of ARTICLE_TEXTS,
    ``numbers`` are ARTICLE_NUMBERS, and ``packets`` the four of stores.py.
    """

    id: str
    stamp: Stamp
    fields: tuple[bytes, ...]
    numbers: tuple[int, int, int, int]
    text: bytes
    names: bytes
    title: bytes
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
    def characters(self) -> int:
        """How many characters its documents have."""
        start, end = np.add.reduce(self.spans, dtype=np.int64).tolist()
        said: int = end - start
        return said + len(self.names) + len(self.title)


def prepare(article: Article, extraction: Extraction, stamp: Stamp) -> Prepared:
    """Return all that the index keeps of an article. Never raises on any text."""
    text = article.text
    paragraphs, quotes = _searched(article), _said(text, extraction.quotes)
    spans = [each.span for each in paragraphs]
    for _, quote in quotes:
        spans += quote.spans
    listed = [actor.mentions for actor in extraction.actors]
    listed += [phrase.spans for phrase in extraction.phrases]
    places = Places.of(listed)
    actors, phrases = places.parted(len(extraction.actors))
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
        text=ended(_parts(text, spans)),
        names=ended([without_ends(quote.speaker or "") for _, quote in quotes]),
        title=ended([without_ends(article.title)]),
        passages=_passages(article.paragraphs, paragraphs, quotes),
        spans=offsets(spans),
        actors=actors,
        phrases=phrases,
        packets=(
            pack_text(text),
            pack_outline(article, extraction.quotes),
            pack_locals(extraction),
            pack_places(places, len(extraction.actors)),
        ),
    )


def _searched(article: Article) -> list[Paragraph]:
    """Return the paragraphs that are passages: boilerplate is one, marked as such."""
    return [
        each
        for each in article.paragraphs
        if each.role is not Role.METADATA and _says_something(article.text, each.span)
    ]


def _said(text: str, quotes: Sequence[Quote]) -> list[tuple[int, Quote]]:
    """Return the quotes that are passages, with their places among all quotes of the article."""
    return [
        (place, quote)
        for place, quote in enumerate(quotes)
        if any(_says_something(text, span) for span in quote.spans)
    ]


def _says_something(text: str, span: Span) -> bool:
    """Tell whether there is more than white space: then it is a passage, or a part of one."""
    said = text[span.start : span.end]
    return bool(said) and not said.isspace()


def _passages(
    all_paragraphs: Sequence[Paragraph],
    paragraphs: Sequence[Paragraph],
    quotes: Sequence[tuple[int, Quote]],
) -> Numbers:
    """Return the rows of the paragraphs and quotes that are passages."""
    numbers = [each.number for each in paragraphs]
    rows = np.empty((len(paragraphs) + len(quotes), len(PASSAGE)), np.int32)
    own, others = rows[: len(paragraphs)], rows[len(paragraphs) :]
    own[:] = _PARAGRAPH_ROW
    own[:, PASSAGE.index("boilerplate")] = [each.role not in SEARCHED for each in paragraphs]
    own[:, _PARAGRAPH_NUMBERS] = np.array(numbers, np.int32)[:, np.newaxis]
    said: list[int] = []
    for place, quote in quotes:
        first = bisect_left(numbers, quote.paragraph)
        behind = max(0, bisect_right(numbers, quote.last_paragraph) - first)
        said += (
            _KIND_NUMBERS[quote.kind.value],
            _role(all_paragraphs, quote) not in SEARCHED,
            quote.paragraph,
            quote.last_paragraph,
            1 + place,
            0 if quote.actor is None else 1 + quote.actor,
            round(100 * min(1.0, max(0.0, quote.confidence))),
            1 + first,
            behind,
            len(quote.spans),
        )
    others[:] = np.fromiter(said, np.int32, len(said)).reshape(-1, len(PASSAGE))
    return rows


_PARAGRAPH_NUMBERS = slice(PASSAGE.index("paragraph"), PASSAGE.index("last_paragraph") + 1)
_PARAGRAPH_ROW = (KINDS.index(PassageKind.PARAGRAPH), 0, 0, 0, 0, 0, 100, 0, 0, 1)
_KIND_NUMBERS = {kind.value: number for number, kind in enumerate(KINDS)}


def _role(paragraphs: Sequence[Paragraph], quote: Quote) -> Role:
    if 0 <= quote.paragraph < len(paragraphs):
        return paragraphs[quote.paragraph].role
    return Role.BODY


def _parts(text: str, spans: Sequence[Span]) -> list[str]:
    """Return the parts of a text between the first border of its spans and the last."""
    clean = without_ends(text)
    borders = sorted({*chain.from_iterable(spans)})
    return [clean[start:end] for start, end in pairwise(borders)]

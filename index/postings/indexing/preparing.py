"""From an article to what the index keeps of it: words as numbers, passages as columns, packets.

This is all of the work of indexing that needs one article alone, so that many processes can share
it; what is left for the one writer is to renumber words (builder.py).

An article's text is read once. It is cut wherever a paragraph or a quote begins or ends, and the
words of the pieces are found in one go, with a mark between pieces:

    text     She said “we will wait” and left.
    pieces   She said “ │ we will wait │ ” and left.
    words    she said 0  we will wait  0  and left
             └──────── paragraph ──────────────────┘
                        └─ quote ───┘

so that the words of a quote are a stretch of its paragraph's words, not found again. The spans of a
split quote are joined with APART_BY empty places, and no phrase is found across them.

A word is folded when it is first seen, and then known by the number it got in this process; an
article carries the forms that it has, and its words as numbers of these.

Cost: some 35 microseconds a passage, 20 of them in the regular expression that finds words.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.model import Article, Extraction, Paragraph, PassageKind, Quote, Role, Span
from index.postings.analysis import CUT, LONGEST_WORD, fold, surfaces
from index.postings.format.container import narrow
from index.postings.format.layout import ARTICLE_KIND, COLUMNS, KINDS
from index.postings.format.packing import differences, gather, running
from index.postings.format.stores import pack_locals, pack_outline, pack_places, pack_text
from index.postings.snapshot.entries import Stamp, article_fields

APART = -1
"""An empty place among word numbers."""

APART_BY = 8
"""Empty places between the spans of a split quote: more than any slop between two words."""

SEARCHED = frozenset({Role.BODY, Role.HEADING})

KEPT_WORDS = 500_000
"""Words as they were written whose numbers are kept; about 100 MB when full."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of some passages in one field, as numbers of forms; ``counts`` of each passage."""

    tokens: NDArray[np.int32]
    counts: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An article ready to be added to a segment.

    ``forms`` are the folded words that it has, parted by line ends; ``text`` and ``speaker`` are
    the words of its documents (its own one first, which has none), ``title`` those of the title.
    ``columns`` has a row a document for the arrays of layout.py of the same name, with documents
    counted from the article's own; ``actors`` and ``phrases`` are lists with starts. ``fields``
    are the catalogue's texts in the order of ARTICLE_TEXTS, ``packets`` the four of stores.py.
    """

    id: str
    stamp: Stamp
    fields: tuple[bytes, ...]
    numbers: tuple[int, int, int, int]
    """How many local actors, phrases, paragraphs and quotes it has."""

    forms: str
    text: Words
    speaker: Words
    title: Words
    columns: dict[str, Numbers]
    actors: tuple[Numbers, Numbers]
    phrases: tuple[Numbers, Numbers]
    packets: tuple[bytes, bytes, bytes, bytes]

    @property
    def documents(self) -> int:
        """How many documents it makes, its own one included."""
        return len(self.text.counts)

    @property
    def tokens(self) -> int:
        """How many words its documents have."""
        return len(self.text.tokens) + len(self.speaker.tokens) + len(self.title.tokens)


class _Passage(NamedTuple):
    """One passage on its way to the columns."""

    spans: Sequence[Span]
    kind: int
    boilerplate: bool
    paragraph: int
    last_paragraph: int
    quote: int = 0
    speaker: int = 0
    confidence: int = 100
    behind: int = 0
    behind_count: int = 0
    name: str = ""


def prepare(article: Article, extraction: Extraction, stamp: Stamp) -> Prepared:
    """Return all that the index keeps of an article. Never raises on any text."""
    passages = _passages(article, extraction.quotes)
    table = _word_table()
    text = _text_words(table, article.text, passages)
    names = [table.numbers_of(passage.name) for passage in passages]
    title = table.numbers_of(article.title)
    speaker = np.array([*chain.from_iterable(names)], np.int32)
    used, places = np.unique(
        np.concatenate((text.tokens, speaker, np.array(title, np.int32), [APART])),
        return_inverse=True,
    )
    tokens: NDArray[np.int32] = places.astype(np.int32) - np.int32(1)  # APART is the smallest
    ends = np.cumsum([len(text.tokens), len(speaker), len(title)])
    columns = _columns(passages)
    spans = _numbers(
        number
        for row, each in enumerate(passages, 1)
        for span in each.spans
        for number in (row, *span)
    ).reshape(-1, 3)
    columns["digest"] = _digests(table.hashes(used)[tokens[: ends[0]]], text)
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
        forms="\n".join(map(table.forms.__getitem__, used[1:].tolist())),
        text=Words(tokens[: ends[0]], text.counts),
        speaker=Words(tokens[ends[0] : ends[1]], np.array([0, *map(len, names)], np.int32)),
        title=Words(tokens[ends[1] : ends[2]], np.array([len(title)], np.int32)),
        columns=columns,
        actors=_within(_things(a.mentions for a in extraction.actors), spans, len(text.counts)),
        phrases=_within(_things(p.spans for p in extraction.phrases), spans, len(text.counts)),
        packets=(
            pack_text(article.text),
            pack_outline(article, extraction.quotes),
            pack_locals(extraction),
            pack_places(extraction),
        ),
    )


# -- passages ------------------------------------------------------------------------------------


def _passages(article: Article, quotes: Sequence[Quote]) -> list[_Passage]:
    """Return the paragraphs that can be searched, in order, then the quotes that are not empty.

    Boilerplate is among them, marked as such; metadata is not.
    """
    paragraphs = [each for each in article.paragraphs if _has_words(article.text, each)]
    numbers = [each.number for each in paragraphs]
    passages = [
        _Passage(
            spans=(each.span,),
            kind=KINDS.index(PassageKind.PARAGRAPH),
            boilerplate=each.role not in SEARCHED,
            paragraph=each.number,
            last_paragraph=each.number,
        )
        for each in paragraphs
    ]
    for place, quote in enumerate(quotes):
        if any(span.of(article.text).strip() for span in quote.spans):
            first = bisect_left(numbers, quote.paragraph)
            passages.append(
                _Passage(
                    spans=quote.spans,
                    kind=_KIND_NUMBERS[quote.kind.value],
                    boilerplate=_role(article.paragraphs, quote) not in SEARCHED,
                    paragraph=quote.paragraph,
                    last_paragraph=quote.last_paragraph,
                    quote=1 + place,
                    speaker=0 if quote.actor is None else 1 + quote.actor,
                    confidence=round(100 * min(1.0, max(0.0, quote.confidence))),
                    behind=1 + first,
                    behind_count=max(0, bisect_right(numbers, quote.last_paragraph) - first),
                    name=quote.speaker or "",
                )
            )
    return passages


_KIND_NUMBERS = {kind.value: number for number, kind in enumerate(KINDS)}


def _has_words(text: str, paragraph: Paragraph) -> bool:
    return paragraph.role is not Role.METADATA and bool(paragraph.span.of(text).strip())


def _role(paragraphs: Sequence[Paragraph], quote: Quote) -> Role:
    if 0 <= quote.paragraph < len(paragraphs):
        return paragraphs[quote.paragraph].role
    return Role.BODY


def _columns(passages: Sequence[_Passage]) -> dict[str, Numbers]:
    """Return the columns of the article's document and its passages, but for the digest."""
    rows: list[tuple[int, ...]] = [(ARTICLE_KIND, *(0,) * (len(COLUMNS) - 2))]
    rows += [
        (
            each.kind,
            each.boilerplate,
            each.paragraph,
            each.last_paragraph,
            each.spans[0].start,
            each.spans[-1].end,
            each.quote,
            each.speaker,
            each.confidence,
            each.behind,
            each.behind_count,
        )
        for each in passages
    ]
    numbers = np.array(rows, np.int32)
    return {name: numbers[:, place] for place, name in enumerate(COLUMNS[:-1])}


class _Things(NamedTuple):
    """Where numbered things stand: their starts, ascending, their ends, and their numbers."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    numbers: NDArray[np.int64]


def _things(places: Iterable[Sequence[Span]]) -> _Things:
    """Return the things of which number i stands at ``places[i]``, by where they start."""
    listed = list(places)
    numbers = np.repeat(np.arange(len(listed)), [len(spans) for spans in listed])
    found = _numbers(chain.from_iterable(chain.from_iterable(listed))).reshape(-1, 2)
    order = np.argsort(found[:, 0], kind="stable")
    return _Things(found[order, 0], found[order, 1], numbers[order])


def _within(things: _Things, spans: NDArray[np.int64], documents: int) -> tuple[Numbers, Numbers]:
    """Return which things are in each document: those that stand wholly inside one of its spans.

    ``spans`` has rows of document, start and end. The result is starts (documents + 1) and
    numbers, ascending within each document.
    """
    first, end = (np.searchsorted(things.starts, spans[:, side]) for side in (1, 2))
    counts = np.maximum(end - first, 0)
    picked = gather(first, counts)
    inside = (things.ends[picked] <= np.repeat(spans[:, 2], counts)) & (
        things.starts[picked] < things.ends[picked]
    )
    size = int(things.numbers.max(initial=0)) + 1
    rows = np.repeat(spans[:, 0], counts)[inside]
    keys = np.unique(rows * size + things.numbers[picked[inside]])
    return np.searchsorted(keys, np.arange(documents + 1) * size), narrow(keys % size)


def _numbers(values: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(values, np.int64)


# -- words ---------------------------------------------------------------------------------------


class _WordTable(dict[str, int]):
    """The number of the form of every word seen so far, as it was written."""

    def __init__(self) -> None:
        super().__init__({CUT: APART})
        self.forms: list[str] = []
        self._numbers: dict[str, int] = {}
        self._hashes = array("Q")

    def __missing__(self, surface: str) -> int:
        form = fold(surface)
        number = self._numbers.get(form)
        if number is None:
            number = self._numbers[form] = len(self.forms)
            self.forms.append(form)
            hashed = blake2b(form.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            self._hashes.append(int.from_bytes(hashed, "little"))
        if len(surface) <= LONGEST_WORD:
            self[surface] = number
        return number

    def numbers_of(self, text: str) -> list[int]:
        """Return the words of a text."""
        return [self[surface] for surface in _surfaces_of(text)] if text else []

    def hashes(self, numbers: Numbers) -> NDArray[np.uint64]:
        """Return a hash of each form, and 0 for APART, which stands first and as number -1."""
        known = np.frombuffer(self._hashes, np.uint64)[numbers[1:]]
        return np.append(known, np.uint64(0))


_surfaces_of = lru_cache(maxsize=10_000)(surfaces)
_tables = threading.local()


def _word_table() -> _WordTable:
    """Return this thread's table; a new one where the old one is full."""
    table: _WordTable | None = getattr(_tables, "words", None)
    if table is None or len(table) > KEPT_WORDS:
        table = _tables.words = _WordTable()
    return table


def _text_words(table: _WordTable, text: str, passages: Sequence[_Passage]) -> Words:
    """Return the words of all documents, as numbers of ``table``; the article's own has none."""
    cuts = sorted({place for each in passages for span in each.spans for place in span})
    clean = text.replace(CUT, " ")
    pieces = CUT.join(clean[start:end] for start, end in pairwise(cuts))
    found = np.fromiter(map(table.__getitem__, surfaces(pieces + CUT)), np.int32)
    ends = np.flatnonzero(found == APART)
    bounds = np.concatenate(([0], ends - np.arange(len(ends))))
    words = np.concatenate((found[found != APART], np.full(APART_BY, APART, np.int32)))
    gap = (len(words) - APART_BY, APART_BY)
    stretches: list[tuple[int, int]] = []
    spans_of: list[int] = [0]
    for each in passages:
        before = len(stretches)
        for span in each.spans:
            first, end = (bounds[bisect_left(cuts, place)] for place in span)
            stretches += [gap] if len(stretches) > before else []
            stretches.append((first, max(0, end - first)))
        spans_of.append(len(stretches) - before)
    starts, counts = np.array(stretches, np.int64).reshape(-1, 2).T
    tokens = words[gather(starts, counts)]
    ends_of = running(counts)[np.cumsum(spans_of)]
    return Words(tokens, differences(np.concatenate(([0], ends_of))).astype(np.int32))


def _digests(hashes: NDArray[np.uint64], words: Words) -> NDArray[np.uint64]:
    """Return a number for each document that is the same where all words are; 0 without words."""
    starts = running(words.counts)
    places = np.arange(len(hashes)) - np.repeat(starts[:-1], words.counts)
    powers = np.cumprod(np.full(int(places.max(initial=0)) + 1, _MULTIPLIER))
    sums = np.concatenate(([np.uint64(0)], np.cumsum(hashes * powers[places])))
    digests: NDArray[np.uint64] = sums[starts[1:]] - sums[starts[:-1]]
    digests[(digests == 0) & (words.counts > 0)] = 1
    return digests

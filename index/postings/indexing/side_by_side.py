"""The articles of a segment side by side: what each one has as rows, for all of them as arrays.

Articles come with rows of their own, counted from their own beginning. Put one after the other and
counted from the segment's, they are what the segment keeps, in a few calls of numpy for all:

    passages     A1 A2 A3 │ B1 B2        documents    A A1 A2 A3 B B1 B2
    spans        A1 A2 A3 A3 │ B1 B2     words        of each span, a stretch of its article's words

The spans of a split quote are set apart by APART_BY empty places, so that no phrase is found
across them; the places are counted, nothing stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.format.layout import ARTICLE_KIND
from index.postings.format.packing import gather, joined, running, stretches
from index.postings.format.places import Places
from index.postings.indexing.form_table import FormTable, Words
from index.postings.indexing.preparing import APART_BY, PASSAGE, Prepared

FAR = np.int64(1) << 32
"""Between the characters of one article and the next: no text is so long."""

STRETCH = 1 << 18
"""Words that are hashed at a time."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class FieldWords:
    """The words of one field, in the order of documents and positions: the number of each one's
    form, its document and its position there; and how many words each document has."""

    forms: NDArray[np.int32]
    documents: NDArray[np.int32]
    positions: NDArray[np.int32]
    lengths: NDArray[np.int32]


class _Spans(NamedTuple):
    """The spans of all passages: the article and the document of each, and where it starts and
    ends, the characters of each article FAR from those of the one before."""

    articles: Numbers
    documents: Numbers
    start: Numbers
    end: Numbers


class _Words(NamedTuple):
    """The words of the parts of all texts, of the names of all quotes' speakers, and of all
    titles."""

    texts: Words
    names: Words
    titles: Words


class SideBySide:
    """Prepared articles, in their order, with their words as the numbers of a table."""

    def __init__(self, articles: Sequence[Prepared], table: FormTable) -> None:
        self.articles = articles
        self._table = table
        sizes = [each.documents for each in articles]
        self.starts = running(np.array(sizes, np.int64))
        """The document of each article, and how many documents there are."""
        self.documents = int(self.starts[-1])
        own = np.zeros(self.documents, np.bool_)
        own[self.starts[:-1]] = True
        self._passages = np.flatnonzero(~own)
        rows = joined([each.passages for each in articles], np.int32).reshape(-1, len(PASSAGE))
        self._rows = dict(zip(PASSAGE, rows.T, strict=True))

    @cached_property
    def _spans(self) -> _Spans:
        counts = [len(each.spans) for each in self.articles]
        rows = joined([each.spans for each in self.articles], np.int32).reshape(-1, 2)
        articles = np.repeat(np.arange(len(counts)), counts)
        start, end = rows.T + articles * FAR
        return _Spans(articles, np.repeat(self._passages, self._rows["spans"]), start, end)

    def _of_documents(self, values: Numbers, blank: int = 0) -> Numbers:
        """Return numbers of passages as those of documents."""
        column = np.full(self.documents, blank, values.dtype)
        column[self._passages] = values
        return column

    # -- words -----------------------------------------------------------------------------------

    @cached_property
    def _words(self) -> _Words:
        """The words of all that is read, which is read in one go."""
        read = ((each.text, each.names, each.title) for each in self.articles)
        words = self._table.read(chain.from_iterable(zip(*read, strict=True)))
        ends = running(words.counts)
        first_title = len(words.counts) - len(self.articles)
        first_name = first_title - int(np.count_nonzero(self._rows["quote"]))
        bounds = (0, first_name, first_title, len(words.counts))
        return _Words(
            *(
                Words(words.numbers[ends[first] : ends[end]], words.counts[first:end])
                for first, end in pairwise(bounds)
            )
        )

    def text(self) -> FieldWords:
        """Return the words of all passages."""
        spans, counts = self._spans, self._rows["spans"]
        words = self._words.texts
        first, end = self._words_before(running(words.counts))
        sizes = np.maximum(end - first, 0)
        starts = running(sizes)
        firsts = running(counts)
        begin = np.repeat(starts[firsts[:-1]], counts)
        nth = np.arange(len(sizes)) - np.repeat(firsts[:-1], counts)
        return FieldWords(
            words.numbers[gather(first, sizes)],
            np.repeat(spans.documents.astype(np.int32), sizes),
            _counted(sizes, begin - APART_BY * nth),
            self._of_documents(np.diff(starts[firsts]).astype(np.int32)),
        )

    def _words_before(self, before: Numbers) -> tuple[Numbers, Numbers]:
        """Return how many words there are before each span's start and end, over all articles.

        ``before`` says so of the parts of all texts, which are cut at these borders: an article
        with some has one part less.
        """
        spans = self._spans
        borders, places = np.unique(np.concatenate((spans.start, spans.end)), return_inverse=True)
        earlier = np.cumsum(np.diff(borders // FAR, prepend=borders[:1] // FAR) > 0)
        start, end = before[(np.arange(len(borders)) - earlier)[places]].reshape(2, -1)
        return start, end

    def names(self) -> FieldWords:
        """Return the words of the speakers' names."""
        words = self._words.names
        counts = np.zeros(len(self._passages), np.int32)
        counts[np.flatnonzero(self._rows["quote"])] = words.counts
        return _whole(words.numbers, self._of_documents(counts))

    def titles(self) -> FieldWords:
        """Return the words of the titles, which are those of the articles' own documents."""
        words = self._words.titles
        counts = np.zeros(self.documents, np.int32)
        counts[self.starts[:-1]] = words.counts
        return _whole(words.numbers, counts)

    # -- passages --------------------------------------------------------------------------------

    def column(self, name: str) -> Numbers:
        """Return a column of layout.py, but for the digest; shape (documents,)."""
        if name == "kind":
            return self._of_documents(self._rows[name], ARTICLE_KIND)
        if name in ("start", "end"):
            last = np.cumsum(self._rows["spans"]) - 1
            places = last if name == "end" else last - self._rows["spans"] + 1
            spans = self._spans.end if name == "end" else self._spans.start
            return self._of_documents(spans[places] % FAR)
        if name == "behind":
            behind = self._of_documents(self._rows[name])
            own = np.repeat(self.starts[:-1], np.diff(self.starts))
            return np.where(behind > 0, behind + own, 0)
        return self._of_documents(self._rows[name])

    def things(self, places: Sequence[Places]) -> tuple[Numbers, Numbers]:
        """Return which things are in each document: those that stand wholly inside one of its
        spans.

        Things have numbers in their article. The result is starts (documents + 1) and numbers,
        ascending within each document.
        """
        spans = self._spans
        found = joined([each.spans for each in places], np.int32).reshape(-1, 2)
        article = np.repeat(np.arange(len(places)), [len(each.spans) for each in places]) * FAR
        order = np.argsort(article + found[:, 0], kind="stable")
        starts, ends = ((article + found[:, side])[order] for side in (0, 1))
        numbers = _numbered([each.counts for each in places])[order]
        first, last = (np.searchsorted(starts, side) for side in (spans.start, spans.end))
        counts = np.maximum(last - first, 0)
        picked = gather(first, counts)
        inside = ends[picked] <= np.repeat(spans.end, counts)
        inside &= starts[picked] < ends[picked]
        size = int(numbers.max(initial=0)) + 1
        keys = np.repeat(spans.documents, counts)[inside] * size + numbers[picked[inside]]
        keys.sort()
        keys = keys[np.diff(keys, prepend=-1) != 0]
        return np.searchsorted(keys, np.arange(self.documents + 1) * size), keys % size


def _whole(words: NDArray[np.int32], counts: Numbers) -> FieldWords:
    """Return words that stand in their documents without gaps, so many in each."""
    documents = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    return FieldWords(words, documents, _counted(counts, running(counts)[:-1]), counts)


def _counted(counts: Numbers, bases: Numbers) -> NDArray[np.int32]:
    """Return 0, 1, 2 … for all stretches of so many, less the base of each stretch."""
    places = np.arange(int(counts.sum()), dtype=np.int32)
    places -= np.repeat(bases.astype(np.int32), counts)
    return places


def _numbered(counts: Sequence[Numbers]) -> NDArray[np.int64]:
    """Return the number of each place's thing: article by article, so many places of each thing."""
    things = np.array([len(each) for each in counts], np.int64)
    own = np.arange(int(things.sum())) - np.repeat(running(things)[:-1], things)
    return np.repeat(own, joined(counts, np.int32))


def digests(words: FieldWords, hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return a number for each document that is the same where all words are; 0 without words.

    ``hashes`` are those of the words' forms; shape (forms,).
    """
    powers = np.cumprod(np.full(int(words.positions.max(initial=0)) + 1, _MULTIPLIER))
    starts = running(words.lengths)
    found = np.zeros(len(words.lengths), np.uint64)
    for first, end in stretches(starts, STRETCH):
        own = slice(starts[first], starts[end])
        sums = np.zeros(int(starts[end] - starts[first]) + 1, np.uint64)
        np.cumsum(hashes[words.forms[own]] * powers[words.positions[own]], out=sums[1:])
        found[first:end] = np.diff(sums[starts[first : end + 1] - starts[first]])
    found[(found == 0) & (words.lengths > 0)] = 1
    return found

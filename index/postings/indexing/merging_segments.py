"""Merging segments: several containers become one, without what was deleted.

    one     article A │ 1 │ 2 │ article B (deleted) │ 4 │ 5       merged   article A │ 1 │ 2
    other   article C │ 1                                                  article C │ 4

The result is what building the articles that are left in one go would give, but for surface forms:
their counts, and forms whose stem still has postings, may be of articles that are gone.
Columns are copied with the documents that stay, texts and other packets as they are, byte by byte;
words are merged stretch by stretch (merging_words.py).

Memory: some 140 MB for stretches of words, 13 bytes a document, 30 bytes an article, and 4 bytes a
word of each part. The parts are mapped files, which the system reads and lets go of as it likes.
What waits for its turn lies in files without a name, some 6 bytes a posting.
Cost: some 5 microseconds a passage on one core.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings.format.container import Container, ContainerWriter, narrow
from index.postings.format.layout import COLUMNS, PACKET_STARTS, PACKETS, WORD_FIELDS
from index.postings.format.packing import differences
from index.postings.indexing.builder import COLUMN_TYPES
from index.postings.indexing.merging_surface import merge_surface, names_left
from index.postings.indexing.merging_words import Part, merge_field
from index.postings.indexing.spool import Spools
from index.postings.schema import SPEAKER, TEXT, TITLE
from index.postings.snapshot.entries import FIELD_ARRAYS

ARTICLE_COUNTS = ("actors", "phrases", "paragraphs", "quotes")
DOCUMENT_LISTS = (("actors", "actor_starts"), ("phrases", "phrase_starts"))
ARTICLE_LISTS = (*FIELD_ARRAYS, *zip(PACKETS, PACKET_STARTS, strict=True))

Pieces = Callable[[], Iterable[NDArray[Any]]]


def merge_segments(parts: Sequence[tuple[Container, NDArray[np.bool_]]], path: Path) -> int:
    """Merge segments into a new one at ``path``, which is on the disk then.

    Each part comes with what is deleted of it, documents by number: whole articles, an article's
    own document and all behind it. Documents and articles keep their order, part by part. Returns
    the number of documents. Raises ValueError and its like where a part is torn, and OSError; the
    new file is removed then.
    """
    numbered = _numbered(parts)
    with ContainerWriter(path) as writer, Spools(path.parent) as spools:
        names = names_left(numbered, merge_field(numbered, SPEAKER, spools))
        text = merge_field(numbered, TEXT, spools, watch=names)
        merge_field(numbered, TITLE, spools)
        merge_surface(numbered, text, names, spools)
        spools.write(writer)
        for field in WORD_FIELDS:
            writer.stream(f"{field}.lengths", "|u1", _kept(numbered, f"{field}.lengths")())
            words = spools.count(f"{field}.positions")
            writer.add(f"{field}.total", np.array([words], np.int64))
        _merge_columns(writer, numbered)
        _merge_articles(writer, numbered)
    return sum(int(np.count_nonzero(part.kept)) for part in numbered)


def _numbered(parts: Sequence[tuple[Container, NDArray[np.bool_]]]) -> list[Part]:
    """Give the documents that stay their new numbers."""
    numbered, base = [], 0
    for container, deleted in parts:
        kept = ~deleted
        numbers = np.cumsum(kept, dtype=np.int32)
        numbers += base - 1
        articles = kept[container["articles.documents"]]
        numbered.append(Part(container, kept, articles, numbers, whole=bool(kept.all())))
        base += int(np.count_nonzero(kept))
    return numbered


# -- columns -------------------------------------------------------------------------------------


def _kept(parts: Sequence[Part], name: str) -> Pieces:
    """Return what gives a column of documents, part by part, without those that are deleted."""
    return lambda: (
        part.container[name] if part.whole else part.container[name][part.kept] for part in parts
    )


def _kept_articles(parts: Sequence[Part], name: str) -> Pieces:
    return lambda: (part.container[name][part.kept_articles] for part in parts)


def _narrowed(writer: ContainerWriter, name: str, pieces: Pieces) -> None:
    """Write whole numbers in the narrowest type that holds them all."""
    largest = max((int(piece.max(initial=0)) for piece in pieces()), default=0)
    writer.stream(name, narrow(np.array([largest])).dtype, pieces())


def _merge_columns(writer: ContainerWriter, parts: Sequence[Part]) -> None:
    for name in COLUMNS:
        if name in COLUMN_TYPES:
            writer.stream(name, COLUMN_TYPES[name], _kept(parts, name)())
        elif name == "behind":
            _narrowed(writer, name, lambda: map(_renumbered_behind, parts))
        else:
            _narrowed(writer, name, _kept(parts, name))
    for name, starts in DOCUMENT_LISTS:
        _merge_lists(writer, parts, name, starts, lambda part: part.kept)


def _renumbered_behind(part: Part) -> NDArray[np.int32]:
    """Return where the paragraphs behind each quote are now, 0 for what is no quote."""
    behind = part.container["behind"]
    numbers: NDArray[np.int32] = np.where(behind > 0, part.numbers[behind], 0)
    return numbers[part.kept]


def _merge_articles(writer: ContainerWriter, parts: Sequence[Part]) -> None:
    _narrowed(
        writer,
        "articles.documents",
        lambda: (
            part.numbers[part.container["articles.documents"][part.kept_articles]] for part in parts
        ),
    )
    for name in ARTICLE_COUNTS:
        _narrowed(writer, f"articles.{name}", _kept_articles(parts, f"articles.{name}"))
    for name in ("articles.sizes", "articles.mtimes"):
        writer.stream(name, "<i8", _kept_articles(parts, name)())
    for name, starts in ARTICLE_LISTS:
        _merge_lists(writer, parts, name, starts, lambda part: part.kept_articles)


def _merge_lists(
    writer: ContainerWriter,
    parts: Sequence[Part],
    name: str,
    starts: str,
    rows: Callable[[Part], NDArray[np.bool_]],
) -> None:
    """Write the lists (of numbers, or bytes) that stay, and where each one starts."""
    counts = [differences(part.container[starts])[rows(part)] for part in parts]
    total = sum(int(each.sum()) for each in counts)

    def new_starts() -> Iterator[NDArray[np.int64]]:
        yield np.zeros(1, np.int64)
        base = 0
        for each in counts:
            yield base + np.cumsum(each)
            base += int(each.sum())

    def values() -> Iterator[NDArray[Any]]:
        for part in parts:
            column, bounds = part.container[name], part.container[starts]
            for first, end in _runs(rows(part)):
                yield column[int(bounds[first]) : int(bounds[end])]

    writer.stream(starts, narrow(np.array([total])).dtype, new_starts())
    _narrowed(writer, name, values)


def _runs(kept: NDArray[np.bool_]) -> Iterable[tuple[int, int]]:
    """Return the stretches (first, end) of rows side by side that are kept."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], kept, [False])).astype(np.int8)))
    return list(pairwise(edges.tolist()))[::2]

"""A new segment: articles are added one by one, and written as one container.

Adding an article keeps it, no more. All is done when the segment is written, with the arrays of all
articles side by side (side_by_side.py), because a call of numpy costs the same for one article and,
nearly, for a thousand.

Memory: the texts and the packets of the articles while they are added, and some 40 bytes a word
while the segment is written. The writer begins a new segment before that grows beyond its limit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings.format.container import ContainerWriter, narrow
from index.postings.format.layout import COLUMNS, PACKET_STARTS, PACKETS
from index.postings.format.packing import running
from index.postings.format.vocabulary import pack_words
from index.postings.indexing.form_table import FormTable, form_table
from index.postings.indexing.preparing import ARTICLE_NUMBERS, Prepared
from index.postings.indexing.side_by_side import FieldWords, SideBySide, digests
from index.postings.indexing.writing_words import Stems, write_surfaces, write_words
from index.postings.schema import SPEAKER, TEXT, TITLE
from index.postings.snapshot.entries import FIELD_ARRAYS

AT_A_TIME = 200
"""Articles whose packets are written in one go."""

Numbers = NDArray[Any]


class SegmentBuilder:
    """Takes prepared articles and writes them as one segment."""

    def __init__(self) -> None:
        self._articles: dict[str, Prepared] = {}
        self.documents = 0
        self.characters = 0

    def add(self, prepared: Prepared) -> None:
        """Add an article, in place of the one with its id."""
        self.remove(prepared.id)
        self._articles[prepared.id] = prepared
        self.documents += prepared.documents
        self.characters += prepared.characters

    def remove(self, article_id: str) -> bool:
        """Take an article away that was added before; tell whether there was one."""
        removed = self._articles.pop(article_id, None)
        if removed is None:
            return False
        self.documents -= removed.documents
        self.characters -= removed.characters
        return True

    def write(self, path: Path) -> int:
        """Write the segment, durably; return how many documents it has."""
        table = form_table()
        articles = SideBySide(list(self._articles.values()), table)
        with ContainerWriter(path) as container:
            digest = _write_all_words(container, articles, table)
            _write_passages(container, articles, digest)
            _write_articles(container, articles)
        return self.documents


# -- words ---------------------------------------------------------------------------------------


def _write_all_words(
    container: ContainerWriter, articles: SideBySide, table: FormTable
) -> NDArray[np.uint64]:
    """Write postings and surface forms; return what the words of each document come to."""
    fields, forms = _with_own_forms([articles.text(), articles.names(), articles.titles()], table)
    text, names, titles = fields
    digest = digests(text, table.hashes(forms))
    stems = Stems.of(table, forms)
    numbers = write_words(container, TEXT, text, stems)
    write_words(container, SPEAKER, names, stems)
    write_words(container, TITLE, titles, stems)
    listed = [table.words[number] for number in forms.tolist()]
    write_surfaces(container, listed, (text, names), numbers[stems.of_form])
    return digest


def _with_own_forms(
    fields: Sequence[FieldWords], table: FormTable
) -> tuple[list[FieldWords], NDArray[np.int64]]:
    """Number the forms that occur 0, 1, 2 …; return their numbers in the table as well."""
    there = np.zeros(len(table.forms), np.bool_)
    for words in fields:
        there[words.forms] = True
    used = np.flatnonzero(there)
    own = np.zeros(len(there), np.int32)
    own[used] = np.arange(len(used))
    return [replace(words, forms=own[words.forms]) for words in fields], used


# -- passages and articles -----------------------------------------------------------------------

COLUMN_TYPES = {"kind": "<i1", "boilerplate": "<u1", "confidence": "<u1", "digest": "<u8"}
"""Types of columns that do not depend on the numbers in them."""


def _write_passages(
    container: ContainerWriter, articles: SideBySide, digest: NDArray[np.uint64]
) -> None:
    for name in COLUMNS:
        column = digest if name == "digest" else articles.column(name)
        kind = COLUMN_TYPES.get(name)
        container.add(name, column.astype(kind) if kind else narrow(column))
    for name, places in (
        ("actor", [each.actors for each in articles.articles]),
        ("phrase", [each.phrases for each in articles.articles]),
    ):
        starts, numbers = articles.things(places)
        container.add(f"{name}_starts", narrow(starts))
        container.add(f"{name}s", narrow(numbers))


def _write_articles(container: ContainerWriter, side_by_side: SideBySide) -> None:
    articles = side_by_side.articles
    container.add("articles.documents", narrow(side_by_side.starts[:-1]))
    for place, name in enumerate(ARTICLE_NUMBERS):
        numbers = np.array([each.numbers[place] for each in articles], np.int64)
        container.add(f"articles.{name}", narrow(numbers))
    for place, (blob_name, starts_name) in enumerate(FIELD_ARRAYS):
        blob, text_starts = pack_words(each.fields[place] for each in articles)
        container.add(blob_name, blob)
        container.add(starts_name, text_starts)
    container.add("articles.sizes", np.array([each.stamp.size for each in articles], np.int64))
    container.add("articles.mtimes", np.array([each.stamp.mtime_ns for each in articles], np.int64))
    for place, name in enumerate(PACKETS):
        container.stream(name, "|u1", _bytes([each.packets[place] for each in articles]))
        sizes = np.array([len(each.packets[place]) for each in articles], np.int64)
        container.add(PACKET_STARTS[place], narrow(running(sizes)))


def _bytes(packets: Sequence[bytes]) -> Iterator[NDArray[np.uint8]]:
    coming = iter(packets)
    while some := b"".join(islice(coming, AT_A_TIME)):
        yield np.frombuffer(some, np.uint8)

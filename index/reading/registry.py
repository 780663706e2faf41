"""The registry of formats, and the one way from a path to an Article."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePath
from typing import cast

from index.model import Article
from index.reading.draft import Draft, Parse, one_line
from index.reading.errors import ReadingError, Unreadable, printable
from index.reading.language import NOT_ENGLISH, is_english
from index.reading.source import load


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: the reader's name and version, the suffixes it reads (lower case), its module.

    The version rises when the reader's output changes for the same bytes, so that an index knows
    which articles to read again. The module is imported when the first such file is read: the HTML
    reader brings libraries that a folder of texts does not need.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str

    def parse(self, data: bytes, stem: str) -> Draft:
        """Read the bytes of a file named ``stem`` plus suffix. Raises Unreadable."""
        return cast(Parse, import_module(self.module).parse)(data, stem)


READERS = (
    Reader("text/1", (".txt", ".text"), "index.reading.plain"),
    Reader("markdown/1", (".md", ".markdown"), "index.reading.markdown"),
    Reader("html/1", (".html", ".htm", ".xhtml"), "index.reading.html"),
)
_BY_SUFFIX = {suffix: reader for reader in READERS for suffix in reader.suffixes}
SUFFIXES: frozenset[str] = frozenset(_BY_SUFFIX)
"""The suffixes of the files that can be read, lower case, with their dot."""


def can_read(name: str) -> bool:
    """Tell whether a file of this name has a format that onrecord reads. Case does not count."""
    return PurePath(name).suffix.lower() in SUFFIXES


def read(path: Path) -> Article:
    """Read a file by its suffix. Raises ReadingError, and nothing else, when it cannot be read."""
    reader = _BY_SUFFIX.get(path.suffix.lower())
    try:
        if reader is None:
            raise Unreadable("is not a format that onrecord reads")
        data = load(path)
        draft = reader.parse(data, path.stem)
    except Unreadable as error:
        raise ReadingError(path, error.reason) from error
    metadata = draft.metadata
    return Article(
        id=article_id(path),
        path=path,
        text=draft.text,
        sha256=hashlib.sha256(data).hexdigest(),
        reader=reader.name,
        title=metadata.title or one_line(printable(path.stem)),
        paragraphs=draft.paragraphs,
        byline=metadata.byline,
        source=metadata.source,
        date=metadata.date,
        url=metadata.url,
        notes=draft.notes + _language(draft),
    )


def _language(draft: Draft) -> tuple[str, ...]:
    return () if is_english(draft.text, draft.paragraphs) else (NOT_ENGLISH,)


def article_id(path: Path) -> str:
    """Return 16 hexadecimal digits made from the resolved path: the same for every link to a file,
    and whatever the file holds.
    """
    return hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:16]

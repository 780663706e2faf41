"""What the user marked to come back to, and the file it is kept in.

    home/bookmarks/<key>.json     {"version": 2, "bookmarks": [{"article": …, "note": …}, …]}

A bookmark carries its words and where they are from, so that it can be listed without the index,
and still says what it was when its article is gone. ``note`` is the user's own; an entry
without one, or with anything but a text there, has none. The first version kept
``[article, start, end]`` alone; such entries are read as bookmarks without words.

The file is read tolerantly: entries that cannot be read are left out. It is written whole or not
at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.home import read_json, write_json
from index.model import Span
from tui.history import Place
from tui.passages import Passage

VERSION = 2
LONGEST = 1_000
"""Characters of a passage that are kept; a paragraph may be a whole file."""
LONGEST_NOTE = 300
"""Characters of a note that can be typed: it stands on a line."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A passage that was marked, and what the user wrote to it. ``words`` is empty where a file of
    the first version had none."""

    place: Place
    words: str = ""
    speaker: str | None = None
    title: str = ""
    source: str | None = None
    date: dt.date | None = None
    note: str = ""


def bookmark_of(passage: Passage) -> Bookmark:
    """Return a bookmark of ``passage``."""
    return Bookmark(
        passage.place,
        passage.words[:LONGEST],
        passage.speaker,
        passage.title[:LONGEST],
        passage.source,
        passage.date,
    )


def bookmarks_path(home: Path, key: str) -> Path:
    """Return where the bookmarks of a corpus are kept."""
    return home / "bookmarks" / f"{key}.json"


def save_bookmarks(path: Path, bookmarks: Iterable[Bookmark]) -> None:
    """Keep these bookmarks, in this order. Raises OSError."""
    rows = [bookmark_row(bookmark) for bookmark in bookmarks]
    write_json(path, {"version": VERSION, "bookmarks": rows})


def load_bookmarks(path: Path) -> dict[Place, Bookmark]:
    """Return the bookmarks kept at ``path`` by their places, in the order they were made."""
    value = read_json(path)
    if not isinstance(value, dict) or not isinstance(value.get("bookmarks"), list):
        return {}
    found: dict[Place, Bookmark] = {}
    for row in value["bookmarks"]:
        try:
            bookmark = bookmark_in(row)
        except (KeyError, TypeError, ValueError, OverflowError):
            continue
        found[bookmark.place] = bookmark
    return found


def bookmark_row(bookmark: Bookmark) -> dict[str, Any]:
    """Return a bookmark as JSON."""
    return {
        "article": bookmark.place.article,
        "start": bookmark.place.span.start,
        "end": bookmark.place.span.end,
        "words": bookmark.words,
        "speaker": bookmark.speaker,
        "title": bookmark.title,
        "source": bookmark.source,
        "date": None if bookmark.date is None else bookmark.date.isoformat(),
        "note": bookmark.note,
    }


def bookmark_in(row: Any) -> Bookmark:
    """Return the bookmark that JSON says.

    Raises KeyError, TypeError, ValueError or OverflowError where it says none.
    """
    if isinstance(row, list):
        article, start, end = row
        return Bookmark(_place(article, start, end))
    date, note = row["date"], row.get("note")
    return Bookmark(
        _place(row["article"], row["start"], row["end"]),
        _text(row["words"]),
        None if row["speaker"] is None else _text(row["speaker"]),
        _text(row["title"]),
        None if row["source"] is None else _text(row["source"]),
        None if date is None else dt.date.fromisoformat(date),
        note if isinstance(note, str) else "",
    )


def _place(article: Any, start: Any, end: Any) -> Place:
    return Place(_text(article), Span(max(0, int(start)), max(0, int(end))))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value

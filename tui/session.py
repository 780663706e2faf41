"""What the explorer remembers between runs: where the user was.

    home/sessions/<key>.json      the last view and the queries; losing them costs a few keys

It is read tolerantly: a file that is missing, torn or from another version gives an empty answer,
never an error. It is written whole or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.home import read_json, write_json
from index.model import Span
from tui.bookmarks import Bookmark, bookmark_in, bookmark_row
from tui.history import LEAST_SURE, LONGEST, Mode, Pane, Place, Sort, View
from tui.letters import LETTERS

VERSION = 1


def session_path(home: Path, key: str) -> Path:
    """Return where the view of a corpus is kept."""
    return home / "sessions" / f"{key}.json"


@dataclass(frozen=True, slots=True)
class Session:
    """What one run leaves for the next: the view, the theme's name, the queries, newest first, and
    the places that have a letter."""

    view: View = field(default_factory=View)
    theme: str = ""
    queries: tuple[str, ...] = ()
    letters: Mapping[str, Bookmark] = field(default_factory=dict)


def save_session(path: Path, session: Session) -> None:
    """Keep ``session``. Raises OSError."""
    view = session.view
    value = {
        "version": VERSION,
        "theme": session.theme,
        "query": view.query,
        "filters": list(view.filters),
        "mode": view.mode.value,
        "boilerplate": view.boilerplate,
        "cursor": view.cursor,
        "top": view.top,
        "place": None if view.place is None else _place_out(view.place),
        "scroll": view.scroll,
        "pane": view.pane.value,
        "sort": view.sort.value,
        "grouped": view.grouped,
        "least": view.least,
        "queries": list(session.queries),
        "letters": {letter: bookmark_row(mark) for letter, mark in session.letters.items()},
    }
    write_json(path, value)


def load_session(path: Path) -> Session:
    """Return the session kept at ``path``; one that cannot be read is an empty one."""
    value = read_json(path)
    if not isinstance(value, dict) or value.get("version") != VERSION:
        return Session()
    try:
        view = View(
            query=_text(value["query"]),
            filters=tuple(_text(each) for each in value["filters"]),
            mode=Mode(value["mode"]),
            boilerplate=bool(value["boilerplate"]),
            cursor=max(0, int(value["cursor"])),
            top=max(0, int(value["top"])),
            place=None if value["place"] is None else _place_in(value["place"]),
            scroll=None if value["scroll"] is None else max(0, int(value["scroll"])),
            pane=Pane(value["pane"]),
            sort=Sort(value.get("sort", Sort.RELEVANCE)),
            grouped=bool(value.get("grouped", False)),
            least=_step(value.get("least", 0)),
        )
        queries = tuple(_text(each) for each in value.get("queries", []))
        letters = {
            letter: bookmark_in(row)
            for letter, row in value.get("letters", {}).items()
            if letter in LETTERS
        }
        return Session(view, _text(value["theme"]), queries[:LONGEST], letters)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        return Session()


def _step(value: Any) -> int:
    return value if isinstance(value, int) and value in LEAST_SURE else 0


def _place_out(place: Place) -> list[Any]:
    return [place.article, place.span.start, place.span.end]


def _place_in(row: Any) -> Place:
    article, start, end = row
    return Place(_text(article), Span(max(0, int(start)), max(0, int(end))))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value

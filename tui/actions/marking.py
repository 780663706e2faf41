"""Bookmarks: mark a passage, list what is marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.bookmarks import Bookmark, bookmark_of
from tui.history import Place
from tui.letters import put_letter
from tui.passages import current, passage_of_reading
from tui.screens.bookmarks import BookmarksScreen
from tui.screens.letters import LettersScreen
from tui.state import Reading, jump, quote_at, say

if TYPE_CHECKING:
    from index.corpus import Corpus
    from tui.screens.explorer import Explorer


def bookmark(explorer: Explorer) -> None:
    """Mark the passage, or take the mark away."""
    passage = current(explorer.state)
    if passage is None:
        return
    marked = passage.place in explorer.state.bookmarks
    _put(explorer, bookmark_of(passage), on=not marked)


def _put(explorer: Explorer, mark: Bookmark, on: bool) -> None:
    """Mark a place, or take its mark away, among what any window has marked."""
    marks = explorer.kept_bookmarks()
    marks.pop(mark.place, None)
    if on:
        marks[mark.place] = mark
    explorer.keep_bookmarks(marks, "Bookmarked" if on else "Bookmark removed")


def show_bookmarks(explorer: Explorer) -> None:
    """List all bookmarks, the newest first, and go to the one taken."""
    marks = explorer.kept_bookmarks()
    if not marks:
        notice = "There are no bookmarks yet; {} marks a passage"
        explorer.update(say(explorer.state, notice, "bookmark"))
        return
    gone: frozenset[str] = frozenset()
    if explorer.corpus is not None and explorer.searchable:
        if any(not mark.words for mark in marks.values()):
            marks = with_words(explorer.corpus, marks)
            explorer.keep_bookmarks(marks)
        articles = explorer.corpus.entries
        gone = frozenset(p.article for p in marks if p.article not in articles)
    explorer.update(replace(explorer.state, bookmarks=marks))

    def toggle(mark: Bookmark) -> None:
        _put(explorer, mark, on=mark.place not in explorer.state.bookmarks)

    def chosen(mark: Bookmark | None) -> None:
        if mark is not None:
            explorer.capture()
            explorer.update(jump(explorer.state, mark.place))

    from tui.keys import key_for  # it knows the table of commands, and the table this module

    keys = f"⏎ reads · {key_for('bookmark')} removes or keeps"
    explorer.app.push_screen(BookmarksScreen(keys, [*marks.values()][::-1], gone, toggle), chosen)


def put_mark(explorer: Explorer) -> None:
    """Give the passage a letter, which is asked for."""
    passage = current(explorer.state)
    if passage is None:
        return
    mark = bookmark_of(passage)

    def chosen(letter: str | None) -> None:
        if letter is not None:
            explorer.update(put_letter(explorer.state, letter, mark))

    title = "Mark this place with a letter"
    explorer.app.push_screen(LettersScreen(title, explorer.state.letters, new=True), chosen)


def go_to_mark(explorer: Explorer) -> None:
    """Go to the place of a letter, which is asked for."""

    def chosen(letter: str | None) -> None:
        if letter is not None:
            explorer.capture()
            explorer.update(jump(explorer.state, explorer.state.letters[letter].place))

    explorer.app.push_screen(LettersScreen("Go to a mark", explorer.state.letters), chosen)


def with_words(corpus: Corpus, marks: Mapping[Place, Bookmark]) -> dict[Place, Bookmark]:
    """Give bookmarks of the first version, which has no words, those that stand at their place."""
    return {place: mark if mark.words else _read(corpus, mark) for place, mark in marks.items()}


def _read(corpus: Corpus, mark: Bookmark) -> Bookmark:
    try:
        article, extraction = corpus.article(mark.place.article)
    except KeyError:
        return mark
    number = quote_at(extraction.quotes, mark.place.span)
    quote = None if number is None else extraction.quotes[number]
    passage = passage_of_reading(Reading(article, extraction), mark.place.span, quote)
    return replace(bookmark_of(passage), place=mark.place)

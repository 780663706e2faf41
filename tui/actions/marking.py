"""Bookmarks: mark a passage, write a note to it, list what is marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.bookmarks import LONGEST_NOTE, Bookmark, bookmark_of
from tui.history import Place
from tui.letters import put_letter
from tui.passages import current, passage_of_reading
from tui.screens.bookmarks import BookmarksScreen
from tui.screens.correct_line import LineScreen
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
    known = explorer.kept_bookmarks().get(passage.place)
    if known is not None:
        explorer.removed_notes[passage.place] = known.note
        _put(explorer, known, on=False)
    else:
        note = explorer.removed_notes.pop(passage.place, "")
        _put(explorer, replace(bookmark_of(passage), note=note), on=True)


def note(explorer: Explorer) -> None:
    """Have a note written to the passage, which is bookmarked with it."""
    passage = current(explorer.state)
    if passage is not None:
        known = explorer.kept_bookmarks().get(passage.place)
        write_note(explorer, known or bookmark_of(passage))


def write_note(
    explorer: Explorer, mark: Bookmark, then: Callable[[Bookmark], None] | None = None
) -> None:
    """Have a note written to a bookmark, and keep it; ``then`` is told what it is now."""

    def typed(text: str | None) -> None:
        if text is None:
            return
        marks = explorer.kept_bookmarks()
        noted = replace(marks.get(mark.place, mark), note=text)
        marks[mark.place] = noted
        explorer.keep_bookmarks(marks, "Noted" if text else "Bookmarked, without a note")
        if then is not None:
            then(noted)

    line = LineScreen("Note", mark.note, "What it is for", may_be_empty=True, longest=LONGEST_NOTE)
    explorer.app.push_screen(line, typed)


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

    def put(mark: Bookmark, on: bool) -> None:
        _put(explorer, mark, on)

    def write(mark: Bookmark, then: Callable[[Bookmark], None]) -> None:
        write_note(explorer, mark, then)

    def chosen(mark: Bookmark | None) -> None:
        if mark is not None:
            explorer.capture()
            explorer.update(jump(explorer.state, mark.place))

    from tui.keys import key_for  # it knows the table of commands, and the table this module

    keys = f"⏎ reads · {key_for('note')} notes · {key_for('bookmark')} removes or keeps"
    screen = BookmarksScreen(keys, [*marks.values()][::-1], gone, put, write)
    explorer.app.push_screen(screen, chosen)


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
    return replace(bookmark_of(passage), place=mark.place, note=mark.note)

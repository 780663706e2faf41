"""The bookmarks of the corpus, over the explorer: go to one, or take one away and put it back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from tui.bookmarks import Bookmark
from tui.history import Place
from tui.screens.lists import ListScreen
from tui.text import plural
from tui.widgets.record_list import RecordList
from tui.widgets.rows import draw_bookmark


class BookmarksScreen(ListScreen):
    """All bookmarks, two lines each. Closes with the bookmark to go to, or None.

    One that is removed stays in the list until it closes, so that the same key brings it back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("B", "mark", show=False, id="bookmark"),
        Binding("delete", "mark", show=False),
        Binding("i", "note", show=False, id="note"),
    ]

    def __init__(
        self,
        keys: str,
        bookmarks: Sequence[Bookmark],
        gone: Collection[str],
        put: Callable[[Bookmark, bool], None],
        write: Callable[[Bookmark, Callable[[Bookmark], None]], None],
    ) -> None:
        """Take what the keys do, the bookmarks, the ids of articles that are no longer in the
        index, what puts a bookmark back (True) or takes it away, and what has a note written to
        one and then says what it is now."""
        super().__init__(plural(len(bookmarks), "bookmark"), keys)
        self._bookmarks, self._gone = list(bookmarks), gone
        self._put, self._write = put, write
        self._removed: set[Place] = set()

    def on_mount(self) -> None:
        """Fill the list."""
        self.fill(self._bookmarks, draw_bookmark(self._gone, self._removed), 2)

    def action_mark(self) -> None:
        """Take the bookmark under the cursor away, or put it back."""
        bookmark = self._bookmarks[self.listing.cursor]
        self._removed ^= {bookmark.place}
        self._put(bookmark, bookmark.place not in self._removed)
        self.listing.redraw()

    def action_note(self) -> None:
        """Write a note to the bookmark under the cursor; one that was removed is put back."""
        number = self.listing.cursor

        def written(bookmark: Bookmark) -> None:
            self._bookmarks[number] = bookmark
            self._removed.discard(bookmark.place)
            self.listing.redraw()

        self._write(self._bookmarks[number], written)

    @on(RecordList.Selected)
    def chosen(self, event: RecordList.Selected) -> None:
        """Close with the bookmark, or say why it leads nowhere."""
        bookmark = self._bookmarks[event.index]
        if bookmark.place.article in self._gone:
            frame = self.query_one(".overlay")
            frame.border_subtitle = Content("Its article is no longer in the index · Esc closes")
        else:
            self.dismiss(bookmark)

"""The article, with who said what marked in it.

The text stands in a column of comfortable width. Left of it a bar runs beside every quote, whole
where the attribution is sure and broken where it is a guess; the current quote is lit:

       The Harbour Gazette · 3 May 2031 · Ines Calder
       Strait stays open, says harbour office

     ▌ “We never closed it,” Orsolya Vane said. The office
     ▌ had been asked twice. “Nor shall we.”
       Traders were not so sure.
     ┊ A clerk was thought to have said otherwise.

``article_view`` draws it; this module moves the view, and is what the mouse points at. Places are
offsets into ``Article.text`` throughout.

There are no key bindings here: the application's table of commands calls the methods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message
from textual.selection import Selection

from index.model import Article, Extraction, Span
from tui.clipboard import plain
from tui.widgets.article_view import ArticleView
from tui.widgets.marked_article import MarkedArticle, header_lines
from tui.widgets.reader_cells import (
    offset_at,
    selected_span,
    selection_of,
    text_width,
)

if TYPE_CHECKING:
    from tui.widgets.reader_layout import Layout


class Reader(ArticleView, can_focus=True, inherit_bindings=False):
    """Shows one article and moves between its quotes. Scrolling never animates."""

    @dataclass
    class QuoteChanged(Message):
        """Another quote became the current one; None when none is."""

        reader: Reader
        number: int | None

        @property
        def control(self) -> Reader:
            """The reader that sent the message."""
            return self.reader

    def __init__(
        self,
        *,
        placeholder: Content | str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(placeholder=placeholder, name=name, id=id, classes=classes)
        self._pointed: int | None = None
        self._pending: tuple[int, bool] = (0, False)
        self._height_before = 0

    # What is shown

    @property
    def article(self) -> Article | None:
        """The article that is shown, or None."""
        return None if self._marked is None else self._marked.article

    def show(
        self,
        article: Article,
        extraction: Extraction,
        focus: Span | None = None,
        *,
        matches: Sequence[Span] = (),
    ) -> None:
        """Show an article, at ``focus`` if given, otherwise at its beginning.

        The quote that contains ``focus`` becomes the current one; a focus that is no quote is lit
        by itself. ``matches`` are offsets of words to point out. No message is sent: ``current``
        tells which quote it is. Showing the article that is shown already only moves to ``focus``.
        What the mouse had selected is selected no longer.
        """
        marked = self._marked
        before = self._lit()
        same = marked is not None and marked.article is article and marked.extraction is extraction
        if marked is None or not same:
            marked = MarkedArticle(article, extraction, matches)
            self.lines = None
        elif marked.matches != tuple(matches):
            marked = marked.with_matches(matches)
        self._marked = marked
        with self.prevent(self.QuoteChanged):
            self.current = None if focus is None else marked.quote_at(focus)
        self._focus = focus if self.current is None else None
        self._pointed = None
        self._pending = (0, False) if focus is None else (focus.start, True)
        self._lay_out()
        if same:
            self.draw_again([*before, *self._lit()])
        else:
            self.forget_drawn()
        self._drop_selection()

    def clear(self) -> None:
        """Show no article, only the placeholder."""
        self._marked = self._focus = self._pointed = None
        self._pending = (0, False)
        with self.prevent(self.QuoteChanged):
            self.current = None
        self.forget_lines()
        self._drop_selection()

    # Moving

    @property
    def position(self) -> int:
        """The offset of the first character in view, to come back to with ``restore``."""
        if self.lines is None:
            return self._pending[0]
        return self.lines.row(self.scroll_offset.y).span.start

    def restore(self, offset: int) -> None:
        """Bring the line of the character at ``offset`` to the top of the view."""
        self._show_offset(offset, third=False)

    def goto(self, span: Span) -> None:
        """Bring the beginning of ``span`` to a third of the view's height."""
        self._show_offset(span.start, third=True)

    def next_quote(self, step: int) -> bool:
        """Make the quote ``step`` further on (or back) the current one and show it.

        Without a current quote that is the first one at or after the top of the view, or the last
        one before it. Returns False when there is none in that direction.
        """
        marked = self._marked
        if marked is None:
            return False
        if self.current is not None:
            number = self.current + step
        else:
            number = marked.quote_after(self.position) - (0 if step > 0 else 1)
        if not 0 <= number < len(marked.quotes):
            return False
        self.current = number
        self.goto(marked.hull(number))
        return True

    # What is under the cursor

    def offset_at_cursor(self) -> int:
        """Return the offset last clicked, else that of the current quote, else of the top line."""
        return self._cursor_span().start

    def actor_under_cursor(self) -> int | None:
        """Return the number of the local actor mentioned nearest to the cursor, or None.

        After a click the cursor is the character clicked; otherwise it is the current quote in
        full, and without one the line at the top of the view.
        """
        return None if self._marked is None else self._marked.actor_near(self._cursor_span())

    def _cursor_span(self) -> Span:
        if self._pointed is not None:
            return Span(self._pointed, self._pointed + 1)
        if self._marked is not None and self.current is not None:
            return self._marked.hull(self.current)
        return Span(self.position, self.position + 1)

    def validate_current(self, number: int | None) -> int | None:
        """Keep the number within the quotes."""
        if number is None or self._marked is None or not self._marked.quotes:
            return None
        return max(0, min(number, len(self._marked.quotes) - 1))

    def watch_current(self, before: int | None, number: int | None) -> None:
        """Light the quote and tell the application."""
        lit = [*self._lit(), *self._hulls(before)]
        self._pointed = None
        self._focus = None
        self.draw_again(lit)
        self.post_message(self.QuoteChanged(self, number))

    def _lit(self) -> list[Span]:
        """Return what is drawn unlike the rest of the article: the present quote and matches."""
        found = [] if self._focus is None else [self._focus]
        found += self._hulls(self.current)
        return found if self._marked is None else [*found, *self._marked.matches]

    def _hulls(self, number: int | None) -> list[Span]:
        marked = self._marked
        if marked is None or number is None or number >= len(marked.quotes):
            return []
        return [marked.hull(number)]

    # The view

    def _lay_out(self) -> None:
        """Lay the article out for the present width, if need be, and go where we should be."""
        if self._marked is None or self.size.height == 0:
            return
        width = text_width(self._width)
        if self.lines is None or self.lines.width != width:
            from tui.widgets.reader_layout import Layout  # loads numpy; not before the first frame

            article = self._marked.article
            self._header = header_lines(article, width)
            self.lines = Layout(article.text, article.paragraphs, width, len(self._header))
        self._height_before = self.size.height
        offset, third = self._pending
        self._show_offset(offset, third=third)

    def _show_offset(self, offset: int, *, third: bool) -> None:
        lines = self.lines
        if lines is None:
            self._pending = (offset, third)
            return
        height = self.size.height
        line = 0 if offset <= 0 else lines.settle(lines.line_of(offset), height)
        if third:
            line = 0 if line <= height // 2 else line - height // 3
        self.show_line(line)

    def on_resize(self) -> None:
        """Keep the current quote in view if it was, otherwise the first line."""
        if self.lines is not None:
            self._pending = self._place_to_keep(self.lines)
        self._lay_out()
        self.forget_drawn()

    def _place_to_keep(self, lines: Layout) -> tuple[int, bool]:
        """Return what was in view before a change of size, as ``_pending`` has it."""
        top = self.position
        if self._marked is not None and self.current is not None:
            start = self._marked.hull(self.current).start
            if 0 <= lines.line_of(start) - self.scroll_offset.y < self._height_before:
                return start, True
        return top, False

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Make the quote that was clicked the current one; a second click marks the paragraph."""
        event.stop()
        place = event.get_content_offset(self)
        if self._marked is None or self.lines is None or place is None:
            return
        row = self.lines.row(place.y + self.scroll_offset.y)
        offset = offset_at(row, place.x, self._width)
        if offset is None:
            return
        if event.chain >= 2:
            event.prevent_default()
            self._select_paragraph(self._marked, offset)
        elif self.text_selection is None:
            number = self._marked.quote_at(Span(offset, offset))
            if number is not None:
                self.current = number
            self._pointed = offset

    def _select_paragraph(self, marked: MarkedArticle, offset: int) -> None:
        paragraph = marked.paragraph_at(offset)
        if paragraph is not None:
            self.screen.selections = {self: selection_of(paragraph.span)}

    def _drop_selection(self) -> None:
        if self.is_attached and self.text_selection is not None:
            self.screen.clear_selection()

    @property
    def selected(self) -> Span | None:
        """What the mouse has selected of the article; None for nothing."""
        selection = self.text_selection
        if self._marked is None or selection is None:
            return None
        span = selected_span(selection, len(self._marked.article.text))
        return span if span.end > span.start else None

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the article's own text under the mouse selection, ready for the clipboard."""
        if self._marked is None:
            return None
        text = self._marked.article.text
        return plain(selected_span(selection, len(text)).of(text)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        del selection
        self.forget_drawn()

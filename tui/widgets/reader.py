"""The article, with who said what marked in it.

The text stands in a column of comfortable width. Left of it a bar runs beside every quote, whole
where the attribution is sure and broken where it is a guess; the current quote is lit:

       The Harbour Gazette · 3 May 2031 · Ines Calder
       Strait stays open, says harbour office

     ▌ “We never closed it,” Orsolya Vane said. The office
     ▌ had been asked twice. “Nor shall we.”
       Traders were not so sure.
     ┊ A clerk was thought to have said otherwise.

What is on a screen line comes from ``reader_layout``, what is marked on it from ``reader_marks``;
this module draws them and moves the view. Places are offsets into ``Article.text`` throughout,
also those of the mouse selection: a cell's selection offset is (characters into its line, offset
of the line's start), so that a selection survives scrolling and a change of width.

There are no key bindings here: the application's table of commands calls the methods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from index.model import Article, Extraction, Quote, Role, Span
from tui.clipboard import plain
from tui.safe import visible
from tui.widgets.reader_layout import Layout, Row
from tui.widgets.reader_marks import SpanIndex, runs
from tui.widgets.wrap import wrap

MEASURE = 84
"""The widest a line of text gets, in cells."""

BAR = 2
"""Cells between the left padding and the text: the bar and a space."""

SURE = 0.75
"""From this confidence on, an attribution is shown as sure."""

_CACHED_STRIPS = 512


class Reader(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one article and moves between its quotes. Scrolling never animates."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--kicker",
        "reader--title",
        "reader--heading",
        "reader--quiet",
        "reader--quote",
        "reader--current",
        "reader--focus",
        "reader--match",
        "reader--sure",
        "reader--unsure",
        "reader--current-bar",
    }
    DEFAULT_CSS = """
    Reader {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 25%;
        scrollbar-color-hover: $foreground 40%;
        scrollbar-color-active: $foreground 40%;
        scrollbar-background: $foreground 5%;
        scrollbar-background-hover: $foreground 5%;
        scrollbar-background-active: $foreground 5%;
        & > .reader--kicker { color: $foreground 60%; }
        & > .reader--title { text-style: bold; }
        & > .reader--heading { text-style: bold; }
        & > .reader--quiet { color: $foreground 45%; }
        & > .reader--quote { background: $foreground 6%; }
        & > .reader--current { background: $accent 25%; }
        & > .reader--focus { background: $accent 12%; }
        & > .reader--match { text-style: bold underline; }
        & > .reader--sure { color: $primary; }
        & > .reader--unsure { color: $warning; }
        & > .reader--current-bar { color: $accent; }
    }
    """

    current: reactive[int | None] = reactive(None, repaint=False)
    """The number of the current quote in ``Extraction.quotes``, or None."""

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
        super().__init__(name=name, id=id, classes=classes)
        self.placeholder = placeholder
        self._article: Article | None = None
        self._quotes: tuple[Quote, ...] = ()
        self._quote_spans = SpanIndex(())
        self._quote_hulls = SpanIndex(())
        self._mentions: SpanIndex | None = None
        self._extraction: Extraction | None = None
        self._matches = SpanIndex(())
        self._focus: Span | None = None
        self._pointed: int | None = None
        self._header: list[tuple[str, str]] = []
        self._layout_of_text: Layout | None = None
        self._pending: tuple[int, bool] = (0, False)
        self._strips: LRUCache[int, Strip] = LRUCache(_CACHED_STRIPS)
        self._styles_by_marks: dict[tuple[str, ...], Style] = {}

    # What is shown

    @property
    def article(self) -> Article | None:
        """The article that is shown, or None."""
        return self._article

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
        tells which quote it is.
        """
        self._article, self._extraction = article, extraction
        self._quotes = extraction.quotes
        self._quote_spans = SpanIndex(
            (span, number) for number, quote in enumerate(self._quotes) for span in quote.spans
        )
        self._quote_hulls = SpanIndex(
            (Span(quote.start, quote.end), number) for number, quote in enumerate(self._quotes)
        )
        self._mentions = None
        self._matches = SpanIndex((span, 0) for span in matches)
        self._pointed = None
        with self.prevent(self.QuoteChanged):
            self.current = None if focus is None else self._quote_at(focus)
        self._focus = focus if self.current is None else None
        self._layout_of_text = None
        self._pending = (0, False) if focus is None else (focus.start, True)
        self._lay_out()
        self.refresh()

    def clear(self) -> None:
        """Show no article, only the placeholder."""
        self._article = self._extraction = self._layout_of_text = self._focus = None
        self._quotes = ()
        with self.prevent(self.QuoteChanged):
            self.current = None
        self.virtual_size = Size(0, 0)
        self._forget_drawn()

    def _quote_at(self, focus: Span) -> int | None:
        """Return the innermost quote whose hull contains ``focus``, or None."""
        around = self._quote_hulls.overlapping(focus.start, max(focus.end, focus.start + 1))
        fitting = [(hull, number) for hull, number in around if hull.contains(focus)]
        closest = min(fitting, key=lambda pair: pair[0].end - pair[0].start, default=None)
        return None if closest is None else closest[1]

    # Moving

    @property
    def position(self) -> int:
        """The offset of the first character in view, to come back to with ``restore``."""
        if self._layout_of_text is None:
            return self._pending[0]
        return self._layout_of_text.row(self.scroll_offset.y).span.start

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
        if self.current is not None:
            number = self.current + step
        else:
            top = self.position
            before = sum(quote.start < top for quote in self._quotes)
            number = before if step > 0 else before - 1
        if not 0 <= number < len(self._quotes):
            return False
        self.current = number
        self.goto(self._quotes[number].spans[0])
        return True

    def scroll_lines(self, count: int) -> None:
        """Scroll down by ``count`` lines, or up."""
        self._show_line(self.scroll_offset.y + count)

    def half_page(self, direction: int) -> None:
        """Scroll half a screenful down (1) or up (-1)."""
        self.scroll_lines(direction * max(1, self.size.height // 2))

    def page(self, direction: int) -> None:
        """Scroll a screenful less two lines down (1) or up (-1)."""
        self.scroll_lines(direction * max(1, self.size.height - 2))

    def first(self) -> None:
        """Go to the beginning."""
        self._show_line(0)

    def last(self) -> None:
        """Go to the end."""
        if self._layout_of_text is not None:
            self._show_line(self._layout_of_text.total)

    # What is under the cursor

    def offset_at_cursor(self) -> int:
        """Return the offset last clicked, else that of the current quote, else of the top line."""
        if self._pointed is not None:
            return self._pointed
        if self.current is not None:
            return self._quotes[self.current].start
        return self.position

    def actor_under_cursor(self) -> int | None:
        """Return the number of the local actor mentioned nearest to the cursor, or None.

        After a click the cursor is the character clicked; otherwise it is the current quote in
        full, and without one the line at the top of the view.
        """
        if self._extraction is None:
            return None
        if self._mentions is None:
            self._mentions = SpanIndex(
                (mention, number)
                for number, actor in enumerate(self._extraction.actors)
                for mention in actor.mentions
            )
        found = self._mentions.nearest(self._cursor_span())
        return None if found is None else found[1]

    def _cursor_span(self) -> Span:
        if self._pointed is None and self.current is not None:
            quote = self._quotes[self.current]
            return Span(quote.start, quote.end)
        offset = self.offset_at_cursor()
        return Span(offset, offset + 1)

    def validate_current(self, number: int | None) -> int | None:
        """Keep the number within the quotes."""
        if number is None or not self._quotes:
            return None
        return max(0, min(number, len(self._quotes) - 1))

    def watch_current(self, number: int | None) -> None:
        """Light the quote and tell the application."""
        self._pointed = None
        self._focus = None
        self._forget_drawn()
        self.post_message(self.QuoteChanged(self, number))

    # The view

    def _text_width(self) -> int:
        return max(1, min(MEASURE, self.scrollable_content_region.width - BAR - 2))

    def _left(self) -> int:
        """Return how many cells are left of the text; the column is centred when there is room."""
        spare = self.scrollable_content_region.width - self._text_width()
        return max(BAR + 1, spare // 2) if spare > BAR else 0

    def _lay_out(self) -> None:
        """Lay the article out for the present width, if there is one, and go where we should be."""
        if self._article is None or self.size.height == 0:
            return
        width = self._text_width()
        self._header = header_lines(self._article, width)
        self._layout_of_text = Layout(
            self._article.text, self._article.paragraphs, width, len(self._header)
        )
        self._forget_drawn()
        offset, third = self._pending
        self._show_offset(offset, third=third)

    def _show_offset(self, offset: int, *, third: bool) -> None:
        layout = self._layout_of_text
        if layout is None:
            self._pending = (offset, third)
            return
        if offset <= 0:
            self._show_line(0)
            return
        height = self.size.height
        line = layout.settle(layout.line_of(offset), height)
        if third:
            line = 0 if line <= height // 2 else line - height // 3
        self._show_line(line)

    def _show_line(self, line: int) -> None:
        """Scroll so that ``line`` is the first in view, as far as the text reaches."""
        layout = self._layout_of_text
        if layout is None:
            return
        height = self.size.height
        line = layout.settle(max(0, min(line, layout.total - height)), height)
        line = max(0, min(line, layout.total - height))
        self._take_total(layout)
        self.scroll_to(y=line, animate=False, force=True)

    def _take_total(self, layout: Layout) -> None:
        if self.virtual_size.height != layout.total:
            self._strips.clear()
            self.virtual_size = Size(0, layout.total)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Make what came into view exact, without moving it."""
        super().watch_scroll_y(old_value, new_value)
        layout = self._layout_of_text
        if layout is None:
            return
        top = round(new_value)
        settled = layout.settle(top, self.size.height)
        self._take_total(layout)
        if settled != top:
            self.scroll_to(y=settled, animate=False, force=True)

    def on_resize(self) -> None:
        """Keep the first line in view while the width changes."""
        layout = self._layout_of_text
        if layout is None:
            self._lay_out()
        elif layout.width != self._text_width():
            self._pending = (self.position, False)
            self._layout_of_text = None
            self._lay_out()
        else:
            self._show_line(self.scroll_offset.y)
        self._forget_drawn()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw the line ``y`` of the screen."""
        layout = self._layout_of_text
        if layout is None:
            return self._placeholder_line(y)
        line = y + self.scroll_offset.y
        strip = self._strips.get(line)
        if strip is None:
            strip = self._draw(layout.row(line))
            self._strips[line] = strip
        return strip

    def _draw(self, row: Row) -> Strip:
        if row.header is not None:
            text, name = self._header[row.header]
            segments = [Segment(text, self._style((name,)).rich_style)]
            bar, bar_name = " ", ""
        else:
            segments = self._text_segments(row)
            bar, bar_name = self._bar(row.span)
        base = self.visual_style.rich_style
        left = self._left()
        if left >= BAR:
            bar_style = self._style((bar_name,)).rich_style if bar_name else base
            margin = [
                Segment(" " * (left - BAR), base),
                Segment(bar, bar_style),
                Segment(" ", base),
            ]
        else:
            margin = [Segment(" " * left, base)]
        strip = Strip([segment for segment in margin + segments if segment.text])
        strip = strip.apply_offsets(-left, row.span.start)
        return strip.adjust_cell_length(self.scrollable_content_region.width, base)

    def _text_segments(self, row: Row) -> list[Segment]:
        start, text = row.span.start, row.text.rstrip(" ")
        return [
            Segment(text[run.start - start : run.end - start], self._style(run.names).rich_style)
            for run in runs(start, start + len(text), self._marks(row))
        ]

    def _marks(self, row: Row) -> list[tuple[Span, str]]:
        """Return all marks on a line, in the order in which they are laid over one another."""
        marks: list[tuple[Span, str]] = []
        span = row.span
        if row.role is Role.HEADING:
            marks.append((span, "heading"))
        elif row.role is not Role.BODY:
            marks.append((span, "quiet"))
        if self._focus is not None:
            marks.append((self._focus, "focus"))
        quotes = self._quote_spans.overlapping(span.start, span.end)
        marks += [(part, "quote") for part, number in quotes if number != self.current]
        marks += [(part, "current") for part, number in quotes if number == self.current]
        matches = self._matches.overlapping(span.start, span.end)
        marks += [(part, "match") for part, _ in matches]
        selected = self._span_of(self.text_selection)
        if selected is not None:
            marks.append((selected, "selection"))
        return marks

    def _bar(self, span: Span) -> tuple[str, str]:
        """Return the bar beside a line, and the name of its style ("" for none)."""
        quotes = self._quote_spans.overlapping(span.start, span.end)
        numbers = [number for _, number in quotes]
        if not numbers:
            if self._focus is not None and self._focus.overlaps(span):
                return "▌", "current-bar"
            return " ", ""
        lit = self.current in numbers
        number = self.current if lit and self.current is not None else numbers[0]
        sure = self._quotes[number].confidence >= SURE
        name = "current-bar" if lit else "sure" if sure else "unsure"
        return ("▌" if sure else "┊"), name

    def _style(self, names: tuple[str, ...]) -> Style:
        style = self._styles_by_marks.get(names)
        if style is None:
            style = self.visual_style
            for name in names:
                if name == "selection":
                    style += self.screen.get_visual_style("screen--selection", partial=True)
                else:
                    style += self.get_visual_style(f"reader--{name}", partial=True)
            self._styles_by_marks[names] = style
        return style

    def _placeholder_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        base = self.visual_style
        lines = Content(str(self.placeholder)).split("\n") if self.placeholder else []
        if y >= len(lines):
            return Strip.blank(width, base.rich_style)
        style = base + self.get_visual_style("reader--kicker", partial=True)
        text = " " * BAR + visible(lines[y].plain)
        return Strip([Segment(text, style.rich_style)]).adjust_cell_length(width, base.rich_style)

    def _forget_drawn(self) -> None:
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget what was drawn: the theme, the focus or a class changed."""
        super().notify_style_update()
        self._styles_by_marks.clear()
        self._strips.clear()

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Make the quote that was clicked the current one; a second click marks the paragraph."""
        event.stop()
        offset = self._offset_of(event)
        if self._article is None or offset is None:
            return
        if event.chain >= 2:
            event.prevent_default()
            self._select_paragraph(self._article, offset)
            return
        if self.text_selection is not None:
            return
        number = self._quote_at(Span(offset, offset))
        if number is not None:
            self.current = number
        self._pointed = offset

    def _offset_of(self, event: events.MouseEvent) -> int | None:
        """Return the offset of the character under the pointer, at the most the end of its line."""
        layout = self._layout_of_text
        place = event.get_content_offset(self)
        if layout is None or place is None:
            return None
        row = layout.row(place.y + self.scroll_offset.y)
        if row.header is not None:
            return None
        cells = place.x - self._left()
        ends = wrap(row.text, max(1, cells)) if cells > 0 else [0]
        return row.span.start + min(ends[0], max(0, len(row.text) - 1))

    def _select_paragraph(self, article: Article, offset: int) -> None:
        for paragraph in article.paragraphs:
            if paragraph.span.start <= offset <= paragraph.span.end:
                start, end = paragraph.span
                self.screen.selections = {self: Selection(Offset(0, start), Offset(0, end))}
                return

    def _span_of(self, selection: Selection | None) -> Span | None:
        if selection is None or self._article is None:
            return None
        start = 0 if selection.start is None else selection.start.y + max(0, selection.start.x)
        end = len(self._article.text)
        if selection.end is not None:
            end = min(end, selection.end.y + max(0, selection.end.x))
        return Span(start, max(start, end))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the article's own text under the mouse selection, ready for the clipboard."""
        span = self._span_of(selection)
        if span is None or self._article is None:
            return None
        return plain(span.of(self._article.text)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        del selection
        self._forget_drawn()


def header_lines(article: Article, width: int) -> list[tuple[str, str]]:
    """Return the lines above the text and the name of each one's style; the last is empty.

    Where, when and by whom it appeared, then the title, unless the article's text begins with it.
    """
    date = None if article.date is None else f"{article.date.day} {article.date:%b %Y}"
    facts = [article.source, date, article.byline, *article.notes]
    kicker = visible(" · ".join(fact for fact in facts if fact) or article.path.name)
    title = visible(article.title).strip()
    opening = [paragraph.span.of(article.text) for paragraph in article.paragraphs[:1]]
    if [title.casefold()] == [visible(text).strip().casefold() for text in opening]:
        title = ""
    lines = []
    for text, name in ((kicker, "kicker"), (title, "title")):
        ends = wrap(text, width) if text else []
        for start, end in zip([0, *ends], ends, strict=False):
            lines.append((text[start:end].rstrip(), name))
    return [*lines, ("", "kicker")]

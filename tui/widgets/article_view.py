"""Drawing the lines of one article: each with its marks, its bar, and what the mouse selected.

What is on a line comes from ``reader_layout``, what is marked there from ``marked_article``, which
cells that takes from ``reader_cells``. Here the three become a strip, with the styles of the theme.
Nothing here moves: the reader does, on top of this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.reactive import reactive
from textual.strip import Strip

from index.model import Span
from tui.widgets.component_style import component_style
from tui.widgets.layout_view import LayoutView
from tui.widgets.marked_article import MarkedArticle
from tui.widgets.reader_cells import draw, selected_span, text_segments, text_width

if TYPE_CHECKING:
    from tui.widgets.reader_layout import Row


class ArticleView(LayoutView, can_focus=True, inherit_bindings=False):
    """Draws the article in ``_marked`` with ``_header`` above it, or the placeholder.

    ``current`` is the quote that is lit; ``_focus`` is what is lit where that is no quote.
    """

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
    ArticleView {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .reader--kicker { color: $text-muted; }
        & > .reader--title { text-style: bold; }
        & > .reader--heading { text-style: bold; }
        & > .reader--quiet { color: $text-disabled; }
        & > .reader--quote { background: $foreground 6%; }
        & > .reader--current { background: $accent 20%; }
        & > .reader--focus { background: $accent 10%; }
        & > .reader--match { text-style: bold underline; }
        & > .reader--sure { color: $primary; }
        & > .reader--unsure { color: $foreground 60%; }
        & > .reader--current-bar { color: $accent; }
    }
    """

    current: reactive[int | None] = reactive(None, repaint=False, init=False)
    """The number of the current quote in ``Extraction.quotes``, or None."""

    def __init__(
        self,
        *,
        placeholder: Content | str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.placeholder = Content(placeholder) if isinstance(placeholder, str) else placeholder
        self._marked: MarkedArticle | None = None
        self._focus: Span | None = None
        self._header: list[tuple[str, str]] = []
        self._styles_by_marks: dict[tuple[str, ...], RichStyle] = {}

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    def render_line(self, y: int) -> Strip:
        """Draw the line ``y`` of the screen."""
        if self._marked is None or self.lines is None:
            return self._placeholder_line(y)
        line = y + self.scroll_offset.y
        strip = self.strips.get(line)
        if strip is None:
            strip = self._draw(self._marked, self.lines.row(line))
            self.strips[line] = strip
        return strip

    def _draw(self, marked: MarkedArticle, row: Row) -> Strip:
        if row.header is not None:
            text, name = self._header[row.header]
            segments = [Segment(text, self._style((name,)))]
            bar, bar_name = " ", ""
        else:
            segments = text_segments(row, self._marks(marked, row), self._style)
            bar, bar_name = marked.bar(row.span, self.current, self._focus)
        base = self._style(())
        beside = Segment(bar, self._style((bar_name,)) if bar_name else base)
        return draw(segments, beside, row.span.start, self._width, base)

    def _marks(self, marked: MarkedArticle, row: Row) -> list[tuple[Span, str]]:
        marks = marked.marks(row.span, row.role, self.current, self._focus)
        selection = self.text_selection
        if selection is not None:
            marks.append((selected_span(selection, len(marked.article.text)), "selection"))
        return marks

    def _style(self, names: tuple[str, ...]) -> RichStyle:
        known = self._styles_by_marks.get(names)
        if known is not None:
            return known
        style = self.visual_style
        for name in names:
            if name == "selection":
                style += component_style(self.screen, "screen--selection")
            else:
                style += component_style(self, f"reader--{name}")
        self._styles_by_marks[names] = style.rich_style
        return style.rich_style

    def _placeholder_line(self, y: int) -> Strip:
        lines = self.placeholder.wrap(text_width(self._width))
        text = lines[y].plain if y < len(lines) else ""
        base = self._style(())
        return draw(
            [Segment(text, self._style(("kicker",)))], Segment(" ", base), 0, self._width, base
        )

    def notify_style_update(self) -> None:
        """Forget what was drawn: the theme, the focus or a class changed."""
        super().notify_style_update()
        self._styles_by_marks.clear()
        self.strips.clear()

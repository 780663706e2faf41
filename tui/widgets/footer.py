"""The last line: what the keys do here, or what just happened; then, how far indexing is."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.style import Style

from index.model import Progress
from tui.safe import visible
from tui.text import count, plural
from tui.widgets.line import Line

BAR = 10


class Footer(Horizontal):
    """Six hints at most; a notice takes their place until the next key."""

    def compose(self) -> ComposeResult:
        """Lay out the hints and the status."""
        yield Line(id="hints")
        yield Line(id="status")

    def hint(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show what keys do here."""
        parts = [Content(key).stylize("bold $key") + Content(f" {label}") for key, label in hints]
        self.query_one("#hints", Line).put(Content("   ").join(parts))

    def notice(self, text: str) -> None:
        """Say what happened, or why something cannot be done."""
        self.query_one("#hints", Line).put(Content(visible(text)).stylize("$match"))

    def status(self, progress: Progress | None, skipped: int, incomplete: bool) -> None:
        """Show how far indexing is, or that it never ended, and how many files were left out."""
        self.query_one("#status", Line).put(status(progress, skipped, incomplete))


def status(progress: Progress | None, skipped: int, incomplete: bool = False) -> Content:
    """Return the indexing status as one short line; empty when there is nothing to say."""
    parts: list[Content] = []
    if progress is not None and not progress.finished:
        parts.append(Content(reading(progress)))
    elif incomplete:
        link = Style.from_meta({"@click": "screen.command('refresh')"})
        parts.append(Content("index incomplete").stylize("$warning").stylize(link))
    if skipped:
        link = Style.from_meta({"@click": "screen.command('skipped')"})
        parts.append(Content(f"{count(skipped)} skipped").stylize("$caution").stylize(link))
    return Content(" · ").join(parts)


def reading(progress: Progress) -> str:
    """Return how far the build is, with a bar where the number of files is known."""
    if progress.total is None:
        return f"Looking for articles: {plural(progress.done, 'file')}"
    return (
        f"{bar(progress.done, progress.total, BAR)} {count(progress.done)}/{count(progress.total)}"
    )


def bar(done: int, total: int, width: int) -> str:
    """Return a bar of ``width`` cells."""
    full = width if total <= 0 else min(width, width * done // total)
    return "━" * full + "╌" * (width - full)

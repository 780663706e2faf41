"""What the results pane says when there is nothing to list: loading, nothing found, an error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from index.model import Progress
from tui.history import Pane, View
from tui.keys import key_for
from tui.safe import visible
from tui.state import Stage, State
from tui.widgets.footer import reading

if TYPE_CHECKING:
    from index.search import Results

FORMATS = ".txt, .md and .html"
MOST_NOTES = 3
"""Notes on a query that found nothing; suggestions follow below them."""


def blank(state: State) -> Content | None:
    """Return what stands in place of results, or None where there are results to show."""
    if state.stage is Stage.FAILED:
        return _lines("This cannot be opened", state.problem, style="$failure")
    if state.stage is Stage.OPENING:
        return _lines("Opening the index", "You can type already.")
    if state.results is None or (not state.total and _still_reading(state.progress)):
        return _waiting(state)
    if state.total:
        return None
    return _nothing_found(state.view, state.results)


def _nothing_found(view: View, results: Results) -> Content:
    """Return what to do now, and what of the query was read otherwise than it may be meant."""
    if not view.question.query and not view.question.filters:
        return _lines(
            "No articles here", f"onrecord reads {FORMATS} files in the folders it is given."
        )
    typing = view.pane is Pane.SEARCH
    if results.suggestions:
        opens = key_for("open", typing)
        keys = f"{_down()} and {opens} search for it" if typing else f"{opens} searches for it"
        todo = f"Perhaps one of these: {keys}."
    elif typing:
        todo = f"{key_for('escape', typing)} clears the query, then the filters."
    else:
        todo = f"{key_for('clear')} clears the filters, then the query."
    return _lines("Nothing found", todo, notes=results.notes[:MOST_NOTES])


def _down() -> str:
    """Return the key that leads from the search line down to the suggestions."""
    return key_for("down", typing=True)


def _still_reading(progress: Progress | None) -> bool:
    return progress is not None and not progress.finished


def _waiting(state: State) -> Content:
    if state.progress is None:
        return _lines("Reading your articles", "Results appear while the rest is being read.")
    current = state.progress.current
    name = "" if current is None else current.name
    return _lines("Reading your articles", f"{reading(state.progress)}\n{visible(name)}")


def _lines(
    heading: str, text: str, style: str = "$foreground", notes: Sequence[str] = ()
) -> Content:
    lines = [Content(heading).stylize(f"bold {style}")]
    lines += [Content(visible(note)).stylize("$caution") for note in notes]
    lines += [Content(visible(line)).stylize("$muted") for line in text.splitlines()]
    return Content("\n").join(lines)

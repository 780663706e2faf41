"""What stands in place of results."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tests.tui.fakes import FakeResults
from tui.history import View
from tui.state import Stage, State
from tui.widgets.blank import MOST_NOTES, blank

if TYPE_CHECKING:
    from index.search import Results


def said(query: str, *notes: str) -> list[str]:
    results = cast("Results", FakeResults((), notes=notes))
    found = blank(State(view=View(query=query), stage=Stage.READY, results=results))
    return [] if found is None else found.plain.splitlines()


def test_where_nothing_is_found_it_is_said_how_the_query_was_read() -> None:
    heading, note, todo = said("harbour:toll", "“harbour:” is no field, read as words")
    assert heading == "Nothing found"
    assert note == "“harbour:” is no field, read as words"
    assert todo.startswith("Esc clears the query")


def test_only_the_first_notes_are_said_so_that_suggestions_keep_their_place() -> None:
    lines = said("tolls", *(f"note {number}" for number in range(9)))
    assert sum(line.startswith("note") for line in lines) == MOST_NOTES


def test_a_note_is_never_obeyed_by_the_terminal() -> None:
    assert "\x1b" not in "".join(said("toll", "no \x1b[31mfield"))

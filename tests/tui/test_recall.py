"""Earlier queries in the search line."""

from __future__ import annotations

from dataclasses import replace

from tests.tui.test_state import answered
from tui import state as change
from tui.history import Pane
from tui.keys import worded
from tui.recall import recall
from tui.state import State


def asked(*queries: str) -> State:
    """A state whose search line is empty, after these queries, the newest first."""
    return replace(answered(pane=Pane.SEARCH), queries=queries)


def test_up_goes_back_through_the_queries_and_down_returns_to_the_empty_line() -> None:
    state = asked("goat", "fleet")
    seen = []
    for step in (1, 1, -1, -1):
        state = recall(state, step)
        seen.append(state.view.query)
    assert seen == ["goat", "fleet", "goat", ""]
    assert state.recalled is None


def test_the_oldest_query_stays_and_says_so() -> None:
    state = recall(asked("goat"), 1)
    again = recall(state, 1)
    assert again.view.query == "goat"
    assert again.notice == "There are no earlier searches"
    assert recall(asked(), 1).notice == "There are no earlier searches"


def test_a_query_being_typed_is_not_replaced() -> None:
    state = change.edit_query(asked("goat"), "fle")
    state = recall(state, 1)
    assert state.view.query == "fle"
    assert "Esc empties it" in worded(state)


def test_typing_makes_a_recalled_query_ones_own() -> None:
    state = change.edit_query(recall(asked("goat", "fleet"), 1), "goats")
    assert state.recalled is None
    state = change.focus(state, Pane.RESULTS)
    assert state.queries == ("goats", "goat", "fleet")


def test_what_is_submitted_is_remembered_and_what_is_typed_on_the_way_is_not() -> None:
    state = asked()
    for typed in ("f", "fl", "fleet"):
        state = change.edit_query(state, typed)
    state = change.focus(state, Pane.RESULTS)
    assert state.queries == ("fleet",)
    assert change.ask(state, query="suggested").queries == ("suggested", "fleet")
    assert change.toggle_filter(state, "by:x").queries == ("fleet",)


def test_a_query_cleared_by_escape_is_remembered() -> None:
    state = change.escape(change.edit_query(asked(), "fleet"))
    assert (state.view.query, state.queries) == ("", ("fleet",))


def test_recalling_is_one_step_of_history() -> None:
    state = recall(recall(asked("goat", "fleet"), 1), 1)
    state = change.focus(state, Pane.RESULTS)
    assert [view.query for view in state.history.past] == [""]
    assert state.queries == ("fleet", "goat")

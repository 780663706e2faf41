"""Earlier queries, brought back in the empty search line: ↑ the one before, ↓ the one after.

    (empty)  ─↑─>  the last query  ─↑─>  the one before it  ─↓─>  the last query  ─↓─>  (empty)

``State.recalled`` is the number of the query that stands in the line; typing makes it one's own.
"""

from __future__ import annotations

from dataclasses import replace

from tui.state import State, edit_query, say


def recall(state: State, step: int) -> State:
    """Put the query before (1) or after (-1) the recalled one into the search line."""
    if state.recalled is None and state.view.query:
        notice = "Earlier searches come back in the empty line; {} empties it"
        return say(state, notice, "escape")
    number = (-1 if state.recalled is None else state.recalled) + step
    if number >= len(state.queries):
        return say(state, "There are no earlier searches")
    if number < 0:
        return edit_query(state, "")
    return replace(edit_query(state, state.queries[number]), recalled=number)

"""The list of recent jumps: every view of the history, the newest first, and the way to each.

farthest ahead … ahead │ now │ just left … long ago
row 0              a-1   a     a+1                      a views lie ahead
"""

from __future__ import annotations

from dataclasses import dataclass

from tui.history import Mode, View
from tui.state import State, arrive, settle
from tui.text import filter_label

MARKS_OF_MODE = {Mode.ALL: (), Mode.QUOTES: ("quotes",), Mode.PARAGRAPHS: ("paragraphs",)}


@dataclass(frozen=True, slots=True)
class Jump:
    """A view to go to. ``steps`` is how many forward (or, below 0, back); 0 is where we are."""

    view: View
    steps: int

    @property
    def asked(self) -> str:
        """What was asked there, or whose page it is, in words."""
        view = self.view
        if view.pages:
            return view.pages[-1].label
        narrowed = (*MARKS_OF_MODE[view.mode], *map(filter_label, view.filters))
        parts = (view.query.strip(), *narrowed)
        return " · ".join(part for part in parts if part) or "Everything"


def jumps(state: State) -> list[Jump]:
    """Return all views that can be gone to, the present one among them."""
    past, future = state.history.past, state.history.future
    ahead = [Jump(view, len(future) - number) for number, view in enumerate(future)]
    behind = [Jump(view, -number) for number, view in enumerate(reversed(past), start=1)]
    return [*ahead, Jump(state.view, 0), *behind]


def travel(state: State, steps: int) -> State:
    """Go so many views forward, or back where ``steps`` is below 0; as far as there are any."""
    state = settle(state)
    for _ in range(abs(steps)):
        history = state.history
        step = history.forward(state.view) if steps > 0 else history.back(state.view)
        if step is None:
            break
        state = arrive(state, *step)
    return state

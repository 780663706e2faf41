"""Which results are shown and how they are arranged: one step a key, each a step of history."""

from __future__ import annotations

from tui.history import LEAST_SURE, Mode, Sort
from tui.state import State, ask, say


def next_mode(state: State) -> State:
    """Go from all passages to quotes, to paragraphs and round again."""
    modes = list(Mode)
    return ask(state, mode=modes[(modes.index(state.view.mode) + 1) % len(modes)])


def next_sort(state: State) -> State:
    """Go from the best first to the newest first, to speakers, to articles and round again."""
    sorts = list(Sort)
    return ask(state, sort=sorts[(sorts.index(state.view.sort) + 1) % len(sorts)])


def be_surer(state: State, step: int) -> State:
    """Show only what is attributed more surely (1), or what is less sure as well (-1)."""
    place = LEAST_SURE.index(state.view.least) + step
    if not 0 <= place < len(LEAST_SURE):
        edge = "Nothing surer can be asked for" if step > 0 else "All is shown, however unsure"
        return say(state, edge)
    return ask(state, least=LEAST_SURE[place])

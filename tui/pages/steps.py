"""Steps of the state between the explorer and its pages.

Pages lie over the explorer, the newest on top; ``View.pages`` names them, so that history brings
them back with everything else. Opening one and leaving one for a quote are steps of history;
Esc takes the top one away and finds below it exactly what was there.

    explorer ── Enter ──> Ana Reyes ── C ──> Ana Reyes / Liu He ── Enter ──> reader at a quote
             <── Esc ───            <── Esc ──                   <── Esc ───

Esc leads back to a page as long as nothing but moving has come in between: in the reader that a
quote opened in, and in the results of a line, where what narrows them and their order are still
those of the line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tui.history import Mode, Pane, Place, Sort, View
from tui.pages.address import Page
from tui.state import State, back, escape, leave, say, settle


@dataclass(frozen=True, slots=True)
class Find:
    """A line of a page that leads to results: what is asked, newest first."""

    filters: tuple[str, ...]
    query: str = ""


Target = Place | Find | Page
"""Where a line of a page leads: to a place in an article, to results, or to another page."""


def open_page(state: State, page: Page) -> State:
    """Lay a page over what is shown now."""
    return leave(state, replace(state.view, pages=(*state.view.pages, page)))


def stand_at(state: State, section: int, line: int) -> State:
    """Note where the cursor stands on the top page."""
    *below, top = state.view.pages
    top = replace(top, section=section, line=line)
    return replace(state, view=replace(state.view, pages=(*below, top)))


def turn(state: State, page: Page) -> State:
    """Put ``page`` in place of the top page. History takes no note of it."""
    return replace(state, view=replace(state.view, pages=(*state.view.pages[:-1], page)))


def close_page(state: State) -> State:
    """Take the top page away. Where opening it was the last step, that step is undone."""
    below = replace(state.view, pages=state.view.pages[:-1])
    if state.history.past and state.history.past[-1] == below:
        return back(state)
    return replace(state, view=below)


def step_out(state: State) -> State:
    """Undo one layer, as Esc does: below what a page led to lies that page."""
    settled = settle(state)
    steps = _steps_to_page(settled)
    if not steps:
        return escape(state)
    for _ in range(steps):
        settled = back(settled)
    return settled


def _steps_to_page(state: State) -> int:
    """Return how many steps of history lead back to the page that led here; 0 where none did."""
    past, now = state.history.past, state.view
    steps = next((number for number, view in enumerate(reversed(past), 1) if view.pages), 0)
    if not steps:
        return 0
    page, *since = (*past[-steps:], now)
    arrived = since[0]
    if arrived.pane is Pane.READER and arrived.question == page.question:
        here = all((view.pane, view.question) == (Pane.READER, page.question) for view in since)
    else:
        in_results = now.pane in (Pane.SEARCH, Pane.RESULTS) and now.query == arrived.query
        narrowed = _found(Find(arrived.filters)).question
        here = in_results and all(replace(view.question, query="") == narrowed for view in since)
    return steps if here else 0


def follow(state: State, target: Target) -> State:
    """Go where a line of the top page leads."""
    if isinstance(target, Page):
        return open_page(state, target)
    if isinstance(target, Place):
        view = replace(state.view, pane=Pane.READER, place=target, scroll=None, pages=())
    else:
        view = _found(target)
    return _leave_page(state, view)


def search_in(state: State, target: Find) -> State:
    """Go to the results that a list of the top page stands for, to search among them."""
    return _leave_page(state, replace(_found(target), pane=Pane.SEARCH))


def _leave_page(state: State, view: View) -> State:
    """Go where a page leads, and say how to come back to it."""
    label = state.view.pages[-1].label.replace("{", "{{").replace("}", "}}")
    return say(leave(state, view), f"{{}} goes back to {label}", "escape")


def _found(target: Find) -> View:
    return View(
        query=target.query,
        filters=target.filters,
        mode=Mode.ALL,
        pane=Pane.RESULTS,
        sort=Sort.DATE,
    )

"""Moving inside a pane and between panes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui import sifting
from tui import state as change
from tui.history import Pane
from tui.layout import Layout
from tui.pages.steps import step_out
from tui.recall import recall
from tui.state import focus

if TYPE_CHECKING:
    from tui.screens.explorer import Explorer


def down(explorer: Explorer) -> None:
    """One line down; from the search line into the results, or to the query recalled before."""
    if explorer.state.naming:
        explorer.update(sifting.stop(explorer.state))
    elif explorer.state.recalled is not None:
        explorer.update(recall(explorer.state, -1))
    elif explorer.state.view.pane is Pane.SEARCH:
        explorer.update(focus(explorer.state, Pane.RESULTS))
    else:
        explorer.body().move(1)


def up(explorer: Explorer) -> None:
    """One line up; in the search line, to an earlier query."""
    if explorer.state.view.pane is Pane.SEARCH:
        explorer.update(recall(explorer.state, 1))
    else:
        explorer.body().move(-1)


def first(explorer: Explorer) -> None:
    """To the beginning."""
    explorer.body().first()


def last(explorer: Explorer) -> None:
    """To the end."""
    explorer.body().last()


def half_down(explorer: Explorer) -> None:
    """Half a page down."""
    explorer.body().half_page(1)


def half_up(explorer: Explorer) -> None:
    """Half a page up."""
    explorer.body().half_page(-1)


def page_down(explorer: Explorer) -> None:
    """A page of the reader down, from any pane."""
    explorer.reader.page(1)


def page_up(explorer: Explorer) -> None:
    """A page of the reader up, from any pane."""
    explorer.reader.page(-1)


def panes_in_order(layout: Layout) -> tuple[Pane, ...]:
    """Return the panes in the order of Tab; on narrow screens the side panes are drawers."""
    if layout is Layout.NARROW:
        return (Pane.SEARCH, Pane.RESULTS, Pane.READER)
    return (Pane.SEARCH, Pane.ACTORS, Pane.TOPICS, Pane.RESULTS, Pane.READER)


def _walk(explorer: Explorer, step: int) -> None:
    order = panes_in_order(explorer.state.layout)
    pane = explorer.state.view.pane
    here = order.index(pane) if pane in order else 1
    explorer.update(focus(explorer.state, order[(here + step) % len(order)]))


def next_pane(explorer: Explorer) -> None:
    """To the next pane, round and round."""
    _walk(explorer, 1)


def previous_pane(explorer: Explorer) -> None:
    """To the previous pane, round and round."""
    _walk(explorer, -1)


def left(explorer: Explorer) -> None:
    """From the reader to the results, from the results to the actors."""
    target = Pane.RESULTS if explorer.state.view.pane is Pane.READER else Pane.ACTORS
    explorer.update(focus(explorer.state, target))


def right(explorer: Explorer) -> None:
    """From the side panes to the results, from the results to the reader."""
    side = explorer.state.view.pane in (Pane.ACTORS, Pane.TOPICS)
    explorer.update(focus(explorer.state, Pane.RESULTS if side else Pane.READER))


def search(explorer: Explorer) -> None:
    """To the search line; from a side pane, to the line in which its names are typed."""
    if explorer.state.view.pane in sifting.SIDE:
        explorer.update(sifting.start(explorer.state))
    else:
        explorer.update(focus(explorer.state, Pane.SEARCH))


def escape(explorer: Explorer) -> None:
    """One step out; what is typed in a side pane goes first."""
    state = explorer.state
    covered = state.overlay is not None or state.zoomed
    if state.naming or (sifting.text_of(state) and not covered):
        explorer.update(sifting.drop(state))
    elif covered:
        explorer.update(change.escape(state))
    else:
        explorer.update(step_out(state))


def zoom(explorer: Explorer) -> None:
    """Show the pane alone, or all of them again."""
    explorer.update(replace(explorer.state, zoomed=not explorer.state.zoomed))

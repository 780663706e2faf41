"""Opening pages: a person's, a topic's, and two people side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions.asking import actor_id
from tui.history import Pane
from tui.pages.address import Subject, comparison, person_page, topic_page
from tui.pages.steps import open_page
from tui.passages import current
from tui.screens.pick import PickScreen
from tui.state import say

if TYPE_CHECKING:
    from index.model import FacetCount
    from tui.screens.explorer import Explorer


def open_subject(explorer: Explorer) -> None:
    """Open the page of the side pane's line, else of whoever speaks here."""
    state = explorer.state
    facet = state.facet
    if state.view.pane in (Pane.ACTORS, Pane.TOPICS):
        if facet is not None and facet.own:
            own = "A topic of your own has no page; {} keeps to it"
            explorer.update(say(state, own, "on_topic"))
        elif facet is not None:
            subject = Subject(facet.id, facet.label)
            topic = state.view.pane is Pane.TOPICS
            page = topic_page(subject) if topic else person_page(subject)
            explorer.update(open_page(state, page))
        return
    speaker = _speaker(explorer)
    if speaker is not None:
        explorer.update(open_page(state, person_page(speaker)))


def compare(explorer: Explorer) -> None:
    """Put the actor of this line, or whoever speaks here, beside somebody else."""
    state = explorer.state
    if state.view.pane is Pane.TOPICS:
        explorer.update(say(state, "Compare starts from a person, in Actors or at a quote"))
        return
    facet = state.facet
    one = Subject(facet.id, facet.label) if facet is not None else _speaker(explorer)
    if one is not None:
        compare_with(explorer, one)


def compare_with(
    explorer: Explorer,
    one: Subject,
    other: Subject | None = None,
    topic: Subject | None = None,
) -> None:
    """Put two actors side by side; the ``other`` is picked from a list where it is None."""

    def picked(name: FacetCount | None) -> None:
        if name is not None:
            compare_with(explorer, one, Subject(name.id, name.label), topic)

    if other is not None:
        explorer.update(open_page(explorer.state, comparison(one, other, topic)))
        return
    pick = PickScreen(f"Compare {one.name} with", explorer.pages.most_quoted, one.id)
    explorer.app.push_screen(pick, picked)


def _speaker(explorer: Explorer) -> Subject | None:
    """Return who speaks in the passage at hand, where that is an actor of the corpus."""
    passage = current(explorer.state)
    actor = None if passage is None else actor_id(explorer, passage)
    if actor is None or explorer.corpus is None:
        return None
    return Subject(actor, explorer.corpus.actors[actor].name)

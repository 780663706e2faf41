"""Correcting in place: a menu of what can be corrected here, each of its lines, and undo.

Each step takes what is at hand, so that it does the same from the panes, from a page, and by its
own key. What has to be asked is asked over the screen; the rest is done on a thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui import correcting, offering
from tui.actions.asking import actor_id
from tui.correctable import AtHand, choices, query_of
from tui.correcting import Make
from tui.history import Pane
from tui.pages.address import Subject, person_page
from tui.pages.sections import ALSO_CALLED
from tui.pages.steps import open_page
from tui.passages import current
from tui.screens.correct_line import LineScreen
from tui.screens.correct_menu import CorrectMenu
from tui.screens.pick import PickScreen

if TYPE_CHECKING:
    from index.corrections.model import Correction
    from index.model import FacetCount
    from tui.screens.explorer import Explorer

AtStep = Callable[["Explorer", AtHand], None]

WORKING = "Putting it right …"


def at_hand(explorer: Explorer) -> AtHand:
    """Return what the keys are on in the panes."""
    state = explorer.state
    facet, query = state.facet, query_of(state.view)
    if state.view.pane is Pane.TOPICS:
        return AtHand(topic=facet.label if facet and facet.own else "", query=query)
    if facet is not None:
        return AtHand(actor=Subject(facet.id, facet.label), query=query, names=True)
    passage = current(state)
    if passage is None or not passage.kind.is_quote:
        return AtHand(query=query)
    number = actor_id(explorer, passage)
    actor = None
    if number is not None and explorer.corpus is not None:
        actor = Subject(number, explorer.corpus.actors[number].name)
    return AtHand(quote=passage, actor=actor, query=query, names=True)


def here(step: AtStep) -> Callable[[Explorer], None]:
    """Make an action of a step, for what the keys are on in the panes."""
    return lambda explorer: step(explorer, at_hand(explorer))


def open_menu(explorer: Explorer, at: AtHand) -> None:
    """Offer what can be corrected here, and do what is taken."""
    lines = choices(at)
    if not lines:
        explorer.tell("There is nothing to correct on this line")
        return

    def chosen(command: str | None) -> None:
        if command is not None:
            STEPS[command](explorer, at)

    explorer.app.push_screen(CorrectMenu(lines, at), chosen)


# -- of a quote ----------------------------------------------------------------------------------


def said_by(explorer: Explorer, at: AtHand) -> None:
    """Ask who said the quote; a name that nobody has yet will do."""
    quote = at.quote
    if quote is None:
        return

    def picked(name: FacetCount | None) -> None:
        if name is not None:
            _correct(explorer, correcting.spoken_by(quote, name.label))

    without = offering.NOBODY if at.actor is None else at.actor.id
    explorer.app.push_screen(
        PickScreen(
            "This is by",
            lambda text, answer: explorer.pages.names(
                lambda corpus, typed: offering.speakers(corpus, quote.place, typed), text, answer
            ),
            without,
            new=True,
        ),
        picked,
    )


def no_quote(explorer: Explorer, at: AtHand) -> None:
    """Take the quote for none."""
    if at.quote is not None:
        _correct(explorer, correcting.no_quote(at.quote))


# -- of an actor ---------------------------------------------------------------------------------


def same_actor(explorer: Explorer, at: AtHand) -> None:
    """Ask who is the same as the actor."""
    actor = at.actor
    if actor is None:
        return

    def picked(name: FacetCount | None) -> None:
        if name is not None:
            _correct(explorer, correcting.one_actor(actor, Subject(name.id, name.label)))

    explorer.app.push_screen(
        PickScreen(
            f"{actor.name} is the same as",
            lambda text, answer: explorer.pages.names(
                lambda corpus, typed: offering.namesakes(corpus, actor.name, typed), text, answer
            ),
            actor.id,
        ),
        picked,
    )


def rename(explorer: Explorer, at: AtHand) -> None:
    """Ask what the actor is called."""
    actor = at.actor
    if actor is None:
        return

    def typed(name: str | None) -> None:
        if name == actor.name:
            explorer.tell(f"{actor.name} is called so already")
        elif name is not None:
            _correct(explorer, correcting.renamed(actor, name))

    explorer.app.push_screen(LineScreen(f"{actor.name} is called", actor.name), typed)


def part_names(explorer: Explorer, at: AtHand) -> None:
    """Part a name from the actor; where none is at hand, go to where they are listed."""
    if at.actor is None:
        return
    if at.alias:
        _correct(explorer, correcting.two_actors(at.actor, at.alias))
        return
    page = person_page(at.actor, ALSO_CALLED)
    explorer.update(open_page(explorer.state, page))
    explorer.tell("{} on a name that is somebody else’s", "correct")


# -- of topics -----------------------------------------------------------------------------------


def name_topic(explorer: Explorer, at: AtHand) -> None:
    """Ask what the topic is to be called that the present search is."""
    query = at.query

    def typed(name: str | None) -> None:
        if name is not None:
            _correct(explorer, correcting.named_topic(name, query))

    explorer.app.push_screen(LineScreen(f"A topic of {query}"), typed)


def drop_topic(explorer: Explorer, at: AtHand) -> None:
    """Take away a topic of the user's own."""
    if at.topic:
        explorer.tell(WORKING)
        explorer.correcting.withdraw(correcting.topic_called(at.topic))


# -- undo, and the list --------------------------------------------------------------------------


def undo(explorer: Explorer) -> None:
    """Take the last correction back."""
    if explorer.corpus is None:
        return
    explorer.tell(WORKING)
    explorer.correcting.undo()


def show_corrections(explorer: Explorer) -> None:
    """List all corrections, to take some back."""
    from tui.screens.corrections import CorrectionsScreen  # it loads the library
    from tui.screens.pages import show_pages  # it knows this module

    if explorer.corpus is None:
        return

    def toggle(correction: Correction, again: bool) -> None:
        explorer.tell(WORKING)
        thread = explorer.correcting
        (thread.correct if again else thread.withdraw)(lambda _: correction)

    def closed(_: object) -> None:
        show_pages(explorer)

    explorer.app.push_screen(CorrectionsScreen(explorer.correcting.read, toggle), closed)


def _correct(explorer: Explorer, make: Make) -> None:
    explorer.tell(WORKING)
    explorer.correcting.correct(make)


STEPS: dict[str, AtStep] = {
    "said_by": said_by,
    "no_quote": no_quote,
    "same_actor": same_actor,
    "rename": rename,
    "part_names": part_names,
    "name_topic": name_topic,
    "drop_topic": drop_topic,
}
"""What the lines of the menu do, by id of command."""

"""What can be corrected where the keys are, and how what was corrected is put into words.

    on a quote              by somebody else, no quote
    on an actor             the same as another, called otherwise, two of its names apart
    on a topic of one's own taken away
    with a search           kept as a topic

Pure: what is at hand goes in, the lines of a menu and one-line notices come out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.history import History, View
from tui.pages.address import Page, PageKind, Subject
from tui.passages import Passage
from tui.state import State
from tui.text import filter_text, one_paragraph

if TYPE_CHECKING:
    from index.corrections.model import Correction, Outcome

LONGEST_NAME, LONGEST_WORDS = 28, 32
"""Characters of a name and of a quote's words in a notice, so that the key at its end is seen."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """What the keys are on. ``quote`` is one; ``alias`` a name of ``actor`` that may be another's;
    ``topic`` the name of one of the user's own; ``query`` what is searched for. ``names``: the
    names of ``actor`` are listed elsewhere, and can be gone to."""

    quote: Passage | None = None
    actor: Subject | None = None
    alias: str = ""
    topic: str = ""
    query: str = ""
    names: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the menu: the letter that takes it, what it says, the id of its command."""

    letter: str
    text: str
    command: str


def choices(at: AtHand) -> tuple[Choice, ...]:
    """Return what can be corrected here, the likeliest first."""
    found: list[Choice] = []
    if at.quote is not None:
        found.append(Choice("b", "This is by somebody else …", "said_by"))
        found.append(Choice("x", "This is no quote", "no_quote"))
    if at.actor is not None:
        name = cut(at.actor.name)
        if at.alias:
            found.append(Choice("p", f"“{cut(at.alias)}” is not {name}", "part_names"))
        found.append(Choice("s", f"{name} is the same as …", "same_actor"))
        found.append(Choice("r", f"{name} is called …", "rename"))
        if at.names:
            found.append(Choice("n", f"Not all names are {name}’s …", "part_names"))
    if at.topic:
        found.append(Choice("d", f"Topic “{cut(at.topic)}” is to go", "drop_topic"))
    if at.query:
        found.append(Choice("t", f"Keep {cut(at.query)} as a topic …", "name_topic"))
    return tuple(found)


def query_of(view: View) -> str:
    """Return all that is searched for as one text of the query language; "" for nothing.

    The filters come first: a quotation mark that is left open would take them in.
    """
    return " ".join((*view.mode.filters, *view.filters, view.query.strip())).strip()


def cut(text: str, longest: int = LONGEST_NAME) -> str:
    """Return ``text`` on one line, no longer than so many characters."""
    text = one_paragraph(text)
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


# -- notices -------------------------------------------------------------------------------------


def short(correction: Correction) -> str:
    """Return what a correction says in fewer words than the library's."""
    from index.corrections import model

    match correction:
        case model.SpokenBy(place, speaker):
            return f"“{cut(place.words, LONGEST_WORDS)}” is by {cut(speaker)}"
        case model.NoQuote(place):
            return f"“{cut(place.words, LONGEST_WORDS)}” is no quote"
        case model.OneActor(one, other):
            return f"{cut(one.name)} and {cut(other.name)} are one"
        case model.TwoActors(one, other):
            return f"{cut(one.name)} and {cut(other.name)} are two"
        case model.Renamed(actor, name):
            return f"{cut(actor.name)} is called {cut(name)}"
        case model.NamedTopic(name, _):
            return f"“{cut(name)}” is a topic"


def notice(correction: Correction, outcome: Outcome) -> str:
    """Return what to say of a correction that was made; ``{}`` stands for the key that undoes."""
    from index.corrections.model import Outcome

    words = short(correction).replace("{", "{{").replace("}", "}}")
    tail = {
        Outcome.APPLIED: "",
        Outcome.FITS_NOTHING: " (it fits nothing here)",
        Outcome.LATER: " (the index takes it up)",
        Outcome.FAILED: " (kept, but an article could not be read with it)",
    }
    return f"{words}{tail[outcome]} · {{}} undoes"


# -- what it does to where the user is -----------------------------------------------------------


def follow(state: State, correction: Correction, taken_back: bool) -> State:
    """Let filters and pages follow an actor that got another name, or a topic that is gone."""
    from index.corrections.model import NamedTopic, Renamed

    match correction:
        case Renamed(actor, name):
            old, new = (name, actor.name) if taken_back else (actor.name, name)
            return _everywhere(state, lambda view: _renamed(view, old, new))
        case NamedTopic(name, _) if taken_back:
            gone = filter_text("topic", name)
            view = state.view
            filters = tuple(each for each in view.filters if each not in (gone, f"-{gone}"))
            return replace(state, view=replace(view, filters=filters))
    return state


def _everywhere(state: State, step: Callable[[View], View]) -> State:
    """Put a step to every view that the state knows."""
    history = History(tuple(map(step, state.history.past)), tuple(map(step, state.history.future)))
    settled = None if state.settled is None else step(state.settled)
    return replace(state, view=step(state.view), settled=settled, history=history)


def _renamed(view: View, old: str, new: str) -> View:
    texts = {
        sign + filter_text(field, old): sign + filter_text(field, new)
        for field in ("by", "actor")
        for sign in ("", "-")
    }
    filters = tuple(texts.get(each, each) for each in view.filters)
    return replace(
        view, filters=filters, pages=tuple(_page_of(page, old, new) for page in view.pages)
    )


def _page_of(page: Page, old: str, new: str) -> Page:
    def named(subject: Subject | None) -> Subject | None:
        return replace(subject, name=new) if subject and subject.name == old else subject

    if page.kind is PageKind.TOPIC:
        return page
    return replace(page, subject=named(page.subject) or page.subject, other=named(page.other))

"""Why a command cannot work now: each function returns the reason in a few words, or None."""

from __future__ import annotations

from tui.correctable import query_of
from tui.history import Pane
from tui.passages import current
from tui.state import State, place_of


def always(_: State) -> str | None:
    """Never blocked."""
    return None


def needs_results(state: State) -> str | None:
    """Blocked while there are no results."""
    return None if state.total else "There are no results to go through"


def needs_article(state: State) -> str | None:
    """Blocked while the reader is empty."""
    return None if state.reading is not None else "No article is open"


def needs_passage(state: State) -> str | None:
    """Blocked where no quote or paragraph is highlighted."""
    return None if current(state) is not None else "No quote or paragraph is highlighted"


def needs_copies(state: State) -> str | None:
    """Blocked where no result is at hand that stands for several printings."""
    if state.hit is None:
        return "No result is highlighted"
    if state.view.pane is Pane.READER and state.view.place != place_of(state.hit):
        return "Other printings are listed for results; this is none"
    return None if state.hit.more else "Nothing else here has the very same words"


def needs_speaker(state: State) -> str | None:
    """Blocked where the passage has no speaker; the side panes have their own line to act on."""
    if state.view.pane is Pane.ACTORS:
        return None if state.facet is not None else "There is no one in this list"
    passage = current(state)
    if passage is None:
        return "No quote is highlighted"
    return None if passage.speaker else "Nobody is named as the speaker here"


def needs_something_to_exclude(state: State) -> str | None:
    """Blocked where neither a line of a side pane nor a speaker is at hand."""
    if state.view.pane is Pane.TOPICS:
        return None if state.facet is not None else "There is no topic in this list"
    return needs_speaker(state)


def needs_speaking_actor(state: State) -> str | None:
    """Blocked where the speaker is not someone whose quotes can be followed."""
    passage = current(state)
    if passage is None or not passage.speaker:
        return "Nobody is named as the speaker here"
    if passage.actor is None and passage.local is None:
        return f"{passage.speaker} is not named well enough to be followed"
    return None


def needs_subject(state: State) -> str | None:
    """Blocked where neither a line of a side pane nor a speaker is at hand."""
    if state.results is None:
        return "Nothing has been found yet"
    if state.view.pane in (Pane.ACTORS, Pane.TOPICS):
        return None if state.facet is not None else "There is nothing in this list"
    return needs_speaking_actor(state)


def needs_filters(state: State) -> str | None:
    """Blocked where there is nothing to clear."""
    clearable = state.view.filtered or state.view.query
    return None if clearable else "There is nothing to clear"


def needs_history(state: State) -> str | None:
    """Blocked where no other view was left behind."""
    gone = state.history.past or state.history.future or state.settled is not None
    return None if gone else "You have not gone anywhere yet"


def needs_letters(state: State) -> str | None:
    """Blocked where no place has a letter."""
    return None if state.letters else "No place has a letter yet"


def needs_skipped(state: State) -> str | None:
    """Blocked where every file was read."""
    return None if state.skipped else "No file was skipped"


def needs_corpus(state: State) -> str | None:
    """Blocked until something was found, and so while the library is still being loaded."""
    return None if state.results is not None else "Nothing has been found yet"


def needs_quote(state: State) -> str | None:
    """Blocked where no quote is at hand; the side panes have lines of their own."""
    if state.view.pane in (Pane.ACTORS, Pane.TOPICS):
        return "A quote is corrected where it is read, in Results or Reader"
    passage = current(state)
    return None if passage is not None and passage.kind.is_quote else "No quote is highlighted"


def needs_actor(state: State) -> str | None:
    """Blocked where neither a line of Actors nor a speaker is at hand."""
    if state.view.pane is Pane.TOPICS:
        return "An actor is corrected in Actors, or at a quote"
    return needs_subject(state)


def needs_query(state: State) -> str | None:
    """Blocked where nothing is searched for."""
    if state.results is None:
        return "Nothing has been found yet"
    return None if query_of(state.view) else "A topic is a search with a name; search first"


def needs_own_topic(state: State) -> str | None:
    """Blocked where no topic of the user's own is at hand."""
    if state.view.pane is not Pane.TOPICS:
        return "A topic of your own is taken away in Topics"
    own = state.facet is not None and state.facet.own
    return None if own else "This is no topic of your own"


def needs_something_to_correct(state: State) -> str | None:
    """Blocked where nothing can be corrected."""
    ways = (needs_quote, needs_actor, needs_own_topic, needs_query)
    if state.results is not None and all(way(state) is not None for way in ways):
        return "There is nothing to correct on this line"
    return needs_corpus(state)

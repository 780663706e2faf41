"""Asking another question from where the user is: filters, cross-links, suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.history import Pane
from tui.passages import Passage, current, mentioned_actors, mentioned_phrases
from tui.sifting import stop
from tui.state import Reading, ask, contrary, focus, read_hit, say, toggle_filter
from tui.text import filter_text

if TYPE_CHECKING:
    from tui.screens.explorer import Explorer


def open_line(explorer: Explorer) -> None:
    """Do what Enter means here: submit, read, open a page, or take a suggestion."""
    state = explorer.state
    pane = state.view.pane
    if state.naming:
        explorer.update(stop(state))
    elif pane is Pane.SEARCH:
        explorer.update(focus(state, Pane.RESULTS))
    elif pane in (Pane.ACTORS, Pane.TOPICS):
        explorer.action_command("page")
    elif pane is Pane.RESULTS and state.total:
        explorer.update(read_hit(state))
    elif pane is Pane.RESULTS:
        take_suggestion(explorer)


def filter_on_line(explorer: Explorer, field: str) -> None:
    """Filter on the side pane's line, or stop filtering on it."""
    facet = explorer.state.facet
    if facet is not None:
        explorer.update(toggle_filter(explorer.state, filter_text(field, facet.label)))


def take_suggestion(explorer: Explorer) -> None:
    """Search for the suggestion under the cursor."""
    suggestion = explorer.suggestion()
    if suggestion is not None:
        filters = () if suggestion.drops_filters else None
        explorer.update(ask(explorer.state, query=suggestion.query, filters=filters))


def by_speaker(explorer: Explorer) -> None:
    """Filter on what the speaker said."""
    if explorer.state.view.pane is Pane.ACTORS:
        filter_on_line(explorer, "by")
        return
    passage = current(explorer.state)
    if passage is not None and passage.speaker is not None:
        name = speaker_name(explorer, passage)
        explorer.update(toggle_filter(explorer.state, filter_text("by", name)))


def exclude(explorer: Explorer) -> None:
    """Leave out what the line of a side pane has, or else what the speaker said."""
    state = explorer.state
    passage = current(state)
    if state.facet is not None:
        field = "actor" if state.view.pane is Pane.ACTORS else "topic"
        text = filter_text(field, state.facet.label)
    elif passage is not None and passage.speaker is not None:
        text = filter_text("by", speaker_name(explorer, passage))
    else:
        return
    explorer.update(toggle_filter(state, contrary(text)))


def speaker_name(explorer: Explorer, passage: Passage) -> str:
    """Return the speaker's name over the corpus, else as the article has it."""
    actor = actor_id(explorer, passage)
    if actor is not None and explorer.corpus is not None:
        return explorer.corpus.actors[actor].name
    return passage.speaker or ""


def actor_id(explorer: Explorer, passage: Passage) -> int | None:
    """Return the speaker's id over the corpus, where the speaker is an actor of it."""
    if passage.actor is not None or passage.local is None or explorer.corpus is None:
        return passage.actor
    return explorer.corpus.actor_id(passage.place.article, passage.local)


def follow_speaker(explorer: Explorer, step: int) -> None:
    """Jump to the speaker's next (1) or previous (-1) quote, wherever it is."""
    passage = current(explorer.state)
    actor = None if passage is None else actor_id(explorer, passage)
    if passage is not None and actor is not None and explorer.reading is not None:
        explorer.reading.find_quote(actor, passage.place, step)


def mentioning(explorer: Explorer) -> None:
    """Filter on an actor that is mentioned here; several are offered in a list."""
    if explorer.state.view.pane is Pane.ACTORS:
        filter_on_line(explorer, "actor")
        return
    found = _around(explorer)
    if found is None or explorer.corpus is None:
        return
    reading, passage = found
    locals_here = list(mentioned_actors(reading, passage.place.span))
    if explorer.state.view.pane is Pane.READER:
        pointed_at = explorer.reader.actor_under_cursor()
        locals_here.sort(key=lambda local: local != pointed_at)
    corpus = explorer.corpus
    actors = (corpus.actor_id(reading.article.id, local) for local in locals_here)
    names = dict.fromkeys(corpus.actors[actor].name for actor in actors)
    _choose(explorer, "actor", tuple(names), "Nobody is named here")


def on_topic(explorer: Explorer) -> None:
    """Filter on a topic that is named here; several are offered in a list."""
    if explorer.state.view.pane is Pane.TOPICS:
        filter_on_line(explorer, "topic")
        return
    found = _around(explorer)
    if found is None or explorer.corpus is None:
        return
    reading, passage = found
    corpus = explorer.corpus
    phrases = mentioned_phrases(reading, passage.place.span)
    topics = (corpus.topic_id(reading.article.id, phrase) for phrase in phrases)
    labels = dict.fromkeys(corpus.topics[topic].label for topic in topics if topic is not None)
    _choose(explorer, "topic", tuple(labels), "No topic is named here")


def _around(explorer: Explorer) -> tuple[Reading, Passage] | None:
    """Return the open article and the passage, or None while it is still being fetched."""
    state = explorer.state
    passage = current(state)
    if passage is None or state.reading is None:
        return None
    if state.reading.article.id != passage.place.article:
        explorer.update(say(state, "The article is still being opened"))
        return None
    return state.reading, passage


def _choose(explorer: Explorer, field: str, names: tuple[str, ...], none: str) -> None:
    if not names:
        explorer.update(say(explorer.state, none))
        return

    def chosen(index: int | None) -> None:
        if index is not None:
            text = filter_text(field, names[index])
            explorer.update(toggle_filter(explorer.state, text))

    if len(names) == 1:
        chosen(0)
    else:
        explorer.choose(f"Filter on which {field}?", names, chosen)

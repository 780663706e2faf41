"""Typing in a side pane: its actors or topics that are called so, the misspelt ones too.

    /tallo          Henrik Talloway, Isolde Talloway      words that begin so, the frequent first
    /talowy         Henrik Talloway, …                    spelt nearly so, the likest first
    Enter, ↓        the keys go to the list               Esc takes the text away

What is typed serves to reach a name. When the keys leave the pane, or the name is taken (another
question once it is answered, a page), the text is forgotten and the cursor stays on the name in the
whole list.

``State.sifted`` has the lines that are left, by pane; it is made here, whenever the text or the
results change, so that whoever asks for the line under the cursor gets the one on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.model import FacetCount
from tui.history import Pane
from tui.state import State

SIDE = (Pane.ACTORS, Pane.TOPICS)
LIKE = 75.0
"""How alike, of 100, a name must be to what is typed where no name begins so."""
MOST_LIKE = 50
"""Names that are listed for being spelt alike."""


def sift(state: State, pane: Pane, text: str) -> State:
    """Leave in ``pane`` what is called ``text``; all of it for no text."""
    texts = {**state.sift_texts, pane: text}
    state = replace(state, sift_texts=texts)
    first = replace(state, actor_line=0) if pane is Pane.ACTORS else replace(state, topic_line=0)
    return sift_again(first)


def sift_again(state: State) -> State:
    """Sift other results by the same texts."""
    results = state.results
    sifted: dict[Pane, Sequence[FacetCount]] = {}
    for pane, text in state.sift_texts.items():
        if text.strip() and results is not None:
            whole = results.actors if pane is Pane.ACTORS else results.topics
            sifted[pane] = called(whole[:], text)
    return replace(state, sifted=sifted)


def start(state: State) -> State:
    """Send the keys to the line in which is typed what the side pane's names are called."""
    pane = state.view.pane
    return replace(state, sifting=pane if pane in SIDE else None)


def stop(state: State) -> State:
    """Send the keys back to the list, which stays as it is."""
    return replace(state, sifting=None)


def drop(state: State) -> State:
    """Send the keys back to the list and show all of it again."""
    return sift(stop(state), state.view.pane, "")


def forget(before: State, state: State) -> State:
    """Take away the texts of panes that were left, now that ``before`` has become ``state``."""
    view = state.view
    for pane in SIDE:
        left = pane is not view.pane or before.view.pages != view.pages
        if state.sift_texts.get(pane) and left:
            state = _show_all(state, pane, _name(state, pane))
    return state


def take_results(before: State, state: State) -> State:
    """Sift the results of ``state`` by the same texts; where those of ``before`` answer another
    question, the texts have served, and each cursor goes to the name that it was on."""
    if before.answered != state.answered:
        for pane in SIDE:
            if before.sift_texts.get(pane):
                state = _show_all(state, pane, _name(before, pane))
    return sift_again(state)


def _name(state: State, pane: Pane) -> str | None:
    """Return the name that the cursor of a pane is on."""
    line = state.actor_line if pane is Pane.ACTORS else state.topic_line
    names = state.facets(pane)
    return names[line].label if line < len(names) else None


def _show_all(state: State, pane: Pane, name: str | None) -> State:
    """Show all names of a pane again, the cursor on ``name`` where it is among them."""
    state = sift(state, pane, "")
    line = next((n for n, each in enumerate(state.facets(pane)[:]) if each.label == name), 0)
    if pane is Pane.ACTORS:
        return replace(state, actor_line=line)
    return replace(state, topic_line=line)


def text_of(state: State) -> str:
    """Return what is typed in the side pane that has the keys; nothing elsewhere."""
    return state.sift_texts.get(state.view.pane, "")


def called(facets: Sequence[FacetCount], text: str) -> Sequence[FacetCount]:
    """Return those with words that begin like each word of ``text``, in their order; where there
    are none, those spelt nearly so, the likest first."""
    words = text.casefold().split()
    names = [facet.label.casefold() for facet in facets]
    found = [facet for facet, name in zip(facets, names, strict=True) if _begin(name, words)]
    if found:
        return found
    from rapidfuzz import fuzz, process

    like = process.extract(
        " ".join(words), names, scorer=fuzz.partial_ratio, score_cutoff=LIKE, limit=MOST_LIKE
    )
    return [facets[number] for _, _, number in like]


def _begin(name: str, words: Sequence[str]) -> bool:
    """Tell whether each of ``words`` begins a word of ``name``."""
    parts = name.split()
    return all(any(part.startswith(word) for part in parts) for word in words)

"""Steps of the state for what arrives from threads: results, articles, progress, problems."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.model import Progress
from tui.correctable import follow as follow_correction
from tui.correctable import notice, short
from tui.history import Pane, Question
from tui.messages import Corrected
from tui.sifting import take_results
from tui.state import Reading, Stage, State, place_of, say

if TYPE_CHECKING:
    from index.search import Results


def receive(
    state: State,
    question: Question,
    results: Results,
    cursor: int | None,
    ahead: Reading | None = None,
) -> State:
    """Show the answer to a question; one to a question no longer asked is dropped.

    ``cursor`` is where the result that was under the cursor stands now, where that is known;
    ``ahead`` is an article that was read meanwhile, in case it is the one to be shown.
    """
    if question != state.view.question:
        return state
    state = _take_results(state, question, results, cursor)
    open_now = None if state.reading is None else state.reading.article.id
    if ahead is None or ahead.article.id == open_now:
        return state
    return show_article(state, ahead)


def _take_results(state: State, question: Question, results: Results, cursor: int | None) -> State:
    untouched = state.results is not None and cursor is None and not state.moved
    lost = cursor is None and _follows_cursor(state)
    before = state
    state = replace(state, results=results, answered=question, stage=Stage.READY, problem="")
    state = take_results(before, state)
    wanted = state.view.cursor if cursor is None else cursor
    if not len(results):
        return replace(state, view=replace(state.view, cursor=0, place=None))
    view = replace(state.view, cursor=min(wanted, len(results) - 1))
    if view.place is None or untouched or lost:
        view = replace(view, place=place_of(results[view.cursor]))
    return replace(state, view=view)


def _follows_cursor(state: State) -> bool:
    """Tell whether the reader shows the result under the cursor, without having the keys."""
    if state.hit is None or state.view.pane is Pane.READER:
        return False
    return state.view.place == place_of(state.hit)


def correct(state: State, message: Corrected) -> State:
    """Say what was corrected, and let filters and pages follow it."""
    state = follow_correction(state, message.correction, message.taken_back)
    if not message.taken_back and not message.undone:
        return say(state, notice(message.correction, message.outcome), "undo")
    word = "Taken back" if not message.undone else "Undone" if message.taken_back else "Again"
    return say(state, f"{word}: {short(message.correction)}")


def show_article(state: State, reading: Reading) -> State:
    """Open an article in the reader unless the user has moved on to another one."""
    if state.view.place is None or state.view.place.article != reading.article.id:
        return state
    return replace(state, reading=reading)


def lose_article(state: State, article: str) -> State:
    """Go to the result under the cursor where the article to be read is no longer in the index."""
    if state.view.place is None or state.view.place.article != article:
        return state
    place = None if state.hit is None else place_of(state.hit)
    if place is not None and place.article == article:
        place = None
    state = replace(state, view=replace(state.view, place=place, scroll=None))
    return say(state, "This article is no longer in the index")


def follow(state: State, progress: Progress) -> State:
    """Take note of how far the build is."""
    return replace(state, progress=progress, skipped=progress.skipped)


def fail(state: State, problem: str) -> State:
    """Show a problem instead of results, or in the footer where there are results to keep."""
    if state.results is not None:
        return say(state, problem)
    return replace(state, stage=Stage.FAILED, problem=problem)


def lose_index(state: State, reason: str) -> State:
    """Show no results of an index that is of no use any more; ``reason`` says what it is."""
    place = state.view.place
    if place is not None and not place.article:
        place = None
    state = replace(
        state,
        stage=Stage.INDEXING,
        results=None,
        answered=None,
        view=replace(state.view, place=place),
    )
    return say(state, f"The index {reason}; it is being made anew")

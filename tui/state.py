"""What the explorer shows, as one frozen value, and every step from one value to the next.

    key or click ──> command ──> State -> State (here) ──> the screen shows what differs

Nothing in this module touches the screen, a thread or a file. Highlighting a result previews it
and leaves no trace; opening, jumping, filtering and submitting a query push the view left behind.
While the user types, ``settled`` holds the view from before the first key, so that a word typed
letter by letter is one step of history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from index.model import Article, Extraction, FacetCount, Hit, Progress, Quote, Skipped, Span
from tui.history import History, Mode, Pane, Place, Question, Sort, View, remember
from tui.layout import Layout, layout_for

if TYPE_CHECKING:
    from index.search import Results
    from tui.bookmarks import Bookmark


class Stage(StrEnum):
    """How far the corpus is."""

    OPENING = "opening"
    INDEXING = "indexing"
    READY = "ready"
    FAILED = "failed"


class Overlay(StrEnum):
    """What lies over the panes and takes the keys."""

    HELP = "help"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Reading:
    """The article that is open in the reader, with what was found in it."""

    article: Article
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class State:
    """Everything that the screen shows.

    ``answered`` is the question that ``results`` answer. ``queries`` are the earlier ones, newest
    first, and ``recalled`` is the number of the one that was brought back into the search line.
    ``sift_texts`` are what the names in a side pane are to be called, ``sifted`` the lines that
    are, and ``sifting`` is where the keys write such a text. ``incomplete``: articles are
    missing from the index, and nothing is reading them.
    """

    view: View = field(default_factory=View)
    settled: View | None = None
    history: History = field(default_factory=History)
    stage: Stage = Stage.OPENING
    problem: str = ""
    results: Results | None = None
    answered: Question | None = None
    reading: Reading | None = None
    layout: Layout = Layout.NORMAL
    zoomed: bool = False
    overlay: Overlay | None = None
    notice: str = ""
    notice_keys: tuple[str, ...] = ()
    progress: Progress | None = None
    skipped: tuple[Skipped, ...] = ()
    incomplete: bool = False
    bookmarks: Mapping[Place, Bookmark] = field(default_factory=dict)
    letters: Mapping[str, Bookmark] = field(default_factory=dict)
    actor_line: int = 0
    topic_line: int = 0
    sift_texts: Mapping[Pane, str] = field(default_factory=dict)
    sifted: Mapping[Pane, Sequence[FacetCount]] = field(default_factory=dict)
    sifting: Pane | None = None
    queries: tuple[str, ...] = ()
    recalled: int | None = None

    @property
    def total(self) -> int:
        """How many results there are now."""
        return 0 if self.results is None else len(self.results)

    @property
    def moved(self) -> bool:
        """Whether the user has gone anywhere in the results, so that the place must be kept."""
        return self.view.cursor > 0 or self.view.pane is not Pane.SEARCH

    @property
    def naming(self) -> bool:
        """Whether the keys write what the names in the side pane that has them are called."""
        return self.sifting is self.view.pane

    @property
    def hit(self) -> Hit | None:
        """The result under the cursor."""
        if self.results is None or self.view.cursor >= len(self.results):
            return None
        return self.results[self.view.cursor]

    @property
    def facet(self) -> FacetCount | None:
        """The actor or topic under the cursor of the side pane that has the keys."""
        if self.results is None or self.view.pane not in (Pane.ACTORS, Pane.TOPICS):
            return None
        counts = self.facets(self.view.pane)
        line = self.actor_line if self.view.pane is Pane.ACTORS else self.topic_line
        return counts[line] if line < len(counts) else None

    def facets(self, pane: Pane) -> Sequence[FacetCount]:
        """Return the lines of the side pane ``pane``."""
        if self.results is None:
            return ()
        whole = self.results.actors if pane is Pane.ACTORS else self.results.topics
        return self.sifted.get(pane, whole)

    @property
    def quote_number(self) -> int | None:
        """Which quote of the open article the reader is at, counted from 0."""
        if self.reading is None or self.view.place is None:
            return None
        if self.view.place.article != self.reading.article.id:
            return None
        return quote_at(self.reading.extraction.quotes, self.view.place.span)

    @property
    def quote(self) -> Quote | None:
        """The quote of the open article that the reader is at."""
        number = self.quote_number
        if number is None or self.reading is None:
            return None
        return self.reading.extraction.quotes[number]


def quote_at(quotes: Sequence[Quote], span: Span) -> int | None:
    """Return the number of the innermost quote that contains ``span``, or None.

    A paragraph with a quote in it is not that quote: what the reader lights is what is copied.
    """
    hulls = [Span(quote.start, quote.end) for quote in quotes]
    around = [number for number, hull in enumerate(hulls) if hull.contains(span)]
    return min(around, key=lambda number: hulls[number].end - hulls[number].start, default=None)


def place_of(hit: Hit) -> Place:
    """Return where a result stands."""
    return Place(hit.article, Span(hit.start, hit.end))


def say(state: State, notice: str, *keys: str) -> State:
    """Tell the user something in the footer; the next key takes it away.

    Where command ids are given, each ``{}`` of the notice shows the key of one of them.
    """
    return replace(state, notice=notice, notice_keys=keys)


def arrange(state: State, width: int, height: int, wanted: str = "auto") -> State:
    """Lay the panes out for a terminal of ``width`` columns and ``height`` rows."""
    return replace(state, layout=layout_for(width, height, wanted))


# -- query and filters -------------------------------------------------------------------------


def edit_query(state: State, query: str) -> State:
    """Take what stands in the search line; the results will follow."""
    if query == state.view.query:
        return state
    view = replace(state.view, query=query, cursor=0, top=0, place=None, scroll=None)
    return replace(state, view=view, settled=state.settled or state.view, recalled=None)


def settle(state: State) -> State:
    """Submit what was typed: from now on, going back leads to the view before it."""
    before = state.settled
    if before is None:
        return state
    history = state.history
    if before.question != state.view.question:
        history = history.push(before)
    queries = remember(state.queries, state.view.query)
    return replace(state, settled=None, history=history, queries=queries, recalled=None)


def ask(
    state: State,
    query: str | None = None,
    filters: tuple[str, ...] | None = None,
    mode: Mode | None = None,
    boilerplate: bool | None = None,
    sort: Sort | None = None,
    grouped: bool | None = None,
    least: int | None = None,
) -> State:
    """Ask another question; what is None stays as it is. Pushes the view left behind."""
    view = replace(
        state.view,
        query=state.view.query if query is None else query,
        filters=state.view.filters if filters is None else filters,
        mode=mode or state.view.mode,
        boilerplate=state.view.boilerplate if boilerplate is None else boilerplate,
        sort=sort or state.view.sort,
        grouped=state.view.grouped if grouped is None else grouped,
        least=state.view.least if least is None else least,
    )
    if view == state.view:
        return state
    return leave(state, replace(view, cursor=0, top=0, place=None, scroll=None))


def toggle_filter(state: State, text: str) -> State:
    """Add a filter of the query language, or take it away where it is on.

    A filter that asks for the contrary gives way to it.
    """
    on = state.view.filters
    if text in on:
        return ask(state, filters=tuple(each for each in on if each != text))
    if contrary(text) in on:
        return ask(state, filters=tuple(text if each == contrary(text) else each for each in on))
    return ask(state, filters=(*on, text))


def contrary(text: str) -> str:
    """Return the filter that finds what the filter ``text`` leaves out."""
    return text.removeprefix("-") if text.startswith("-") else f"-{text}"


def clear(state: State) -> State:
    """Take away the filters, the mode and boilerplate, or the query where there are none."""
    if state.view.filtered:
        return ask(state, filters=(), mode=Mode.ALL, boilerplate=False, least=0)
    return ask(state, query="")


# -- moving ------------------------------------------------------------------------------------


def leave(state: State, view: View) -> State:
    """Go to ``view`` and remember the present one."""
    state = settle(state)
    queries = remember(state.queries, "" if view.query == state.view.query else view.query)
    history = state.history.push(state.view)
    return replace(state, view=view, history=history, queries=queries, sifting=None)


def focus(state: State, pane: Pane) -> State:
    """Send the keys to ``pane``; leaving the search line submits it."""
    if pane is not Pane.SEARCH:
        state = settle(state)
    return replace(state, view=replace(state.view, pane=pane), sifting=None)


def highlight(state: State, cursor: int) -> State:
    """Put the cursor on a result and preview it; out of range goes to the nearest one.

    Results of an older question are not highlighted: their answer is about to be replaced.
    """
    if state.results is None or not len(state.results) or state.answered != state.view.question:
        return state
    cursor = max(0, min(cursor, len(state.results) - 1))
    place = place_of(state.results[cursor])
    if cursor == state.view.cursor and place == state.view.place:
        return state
    return replace(state, view=replace(state.view, cursor=cursor, place=place, scroll=None))


def read_hit(state: State) -> State:
    """Open the result under the cursor in the reader."""
    if state.hit is None:
        return state
    place = place_of(state.hit)
    return leave(state, replace(state.view, pane=Pane.READER, place=place, scroll=None))


def step_result(state: State, step: int) -> State:
    """Go ``step`` results on and show it in the reader, without moving the keys."""
    target = state.view.cursor + step
    if not 0 <= target < state.total:
        return say(state, "That was the last result" if step > 0 else "That was the first result")
    return highlight(state, target)


def step_quote(state: State, step: int) -> State:
    """Go to the open article's next (1) or previous (-1) quote; nested ones are passed over."""
    if state.reading is None or state.view.place is None:
        return state
    here = state.view.place.span.start
    outer = [quote for quote in state.reading.extraction.quotes if quote.within is None]
    ahead = [q for q in outer if (q.start > here if step > 0 else q.start < here)]
    if not ahead:
        edge = "last" if step > 0 else "first"
        return say(state, f"That was the {edge} quote of this article")
    quote = ahead[0] if step > 0 else ahead[-1]
    place = Place(state.reading.article.id, Span(quote.start, quote.end))
    return replace(state, view=replace(state.view, place=place, scroll=None))


def point_at(state: State, quote: Quote) -> State:
    """Make ``quote`` of the open article the present one, where the reader stands."""
    if state.reading is None:
        return state
    place = Place(state.reading.article.id, Span(quote.start, quote.end))
    return replace(state, view=replace(state.view, place=place))


def switch_context(state: State) -> State:
    """Go from a quote in the results to its context in the reader, or back."""
    if state.view.pane is Pane.READER:
        return focus(state, Pane.RESULTS)
    view = replace(state.view, pane=Pane.READER, scroll=None)
    if state.hit is not None:
        view = replace(view, place=place_of(state.hit))
    return replace(settle(state), view=view)


def jump(state: State, place: Place) -> State:
    """Read another place, wherever it is, and remember the present view."""
    return leave(state, replace(state.view, pane=Pane.READER, place=place, scroll=None))


def back(state: State) -> State:
    """Go one view back."""
    state = settle(state)
    step = state.history.back(state.view)
    if step is None:
        return say(state, "There is nothing to go back to")
    return arrive(state, *step)


def forward(state: State) -> State:
    """Go one view forward again."""
    state = settle(state)
    step = state.history.forward(state.view)
    if step is None:
        return say(state, "There is nothing to go forward to")
    return arrive(state, *step)


def arrive(state: State, history: History, view: View) -> State:
    """Show a view of the history.

    Keys that were commands stay commands: who comes back to a view that was left by typing lands
    in its results, unless the keys are in the search line now.
    """
    if view.pane is Pane.SEARCH and state.view.pane is not Pane.SEARCH:
        view = replace(view, pane=Pane.RESULTS)
    return replace(state, history=history, view=view, zoomed=False)


def escape(state: State) -> State:
    """Undo one layer: overlay, zoom, reader or side pane, query, filters. Never quits."""
    view = state.view
    if state.overlay is not None:
        return replace(state, overlay=None)
    if state.zoomed:
        return replace(state, zoomed=False)
    if view.pane in (Pane.READER, Pane.ACTORS, Pane.TOPICS):
        return focus(state, Pane.RESULTS)
    if view.query:
        return ask(state, query="")
    if view.filtered:
        return clear(state)
    if view.pane is Pane.SEARCH:
        return focus(state, Pane.RESULTS)
    return say(state, "{} quits", "quit")

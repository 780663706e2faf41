"""Bring the widgets in line with the state: compare two states and redraw only what differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tui.history import Pane, Sort, View
from tui.keys import hints, key_for, worded
from tui.layout import SMALLEST, Layout
from tui.passages import matches_in_article
from tui.safe import visible
from tui.state import Stage, State
from tui.text import count, duration, plural
from tui.widgets.blank import blank
from tui.widgets.record_list import RecordList
from tui.widgets.rows import draw_facet, draw_heading, draw_hit, draw_suggestion

if TYPE_CHECKING:
    from tui.screens.explorer import Explorer

SORTED = {
    Sort.RELEVANCE: "",
    Sort.DATE: "newest first",
    Sort.SPEAKER: "by speaker",
    Sort.ARTICLE: "by article",
}
"""What the results' frame says of their order; the usual one goes without saying."""


def paint(explorer: Explorer, old: State | None, new: State) -> None:
    """Bring all widgets in line with ``new``; ``old`` is what they show, None at first."""
    paint_arrangement(explorer, new)
    paint_search_line(explorer, old, new)
    paint_results(explorer, old, new)
    paint_facets(explorer, old, new)
    paint_reader(explorer, old, new)
    paint_footer(explorer, new)


def paint_arrangement(explorer: Explorer, state: State) -> None:
    """Set the classes that the style sheet arranges the panes by, all at once: each change by
    itself would have the styles of all widgets worked out anew."""
    pane = state.view.pane
    classes = {f"-{layout.value}": state.layout is layout for layout in Layout}
    classes |= {f"-at-{each.value}": pane is each for each in Pane}
    classes["-at-side"] = pane in (Pane.ACTORS, Pane.TOPICS)
    classes["-zoomed"] = state.zoomed and pane is not Pane.SEARCH
    explorer.update_classes(classes)
    if state.layout is Layout.TINY:
        columns, rows = SMALLEST
        size = f"This terminal has {explorer.size.width} × {explorer.size.height}."
        explorer.too_small.put(f"onrecord needs {columns} × {rows} characters.\n{size}")


def paint_search_line(explorer: Explorer, old: State | None, new: State) -> None:
    """Show the query, the filters and the number of results."""
    if old is None or old.view != new.view:
        explorer.search_line.show(new.view)
    if old is None or (old.results, old.stage) != (new.results, new.stage):
        explorer.search_line.tally(tally(new, explorer.show_times))


TALLY_WIDTH = len("100,000 · 999 ms")
"""Room for most numbers and times, so that another one need not move what is beside it."""


def tally(state: State, with_time: bool) -> str:
    """Return the number of results and how long they took."""
    width = TALLY_WIDTH if with_time else 0
    if state.results is None:
        return "" if state.stage is Stage.FAILED else "…".rjust(width)
    number = count(len(state.results), state.results.capped)
    text = f"{number} · {duration(state.results.seconds)}" if with_time else number
    return text.rjust(width)


def paint_results(explorer: Explorer, old: State | None, new: State) -> None:
    """Show the results, or what there is to say instead of them."""
    listing = explorer.results
    message = blank(new)
    changed = old is None or old.results is not new.results
    if new.results is None:
        listing.set_source((), draw_suggestion, 2)
    elif changed and new.total:
        list_hits(listing, new)
        listing.scroll_to(y=new.view.top, animate=False, force=True)
    elif changed:
        listing.set_source(new.results.suggestions, draw_suggestion, 2)
    elif old is not None and old.bookmarks != new.bookmarks and new.total:
        list_hits(listing, new)
    elif new.total and old is not None and old.view.cursor != new.view.cursor:
        with listing.prevent(RecordList.Highlighted):
            listing.cursor = new.view.cursor
    explorer.blank.display = message is not None
    if message is not None:
        explorer.blank.put(message)
    notes = () if new.results is None or not new.total else new.results.notes
    words = (*arrangement(new.view), *notes)
    explorer.frames[Pane.RESULTS].label(visible(" · ".join(words)), result_position(new))


def list_hits(listing: RecordList[Any], state: State) -> None:
    """Show the results, grouped where they are."""
    results = state.results
    groups = () if results is None else results.groups
    listing.set_source(
        results or (),
        draw_hit(state.bookmarks, under_heading=len(groups) > 0),
        2,
        cursor=state.view.cursor,
        headings=groups,
        render_heading=draw_heading,
    )


def arrangement(view: View) -> tuple[str, ...]:
    """Return what the results' frame says of how they were chosen and put in order."""
    sure = f"at least {view.least} % sure" if view.least else ""
    grouped = "grouped by article" if view.grouped else ""
    return tuple(word for word in (grouped, SORTED[view.sort], sure) if word)


def result_position(state: State) -> str:
    """Return which result the cursor is on, and in how many articles they are where that shows."""
    if state.results is None or not state.total:
        return ""
    groups = len(state.results.groups)
    position = f"{count(state.view.cursor + 1)} of {count(state.total)}"
    return f"{position} in {plural(groups, 'article')}" if groups else position


def paint_facets(explorer: Explorer, old: State | None, new: State) -> None:
    """Show who and what is in the results."""
    if new.results is None:
        for listing in explorer.facets.values():
            listing.placeholder = ""
            listing.set_source((), draw_facet("", ()), 1)
        return
    for pane, called in explorer.sift_lines.items():
        here = new.naming and new.view.pane is pane
        called.show(new.sift_texts.get(pane, ""), here)
    same = old is not None and old.results is new.results and old.sifted is new.sifted
    if same and old is not None and old.view.filters == new.view.filters:
        return
    filters = new.view.filters
    for pane, field, none in (
        (Pane.ACTORS, "actor", "Nobody is named here"),
        (Pane.TOPICS, "topic", "No topics here"),
    ):
        facets = new.facets(pane)
        listing = explorer.facets[pane]
        listing.placeholder = "No such name here" if pane in new.sifted else none
        line = new.actor_line if pane is Pane.ACTORS else new.topic_line
        draw = draw_facet(field, filters, totals_beside(new, pane))
        listing.set_source(facets, draw, 1, cursor=line)
        explorer.frames[pane].label("", facets_position(new, pane, field))


def totals_beside(state: State, pane: Pane) -> Sequence[int]:
    """Return how many passages each name of a side pane has, by id, to be shown beside how many
    results have; nothing where that would say the same twice, or is not known yet."""
    question = state.view.question
    totals = None if state.results is None else state.results.totals
    if totals is None or not (question.query or question.filters):
        return ()
    return totals.actors if pane is Pane.ACTORS else totals.topics


def facets_position(state: State, pane: Pane, field: str) -> str:
    """Return how many names a side pane has, how many filters are on, and how to see all names
    where only those that are called so are listed."""
    if state.results is None:
        return ""
    facets = state.facets(pane)
    if pane in state.sifted:
        whole = state.results.actors if pane is Pane.ACTORS else state.results.topics
        return f"{key_for('escape')}: all · {count(len(facets))} of {count(len(whole))}"
    fields = ("actor", "by") if field == "actor" else (field,)
    on = sum(text.removeprefix("-").partition(":")[0] in fields for text in state.view.filters)
    return f"{on} on · {count(len(facets))}" if on else count(len(facets)) if facets else ""


def paint_reader(explorer: Explorer, old: State | None, new: State) -> None:
    """Show the article at its place, or fetch it first."""
    place, reading = new.view.place, new.reading
    frame = explorer.frames[Pane.READER]
    if place is None:
        if new.results is not None and not new.total:
            explorer.reader.clear()
            frame.label("", "")
        return
    if reading is None or reading.article.id != place.article:
        if old is None or old.view.place is None or old.view.place.article != place.article:
            explorer.fetch(place.article)
        return
    shown = None if old is None else (old.reading, old.view.place, old.view.scroll)
    if shown != (reading, place, new.view.scroll):
        matches = () if new.hit is None else matches_in_article(new.hit, place)
        explorer.reader.show(reading.article, reading.extraction, place.span, matches=matches)
        if new.view.scroll is not None:
            explorer.reader.restore(new.view.scroll)
    frame.label(visible(reading.article.title), quote_position(new))


BY_USER = "user"
"""The rule of a quote whose speaker the user named (``index.corrections.apply.USER_RULE``)."""


def quote_position(state: State) -> str:
    """Return which quote of the article the reader is at, and whether its speaker was corrected."""
    if state.reading is None or not state.reading.extraction.quotes:
        return ""
    total = len(state.reading.extraction.quotes)
    number = state.quote_number
    if number is None:
        return f"{count(total)} quotes"
    rule = state.reading.extraction.quotes[number].rule
    by_user = " · speaker set by you" if rule == BY_USER else ""
    return f"quote {number + 1} of {count(total)}{by_user}"


def paint_footer(explorer: Explorer, state: State) -> None:
    """Show the notice, or else the hints of the pane."""
    if state.notice:
        explorer.footer.notice(worded(state))
    else:
        crowded = state.layout is Layout.NARROW and (state.progress or state.skipped)
        explorer.footer.hint(hints(state.view.pane, state.naming)[: 4 if crowded else 6])
    explorer.footer.status(state.progress, len(state.skipped), state.incomplete)

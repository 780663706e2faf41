"""Two actors side by side: what each said, in order of date, one day beside the same day.

    ╭ 1 Ana Reyes ──────────╮╭ 2 Liu He ─────────────╮
    │▌2 May 2031 · Courier  ││ 2 May 2031 · Post     │
    │▌❝ The toll stays …    ││ › it would go …       │
    │                       ││                       │
    │ 9 Jun 2031 · Courier  ││                       │

The two lists have the same number of rows and move as one; a row without words on one side is a
day on which that one said nothing more. The cursor goes from quote to quote of its own side.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget

from index.model import FacetCount, Hit
from tui.actions.pages import compare_with
from tui.correctable import AtHand
from tui.damage import GuardedSequence
from tui.pages import steps
from tui.pages.address import Page, Subject, person_page
from tui.pages.making import NamesFound
from tui.pages.sections import place_in
from tui.safe import visible
from tui.screens.page import Hints, PageScreen
from tui.screens.pick import PickScreen
from tui.text import count, filter_text, plural
from tui.widgets.frame import Frame
from tui.widgets.page_rows import SIDE_LINES, draw_side
from tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from index.search import Comparison, Pair
    from tui.screens.explorer import Explorer


SIMILAR = 70.0
"""Least likeness (0 to 100, rapidfuzz's partial ratio) of a topic that is offered."""
OFFERED = 20
"""Topics offered where none has what was typed."""


class CompareScreen(PageScreen):
    """The quotes of two actors beside each other, on one topic or on all."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "side(-1)", show=False, id="actors"),
        Binding("2", "side(1)", show=False, id="topics"),
        Binding("n", "both(1)", show=False, id="next_result"),
        Binding("N", "both(-1)", show=False, id="previous_result"),
        Binding("t", "topic", show=False, id="on_topic"),
        Binding("x", "all_topics", show=False, id="clear"),
    ]
    HINTS: ClassVar[Hints] = (
        ("⏎", "Read"),
        ("h l", "Sides"),
        ("n N", "Same day"),
        ("t", "Topic"),
        ("w", "Correct"),
        ("Esc", "Back"),
        ("?", "Help"),
    )
    KEYS: ClassVar[Hints] = (
        ("open", "read the quote in its article"),
        ("left right", "to the other side"),
        ("next_result previous_result", "where both speak on one day"),
        ("on_topic", "one topic that both speak about"),
        ("clear", "all topics again"),
        ("compare", "the one on this side with somebody else"),
        ("page", "the page of the one on this side"),
        ("search", "search in what the one on this side said"),
        ("down up", "this side's next quote, the one before"),
        ("first last", "to either end"),
        ("half_down half_up", "a page"),
        ("copy cite", "copy the quote, with its citation"),
        ("correct", "correct what is wrong on this line"),
        ("undo corrections", "undo the last correction, list all"),
        ("back forward", "through where you were"),
        ("escape", "back to what is below"),
    )

    def __init__(self, explorer: Explorer, page: Page) -> None:
        super().__init__(explorer, page)
        self._shared: Sequence[FacetCount] = ()
        self._rows: tuple[Sequence[int], Sequence[int]] = ((), ())
        self._both: Sequence[int] = ()
        self._side = page.section
        other = page.other or page.subject
        self.actors = (page.subject, other)
        self.lists: tuple[RecordList[Pair], RecordList[Pair]] = (RecordList(), RecordList())
        self.frames = [
            Frame(number + 1, visible(actor.name), listing, id=f"side-{number}")
            for number, (actor, listing) in enumerate(zip(self.actors, self.lists, strict=True))
        ]

    def body(self) -> Iterator[Widget]:
        """Put the two beside each other."""
        yield Horizontal(*self.frames, id="sides")

    def on_mount(self) -> None:
        """Say who is compared; scroll both sides together."""
        super().on_mount()
        self._say_who()
        self.action_side(self._side or -1)
        one, other = self.lists
        for here, there in ((one, other), (other, one)):
            self.watch(here, "scroll_y", self._scroll(there), init=False)

    @staticmethod
    def _scroll(there: RecordList[Pair]) -> Callable[[float], None]:
        def follow(top: float) -> None:
            if there.scroll_y != top:
                there.scroll_to(y=top, animate=False, force=True)

        return follow

    def _say_who(self) -> None:
        names = " and ".join(actor.name for actor in self.actors)
        topic = self.page.topic
        self.title_line(names, f"on {topic.name}" if topic else "on all topics")

    def show(self, content: Comparison) -> None:
        """Fill both sides, and begin where both speak. The library has made the content, so
        importing it costs nothing."""
        from index.search import Pair

        self.actors = (
            Subject(content.one.id, content.one.name),
            Subject(content.other.id, content.other.name),
        )
        for number, (frame, actor) in enumerate(zip(self.frames, self.actors, strict=True)):
            frame.call(number + 1, visible(actor.name))
        self._shared, self._rows = content.shared, content.rows
        self._both = sorted(set(content.rows[0]) & set(content.rows[1]))
        guard, pairs = self.guard(), content.pairs
        if guard is not None:
            pairs = GuardedSequence(pairs, guard, Pair(None, None))
        about = "" if content.topic is None else " about this topic"
        start = self.page.line or next(iter(self._both), 0)
        for side, listing in enumerate(self.lists):
            listing.placeholder = f"Neither is quoted{about}."
            draw = draw_side(side == 0, self.state.bookmarks)
            listing.set_source(pairs, draw, SIDE_LINES, cursor=start)
            listing.scroll_to(y=start * SIDE_LINES, animate=False, force=True)
        self._say_who()
        self._label()

    def _label(self) -> None:
        """Say at which of its quotes each side is."""
        for rows, listing, frame in zip(self._rows, self.lists, self.frames, strict=True):
            number = bisect_right(rows, listing.cursor)
            frame.label("", f"{count(number)} of {plural(len(rows), 'quote')}" if rows else "")

    # -- what the keys act on ----------------------------------------------------------------

    @property
    def listing(self) -> RecordList[Pair]:
        """The side that has the keys."""
        return self.lists[self._side]

    @property
    def place(self) -> tuple[int, int]:
        """Which side has the keys, and the row."""
        return self._side, self.listing.cursor

    @property
    def hit(self) -> Hit | None:
        """The quote under the cursor; where this side says nothing, that of the other."""
        if not self.listing.source:
            return None
        pair = self.listing.source[self.listing.cursor]
        sides = (pair.one, pair.other)
        return sides[self._side] or sides[1 - self._side]

    @property
    def at_hand(self) -> AtHand:
        """What can be corrected on this row."""
        return AtHand(self.quote, self.actors[self._side], names=True)

    @on(RecordList.Highlighted)
    def moved(self, event: RecordList.Highlighted) -> None:
        """Move the other side along."""
        for listing in self.lists:
            if listing is not event.record_list:
                with listing.prevent(RecordList.Highlighted):
                    listing.cursor = event.record_list.cursor
        self._label()

    @on(RecordList.Selected)
    def chosen(self) -> None:
        """Read the quote that was clicked."""
        self.action_follow()

    def on_descendant_focus(self) -> None:
        """Follow a click to the other side."""
        for side, listing in enumerate(self.lists):
            if self.focused is listing:
                self._side = side

    # -- keys --------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """Go to this side's next quote, or the one before."""
        self._go(self._rows[self._side], step)

    def action_page(self, step: int) -> None:
        """Go a page down or up, to a quote of this side."""
        rows_in_view = max(1, self.listing.size.height // SIDE_LINES)
        self._go(self._rows[self._side], step, rows_in_view)

    def action_first(self) -> None:
        """Go to this side's first quote."""
        self._go(self._rows[self._side][:1], -1)

    def action_last(self) -> None:
        """Go to this side's last quote."""
        self._go(self._rows[self._side][-1:], 1)

    def action_both(self, step: int) -> None:
        """Go to the next row, or the one before, on which both say something."""
        if not self._go(self._both, step):
            self.tell("They do not speak on one day any more this way")

    def _go(self, rows: Sequence[int], step: int, least: int = 1) -> bool:
        """Go to the nearest of ``rows`` at least so many rows on; where there is none, to the
        farthest. Tell whether the cursor moved."""
        if not rows:
            return False
        here = self.listing.cursor
        if step > 0:
            place = bisect_left(rows, here + least)
            target = max(here, rows[min(place, len(rows) - 1)])
        else:
            place = bisect_right(rows, here - least) - 1
            target = min(here, rows[max(place, 0)])
        self.listing.cursor = target
        return target != here

    def action_side(self, step: int) -> None:
        """Go to the left side (-1) or the right one (1), to its quote on this row or the next."""
        self._side = 1 if step > 0 else 0
        self.set_focus(self.listing, scroll_visible=False)
        rows = self._rows[self._side]
        if self.listing.cursor not in rows and not self._go(rows, 1):
            self._go(rows, -1)

    def action_walk(self, _: int) -> None:
        """Go to the other side."""
        self.action_side(-1 if self._side else 1)

    def action_follow(self) -> None:
        """Read the quote under the cursor."""
        place = None if self.hit is None else place_in(self.hit)
        if place is None:
            self.tell("There is no quote on this row")
        else:
            self.leave(place)

    def action_page_of(self) -> None:
        """Open the page of the one on this side."""
        self.leave(person_page(self.actors[self._side]))

    def action_compare(self) -> None:
        """Compare the one on this side with somebody else."""
        self.explorer.state = self.marked()
        compare_with(self.explorer, self.actors[self._side], None, self.page.topic)

    def action_search(self) -> None:
        """Search in what the one on this side said."""
        filters = [filter_text("by", self.actors[self._side].name)]
        if self.page.topic is not None:
            filters.append(filter_text("topic", self.page.topic.name))
        self.explorer.update(steps.search_in(self.marked(), steps.Find(tuple(filters))))

    def action_topic(self) -> None:
        """Pick one of the topics that both speak about."""
        if not self._shared:
            self.tell("There is no topic that both speak about")
            return
        title = f"{count(len(self._shared))} topics that both speak about"
        self.app.push_screen(PickScreen(title, self._topics), self._turn_to)

    def _topics(self, text: str, answer: Callable[[Message], object]) -> None:
        answer(NamesFound(text, alike(text, self._shared)))

    def _turn_to(self, topic: FacetCount | None) -> None:
        if topic is not None:
            self._show_on(Subject(topic.id, topic.label))

    def action_all_topics(self) -> None:
        """Compare on all topics again."""
        if self.page.topic is None:
            self.tell("These are all topics already")
        else:
            self._show_on(None)

    def _show_on(self, topic: Subject | None) -> None:
        self.page = replace(self.page.top, topic=topic)
        self.explorer.update(steps.turn(self.state, self.page))
        self.explorer.pages.make(self.page, self.post_message)


def alike(text: str, names: Sequence[FacetCount]) -> Sequence[FacetCount]:
    """Return those of ``names`` that ``text`` may mean: that have it, else that look like it.

    The import is here because it would cost the first frame 36 ms.
    """
    from rapidfuzz import fuzz, process

    wanted = text.strip().casefold()
    if not wanted:
        return names
    having = [each for each in names if wanted in each.label.casefold()]
    if having:
        return having
    labels = [each.label.casefold() for each in names]
    found = process.extract(
        wanted, labels, scorer=fuzz.partial_ratio, score_cutoff=SIMILAR, limit=OFFERED
    )
    return [names[place] for _, _, place in found]

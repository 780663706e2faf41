"""A person's or a topic's page: quotes in the middle, names and numbers beside them.

    ▏Ana Reyes   person                                         title
     4 Mar 2031 ▃▄▂█▁▄▅▇▆▁▁▁▁▆ 28 Apr 2032   most in Jun        timeline
    ╭ 1 Said ──────────────╮╭ 3 Speaks about ──╮
    │                      ││ ship           2 │
    ╰─────────────── 1 of 46╯╰──────────────────╯
    ╭ 2 Said about ────────╮╭ 4 Quoted with ───╮

On narrow screens, and zoomed, the list that has the keys stands alone below a line that names all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from index.model import FacetCount, Hit
from tui.actions.pages import compare_with
from tui.correctable import AtHand
from tui.damage import LOST_HIT, GuardedSequence
from tui.layout import Layout
from tui.pages import steps
from tui.pages.address import Page, PageKind, Subject
from tui.pages.sections import (
    ALSO_CALLED,
    HEADINGS,
    Section,
    person_sections,
    topic_sections,
)
from tui.screens.page import Hints, PageScreen
from tui.text import count
from tui.widgets.frame import Frame
from tui.widgets.line import Line
from tui.widgets.record_list import RecordList
from tui.widgets.sparkline import timeline_line

if TYPE_CHECKING:
    from index.search import PersonProfile, Results, Timeline, TopicProfile
    from tui.screens.explorer import Explorer

MARGIN = 4
"""Cells that the timeline leaves free at both sides together."""


class ProfileScreen(PageScreen):
    """The page of an actor or a topic."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "section(0)", show=False, id="actors"),
        Binding("2", "section(1)", show=False, id="topics"),
        Binding("3", "section(2)", show=False, id="results"),
        Binding("4", "section(3)", show=False, id="reader"),
        Binding("5", "section(4)", show=False),
        Binding("6", "section(5)", show=False),
        Binding("z", "zoom", show=False, id="zoom"),
    ]
    HINTS: ClassVar[Hints] = (
        ("⏎", "Quotes"),
        ("Tab", "Lists"),
        ("p", "Page"),
        ("C", "Compare"),
        ("w", "Correct"),
        ("Esc", "Back"),
        ("?", "Help"),
    )
    KEYS: ClassVar[Hints] = (
        ("open", "to the quotes of this line"),
        ("page", "the page of whoever the line names"),
        ("compare", "with somebody, on the topic of the line"),
        ("search", "search in this list"),
        ("down up", "one line"),
        ("first last", "to either end"),
        ("half_down half_up", "a page"),
        ("next_pane previous_pane", "the next list, the one before"),
        ("left right", "from the quotes to the names, and back"),
        ("zoom", "the list alone, and back"),
        ("copy cite", "copy the quote, with its citation"),
        ("correct", "correct what is wrong on this line"),
        ("undo corrections", "undo the last correction, list all"),
        ("back forward", "through where you were"),
        ("escape", "back to what is below"),
    )

    def __init__(self, explorer: Explorer, page: Page) -> None:
        super().__init__(explorer, page)
        self._headings = HEADINGS[page.kind]
        self._sections: tuple[Section, ...] = ()
        self._timeline: Timeline | None = None
        self._subject = page.subject
        self._zoomed = False
        self._at = min(page.section, len(self._headings) - 1)
        self._last_beside = self._main_count
        self.lists: list[RecordList[Any]] = [RecordList() for _ in self._headings]
        for listing in self.lists:
            listing.idle_bar = " "  # a colour that hides it is not enough where there are none
        self.frames = [
            Frame(number + 1, heading.title, self.lists[number], id=f"section-{number}")
            for number, heading in enumerate(self._headings)
        ]
        self.timeline = Line(id="page-timeline")
        self.strip = Line(id="page-strip")

    @property
    def _main_count(self) -> int:
        return sum(heading.main for heading in self._headings)

    def body(self) -> Iterator[Widget]:
        """Put the quotes to the left, the names to the right."""
        yield self.timeline
        yield self.strip
        with Horizontal(id="page-body"):
            yield Vertical(*self.frames[: self._main_count], id="page-main")
            yield Vertical(*self.frames[self._main_count :], id="page-side")

    def on_mount(self) -> None:
        """Say whose page it is, and send the keys to the first list."""
        super().on_mount()
        self.title_line(self.page.subject.name, self.page.kind.value)
        self._go_to(self._at)

    def show(self, content: PersonProfile | TopicProfile) -> None:
        """Fill the lists."""
        marks, corpus = self.state.bookmarks, self.explorer.corpus
        names = () if corpus is None else corpus.actors

        def name_of(actor: int) -> str:
            return names[actor].name

        if self.page.kind is PageKind.TOPIC:
            self._sections = topic_sections(cast("TopicProfile", content), marks, name_of)
        else:
            profile = cast("PersonProfile", content)
            self._sections = person_sections(profile, marks, name_of)
            self.title_line(profile.actor.name, profile.actor.kind.value)
            self._subject = Subject(profile.actor.id, profile.actor.name)
        for number, section in enumerate(self._sections):
            cursor = self._line_of(section) if number == self._at else 0
            self._fill(self.lists[number], section, cursor)
            self._label(number)
        self._timeline = content.timeline
        self.arranged()

    def _line_of(self, section: Section) -> int:
        """Return where the cursor is to stand: on what it was on before, else on the same line."""
        kept, self.kept = self.kept, None
        if kept is None or section.lost is not LOST_HIT:
            return self.page.line
        results = cast("Results", section.items)
        line = results.place_of(kept.article, kept.start, kept.kind)
        return self.page.line if line is None else line

    def _fill(self, listing: RecordList[Any], section: Section, cursor: int) -> None:
        guard = self.guard()
        items = section.items
        if guard is not None:
            items = GuardedSequence(items, guard, section.lost)
        listing.placeholder = Content(section.empty)
        listing.set_source(items, section.draw, section.lines, cursor=cursor)

    def _label(self, number: int) -> None:
        listing, total = self.lists[number], len(self._sections[number].items)
        main = self._headings[number].main
        position = f"{count(listing.cursor + 1)} of {count(total)}" if main else count(total)
        self.frames[number].label("", position if total else "")

    # -- which list has the keys -------------------------------------------------------------

    def _go_to(self, number: int) -> None:
        self._at = number
        if not self._headings[number].main:
            self._last_beside = number
        for each, frame in enumerate(self.frames):
            frame.set_class(each == number, "-here")
        self.set_class(self._headings[number].main, "-at-main")
        self.set_class(not self._headings[number].main, "-at-beside")
        self.set_focus(self.lists[number], scroll_visible=False)
        self._name_all()

    def _name_all(self) -> None:
        """Name all lists on the line that stands for them where only one is shown."""
        parts = []
        for number, heading in enumerate(self._headings):
            here = number == self._at
            total = f" {count(len(self.lists[number].source))}" if self._sections else ""
            name = Content(f"{number + 1} {heading.short}").stylize("bold $match" if here else "")
            parts.append(name + Content(total).stylize("$muted"))
        self.strip.put(Content("  ").join(parts))

    def on_descendant_focus(self) -> None:
        """Follow a click into another list."""
        for number, listing in enumerate(self.lists):
            if self.focused is listing and number != self._at:
                self._go_to(number)

    def arranged(self) -> None:
        """Show one list or all, and draw the timeline as wide as there is room."""
        self.set_class(self._zoomed or self.has_class(f"-{Layout.NARROW.value}"), "-one")
        if self._sections:
            self.timeline.put(timeline_line(self._timeline, max(1, self.size.width - MARGIN)))
        self._name_all()

    # -- what the keys act on ----------------------------------------------------------------

    @property
    def listing(self) -> RecordList[Any]:
        """The list that has the keys."""
        return self.lists[self._at]

    @property
    def place(self) -> tuple[int, int]:
        """The number of the list that has the keys, and its line."""
        return self._at, self.listing.cursor

    @property
    def item(self) -> Any:
        """What stands on the line under the cursor; None where there is none."""
        source = self.listing.source
        return source[self.listing.cursor] if self._sections and source else None

    @property
    def hit(self) -> Hit | None:
        """The quote or paragraph under the cursor."""
        return self.item if isinstance(self.item, Hit) else None

    @on(RecordList.Highlighted)
    def moved(self, event: RecordList.Highlighted) -> None:
        """Show where the cursor stands."""
        if self._sections:
            self._label(self.lists.index(event.record_list))

    @on(RecordList.Selected)
    def chosen(self) -> None:
        """Follow the line that was clicked."""
        self.action_follow()

    @property
    def at_hand(self) -> AtHand:
        """What can be corrected on this line: its quote, a name, who has it, a topic of one's
        own."""
        item = self.item
        actor = self._subject if self.page.kind is PageKind.PERSON else None
        if item is None:
            return AtHand(actor=actor)
        named = self._sections[self._at].page_of(item)
        if named is not None and named.kind is PageKind.PERSON:
            actor = named.subject
        alias = item.form if self.page.kind is PageKind.PERSON and self._at == ALSO_CALLED else ""
        own = isinstance(item, FacetCount) and item.own
        elsewhere = actor is not None and actor != self._subject
        return AtHand(
            self.quote, actor, alias=alias, topic=item.label if own else "", names=elsewhere
        )

    # -- keys --------------------------------------------------------------------------------

    def action_section(self, number: int) -> None:
        """Go to a list."""
        if number < len(self.lists):
            self._go_to(number)

    def action_walk(self, step: int) -> None:
        """Go to the next list, or the one before, round and round."""
        self._go_to((self._at + step) % len(self.lists))

    def action_side(self, step: int) -> None:
        """Go from the quotes to the names beside them, or back."""
        self._go_to(self._last_beside if step > 0 else min(self._at, self._main_count - 1))

    def action_zoom(self) -> None:
        """Show the list alone, or all of them again."""
        self._zoomed = not self._zoomed
        self.arranged()

    def action_follow(self) -> None:
        """Go to the quotes that the line stands for."""
        item = self.item
        target = None if item is None else self._sections[self._at].leads(item)
        if target is None:
            self.tell("There is nothing to open on this line")
        else:
            self.leave(target)

    def action_page_of(self) -> None:
        """Open the page of whoever or whatever the line names."""
        item = self.item
        page = None if item is None else self._sections[self._at].page_of(item)
        if page is None:
            self.tell("Nobody with a page of their own is named on this line")
        else:
            self.leave(page)

    def action_search(self) -> None:
        """Search in what this list stands for."""
        if self._sections:
            within = self._sections[self._at].within
            self.explorer.update(steps.search_in(self.marked(), within))

    def action_compare(self) -> None:
        """Put two actors side by side, on the topic of the line where there is one."""
        item = self.item
        page = None if item is None else self._sections[self._at].page_of(item)
        me = self.page.subject
        person = page.subject if page and page.kind is PageKind.PERSON else None
        topic = page.subject if page and page.kind is PageKind.TOPIC else None
        if self.page.kind is PageKind.TOPIC:
            self._compare(person, None, me, "Compare starts from a person who speaks about it")
        else:
            self._compare(me, person if person != me else None, topic, "")

    def _compare(
        self, one: Subject | None, other: Subject | None, topic: Subject | None, without: str
    ) -> None:
        if one is None:
            self.tell(without)
        else:
            self.explorer.state = self.marked()
            compare_with(self.explorer, one, other, topic)

"""The explorer: it holds the one State and carries every change of it to the widgets.

    key ──────> action_command ──> run(explorer) ──┐
    click ────> message handler ───────────────────┼──> update(state) ──> paint, ask, fetch
    thread ───> message handler ───────────────────┘

Widgets never call each other; they report what the user did and are told what to show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from index.home import was_indexed
from index.model import FacetCount
from tui import sifting
from tui import state as change
from tui.bookmarks import Bookmark, bookmarks_path, load_bookmarks, save_bookmarks
from tui.commands import BY_ID, COMMANDS, Command
from tui.config import in_force
from tui.damage import Guard
from tui.history import LONGEST, Pane, Place, remember
from tui.indexing import Indexing
from tui.keymap import bindings
from tui.keys import worded
from tui.pages.making import PageThread
from tui.screens.help import HelpScreen
from tui.screens.listener import Listener
from tui.screens.lists import ChoiceScreen, SkippedScreen
from tui.screens.page import PageScreen
from tui.screens.pages import show_pages
from tui.session import Session, load_session, save_session, session_path
from tui.state import Overlay, State
from tui.themes import other
from tui.typeahead import TypeAheadApp
from tui.widgets.footer import Footer
from tui.widgets.frame import Frame
from tui.widgets.line import Line
from tui.widgets.painting import paint
from tui.widgets.reader import Reader
from tui.widgets.record_list import RecordList
from tui.widgets.search_line import QueryInput, SearchLine
from tui.widgets.sift_line import SiftLine

if TYPE_CHECKING:
    from index.corpus import Corpus
    from index.search import Suggestion


FIRST_HINT = "Type what you look for; {} goes to what was found; {} shows all keys"
"""What the footer says on the very first run, until the first key or for ``HINT_SECONDS``."""
HINT_SECONDS = 20.0
FRAME = 1 / 250
"""Seconds between two paints, at least."""
LONGEST_FRAME = 0.05
"""Seconds between two paints, at most, while keys come faster than they can be painted."""


class Explorer(Listener, inherit_bindings=False):
    """The main screen."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COMMANDS),
        Binding("ctrl+c,super+c", "screen.copy_text", "Copy the selection", show=False),
    ]

    def __init__(
        self,
        open_corpus: Callable[[], Corpus],
        indexing: Callable[[Callable[[Any], object]], Indexing],
        home: Path,
        key: str,
        show_times: bool = True,
    ) -> None:
        super().__init__(open_corpus, indexing)
        self._frame_timer: Timer | None = None
        self._painted_at = 0.0
        self.home, self.key, self.show_times = home, key, show_times
        last = load_session(session_path(home, key))
        self.last_theme = last.theme
        self.resume_at = last.view.pane
        self.state = State(
            view=replace(last.view, pane=Pane.SEARCH),
            queries=last.queries,
            letters=last.letters,
            bookmarks=self.kept_bookmarks(),
        )
        if not (home / "sessions").exists():
            self.state = change.say(self.state, FIRST_HINT, "down", "help")
        self.removed_notes: dict[Place, str] = {}
        self._painted: State | None = None
        self.search_line = SearchLine(id="search-line")
        self.results: RecordList[Any] = RecordList(id="results")
        self.blank = Line(id="blank")
        self.reader = Reader(id="reader", placeholder="The article of a result is read here.")
        self.facets: dict[Pane, RecordList[FacetCount]] = {
            Pane.ACTORS: RecordList(id="actors"),
            Pane.TOPICS: RecordList(id="topics"),
        }
        self.sift_lines = {pane: SiftLine(id=f"{pane}-called") for pane in self.facets}
        self.frames = {
            pane: Frame(number, name, self.sift_lines[pane], self.facets[pane], id=f"{pane}-frame")
            for number, name, pane in ((1, "Actors", Pane.ACTORS), (2, "Topics", Pane.TOPICS))
        }
        self.frames |= {
            Pane.RESULTS: Frame(3, "Results", self.blank, self.results, id="results-frame"),
            Pane.READER: Frame(4, "Reader", self.reader, id="reader-frame"),
        }
        self.footer = Footer(id="footer")
        self.too_small = Line(id="too-small")

    def compose(self) -> ComposeResult:
        """Lay out the panes; the style sheet arranges them by the screen's classes."""
        yield self.search_line
        with Horizontal(id="panes"):
            with Vertical(id="main"):
                yield self.frames[Pane.RESULTS]
                yield self.frames[Pane.READER]
            with Vertical(id="side"):
                yield self.frames[Pane.ACTORS]
                yield self.frames[Pane.TOPICS]
        yield self.footer
        yield self.too_small

    def on_mount(self) -> None:
        """Paint the first frame; the library is loaded only after it, a new folder read at once."""
        self._arrange(self.size)
        self.call_after_refresh(self.searching.start)
        if self.state.notice == FIRST_HINT:
            self.set_timer(HINT_SECONDS, self._drop_hint)
        if not was_indexed(self.home, self.key):
            self.call_after_refresh(self.start_indexing)

    def _drop_hint(self) -> None:
        if self.state.notice == FIRST_HINT:
            self.update(replace(self.state, notice=""))

    @property
    def _update_timer(self) -> Timer:
        """Textual's timer for painting, which lets up to two of its periods pass after a paint: a
        shorter one, because the answer to a key comes a few milliseconds after the key's own."""
        if self._frame_timer is None:
            self._frame_timer = self.set_interval(
                FRAME, self._on_timer_update, name="screen_update", pause=True
            )
        return self._frame_timer

    def _on_timer_update(self) -> None:
        """Paint; where keys wait already, only what they lead to, unless that takes too long."""
        now = monotonic()
        waits = isinstance(self.app, TypeAheadApp) and self.app.keys_wait
        if waits and now - self._painted_at < LONGEST_FRAME:
            return  # the timer goes on
        super()._on_timer_update()
        self._painted_at = monotonic()

    # -- the one way in ----------------------------------------------------------------------

    def update(self, state: State) -> None:
        """Make ``state`` the present one: paint what differs, ask what has to be asked."""
        before = self._painted
        if before is not None:
            state = sifting.forget(before, state)
        self.state = state
        self._painted = state
        paint(self, before, state)
        if before is not None and before.view.pages != state.view.pages:
            show_pages(self)
        self._send_keys()
        if before is None or before.view.question != state.view.question:
            self.ask()
        if before is not None and before.overlay is not state.overlay:
            self._show_overlay(state.overlay)

    def tell(self, notice: str, *keys: str) -> None:
        """Say something in whatever footer is on the screen."""
        self.update(change.say(self.state, notice, *keys))
        for page in self._page_screens():
            page.tell(worded(self.state))

    def show_corrected(self, state: State) -> None:
        """Make ``state`` the present one, and show its pages anew where the cursor is on them."""
        pages = self._page_screens()
        for page in pages:
            page.renew(state)
        self.update(state)
        for page in pages:
            page.tell(worded(state))

    def _page_screens(self) -> list[PageScreen]:
        return [each for each in self.app.screen_stack if isinstance(each, PageScreen)]

    @cached_property
    def pages(self) -> PageThread:
        """The thread that makes pages; it starts with the first one."""
        assert self.corpus is not None, "pages open from results, and those from a corpus"
        thread = PageThread(self.corpus, self.post_message)
        thread.start()
        return thread

    def capture(self) -> None:
        """Take the scroll positions of the widgets into the state, to come back to."""
        view, reading = self.state.view, self.state.reading
        top = round(self.results.scroll_y) if self.state.total else view.top
        scroll = view.scroll
        if reading and view.place and reading.article.id == view.place.article:
            scroll = self.reader.position
        self.state = replace(self.state, view=replace(view, top=top, scroll=scroll))
        if self._painted is not None:
            painted = replace(self._painted.view, top=top, scroll=scroll)
            self._painted = replace(self._painted, view=painted)

    # -- keys --------------------------------------------------------------------------------

    def action_command(self, command_id: str) -> None:
        """Run a command of the table, or say why it cannot work now."""
        command = BY_ID[command_id]
        self.capture()
        self.state = replace(self.state, notice="")
        reason = command.blocked(self.state)
        if reason is None:
            self._run(command)
        else:
            self.state = change.say(self.state, reason)
        if self._painted is not self.state:
            self.update(self.state)

    def _run(self, command: Command) -> None:
        if self.corpus is None:
            command.run(self)
        else:
            Guard(self.corpus, self.post_message).make(lambda: command.run(self), None)

    def action_drop_filter(self, number: int) -> None:
        """Take a filter away whose chip was clicked."""
        filters = self.state.view.filters
        if number < len(filters):
            self.capture()
            self.update(change.toggle_filter(self.state, filters[number]))

    def body(self) -> RecordList[Any] | Reader:
        """Return the widget that moving keys act on."""
        pane = self.state.view.pane
        if pane in self.facets:
            return self.facets[pane]
        return self.reader if pane is Pane.READER else self.results

    @property
    def key_target(self) -> Widget:
        """The widget that the keys go to."""
        pane = self.state.view.pane
        if pane is Pane.SEARCH:
            return self.query_one(QueryInput)
        return self.sift_lines[pane] if self.state.naming else self.body()

    def _send_keys(self) -> None:
        target = self.key_target
        if self.focused is not target and self.is_current:
            self.set_focus(target, scroll_visible=False)

    def on_descendant_focus(self) -> None:
        """Follow a click into another pane."""
        for pane, line in self.sift_lines.items():
            if self.focused is line and self.key_target is not line:
                self.capture()
                self.update(sifting.start(change.focus(self.state, pane)))
                return
        for pane in Pane:
            target = self.query_one(QueryInput) if pane is Pane.SEARCH else self._widget(pane)
            if self.focused is target and pane is not self.state.view.pane:
                self.capture()
                self.update(change.focus(self.state, pane))

    def _widget(self, pane: Pane) -> RecordList[Any] | Reader:
        return self.facets.get(pane) or (self.reader if pane is Pane.READER else self.results)

    # -- what widgets report -------------------------------------------------------------------

    @on(Input.Changed, "#query")
    def query_typed(self, event: Input.Changed) -> None:
        """Follow each key of the query."""
        self.capture()
        self.update(change.edit_query(replace(self.state, notice=""), event.value))

    @on(Input.Changed, "SiftLine")
    def name_typed(self, event: Input.Changed) -> None:
        """Leave in a side pane what is called so."""
        for pane, line in self.sift_lines.items():
            if event.input is line:
                self.update(sifting.sift(replace(self.state, notice=""), pane, event.value))

    @on(RecordList.Highlighted)
    def line_highlighted(self, event: RecordList.Highlighted) -> None:
        """Preview a result; remember the line of a side pane."""
        if event.record_list is self.results and self.state.total:
            # the list may have moved on since it sent the message
            self.update(change.highlight(self.state, event.record_list.cursor))
        elif event.record_list is self.facets[Pane.ACTORS]:
            self.state = replace(self.state, actor_line=event.index)
        elif event.record_list is self.facets[Pane.TOPICS]:
            self.state = replace(self.state, topic_line=event.index)

    @on(RecordList.Selected)
    def line_selected(self) -> None:
        """Open the line that was clicked; in the side panes, filter on it."""
        filtering = {Pane.ACTORS: "mentioning", Pane.TOPICS: "on_topic"}
        self.action_command(filtering.get(self.state.view.pane, "open"))

    @on(Reader.QuoteChanged)
    def quote_clicked(self, event: Reader.QuoteChanged) -> None:
        """Read on from the quote that was clicked, without moving the text."""
        reading = self.state.reading
        if reading is not None and event.number is not None:
            self.capture()
            self.update(change.point_at(self.state, reading.extraction.quotes[event.number]))

    def on_resize(self, event: events.Resize) -> None:
        """Arrange the panes for the new size."""
        self._arrange(event.size)

    # -- overlays ----------------------------------------------------------------------------

    def _show_overlay(self, overlay: Overlay | None) -> None:
        screens: dict[Overlay, Callable[[], ModalScreen[None]]] = {
            Overlay.HELP: HelpScreen,
            Overlay.SKIPPED: lambda: SkippedScreen(self.state.skipped),
        }
        if overlay in screens:
            self.app.push_screen(screens[overlay](), self._overlay_closed)

    def _overlay_closed(self, _: object) -> None:
        self.update(replace(self.state, overlay=None))

    def choose(
        self, title: str, names: Sequence[str], chosen: Callable[[int | None], None]
    ) -> None:
        """Offer ``names`` in a list; ``chosen`` gets the number of the one taken, or None."""
        self.app.push_screen(ChoiceScreen(title, names), chosen)

    def suggestion(self) -> Suggestion | None:
        """Return the suggestion under the cursor where nothing was found."""
        results = self.state.results
        if results is None or not results.suggestions:
            return None
        return results.suggestions[self.results.cursor]

    def _arrange(self, size: Size) -> None:
        wanted = in_force().layout
        self.update(change.arrange(self.state, size.width, size.height, wanted))

    # -- what is kept ------------------------------------------------------------------------

    def toggle_theme(self) -> None:
        """Change between dark and light."""
        self.app.theme = other(self.app.theme)

    def kept_bookmarks(self) -> dict[Place, Bookmark]:
        """Read the bookmarks; another window may have changed them."""
        return load_bookmarks(bookmarks_path(self.home, self.key))

    def keep_bookmarks(self, bookmarks: Mapping[Place, Bookmark], notice: str = "") -> None:
        """Write these bookmarks down and show them, with a ``notice`` of what was done."""
        self.update(change.say(replace(self.state, bookmarks=bookmarks), notice))
        try:
            save_bookmarks(bookmarks_path(self.home, self.key), bookmarks.values())
        except OSError as error:
            self.update(change.say(self.state, f"Bookmarks cannot be kept: {error.strerror}"))

    def keep_session(self) -> None:
        """Write down where the user is, and all that was asked, in other windows as well.

        A home that cannot be written is no reason to stop.
        """
        with suppress(OSError):
            self.capture()
            path = session_path(self.home, self.key)
            mine = remember(self.state.queries, self.state.view.query)
            queries = tuple(dict.fromkeys((*mine, *load_session(path).queries)))[:LONGEST]
            letters = self.state.letters
            save_session(path, Session(self.state.view, self.app.theme, queries, letters))

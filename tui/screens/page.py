"""A page over the explorer: a title, a body of lists, a footer, and the keys that all pages have.

What a page holds is made on a thread and arrives as ``PageMade``; until then the page stands there
with its title. Whatever leads away goes through the explorer's state, so that history knows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from index.model import Hit
from tui.actions.correcting import open_menu, show_corrections, undo
from tui.clipboard import copy
from tui.correctable import AtHand
from tui.damage import Guard
from tui.keymap import NAMES
from tui.keys import hints_in_force, table, worded
from tui.layout import SMALLEST, Layout, layout_for
from tui.pages import steps
from tui.pages.address import Page
from tui.pages.making import PageMade
from tui.passages import Passage, passage_of_hit
from tui.safe import visible
from tui.screens.lists import MOVING, ListMoves
from tui.screens.page_help import PageHelp
from tui.state import State, say
from tui.widgets.footer import Footer
from tui.widgets.line import Line
from tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from tui.screens.explorer import Explorer

Hints = tuple[tuple[str, str], ...]

TITLE_MARGIN = 7
"""Cells of the title's line that are not text: the ends, and a gap."""


class PageScreen(ListMoves, Screen[None], inherit_bindings=False):
    """What all pages share. Subclasses lay out the body and say what its lines are."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("q", "close", show=False, id="quit"),
        Binding("ctrl+o,backspace,alt+left", "go('back')", show=False, id="back"),
        Binding("alt+right", "go('forward')", show=False, id="forward"),
        *MOVING,
        Binding("enter", "follow", show=False, id="open"),
        Binding("p", "page_of", show=False, id="page"),
        Binding("C", "compare", show=False, id="compare"),
        Binding("slash", "search", show=False, id="search"),
        Binding("tab", "walk(1)", show=False, id="next_pane"),
        Binding("shift+tab", "walk(-1)", show=False, id="previous_pane"),
        Binding("h,left", "side(-1)", show=False, id="left"),
        Binding("l,right", "side(1)", show=False, id="right"),
        Binding("y", "copy(False)", show=False, id="copy"),
        Binding("Y", "copy(True)", show=False, id="cite"),
        Binding("w", "correct", show=False, id="correct"),
        Binding("u", "undo", show=False, id="undo"),
        Binding("W", "corrections", show=False, id="corrections"),
        Binding("T", "theme", show=False, id="theme"),
        Binding("question_mark,f1", "help", show=False, id="help"),
    ]
    HINTS: ClassVar[Hints] = ()
    KEYS: ClassVar[Hints] = ()
    """The page's keys, by id of command, and what they do here."""

    def __init__(self, explorer: Explorer, page: Page) -> None:
        """Take the explorer that the page lies over."""
        super().__init__()
        self.explorer = explorer
        self.page = page
        self.page_title = Line(id="page-title")
        self.footer = Footer(id="footer")
        self.too_small = Line(id="too-small")
        self.loaded = False
        self.kept: Hit | None = None
        self._whose = ("", "")
        self._noticed = False

    def compose(self) -> ComposeResult:
        """Put the body between title and footer."""
        yield self.page_title
        yield from self.body()
        yield self.footer
        yield self.too_small

    def body(self) -> Iterator[Widget]:
        """Return what stands between title and footer."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Ask for what the page holds; say what there was to say when it was opened."""
        self.show_hints()
        if self.state.notice:
            self.tell(worded(self.state))
        self.explorer.pages.make(self.page, self.post_message)

    def renew(self, state: State) -> None:
        """Have the page of ``state`` made again; the cursor stays on its line."""
        if state.view.pages:
            section, line = self.page.section, self.page.line
            self.page = replace(state.view.pages[-1], section=section, line=line)
            self.explorer.pages.make(self.page, self.post_message)

    @on(PageMade)
    def arrived(self, message: PageMade) -> None:
        """Show what the page holds, with the cursor where it is by now, or close where that is
        gone."""
        if self.loaded:
            section, line = self.place
            self.page = replace(self.page, section=section, line=line)
            self.kept = self.hit
        self.loaded = True
        if message.content is not None:
            self.show(message.content)
            return
        gone = f"{self.page.subject.name} is no longer in the index"
        state = steps.close_page(self.state)
        self.explorer.update(say(state, message.problem or gone))

    def show(self, content: Any) -> None:
        """Show what has been made for the page."""
        raise NotImplementedError

    # -- what the keys act on ----------------------------------------------------------------

    @property
    def state(self) -> State:
        """The explorer's state."""
        return self.explorer.state

    @property
    def listing(self) -> RecordList[Any]:
        """The list that has the keys."""
        raise NotImplementedError

    @property
    def place(self) -> tuple[int, int]:
        """The number of the list that has the keys, and its line."""
        raise NotImplementedError

    @property
    def hit(self) -> Hit | None:
        """The quote or paragraph under the cursor, where the line is one."""
        raise NotImplementedError

    @property
    def at_hand(self) -> AtHand:
        """What can be corrected on this line."""
        raise NotImplementedError

    @property
    def quote(self) -> Passage | None:
        """The quote under the cursor, where the line is one."""
        hit = self.hit
        return passage_of_hit(hit) if hit is not None and hit.kind.is_quote else None

    def guard(self) -> Guard | None:
        """Return what watches over things made of the index when their row is drawn."""
        corpus = self.explorer.corpus
        return None if corpus is None else Guard(corpus, self.explorer.post_message)

    def leave(self, target: steps.Target) -> None:
        """Go where a line leads; going back leads to this line again."""
        self.explorer.update(steps.follow(self.marked(), target))

    def marked(self) -> State:
        """Return the state with the place where the cursor stands on this page."""
        return replace(steps.stand_at(self.state, *self.place), notice="")

    # -- keys --------------------------------------------------------------------------------

    def action_close(self) -> None:
        """Go back to exactly what is below."""
        self.explorer.update(steps.close_page(self.state))

    def action_go(self, command_id: str) -> None:
        """Go one step of history back or forward."""
        self.explorer.state = self.marked()
        self.explorer.action_command(command_id)
        if self.state.notice:
            self.tell(worded(self.state))

    def action_copy(self, cited: bool) -> None:
        """Copy the quote under the cursor, with or without its citation."""
        if self.hit is None:
            self.tell("There is no quote on this line")
            return
        passage = passage_of_hit(self.hit)
        how = copy(self.app, passage.cited if cited else passage.words)
        self.tell(f"Quote {how}, with its citation" if cited else f"Quote {how}")

    def action_correct(self) -> None:
        """Offer what can be corrected on this line."""
        self.explorer.state = replace(self.state, notice="")
        open_menu(self.explorer, self.at_hand)

    def action_undo(self) -> None:
        """Take the last correction back."""
        undo(self.explorer)

    def action_corrections(self) -> None:
        """List all corrections."""
        show_corrections(self.explorer)

    def action_theme(self) -> None:
        """Change between dark and light."""
        self.explorer.toggle_theme()

    def action_help(self) -> None:
        """Show the keys of this page."""
        self.app.push_screen(PageHelp(self.KEYS))

    async def on_key(self, event: events.Key) -> None:
        """Take a notice away with the next key; say why a key of the explorer does nothing here."""
        if self._noticed:
            self.show_hints()
        if event.key in self.active_bindings:
            return
        for command in table():
            if event.key in {NAMES.get(key, key) for key in command.keys}:
                self.tell(f"“{command.name}” works in the explorer; Esc leads there")

    # -- what is around the body -------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Arrange the page for the new size."""
        layout = layout_for(event.size.width, event.size.height)
        for each in Layout:
            self.set_class(layout is each, f"-{each.value}")
        columns, rows = SMALLEST
        self.too_small.put(f"onrecord needs {columns} × {rows} characters.")
        self.title_line(*self._whose)
        self.arranged()

    def arranged(self) -> None:
        """Do what depends on the size."""

    def title_line(self, name: str, more: str) -> None:
        """Show whose page it is, and ``more``, which stays when the name has to be cut."""
        self._whose = (name, more)
        tail = Content(visible(more)).stylize("$muted")
        room = max(1, self.size.width - tail.cell_length - TITLE_MARGIN)
        title = Content(visible(name)).stylize("bold $match").truncate(room, ellipsis=True)
        self.page_title.put(Content("   ").join((title, tail)))

    def show_hints(self) -> None:
        """Say what the keys do here."""
        self._noticed = False
        self.footer.hint(hints_in_force(self.HINTS))

    def tell(self, notice: str) -> None:
        """Say something until the next key; a page that is not laid out yet says it when it is."""
        if not self.footer.children:
            return
        self._noticed = True
        self.footer.notice(notice)

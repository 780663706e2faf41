"""The table of commands: the one place where a key, its name, its help and its action meet.

Key bindings, the palette and the help screen are all made from it. A command that
cannot work now says why instead of staying silent: ``blocked`` gives the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tui import state as change
from tui.actions import asking, listing, marking, moving, taking
from tui.history import Pane, Sort
from tui.key_signs import SHOWN
from tui.reasons import (
    always,
    needs_article,
    needs_copies,
    needs_filters,
    needs_passage,
    needs_results,
    needs_skipped,
    needs_something_to_exclude,
    needs_speaker,
    needs_speaking_actor,
)
from tui.state import State

if TYPE_CHECKING:
    from tui.screens.explorer import Explorer

Run = Callable[["Explorer"], None]


class Group(StrEnum):
    """The headings of the help screen, in its order."""

    MOVE = "Move"
    PANES = "Panes"
    SEARCH = "Search"
    QUOTES = "Quotes"
    LINKS = "Cross-links"
    HISTORY = "History"
    TAKE = "Take away"
    REST = "The rest"


@dataclass(frozen=True, slots=True)
class Command:
    """Something the user can do.

    ``keys`` are named as Textual names them. ``blocked`` returns why the command cannot work in a
    state, or None.
    """

    id: str
    keys: tuple[str, ...]
    name: str
    help: str
    group: Group
    run: Run
    blocked: Callable[[State], str | None] = always

    @property
    def shown_keys(self) -> str:
        """The keys as the help screen shows them."""
        return " ".join(SHOWN.get(key, key) for key in self.keys)


def step(transition: Callable[[State], State]) -> Run:
    """Make an action of a pure step from one state to the next."""
    return lambda explorer: explorer.update(transition(explorer.state))


def to(pane: Pane) -> Run:
    """Make an action that sends the keys to ``pane``."""
    return step(lambda state: change.focus(state, pane))


def sort(by: Sort) -> Run:
    """Make an action that sorts the results."""
    return step(lambda state: change.ask(state, sort=by))


# -- the table -----------------------------------------------------------------------------------

G = Group
COMMANDS: tuple[Command, ...] = (
    Command("down", ("j", "down"), "Down", "", G.MOVE, moving.down),
    Command("up", ("k", "up"), "Up", "earlier searches, where you type", G.MOVE, moving.up),
    Command("first", ("g", "home"), "First line", "", G.MOVE, moving.first),
    Command("last", ("G", "end"), "Last line", "", G.MOVE, moving.last),
    Command("half_down", ("ctrl+d",), "Half a page down", "", G.MOVE, moving.half_down),
    Command("half_up", ("ctrl+u",), "Half a page up", "", G.MOVE, moving.half_up),
    Command(
        "page_down",
        ("space", "pagedown"),
        "Page down",
        "of the reader, from any pane",
        G.MOVE,
        moving.page_down,
    ),
    Command(
        "page_up",
        ("b", "pageup"),
        "Page up",
        "of the reader, from any pane",
        G.MOVE,
        moving.page_up,
    ),
    Command("next_pane", ("tab",), "Next pane", "", G.PANES, moving.next_pane),
    Command("previous_pane", ("shift+tab",), "Previous pane", "", G.PANES, moving.previous_pane),
    Command("actors", ("1",), "Actors", "who is in these results", G.PANES, to(Pane.ACTORS)),
    Command("topics", ("2",), "Topics", "what these results are about", G.PANES, to(Pane.TOPICS)),
    Command("results", ("3",), "Results", "what was found", G.PANES, to(Pane.RESULTS)),
    Command("reader", ("4",), "Reader", "the article", G.PANES, to(Pane.READER)),
    Command("left", ("h", "left"), "Left", "to the side panes", G.PANES, moving.left),
    Command("right", ("l", "right"), "Right", "towards the reader", G.PANES, moving.right),
    Command("zoom", ("z",), "Zoom", "the pane alone, and back", G.PANES, moving.zoom),
    Command(
        "search",
        ("/",),
        "Search",
        "results or, in 1 and 2, names",
        G.SEARCH,
        moving.search,
    ),
    Command(
        "open",
        ("enter",),
        "Open",
        "read a result, filter on a line",
        G.SEARCH,
        asking.open_line,
    ),
    Command(
        "mode",
        ("v",),
        "Mode",
        "all, quotes or paragraphs",
        G.SEARCH,
        step(change.next_mode),
    ),
    Command(
        "sort",
        ("s",),
        "Sort",
        "best, newest, speaker, article",
        G.SEARCH,
        step(change.next_sort),
    ),
    Command(
        "sort_relevance", (), "Sort by relevance", "the best first", G.SEARCH, sort(Sort.RELEVANCE)
    ),
    Command("sort_date", (), "Sort by date", "the newest first", G.SEARCH, sort(Sort.DATE)),
    Command("sort_speaker", (), "Sort by speaker", "in one list", G.SEARCH, sort(Sort.SPEAKER)),
    Command("sort_article", (), "Sort by article", "as they read", G.SEARCH, sort(Sort.ARTICLE)),
    Command(
        "group",
        ("A",),
        "Group by article",
        "or one list again",
        G.SEARCH,
        step(lambda s: change.ask(s, grouped=not s.view.grouped)),
    ),
    Command(
        "surer",
        ("f",),
        "Firmer",
        "only what is surer",
        G.SEARCH,
        step(lambda s: change.be_surer(s, 1)),
    ),
    Command(
        "less_sure",
        ("F",),
        "Less firm",
        "what is less sure as well",
        G.SEARCH,
        step(lambda s: change.be_surer(s, -1)),
    ),
    Command(
        "boilerplate",
        (),
        "Boilerplate",
        "search it too, or not",
        G.SEARCH,
        step(lambda s: change.ask(s, boilerplate=not s.view.boilerplate)),
    ),
    Command(
        "next_result",
        ("n",),
        "Next result",
        "staying in the reader",
        G.QUOTES,
        step(lambda s: change.step_result(s, 1)),
        needs_results,
    ),
    Command(
        "previous_result",
        ("N",),
        "Previous result",
        "staying in the reader",
        G.QUOTES,
        step(lambda s: change.step_result(s, -1)),
        needs_results,
    ),
    Command(
        "next_quote",
        (".",),
        "Next quote",
        "in this article",
        G.QUOTES,
        step(lambda s: change.step_quote(s, 1)),
        needs_article,
    ),
    Command(
        "previous_quote",
        (",",),
        "Previous quote",
        "in this article",
        G.QUOTES,
        step(lambda s: change.step_quote(s, -1)),
        needs_article,
    ),
    Command(
        "next_by_speaker",
        (">",),
        "Speaker's next quote",
        "anywhere",
        G.QUOTES,
        lambda explorer: asking.follow_speaker(explorer, 1),
        needs_speaking_actor,
    ),
    Command(
        "previous_by_speaker",
        ("<",),
        "Speaker's previous quote",
        "anywhere",
        G.QUOTES,
        lambda explorer: asking.follow_speaker(explorer, -1),
        needs_speaking_actor,
    ),
    Command(
        "context",
        ("c",),
        "Context",
        "quote to article, and back",
        G.QUOTES,
        step(change.switch_context),
        needs_passage,
    ),
    Command(
        "copies",
        ("plus",),
        "Other printings",
        "of the very same words",
        G.QUOTES,
        listing.show_copies,
        needs_copies,
    ),
    Command(
        "by_speaker",
        ("a",),
        "Said by",
        "only what this speaker said",
        G.LINKS,
        asking.by_speaker,
        needs_speaker,
    ),
    Command(
        "mentioning",
        ("m",),
        "Mentioning",
        "someone who is named here",
        G.LINKS,
        asking.mentioning,
        needs_passage,
    ),
    Command(
        "on_topic",
        ("t",),
        "On topic",
        "one that is named here",
        G.LINKS,
        asking.on_topic,
        needs_passage,
    ),
    Command(
        "exclude",
        ("-",),
        "Leave out",
        "this speaker, actor or topic",
        G.LINKS,
        asking.exclude,
        needs_something_to_exclude,
    ),
    Command(
        "clear",
        ("x",),
        "Clear",
        "the filters, then the query",
        G.LINKS,
        step(change.clear),
        needs_filters,
    ),
    Command(
        "back",
        ("ctrl+o", "backspace", "alt+left"),
        "Back",
        "query, filters, cursor and scroll",
        G.HISTORY,
        step(change.back),
    ),
    Command(
        "forward",
        ("alt+right",),
        "Forward",
        "where back came from",
        G.HISTORY,
        step(change.forward),
    ),
    Command(
        "copy",
        ("y",),
        "Copy",
        "the selection, else the quote",
        G.TAKE,
        taking.copy_words,
        needs_passage,
    ),
    Command(
        "cite",
        ("Y",),
        "Copy with citation",
        "who, where, when",
        G.TAKE,
        taking.copy_citation,
        needs_passage,
    ),
    Command(
        "bookmark", ("B",), "Bookmark", "mark or unmark", G.TAKE, marking.bookmark, needs_passage
    ),
    Command(
        "bookmarks",
        ("L",),
        "List bookmarks",
        "open or remove one",
        G.TAKE,
        marking.show_bookmarks,
    ),
    Command(
        "open_source",
        ("o",),
        "Open the file",
        "in its own program",
        G.TAKE,
        taking.open_source,
        needs_passage,
    ),
    Command(
        "edit", ("e",), "Edit the file", "in $EDITOR", G.TAKE, taking.edit_source, needs_passage
    ),
    Command("palette", (":",), "All commands", "by name", G.REST, taking.show_palette),
    Command("help", ("?", "f1"), "Help", "", G.REST, taking.show_help),
    Command(
        "skipped",
        ("S",),
        "Skipped files",
        "and why",
        G.REST,
        taking.show_skipped,
        needs_skipped,
    ),
    Command("refresh", ("r",), "Refresh", "read what changed", G.REST, taking.refresh),
    Command("theme", ("T",), "Theme", "dark or light", G.REST, taking.toggle_theme),
    Command(
        "escape",
        ("escape",),
        "One step out",
        "never quits",
        G.REST,
        moving.escape,
    ),
    Command("quit", ("q", "ctrl+q"), "Quit", "where you are is kept", G.REST, taking.leave),
)

BY_ID = {command.id: command for command in COMMANDS}

"""The terminal application: it wires the explorer to a corpus and quits without waiting."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen

from index.home import corpus_key, home_folder, resolve_roots
from tui.ascii import AsciiFilter
from tui.at_terminal import at_terminal
from tui.config import AUTOMATIC, Problem, config_path, in_force, load, put_in_force
from tui.config_check import check
from tui.exit_status import FOUND, NOTHING
from tui.indexing import Indexing
from tui.keymap import keymap
from tui.keys import shown_keys, table
from tui.marked_output import marked_lines
from tui.screens.explorer import Explorer
from tui.screens.palette import Palette
from tui.state import say
from tui.streams import put
from tui.sweeping import Sweeper, let_go, put_off
from tui.themes import DARK, TERMINAL, THEMES, our_variables, suited
from tui.typeahead import TypeAheadApp

if TYPE_CHECKING:
    from index.corpus import Corpus

SWITCH_SECONDS = 0.001
"""How long a searching thread may keep the interpreter while a key waits for it. Handling one key
asks for it some ten times, each of which would take Python's usual 5 ms."""


class OnRecord(TypeAheadApp):
    """onrecord in the terminal."""

    TITLE = "onrecord"
    CSS_PATH = "explorer.tcss"
    ENABLE_COMMAND_PALETTE = False  # Textual's own key for it; ours is in the table of commands

    def __init__(
        self,
        roots: Sequence[Path],
        home: Path,
        open_corpus: Callable[[], Corpus] | None = None,
        indexing: Callable[[Callable[[Any], object]], Indexing] | None = None,
        show_times: bool = True,
        problems: Sequence[Problem] = (),
        suits: str = DARK.name,
    ) -> None:
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self._suits = suits
        self._sweeper = Sweeper()
        self._ascii = AsciiFilter(in_force().ascii)
        self.roots, self.home = resolve_roots(roots), home
        self.explorer = Explorer(
            open_corpus or self._open_corpus,
            indexing or (lambda post: Indexing(self.roots, home, post)),
            home,
            corpus_key(self.roots),
            show_times,
        )
        if problems:
            self.explorer.state = say(self.explorer.state, notice_of(problems))
        for theme in THEMES:
            self.register_theme(theme)
        self.set_keymap(keymap(in_force().keys))
        if in_force().reduced_motion:
            self.animation_level = "none"

    def _open_corpus(self) -> Corpus:
        from index.corpus import Corpus

        return Corpus.open(self.roots, self.home)

    def get_driver_class(self) -> type[Driver]:
        """Wait for keys in our own way where Textual would do so as on Linux."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from tui.waiting_driver import WaitingDriver

        return WaitingDriver

    def keys_rest(self) -> None:
        """Sweep when no key has come for a while."""
        self._sweeper.postpone()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Put every line into ASCII, where that is wanted, after Textual's own filters."""
        filters = super().get_line_filters()
        return [*filters, self._ascii] if self._ascii.enabled else filters

    def get_default_screen(self) -> Screen[None]:
        """Start with the explorer."""
        return self.explorer

    def on_mount(self) -> None:
        """Wear the theme that the settings name, or the one worn last, or what suits here."""
        wanted, last = in_force().theme, self.explorer.last_theme
        if wanted == AUTOMATIC:
            wanted = last if TERMINAL.name not in (last, self._suits) else self._suits
        self.theme = wanted if wanted in self.available_themes else self._suits

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Let the style sheet's own variables have a value in every theme."""
        return our_variables(self.current_theme)

    def action_command_palette(self) -> None:
        """Open the palette."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Fill the palette from the table of commands; over an overlay there are none."""
        if not isinstance(screen, Explorer):
            return
        for command in table():
            keys = f"{shown_keys(command)}  " if command.keys else ""
            run = self._runner(command.id)
            yield SystemCommand(command.name, f"{keys}{command.help}", run)

    def _runner(self, command_id: str) -> Callable[[], None]:
        return lambda: self.explorer.action_command(command_id)

    def action_help_quit(self) -> None:
        """Say how to quit when ^c finds nothing to copy."""
        self.explorer.update(say(self.explorer.state, "^q quits"))

    def on_unmount(self) -> None:
        """Keep the session, and let the indexing child finish what it has."""
        self.explorer.keep_session()
        self.explorer.finish_correcting()
        self.explorer.indexing.stop()


def notice_of(problems: Sequence[Problem]) -> str:
    """Return what the explorer says of mistakes in the settings; nothing where there are none."""
    if not problems:
        return ""
    first = f"{problems[0].path.name}:{problems[0].line}: {problems[0].text}"
    more = len(problems) - 1
    return f"{first} ({more} more: onrecord config)" if more else first


def run_explorer(roots: Sequence[Path], print_marked: bool = False) -> int:
    """Open the explorer on these files and folders; return the exit status.

    With ``print_marked`` the marked passages are written to standard output at the end. Raises
    OSError where there is no terminal, or standard output cannot be written.
    """
    with put_off(), _switching_often():
        loaded = check(load(config_path()))
        put_in_force(loaded.config)
        app = OnRecord(roots, home_folder(), problems=loaded.problems, suits=suited(os.environ))
        with at_terminal():
            app.run()
        let_go()
    if print_marked and not app.return_code:
        return FOUND if _print_marked(app) else NOTHING
    return app.return_code or FOUND


@contextmanager
def _switching_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _print_marked(app: OnRecord) -> int:
    """Write the marked passages, a line each; return how many there are."""
    explorer = app.explorer
    lines = list(marked_lines(explorer.kept_bookmarks().values(), explorer.corpus))
    for line in lines:
        put(line)
    return len(lines)

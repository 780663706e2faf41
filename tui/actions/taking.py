"""Taking text away, and everything that leaves the panes: other programs, overlays, the theme."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tui.clipboard import copy
from tui.passages import Passage, current, line_number, passage_of_selection
from tui.state import Overlay, quote_at, say

if TYPE_CHECKING:
    from tui.screens.explorer import Explorer


def copy_words(explorer: Explorer) -> None:
    """Copy what the mouse has selected, or else the words of the passage."""
    selected = explorer.get_selected_text()
    if selected:
        how = copy(explorer.app, selected)
        explorer.clear_selection()
        explorer.update(say(explorer.state, f"Selection {how}"))
        return
    passage = current(explorer.state)
    if passage is not None:
        how = copy(explorer.app, passage.words)
        explorer.update(say(explorer.state, f"{named(passage)} {how}"))


def copy_citation(explorer: Explorer) -> None:
    """Copy the words with what is needed to find them again: the selection, or else the passage."""
    selected = _selected(explorer)
    if selected is not None:
        how = copy(explorer.app, selected.cited)
        explorer.clear_selection()
        explorer.update(say(explorer.state, f"Selection {how}, with its citation"))
        return
    passage = current(explorer.state)
    if passage is not None:
        how = copy(explorer.app, passage.cited)
        explorer.update(say(explorer.state, f"{named(passage)} {how}, with its citation"))


def _selected(explorer: Explorer) -> Passage | None:
    """Return what the mouse has selected in the reader, or None."""
    reading, span = explorer.state.reading, explorer.reader.selected
    if reading is None or span is None:
        return None
    number = quote_at(reading.extraction.quotes, span)
    quote = None if number is None else reading.extraction.quotes[number]
    return passage_of_selection(reading, span, quote)


def named(passage: Passage) -> str:
    """Return what a notice calls the passage."""
    return "Quote" if passage.kind.is_quote else "Paragraph"


def open_source(explorer: Explorer) -> None:
    """Open the file in the program that the system uses for it."""
    passage = current(explorer.state)
    if passage is None:
        return
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    if shutil.which(opener) is None:
        explorer.update(
            say(explorer.state, f"{opener} is missing; a copy with citation has the path")
        )
        return
    try:
        subprocess.Popen(
            [opener, str(passage.path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        explorer.update(say(explorer.state, f"{opener}: {error.strerror}"))
    else:
        explorer.update(say(explorer.state, f"Opened {passage.path.name}"))


def edit_source(explorer: Explorer) -> None:
    """Open the file in $VISUAL or $EDITOR, at the line where that can be told."""
    state = explorer.state
    passage = current(state)
    if passage is None:
        return
    line = 1
    if state.reading is not None and state.reading.article.id == passage.place.article:
        line = line_number(state.reading.article, passage.place.span.start)
    command = editor_command(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    if command is None or shutil.which(command[0]) is None:
        explorer.update(say(state, "No editor was found; set $EDITOR"))
        return
    try:
        with explorer.app.suspend():
            subprocess.run([*command, *at_line(command[0], passage.path, line)], check=False)
    except SuspendNotSupported:
        explorer.update(say(state, "This terminal cannot be handed to an editor"))
    else:
        explorer.app.refresh(layout=True)


def editor_command(setting: str) -> list[str] | None:
    """Return the words of an editor setting, or None where it cannot be read."""
    try:
        return shlex.split(setting) or None
    except ValueError:
        return None


def at_line(editor: str, path: Path, line: int) -> list[str]:
    """Return the arguments that make ``editor`` open ``path``, at ``line`` where it takes one."""
    name = Path(editor).name
    if name in ("vi", "vim", "nvim", "nano", "emacs", "emacsclient", "kak", "micro", "joe"):
        return [f"+{line}", str(path)]
    if name in ("hx", "subl", "zed"):
        return [f"{path}:{line}"]
    return [str(path)]


def show_palette(explorer: Explorer) -> None:
    """Find a command by name."""
    explorer.app.action_command_palette()


def show_help(explorer: Explorer) -> None:
    """Show all keys."""
    explorer.update(replace(explorer.state, overlay=Overlay.HELP))


def show_skipped(explorer: Explorer) -> None:
    """Show the files that were not read, and why."""
    explorer.update(replace(explorer.state, overlay=Overlay.SKIPPED))


def refresh(explorer: Explorer) -> None:
    """Look for new and changed files."""
    if explorer.start_indexing():
        explorer.update(say(explorer.state, "Looking for new and changed files"))
    else:
        explorer.update(say(explorer.state, "The folder is being read already"))


def toggle_theme(explorer: Explorer) -> None:
    """Go from the dark theme to the light one, or back."""
    explorer.toggle_theme()


def leave(explorer: Explorer) -> None:
    """Quit; where the user was is kept."""
    explorer.app.exit()

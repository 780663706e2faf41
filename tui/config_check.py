"""The second look at the settings: at those whose values only the explorer knows.

Reading the file needs nothing but the file, so any command can do it. Which themes and keys there
are is known to Textual, which takes a third of a second to import; only the explorer and the
commands about settings look that far.
"""

from __future__ import annotations

from dataclasses import replace

from tui.commands import COMMANDS
from tui.config import AUTOMATIC, KEYS, Loaded
from tui.keymap import remapped
from tui.themes import theme_names


def check(loaded: Loaded) -> Loaded:
    """Return ``loaded`` with the default in place of each value that cannot be, and why."""
    return _check_keys(_check_theme(loaded))


def _check_keys(loaded: Loaded) -> Loaded:
    keys, problems = remapped(COMMANDS, loaded.config.keys)
    checked = replace(loaded.config, keys=keys)
    for command, text in problems:
        loaded = loaded.without(f"{KEYS}.{command}", f"{command} {text}", checked)
    return replace(loaded, config=checked)


def _check_theme(loaded: Loaded) -> Loaded:
    theme, themes = loaded.config.theme, theme_names()
    if theme == AUTOMATIC or theme in themes:
        return loaded
    text = f"there is no theme {theme}; there are {', '.join(themes)}"
    return loaded.without("theme", text, replace(loaded.config, theme=AUTOMATIC))

"""The second look at the settings: at those whose values only the explorer knows.

Reading the file needs nothing but the file, so every command does it. Which themes there are is
known to Textual, which takes a third of a second to import; only the explorer and the commands
about settings look that far.
"""

from __future__ import annotations

from dataclasses import replace

from tui.config import AUTOMATIC, Loaded
from tui.themes import theme_names


def check(loaded: Loaded) -> Loaded:
    """Return ``loaded`` with the default in place of each value that cannot be, and why."""
    return _check_theme(loaded)


def _check_theme(loaded: Loaded) -> Loaded:
    theme, themes = loaded.config.theme, theme_names()
    if theme == AUTOMATIC or theme in themes:
        return loaded
    text = f"there is no theme {theme}; there are {', '.join(themes)}"
    return loaded.without("theme", text, replace(loaded.config, theme=AUTOMATIC))

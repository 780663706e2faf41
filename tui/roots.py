"""Which corpus a command means; imports nothing heavy, since the first frame waits for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from index.home import home_folder, last_corpus, remember_corpus, resolve_roots
from seeds import ARTICLES
from tui.safe import visible


def say(line: str) -> None:
    """Print one line on standard error, with nothing in it that a terminal would obey."""
    print(visible(f"onrecord: {line}"), file=sys.stderr)


def choose_roots(paths: Sequence[Path]) -> tuple[Path, ...] | None:
    """Return the roots to open: those named, else $ONRECORD_CORPUS, the last used, the bundled.

    Returns None, having said why, where none of the named paths exists.
    """
    home = home_folder()
    if paths:
        roots = resolve_roots(paths)
        missing = [root for root in roots if not os.path.lexists(root)]
        for root in missing:
            say(f"{root}: does not exist")
        if len(missing) == len(roots):
            return None
        remember_corpus(home, roots)
        return roots
    named = [part for part in os.environ.get("ONRECORD_CORPUS", "").split(os.pathsep) if part]
    if named:
        return choose_roots([Path(part) for part in named])
    last = last_corpus(home)
    if last and any(root.exists() for root in last):
        return last
    return (ARTICLES.resolve(),)

"""Which corpus a command means; imports nothing heavy, since the first frame waits for it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from index.home import home_folder, last_corpus, remember_corpus, resolve_roots
from seeds import ARTICLES
from tui.streams import say


def choose_roots(paths: Sequence[Path]) -> tuple[Path, ...] | None:
    """Return the roots to open: those named, else $ONRECORD_CORPUS, the last used, the bundled.

    Returns None, having said why, where none of the named paths exists. Raises OSError where a
    path is relative and the working folder is gone.
    """
    home = home_folder()
    if paths:
        roots = resolve_roots(paths)
        if not missing(roots) < set(roots):
            for root in roots:
                say(f"{root}: does not exist")
            return None
        remember_corpus(home, roots)
        return roots
    named = [part for part in os.environ.get("ONRECORD_CORPUS", "").split(os.pathsep) if part]
    if named:
        return choose_roots([Path(part) for part in named])
    last = last_corpus(home)
    if missing(last) != set(last):
        return last
    return (ARTICLES.resolve(),)


def missing(roots: Iterable[Path]) -> set[Path]:
    """Return the roots that do not exist. What may not be looked at does exist."""
    return {root for root in roots if _is_missing(root)}


def _is_missing(root: Path) -> bool:
    try:
        root.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError:
        return False
    return False

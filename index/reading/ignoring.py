"""``.onrecordignore``: which files of a folder are to be left out.

The lines mean what they mean in a ``.gitignore``:

    # a comment
    drafts/          a folder of this name, here or below, and all that is in it
    *.html           files (and folders) whose name matches, here or below
    /notes.txt       only here, beside the ignore file
    2030/**/old-*    a path from here; ** stands for any number of folders
    !kept.html       not left out after all

The last line that matches decides. A folder that is left out is not entered, so nothing in it can
be brought back. Each path is matched name by name (``fnmatch``), so ``*`` never crosses a ``/`` and
no pattern can be slow: a library for the rest of git's rules would be a dependency for nothing.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Sequence
from dataclasses import dataclass

IGNORE_FILE = ".onrecordignore"
"""The name of the file; it holds for its own folder and all below."""

_ANY_DEPTH = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line: a pattern a name, None standing for ``**``."""

    names: tuple[re.Pattern[str] | None, ...]
    folders_only: bool
    brings_back: bool

    def matches(self, path: Sequence[str], is_folder: bool) -> bool:
        """Tell whether ``path``, the names from the ignore file's folder down, is meant."""
        if self.folders_only and not is_folder:
            return False
        reached = self._skip_any_depth({0})
        for name in path:
            after = {at for at in reached if at < len(self.names) and self.names[at] is _ANY_DEPTH}
            for at in reached:
                pattern = self.names[at] if at < len(self.names) else None
                if pattern is not None and pattern.match(name):
                    after.add(at + 1)
            reached = self._skip_any_depth(after)
        return len(self.names) in reached

    def _skip_any_depth(self, reached: set[int]) -> set[int]:
        """Add what is reached when ``**`` stands for no folder at all."""
        for at in range(len(self.names)):
            if at in reached and self.names[at] is _ANY_DEPTH:
                reached.add(at + 1)
        return reached


def parse_patterns(text: str) -> tuple[Pattern, ...]:
    """Return the patterns of an ignore file's text, in order."""
    patterns = (_pattern(line.strip()) for line in text.splitlines())
    return tuple(pattern for pattern in patterns if pattern)


def ignores(patterns: Sequence[Pattern], path: Sequence[str], is_folder: bool) -> bool | None:
    """Tell whether ``patterns`` leave ``path`` out (True), bring it back (False) or say nothing."""
    for pattern in reversed(patterns):
        if pattern.matches(path, is_folder):
            return not pattern.brings_back
    return None


def _pattern(line: str) -> Pattern | None:
    if not line or line.startswith("#"):
        return None
    brings_back = line.startswith("!")
    line = line[brings_back:].removeprefix("\\")
    names = [name for name in line.split("/") if name]
    if not names:
        return None
    anchored = "/" in line.rstrip("/")
    compiled = tuple(_ANY_DEPTH if name == "**" else _compiled(name) for name in names)
    if not anchored:
        compiled = (_ANY_DEPTH, *compiled)
    return Pattern(compiled, line.endswith("/"), brings_back)


def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(fnmatch.translate(name))

"""The user's file of corrections on the disk: read when it changed, changed by one at a time.

    home/corrections/<key>.toml      one file a corpus
    home/corrections/<key>.lock      held (flock) while a process changes it

A process changes what is there now, not what it read before, so two explorers lose nothing of each
other's, and neither does somebody with an editor who saves before the key is pressed. The file is
written whole or not at all. Bytes that are no UTF-8 are a mistake in their part, and stay.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.corrections.file import NotChanged, Parsed, parse, with_added, without
from index.corrections.model import Correction, Corrections
from index.home import Busy, make_private, waiting_for, write_whole

_Seal = tuple[int, int, int]


def corrections_path(home: Path, key: str) -> Path:
    """Return where the corrections of a corpus are kept."""
    return home / "corrections" / f"{key}.toml"


@dataclass(frozen=True, slots=True)
class _Read:
    seal: _Seal | None
    parsed: Parsed


NOTHING = Parsed(Corrections(), ())


class CorrectionsFile:
    """A file of corrections; it need not exist. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read = _Read(None, NOTHING)

    def load(self) -> Parsed:
        """Return what the file says now; nothing where there is none. Looks at it each time, and
        reads it where it changed. Raises OSError where it cannot be read."""
        seal = self._seal()
        known = self._read
        if seal != known.seal:
            parsed = NOTHING if seal is None else parse(self._text())
            known = self._read = _Read(seal, parsed)
        return known.parsed

    def add(self, correction: Correction) -> None:
        """Put a correction at the end. Raises NotChanged, Busy, and OSError naming the file."""
        self._change(lambda text: with_added(text, correction))

    def remove(self, correction: Correction) -> None:
        """Take a correction out. Raises NotChanged, Busy, and OSError naming the file."""
        self._change(lambda text: without(text, correction))

    def _change(self, change: Callable[[str], str]) -> None:
        make_private(self.path.parent)
        try:
            with waiting_for(self.path.with_suffix(".lock")):
                changed = change(self._text())
                target = Path(os.path.realpath(self.path))
                write_whole(target, changed.encode("utf-8", "surrogateescape"))
        except NotChanged as error:
            raise NotChanged(f"{self.path}: {error}") from None
        except Busy:
            raise Busy(f"{self.path}: another onrecord is writing to it") from None

    def _text(self) -> str:
        with suppress(FileNotFoundError):
            content = self.path.read_bytes()
            return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
        return ""

    def _seal(self) -> _Seal | None:
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return None
        return status.st_size, status.st_mtime_ns, status.st_ino

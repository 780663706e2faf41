"""Why a file was not read, in a few plain words that are safe to print."""

from __future__ import annotations

import errno
from pathlib import Path

_REASONS = {
    errno.EACCES: "is not readable: permission denied",
    errno.EPERM: "is not readable: permission denied",
    errno.ENOENT: "does not exist",
    errno.ENOTDIR: "does not exist",
    errno.EISDIR: "is a folder",
    errno.ELOOP: "is a link that leads to itself",
    errno.ENAMETOOLONG: "has too long a name",
}


class Unreadable(Exception):
    """Raised by the pure parts of reading, which know no path. ``reason`` continues the path:
    "looks binary", "is empty".
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ReadingError(Exception):
    """A file that could not be read: its ``path`` and the ``reason`` in a few plain words.

    ``str(error)`` is one line, "path: reason", without a character that could move a cursor.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{printable(str(self.path))}: {self.reason}"


def printable(name: str) -> str:
    r"""Return ``name`` with control characters, bidirectional overrides and bytes that are not text
    written as escapes (``\n``, ``\u202e``, ``\xff``), so that it can be printed on one line.
    """
    return "".join(char if char.isprintable() else _escaped(char) for char in name)


def _escaped(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file name that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return char.encode("unicode_escape").decode("ascii")


def reason_for(error: OSError | ValueError) -> str:
    """Say in plain words why the system refused. A ValueError is a path with a NUL in it."""
    if isinstance(error, ValueError) or error.errno is None:
        return "does not exist" if isinstance(error, ValueError) else "is not readable"
    return _REASONS.get(error.errno) or f"is not readable: {(error.strerror or 'unknown').lower()}"

"""The thin edge: a file's bytes, within a limit, or the reason why not."""

from __future__ import annotations

import stat
from pathlib import Path

from index.reading.errors import Unreadable, reason_for

LARGEST_FILE = 64 * 2**20
"""Bytes. Files above it are refused: an article is not that long, a dump or a disk image is, and
its text, offsets and postings would have to be held in memory at once."""


def load(path: Path) -> bytes:
    """Return all bytes of the file. Raises Unreadable with the reason.

    Pipes and devices are refused before they are opened, because opening a pipe waits for a writer.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("is a folder" if stat.S_ISDIR(status.st_mode) else "is not a file")
        if status.st_size > LARGEST_FILE:
            raise Unreadable(_too_large())
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise Unreadable(reason_for(error)) from error
    if len(data) > LARGEST_FILE:  # it grew while it was being read
        raise Unreadable(_too_large())
    return data


def _too_large() -> str:
    return f"is larger than {LARGEST_FILE // 2**20} MB"

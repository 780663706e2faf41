"""Which files there are to read, listed without reading them.

Roots are taken as they are named: a file with a known suffix is always listed, also a hidden or an
ignored one, and a hidden folder is entered. Below a folder, hidden names and what
``.onrecordignore`` lists are left out, and files of other formats are passed over in silence.

Links to files count as the file, links to folders are followed, and no folder is entered twice
(by device and inode), so that a link to its own parent ends there. Files come out folder by folder,
in the order of their names, and each file once, whatever links lead to it.

What vanishes while it is being listed is not an error. What cannot be listed is Skipped, with the
reason, and the rest goes on. No recursion: folders may be as deep as the system lets them be.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.model import Skipped
from index.reading.errors import reason_for
from index.reading.ignoring import IGNORE_FILE, Pattern, ignores, parse_patterns
from index.reading.registry import can_read


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: its path as it was reached, its size in bytes, when it was last changed."""

    path: Path
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class _Ignoring:
    """The patterns of one ignore file, and how many names deep its folder lies below the root."""

    patterns: tuple[Pattern, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to enter: its names below the root, and the ignore files that hold in it."""

    path: Path
    names: tuple[str, ...]
    ignoring: tuple[_Ignoring, ...]


@dataclass(slots=True)
class _Seen:
    """What was met before: folders by device and inode, files by resolved path."""

    folders: set[tuple[int, int]] = field(default_factory=set)
    files: set[str] = field(default_factory=set)


def discover(roots: Iterable[Path]) -> Iterator[Found | Skipped]:
    """List the files that can be read below ``roots`` (files or folders), each once.

    Roots are taken in sorted order. It is lazy: the first files come before the last folder is
    entered.
    """
    seen = _Seen()
    for root in sorted(set(roots)):
        try:
            status = root.stat()
        except (OSError, ValueError) as error:
            yield Skipped(root, reason_for(error))
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _below(root, seen)
        elif can_read(root.name):
            yield from _file(root, status, seen)
        else:
            yield Skipped(root, "is not a format that onrecord reads")


def _file(path: Path, status: os.stat_result, seen: _Seen) -> Iterator[Found | Skipped]:
    if not stat.S_ISREG(status.st_mode):
        yield Skipped(path, "is not a file")
        return
    resolved = os.path.realpath(path)
    if resolved not in seen.files:
        seen.files.add(resolved)
        yield Found(path, status.st_size, status.st_mtime_ns)


def _below(root: Path, seen: _Seen) -> Iterator[Found | Skipped]:
    """List what is below ``root``, depth first, names in order. The stack holds what is left of
    each folder on the way down.
    """
    stack: list[Iterator[_Folder | Found | Skipped]] = [_entries(_Folder(root, (), ()), seen)]
    while stack:
        entry = next(stack[-1], None)
        if entry is None:
            stack.pop()
        elif isinstance(entry, _Folder):
            stack.append(_entries(entry, seen))
        else:
            yield entry


def _entries(folder: _Folder, seen: _Seen) -> Iterator[_Folder | Found | Skipped]:
    """List one folder: its files that can be read, and the folders to enter."""
    try:
        status = folder.path.stat()
        if (status.st_dev, status.st_ino) in seen.folders:
            return
        seen.folders.add((status.st_dev, status.st_ino))
        with os.scandir(folder.path) as listing:
            names = {entry.name: entry.is_dir(follow_symlinks=False) for entry in listing}
    except FileNotFoundError:
        return
    except OSError as error:
        yield Skipped(folder.path, reason_for(error))
        return
    ignoring = folder.ignoring
    if IGNORE_FILE in names:
        read = _read_ignore_file(folder)
        if isinstance(read, Skipped):
            yield read
        else:
            ignoring = (*ignoring, read)
    for name, is_folder in sorted(names.items()):
        if not name.startswith("."):
            inner = _Folder(folder.path / name, (*folder.names, name), ignoring)
            yield from _entry(inner, is_folder, seen)


def _entry(entry: _Folder, is_folder: bool, seen: _Seen) -> Iterator[_Folder | Found | Skipped]:
    """Yield what ``entry``, which may be a file as well, turns out to be: nothing or one thing.

    ``is_folder`` is what its parent said, and matters where it may not be looked at itself.
    """
    readable = can_read(entry.path.name)
    try:
        status = entry.path.stat()
    except OSError as error:
        if readable or is_folder:
            yield from _unreachable(entry.path, error)
        return
    is_folder = stat.S_ISDIR(status.st_mode)
    if not (is_folder or readable) or _is_ignored(entry.names, is_folder, entry.ignoring):
        return
    if is_folder:
        yield entry
    else:
        yield from _file(entry.path, status, seen)


def _unreachable(path: Path, error: OSError) -> Iterator[Skipped]:
    """Say why an entry cannot be looked at, unless it has only just vanished."""
    if not isinstance(error, FileNotFoundError):
        yield Skipped(path, reason_for(error))
    elif path.is_symlink():
        yield Skipped(path, "is a link that leads nowhere")


def _is_ignored(names: Sequence[str], is_folder: bool, ignoring: Sequence[_Ignoring]) -> bool:
    """Ask the ignore files from the nearest up: the first that says anything decides."""
    for ignore_file in reversed(ignoring):
        said = ignores(ignore_file.patterns, names[ignore_file.depth :], is_folder)
        if said is not None:
            return said
    return False


def _read_ignore_file(folder: _Folder) -> _Ignoring | Skipped:
    path = folder.path / IGNORE_FILE
    try:
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        return Skipped(path, reason_for(error))
    return _Ignoring(parse_patterns(text.removeprefix("\ufeff")), len(folder.names))

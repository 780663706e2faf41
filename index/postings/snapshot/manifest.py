"""What a generation is, and what must be true of its files before any of them is believed.

    format.json        which program and which format; written once, when the index is made
    MAIN_x1y2.segment  one file a segment
    _MAIN_7.toc        generation 7: Whoosh's table of contents with our manifest behind it:

        │ Whoosh's table of contents │ manifest (JSON) │ lengths of both, their CRC, magic │

The rename of a .toc into place is the commit; what it names is on the disk before. Whoosh reads its
part and does not mind the rest. Whoever opens the index holds the checksum against the bytes before
they are unpickled: a table of contents is a pickle, and it is read only from a directory that
belongs to the user and that nobody else can write to.

The manifest has each segment's size and the checksum of its last bytes. There a container has the
checksum of its directory, in which are those of its arrays; so a look at the end of each file tells
whether it is the one that was committed, whole. Reading all of it to compare everything is left for
when there is time.

One file instead of two means that nothing can be missing or of another commit, and that a commit
waits for the disk once less.
"""

from __future__ import annotations

import json
import os
import re
import stat
import struct
import zlib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.postings.errors import IndexUnusable, noticing_damage
from index.postings.snapshot.entries import Stamp

FORMAT = 3
"""Raise this when anything about the files changes: indexes of other formats are built anew."""

INDEX_NAME = "MAIN"
FORMAT_FILE = "format.json"
APPLICATION = "onrecord"

_TOC = re.compile(rf"_{INDEX_NAME}_(\d+)\.toc")
_END = struct.Struct("<QII8s")
SEALED = 24
_MAGIC = b"onrecord"


@dataclass(frozen=True, slots=True)
class Seal:
    """A file's size in bytes, and the CRC-32 of its last SEALED bytes."""

    size: int
    crc: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What belongs to a generation: its segments' files by name, and the ``stamps`` of articles
    whose file was touched, but not changed, since it was indexed."""

    generation: int
    files: Mapping[str, Seal]
    stamps: Mapping[str, Stamp]


def latest_generation(directory: Path) -> int:
    """Return the number of the newest generation, 0 where there is none."""
    try:
        names = [path.name for path in directory.iterdir()]
    except FileNotFoundError:
        return 0
    return max((int(match[1]) for match in map(_TOC.fullmatch, names) if match), default=0)


def toc_path(directory: Path, generation: int) -> Path:
    """Return where the table of contents of a generation lies."""
    return directory / f"_{INDEX_NAME}_{generation}.toc"


def write_format(directory: Path) -> None:
    """Say in ``directory`` what it holds."""
    write_durably(
        directory / FORMAT_FILE,
        json.dumps({"application": APPLICATION, "format": FORMAT}).encode(),
    )


def check_format(directory: Path) -> None:
    """Raise IndexUnusable unless the directory is this user's and of this format.

    FileNotFoundError where there is no index at all.
    """
    _check_owner(directory)
    try:
        said = _read_json(directory / FORMAT_FILE)
    except FileNotFoundError:
        if any(directory.iterdir()):
            raise IndexUnusable("is not an index of onrecord") from None
        raise
    number = said.get("format")
    if said.get("application") != APPLICATION or not isinstance(number, int):
        raise IndexUnusable("is not an index of onrecord")
    if number != FORMAT:
        age = "a newer" if number > FORMAT else "an older"
        raise IndexUnusable(f"was written by {age} onrecord")


def publish(directory: Path, toc: bytes, manifest: Manifest) -> None:
    """Make a generation visible: this is the commit. Its segments must be on the disk.

    The folder is put on the disk before, so that nobody sees the generation without its segments,
    also after a power cut, and after, so that it stays.
    """
    content = toc + _pack(manifest)
    content += _END.pack(len(toc), len(content) - len(toc), zlib.crc32(content), _MAGIC)
    path = toc_path(directory, manifest.generation)
    write_durably(path, content, before_renaming=(directory,))


def read_generation(directory: Path, generation: int) -> tuple[Manifest, bytes]:
    """Return the manifest of a generation, and Whoosh's table of contents as bytes.

    Raises IndexUnusable where the file is not what was written, or a segment's is not, as far as
    its seal tells; FileNotFoundError where one is missing (a later commit may have removed it).
    """
    path = toc_path(directory, generation)
    content = path.read_bytes()
    if len(content) < _END.size:
        raise IndexUnusable("is damaged (its table of contents was cut short)")
    toc_length, length, crc, magic = _END.unpack(content[-_END.size :])
    content = content[: -_END.size]
    if magic != _MAGIC or toc_length + length != len(content) or zlib.crc32(content) != crc:
        raise IndexUnusable("is damaged (its table of contents was altered)")
    with noticing_damage():
        manifest = _unpack(content[toc_length:])
    if manifest.generation != generation:
        raise IndexUnusable("is damaged (its table of contents is another one's)")
    for name, seal in manifest.files.items():
        if seal_of(directory / name) != seal:
            raise IndexUnusable(f"is damaged ({name} was altered)")
    return manifest, content[:toc_length]


def seal_of(path: Path) -> Seal:
    """Return the seal of a file as it is now."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - SEALED))
        return Seal(size, zlib.crc32(file.read()))


def read_manifest(directory: Path, generation: int) -> Manifest:
    """Return the manifest of a generation, as :func:`read_generation` does."""
    return read_generation(directory, generation)[0]


def _pack(manifest: Manifest) -> bytes:
    value = {
        "generation": manifest.generation,
        "files": {name: [seal.size, seal.crc] for name, seal in manifest.files.items()},
        "stamps": {key: [stamp.size, stamp.mtime_ns] for key, stamp in manifest.stamps.items()},
    }
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def _unpack(content: bytes) -> Manifest:
    value = json.loads(content)
    stamps = {key: Stamp(*numbers) for key, numbers in value["stamps"].items()}
    files = {name: Seal(*numbers) for name, numbers in value["files"].items()}
    return Manifest(value["generation"], files, stamps)


def remove_others(directory: Path, generation: int, files: Container[str]) -> None:
    """Delete what is not of this generation: tables of contents and segments not among ``files``.

    Generations before left them, and writers that were killed or found the disk full; on a full
    disk the next one may need their room. Only for who holds the lock.
    """
    ours = re.compile(rf"_?{INDEX_NAME}_.+|.+\.tmp")
    kept = toc_path(directory, generation).name
    for path in list(directory.iterdir()):
        if ours.fullmatch(path.name) and path.name != kept and path.name not in files:
            path.unlink(missing_ok=True)


def write_durably(path: Path, content: bytes, before_renaming: Iterable[Path] = ()) -> None:
    """Write a file so that it is there wholly or not at all, also after a power cut.

    What is ``before_renaming`` is put on the disk before the file gets its name.
    """
    partial = path.with_name(path.name + ".tmp")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        sync(before_renaming)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    sync([path.parent])


def sync(paths: Iterable[Path]) -> None:
    """Have the system put these files and folders on the disk."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _read_json(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    try:
        value = json.loads(content)
    except ValueError:
        raise IndexUnusable("is damaged") from None
    if not isinstance(value, dict):
        raise IndexUnusable("is damaged")
    return value


def _check_owner(directory: Path) -> None:
    status = directory.stat()
    if status.st_uid != os.getuid():
        raise IndexUnusable("belongs to another user")
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise IndexUnusable("can be written to by other users")

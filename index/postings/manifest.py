"""The manifest of a generation: what must be true of the files before any of them is believed.

    format.json        which program and which format; written once, when the index is made
    generation-7.json  sizes of all files of generation 7, a checksum of its table of contents
    _MAIN_7.toc        Whoosh's table of contents; its rename into place is the commit
    MAIN_x1y2z3.seg …  Whoosh's segments

The manifest is on disk before the table of contents gets its name, so a generation that can be
seen has one. On open every size is compared, which costs a look at each file's metadata and finds
whatever was cut short. Whoosh's table of contents is a pickle: it is read only after its checksum
was right, and only from a directory that belongs to the user and that nobody else can write to.
"""

from __future__ import annotations

import json
import os
import re
import stat
import zlib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.postings.entries import Stamp
from index.postings.errors import IndexUnusable

FORMAT = 1
"""Raise this when anything about the files changes: indexes of other formats are built anew."""

INDEX_NAME = "MAIN"
FORMAT_FILE = "format.json"
APPLICATION = "onrecord"

_TOC = re.compile(rf"_{INDEX_NAME}_(\d+)\.toc")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What belongs to a generation.

    ``files`` are sizes in bytes by name, ``toc`` is the CRC-32 of the table of contents, and
    ``stamps`` are those of articles whose file was touched, but not changed, since it was indexed.
    """

    generation: int
    toc: int
    files: Mapping[str, int]
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


def manifest_path(directory: Path, generation: int) -> Path:
    """Return where the manifest of a generation lies."""
    return directory / f"generation-{generation}.json"


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


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Write the manifest of a generation, durably."""
    value = {
        "generation": manifest.generation,
        "toc": manifest.toc,
        "files": dict(manifest.files),
        "stamps": {key: [stamp.size, stamp.mtime_ns] for key, stamp in manifest.stamps.items()},
    }
    path = manifest_path(directory, manifest.generation)
    write_durably(path, json.dumps(value, separators=(",", ":")).encode())


def read_manifest(directory: Path, generation: int) -> Manifest:
    """Read the manifest of a generation and hold it against the files.

    Raises IndexUnusable where something is missing, cut short or altered.
    """
    value = _read_json(manifest_path(directory, generation))
    try:
        manifest = Manifest(
            generation=value["generation"],
            toc=value["toc"],
            files=dict(value["files"]),
            stamps={key: Stamp(*numbers) for key, numbers in value["stamps"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise IndexUnusable("is damaged") from None
    for name, size in manifest.files.items():
        if (directory / name).stat().st_size != size:
            raise IndexUnusable(f"is damaged ({name} was cut short)")
    if checksum(toc_path(directory, generation)) != manifest.toc:
        raise IndexUnusable("is damaged (its table of contents was altered)")
    return manifest


def checksum(path: Path) -> int:
    """Return the CRC-32 of a file's bytes."""
    return zlib.crc32(path.read_bytes())


def remove_leftovers(directory: Path, generation: int) -> None:
    """Delete what generations before ``generation``, and writers that were killed, left behind."""
    ours = re.compile(rf"(?:generation|map)-(\d+)\..*|_{INDEX_NAME}_\d+\.toc\..+")
    for path in list(directory.iterdir()):
        match = ours.fullmatch(path.name)
        partial = path.name.endswith(".tmp")
        if match and (match[1] is None or int(match[1]) != generation or partial):
            path.unlink(missing_ok=True)


def remove_strays(directory: Path, listed: Container[str]) -> None:
    """Delete the segment files that are not ``listed`` in the newest manifest.

    A writer that was killed, or that found the disk full, left them; on a full disk the next one
    may need their room. Only for who holds the lock.
    """
    for path in list(directory.glob(f"{INDEX_NAME}_*")):
        if path.name not in listed:
            path.unlink(missing_ok=True)


def write_durably(path: Path, content: bytes) -> None:
    """Write a file so that it is there wholly or not at all, also after a power cut."""
    partial = path.with_name(path.name + ".tmp")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
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

"""Where onrecord keeps things on this machine: the indexes, and what the user made.

    home/                    $ONRECORD_HOME, else the user's data folder; private to the user
      last.json              the roots of the corpus used last
      indexes/<key>/         one folder a corpus: a cache, can be deleted at any time
        lock                 held (flock) while a process writes
        corpus.json          its roots, the version of the pipeline that filled it, and whether
                             it ever came to the end of them
        index/               the Whoosh index
      sessions/<key>.json    what the explorer remembers; never deleted with an index
      corrections/<key>.toml what the user corrected, and topics of his own; likewise

A corpus is the sorted set of its resolved roots, and its key a hash of them.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import platformdirs

PRIVATE = 0o700

PATIENCE_SECONDS = 2.0
"""How long to wait for a lock that is mostly held for some milliseconds."""

POLL_SECONDS = 0.02


class Busy(Exception):
    """Another process holds the lock."""


def home_folder() -> Path:
    """Return the folder that holds all of onrecord's files; it may not exist yet."""
    override = os.environ.get("ONRECORD_HOME")
    if override:
        return Path(os.path.expanduser(override))  # noqa: PTH111 - Path's own fails on ~nobody
    return platformdirs.user_data_path("onrecord")


def resolve(path: Path | str) -> Path:
    """Return ``path`` absolute, without links. It need not exist: a link that leads to itself and
    a user that there is not (``~nobody``) stay as they are, where Path's own methods would fail.

    Raises OSError where it is relative and the working folder is gone.
    """
    try:
        return Path(os.path.realpath(os.path.expanduser(path)))  # noqa: PTH111 - as above
    except OSError as error:
        raise OSError(error.errno, "the working folder is gone", str(path)) from error


def resolve_roots(roots: Iterable[Path | str]) -> tuple[Path, ...]:
    """Return the roots as absolute paths without links, sorted, each once. Raises OSError."""
    return tuple(sorted({resolve(root) for root in roots}))


def corpus_key(roots: Sequence[Path]) -> str:
    """Return 16 hex digits that stand for this set of resolved roots."""
    joined = b"\0".join(os.fsencode(root) for root in roots)
    return hashlib.sha256(joined).hexdigest()[:16]


def index_folder(home: Path, key: str) -> Path:
    """Return where the index of a corpus lies, with the record of what it is of."""
    return home / "indexes" / key


def was_indexed(home: Path, key: str) -> bool:
    """Tell whether a corpus was ever indexed here; opens nothing."""
    return (index_folder(home, key) / "corpus.json").exists()


def make_private(folder: Path) -> None:
    """Create ``folder`` and those of its parents that are missing, readable by this user only.

    Raises OSError.
    """
    for missing in reversed([each for each in folder.parents if not each.exists()]):
        missing.mkdir(mode=PRIVATE, exist_ok=True)
    folder.mkdir(mode=PRIVATE, exist_ok=True)


def write_json(path: Path, value: Any) -> None:
    """Write ``value`` as :func:`write_whole` does."""
    write_whole(path, json.dumps(value, ensure_ascii=True, indent=1).encode("ascii"))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file; readers see the old one or the new one, never half.

    Raises OSError, which names a file also where the system's own (a full disk) does not.
    """
    try:
        _write_whole(path, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, error.filename or str(path)) from error


def _write_whole(path: Path, content: bytes) -> None:
    make_private(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_json(path: Path) -> Any:
    """Return what ``path`` holds, or None where it is missing, unreadable or no JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def remember_corpus(home: Path, roots: Sequence[Path]) -> None:
    """Note that this corpus was used last; a home that cannot be written is no reason to stop."""
    try:
        write_json(home / "last.json", [str(root) for root in roots])
    except OSError:
        return


def last_corpus(home: Path) -> tuple[Path, ...]:
    """Return the roots of the corpus used last, or none."""
    value = read_json(home / "last.json")
    if not isinstance(value, list):
        return ()
    return tuple(Path(root) for root in value if isinstance(root, str) and root.startswith("/"))


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock at ``path``; the system lets go of it even when this process is killed.

    Raises Busy at once where another process (or thread) holds it, OSError where the file cannot
    be made.
    """
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"{path.parent}: another onrecord is writing to this index") from None
        yield


@contextlib.contextmanager
def waiting_for(path: Path) -> Iterator[None]:
    """Hold the lock at ``path`` as :func:`exclusive` does, but wait a moment where another does."""
    until = time.monotonic() + PATIENCE_SECONDS
    with contextlib.ExitStack() as stack:
        while True:
            try:
                stack.enter_context(exclusive(path))
                break
            except Busy:
                if time.monotonic() > until:
                    raise
                time.sleep(POLL_SECONDS)
        yield

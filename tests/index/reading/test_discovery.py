"""Which files there are."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from index.model import Skipped
from index.reading.discovery import Found, discover


def _make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")


def _found(*roots: Path) -> list[str]:
    base = os.path.commonpath(roots) if len(roots) > 1 else roots[0]
    return [
        os.path.relpath(entry.path, base) for entry in discover(roots) if isinstance(entry, Found)
    ]


def _skipped(*roots: Path) -> dict[str, str]:
    return {s.path.name: s.reason for s in discover(roots) if isinstance(s, Skipped)}


def test_files_come_in_order_with_size_and_time(tmp_path: Path) -> None:
    _make(tmp_path, "b.txt", "a/z.MD", "a/b.html", "c.png")
    assert _found(tmp_path) == ["a/b.html", "a/z.MD", "b.txt"]
    first = next(discover([tmp_path / "b.txt"]))
    status = (tmp_path / "b.txt").stat()
    assert first == Found(tmp_path / "b.txt", 4, status.st_mtime_ns)


def test_hidden_names_are_left_out_below_a_folder(tmp_path: Path) -> None:
    _make(tmp_path, ".a.txt", ".git/b.txt", "c.txt")
    assert _found(tmp_path) == ["c.txt"]


def test_named_roots_are_taken_even_if_hidden_or_ignored(tmp_path: Path) -> None:
    _make(tmp_path, ".hidden/a.txt", ".b.txt", "c.txt")
    (tmp_path / ".onrecordignore").write_text("c.txt")
    assert _found(tmp_path / ".hidden") == ["a.txt"]
    assert len(list(discover([tmp_path / ".b.txt", tmp_path / "c.txt"]))) == 2


def test_each_file_comes_once(tmp_path: Path) -> None:
    _make(tmp_path, "a/b.txt")
    (tmp_path / "link.txt").symlink_to("a/b.txt")
    assert len(_found(tmp_path, tmp_path / "a", tmp_path / "a/b.txt", tmp_path)) == 1


def test_link_to_a_folder_is_followed_once_and_a_loop_ends(tmp_path: Path) -> None:
    _make(tmp_path, "root/a.txt", "outside/b.txt")
    (tmp_path / "root/loop").symlink_to(tmp_path / "root")
    (tmp_path / "root/one").symlink_to(tmp_path / "outside")
    (tmp_path / "root/two").symlink_to(tmp_path / "outside")
    assert _found(tmp_path / "root") == ["a.txt", "one/b.txt"]
    assert _skipped(tmp_path / "root") == {}


def test_broken_links_are_skipped_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "other.bin").symlink_to("nowhere")
    assert _skipped(tmp_path) == {
        "gone.txt": "is a link that leads nowhere",
        "self.txt": "is a link that leads to itself",
    }


def test_roots_that_cannot_be_read_are_skipped(tmp_path: Path) -> None:
    _make(tmp_path, "a.png")
    assert _skipped(tmp_path / "gone", tmp_path / "a.png", tmp_path / "nul\0") == {
        "gone": "does not exist",
        "a.png": "is not a format that onrecord reads",
        "nul\0": "does not exist",
    }


def test_pipe_is_skipped(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert _skipped(tmp_path) == {"pipe.txt": "is not a file"}


def test_folder_without_permission_is_skipped_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make(tmp_path, "a/x.txt", "b/y.txt")
    listing = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return listing(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert _found(tmp_path) == ["b/y.txt"]
    assert _skipped(tmp_path) == {"a": "is not readable: permission denied"}


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENAMETOOLONG])
def test_what_may_be_listed_but_not_looked_at_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    _make(tmp_path, "closed/below/a.txt", "closed/b.txt", "closed/c.png", "d.txt")
    look = os.stat

    def refused(path: Path, **options: bool) -> os.stat_result:
        if os.fspath(path).startswith(str(tmp_path / "closed") + os.sep):
            raise OSError(number, os.strerror(number), str(path))
        return look(path, **options)

    monkeypatch.setattr(os, "stat", refused)
    monkeypatch.setattr(os, "lstat", refused)
    assert _found(tmp_path) == ["d.txt"]
    assert _skipped(tmp_path).keys() == {"below", "b.txt"}


def test_what_vanishes_while_listing_is_no_error(tmp_path: Path) -> None:
    _make(tmp_path, "a.txt", "b.txt", "c/d.txt", "e.txt")
    entries = discover([tmp_path])
    assert next(entries) == next(discover([tmp_path / "a.txt"]))
    (tmp_path / "b.txt").unlink()
    (tmp_path / "c/d.txt").unlink()
    (tmp_path / "c").rmdir()
    assert [entry.path.name for entry in entries] == ["e.txt"]


def test_ignore_file_holds_for_its_folder_and_below(tmp_path: Path) -> None:
    _make(tmp_path, "a/x.txt", "a/keep.txt", "a/b/x.txt", "x.txt", "drafts/y.txt", "z.txt")
    (tmp_path / ".onrecordignore").write_text("\ufeff# ours\ndrafts/\nz.txt\n", encoding="utf-8")
    (tmp_path / "a/.onrecordignore").write_text("*.txt\n!keep.txt\n")
    assert _found(tmp_path) == ["a/keep.txt", "x.txt"]


def test_nearer_ignore_file_can_bring_back(tmp_path: Path) -> None:
    _make(tmp_path, "a/x.txt", "y.txt")
    (tmp_path / ".onrecordignore").write_text("*.txt")
    (tmp_path / "a/.onrecordignore").write_text("!x.txt")
    assert _found(tmp_path) == ["a/x.txt"]


def test_ignore_file_that_cannot_be_read_is_skipped(tmp_path: Path) -> None:
    _make(tmp_path, "a.txt")
    (tmp_path / ".onrecordignore").mkdir()
    assert _found(tmp_path) == ["a.txt"]
    assert _skipped(tmp_path) == {".onrecordignore": "is a folder"}


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS allows only UTF-8 in file names")
def test_names_with_control_characters_and_odd_bytes_are_listed(tmp_path: Path) -> None:
    names = [b"two\nlines.txt", b"\x1b[31m.txt", "\u202etxt.txt".encode(), b"caf\xe9.txt"]
    for name in names:
        (tmp_path / os.fsdecode(name)).write_text("text")
    assert {os.fsencode(name) for name in _found(tmp_path)} == {*names}


def test_deep_folders_are_listed(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 300)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("text")
    assert len(_found(tmp_path)) == 1


def test_listing_is_lazy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _make(tmp_path, "a.txt", "b/c.txt")
    listing, entered = os.scandir, list[str]()

    def record(path: Path) -> object:
        entered.append(Path(path).name)
        return listing(path)

    monkeypatch.setattr(os, "scandir", record)
    entries = discover([tmp_path])
    next(entries)
    assert entered == [tmp_path.name]

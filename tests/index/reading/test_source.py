"""Bytes of files, within limits."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.reading import source
from index.reading.errors import Unreadable


def _reason(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        source.load(path)
    return caught.value.reason


def test_bytes_come_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\x00\r\n")
    assert source.load(path) == b"\xff\x00\r\n"


def test_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(source.LARGEST_FILE + 1)
    assert _reason(path) == "is larger than 64 MB"


def test_folder_is_refused(tmp_path: Path) -> None:
    assert _reason(tmp_path) == "is a folder"


def test_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert _reason(tmp_path / "pipe.txt") == "is not a file"


def test_missing_file_and_impossible_name_do_not_exist(tmp_path: Path) -> None:
    assert _reason(tmp_path / "gone.txt") == "does not exist"
    assert _reason(tmp_path / "nul\0.txt") == "does not exist"


def test_link_to_itself_is_named(tmp_path: Path) -> None:
    (tmp_path / "self.txt").symlink_to("self.txt")
    assert _reason(tmp_path / "self.txt") == "is a link that leads to itself"


def test_file_without_permission_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("x")

    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert _reason(tmp_path / "a.txt") == "is not readable: permission denied"

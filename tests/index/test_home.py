"""Where things are kept, who may read them, and who may write at a time."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

import pytest

from index.home import (
    Busy,
    corpus_key,
    exclusive,
    home_folder,
    last_corpus,
    make_private,
    read_json,
    remember_corpus,
    resolve_roots,
    write_json,
)


def test_home_is_where_the_environment_says(home: Path) -> None:
    assert home_folder() == home


def test_roots_are_resolved_sorted_and_named_once(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "b")
    roots = resolve_roots([tmp_path / "link", tmp_path / "b", tmp_path / "a" / ".." / "a"])
    assert roots == (tmp_path / "a", tmp_path / "b")


def test_key_depends_on_the_set_of_roots_alone(tmp_path: Path) -> None:
    one = resolve_roots([tmp_path / "a", tmp_path / "b"])
    two = resolve_roots([tmp_path / "b", tmp_path / "a", tmp_path / "a"])
    assert corpus_key(one) == corpus_key(two)
    assert corpus_key(one) != corpus_key(one[:1])


def test_key_of_a_name_with_undecodable_bytes() -> None:
    assert len(corpus_key((Path("/x/\udcff"),))) == 16


def test_a_link_that_leads_to_itself_is_a_root_like_any_other(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert resolve_roots([loop]) == (loop,)


def test_a_user_that_there_is_not_is_a_name_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONRECORD_HOME", "~no-such-user/home")
    assert resolve_roots(["~no-such-user"]) == (tmp_path / "~no-such-user",)
    assert home_folder() == Path("~no-such-user/home")


def test_a_working_folder_that_is_gone_is_said_with_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(OSError, match="the working folder is gone: 'articles'"):
        resolve_roots(["articles"])
    assert resolve_roots([tmp_path]) == (tmp_path,)
    monkeypatch.chdir(tmp_path)


def test_folders_are_private(tmp_path: Path) -> None:
    make_private(tmp_path / "new" / "below")
    for folder in (tmp_path / "new", tmp_path / "new" / "below"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_json_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "value.json"
    write_json(path, {"a": 1})
    with pytest.raises(TypeError):
        write_json(path, {"a": object()})
    assert read_json(path) == {"a": 1}
    assert [file.name for file in tmp_path.iterdir() if "value" in file.name] == ["value.json"]


def test_a_full_disk_is_said_with_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space left") as raised:
            write_json(tmp_path / "value.json", 1)
    assert raised.value.filename == str(tmp_path / "value.json")
    assert not [file.name for file in tmp_path.iterdir() if "value" in file.name]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_json_that_is_none_reads_as_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "value.json"
    path.write_bytes(content)
    assert read_json(path) is None


def test_last_corpus_is_remembered(home: Path, tmp_path: Path) -> None:
    assert last_corpus(home) == ()
    remember_corpus(home, (tmp_path,))
    assert last_corpus(home) == (tmp_path,)


def test_only_absolute_roots_are_believed(home: Path) -> None:
    write_json(home / "last.json", ["", "articles", 7])
    assert last_corpus(home) == ()


def test_a_home_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    remember_corpus(blocked / "home", (tmp_path,))
    assert last_corpus(blocked / "home") == ()


def test_one_holder_of_the_lock_at_a_time(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with exclusive(lock), pytest.raises(Busy, match=str(tmp_path)), exclusive(lock):
        pass
    with exclusive(lock):
        pass

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest
from textual.app import App

from tui import clipboard
from tui.clipboard import copy, local_tool, plain


def executable(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_control_characters_are_not_copied() -> None:
    assert plain("“a\x1b[201~; b\x00\udce9”\r\n\tc\x9b") == "“a[201~; b”\n\tc"


def test_words_and_direction_marks_are_copied_to_the_letter() -> None:
    text = "“Déjà — 海峡” שלום\u200f, ‘x’"
    assert plain(text) == text


@pytest.mark.parametrize(
    ("platform", "environment", "tools", "command"),
    [
        ("darwin", {}, ["pbcopy"], ["pbcopy"]),
        ("linux", {"WAYLAND_DISPLAY": "w"}, ["wl-copy", "xclip"], ["wl-copy"]),
        ("linux", {"DISPLAY": ":0"}, ["xclip", "xsel"], ["xclip", "-selection", "clipboard"]),
        ("linux", {"DISPLAY": ":0"}, ["xsel"], ["xsel", "--clipboard", "--input"]),
        (
            "linux",
            {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"},
            ["xsel"],
            ["xsel", "--clipboard", "--input"],
        ),
        ("linux", {}, ["wl-copy", "xclip", "xsel", "pbcopy"], None),
        ("linux", {"DISPLAY": ":0"}, [], None),
    ],
)
def test_tool_is_chosen_by_platform_display_and_presence(
    tmp_path: Path,
    platform: str,
    environment: dict[str, str],
    tools: list[str],
    command: list[str] | None,
) -> None:
    for tool in tools:
        executable(tmp_path / tool, "cat")
    assert local_tool({**environment, "PATH": str(tmp_path)}, platform) == command


async def test_copies_through_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "local_tool", lambda environment, platform: None)
    app: App[None] = App()
    written: list[str] = []
    async with app.run_test():
        assert app._driver is not None
        monkeypatch.setattr(app._driver, "write", written.append)
        assert copy(app, "“We never closed it.”") == "copied"
    code = base64.b64encode("“We never closed it.”".encode()).decode()
    assert f"\x1b]52;c;{code}\a" in written


def test_local_tool_is_fed_the_text(tmp_path: Path) -> None:
    executable(tmp_path / "tool", f"cat > {tmp_path / 'copied'}")
    clipboard._feed([str(tmp_path / "tool")], "“Strait”\n")
    assert (tmp_path / "copied").read_text(encoding="utf-8") == "“Strait”\n"


def test_tool_that_hangs_or_is_missing_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "TOOL_SECONDS", 0.05)
    executable(tmp_path / "tool", "exec sleep 5")
    clipboard._feed([str(tmp_path / "tool")], "x")
    clipboard._feed([str(tmp_path / "missing")], "x")

"""Copy text, wherever the program runs.

Two ways are tried at once, because neither works everywhere and both are harmless:

- OSC 52, an escape sequence that asks the terminal to do it. It works over SSH, but some terminals
  lack it or have it switched off, and none of them answers.
- A local tool (pbcopy, wl-copy, xclip, xsel), where there is one with a display to talk to.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from threading import Thread
from typing import Any

from textual.app import App

TOOL_SECONDS = 3.0
"""How long a local tool may take before it is given up; nothing waits for it."""

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def copy(app: App[Any], text: str) -> str:
    """Put ``text`` on the clipboard and return a word for it ("copied").

    What is copied is ``plain(text)``. Returns at once: a local tool is served by a thread of its
    own.
    """
    copied = plain(text)
    app.copy_to_clipboard(copied)
    command = local_tool(os.environ, sys.platform)
    if command is not None:
        Thread(target=_feed, args=(command, copied), name="clipboard", daemon=True).start()
    return "copied"


def plain(text: str) -> str:
    """Return ``text`` without control characters, tab and newline excepted.

    The text may be pasted into a shell, where an escape sequence would act. Lone surrogates, which
    cannot be encoded, go too, and so do carriage returns.
    """
    return _UNSAFE.sub("", text)


def local_tool(environment: Mapping[str, str], platform: str) -> list[str] | None:
    """Return the command that takes the clipboard's new text on its input, or None."""
    candidates: list[list[str]] = []
    if platform == "darwin":
        candidates.append(["pbcopy"])
    if environment.get("WAYLAND_DISPLAY"):
        candidates.append(["wl-copy"])
    if environment.get("DISPLAY"):
        candidates.append(["xclip", "-selection", "clipboard"])
        candidates.append(["xsel", "--clipboard", "--input"])
    path = environment.get("PATH")
    return next((each for each in candidates if shutil.which(each[0], path=path)), None)


def _feed(command: list[str], text: str) -> None:
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run(
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TOOL_SECONDS,
            check=False,
        )

"""The thread that waits for keys: what it hands on, and that it ends when it is told to."""

from __future__ import annotations

import asyncio
import errno
import io
import os
import pty
import sys
import tty
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from threading import Thread

import pytest
from textual.app import App
from textual.events import Key
from textual.message import Message

from tui.waiting_driver import WaitingDriver


@dataclass
class Heard:
    """A driver at the one end of a terminal, and what it made of what was typed at the other."""

    driver: WaitingDriver
    keyboard: int
    thread: Thread
    messages: list[Message] = field(default_factory=list)

    def keys(self) -> list[str]:
        return [each.key for each in self.messages if isinstance(each, Key)]

    async def until(self, met: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not met():
                await asyncio.sleep(0.005)


@asynccontextmanager
async def listening(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Heard]:
    keyboard, terminal = pty.openpty()
    tty.setraw(terminal)
    app: App[None] = App()
    driver = WaitingDriver(app)
    driver.fileno = terminal
    driver._wake = os.pipe()
    heard = Heard(driver, keyboard, Thread(target=driver.run_input_thread, daemon=True))
    monkeypatch.setattr(driver, "process_message", heard.messages.append)
    monkeypatch.setattr(driver, "_disable_mouse_support", lambda: None)
    driver._key_thread = heard.thread
    heard.thread.start()
    try:
        yield heard
    finally:
        driver.disable_input()
        os.close(terminal)
        os.close(keyboard)


async def test_keys_are_handed_on_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening(monkeypatch) as heard:
        os.write(heard.keyboard, "aé\x1b[A".encode())
        await heard.until(lambda: len(heard.messages) == 3)
        assert heard.keys() == ["a", "é", "up"]


async def test_a_character_may_come_in_two_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = "é".encode()[:1], "é".encode()[1:]
    async with listening(monkeypatch) as heard:
        os.write(heard.keyboard, b"a" + first)
        await heard.until(lambda: heard.keys() == ["a"])
        os.write(heard.keyboard, second)
        await heard.until(lambda: heard.keys() == ["a", "é"])


async def test_an_escape_that_nothing_follows_is_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening(monkeypatch) as heard:
        os.write(heard.keyboard, b"\x1b")
        await heard.until(lambda: heard.keys() == ["escape"])


async def test_the_thread_ends_when_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening(monkeypatch) as heard:
        os.write(heard.keyboard, b"a")
        await heard.until(lambda: heard.keys() == ["a"])
        heard.driver.disable_input()
        assert not heard.thread.is_alive()
        os.write(heard.keyboard, b"b")
        assert heard.keys() == ["a"]


class Gone(io.StringIO):
    def write(self, _: str) -> int:
        raise OSError(errno.EIO, "the terminal is gone")

    def flush(self) -> None:
        raise OSError(errno.EIO, "the terminal is gone")


async def test_drawing_on_a_terminal_that_is_gone_does_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "__stderr__", Gone())
    driver = WaitingDriver(App[None]())
    driver._file.write("drawn")
    driver._file.flush()

"""The terminal's keys, waited for without looking at the clock.

Textual's thread looks ten times a second whether the program is to end, which costs a little
processor for ever and up to 200 ms when it does end. Here it sleeps until there is something:

    terminal ──┐
               ├── select ──> keys to the parser, or the end
    wake ──────┘

Only after a key it looks once more, because an escape that nothing follows is the key Esc.

A signal that ends the program is the wish to quit: the session is kept and the terminal is left
as it was. One that wakes it up is followed between two turns of the event loop, and whatever was
there of the terminal is given back before it is taken again.
"""

from __future__ import annotations

import os
import selectors
import signal
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App

CHUNK = 1 << 16
ENDING = (signal.SIGTERM, signal.SIGHUP)
A_LITTLE_LATER = 0.005
"""Seconds beyond the parser's own, so that its clock has come as far as ours."""


class WaitingDriver(LinuxDriver):
    """Textual's driver with a thread for the keys that sleeps until it is needed."""

    _wake: tuple[int, int] | None = None

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file: Any = _Display(self._file)

    def start_application_mode(self) -> None:
        """Take the terminal over; anew where that was done already."""
        if self._key_thread is not None and self._key_thread.is_alive():
            self.suspend_application_mode()
        for number in ENDING:  # until the loop is closed, for the session is kept after the end
            self._loop.add_signal_handler(number, self._app.exit)
        if self._wake is None:  # else the last attempt was made in the background
            self._wake = os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # not annotated

    def resume_application_mode(self) -> None:
        """Take the terminal over again, where nothing of ours is shown any more."""
        if self._app.is_running:  # else it is ending: closing a window wakes programs, too
            super().resume_application_mode()
            self._app.call_later(self._app.refresh)

    def _sigcont_application(self, *_: object) -> None:
        if self._auto_restart:
            self._loop.call_soon_threadsafe(self.resume_application_mode)

    def disable_input(self) -> None:
        """Stop reading keys, at once."""
        wake, self._wake = self._wake, None
        if wake is not None:
            os.write(wake[1], b"\0")
        super().disable_input()
        if wake is not None:
            for descriptor in wake:
                os.close(descriptor)

    def run_input_thread(self) -> None:
        """Hand on what is typed until the driver is to stop; what comes later is left unread."""
        if self._wake is None:
            return
        wake = self._wake[0]
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        timeout: float | None = None
        with selectors.SelectSelector() as selector:
            selector.register(wake, selectors.EVENT_READ)
            selector.register(self.fileno, selectors.EVENT_READ)
            while True:
                ready = {key.fd for key, _ in selector.select(timeout)}
                if wake in ready:
                    return
                timeout = None
                if self.fileno in ready:
                    data = _read(self.fileno)
                    if not data:  # the terminal is gone, and nobody can quit any more
                        self._app.call_later(self._app.exit)
                        return
                    if text := decode(data):
                        for event in parser.feed(text):
                            self.process_message(event)
                    timeout = constants.ESCAPE_DELAY + A_LITTLE_LATER
                for event in parser.tick():
                    self.process_message(event)


class _Display:
    """What is drawn on. On a terminal that is gone drawing does nothing: an error would end
    Textual's thread for it, and whoever has more to draw would wait for ever."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.fileno = file.fileno

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()


def _read(descriptor: int) -> bytes:
    """Return what is there; nothing where the other end is closed."""
    with suppress(OSError):
        return os.read(descriptor, CHUNK)
    return b""

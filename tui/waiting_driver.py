"""The terminal's keys, waited for without looking at the clock.

Textual's thread looks ten times a second whether the program is to end, which costs a little
processor for ever and up to 200 ms when it does end. Here it sleeps until there is something:

    terminal ──┐
               ├── select ──> keys to the parser, or the end
    wake ──────┘

Only after a key it looks once more, because an escape that nothing follows is the key Esc.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from contextlib import suppress

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

CHUNK = 1 << 16
A_LITTLE_LATER = 0.005
"""Seconds beyond the parser's own, so that its clock has come as far as ours."""


class WaitingDriver(LinuxDriver):
    """Textual's driver with a thread for the keys that sleeps until it is needed."""

    _wake: tuple[int, int] | None = None

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._wake = os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # not annotated

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


def _read(descriptor: int) -> bytes:
    """Return what is there; nothing where the other end is closed."""
    with suppress(OSError):
        return os.read(descriptor, CHUNK)
    return b""

"""Keys in the order they were typed, each to the place where the one before has led.

Textual hands a key to the widget that has the focus and takes the next key at once, while the
first is still on its way: through the widget and its parents back to the app, where it may turn
out to move the focus. When keys come faster than that (a burst over SSH, a paste, a busy moment),
``/`` followed by ``n`` would be the command "next" instead of a letter of the query.

Here the next key waits until the one before has come back. What tells is a callback that follows
the key through the same queues:

    key       →  widget → frame → screen → app
    callback    →  widget → frame → screen → app: settled, next key

Cost: a few turns of the event loop a key.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from textual import events
from textual.app import App

if TYPE_CHECKING:
    from textual.message_pump import MessagePump


class TypeAheadApp(App[None]):
    """An app that takes one key at a time."""

    def __init__(self, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._typed: deque[events.Key] = deque()
        self._settling = False

    @property
    def keys_wait(self) -> bool:
        """Whether keys were typed that nothing has been done about yet."""
        return bool(self._typed)

    async def on_event(self, event: events.Event) -> None:
        """Hold a key back until the one before has done what it does."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if not self._settling:
            await self._take_key()

    async def _take_key(self) -> None:
        self._settling = True
        target: MessagePump = self.focused or self.screen
        await super().on_event(self._typed.popleft())
        self._follow(target)

    def _follow(self, pump: MessagePump | None) -> None:
        """Go the way of the key, one queue further; a queue that is closing is passed over."""
        while pump is not None and pump is not self:
            if pump.call_later(self._follow, pump._parent):
                return
            pump = pump._parent
        self.call_later(self._settled)

    async def _settled(self) -> None:
        self._settling = False
        if self._typed:
            await self._take_key()
        else:
            self.keys_rest()

    def keys_rest(self) -> None:
        """Called when the last key that was typed has done what it does."""

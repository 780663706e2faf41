"""The keys in force: the table of commands with the user's keys, and how keys are shown.

Help, palette, footer, hints and ``onrecord keys`` all ask here, so none of them can name a key
that does something else. Texts are written with the default keys (``HINTS``); ``hints`` puts those
in force in their place.
"""

from __future__ import annotations

from functools import cache

from tui.commands import BY_ID, COMMANDS, SHOWN, Command
from tui.config import in_force
from tui.hints import HINTS
from tui.history import Pane
from tui.keymap import with_keys


def table() -> tuple[Command, ...]:
    """Return the commands with the keys that they have in this process."""
    return with_keys(COMMANDS, in_force().keys)


def shown(key: str) -> str:
    """Return a key as people know it: "ctrl+d" is ^d, "f5" is F5."""
    if key in SHOWN:
        return SHOWN[key]
    *modifiers, base = key.split("+") if len(key) > 1 else [key]
    if modifiers == ["ctrl"] and len(base) == 1:
        return f"^{base}"
    base = SHOWN.get(base, base if len(base) == 1 else base.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), base])


def shown_keys(command: Command) -> str:
    """Return the keys of ``command``, one of ``table``, as people know them."""
    return " ".join(map(shown, command.keys))


def keys_of(command_id: str) -> tuple[str, ...]:
    """Return the keys of a command in this process."""
    return in_force().keys.get(command_id, BY_ID[command_id].keys)


def key_for(command_id: str, typing: bool = False) -> str:
    """Return the first key of a command, as it is shown; its name where it has none.

    In the search line (``typing``) a key that writes a character does not count.
    """
    keys = [key for key in keys_of(command_id) if not (typing and len(key) == 1)]
    return shown(keys[0]) if keys else f"“{BY_ID[command_id].name}”"


def hints(pane: Pane) -> tuple[tuple[str, str], ...]:
    """Return the footer's hints for ``pane``: keys in force and what they do."""
    if not in_force().keys:
        return HINTS[pane]
    found = ((_in_force(keys, pane is Pane.SEARCH), label) for keys, label in HINTS[pane])
    return tuple((keys, label) for keys, label in found if keys)


def _in_force(keys: str, typing: bool) -> str:
    """Return ``keys``, default ones with spaces between, with those in force in their place."""
    owners = _owners()
    return " ".join(filter(None, (_instead(key, owners[key], typing) for key in keys.split())))


def _instead(key: str, command_id: str, typing: bool) -> str:
    """Return the key to show where the default table has ``key``; "" where there is none."""
    own = [each for each in keys_of(command_id) if not (typing and len(each) == 1)]
    names = [shown(each) for each in own]
    return key if key in names else names[0] if names else ""


@cache
def _owners() -> dict[str, str]:
    """Return which command each key, as it is shown, runs by default."""
    return {shown(key): command.id for command in COMMANDS for key in command.keys}

"""The keys in force: the table of commands with the user's keys, and how keys are shown.

Help, palette, footer, hints and ``onrecord keys`` all ask here, so none of them can name a key
that does something else. Texts are written with the default keys (``HINTS``); ``hints`` puts those
in force in their place.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from tui.commands import BY_ID, COMMANDS, Command
from tui.config import in_force
from tui.hints import HINTS, NAMING
from tui.history import Pane
from tui.key_signs import SHOWN, shown
from tui.keymap import with_keys
from tui.state import State


def table() -> tuple[Command, ...]:
    """Return the commands with the keys that they have in this process."""
    return with_keys(COMMANDS, in_force().keys)


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


def worded(state: State) -> str:
    """Return the notice of ``state`` with the keys in force in it."""
    if not state.notice_keys:
        return state.notice
    typing = state.view.pane is Pane.SEARCH
    return state.notice.format(*(key_for(each, typing) for each in state.notice_keys))


def hints(pane: Pane, naming: bool = False) -> tuple[tuple[str, str], ...]:
    """Return the footer's hints for ``pane``: keys in force and what they do.

    ``naming``: a name is being typed there.
    """
    return hints_in_force(NAMING if naming else HINTS[pane], naming or pane is Pane.SEARCH)


def hints_in_force(
    hints: Iterable[tuple[str, str]], typing: bool = False
) -> tuple[tuple[str, str], ...]:
    """Return hints, which have default keys, with those in force; without those that have none."""
    found = ((_in_force(keys, typing), label) for keys, label in hints)
    return tuple((keys, label) for keys, label in found if keys)


def _in_force(keys: str, typing: bool) -> str:
    """Return ``keys``, default ones with spaces between, with those in force in their place."""
    return " ".join(filter(None, (_instead(sign, typing) for sign in keys.split())))


def _instead(sign: str, typing: bool) -> str:
    """Return the key to show where a hint has ``sign``; "" where there is none."""
    key, command_id = _defaults()[sign]
    own = [each for each in keys_of(command_id) if not (typing and len(each) == 1)]
    return shown(key if key in own else own[0]) if own else ""


@cache
def _defaults() -> dict[str, tuple[str, str]]:
    """Return the key and the command of each sign that a hint can have."""
    return {SHOWN.get(key, key): (key, each.id) for each in COMMANDS for key in each.keys}

"""From the table of commands to Textual's bindings: key names, clashes, and the user's own keys.

Textual lets the last of two bindings of one key win without a word, so a clash would be a key that
silently does something else. ``clashes`` finds them, and ``remapped`` takes from the user's keys
those that make none:

    [keys]
    down = "n"              n is next_result's: passed over, with the reason
    zoom = "x"              x is clear's, but clear moves to c, and context to C: all three hold
    clear = "c"
    context = "C"
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from textual.binding import Binding
from textual.keys import Keys

from tui.commands import Command

NAMES = {
    "/": "slash",
    "?": "question_mark",
    ":": "colon",
    ".": "full_stop",
    ",": "comma",
    ">": "greater_than_sign",
    "<": "less_than_sign",
    "-": "minus",
    "'": "apostrophe",
}
"""Textual's names of the punctuation keys."""
KNOWN = frozenset({"plus", *(key.value for key in Keys if not key.value.startswith("<"))})
"""The keys that Textual has a name for, letters without a modifier aside."""
MODIFIERS = frozenset({"ctrl", "alt", "shift", "super"})
TAKEN = {
    "ctrl+c": "always copies the selection",
    "ctrl+i": "is tab to a terminal",
    "ctrl+m": "is enter to a terminal",
}
"""Keys that cannot be given to a command, and why."""
ALWAYS = {"ctrl+q": "quit"}
"""Keys that Textual gives one command, whatever happens; so there always is a way out."""
UNBOUND = "unbound"
"""No key of any keyboard: Textual's keymap cannot say that a command has no key."""


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Return one binding a key; pressing it runs the action ``command(id)`` of the screen.

    Each carries the id of its command, by which ``keymap`` gives it other keys.
    """
    return [
        Binding(
            NAMES.get(key, key), f"command('{command.id}')", command.name, show=False, id=command.id
        )
        for command in commands
        for key in command.keys
    ]


def keymap(keys: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the user's keys, by command id, as Textual's keymap."""
    return {
        command: ",".join(NAMES.get(key, key) for key in own) or UNBOUND
        for command, own in keys.items()
    }


def clashes(commands: Iterable[Command]) -> list[str]:
    """Return a line for each key that two commands claim and each id that is used twice."""
    problems: list[str] = []
    owners: dict[str, str] = {}
    ids: set[str] = set()
    for command in commands:
        if command.id in ids:
            problems.append(f"two commands are called {command.id}")
        ids.add(command.id)
        for key in command.keys:
            if key in owners:
                problems.append(f"{key}: both {owners[key]} and {command.id}")
            owners[key] = command.id
    return problems


# -- the user's keys -------------------------------------------------------------------------------


def remapped(
    commands: Sequence[Command], wanted: Mapping[str, Sequence[str]]
) -> tuple[dict[str, tuple[str, ...]], list[tuple[str, str]]]:
    """Return which of the ``wanted`` keys, by command id, can be had, and why not the others.

    Of two commands that want one key the first of ``wanted`` gets it. Passing one over gives a
    default key back, which another may want: so this goes on until nothing clashes.
    """
    good: dict[str, tuple[str, ...]] = {}
    problems: list[tuple[str, str]] = []
    ids = {command.id for command in commands}
    for command_id, keys in wanted.items():
        reason = _wrong(command_id, keys, ids)
        if reason is None:
            good[command_id] = tuple(dict.fromkeys(str(key_named(key)) for key in keys))
        else:
            problems.append((command_id, reason))
    while (clash := _first_clash(commands, good)) is not None:
        problems.append(clash)
        del good[clash[0]]
    default = {command.id: command.keys for command in commands}
    return {each: keys for each, keys in good.items() if keys != default[each]}, problems


def with_keys(
    commands: Iterable[Command], keys: Mapping[str, tuple[str, ...]]
) -> tuple[Command, ...]:
    """Return the table with ``keys``, by command id, in place of the default ones."""
    return tuple(replace(each, keys=keys.get(each.id, each.keys)) for each in commands)


def key_named(text: str) -> str | None:
    """Return the key that ``text`` names, as the table of commands names it, or None.

    A character is itself, upper case being another key; the others have Textual's names.
    """
    if text == "+":
        return "plus"
    if len(text) == 1:
        return text if text.isprintable() and not text.isspace() else None
    name = text.lower()
    punctuation = {long: short for short, long in NAMES.items()}
    if name in punctuation:
        return punctuation[name]
    *modifiers, base = name.split("+")
    if set(modifiers) - MODIFIERS or len(set(modifiers)) < len(modifiers):
        return None
    if len(base) == 1:
        writable = base.isascii() and base.isalnum()
        return name if writable and set(modifiers) - {"shift"} else None
    return name if base in KNOWN or name in KNOWN else None


def _wrong(command_id: str, keys: Sequence[str], ids: Collection[str]) -> str | None:
    """Return what is wrong with these keys by themselves, or None."""
    if command_id not in ids:
        return "is no command; “onrecord keys” lists them"
    for text in keys:
        key = key_named(text)
        if key is None:
            return f"cannot have {text!r}: there is no such key"
        if key in TAKEN:
            return f"cannot have {key}: it {TAKEN[key]}"
        if ALWAYS.get(key, command_id) != command_id:
            return f"cannot have {key}: it always means {ALWAYS[key]}"
    return None


def _first_clash(
    commands: Sequence[Command], good: Mapping[str, tuple[str, ...]]
) -> tuple[str, str] | None:
    """Return the last of the user's commands whose key another has too, and what to say of it."""
    owners: dict[str, list[str]] = {}
    for command in with_keys(commands, good):
        for key in command.keys:
            owners.setdefault(key, []).append(command.id)
    for command_id in reversed(list(good)):
        for key in good[command_id]:
            others = [other for other in owners[key] if other != command_id]
            if others:
                return command_id, f"cannot have {key}: {others[0]} has it"
    return None

"""From the table of commands to Textual's bindings, with clashes refused.

Textual lets the last of two bindings of one key win without a word, so a clash would be a key that
silently does something else. ``clashes`` finds them before the program starts.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding

from tui.commands import Command

NAMES = {
    "/": "slash",
    "?": "question_mark",
    ":": "colon",
    ".": "full_stop",
    ",": "comma",
    ">": "greater_than_sign",
    "<": "less_than_sign",
}
"""Textual's names of the punctuation keys."""


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Return one binding a key; pressing it runs the action ``command(id)`` of the screen."""
    return [
        Binding(NAMES.get(key, key), f"command('{command.id}')", command.name, show=False)
        for command in commands
        for key in command.keys
    ]


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

"""The table of keys as Markdown, for the README: made from the table of commands."""

from __future__ import annotations

from tui.commands import COMMANDS, Group


def key_table() -> str:
    """Return a Markdown table: a row a group, its keys with what they do."""
    rows = ["| | keys |", "|---|---|"]
    for group in Group:
        entries = [
            f"`{command.shown_keys}` {command.name.lower()}"
            for command in COMMANDS
            if command.group is group and command.keys
        ]
        rows.append(f"| **{group.value}** | {' · '.join(entries)} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(key_table(), end="")  # noqa: T201  # printing is what this is for

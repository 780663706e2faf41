"""``onrecord config`` and ``onrecord keys``: what the user set, what is in force, where it is.

What needs the table of commands, and with it Textual, is imported when it is asked for.
"""

from __future__ import annotations

import argparse
import json

from tui.config import Loaded, config_path, load, put_in_force
from tui.exit_status import FOUND, TROUBLE
from tui.safe import visible
from tui.streams import put, say


def take_settings(fully: bool = False) -> Loaded:
    """Read the settings, put them in force, and say on standard error what is wrong with them.

    ``fully`` checks also what only the explorer knows, and imports it.
    """
    loaded = load(config_path())
    if fully:
        from tui.config_check import check

        loaded = check(loaded)
    put_in_force(loaded.config)
    for problem in loaded.problems:
        say(str(problem))
    return loaded


def run_config(options: argparse.Namespace) -> int:
    """Print where the settings are and which are in force; with --init, write the default file."""
    from tui.config_file import as_toml, write_default

    path = config_path()
    if options.init:
        try:
            write_default(path)
        except FileExistsError:
            say(f"{path}: is there already; it was left as it is")
            return TROUBLE
        put(visible(str(path)))
        return FOUND
    loaded = take_settings(fully=True)
    missing = "" if path.exists() else "  (not there; “onrecord config --init” writes it)"
    put(f"# {visible(str(path))}{missing}")
    put(visible_lines(as_toml(loaded.config)))
    return TROUBLE if loaded.problems else FOUND


def run_keys(options: argparse.Namespace) -> int:
    """Print the commands of the explorer with the keys in force, as config.toml names them."""
    loaded = take_settings(fully=True)
    from tui.keys import table

    for command in table():
        if options.json:
            record = {
                "id": command.id,
                "keys": list(command.keys),
                "name": command.name,
                "help": command.help,
                "group": command.group.value,
            }
            put(json.dumps(record, ensure_ascii=False))
        else:
            about = f"{command.name}: {command.help}" if command.help else command.name
            put(f"{command.id:19} {'  '.join(command.keys):29} {about}".rstrip())
    return TROUBLE if loaded.problems else FOUND


def visible_lines(text: str) -> str:
    """Return ``text`` with nothing in its lines that a terminal would obey."""
    return "\n".join(visible(line) for line in text.splitlines())

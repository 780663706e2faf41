"""config.toml as text: the default file, and what is in force.

In the default file prose begins with "# " and a setting, commented out, with "#" alone; so taking
the "#" from every such line gives the defaults, as a test does. The heading of the keys stands
there plain: it sets nothing, and nobody has to think of it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tui.commands import COMMANDS, Group
from tui.config import KEYS, SETTINGS, Config

PREAMBLE = """\
# onrecord's settings. A line that begins with "#" and no space is a setting with its default
# value: take the "#" away and change the value. What is not set here keeps its default, and so
# does a setting with a mistake in it: "onrecord config" says what is in force and what is wrong.
"""
ABOUT_KEYS = f"""\
# Keys: a command's id, then its key or a list of them, which replace the default ones; [] is none.
# A letter is itself (upper case is another key); others are named as below, such as "ctrl+d",
# "alt+left", "f5", "space". Where two commands would have one key, the file's is passed over, so
# give the other command another key too. ctrl+c and ctrl+q keep their meaning.
[{KEYS}]
"""


def in_toml(value: Any) -> str:
    """Return a text, a number, a switch or a list of texts as TOML."""
    return json.dumps(value, ensure_ascii=False)


def as_toml(config: Config) -> str:
    """Return the settings in force as a file that says the same."""
    lines = [f"{setting.name} = {in_toml(getattr(config, setting.name))}" for setting in SETTINGS]
    if config.keys:
        lines += ["", f"[{KEYS}]"]
        lines += [f"{command} = {in_toml(keys)}" for command, keys in config.keys.items()]
    return "\n".join(lines)


def default_file() -> str:
    """Return a file that documents every setting and sets none."""
    default = Config()
    parts = [PREAMBLE]
    for setting in SETTINGS:
        about = "".join(f"# {line}\n" for line in setting.about.splitlines())
        parts.append(f"{about}#{setting.name} = {in_toml(getattr(default, setting.name))}\n")
    return "\n".join([*parts, ABOUT_KEYS, *map(_keys_of, Group)])


def _keys_of(group: Group) -> str:
    """Return the lines for the commands of ``group``, under its name."""
    lines = [f"# {group.value}"]
    for command in COMMANDS:
        if command.group is group:
            about = f"{command.name}: {command.help}" if command.help else command.name
            lines.append(f"#{command.id} = {in_toml(command.keys)}  # {about}")
    return "\n".join(lines) + "\n"


def write_default(path: Path) -> None:
    """Write the default file. Raises FileExistsError where there is one, and OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(default_file())

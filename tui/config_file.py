"""config.toml as text: the default file, and what is in force.

In the default file prose begins with "# " and a setting, commented out, with "#" alone; so taking
the "#" from every such line gives the defaults, as a test does.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tui.config import SETTINGS, Config

PREAMBLE = """\
# onrecord's settings. A line that begins with "#" and no space is a setting with its default
# value: take the "#" away and change the value. What is not set here keeps its default, and so
# does a setting with a mistake in it: "onrecord config" says what is in force and what is wrong.
"""


def in_toml(value: Any) -> str:
    """Return a text, a number, a switch or a list of texts as TOML."""
    return json.dumps(value, ensure_ascii=False)


def as_toml(config: Config) -> str:
    """Return the settings in force as a file that says the same."""
    lines = [f"{setting.name} = {in_toml(getattr(config, setting.name))}" for setting in SETTINGS]
    return "\n".join(lines)


def default_file() -> str:
    """Return a file that documents every setting and sets none."""
    default = Config()
    parts = [PREAMBLE]
    for setting in SETTINGS:
        about = "".join(f"# {line}\n" for line in setting.about.splitlines())
        parts.append(f"{about}#{setting.name} = {in_toml(getattr(default, setting.name))}\n")
    return "\n".join(parts)


def write_default(path: Path) -> None:
    """Write the default file. Raises FileExistsError where there is one, and OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(default_file())

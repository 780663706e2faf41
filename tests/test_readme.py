"""The README tells the truth where a program can check it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.reading import SUFFIXES
from index.search.syntax import Field
from tui.cli import PARSERS
from tui.config import SETTINGS, Config
from tui.config_file import in_toml
from tui.key_table import key_table

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_keys_are_those_of_the_table_of_commands() -> None:
    assert key_table() in README


@pytest.mark.parametrize("command", sorted(PARSERS))
def test_every_command_is_named(command: str) -> None:
    assert f"onrecord {command}" in README


@pytest.mark.parametrize("name", sorted(Field))
def test_every_field_of_the_query_language_is_named(name: str) -> None:
    assert f"`{name}:" in README


@pytest.mark.parametrize("setting", [setting.name for setting in SETTINGS])
def test_every_setting_is_named(setting: str) -> None:
    assert f"| `{setting}` | `{in_toml(getattr(Config(), setting))}` |" in README


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_every_format_is_named(suffix: str) -> None:
    assert f"`{suffix}`" in README


def test_links_and_pictures_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    for target in targets:
        assert (ROOT / target).exists(), target

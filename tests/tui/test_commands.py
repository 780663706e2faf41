from dataclasses import replace

import pytest

from tests.tui.test_state import answered
from tui.commands import BY_ID, COMMANDS, Command, Group
from tui.hints import HINTS
from tui.history import Pane
from tui.key_signs import SHOWN
from tui.keymap import bindings, clashes
from tui.screens.help import COLUMNS, KEYS_WIDTH, help_of
from tui.screens.lists import BORDER
from tui.state import State

HELP_WIDTH = 54
"""Cells of a column of the help where there are two."""


def test_no_key_has_two_commands() -> None:
    assert clashes(COMMANDS) == []


def test_a_clash_is_named() -> None:
    twice = [COMMANDS[0], replace(COMMANDS[1], keys=COMMANDS[0].keys[:1])]
    assert clashes(twice) == ["j: both down and up"]
    assert clashes([COMMANDS[0], replace(COMMANDS[0], keys=())]) == ["two commands are called down"]


@pytest.mark.parametrize(
    "key",
    [
        *("j", "k", "down", "up", "g", "G", "ctrl+d", "ctrl+u", "space", "b"),
        *("tab", "shift+tab", "1", "2", "3", "4", "h", "l", "z"),
        *("/", "enter", "s", "n", "N", ".", ",", ">", "<", "c"),
        *("a", "m", "t", "x", "backspace", "ctrl+o", "alt+left", "alt+right"),
        *("y", "Y", "o", "e", "B", ":", "?", "T", "q", "escape"),
    ],
)
def test_every_key_of_the_design_does_something(key: str) -> None:
    assert any(key in command.keys for command in COMMANDS)


def test_every_key_is_bound_once_to_its_command() -> None:
    bound = {binding.key: binding.action for binding in bindings(COMMANDS)}
    assert len(bound) == sum(len(command.keys) for command in COMMANDS)
    assert bound["full_stop"] == "command('next_quote')"


def test_the_help_lists_every_key_once_under_its_group() -> None:
    assert sorted(group for column in COLUMNS for group in column) == sorted(Group)
    for group in Group:
        heading, *lines = help_of(group).plain.splitlines()
        assert heading == group.value
        keys = " ".join(line[:KEYS_WIDTH].strip() for line in lines).split()
        mine = [each for each in COMMANDS if each.group is group and each.keys]
        assert keys == " ".join(command.shown_keys for command in mine).split()


def test_every_line_of_the_help_fits_its_column() -> None:
    for command in COMMANDS:
        assert command.name
    for group in Group:
        assert max(map(len, help_of(group).plain.splitlines())) <= HELP_WIDTH


def test_all_keys_are_seen_at_once_on_120_by_36() -> None:
    for column in COLUMNS:
        lines = sum(len(help_of(group).plain.splitlines()) for group in column)
        assert lines + len(column) - 1 <= 36 - BORDER


def test_the_footer_shows_six_hints_at_most_and_only_real_keys() -> None:
    real = {SHOWN.get(key, key) for command in COMMANDS for key in command.keys}
    for pane in Pane:
        assert 0 < len(HINTS[pane]) <= 6
        for keys, _ in HINTS[pane]:
            assert set(keys.split()) <= real


def test_the_footer_fits_on_eighty_columns() -> None:
    for hints in HINTS.values():
        assert len("   ".join(f"{key} {label}" for key, label in hints)) <= 76


@pytest.mark.parametrize(
    ("command", "state", "reason"),
    [
        ("next_result", State(), "There are no results to go through"),
        ("next_quote", State(), "No article is open"),
        ("copy", State(), "No quote or paragraph is highlighted"),
        ("by_speaker", answered(), "Nobody is named as the speaker here"),
        ("next_by_speaker", answered(), "Nobody is named as the speaker here"),
        ("copies", State(), "No result is highlighted"),
        ("copies", answered(), "Nothing else here has the very same words"),
        ("clear", answered(), "There is nothing to clear"),
        ("skipped", answered(), "No file was skipped"),
    ],
)
def test_a_command_that_cannot_work_says_why(command: str, state: State, reason: str) -> None:
    assert BY_ID[command].blocked(state) == reason


def test_a_command_that_can_work_is_not_blocked() -> None:
    state = answered("never closed")
    assert [c.id for c in COMMANDS if c.blocked(state)] == [
        "copies",
        "jumps",
        "go_to_mark",
        "drop_topic",
        "skipped",
    ]


def test_keys_of_a_command_are_shown_as_people_know_them() -> None:
    assert BY_ID["back"].shown_keys == "^o ⌫ Alt+←"
    assert isinstance(COMMANDS[0], Command)

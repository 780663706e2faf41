"""The user's own keys: what they may be, what is said of clashes, and where they show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.driving import opened
from tui.cli import main
from tui.commands import BY_ID, COMMANDS, Group
from tui.config import Config, in_force, load, put_in_force
from tui.config_check import check
from tui.exit_status import FOUND, TROUBLE
from tui.hints import HINTS
from tui.history import Pane
from tui.key_signs import shown
from tui.keymap import clashes, key_named, remapped, with_keys
from tui.keys import hints, key_for, table
from tui.screens.help import PAIRS, help_of
from tui.state import Overlay


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def use(**keys: tuple[str, ...]) -> None:
    """Put these keys in force."""
    good, problems = remapped(COMMANDS, keys)
    assert problems == []
    put_in_force(Config(keys=good))


# -- names of keys -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *(("j", "j"), ("J", "J"), (".", "."), ("full_stop", "."), ("+", "plus"), ("é", "é")),
        *(("Ctrl+D", "ctrl+d"), ("alt+Left", "alt+left"), ("F5", "f5"), ("Space", "space")),
        *((" ", None), ("", None), ("ctrl", None), ("hyper+a", None), ("ctrl+ctrl+a", None)),
        *(("shift+a", None), ("ctrl+é", None), ("jj", None), ("\x1b", None), ("<any>", None)),
    ],
)
def test_keys_are_named_as_the_table_names_them(text: str, key: str | None) -> None:
    assert key_named(text) == key


def test_every_default_key_can_be_written_in_the_file() -> None:
    for command in COMMANDS:
        for key in command.keys:
            assert key_named(key) == key


@pytest.mark.parametrize(
    ("key", "name"),
    [("ctrl+x", "^x"), ("alt+x", "Alt+x"), ("f5", "F5"), ("ctrl+left", "Ctrl+←"), ("j", "j")],
)
def test_keys_are_shown_as_people_know_them(key: str, name: str) -> None:
    assert shown(key) == name


# -- clashes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"dwn": ["j"]}, "is no command; “onrecord keys” lists them"),
        ({"down": ["jj"]}, "cannot have 'jj': there is no such key"),
        ({"down": ["n"]}, "cannot have n: next_result has it"),
        ({"down": ["ctrl+c"]}, "cannot have ctrl+c: it always copies the selection"),
        ({"down": ["ctrl+p"]}, "cannot have ctrl+p: palette has it"),
        ({"down": ["ctrl+q"], "quit": ["q"]}, "cannot have ctrl+q: it always means quit"),
    ],
)
def test_keys_that_cannot_be_had_are_passed_over(keys: dict[str, list[str]], reason: str) -> None:
    good, problems = remapped(COMMANDS, keys)
    assert problems == [(next(iter(keys)), reason)]
    assert next(iter(keys)) not in good


def test_of_two_commands_the_first_gets_the_key() -> None:
    good, problems = remapped(COMMANDS, {"down": ["f5"], "up": ["f5"]})
    assert good == {"down": ("f5",)}
    assert problems == [("up", "cannot have f5: down has it")]


def test_commands_can_swap_their_keys() -> None:
    wanted = {"down": ["k"], "up": ["j"]}
    assert remapped(COMMANDS, wanted) == ({"down": ("k",), "up": ("j",)}, [])


def test_passing_one_over_gives_its_default_key_back() -> None:
    wanted = {"down": ["n"], "up": ["j"]}
    good, problems = remapped(COMMANDS, wanted)
    assert good in ({}, {"up": ("j",)})
    assert clashes(with_keys(COMMANDS, good)) == []
    assert ("down", "cannot have n: next_result has it") in problems


@given(
    st.dictionaries(
        st.sampled_from([command.id for command in COMMANDS]),
        st.lists(st.sampled_from(["j", "k", "n", "x", "q", "ctrl+d", "f5", "+", "."]), max_size=3),
        max_size=8,
    )
)
def test_whatever_is_wanted_no_key_has_two_commands(wanted: dict[str, list[str]]) -> None:
    good, problems = remapped(COMMANDS, wanted)
    assert clashes(with_keys(COMMANDS, good)) == []
    assert {command for command, _ in problems}.isdisjoint(good)


# -- the file ------------------------------------------------------------------------------------


def test_mistakes_with_keys_are_named_with_their_lines(path: Path) -> None:
    path.write_text('[keys]\nup = 3\n\ndown = "n"\nfly = "f5"\nzoom = ["Z"]\n', encoding="utf-8")
    loaded = check(load(path))
    assert [f"{problem.line}: {problem.text}" for problem in loaded.problems] == [
        "2: keys.up must be a key or a list of keys, in quotation marks",
        "4: down cannot have n: next_result has it",
        "5: fly is no command; “onrecord keys” lists them",
    ]
    assert loaded.config.keys == {"zoom": ("Z",)}


def test_keys_that_are_no_table_are_one_mistake(path: Path) -> None:
    path.write_text('keys = "vim"\n', encoding="utf-8")
    (problem,) = check(load(path)).problems
    assert problem.text == "keys must be a table: [keys]"


# -- where they show -----------------------------------------------------------------------------


def test_footer_help_and_messages_name_the_keys_in_force() -> None:
    assert hints(Pane.RESULTS) == HINTS[Pane.RESULTS]
    use(search=("f5",), copy=("ctrl+x", "y"), help=())
    shown_hints = {label: keys for keys, label in hints(Pane.RESULTS)}
    assert shown_hints["Search"] == "F5"
    assert shown_hints["Copy"] == "y"
    assert "Help" not in shown_hints
    search = next(c for c in table() if c.id == "search")
    assert "F5" in help_of(search.group).plain
    assert key_for("search") == "F5"
    assert key_for("help") == "“Help”"


def test_counterparts_share_a_line_only_where_both_have_keys() -> None:
    for first, pair in PAIRS.items():
        assert BY_ID[first].group is BY_ID[pair.second].group
    assert "Surer, less sure" in help_of(Group.SEARCH).plain
    use(less_sure=())
    assert "Surer  leave out unsure speakers" in help_of(Group.SEARCH).plain


def test_in_the_search_line_no_hint_names_a_key_that_writes() -> None:
    use(escape=("E", "f6"), help=("Z",))
    found = {label: keys for keys, label in hints(Pane.SEARCH)}
    assert found["Clear"] == "F6"
    assert "Help" not in found


def test_keys_prints_those_in_force(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_text('[keys]\nzoom = ["Z", "f5"]\n', encoding="utf-8")
    assert main(["keys", "--json"]) == FOUND
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["id"] for record in records] == [command.id for command in COMMANDS]
    assert {r["id"]: r["keys"] for r in records if r["id"] == "zoom"} == {"zoom": ["Z", "f5"]}
    assert main(["keys"]) == FOUND
    assert "zoom                Z  f5" in capsys.readouterr().out


def test_keys_names_mistakes(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_text('[keys]\nfly = "f5"\n', encoding="utf-8")
    assert main(["keys"]) == TROUBLE
    assert capsys.readouterr().err == (
        f"onrecord: {path}:2: fly is no command; “onrecord keys” lists them\n"
    )


async def test_the_explorer_obeys_the_keys_in_force(home: Path) -> None:
    use(down=("+", "f7"), copies=(",",), previous_quote=(), help=("f8", "!"), first=("f9",))
    async with opened(home) as person:
        await person.press("escape", "tab", "3")
        before = person.explorer.state.view.cursor
        await person.press("plus")
        assert person.explorer.state.view.cursor == before + 1
        await person.press("j")
        assert person.explorer.state.view.cursor == before + 1
        await person.press("exclamation_mark")
        assert person.overlay() is Overlay.HELP
        await person.press("G")  # its last group is below the others
        assert "F8 !" in person.screen
        await person.press("f8")
        assert person.overlay() is None


async def test_swapped_keys_do_what_the_other_did(home: Path) -> None:
    use(down=("k",), up=("j",))
    async with opened(home) as person:
        await person.press("tab", "3", "k", "k", "j")
        assert person.explorer.state.view.cursor == 1


async def test_lists_over_the_explorer_follow_the_keys(home: Path) -> None:
    use(down=("n",), next_result=("j",))
    async with opened(home, size=(80, 24)) as person:
        await person.press("tab", "?")
        scrolled = person.app.screen.query_one(".overlay")
        await person.press("j")
        assert scrolled.scroll_y == 0
        await person.press("n")
        assert scrolled.scroll_y == 1


def test_the_tests_begin_with_the_default_keys() -> None:
    assert in_force().keys == {}

"""The settings: what the file can say, and that no mistake in it stops anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.driving import opened
from tests.tui.fakes import FakeCorpus
from tui import themes
from tui.app import notice_of
from tui.cli import main
from tui.config import SETTINGS, Config, Problem, config_path, line_of, load, put_in_force
from tui.config_check import check
from tui.config_file import as_toml, default_file
from tui.exit_status import FOUND, TROUBLE
from tui.text import is_unsure


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def problems_of(path: Path, text: str) -> list[str]:
    """Return what is wrong with a file of this text, as line and reason."""
    path.write_text(text, encoding="utf-8")
    return [f"{problem.line}: {problem.text}" for problem in check(load(path)).problems]


# -- the file ------------------------------------------------------------------------------------


def test_no_file_means_the_defaults_and_no_complaint(path: Path) -> None:
    assert load(path).config == Config()
    assert load(path).problems == ()


def test_the_default_file_sets_nothing(path: Path) -> None:
    path.write_text(default_file(), encoding="utf-8")
    assert load(path).lines == {}
    assert load(path).config == Config()


def test_uncommenting_every_setting_gives_the_defaults(path: Path) -> None:
    path.write_text(re.sub("(?m)^#(?! )", "", default_file()), encoding="utf-8")
    loaded = check(load(path))
    assert loaded.problems == ()
    assert {setting.name for setting in SETTINGS} <= loaded.lines.keys()
    assert loaded.config == Config()


def test_what_is_in_force_is_printed_as_a_file_that_says_the_same(path: Path) -> None:
    config = Config(theme=themes.LIGHT.name, reduced_motion=True, unsure_below=0.5)
    path.write_text(as_toml(config), encoding="utf-8")
    assert load(path).config == config


def test_a_byte_order_mark_is_no_mistake(path: Path) -> None:
    path.write_text("\ufeffreduced_motion = true\n", encoding="utf-8")
    assert load(path).config == Config(reduced_motion=True)


# -- mistakes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ('\nthem = "nord"', ["2: them is no setting"]),
        ("reduced_motion = 1", ["1: reduced_motion must be true or false"]),
        ("unsure_below = 1.5", ["1: unsure_below must be a number from 0 to 1"]),
        ("unsure_below = nan", ["1: unsure_below must be a number from 0 to 1"]),
        ("unsure_below = true", ["1: unsure_below must be a number from 0 to 1"]),
        ("theme = 3", ["1: theme must be the name of a theme, in quotation marks"]),
        ("\n\nreduced_motion = yes", ["3: Invalid value"]),
        ('theme = "nord"\ntheme = "nord"', ["2: Cannot overwrite a value"]),
        ("[more]\nideas = 1", ["1: more is no setting"]),
    ],
)
def test_a_mistake_is_named_with_its_line(path: Path, text: str, problems: list[str]) -> None:
    assert problems_of(path, text) == problems
    assert load(path).config == Config()


def test_a_theme_that_there_is_not_leaves_the_default_in_force(path: Path) -> None:
    (problem,) = problems_of(path, 'reduced_motion = true\ntheme = "plaid"')
    assert problem.startswith("2: there is no theme plaid; there are onrecord-dark, ")
    assert check(load(path)).config == Config(reduced_motion=True)


def test_one_mistake_leaves_the_other_settings_alone(path: Path) -> None:
    path.write_text('reduced_motion = "no"\nunsure_below = 0.5\n', encoding="utf-8")
    assert load(path).config == Config(unsure_below=0.5)


def test_mistakes_come_in_the_order_of_their_lines(path: Path) -> None:
    text = "unsure_below = 2\nreduced_motion = 2\na = 1\n"
    assert [problem[0] for problem in problems_of(path, text)] == ["1", "2", "3"]


def test_a_file_that_cannot_be_read_is_one_problem(tmp_path: Path, path: Path) -> None:
    assert [problem.text for problem in load(tmp_path).problems] == ["Is a directory"]
    path.write_bytes(b'theme = "\xff"')
    assert [problem.text for problem in load(path).problems] == ["is not UTF-8"]


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "9" * 10_000])
def test_values_that_break_the_reader_are_one_problem(path: Path, text: str) -> None:
    assert len(problems_of(path, text)) == 1


@given(text=st.text(st.sampled_from('theme=\n#"[]. 01truekeys\x00é'), max_size=60))
def test_no_text_is_an_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "config.toml"
    path.write_text(text, encoding="utf-8")
    loaded = load(path)
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in loaded.problems)


def test_lines_are_found_in_tables_and_dotted_keys() -> None:
    text = 'theme = "nord"\n[keys]\n# quit = "x"\n"quit" = "q"\n[other]\nquit = 1\n'
    assert line_of(text, "theme") == 1
    assert line_of(text, "keys") == 2
    assert line_of(text, "quit", "keys") == 4
    assert line_of(text, "quit", "other") == 6
    assert line_of("a = 1\nkeys.quit = 'q'\n", "quit", "keys") == 2
    assert line_of("", "quit") == 1


# -- on the command line -------------------------------------------------------------------------


def test_init_writes_a_file_once(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert config_path() == path
    assert main(["config", "--init"]) == FOUND
    assert path.read_text(encoding="utf-8") == default_file()
    path.write_text("reduced_motion = true\n", encoding="utf-8")
    assert main(["config", "--init"]) == TROUBLE
    assert path.read_text(encoding="utf-8") == "reduced_motion = true\n"
    assert capsys.readouterr().err == f"onrecord: {path}: is there already; it was left as it is\n"


def test_config_prints_where_and_what(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_text("reduced_motion = true\n", encoding="utf-8")
    assert main(["config"]) == FOUND
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == f"# {path}"
    assert "reduced_motion = true" in rest
    assert "unsure_below = 0.75" in rest


def test_config_names_each_mistake(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_text("\nreduced_motion = 1\nsize = 2\n", encoding="utf-8")
    assert main(["config"]) == TROUBLE
    captured = capsys.readouterr()
    assert "reduced_motion = false" in captured.out
    assert captured.err.splitlines() == [
        f"onrecord: {path}:2: reduced_motion must be true or false",
        f"onrecord: {path}:3: size is no setting",
    ]


def test_a_mistake_stops_no_other_command(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_text("unsure_below =", encoding="utf-8")
    article = tmp_path / "quay.txt"
    article.write_text("“We never closed it,” Orsolya Vane said.\n", encoding="utf-8")
    assert main(["quotes", str(article)]) == FOUND
    captured = capsys.readouterr()
    assert "Orsolya Vane" in captured.out
    assert captured.err == f"onrecord: {path}:1: Invalid value\n"


# -- in the explorer -----------------------------------------------------------------------------


def test_a_notice_names_the_first_mistake() -> None:
    first, second = Problem(Path("/c/config.toml"), 3, "wrong"), Problem(Path("/c"), 4, "bad")
    assert notice_of([]) == ""
    assert notice_of([first]) == "config.toml:3: wrong"
    assert notice_of([first, second]) == "config.toml:3: wrong (1 more: onrecord config)"


async def test_the_explorer_shows_mistakes_until_a_key_is_pressed(home: Path) -> None:
    problem = Problem(Path("/c/config.toml"), 3, "size is no setting")
    async with opened(home, problems=(problem,)) as person:
        assert "config.toml:3: size is no setting" in person.lines[-1]
        await person.press("down")
        assert "config.toml" not in person.screen


async def test_the_theme_of_the_settings_is_worn(home: Path) -> None:
    put_in_force(Config(theme="nord"))
    async with opened(home) as person:
        assert person.app.theme == "nord"


async def test_reduced_motion_stops_animations(home: Path) -> None:
    put_in_force(Config(reduced_motion=True))
    async with opened(home) as person:
        assert person.app.animation_level == "none"


async def test_a_speaker_below_the_limit_is_shown_as_a_guess(home: Path) -> None:
    async with opened(home, FakeCorpus()) as person:
        assert "Vane ?" not in person.screen
    put_in_force(Config(unsure_below=0.95))
    assert is_unsure(0.9)
    async with opened(home, FakeCorpus()) as person:
        assert "Vane ?" in person.screen

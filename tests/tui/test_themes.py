from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorType
from rich.style import Style
from textual.color import Color
from textual.command import CommandList
from textual.theme import BUILTIN_THEMES, Theme

from tests.tui.driving import Driver, opened
from tui.config import Config, put_in_force
from tui.contrast import READABLE, contrast, readable
from tui.themes import DARK, LIGHT, TERMINAL, THEMES, other, our_variables, suited, theme_names

PAINTED = (DARK, LIGHT)
BORROWED = tuple(theme for theme in BUILTIN_THEMES.values() if not theme.ansi)

GROUNDS = ("background", "panel", "cursor", "cursor-focused", "quote")
TEXTS = ("foreground", "muted", "speaker", "match")


def colour(theme: Theme, name: str) -> Color:
    return Color.parse(theme.variables.get(name) or getattr(theme, name))


@pytest.mark.parametrize("theme", PAINTED, ids=lambda theme: theme.name)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_can_be_read_on_every_ground(theme: Theme, text: str, ground: str) -> None:
    assert contrast(colour(theme, text), colour(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", PAINTED, ids=lambda theme: theme.name)
@pytest.mark.parametrize("text", ["primary", "key", "caution", "failure"])
def test_signals_can_be_read(theme: Theme, text: str) -> None:
    assert contrast(colour(theme, text), colour(theme, "background")) >= 4.5


@pytest.mark.parametrize("theme", PAINTED, ids=lambda theme: theme.name)
def test_chips_can_be_read(theme: Theme) -> None:
    front, ground = colour(theme, "chip-foreground"), colour(theme, "chip-background")
    assert contrast(front, ground) >= 4.5


@pytest.mark.parametrize("theme", PAINTED, ids=lambda theme: theme.name)
def test_what_is_dimmed_can_be_made_out(theme: Theme) -> None:
    assert contrast(colour(theme, "text-disabled"), colour(theme, "background")) >= 3


@pytest.mark.parametrize("theme", BORROWED, ids=lambda theme: theme.name)
def test_our_colours_can_be_read_in_a_theme_of_others(theme: Theme) -> None:
    ours = our_variables(theme)
    theirs = theme.to_color_system().generate()
    for ground in ("background", "panel", "cursor", "cursor-focused", "quote"):
        under = Color.parse(ours[ground] if ground in ours else theirs[ground])
        for text in ("match", "muted", "speaker", "key", "caution", "failure"):
            assert contrast(Color.parse(ours[text]), under) >= 4.5, (text, ground)
    assert contrast(Color.parse(ours["chip-foreground"]), Color.parse(ours["chip-background"])) >= 4


def test_contrast_is_measured_as_wcag_does() -> None:
    black, white, grey = Color.parse("#000"), Color.parse("#fff"), Color.parse("#767676")
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(white, black) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.01)


COLOURS = st.builds(Color, *[st.integers(0, 255)] * 3)


@given(COLOURS, COLOURS)
def test_any_colour_can_be_made_readable_on_any_ground(text: Color, ground: Color) -> None:
    made = readable(text, [ground])
    assert contrast(made, ground) >= READABLE
    assert made == text or contrast(text, ground) < READABLE


def test_the_themes_have_the_same_variables() -> None:
    assert DARK.variables.keys() == LIGHT.variables.keys()
    assert DARK.variables.keys() <= TERMINAL.variables.keys()


# -- which theme is worn -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "theme"),
    [
        ({"TERM": "xterm-256color"}, DARK),
        ({"TERM": "xterm-kitty"}, DARK),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, DARK),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, LIGHT),
        ({"TERM": "xterm-256color", "COLORFGBG": "15;default;0"}, DARK),
        ({"TERM": "xterm"}, TERMINAL),
        ({"TERM": "linux"}, TERMINAL),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, TERMINAL),
        ({}, TERMINAL),
    ],
)
def test_the_environment_tells_what_suits(environment: dict[str, str], theme: Theme) -> None:
    assert suited(environment) == theme.name


async def worn(home: Path, suits: Theme, last: str = "") -> str:
    """Return the theme of an explorer that wore ``last`` before, where ``suits`` suits."""
    if last:
        async with opened(home) as person:
            person.app.theme = last
    async with opened(home, suits=suits.name) as person:
        return person.app.theme


@pytest.mark.parametrize(
    ("suits", "last", "theme"),
    [
        (LIGHT, "", LIGHT.name),
        (LIGHT, DARK.name, DARK.name),
        (DARK, "nord", "nord"),
        (DARK, TERMINAL.name, DARK.name),
        (TERMINAL, LIGHT.name, TERMINAL.name),
    ],
)
async def test_the_last_theme_is_worn_where_the_terminal_can_show_it(
    home: Path, suits: Theme, last: str, theme: str
) -> None:
    assert await worn(home, suits, last) == theme


async def test_the_theme_of_the_settings_comes_before_the_last_one(home: Path) -> None:
    put_in_force(Config(theme=LIGHT.name))
    assert await worn(home, TERMINAL, last="nord") == LIGHT.name


# -- what the terminal gets ----------------------------------------------------------------------


def styles(person: Driver) -> Iterator[Style]:
    """Yield the style of each piece of text on the screen."""
    for strip in person.app.screen._compositor.render_strips():
        for segment in strip:
            if segment.style is not None:
                yield segment.style


PLACES = (("down",), ("down", "a", "4"), ("f", "l", "e"), ("down", "?"), ("down", ":"))


@pytest.mark.parametrize("keys", PLACES)
async def test_the_terminals_own_theme_uses_no_colour_beyond_sixteen(
    home: Path, keys: tuple[str, ...]
) -> None:
    async with opened(home, suits=TERMINAL.name) as person:
        await person.press(*keys)
        colours = {each for style in styles(person) for each in (style.color, style.bgcolor)}
        kinds = {each.type for each in colours if each is not None}
        assert kinds <= {ColorType.DEFAULT, ColorType.STANDARD}
        assert ColorType.STANDARD in kinds


@pytest.mark.parametrize("keys", PLACES)
async def test_no_color_means_none_and_the_cursor_is_inverted(
    home: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(home, suits=TERMINAL.name) as person:
        await person.press(*keys)
        found = list(styles(person))
        colours = {each for style in found for each in (style.color, style.bgcolor)}
        assert {each.type for each in colours if each is not None} <= {ColorType.DEFAULT}
        assert any(style.reverse for style in found) or len(person.app.screen_stack) > 1


@pytest.mark.parametrize("no_color", [False, True])
async def test_the_chosen_line_of_the_palette_stands_out(
    home: Path, monkeypatch: pytest.MonkeyPatch, no_color: bool
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    async with opened(home, suits=TERMINAL.name) as person:
        await person.press("down", ":")
        listing = person.app.screen.query_one(CommandList)
        await person.until(lambda: listing.option_count > 1)
        await person.press("down")
        chosen = listing.get_visual_style("option-list--option", "option-list--option-highlighted")
        other_line = listing.get_visual_style("option-list--option")
        assert chosen.bold
        assert not other_line.bold
        assert chosen.underline if no_color else chosen.background != other_line.background


async def test_every_theme_can_be_worn(home: Path) -> None:
    async with opened(home, size=(80, 24)) as person:
        for name in theme_names():
            person.app.theme = name
            await person.pilot.pause()
            assert "Vane" in person.screen


def test_our_themes_are_named_first() -> None:
    assert theme_names()[: len(THEMES)] == tuple(theme.name for theme in THEMES)


def test_toggling_goes_back_and_forth() -> None:
    assert other(DARK.name) == LIGHT.name
    assert other(LIGHT.name) == DARK.name
    assert other("some-other-theme") == DARK.name

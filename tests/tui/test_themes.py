import pytest
from textual.color import Color
from textual.theme import Theme

from tui.themes import DARK, LIGHT, THEMES, other

GROUNDS = ("background", "panel", "cursor", "cursor-focused", "quote")
TEXTS = ("foreground", "muted", "speaker", "match")


def colour(theme: Theme, name: str) -> Color:
    return Color.parse(theme.variables.get(name) or getattr(theme, name))


def luminance(color: Color) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [part / 255 for part in color.rgb]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, another: Color) -> float:
    dark, light = sorted((luminance(one), luminance(another)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_can_be_read_on_every_ground(theme: Theme, text: str, ground: str) -> None:
    assert contrast(colour(theme, text), colour(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("text", ["primary", "warning", "error", "success"])
def test_signals_can_be_read(theme: Theme, text: str) -> None:
    assert contrast(colour(theme, text), colour(theme, "background")) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_chips_can_be_read(theme: Theme) -> None:
    front, ground = colour(theme, "chip-foreground"), colour(theme, "chip-background")
    assert contrast(front, ground) >= 4.5


def test_the_themes_have_the_same_variables() -> None:
    assert DARK.variables.keys() == LIGHT.variables.keys()


def test_toggling_goes_back_and_forth() -> None:
    assert other(DARK.name) == LIGHT.name
    assert other(LIGHT.name) == DARK.name
    assert other("some-other-theme") == DARK.name

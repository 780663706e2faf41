"""Contrast, as WCAG 2.2 measures it, and the colours that a theme not of ours lacks.

The style sheet asks for colours that Textual's themes do not have: of what matched, of a speaker,
of the row with the cursor. ``derived`` makes them from those that every theme has: grounds are the
background with a little of another colour, and texts are moved towards black or white until they
stand out from all of these grounds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.color import Color

READABLE = 4.5
"""The least contrast of text, level AA."""
STEPS = 20
"""In how many steps a colour goes all the way to black or white."""


def luminance(colour: Color) -> float:
    """Return the relative luminance, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(part / 255) for part in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(one: Color, another: Color) -> float:
    """Return the contrast of two colours, from 1 (none) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(another)))
    return (light + 0.05) / (dark + 0.05)


def readable(colour: Color, grounds: Sequence[Color]) -> Color:
    """Return ``colour``, or the nearest one towards black or white that is readable on all grounds.

    Where neither end is, the end with the better contrast.
    """
    ends = sorted(
        (Color.parse("black"), Color.parse("white")),
        key=lambda end: min(contrast(end, ground) for ground in grounds),
    )
    for step in range(STEPS + 1):
        moved = colour.blend(ends[-1], step / STEPS)
        if all(contrast(moved, ground) >= READABLE for ground in grounds):
            return moved
    return ends[-1]


def derived(theme: Mapping[str, str]) -> dict[str, str]:
    """Return our own variables for a theme of other people's, given Textual's variables of it.

    The theme must have real colours: no ``ansi_…``.
    """
    text, ground = Color.parse(theme["foreground"]), Color.parse(theme["background"])
    primary, accent = Color.parse(theme["primary"]), Color.parse(theme["accent"])
    ground = Color(*ground.rgb)
    grounds = {
        "quote": ground.blend(accent, 0.14),
        "cursor": ground.blend(text, 0.07),
        "cursor-focused": ground.blend(primary, 0.18),
    }
    under = [ground, Color(*Color.parse(theme["panel"]).rgb), *grounds.values()]
    chip = ground.blend(primary, 0.28)
    colours = {
        **grounds,
        "match": readable(accent, under),
        "muted": readable(text.blend(ground, 0.35), under),
        "speaker": readable(primary.blend(text, 0.4), under),
        "key": readable(primary, under),
        "caution": readable(Color.parse(theme["warning"]), under),
        "failure": readable(Color.parse(theme["error"]), under),
        "rule": ground.blend(text, 0.25),
        "chip-background": chip,
        "chip-foreground": readable(text, [chip]),
    }
    return {name: Color(*colour.rgb).hex for name, colour in colours.items()}

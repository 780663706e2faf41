"""The themes: ink on paper, the same at night, and the terminal's own colours.

One accent leads the eye to what matched, one colour says where the keys go, everything else is
text and lines. Contrast against the background is checked by a test (WCAG 2.2, level AA: 4.5 to 1
for text, 3 to 1 for the lines that show where the keys go).

Where there are 16 colours, nobody knows what they look like: a "yellow" can be ochre, black can be
white paper. There, and where NO_COLOR asks for none, the third theme stays on the terminal's own
background in its own text colour, with magenta (readable on black and on white) for what matched,
and shows by inversion, bold and bars what the others show by their grounds.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import BUILTIN_THEMES, Theme

from tui.contrast import derived

DARK = Theme(
    name="onrecord-dark",
    dark=True,
    primary="#7ab4d4",
    secondary="#9db7a5",
    accent="#f2c572",
    warning="#e9b04f",
    error="#ef8a80",
    success="#9ccb93",
    foreground="#d9dde4",
    background="#14171c",
    surface="#14171c",
    panel="#1c2129",
    boost="#232a34",
    variables={
        "match": "#f2c572",
        "muted": "#98a2b1",
        "rule": "#3a424e",
        "quote": "#2a3240",
        "cursor": "#232b37",
        "cursor-focused": "#223644",
        "speaker": "#a9cbe0",
        "key": "#7ab4d4",
        "caution": "#e8b04f",
        "failure": "#ee8a80",
        "chip-foreground": "#cfe3ef",
        "chip-background": "#2f4656",
        "text-muted": "#98a2b1",
        "text-disabled": "#7f8997",
        "scrollbar": "#3a424e",
        "scrollbar-hover": "#566172",
        "scrollbar-active": "#7ab4d4",
        "scrollbar-background": "#14171c",
        "scrollbar-background-hover": "#14171c",
        "scrollbar-background-active": "#14171c",
        "scrollbar-corner-color": "#14171c",
        "input-selection-background": "#31506480",
        "input-cursor-background": "#f2c572",
        "input-cursor-foreground": "#14171c",
    },
)

LIGHT = Theme(
    name="onrecord-light",
    dark=False,
    primary="#1f6688",
    secondary="#4d6b57",
    accent="#8f4400",
    warning="#855300",
    error="#a8322a",
    success="#2f6b34",
    foreground="#23272e",
    background="#fbf9f4",
    surface="#fbf9f4",
    panel="#f1ede4",
    boost="#eae4d8",
    variables={
        "match": "#8f4400",
        "muted": "#5b6370",
        "rule": "#cfc8ba",
        "quote": "#f3e6c8",
        "cursor": "#efeade",
        "cursor-focused": "#dcebf2",
        "speaker": "#1c5571",
        "key": "#1f6688",
        "caution": "#845300",
        "failure": "#a7322a",
        "chip-foreground": "#164a63",
        "chip-background": "#d5e6ee",
        "text-muted": "#5b6370",
        "text-disabled": "#6d7581",
        "scrollbar": "#cfc8ba",
        "scrollbar-hover": "#a9a294",
        "scrollbar-active": "#1f6688",
        "scrollbar-background": "#fbf9f4",
        "scrollbar-background-hover": "#fbf9f4",
        "scrollbar-background-active": "#fbf9f4",
        "scrollbar-corner-color": "#fbf9f4",
        "input-selection-background": "#1f668840",
        "input-cursor-background": "#8f4400",
        "input-cursor-foreground": "#fbf9f4",
    },
)

TERMINAL = Theme(
    name="onrecord-terminal",
    ansi=True,
    dark=True,
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_magenta",
    warning="ansi_magenta",
    error="ansi_red",
    success="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        **dict.fromkeys(DARK.variables, "ansi_default"),
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "match": "ansi_magenta",
        "caution": "ansi_magenta",
        "failure": "ansi_red",
        "rule": "ansi_bright_black",
        "text-disabled": "ansi_bright_black",
        "scrollbar": "ansi_bright_black",
        "scrollbar-hover": "ansi_bright_black",
        "scrollbar-active": "ansi_magenta",
        "input-selection-background": "ansi_magenta",
        "input-cursor-background": "ansi_magenta",
        "block-cursor-background": "ansi_magenta",
        "block-cursor-foreground": "ansi_default",
        "border-blurred": "ansi_bright_black",
        "screen-selection-background": "ansi_magenta",
    },
)

THEMES = (DARK, LIGHT, TERMINAL)


def theme_names() -> tuple[str, ...]:
    """Return the names of our themes, then of Textual's."""
    return (*(theme.name for theme in THEMES), *sorted(BUILTIN_THEMES))


def our_variables(theme: Theme) -> dict[str, str]:
    """Return a value in ``theme`` for each variable of our own that the style sheet uses."""
    if theme.ansi:
        return TERMINAL.variables
    if theme in THEMES:
        return theme.variables
    return {**DARK.variables, **derived(theme.to_color_system().generate())}


def suited(environment: Mapping[str, str]) -> str:
    """Return the theme that suits the terminal, as far as its environment tells.

    A terminal without 256 colours, and a user who wants none, get the terminal's own. COLORFGBG
    ("15;0"), where a terminal sets it, ends with the number of its background colour.
    """
    term, colours = environment.get("TERM", ""), environment.get("COLORTERM", "")
    rich = colours in ("truecolor", "24bit") or term.endswith(("256color", "kitty", "direct"))
    if "NO_COLOR" in environment or not rich:
        return TERMINAL.name
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT.name if ground in ("7", "15") else DARK.name


def other(name: str) -> str:
    """Return the theme to change to from the one called ``name``."""
    return LIGHT.name if name == DARK.name else DARK.name

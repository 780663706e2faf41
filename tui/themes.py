"""Two themes of our own: ink on paper, and the same at night.

One accent leads the eye to what matched, one colour says where the keys go, everything else is
text and lines. Contrast against the background is checked by a test (WCAG 2.2, level AA: 4.5 to 1
for text, 3 to 1 for the lines that show where the keys go).
"""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

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

THEMES = (DARK, LIGHT)


def theme_names() -> tuple[str, ...]:
    """Return the names of our themes, then of Textual's."""
    return (*(theme.name for theme in THEMES), *sorted(BUILTIN_THEMES))


def other(name: str) -> str:
    """Return the theme to change to from the one called ``name``."""
    return LIGHT.name if name == DARK.name else DARK.name

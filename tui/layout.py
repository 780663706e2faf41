"""How the panes are arranged: as suits the size of the terminal, or as the user wants them."""

from __future__ import annotations

from enum import StrEnum

NARROW_BELOW, WIDE_FROM = 100, 140
"""Columns: below the first the side panes are drawers, from the second on the reader stands beside
the results."""
SMALLEST = (60, 15)
"""Columns and rows without which nothing useful can be shown."""


class Layout(StrEnum):
    """How the panes are arranged."""

    TINY = "tiny"
    NARROW = "narrow"
    NORMAL = "normal"
    WIDE = "wide"


def layout_for(width: int, height: int, wanted: str = "auto") -> Layout:
    """Choose the layout for a terminal of ``width`` columns and ``height`` rows.

    ``wanted`` is the user's: auto, below, beside or drawers.
    """
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return Layout.TINY
    if width < NARROW_BELOW or wanted == "drawers":
        return Layout.NARROW
    if wanted == "beside" or (wanted == "auto" and width >= WIDE_FROM):
        return Layout.WIDE
    return Layout.NORMAL

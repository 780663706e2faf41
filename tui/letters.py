"""Marks: a letter for a place, as in many editors; a jump back is two keys.

They are kept with the session. Bookmarks are for what is worth keeping, with words and a list of
its own; a mark is for the next minutes, and the next place with its letter replaces it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from string import ascii_letters

from tui.bookmarks import Bookmark
from tui.state import State, say

LETTERS = frozenset(ascii_letters)


def put_letter(state: State, letter: str, mark: Bookmark) -> State:
    """Give the place of ``mark`` a letter."""
    letters = {**state.letters, letter: mark}
    return say(replace(state, letters=letters), f"Marked {letter}")


def in_order(letters: Mapping[str, Bookmark]) -> list[tuple[str, Bookmark]]:
    """Return the marks by their letters, a before B."""
    return sorted(letters.items(), key=lambda pair: (pair[0].lower(), pair[0]))

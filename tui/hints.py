"""What the footer says the keys do in each pane."""

from __future__ import annotations

from tui.history import Pane

HINTS: dict[Pane, tuple[tuple[str, str], ...]] = {
    Pane.SEARCH: (
        ("⏎", "Results"),
        ("Tab", "Panes"),
        ("Esc", "Clear"),
        ("^o", "Back"),
        ("F1", "Help"),
        ("^q", "Quit"),
    ),
    Pane.RESULTS: (
        ("/", "Search"),
        ("⏎", "Read"),
        ("a", "Speaker"),
        ("y", "Copy"),
        ("^o", "Back"),
        ("?", "Help"),
    ),
    Pane.READER: (
        ("n N", "Results"),
        (". ,", "Quotes"),
        ("> <", "Speaker"),
        ("y", "Copy"),
        ("^o", "Back"),
        ("?", "Help"),
    ),
    Pane.ACTORS: (
        ("⏎", "Page"),
        ("m", "Filter"),
        ("a", "Said by"),
        ("x", "Clear"),
        ("/", "Names"),
        ("?", "Help"),
    ),
    Pane.TOPICS: (
        ("⏎", "Page"),
        ("t", "Filter"),
        ("x", "Clear"),
        ("/", "Names"),
        ("^o", "Back"),
        ("?", "Help"),
    ),
}
"""The footer's hints, six at most: more do not fit on 80 columns."""
NAMING = (("⏎", "To the list"), ("Esc", "All names"), ("F1", "Help"), ("^q", "Quit"))
"""What they are while a name is typed in a side pane."""

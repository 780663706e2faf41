"""ASCII mode: the screen without box drawing and symbols, for terminals and fonts that lack them.

The last step before a line goes to the terminal puts an ASCII character in the place of each
symbol, wherever it comes from: our own marks, Textual's borders, typographic punctuation. One
cell stays one cell, so nothing moves. Letters of any script stay, and so do signs that mean
something by themselves (currencies, fractions, comparisons): guessing at those would falsify an
article. What is copied is always the article's own text.

    ╭─ 3 Results ─╮        +- 3 Results -+
    │▌❝ It stays… │        |>" It stays~ |
    ╰─────────────╯        +-------------+
"""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_INSTEAD = {
    '"': "“”„‟«»″❝❞",
    "'": "‘’‚‛′❛❜",
    "-": "·•‧‐‑‒–—―─┄┈╌╴╶╼╾↔",
    "=": "━┅┉╍═╸╺",
    "|": "│┃║╵╷╹╻╽╿▉▊▋▍▎▏▐▕",
    ":": "┆┇┊┋╎╏▒",
    "~": "…⋯",
    ">": "▌›→⇒▶▸►",
    "<": "‹←⇐◀◂◄",
    "^": "↑⇧⇑▲△▴▔▀",
    "v": "↓⇓▼▽▾",
    "*": "◆◇●★☆▆",
    "#": "¶■□▪▫█▓▇",
    "o": "○◦◌",
    "x": "×✕✖✗✘╳",
    "+": "✓✔▅",
    "_": "▁",
    ".": "▂░",
    ",": "▃",
    "%": "▄",
    "/": "╱",
    "\\": "╲",
    " ": "\xa0\u2007\u2009\u202f",
}
"""What each ASCII character stands for. Bars of a sparkline grow: _ . , % + * # #, and the bar
beside a quote, or a cursor, is the mark that mail has for quotes."""

_TABLE = {symbol: character for character, symbols in _INSTEAD.items() for symbol in symbols}
_BOX = ("\u2500", "\u257f")
_SYMBOL = re.compile(f"[{re.escape(''.join(_TABLE))}\u2190-\u21ff\u2300-\u243f\u2500-\u27bf\ufffd]")


def in_ascii(text: str) -> str:
    """Return ``text`` with an ASCII character for each symbol; as many cells wide as before."""
    return text if text.isascii() else _SYMBOL.sub(_instead, text)


def _instead(match: re.Match[str]) -> str:
    symbol = match.group()
    if symbol in _TABLE:
        return _TABLE[symbol]
    return "+" if _BOX[0] <= symbol <= _BOX[1] else "?" * cell_len(symbol)


class AsciiFilter(LineFilter):
    """Puts each line that goes to the terminal into ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments of a line with their symbols replaced."""
        return [Segment(_plain(text, style), style, ctl) for text, style, ctl in segments]


def _plain(text: str, style: Style | None) -> str:
    """Return ``text`` in ASCII; the ends of a scroll bar, shares of a cell, as whole cells."""
    if text.isascii():
        return text
    if len(text) == 1 and style is not None and "@mouse.down" in style.meta:
        return " "
    return in_ascii(text)

"""Breaking a paragraph into lines of a given width in terminal cells.

Greedy: each line takes as many words as fit. A space that does not fit hangs over the edge, so a
line's width is that of its words, and the lines put together are the text again, to the letter:

    wrap("the strait is open", 10)   ->  [11, 18]       "the strait " + "is open"

Text in which every character is one cell wide needs one ``rfind`` a line: about 30 ms for 5 MB.
Other text (Chinese, emoji, combining accents) is cut into graphemes first, about 0.6 µs a
character. A word longer than a line is cut where the line is full. Wide characters may be cut
apart anywhere, except before closing punctuation.

Textual's own wrapping gives the same picture but builds a styled object a line, for the whole
text at once; here a line is one number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from rich.cells import split_graphemes

_NOT_NARROW = re.compile(
    "[^ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u0490-\u052f\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf\u2190-\u2199\u2400-\u2426\u2500-\u25fc\ufffd⍰]"
)
_SPACES = re.compile(" *")
_NEVER_FIRST = frozenset("、。，．：；？！）」』】》〉〕…’”")


def wrap(text: str, width: int) -> list[int]:
    """Return where each line of ``text`` ends, in characters from its start, end-exclusive.

    ``text`` is one paragraph as ``safe.visible`` returns it: no line ends, no tabs. The last number
    is ``len(text)``; an empty text is one empty line. No line is wider than ``width`` cells, the
    spaces at its end left aside, unless a single grapheme is. A width below 1 counts as 1.
    """
    width = max(1, width)
    if _NOT_NARROW.search(text) is None:
        return _wrap_narrow(text, width)
    return _wrap_graphemes(text, width)


def line_of(ends: Sequence[int], offset: int) -> int:
    """Return the line, from 0, that shows the character at ``offset``; the last one for the end."""
    return min(bisect_right(ends, offset), len(ends) - 1)


def cut_at(text: str, cells: int) -> int:
    """Return how many characters of ``text`` lie wholly before column ``cells``."""
    if _NOT_NARROW.search(text) is None:
        return max(0, min(cells, len(text)))
    before = 0
    for start, _, size in split_graphemes(text)[0]:
        before += size
        if before > cells:
            return start
    return len(text)


def _wrap_narrow(text: str, width: int) -> list[int]:
    ends: list[int] = []
    start, length = 0, len(text)
    while length - start > width:
        space = text.rfind(" ", start, start + width + 1)
        start = start + width if space < 0 else _after_spaces(text, space)
        ends.append(start)
    if start < length or not ends:
        ends.append(length)
    return ends


def _after_spaces(text: str, start: int) -> int:
    found = _SPACES.match(text, start)
    return start if found is None else found.end()


def _wrap_graphemes(text: str, width: int) -> list[int]:
    graphemes, _ = split_graphemes(text)
    ends: list[int] = []
    line_start = 0
    cells = 0
    break_at, cells_at_break = 0, 0
    after_wide = False
    for start, end, size in graphemes:
        character = text[start]
        if character == " " and end == start + 1:
            cells += 1
            break_at, cells_at_break = end, cells
            after_wide = False
            continue
        if (size > 1 or after_wide) and character not in _NEVER_FIRST:
            break_at, cells_at_break = start, cells
        while cells + size > width and start > line_start:
            if break_at <= line_start:
                break_at, cells_at_break = start, cells
            ends.append(break_at)
            line_start = break_at
            cells -= cells_at_break
            cells_at_break = 0
        cells += size
        after_wide = size > 1
    if line_start < len(text) or not ends:
        ends.append(len(text))
    return ends

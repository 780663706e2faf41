r"""The lines of a text that hold something, found in one pass.

A line ends with ``\n``, ``\r\n``, ``\r``, a form feed or a Unicode separator. Blank lines are not
listed; a line knows whether one stands before it. That keeps five million empty lines cheap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.model import Span
from index.reading.errors import Unreadable

MOST_LINES = 1_000_000
"""A text with more lines than this that hold something is refused: at 64 MB of text that is less
than 64 characters a line, a table or a log rather than articles, and each line costs memory."""

_LINE = re.compile("\\S[^\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]*")
_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")


class Line(NamedTuple):
    """A line's span without outer white space, its indentation in characters, and whether it
    starts anew: after a blank line, or at the start of the text.
    """

    span: Span
    indent: int
    anew: bool


def lines(text: str, begin: int = 0) -> Iterator[Line]:
    """Yield the lines of ``text`` from ``begin`` on that are not blank, in order.

    Raises Unreadable on too many.
    """
    before = begin
    for count, match in enumerate(_LINE.finditer(text, begin)):
        if count == MOST_LINES:
            raise Unreadable(f"has more than {MOST_LINES:,} lines")
        start = match.start()
        gap = text[before:start]
        ends = [end.end() for end in _LINE_END.finditer(gap)]
        indent = len(gap) - ends[-1] if ends else len(gap)
        before = start + len(match.group().rstrip())
        yield Line(Span(start, before), indent, count == 0 or len(ends) > 1)

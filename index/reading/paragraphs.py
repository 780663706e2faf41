r"""Where the paragraphs of a plain text are.

Saved articles come in two styles, and nothing in the file says which:

    one line a paragraph              hard-wrapped
    --------------------              ------------------------------
    The ferry is late.↵               The ferry from Port Amsel is↵
    “Again,” said Ana Brandt.↵        late again, and the harbour↵
    Nobody at the quay spoke.↵        office will not say why.↵

Blank lines always separate. Where lines touch, the file as a whole is asked for two things:

* Fill. In wrapped text hardly a line could have taken the first word of the next one without
  growing past the common width. In the other style most lines could, or are far too long.
* Sentences. In wrapped text most lines break off within a sentence; in the other style most end
  with a full stop or a closing mark.

Only when both say "wrapped" are touching lines joined, and even then a paragraph ends at a line
that is clearly too short. A verse, a list or a table fails the first question. Every step looks at
each line once, and at its first word once more: linear, also on one line of five megabytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.model import Span
from index.reading.lines import Line, lines

_NARROWEST, _WIDEST = 40, 120
_LONGER_SHARE = 0.02
"""The share of all lines that may be longer than the common width."""
_FILLED_SHARE = 0.75
_BROKEN_SHARE = 0.6
_FEW_LINES = 3
"""Fewer pairs of touching lines than this prove nothing unless each next line goes on in lower
case."""
_CLEARLY_SHORT = 12
"""Characters that a wrapped line may be short of its width for no reason but a careless editor."""

_FIRST_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*$|[”»]$")


def split(text: str) -> tuple[Span, ...]:
    """Return the spans of the paragraphs of ``text``, in order, without outer white space.

    Every character that is not white space lies in exactly one span. Raises Unreadable when the
    text has too many lines.
    """
    found = list(lines(text))
    width = _wrap_width(text, found)
    if width is None:
        return tuple(line.span for line in found)
    return _joined(text, found, width)


def _wrap_width(text: str, found: Sequence[Line]) -> int | None:
    """Return the width at which ``text`` was wrapped, None if each line is a paragraph."""
    pairs = [(line, after) for line, after in pairwise(found) if not after.anew]
    if not pairs:
        return None
    lengths = sorted(_column(line) for line in found if _could_wrap(text, line)) or [0]
    width = lengths[-1 - int(len(lengths) * _LONGER_SHARE)]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    filled = sum(_column(line) + _room_for(text, after) > width for line, after in pairs)
    broken = sum(not _ends_sentence(text, line) for line, _ in pairs)
    if filled < _FILLED_SHARE * len(pairs) or broken < _BROKEN_SHARE * len(pairs):
        return None
    if len(pairs) < _FEW_LINES and not all(
        text[after.span.start].islower() and not _ends_sentence(text, line) for line, after in pairs
    ):
        return None
    return width


def _joined(text: str, found: Sequence[Line], width: int) -> tuple[Span, ...]:
    spans = [found[0].span]
    for line, after in pairwise(found):
        if after.anew or _ends_paragraph(text, line, after, width):
            spans.append(after.span)
        else:
            spans[-1] = Span(spans[-1].start, after.span.end)
    return tuple(spans)


def _ends_paragraph(text: str, line: Line, after: Line, width: int) -> bool:
    """Tell whether ``line`` of a wrapped text is the last of its paragraph."""
    spare = width - _column(line) - _room_for(text, after)
    if spare >= _CLEARLY_SHORT:
        return True
    return _ends_sentence(text, line) and (spare >= 0 or after.indent >= line.indent + 2)


def _could_wrap(text: str, line: Line) -> bool:
    """Tell whether there is a space in the line; an address may be as long as it likes."""
    return text.find(" ", *line.span) >= 0


def _column(line: Line) -> int:
    return line.indent + line.span.end - line.span.start


def _room_for(text: str, line: Line) -> int:
    """Return how many characters the line before would need to take this line's first word."""
    word = _FIRST_WORD.match(text, line.span.start, line.span.end)
    return 1 + (word.end() - word.start() if word else 0)


def _ends_sentence(text: str, line: Line) -> bool:
    tail = text[max(line.span.start, line.span.end - 8) : line.span.end]
    return _SENTENCE_END.search(tail) is not None

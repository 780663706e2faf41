"""Quotation marks: which stretches of a paragraph stand between marks.

A paragraph is scanned once from left to right with one open mark at a time::

    He said “they ‘won’t’ budge” and left
            └───────────────────┘           a Region, outer level
                  └─────┘                   a single-mark Region inside it

Double marks (curly, straight, doubled single, LaTeX, guillemets, low-high, CJK) make the outer
regions. Straight marks have no direction of their own and take it from their neighbours. A mark
that opens while another of its kind is open shows that the first was never closed. An unclosed
mark runs to the end of its paragraph: that is the convention for speech over several paragraphs.

Single marks are quotation marks only where they cannot be apostrophes: opened after a space or a
bracket, closed before a space or a stop, and never an elision such as ’tis or ’90s.

Cost: linear; every character that is no mark is skipped by a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.model import Span

_DOUBLE = re.compile(
    "[“”„‟«»\"＂「」『』'`´‘’](?:(?<=[“”„‟«»\"＂「」『』])|(?<=')'|(?<=`)`|(?<=´)´|(?<=‘)‘|(?<=’)’)"
)
_MARK = re.compile("[“”„‟«»\"＂「」『』'`´‘’‚]")
"""What begins a match of one of the patterns."""
_OPENING = frozenset({"“", "„", "‟", "«", "``", "‘‘", "「", "『"})
_CLOSING = frozenset({"”", "»", "´´", "’’", "」", "』"})
_REVERSED = {"„": "“”‟", "»": "«", "”": "”"}
_SINGLE = re.compile(
    r"['‘’‚](?:(?<=['‘‚])(?<![\w’'].)(?=[\w“\"\[(…$£€])|(?<=['’])(?<=[^\s([{—–-].)(?![\w’']))"
)
"""Both patterns begin with a plain set of characters, over which the search skips fastest; which
of them it was, and what may stand before it, is asked behind it."""

_ELISION = re.compile(r"['’‘](?:\d0s|tis|twas|til|till|em|cause|n|bout|round|cos|nother|m)\b", re.I)
_WORD = re.compile(r"\w")


class Region(NamedTuple):
    """A stretch between quotation marks.

    ``outer`` includes the marks, ``inner`` leaves them out. ``closed`` is False where the closing
    mark is missing. ``single`` tells marks like ‘this’ from marks like “this”.
    """

    outer: Span
    inner: Span
    closed: bool = True
    single: bool = False


def find_regions(text: str, within: Span) -> list[Region]:
    """Return the outermost quoted regions inside ``within`` (one paragraph), in text order.

    Regions do not overlap and each holds at least one word character.
    """
    if _MARK.search(text, within.start, within.end) is None:
        return []
    doubles = _double_regions(text, within)
    singles = [
        region
        for region in _single_regions(text, within, doubles)
        if not any(
            double.outer.overlaps(region.outer) and not region.inner.contains(double.outer)
            for double in _near(doubles, region.outer)
        )
    ]
    if not singles:
        return doubles
    kept = [double for double in doubles if not _covered(double, singles)]
    return sorted(kept + singles, key=lambda region: region.outer.start)


def find_nested(text: str, region: Region) -> list[Region]:
    """Return the quoted regions inside ``region``: of the other sort of mark."""
    if region.single:
        return _double_regions(text, region.inner)
    return _single_regions(text, region.inner)


def _near(regions: list[Region], span: Span) -> list[Region]:
    """Return the regions that may touch ``span`` (``regions`` are sorted and disjoint)."""
    low, high = 0, len(regions)
    while low < high:
        middle = (low + high) // 2
        if regions[middle].outer.end <= span.start:
            low = middle + 1
        else:
            high = middle
    end = low
    while end < len(regions) and regions[end].outer.start < span.end:
        end += 1
    return regions[low:end]


def _covered(double: Region, singles: list[Region]) -> bool:
    return any(single.inner.contains(double.outer) for single in _near(singles, double.outer))


def _double_regions(text: str, within: Span) -> list[Region]:
    regions: list[Region] = []
    opened: re.Match[str] | None = None
    nested = 0
    inside = False
    curly = _NextCurly(text, within.end)
    for match in _DOUBLE.finditer(text, within.start, within.end):
        mark, outer = match.group(), opened.group() if opened is not None else ""
        if outer == '"' and mark in "“”":
            nested += 1 if mark == "“" else -1
            if nested >= 0:
                continue
        elif opened is not None and outer + mark == '“"' and curly.closes_first(match.start()):
            inside = not inside
            if inside and opened is not None and _closes_straight(text, within, match.start()):
                _keep(text, regions, opened, match.start(), match.end(), closed=True)
                opened, inside = None, False
            continue
        nested = 0
        inside = False
        turn = _turn(text, within, match, opened)
        if turn == "close" and _closes_inner_first(text, match.end(), within.end):
            match = _DOUBLE.match(text, match.start() + 1, within.end) or match
        if turn == "open":
            if opened is not None and match.group() not in _OPENING:
                _keep(text, regions, opened, match.start(), match.start(), closed=False)
                opened = match
            elif opened is None:
                opened = match
        elif turn == "close" and opened is not None:
            _keep(text, regions, opened, match.start(), match.end(), closed=True)
            opened = None
    if opened is not None:
        end = within.start + len(text[within.start : within.end].rstrip())
        _keep(text, regions, opened, end, end, closed=False)
    return regions


def _closes_straight(text: str, within: Span, position: int) -> bool:
    """Tell whether a straight mark at ``position`` ends words, as in ``“It holds," she said``."""
    after = text[position + 1 : position + 2] if position + 1 < within.end else " "
    return text[position - 1] in ",.!?…" and after.isspace()


def _closes_inner_first(text: str, position: int, end: int) -> bool:
    """Tell whether the first of three single marks ends a quote inside: ''I say 'No,''' he said."""
    return (
        text[position - 2 : position + 1] == "'''"
        and text[position + 1 : position + 2] != "'"
        and position < end
    )


class _NextCurly:
    """Looks ahead for curly marks; positions are asked in rising order, so each is found once."""

    def __init__(self, text: str, end: int) -> None:
        self._text = text
        self._end = end
        self._at = {"“": -1, "”": -1}

    def closes_first(self, position: int) -> bool:
        """Tell whether a closing mark comes after ``position`` with no opening one before it."""
        closing = self._find("”", position)
        return closing < self._end and closing < self._find("“", position)

    def _find(self, mark: str, position: int) -> int:
        if self._at[mark] < position:
            found = self._text.find(mark, position, self._end)
            self._at[mark] = found if found >= 0 else self._end
        return self._at[mark]


def _keep(
    text: str,
    regions: list[Region],
    opened: re.Match[str],
    end: int,
    outer_end: int,
    *,
    closed: bool,
) -> None:
    start = opened.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    if _WORD.search(text, start, end):
        inner = Span(start, end)
        regions.append(Region(Span(opened.start(), max(outer_end, end)), inner, closed))


def _turn(text: str, within: Span, match: re.Match[str], opened: re.Match[str] | None) -> str:
    """Tell whether a double mark opens, closes or is neither ("open", "close", "none")."""
    mark = match.group()
    before = text[match.start() - 1] if match.start() > within.start else " "
    after = text[match.end()] if match.end() < within.end else " "
    if opened is not None and mark in _REVERSED.get(opened.group(), ""):
        return "close"
    if mark in _OPENING:
        turned = opened is not None and opened.group() == mark and before in ".,!?…"
        return "close" if turned and not after.isalnum() else "open"
    if mark in _CLOSING:
        mistyped = opened is None and before.isspace() and after.isalnum()
        return "open" if mistyped else "close"
    if opened is None:
        return "open" if not after.isspace() or before.isspace() else "none"
    return "open" if before.isspace() and not after.isspace() else "close"


def _single_regions(text: str, within: Span, doubles: Sequence[Region] = ()) -> list[Region]:
    """Return the regions between single marks.

    Marks inside one of the ``doubles`` that began after the open mark are of a third level.
    """
    regions: list[Region] = []
    inside = 0
    opened: int | None = None
    spare: int | None = None
    for match in _SINGLE.finditer(text, within.start, within.end):
        position = match.start()
        while inside < len(doubles) and doubles[inside].inner.end <= position:
            inside += 1
        double = doubles[inside].outer.start if inside < len(doubles) else position
        if opened is not None and opened < double < position:
            continue
        opens = position + 1 < within.end and (_WORD.match(text, position + 1) is not None)
        following = text[position + 1 : min(position + 2, within.end)]
        opens = opens or text[position] in "‘‚" or following in tuple('“"[(…$')
        if opens and not _ELISION.match(text, position):
            if opened is not None and spare is not None:
                _keep_single(text, regions, opened, spare)
            opened, spare = position, None
        elif not opens and opened is not None:
            if text[position - 1] in ".,!?…;:" or text[position - 1] != "s":
                _keep_single(text, regions, opened, position)
                opened = spare = None
            elif spare is None:
                spare = position
    if opened is not None and spare is not None:
        _keep_single(text, regions, opened, spare)
    return regions


def _keep_single(text: str, regions: list[Region], opened: int, closing: int) -> None:
    if _WORD.search(text, opened + 1, closing):
        outer, inner = Span(opened, closing + 1), Span(opened + 1, closing)
        regions.append(Region(outer, inner, closed=True, single=True))

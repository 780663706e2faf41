"""Which line of the reader shows which characters, without wrapping what nobody looks at.

An article of 5 MB has 60,000 lines or more. To open at a quote in its middle, only the lines
around the quote need to be right; of the rest, only roughly how many there are. So the text is
cut into blocks (a paragraph, or a part of a very long one), each block's height is estimated
from its length, and a block is wrapped when the view comes near it:

    block   height                       view
    0  heading     3   exact
    1  paragraph   4   estimated
    2  paragraph   5   exact            ┐ settle() wraps these before they are drawn,
    3  paragraph   2   exact            │ and says by how much the view's first line
    4  paragraph   3   exact            ┘ moved because estimates above it were off
    5  paragraph   6   estimated

Cost: opening is linear in the number of paragraphs (two array fills), a step is that of one
cumulative sum at most. The alternative, wrapping everything, takes 0.3 s to 1.5 s for such an
article and again after every change of width.

A paragraph longer than ``LONGEST_BLOCK`` is wrapped in parts, so once in a hundred lines a line of
it is shorter than it could be; the cut is made after a sentence where there is one near.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rich.cells import cell_len
from textual.cache import LRUCache

from index.model import Paragraph, Role, Span
from tui.safe import visible
from tui.widgets.wrap import line_of, wrap

LONGEST_BLOCK = 10_000
"""Characters of a paragraph that are wrapped together."""

FILL = 0.94
"""How full of text an average line of prose is; used for estimates only."""

_NEAR = 500
_SAMPLE = 2_000
_CACHED_BLOCKS = 512
_REACH = 8
_QUIET = (Role.BOILERPLATE, Role.METADATA)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The stretches of an article that are wrapped by themselves, one array element a block.

    ``starts`` and ``ends`` are int64 offsets into the article's text, ``paragraphs`` says which
    paragraph each is (a part) of, ``gaps`` how many blank lines follow it.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    paragraphs: NDArray[np.int64]
    gaps: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, number: int) -> Span:
        """Return the characters of one block."""
        return Span(int(self.starts[number]), int(self.ends[number]))


class Row(NamedTuple):
    """One line of the view.

    ``span`` is what it shows of the article (end-exclusive, the spaces at the line's end included)
    and ``text`` the same characters, safe to show. In the header, ``header`` is the header line's
    number from 0, otherwise None. In a gap between blocks ``text`` is empty.
    """

    span: Span
    text: str
    role: Role = Role.BODY
    header: int | None = None


class Layout:
    """The lines of one article at one width, below a header of ``header`` lines.

    Lines count from 0; ``total`` is how many there are as far as is known.
    """

    def __init__(
        self, text: str, paragraphs: Sequence[Paragraph], width: int, header: int = 0
    ) -> None:
        self.width = width
        self._text = text
        self._paragraphs = paragraphs
        self._header = header
        self._blocks = cut_into_blocks(text, paragraphs)
        self._heights = self._estimated_heights()
        self._exact = bytearray(len(self._blocks))
        self._measured = 0
        self._tops: NDArray[np.int64] | None = None
        self._wrapped: LRUCache[int, tuple[str, list[int]]] = LRUCache(_CACHED_BLOCKS)

    @property
    def revision(self) -> tuple[int, int]:
        """Something that differs whenever a line may have come to show something else."""
        return id(self), self._measured

    @property
    def total(self) -> int:
        """How many lines there are: exact for what has been settled, estimated for the rest."""
        return int(self._line_tops()[-1])

    def settle(self, line: int, rows: int) -> int:
        """Make a screenful of ``rows`` lines on each side of ``line`` exact.

        Returns the number of the line that shows what ``line`` showed before: another one if
        blocks above it turned out taller or lower than estimated.
        """
        if line < self._header or len(self._blocks) == 0:
            self._measure_around(0, 0, 2 * rows)
            return max(0, min(line, self.total - 1))
        block = self._block_at(line)
        row = line - int(self._line_tops()[block])
        self._measure(block)
        row = min(row, int(self._heights[block]) - 1)
        if self._measure_around(block, row, rows):
            self._measure_around(block, row, rows * _REACH)
        return int(self._line_tops()[block]) + row

    def row(self, line: int) -> Row:
        """Return what ``line`` shows; the line must have been settled."""
        if line < self._header:
            return Row(Span(0, 0), "", header=line)
        if line >= self.total:
            end = len(self._text)
            return Row(Span(end, end), "")
        number = self._block_at(line)
        block = self._blocks.span(number)
        role = self._paragraphs[int(self._blocks.paragraphs[number])].role
        text, ends = self._wrap(number)
        row = line - int(self._line_tops()[number])
        if row >= len(ends):
            return Row(Span(block.end, block.end), "", role)
        start = ends[row - 1] if row else 0
        span = Span(block.start + start, block.start + ends[row])
        return Row(span, text[start : ends[row]], role)

    def line_of(self, offset: int) -> int:
        """Return the line that shows the character at ``offset`` of the article.

        For an offset between two blocks that is the last line before it. The answer holds until
        the next ``settle``, which can make blocks above taller or lower.
        """
        if len(self._blocks) == 0:
            return 0
        number = max(0, int(np.searchsorted(self._blocks.starts, offset, side="right")) - 1)
        self._measure(number)
        _, ends = self._wrap(number)
        inside = max(0, offset - int(self._blocks.starts[number]))
        return int(self._line_tops()[number]) + line_of(ends, inside)

    def _line_tops(self) -> NDArray[np.int64]:
        """Return the first line of every block, and after the last one the total."""
        if self._tops is None:
            tops = np.empty(len(self._blocks) + 1, dtype=np.int64)
            tops[0] = self._header
            np.cumsum(self._heights, out=tops[1:])
            tops[1:] += self._header
            self._tops = tops
        return self._tops

    def _block_at(self, line: int) -> int:
        found = int(np.searchsorted(self._line_tops(), line, side="right")) - 1
        return max(0, min(found, len(self._blocks) - 1))

    def _estimated_heights(self) -> NDArray[np.int64]:
        sample = visible(self._text[:_SAMPLE])
        cells = cell_len(sample) / len(sample) if sample else 1.0
        lengths = self._blocks.ends - self._blocks.starts
        lines = np.ceil(lengths * cells / max(1.0, self.width * FILL)).astype(np.int64)
        heights: NDArray[np.int64] = np.maximum(1, lines) + self._blocks.gaps
        return heights

    def _wrap(self, number: int) -> tuple[str, list[int]]:
        known = self._wrapped.get(number)
        if known is None:
            text = visible(self._blocks.span(number).of(self._text))
            known = (text, wrap(text, self.width))
            self._wrapped[number] = known
        return known

    def _measure(self, number: int) -> bool:
        """Make one block's height exact; tell whether it was not."""
        if self._exact[number]:
            return False
        self._exact[number] = True
        self._measured += 1
        _, ends = self._wrap(number)
        self._heights[number] = len(ends) + self._blocks.gaps[number]
        self._tops = None
        return True

    def _measure_around(self, block: int, row: int, reach: int) -> bool:
        """Measure the blocks within ``reach`` lines of a row; tell whether any was estimated."""
        found = False
        above, below = row, -row
        number = block - 1
        while number >= 0 and above < reach:
            found |= self._measure(number)
            above += int(self._heights[number])
            number -= 1
        number = block
        while number < len(self._blocks) and below < 2 * reach:
            found |= self._measure(number)
            below += int(self._heights[number])
            number += 1
        return found


def cut_into_blocks(text: str, paragraphs: Sequence[Paragraph]) -> Blocks:
    """Return the blocks of an article in order: paragraphs, the very long ones in parts.

    A blank line follows each paragraph, but not between two paragraphs of navigation or metadata,
    which are often dozens of single words.
    """
    count = len(paragraphs)
    edges = chain.from_iterable(paragraph.span for paragraph in paragraphs)
    spans = np.fromiter(edges, dtype=np.int64, count=2 * count).reshape(count, 2)
    quiet = np.fromiter((p.role in _QUIET for p in paragraphs), dtype=bool, count=count)
    gaps = np.ones(count, dtype=np.int64)
    gaps[:-1][quiet[:-1] & quiet[1:]] = 0
    gaps[-1:] = 0

    long = np.flatnonzero(spans[:, 1] - spans[:, 0] > LONGEST_BLOCK)
    cuts = [(number, cut) for number in long for cut in _cuts(text, *spans[number])]
    if not cuts:
        return Blocks(spans[:, 0], spans[:, 1], np.arange(count), gaps)
    owners = np.array([number for number, _ in cuts], dtype=np.int64)
    places = np.array([cut for _, cut in cuts], dtype=np.int64)
    return Blocks(
        starts=np.insert(spans[:, 0], owners + 1, places),
        ends=np.insert(spans[:, 1], owners, places),
        paragraphs=np.insert(np.arange(count), owners, owners),
        gaps=np.insert(gaps, owners, 0),
    )


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Return where to cut a long paragraph into parts."""
    cuts = []
    while end - start > LONGEST_BLOCK:
        start = _cut(text, int(start) + LONGEST_BLOCK)
        cuts.append(start)
    return cuts


def _cut(text: str, limit: int) -> int:
    """Return a good place to cut just before ``limit``: after a sentence, a word, a character."""
    for mark in (". ", " "):
        found = text.rfind(mark, limit - _NEAR, limit)
        if found >= 0:
            return found + len(mark)
    for cut in range(limit, limit - _NEAR, -1):
        if unicodedata.category(text[cut])[0] != "M" and "\u200d" not in text[cut - 1 : cut + 1]:
            return cut
    return limit

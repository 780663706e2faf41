"""Markdown: block structure only, so that every word keeps its offset.

``text`` is the decoded file, to the letter. Block marks (``#``, ``>``, ``-``, ``1.``) stand outside
the paragraphs' spans, inline marks (``*``, ``[a](b)``) inside, because a quote is a slice of the
file. Touching lines are one paragraph, as Markdown has it, and the marks that begin the second and
later lines of a quoted paragraph lie inside its span.

    > “The quay is closed,”        one paragraph: “The quay is closed,”↵> said Ana Brandt.
    > said Ana Brandt.
    # Ferries                      a heading: Ferries
    ```                            code: one paragraph with its fences, tagged as boilerplate
    x = 1
    ```

A full Markdown parser was not taken: it turns the text into a tree and loses where words stood.
One pass over the lines, linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.model import Role, Span
from index.reading.dates import date_in_name
from index.reading.decoding import decode
from index.reading.draft import Draft, Metadata, number
from index.reading.errors import Unreadable
from index.reading.front_matter import FrontMatter, read_front_matter
from index.reading.header import from_labels
from index.reading.labelling import label
from index.reading.lines import Line, lines

_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*$")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r"=+$|-+$")
_RULE = re.compile(r"(?:\*[ \t]*){3,}$|(?:-[ \t]*){3,}$|(?:_[ \t]*){3,}$")
_BULLET = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_QUOTED = re.compile(r">[ \t]?")
_LINK_DEFINITION = re.compile(r"\[[^\]\n]{1,200}\]:[ \t]*\S+(?:[ \t]+[\"'(].*)?$")
_PICTURE = re.compile(r"(?:\[?!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)(?:\]\([^)\n]{0,2000}\))?\s*)+$")
_COMMENT = re.compile(r"<!--.*?-->$")
_MOST_MARKS = 20
_INLINE_MARKS = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")


@dataclass(slots=True)
class _Block:
    """A paragraph being built: where it starts and ends so far, and whether lines may join it."""

    start: int
    end: int
    role: Role = Role.BODY
    open: bool = True
    depth: int = 0


def parse(data: bytes, stem: str) -> Draft:
    """Read Markdown. Raises Unreadable.

    Front matter wins over header lines in the text, and these over a date in the file's name.
    """
    decoded = decode(data)
    text = decoded.text
    front = read_front_matter(text)
    blocks = list(_blocks(text, front.end if front else 0))
    spans = [Span(block.start, block.end) for block in blocks]
    roles = [block.role for block in blocks]
    if front and (span := _trimmed(text, front.span)):
        spans.insert(0, span)
        roles.insert(0, Role.METADATA)
    if not spans:
        raise Unreadable("has no text in it")
    labelled = label([span.of(text) for span in spans], roles, _stated(front))
    metadata = labelled.metadata.or_else(Metadata(date=date_in_name(stem)))
    return Draft(text, number(spans, labelled.roles), _without_marks(metadata), decoded.notes)


def _stated(front: FrontMatter | None) -> Metadata:
    return (from_labels(front.values) if front else None) or Metadata()


def _without_marks(metadata: Metadata) -> Metadata:
    if metadata.title is None:
        return metadata
    title = _INLINE_MARKS.sub(lambda match: match[1] or "", metadata.title).strip()
    return Metadata(title=title).or_else(metadata)


def _trimmed(text: str, span: Span) -> Span | None:
    inner = span.of(text)
    start = span.start + len(inner) - len(inner.lstrip())
    return Span(start, start + len(inner.strip())) if inner.strip() else None


def _blocks(text: str, start: int) -> Iterator[_Block]:
    """Yield the blocks of ``text`` from ``start`` on, in order, without outer white space."""
    current: _Block | None = None
    fence = ""
    for line in lines(text, start):
        if fence and current:
            current.end = line.span.end
            if _closes(line.span.of(text), fence):
                fence = ""
                current.open = False
            continue
        content, depth, marked = _after_marks(text, line)
        piece = content.of(text)
        if current and current.open and not line.anew and _underlines(piece, current):
            current.role, current.open = Role.HEADING, False
            continue
        if not piece or _RULE.match(piece):
            if current:
                current.open = False
            continue
        block = _block_of(piece, content, line)
        if opening := _FENCE.match(piece):
            fence = opening[1]
            block = _Block(line.span.start, line.span.end, Role.BOILERPLATE)
        elif current and _continues(current, block, line, depth, marked):
            current.end = block.end
            continue
        block.depth = depth
        if current:
            yield current
        current = block if block.start < block.end else None
    if current:
        yield current


def _closes(line: str, fence: str) -> bool:
    marks = line.lstrip("> \t")
    return marks.startswith(fence) and not marks.strip(fence[0])


def _underlines(piece: str, current: _Block) -> bool:
    return current.role is Role.BODY and _UNDERLINE.match(piece) is not None


def _continues(current: _Block, block: _Block, line: Line, depth: int, marked: bool) -> bool:
    """Tell whether ``block``, one line, belongs to the paragraph above it. A line without ``>``
    goes on in the quoted paragraph above it, as Markdown allows.
    """
    return (
        current.open
        and not line.anew
        and not marked
        and block.role is current.role
        and block.open
        and depth in (0, current.depth)
    )


def _block_of(piece: str, content: Span, line: Line) -> _Block:
    if heading := _HEADING.match(piece):
        start = content.start + heading.end()
        return _Block(start, max(start, _heading_end(piece, content)), Role.HEADING, open=False)
    if _LINK_DEFINITION.match(piece) or _PICTURE.match(piece) or _COMMENT.match(piece):
        return _Block(line.span.start, line.span.end, Role.BOILERPLATE)
    return _Block(content.start, content.end)


def _heading_end(piece: str, content: Span) -> int:
    """Return where a heading ends, the marks that may close it (``## Closed ##``) left out."""
    bare = piece.rstrip("#")
    closed = bare.rstrip(" \t")
    return content.start + len(closed if closed != bare else piece)


def _after_marks(text: str, line: Line) -> tuple[Span, int, bool]:
    """Return the line's span after its block marks, how deep it is quoted, and whether a list mark
    begins it.
    """
    start, end = line.span
    depth, marked = 0, False
    for _ in range(_MOST_MARKS):
        if quoted := _QUOTED.match(text, start, end):
            depth += 1
        elif _RULE.match(text[start:end]) or not (quoted := _BULLET.match(text, start, end)):
            break
        else:
            marked = True
        start = quoted.end()
        while start < end and text[start] in " \t":
            start += 1
    return Span(start, end), depth, marked

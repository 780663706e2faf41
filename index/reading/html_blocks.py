"""A page as a list of blocks: each stretch of text that a browser would show on lines of its own.

    <p>“No,” <b>she</b> said.<br>Again.</p>      “No,” she said.↵Again.

White space is collapsed as a browser does, ``<br>`` is a line end and two of them part blocks,
``&nbsp;`` stays what it is, and ``<q>`` gets the marks that a browser draws around it. What a
browser does not show (scripts, styles, hidden elements) gives no block; everything else does,
navigation included.

The walk is a loop over start and end events, so depth costs no stack; linear in the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from index.reading.errors import Unreadable
from index.reading.lines import MOST_LINES
from index.reading.paragraphs import split


def tags(names: str) -> frozenset[str]:
    """Return a set of the tags in ``names``, parted by spaces."""
    return frozenset(names.split())


_BLOCK_TAGS = tags(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
    "menu nav ol option p pre search section select summary table tbody td tfoot th thead tr ul "
    "textarea listing xmp plaintext"
)
_UNSEEN_TAGS = tags(
    "head script style noscript template iframe object embed canvas svg math audio video map "
    "select datalist textarea input title meta link base noembed noframes applet"
)
_AROUND_TAGS = tags("nav footer aside button menu dialog")
_GROUP_TAGS = tags("blockquote ul ol li dl tr tbody thead table")
_HEADING_TAGS = tags("h1 h2 h3 h4 h5 h6")
_PREFORMATTED_TAGS = tags("pre listing xmp plaintext")

_HTML_SPACE = re.compile(r"[ \t\n\f\r]+")
_SPACES = re.compile(r"  +")
_SPACE_AT_BREAK = re.compile(r" ?\n ?")
_BREAKS = re.compile(r"\n(?:[^\S\n]*\n)+")
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Block:
    """A block's text, without outer white space and never empty.

    ``tag`` is the innermost block element. ``container`` numbers the element around it, so that
    neighbours are known: for a paragraph within a quotation or list, what is around that.
    ``links`` is the share of its letters that are in links; ``around`` says that it stands in an
    element made for what is not the article (navigation, footer).
    """

    text: str
    tag: str
    container: int
    links: float = 0.0
    around: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether the page says that this is a heading."""
        return self.tag in _HEADING_TAGS


@dataclass(slots=True)
class _Element:
    tag: str
    number: int


@dataclass(slots=True)
class _Walk:
    """The state of the walk: open block elements, and the text of the block that is being read."""

    blocks: list[Block] = field(default_factory=list)
    open: list[_Element] = field(default_factory=lambda: [_Element("body", 0)])
    parts: list[str] = field(default_factory=list)
    link_length: int = 0
    links: int = 0
    around: int = 0
    preformatted: int = 0
    quotations: int = 0
    elements: int = 0

    def add(self, text: str | None) -> None:
        """Take a stretch of the source's text."""
        if not text:
            return
        text = text if self.preformatted else _HTML_SPACE.sub(" ", text)
        self.parts.append(text)
        if self.links:
            self.link_length += len(text)

    def flush(self) -> None:
        """Close the block that is being read."""
        raw = _SURROGATE.sub("\ufffd", "".join(self.parts))
        share = min(1.0, self.link_length / max(1, len(raw)))
        self.parts.clear()
        self.link_length = 0
        for text in _pieces(raw, bool(self.preformatted)):
            if len(self.blocks) == MOST_LINES:
                raise Unreadable(f"has more than {MOST_LINES:,} paragraphs")
            block = Block(text, self.open[-1].tag, self._container(), share, self.around > 0)
            self.blocks.append(block)

    def _container(self) -> int:
        for depth in range(len(self.open) - 2, -1, -1):
            if self.open[depth].tag not in _GROUP_TAGS:
                return self.open[depth].number
        return 0

    def start(self, element: Any, tag: str) -> None:
        """Enter an element."""
        self.elements += 1
        if tag == "br":
            self.parts.append("\n")
        elif tag == "q":
            self.parts.append("‘" if self.quotations % 2 else "“")
            self.quotations += 1
        elif tag == "a":
            self.links += 1
        elif tag in _BLOCK_TAGS:
            self.flush()
            self.open.append(_Element(tag, self.elements))
            self.around += tag in _AROUND_TAGS
            self.preformatted += tag in _PREFORMATTED_TAGS
        self.add(element.text)

    def end(self, tag: str) -> None:
        """Leave an element."""
        if tag == "q":
            self.quotations -= 1
            self.parts.append("’" if self.quotations % 2 else "”")
        elif tag == "a":
            self.links -= 1
        elif tag in _BLOCK_TAGS:
            self.flush()
            self.open.pop()
            self.around -= tag in _AROUND_TAGS
            self.preformatted -= tag in _PREFORMATTED_TAGS


def blocks(root: Any) -> list[Block]:
    """Return the blocks of a parsed page (an lxml element), in document order.

    Raises Unreadable for more blocks than an article can have.
    """
    from lxml import etree

    walk = _Walk()
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    unseen: Any = None
    for event, element in events:
        if event in ("comment", "pi"):
            walk.add(element.tail)
            continue
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if event == "start":
            if _is_unseen(element, tag):
                unseen = element
                events.skip_subtree()
            else:
                walk.start(element, tag)
            continue
        if element is unseen:
            unseen = None
        else:
            walk.end(tag)
        walk.add(element.tail)
    walk.flush()
    return walk.blocks


def _is_unseen(element: Any, tag: str) -> bool:
    return (
        tag in _UNSEEN_TAGS
        or element.get("hidden") is not None
        or _HIDING_STYLE.search(element.get("style") or "") is not None
    )


def _pieces(raw: str, preformatted: bool) -> list[str]:
    """Return the texts of the blocks in ``raw``, which holds a line end for each ``<br>``."""
    if preformatted:
        return [span.of(raw) for span in split(raw)]
    collapsed = _SPACE_AT_BREAK.sub("\n", _SPACES.sub(" ", raw))
    return [text for piece in _BREAKS.split(collapsed) if (text := piece.strip())]

"""Web pages, as a browser saves them.

    bytes ── decode ── parse ── blocks ── choose_body ── label ── text
                          └──── read_metadata ─────────────┘

``text`` is the reader's own: the page's blocks in document order, parted by empty lines. What is
around the article (navigation, forms, related links) keeps its place there and is tagged.

A page's depth is limited before it is walked: the parser drops what is nested deeper than about two
thousand elements, and libraries that copy trees recurse. Such a page is parsed again with its
containers turned into paragraphs, which do not nest; the words and their order stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from index.model import Role, Span
from index.reading.dates import date_in_name
from index.reading.decoding import decode
from index.reading.draft import Draft, Metadata, number
from index.reading.errors import Unreadable
from index.reading.html_blocks import Block, blocks, tags
from index.reading.html_body import choose_body
from index.reading.html_metadata import read_metadata
from index.reading.labelling import label

_DEEPEST = 500
_HEAD_BYTES = 2048
_CHARSET = re.compile(
    rb"<(?:meta\b[^<>]*?charset|\?xml\b[^<>]*?encoding)\s*=\s*[\"']?\s*([\w:.-]{1,40})",
    re.IGNORECASE,
)
_FIRST_ELEMENT = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*)>")
_KEPT_TAGS = tags("html head body meta link title script style p br h1 h2 h3 h4 h5 h6 li pre time")
_INLINE_TAGS = tags(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s "
    "samp small span strike strong sub sup tt u var wbr"
)
_JOIN = "\n\n"


def parse(data: bytes, stem: str) -> Draft:
    """Read a page. Raises Unreadable.

    A date that the page states (JSON-LD, meta, time) wins over a line of the header, and that over
    the file's name.
    """
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    root = _parsed(decoded.text)
    found = blocks(root) if root is not None else []
    if not found:
        raise Unreadable("has no text in it")
    first = _FIRST_ELEMENT.search(decoded.text[:_HEAD_BYTES])
    stated = read_metadata(root, decoded.text[: first.start() if first else _HEAD_BYTES])
    roles = _known_roles(found, choose_body(root, found))
    labelled = label([block.text for block in found], roles, stated)
    metadata = labelled.metadata.or_else(Metadata(date=date_in_name(stem)))
    return Draft(
        _JOIN.join(block.text for block in found),
        number(_spans(found), labelled.roles),
        metadata,
        decoded.notes,
    )


def _known_roles(found: Sequence[Block], body: Sequence[bool]) -> list[Role]:
    """Return the roles before labelling. A first-level heading is never boilerplate here: it often
    stands in a banner outside the article.
    """
    roles = []
    for block, chosen in zip(found, body, strict=True):
        if block.is_heading and (chosen or (block.tag == "h1" and not block.around)):
            roles.append(Role.HEADING)
        else:
            roles.append(Role.BODY if chosen else Role.BOILERPLATE)
    return roles


def _spans(found: Sequence[Block]) -> list[Span]:
    spans, start = [], 0
    for block in found:
        spans.append(Span(start, start + len(block.text)))
        start += len(block.text) + len(_JOIN)
    return spans


def _parsed(text: str) -> Any:
    """Return the page's root element, None if there is no element in it."""
    root = _tree(text)
    if root is not None and _is_too_deep(root):
        root = _tree(_TAG.sub(_flattened, text))
    return root


def _tree(text: str) -> Any:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _is_too_deep(root: Any) -> bool:
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            return True
    return False


def _flattened(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    if name in _KEPT_TAGS:
        return tag[0]
    return "" if name in _INLINE_TAGS else "<p>"

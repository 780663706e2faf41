"""Which blocks of a page are the article.

Trafilatura says which text is the article; it knows thousands of page layouts. But its output is a
text of its own: it leaves out repeated and very short paragraphs ("“No,” she said.") and keeps no
order with what it drops. So its answer is only used as evidence about our own blocks:

    block is a line of its answer, or shares most of its word pairs with it    article
    block is a neighbour of such blocks, and no list of links                  article
    anything else                                                              around the article

Where it finds nothing, or the page is too large for it, blocks of prose with few links are taken;
where there are none, all that is not navigation.
Sets of keys and word pairs make the comparison linear.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise
from typing import Any

from index.reading.boilerplate import letters
from index.reading.html_blocks import Block, tags

_LARGEST_PAGE = 2_000_000
"""Characters of shown text above which trafilatura is not asked: it takes half a second a million,
and several copies of the tree."""
_MOST_ELEMENTS = 50_000
"""Elements above which it is not asked: from there on its time grows faster than the page where
many of them share one paragraph (13 s for 100,000)."""

_SHARED_PAIRS = 0.6
_FEWEST_PAIRS = 6
"""A block of fewer word pairs must be a whole line of the answer, because short texts share by
chance, and must not stand in a navigation, because trafilatura returns all of a page that it does
not understand.
"""

_MOST_LINKS = 0.5
"""A block with a larger share of its letters in links is a list of links."""

_NEIGHBOUR_TAGS = tags("p blockquote li h2 h3 h4 h5 h6 pre dd td div section article body")
_PROSE_LENGTH = 60
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]»]*$")
_WORD = re.compile(r"\w+")


def choose_body(root: Any, blocks: Sequence[Block]) -> list[bool]:
    """Tell for each block whether it belongs to the article. ``root`` is the parsed page."""
    answer = "" if _is_too_large(root, blocks) else _ask_trafilatura(root)
    chosen = _confirmed(blocks, answer) if answer else [False] * len(blocks)
    if not any(chosen):
        chosen = [_is_prose(block) for block in blocks]
    if not any(chosen):
        return [not block.around for block in blocks]
    return _with_neighbours(blocks, chosen)


def _is_too_large(root: Any, blocks: Sequence[Block]) -> bool:
    elements = islice(root.iter(), _MOST_ELEMENTS + 1)
    shown = sum(len(block.text) for block in blocks)
    return shown > _LARGEST_PAGE or sum(1 for _ in elements) > _MOST_ELEMENTS


def _ask_trafilatura(root: Any) -> str:
    """Return the article's text as trafilatura sees it, empty if it finds none or fails.

    It is imported here because its import takes longer than reading a hundred texts.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        answer: str | None = trafilatura.extract(
            root, output_format="txt", include_comments=False, include_tables=True
        )
    except Exception:  # a page that its rules were not made for; the fallback reads it
        return ""
    return answer or ""


def _confirmed(blocks: Sequence[Block], answer: str) -> list[bool]:
    lines = {letters(line) for line in answer.splitlines()} - {""}
    pairs = set(pairwise(_words(answer)))
    return [_is_confirmed(block, lines, pairs) for block in blocks]


def _is_confirmed(block: Block, lines: set[str], pairs: set[tuple[str, str]]) -> bool:
    own = list(pairwise(_words(block.text)))
    if letters(block.text) in lines and not (block.around and len(own) < _FEWEST_PAIRS):
        return True
    if len(own) < _FEWEST_PAIRS or block.links > _MOST_LINKS:
        return False
    return sum(pair in pairs for pair in own) >= _SHARED_PAIRS * len(own)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _with_neighbours(blocks: Sequence[Block], chosen: Sequence[bool]) -> list[bool]:
    """Add the blocks that trafilatura passed over between paragraphs of the article: those in an
    element most of whose text was chosen.
    """
    total = _letters_by_container(blocks)
    taken = _letters_by_container(b for b, yes in zip(blocks, chosen, strict=True) if yes)
    main = {number for number, size in taken.items() if size > total[number] / 2}
    return [
        yes
        or (
            block.container in main
            and block.tag in _NEIGHBOUR_TAGS
            and block.links <= _MOST_LINKS
            and not block.around
        )
        for block, yes in zip(blocks, chosen, strict=True)
    ]


def _letters_by_container(blocks: Iterable[Block]) -> Counter[int]:
    sizes = Counter[int]()
    for block in blocks:
        sizes[block.container] += len(block.text)
    return sizes


def _is_prose(block: Block) -> bool:
    if block.around or block.links > _MOST_LINKS:
        return False
    return len(block.text) >= _PROSE_LENGTH or _SENTENCE_END.search(block.text[-4:]) is not None

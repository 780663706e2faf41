"""Tokens: words, marks of punctuation, and each quoted region as one token.

Treating a whole quoted region as a single token keeps sentences and patterns simple: in
``“I won’t. Never,” she said.`` the quote is one token, so its full stops end nothing, and the
pattern is just QUOTE WORD WORD STOP. Short quoted titles and labels (see scare.py) are words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.extraction.lexicons import load
from index.extraction.marks import Region
from index.extraction.memo import Memo
from index.model import Span

_TOKEN = re.compile(r"[^\W_]\w*(?:['’.&/-]\w+|(?<=\d),\d{3}(?!\d))*(?:['’](?=\s))?|\.\.\.|…|--|\S")
_INITIALS = re.compile(r"(?:[A-Z]-)?(?:[A-Z]\.)*[A-Z]$")
_LOWER_ABBREVIATIONS = frozenset({"vs", "v", "e.g", "i.e", "cf", "p.m", "a.m", "est"})


def _shape(text: str) -> tuple[str, bool, bool]:
    """Return the form of a word for matching, whether it is a word, and if it has a capital."""
    return text.lower().replace("’", "'"), text[0].isalnum(), text[0].isupper()


_SHAPES = Memo(_shape)


class Token:
    """A word, a mark of punctuation or a quoted region, with its place in the text.

    ``lower`` is the form used for matching: lower case, curly apostrophes straight. ``region`` is
    set for a quoted region only. ``capital`` tells whether it begins with an upper-case letter.
    """

    __slots__ = ("capital", "end", "lower", "region", "start", "text", "word")

    def __init__(self, text: str, start: int, region: Region | None = None) -> None:
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.region = region
        if region is None:
            self.lower, self.word, self.capital = _SHAPES[text]
        else:
            self.lower = ""
            self.word = self.capital = False

    def __repr__(self) -> str:
        return "QUOTE" if self.region is not None else self.text

    @property
    def span(self) -> Span:
        """The token's place in the text; a quoted region's includes its marks."""
        return Span(self.start, self.end)


def tokenize(text: str, within: Span, regions: Sequence[Region]) -> list[Token]:
    """Return the tokens of ``within``; each of ``regions`` (sorted, disjoint) is one token."""
    tokens: list[Token] = []
    position = within.start
    for region in regions:
        _words(text, position, region.outer.start, tokens)
        tokens.append(Token(region.outer.of(text), region.outer.start, region))
        position = region.outer.end
    _words(text, position, within.end, tokens)
    return tokens


def _words(text: str, start: int, end: int, tokens: list[Token]) -> None:
    abbreviations = load("abbreviations")
    for match in _TOKEN.finditer(text, start, end):
        form = match.group()
        if form == "." and tokens and _is_abbreviation(tokens[-1], match.start(), abbreviations):
            tokens[-1] = Token(tokens[-1].text + ".", tokens[-1].start)
        else:
            tokens.append(Token(form, match.start()))


def _is_abbreviation(token: Token, stop: int, abbreviations: frozenset[str]) -> bool:
    """Tell whether the full stop at ``stop`` belongs to ``token`` before it."""
    if token.end != stop or token.region is not None:
        return False
    if _INITIALS.match(token.text) is not None:
        return True
    if not token.capital:
        return token.lower in _LOWER_ABBREVIATIONS
    return token.lower.rpartition("-")[2] in abbreviations

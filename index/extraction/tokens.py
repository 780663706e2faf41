"""Tokens: words, marks of punctuation, and each quoted region as one token.

Treating a whole quoted region as a single token keeps sentences and patterns simple: in
``“I won’t. Never,” she said.`` the quote is one token, so its full stops end nothing, and the
pattern is just QUOTE WORD WORD STOP. Short quoted titles and labels (see scare.py) are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate, compress

from index.extraction.lexicons import load
from index.extraction.marks import Region
from index.extraction.memo import Memo
from index.model import Span

_TOKEN = re.compile(
    r"([^\W_]\w*(?:['’.&/-]\w+|(?<=\d),\d{3}(?!\d))*(?:['’](?=\s))?|\.\.\.|…|--|\S)"
)
_INITIALS = re.compile(r"(?:[A-Z]-)?(?:[A-Z]\.)*[A-Z]$")
_LOWER_ABBREVIATIONS = frozenset({"vs", "v", "e.g", "i.e", "cf", "p.m", "a.m", "est"})

Shape = tuple[str, bool, bool]
"""Of a token: the form for matching, whether it is a word, and if it has a capital."""


def _shape(text: str) -> Shape:
    return text.lower().replace("’", "'"), text[0].isalnum(), text[0].isupper()


_SHAPES = Memo(_shape)
_QUOTED: Shape = ("", False, False)


class Token:
    """A word, a mark of punctuation or a quoted region, with its place in the text.

    ``lower`` is the form used for matching: lower case, curly apostrophes straight. ``region`` is
    set for a quoted region only. ``capital`` tells whether it begins with an upper-case letter.
    """

    __slots__ = ("capital", "lower", "region", "start", "text", "word")

    text: str
    start: int
    lower: str
    word: bool
    capital: bool
    region: Region | None

    @property
    def end(self) -> int:
        """Where the token ends in the text, exclusive."""
        return self.start + len(self.text)

    def __repr__(self) -> str:
        return "QUOTE" if self.region is not None else self.text

    @property
    def span(self) -> Span:
        """The token's place in the text; a quoted region's includes its marks."""
        return Span(self.start, self.start + len(self.text))


def _add(
    tokens: list[Token],
    forms: Iterable[str],
    starts: Iterable[int],
    shapes: Iterable[Shape],
    region: Region | None = None,
) -> None:
    """Add tokens with these texts, places and shapes.

    The attributes are set here, and not by a constructor, whose call for each of an article's
    words would cost as much again.
    """
    new = Token.__new__
    for text, start, (lower, word, capital) in zip(forms, starts, shapes, strict=True):
        token = new(Token)
        token.text = text
        token.start = start
        token.lower = lower
        token.word = word
        token.capital = capital
        token.region = region
        tokens.append(token)


def tokenize(text: str, within: Span, regions: Sequence[Region]) -> list[Token]:
    """Return the tokens of ``within``; each of ``regions`` (sorted, disjoint) is one token."""
    tokens: list[Token] = []
    position = within.start
    for region in regions:
        _words(text, position, region.outer.start, tokens)
        _add(tokens, (region.outer.of(text),), (region.outer.start,), (_QUOTED,), region)
        position = region.outer.end
    _words(text, position, within.end, tokens)
    return tokens


def _words(text: str, start: int, end: int, tokens: list[Token]) -> None:
    """Add the tokens of ``text[start:end]``, which holds no quoted region."""
    parts = _TOKEN.split(text[start:end])
    forms = parts[1::2]
    starts = list(accumulate(map(len, parts), initial=start))[1:-1:2]
    stops = [at for at, form in enumerate(forms) if form == "." and at > 0] if "." in forms else []
    for at in stops:
        before, gap = forms[at - 1], parts[2 * at]
        if before and not gap and _ABBREVIATIONS[before]:
            forms[at - 1 : at + 1] = f"{before}.", ""
    if stops:
        starts = list(compress(starts, forms))
        forms = list(filter(None, forms))
    _add(tokens, forms, starts, map(_SHAPES.__getitem__, forms))


def _is_abbreviation(form: str) -> bool:
    """Tell whether a full stop right behind ``form`` belongs to it."""
    lower, _, capital = _SHAPES[form]
    if _INITIALS.match(form) is not None:
        return True
    if not capital:
        return lower in _LOWER_ABBREVIATIONS
    return lower.rpartition("-")[2] in load("abbreviations")


_ABBREVIATIONS = Memo(_is_abbreviation)

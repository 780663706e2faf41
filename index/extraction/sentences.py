"""Sentences of a paragraph, found over its tokens.

A sentence ends at a stop before a capital, a figure or a quote, or at a quote that itself ends in a
stop, unless what follows attributes that quote: ``“Why?” Mara Oyelaran asked.`` is one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.extraction.lexicons import words
from index.extraction.tokens import Token

STOPS = frozenset({".", "!", "?"})
_MAY_END_SENTENCE = frozenset(
    {"u.s.", "u.k.", "p.m.", "a.m.", "jr.", "inc.", "co.", "corp.", "ltd."}
)
_STARTERS = words(
    "the a an in on at but and if as for from it he she they we i you this that these those there "
    "his her their its our my when while what who how why after before since although though "
    "because however meanwhile still yet now then so some many most"
)
_NUMBERS = frozenset({"no", "nos"})
"""Before a stop and a figure: "No. 2"."""
_GOES_ON = frozenset({")", "]", ",", ";", ":", "’", "'"})
LONGEST = 400
"""Tokens after which a sentence is cut: rules look around in it, and a text without stops must not
cost more than its length."""
_TAG_REACH = 4
_REACH = 10
"""How many tokens after a closed quote may hold the words that attribute it."""


def split(tokens: Sequence[Token], is_cue: Callable[[Token], bool]) -> list[Sequence[Token]]:
    """Return the sentences of one paragraph's ``tokens``; ``is_cue`` knows reporting verbs."""
    sentences: list[Sequence[Token]] = []
    begin = 0
    cut = LONGEST - 1
    last = len(tokens) - 1
    for position, token in enumerate(tokens):
        if token.word and position < cut and token.lower not in _MAY_END_SENTENCE:
            continue
        full = position >= cut
        if position < last and (full or _ends(tokens, position, is_cue, alone=position == begin)):
            sentences.append(tokens[begin : position + 1])
            begin = position + 1
            cut = begin + LONGEST - 1
    if begin <= last:
        sentences.append(tokens[begin:])
    return sentences


def _ends(
    tokens: Sequence[Token], position: int, is_cue: Callable[[Token], bool], *, alone: bool
) -> bool:
    token, following = tokens[position], tokens[position + 1]
    starts = following.region is not None or following.capital or following.text[0].isdigit()
    if token.region is not None:
        return _quote_ends(tokens, position, is_cue, alone=alone)
    if token.text in STOPS:
        if following.text[0].isdigit() and position and tokens[position - 1].lower in _NUMBERS:
            return False
        return starts or not (following.word or following.text in _GOES_ON)
    if token.lower in _MAY_END_SENTENCE:
        return following.capital and following.lower in _STARTERS
    return False


def _quote_ends(
    tokens: Sequence[Token], position: int, is_cue: Callable[[Token], bool], *, alone: bool
) -> bool:
    """Tell whether the quote ends its sentence; ``alone``: nothing of it stands before."""
    tail = tokens[position].text.rstrip("\"”'’»“ ")[-1:]
    following = tokens[position + 1]
    if tail not in (".", "!", "?", "…") or not tail:
        return False
    if following.region is not None:
        return True
    if not following.capital:
        return False
    if tail == ".":
        return not (alone and _is_tag(tokens, position + 1, is_cue))
    return not _attributes(tokens, position + 1, is_cue)


def _is_tag(tokens: Sequence[Token], start: int, is_cue: Callable[[Token], bool]) -> bool:
    """Tell whether the next sentence is only ``Mara said.``, after a stop in place of a comma."""
    for position in range(start, min(start + _TAG_REACH, len(tokens) - 1)):
        if is_cue(tokens[position]):
            return position > start and tokens[position + 1].text in STOPS
    return False


def _attributes(tokens: Sequence[Token], start: int, is_cue: Callable[[Token], bool]) -> bool:
    """Tell whether the words from ``start`` say who spoke the quote before them."""
    for token in tokens[start : start + _REACH]:
        if token.region is not None or token.text in STOPS:
            return False
        if is_cue(token):
            return True
    return False

"""Runs of words that a term may hold, found by a regular expression over one letter a word.

    rejected a regional trade deal over steel tariffs.      the paragraph, cut into words and gaps
    B       _O_M       _N    _N   _B   _N    _N      |      a letter for each of them
             ~~~~~~~~~~~~~~~~~~~        ~~~~~~~~~~~         the runs; the first is introduced

A word is N (noun), M (modifier), B (a break) or O (a break that shows that a noun follows), as
``phrase_words`` says; a gap is _ where a term may go on over it and | where not. Cutting, looking
up the letters and finding the runs is one call each for a paragraph, so Python takes a step for
each run and none for each word. The cost is linear.

Two things depend on the place of a word. A capital shows a name, except where a sentence begins:
such words have a small letter until their place is looked at. And the words of the actors'
mentions are breaks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from index.extraction.capitals import begins_sentence, fold
from index.extraction.memo import Memo
from index.extraction.name_words import folded
from index.extraction.phrase_words import Place, place
from index.model import Span

NOUN = "N"
MODIFIER = "M"
_BREAK = "B"
_OPENS = "O"
_LETTERS = {Place.NOUN: NOUN, Place.MODIFIER: MODIFIER, Place.BREAK: _BREAK}

_LETTER = r"[\w\u0300-\u036f]"
_WORD = re.compile(rf"([^\W\d_]{_LETTER}*(?:['’\-‐‑](?=\w){_LETTER}*)*)")
_GAPS = frozenset({" ", "' ", "’ "})
"""What may lie between two words of a term; the apostrophe is that of "workers' rights"."""
_RUN = re.compile(r"(O_)?([NM](?:_[NM])*)")
_AT_A_START = re.compile(r"[nmo]")
_OPENING_WORDS = frozenset({"a", "an", "the", "of", "on", "for", "this", "that", "over", "about"})


class TermRun(NamedTuple):
    """Term words in a row: where each starts and ends in the text, and the letter of each.

    ``introduced`` tells that the word before shows that a noun follows.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    letters: str
    introduced: bool


def term_runs(text: str, paragraph: Span, names: Sequence[Span]) -> Iterator[TermRun]:
    """Yield the runs of term words in ``paragraph``, without a noun alone that nothing introduces.

    ``names`` are the sorted spans of the whole text that no term may touch.
    """
    parts = _WORD.split(text[paragraph.start : paragraph.end])
    places = list(accumulate(map(len, parts), initial=paragraph.start))
    letters = "".join(map(_MEANINGS.__getitem__, parts))
    letters = _without_names(letters, places, paragraph, names)
    if not letters.isupper():
        letters = _at_starts(text, letters, places, paragraph.start)
    for match in _RUN.finditer(letters):
        start, end = match.span(2)
        introduced = match.start() < start
        if introduced or end - start > 1:
            yield TermRun(
                places[start : end + 1 : 2],
                places[start + 1 : end + 2 : 2],
                letters[start:end:2],
                introduced,
            )


def _meaning(part: str) -> str:
    """Return the letter of a word or a gap; a small one for a word with a capital."""
    if _WORD.match(part) is None:
        return "_" if part in _GAPS else "|"
    if part.islower():
        plain = part if part.isascii() and "'" not in part else fold(part)
        return _letter(plain)
    letter = _letter(fold(part)) if part[1:].islower() else _BREAK
    return letter if letter == _BREAK else letter.lower()


def _letter(word: str) -> str:
    """Return the letter of a folded word.

    A possessor is no part of a term ("the party's nominee"), except "workers' rights".
    """
    owner, possessive, _ = word.partition("'s")
    if possessive and owner not in folded("collective_possessors"):
        return _BREAK
    return _OPENS if word in _OPENING_WORDS else _LETTERS[place(word)]


_MEANINGS = Memo(_meaning)


def _without_names(
    letters: str, places: Sequence[int], paragraph: Span, names: Sequence[Span]
) -> str:
    """Make breaks of the words that lie in one of the names."""
    number = bisect_left(names, (paragraph.start,))
    if number == len(names) or names[number].start >= paragraph.end:
        return letters
    changed = list(letters)
    while number < len(names) and names[number].start < paragraph.end:
        start, end = names[number]
        first = (bisect_right(places, start) - 1) | 1
        for at in range(first, bisect_left(places, end), 2):
            changed[at] = _BREAK
        number += 1
    return "".join(changed)


def _at_starts(text: str, letters: str, places: Sequence[int], paragraph: int) -> str:
    """Settle the words with a capital: at the start of a sentence they are words like others."""

    def settled(match: re.Match[str]) -> str:
        at_start = begins_sentence(text, paragraph, places[match.start()])
        return match.group().upper() if at_start else _BREAK

    return _AT_A_START.sub(settled, letters)

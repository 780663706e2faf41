"""Runs of words that a term may hold, found by a regular expression over one letter a word.

    rejected a regional trade deal over steel tariffs.      the paragraph, cut into parts
    B        O M        N     N    O    N     ||     |      a letter for each of them
             ~~~~~~~~~~~~~~~~~~~        ~~~~~~~~            the runs; the first is introduced

A part is a word with the space behind it, or a word that no space or no word follows, or what
stands between. A word is N (noun), M (modifier), B (a break) or O (a break that shows that a noun
follows), as ``phrase_words`` says. Where no word follows at once a noun is D, a modifier F: a term
may end there, but not go on. Cutting, looking up the letters and finding the runs is one call each
for a paragraph, so Python takes a step for each run and none for each word. The cost is linear.

Two things depend on the place of a word. A capital shows a name, except where a sentence begins:
such words have a small letter until their place is looked at, and are breaks elsewhere. And the
words of the actors' mentions are breaks; as nearly all of them have a capital, that is looked at
only where a run meets a mention.
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
_GAP = "|"
_GLUE = "+"
"""The letter of what ties a word to the one before it, as in "harbour.example": no term begins."""
_LAST = {NOUN: "D", MODIFIER: "F", _BREAK: _BREAK, _OPENS: _BREAK}
"""The letters of words that no term goes on behind."""
_AS_LAST = str.maketrans("DF", NOUN + MODIFIER)
_LETTERS = {Place.NOUN: NOUN, Place.MODIFIER: MODIFIER, Place.BREAK: _BREAK}

_PART = re.compile(
    r"[^\W\d_]\w*(?: |(?:(?:['’\-‐‑](?=\w)|[\u0300-\u036f])\w*)*(?:['’]? )?)|[\W\d_]+"
)
"""A word and the space behind it, or what is no word.

Most words have a space right behind them, so that is tried first. The apostrophe before a space is
that of "workers' rights".
"""
_NO_WORD = re.compile(r"[\W\d_]")
_RUN = re.compile(r"(?<!\+)O?(?:[NM]+[DF]|[NM]{2,})|O[NMDF]")
_AT_A_START = re.compile(r"(?:\A|(?<=\|))[nmo](?=[NMDF])")
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
    parts = _PART.findall(text, paragraph.start, paragraph.end)
    places = list(accumulate(map(len, parts), initial=paragraph.start))
    letters = "".join(map(_MEANINGS.__getitem__, parts))
    letters = _at_starts(text, letters, places, paragraph.start)
    runs = [match.span() for match in _RUN.finditer(letters)]
    if _meets(names, paragraph, [(places[start], places[end]) for start, end in runs]):
        letters = _without_names(letters, places, paragraph, names)
        runs = [match.span() for match in _RUN.finditer(letters)]
    for start, end in runs:
        introduced = letters[start] == _OPENS
        start += introduced
        within = letters[start:end]
        ends = _ends(text, places[start + 1 : end + 1], within[-1])
        yield TermRun(places[start:end], ends, within.translate(_AS_LAST), introduced)


def _ends(text: str, nexts: list[int], last: str) -> list[int]:
    """Return where words end of which the next parts start at ``nexts``.

    A space stands behind each of them, but not behind the last one if its letter says so.
    """
    ends = [following - 1 - (text[following - 2] in "'’") for following in nexts]
    if last in "DF":
        ends[-1] = nexts[-1]
    return ends


def _meaning(part: str) -> str:
    """Return the letter of a part; a small one for a word with a capital."""
    if _NO_WORD.match(part):
        return _GLUE if part == "." or part[-1] in "@_" or part[-1].isdigit() else _GAP
    word = part.rstrip(" ")
    if len(word) < len(part):
        return _word_meaning(word.rstrip("'’"))
    letter = _LAST[_word_meaning(word).upper()]
    return letter if word.islower() else _BREAK


def _word_meaning(word: str) -> str:
    """Return the letter of a word that others follow; a small one if it has a capital."""
    if word.islower():
        plain = word if word.isascii() and "'" not in word else fold(word)
        return _letter(plain)
    letter = _letter(fold(word)) if word[1:].islower() else _BREAK
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


def _meets(names: Sequence[Span], paragraph: Span, stretches: Sequence[tuple[int, int]]) -> bool:
    """Tell whether one of the names lies in, or reaches into, one of a paragraph's stretches.

    Names and stretches are sorted, so one walk over both is enough.
    """
    at = max(0, bisect_left(names, (paragraph.start,)) - 1)
    for start, end in stretches:
        while at < len(names) and names[at].end <= start:
            at += 1
        if at == len(names):
            return False
        if names[at].start < end:
            return True
    return False


def _without_names(
    letters: str, places: Sequence[int], paragraph: Span, names: Sequence[Span]
) -> str:
    """Make breaks of the words that lie in one of the names."""
    changed = list(letters)
    for number in range(bisect_left(names, (paragraph.start,)), len(names)):
        start, end = names[number]
        if start >= paragraph.end:
            break
        for at in range(bisect_right(places, start) - 1, bisect_left(places, end)):
            changed[at] = _BREAK
    return "".join(changed)


def _at_starts(text: str, letters: str, places: Sequence[int], paragraph: int) -> str:
    """Settle the words with a capital: at the start of a sentence they are words like others."""

    def settled(match: re.Match[str]) -> str:
        at_start = begins_sentence(text, paragraph, places[match.start()])
        return match.group().upper() if at_start else _BREAK

    return _AT_A_START.sub(settled, letters)

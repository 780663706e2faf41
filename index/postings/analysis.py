"""Words: how text becomes terms, the same way when indexing, searching and highlighting.

One regular expression finds the words and their offsets; what it found is folded word by word
through a table, so that a word seen before costs one lookup:

    The U.S. said it’s China’s “façade” …
        │         │    │        └ facade    accents off
        │         │    └ china              possessive off
        us        it                        dots of an acronym off

A word is a run of letters, digits and the marks that belong to them, with apostrophes inside it.
Hyphens part words (`long-term` is two), so that a phrase finds the spelling with a hyphen and the
one with a space. Thousands lose their commas (`1,000` is `1000`), decimals keep their dot. Scripts
without spaces between words (Han, Kana, Thai, Lao, Khmer, Burmese) give one word a character:
characters typed in one go stand side by side in the text, which a phrase finds exactly, names and
new words included, where a dictionary would have to guess.

Folding is for matching only and may change the length of a word; offsets always refer to the text.

Cost: linear in the text, some 20 microseconds for a paragraph of forty words. Every repetition in
the expression is possessive or bounded, so no text makes it read far back. A word of more than
LONGEST_WORD characters is one word, known by its beginning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from typing import Any

from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer
from whoosh.lang.porter2 import stem as porter2_stem

from index.model import Span

LONGEST_WORD = 64
"""Characters of a word that are told apart; what follows is taken as part of the same word."""

CACHED_WORDS = 200_000
"""Surface forms and stems kept in memory; about 40 MB when full."""

_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Scripts written without spaces between words."""

_JOINERS = "\u00ad\u200c\u200d\u2060"
"""Soft hyphen and invisible joiners: inside a word, never part of what it says."""

_APOSTROPHES = "'’ʼ＇"
_ACCENTS = "\u0300-\u036f"
_ACCENT = re.compile(f"[{_ACCENTS}]+")
_OTHER_SCRIPT = re.compile(
    "[\u0483-\u1dff\u2c60-\u2dff\u3005-\ud7ff\uf900-\ufe2f\uff66-\uff9f\U00010000-\U0003ffff]"
)

_SAME_LETTER = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
    | dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_JOINERS)
)
"""Letters that Unicode does not decompose, apostrophes made straight, joiners dropped."""


CUT = "\0"
"""What parts texts that are read in one go; see :func:`surfaces`."""

_OR_CUT = r"| \x00"


@cache
def _word(marks: str, cut: bool) -> re.Pattern[str]:
    """Build the expression for words whose letters may carry ``marks`` (ranges of a class), and
    for CUT by itself where that is wanted."""
    letter = rf"[^\W_{_SPACELESS}]"
    carried = f"[{marks}]*+" if marks else ""
    run = f"(?:{letter}{carried})++" if marks else f"{letter}++"
    parts = f"(?:[{_APOSTROPHES}]{run})*+"
    initial = rf"[^\W\d_{_SPACELESS}]"
    return re.compile(
        rf"""
          [A-Za-z]{{2}}{carried}(?:{run})?+{parts}                               # most words
        | (?=\d)(?:
              (?<!\d[.,])\d{{1,3}}(?:,\d{{3}}){{1,8}}(?:\.\d{{1,15}})?(?![.,]?\d)     # 1,000,000.5
            | (?<!\d\.)\d{{1,15}}\.\d{{1,15}}(?!\.?\d)                                # 3.5
          )
        | {initial}(?=\.)(?:\.{initial}){{1,15}}(?![^\W_])\.?+
              (?:[{_APOSTROPHES}]s(?!\w))?                                        # U.S.
        | {run}{parts}                                                          # it’s
        | (?=\w)[{_SPACELESS}]{carried}                                         # one character
        {_OR_CUT if cut else ""}
        """,
        re.VERBOSE,
    )


_MARKED = re.compile(f"[{_ACCENTS}{_JOINERS}]")
_porter2: Callable[[str], str] = porter2_stem


@cache
def _all_marks() -> str:
    """Return the combining marks of every script; made at first need (20 ms)."""
    marks = (chr(code) for code in range(0x300, 0x1F000))
    return "".join(mark for mark in marks if unicodedata.category(mark)[0] == "M") + _JOINERS


def _pattern_for(text: str, cut: bool = False) -> re.Pattern[str]:
    """Return the simplest expression that finds the words of ``text``; nearly all English is
    without combining marks."""
    if text.isascii():
        return _word("", cut)
    if _OTHER_SCRIPT.search(text):
        return _word(_all_marks(), cut)
    return _word(_ACCENTS + _JOINERS if _MARKED.search(text) else "", cut)


@lru_cache(maxsize=CACHED_WORDS)
def fold(surface: str) -> str:
    """Return the form of a word that is compared: lower case, without accents, possessive, dots."""
    surface = surface[:LONGEST_WORD]
    word = surface.lower() if surface.isascii() else _fold_letters(surface)
    word = word.removesuffix("'s")
    if "." in word and not word[0].isdigit():
        word = word.replace(".", "")
    return word.replace(",", "")[:LONGEST_WORD] or surface


def _fold_letters(surface: str) -> str:
    """Fold a word that is not plain ASCII; spaces that Unicode would put inside it are dropped."""
    word = unicodedata.normalize("NFKD", surface).casefold()
    word = unicodedata.normalize("NFC", _ACCENT.sub("", word).translate(_SAME_LETTER))
    return "".join(word.split())


_ENDINGS = (
    "s",
    "ed",
    "ing",
    "y",
    "e",
    "l",
    "i",
    "er",
    "ator",
    "ic",
    "ant",
    "ent",
    "ism",
    "ion",
    "'",
)
"""Only words that end so are changed by Porter 2: all suffixes that its steps look for do."""


@lru_cache(maxsize=CACHED_WORDS)
def stem(word: str) -> str:
    """Return the stem of a folded English word (Porter 2); other words hardly change.

    Not Whoosh's first Porter stemmer: it keeps double letters ("hopping" is "hopp") and so parts
    "negotiated" from "negotiation". A third of all different words have no ending that it knows,
    and are spared the ten microseconds that it takes.
    """
    return (_porter2(word) or word) if word.endswith(_ENDINGS) else word


def words(text: str) -> list[tuple[str, Span]]:
    """Return the words of ``text`` in order: each one folded, and where it stands in the text.

    Spans do not overlap, and ``fold(span.of(text))`` is the word.
    """
    return [(fold(m[0][:LONGEST_WORD]), Span(*m.span())) for m in word_matches(text)]


def word_matches(text: str) -> Iterator[re.Match[str]]:
    """Yield where each word of ``text`` stands, in order: for who folds but few of them."""
    return _pattern_for(text).finditer(text)


def word_finder(text: str) -> Callable[..., Iterator[re.Match[str]]]:
    """Return what finds the words of ``text`` between two offsets (or from one on), in order.

    No word has a space in it, and none is told by what stands behind one: between two spaces it
    finds the very words that :func:`word_matches` finds there.
    """
    return partial(_pattern_for(text).finditer, text)


def forms(text: str) -> list[str]:
    """Return the words of ``text``, folded, without their offsets: what indexing needs."""
    return [fold(surface[:LONGEST_WORD]) for surface in _pattern_for(text).findall(text)]


def surfaces(text: str) -> list[str]:
    """Return the words of ``text`` as they are written, and each CUT that parts it, in order."""
    found: list[str] = _pattern_for(text, cut=True).findall(text)
    return found


class WordAnalyzer(Analyzer):
    """The words of this module as Whoosh wants them: a stream of one token that changes.

    ``stemmed`` tells whether the terms are stems or folded forms. Whoosh keeps it with the schema.
    """

    def __init__(self, stemmed: bool) -> None:
        self.stemmed = stemmed

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WordAnalyzer) and self.stemmed == other.stemmed

    def __hash__(self) -> int:
        return hash((WordAnalyzer, self.stemmed))

    def terms(self, text: str) -> list[str]:
        """Return the terms of ``text`` in order."""
        return [stem(form) for form in forms(text)] if self.stemmed else forms(text)

    def __call__(
        self, value: str, start_pos: int = 0, start_char: int = 0, **options: Any
    ) -> Iterator[Token]:
        """Yield a token a word. Options that these words have no use for are ignored."""
        token = Token(**options)
        for position, (word, span) in enumerate(words(value), start_pos):
            token.text = stem(word) if self.stemmed else word
            token.pos = position
            token.startchar = start_char + span.start
            token.endchar = start_char + span.end
            token.boost = 1.0
            yield token

"""Runs of capitalised words: the raw material of names.

One regular expression jumps from capital to capital, so that the four words in five that begin
with a small letter cost nothing. Two capitalised words belong to one run when what lies between
them can lie inside a name:

    the Bank of Norland Governor Ana de Vries, who met Mr. Okello
        ~~~~    ~~~~~~~ ~~~~~~~~ ~~~    ~~~~~          ~~~ ~~~~~~
        └── "of" ─┘ " " └─ " " ─┘ └ "de" ┘              └". "┘

What a run means (a role, a person, a ministry, only the first word of a sentence) is decided in
``names``; here no word is judged. The cost is linear: each gap is at most ``LONGEST_GAP`` long.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from index.extraction.lexicons import load

LONGEST_GAP = 14
"""The longest gap that can join two words of a name is " and for the "."""

OPEN_NICKNAME = "“"
CLOSE_NICKNAME = "”"
"""How the marks in Jonas “Foghorn” Brask join; straight marks join in the same way."""

_SCRIPTS = (range(0x41, 0x250), range(0x370, 0x530), range(0x1E00, 0x2000))
CAPITALS = "".join(chr(code) for block in _SCRIPTS for code in block if chr(code).isupper())
_LETTER = r"[\w\u0300-\u036f]"
_CAPITALISED = re.compile(
    rf"(?<![\w'’])(?:(?:[Aa]l|[Ee]l|[Aa]s|[Aa]n|[Aa]r)[-‐‑])?[{CAPITALS}]"
    rf"(?:\.(?:[{CAPITALS}]\.)*(?![{CAPITALS}]?\w)"
    rf"|{_LETTER}*(?:['’](?![sS](?!\w)){_LETTER}+|[-‐‑&]{_LETTER}+)*)"
)
_SENTENCE_END = ".!?:…•*|"
_OPENERS = "\"“”‘’'«»([{—–-  \t"


class Word(NamedTuple):
    """A capitalised word, where it stands, and what joins it to the word before it in its run.

    ``joint`` is the gap's words in lower case ("", "of", "of the", "de", "and"), "." after an
    abbreviation, "'s" and "s'" after a possessive, "," before a suffix such as Jr., a quotation
    mark around a nickname.
    """

    text: str
    start: int
    end: int
    joint: str


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words that may form names. ``opens`` tells that a sentence begins with it."""

    words: tuple[Word, ...]
    opens: bool


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return ``text`` in lower case, without accents and full stops, apostrophes straight."""
    plain = text.replace("’", "'").replace("‐", "-").replace("‑", "-").replace(".", "")
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return plain.casefold()


def find_runs(text: str, start: int, end: int) -> Iterator[Run]:
    """Yield the runs of capitalised words in ``text[start:end]``, in order.

    ``start`` counts as the start of a sentence.
    """
    words: list[Word] = []
    opens = False
    last = start
    for match in _CAPITALISED.finditer(text, start, end):
        begin, stop = match.span()
        word = match.group()
        joint = _joint(text, words[-1], word, last, begin) if words else None
        if joint is None:
            if words:
                yield Run(tuple(words), opens)
            words = [Word(word, begin, stop, "")]
            opens = begins_sentence(text, start, begin)
        else:
            words.append(Word(word, begin, stop, joint))
        last = stop
    if words:
        yield Run(tuple(words), opens)


def begins_sentence(text: str, start: int, position: int) -> bool:
    """Tell whether the word at ``position`` may owe its capital to its place.

    That is so at ``start``, after a full stop, colon or bullet, and right after an opening mark.
    """
    index = position - 1
    lowest = max(start, position - 6)
    while index >= lowest and text[index] in _OPENERS:
        index -= 1
    if index < start:
        return True
    return text[index] in _SENTENCE_END or text[position - 1] in '“"«‘'


def _joint(text: str, before: Word, word: str, last: int, begin: int) -> str | None:
    """Return what joins a word to the one before it, or None where a name cannot go on."""
    if begin - last > LONGEST_GAP:
        return None
    gap = text[last:begin]
    if gap == " ":
        return _joint_after_stop(before) if before.text.endswith(".") else ""
    if gap in _FIXED_JOINTS:
        return _FIXED_JOINTS[gap]
    if gap in (". ", ".\xa0"):
        return "." if fold(before.text) in load("short_titles") else None
    if gap == ", ":
        return "," if word in load("name_suffixes") else None
    words = gap.split()
    if not gap[0].isspace() or not gap[-1].isspace() or gap.count("\n") > 1:
        return None
    if not words:
        return ""
    if all(part in _JOINING_WORDS for part in words):
        return " ".join(words)
    return None


def _joint_after_stop(before: Word) -> str:
    """A word may follow initials ("J. Ortiz", "U.S. Senate") as it follows any other word."""
    return "" if len(before.text) > 2 else "."


_FIXED_JOINTS = {
    "’s ": "'s",
    "'s ": "'s",
    "’ ": "s'",
    "' ": "s'",
    " “": OPEN_NICKNAME,
    ' "': OPEN_NICKNAME,
    "” ": CLOSE_NICKNAME,
    '" ': CLOSE_NICKNAME,
    "’S ": "'s",
    "'S ": "'s",
    " & ": "&",
    ". and ": "and",
    ". & ": "and",
}
_JOINING_WORDS = load("surname_particles") | {"of", "the", "for", "and", "on"}

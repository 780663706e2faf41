"""Runs of capitalised words: the raw material of names.

One regular expression jumps from capital to capital, so that the four words in five that begin
with a small letter cost nothing. Two capitalised words belong to one run when what lies between
them can lie inside a name:

    the Bank of Norland Governor Ana de Vries, who met Mr. Okello
        ~~~~    ~~~~~~~ ~~~~~~~~ ~~~    ~~~~~          ~~~ ~~~~~~
        └── "of" ─┘ " " └─ " " ─┘ └ "de" ┘              └". "┘

What a run means (a role, a person, a ministry, only the first word of a sentence) is decided in
``run_names``; here no word is judged. The cost is linear: each gap is at most ``LONGEST_GAP`` long.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
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
    rf"[{CAPITALS}ae](?<![\w'’].)"
    rf"(?:(?:(?<=[Aa])[lsnr]|(?<=[Ee])l)[-‐‑][{CAPITALS}]|(?<=[{CAPITALS}]))"
    rf"(?:\.(?:[{CAPITALS}]\.)*(?![{CAPITALS}]?\w)"
    rf"|{_LETTER}*(?:['’](?![sS](?!\w)){_LETTER}+|[-‐‑&]{_LETTER}+)*)"
)
"""A capital that follows no letter, or an Arabic article with one ("al-Karim"), and what goes on.

It begins with a plain set of characters, over which the search skips fastest; what must not stand
before them is checked behind them.
"""

_CAPITALISED_WORDS = re.compile(rf"{_CAPITALISED.pattern}(?: {_CAPITALISED.pattern})*")
"""Capitalised words with a plain space between them, which always joins."""

_SENTENCE_ENDS = frozenset(".!?:…•*|")
_LONGEST_LEAD = 7
"""Characters before a word in which the end of the sentence before it is looked for."""
_OPENERS = "\"“”‘’'«»([{—–-  \t"


class Word(NamedTuple):
    """A capitalised word, where it stands in its run, and what joins it to the word before it.

    ``joint`` is the gap's words in lower case ("", "of", "of the", "de", "and"), "." after an
    abbreviation, "'s" and "s'" after a possessive, "," before a suffix such as Jr., a quotation
    mark around a nickname.
    """

    text: str
    start: int
    end: int
    joint: str


class Run(NamedTuple):
    """Capitalised words that may form names: the slice of the text, and where it starts there.

    ``opens`` tells that a sentence begins with it.
    """

    text: str
    start: int
    opens: bool


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return ``text`` in lower case, without accents and full stops, apostrophes straight."""
    plain = text.replace("’", "'").replace("‐", "-").replace("‑", "-").replace(".", "")
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return plain.casefold()


def find_runs(text: str, start: int, end: int, without: Collection[str] = ()) -> Iterator[Run]:
    """Yield the runs of capitalised words in ``text[start:end]``, in order.

    ``start`` counts as the start of a sentence. Runs whose whole text is in ``without`` are left
    out, which costs less than to look at them.
    """
    begin = before = last = -1
    for match in _CAPITALISED_WORDS.finditer(text, start, end):
        first, stop = match.span()
        if begin < 0:
            begin = first
        elif first - last > LONGEST_GAP or _joint(text, before, last, first, stop) is None:
            run = text[begin:last]
            if run not in without:
                yield Run(run, begin, begins_sentence(text, start, begin))
            begin = first
        before, last = first, stop
    if begin >= 0:
        run = text[begin:last]
        if run not in without:
            yield Run(run, begin, begins_sentence(text, start, begin))


def words_of(run: str) -> Iterator[Word]:
    """Yield the words of a run, as ``find_runs`` gives it. Offsets count from its beginning."""
    if run.isascii() and run.istitle() and run.replace(" ", "").isalpha():
        yield from _plain_words(run)
        return
    before = last = 0
    for match in _CAPITALISED.finditer(run):
        first, stop = match.span()
        joint = _joint(run, before, last, first, stop) if last else ""
        yield Word(match.group(), first, stop, joint or "")
        before, last = first, stop


def _plain_words(run: str) -> Iterator[Word]:
    """Yield the words of a run that are all capitals, with small letters and spaces behind each."""
    start = 0
    for word in run.split(" "):
        if word:
            yield Word(word, start, start + len(word), "")
        start += len(word) + 1


def begins_sentence(text: str, start: int, position: int) -> bool:
    """Tell whether the word at ``position`` may owe its capital to its place.

    That is so at ``start``, after a full stop, colon or bullet, and right after an opening mark.
    """
    if position - start > 1 and text[position - 1] == " " and text[position - 2].isalnum():
        return False
    lead = text[max(start, position - _LONGEST_LEAD) : position]
    before = lead.rstrip(_OPENERS)
    if not before and len(lead) < _LONGEST_LEAD:
        return True
    return before[-1:] in _SENTENCE_ENDS or lead[-1] in '“"«‘'


def _joint(text: str, before: int, last: int, first: int, stop: int) -> str | None:
    """Return what joins two words, or None where a name cannot go on.

    They are the last word of ``text[before:last]`` and the first one of ``text[first:stop]``.
    """
    if first - last > LONGEST_GAP:
        return None
    gap = text[last:first]
    if gap == " ":
        return "." if last - before < 3 and text[last - 1] == "." else ""
    if gap in _FIXED_JOINTS:
        return _FIXED_JOINTS[gap]
    if gap in (". ", ".\xa0"):
        word = text[before:last].rpartition(" ")[2]
        return "." if fold(word) in load("short_titles") else None
    if gap == ", ":
        word = text[first:stop].partition(" ")[0]
        return "," if word in load("name_suffixes") else None
    words = gap.split()
    if not gap[0].isspace() or not gap[-1].isspace() or gap.count("\n") > 1:
        return None
    if not words:
        return ""
    if all(part in _JOINING_WORDS for part in words):
        return " ".join(words)
    return None


_FIXED_JOINTS = {
    "’s ": "'s",
    "'s ": "'s",
    "’ ": "s'",
    "' ": "s'",
    " “": OPEN_NICKNAME,
    ' "': OPEN_NICKNAME,
    " “the ": OPEN_NICKNAME,
    ' "the ': OPEN_NICKNAME,
    "” ": CLOSE_NICKNAME,
    '" ': CLOSE_NICKNAME,
    "’S ": "'s",
    "'S ": "'s",
    " & ": "&",
    ". and ": "and",
    ". & ": "and",
}
_JOINING_WORDS = load("surname_particles") | {"of", "the", "for", "and", "on"}

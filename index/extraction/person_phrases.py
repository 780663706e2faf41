"""Phrases that name a person by what he or she is: "the harbourmaster of Orrin", "a girl of nine".

    In the end the old harbourmaster of Orrin met his wife and a girl of nine.
               └────────┬──────────────────┘     └───┬───┘   └────┬──────┘
    determiner "the", modifiers "old", head "harbourmaster", complement "of Orrin"

One pass of a pattern over the text finds them all; who they are is asked elsewhere (standing.py:
somebody introduced so; pronouns.py: somebody without a name whom "she" may stand for). A head is a
noun of the word lists, or one that the article introduces somebody with. Cost: linear.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import NamedTuple

from index.extraction.grammar import PREPOSITIONS
from index.extraction.introductions import is_person_noun
from index.extraction.lexicons import words
from index.extraction.memo import Memo
from index.model import Span

_PHRASE = re.compile(
    r"([TtAaOoMmHh](?<!\w.)(?:(?<=[Tt])h(?:e(?:ir)?|is)|(?<=[Aa])(?:n(?:other)?)?"
    r"|(?<=[Oo])(?:ne|ur)|(?<=[Mm])y|(?<=[Hh])(?:is|er)))"
    r"(?=((?:\s+[A-Za-z0-9][\w’'-]*){1,5}))"
)
_NO_MODIFIERS = PREPOSITIONS | words(
    "the a an this that these those his her its their our my who which and or but is was are were "
    "has had said says he she they it to not as"
)
_COMPLEMENTS = frozenset({"of", "from"})
_PREDICATE = re.compile(
    r"(,|\b(?:as|[Aa]s|is|was|be|been|being|becomes?|became|like|remains?|named|elected)\b"
    r"(?:\s+(?:not|now|still|once))?|['’](?:s|m|re))\s+$"
)
_PRESENTED = re.compile(r"\b(?:[Ii]t|[Tt]here|[Hh]ere)(?:\s+(?:is|was|had been|came)|['’]s)\s+$")
"""Before somebody new: "It is a girl of nine", "There was a pilot"."""
_PREDICATE_REACH = 20
_WORD = re.compile(r"[\w’'-]+")


class PersonPhrase(NamedTuple):
    """One such phrase; ``span`` ends after the head.

    ``determiner``, ``modifiers`` and ``head`` are in lower case; ``rest`` are the words after the
    head, as they stand.
    """

    span: Span
    determiner: str
    modifiers: tuple[str, ...]
    head: str
    rest: tuple[str, ...]

    def shown(self, text: str) -> str:
        """Return its words in ``text``, with a short complement: "a girl of nine"."""
        shown = self.span.of(text).split()
        if len(self.rest) > 1 and self.rest[0] in _COMPLEMENTS:
            shown += self.rest[: 3 if self.rest[1:2] in (("the",), ("a",)) else 2]
        return " ".join(shown)

    def tells_of_another(self, text: str, ends: Collection[int]) -> bool:
        """Tell whether it says what somebody named is: "Mara Oyelaran, a pilot", "is a pilot".

        ``ends`` are where the names of people end.
        """
        left = max(0, self.span.start - _PREDICATE_REACH)
        before = _PREDICATE.search(text, left, self.span.start)
        if before is None or _PRESENTED.search(text, left, self.span.start) is not None:
            return False
        return before.group(1) != "," or before.start() in ends


def _part(word: str) -> str:
    """Return what ``word`` is in such a phrase: its end, its head, or a word like any other."""
    if word in _NO_MODIFIERS:
        return _ENDS
    return _HEAD if is_person_noun(word) else ""


_ENDS = "ends"
_HEAD = "head"
_PARTS = Memo(_part)


def person_phrases(text: str, heads: Collection[str]) -> Iterator[PersonPhrase]:
    """Yield the phrases of ``text`` whose head is a person's noun or one of ``heads``."""
    for match in _PHRASE.finditer(text):
        following = match.group(2).split()
        at, part = -1, ""
        for word in following:  # not a function: the call would cost as much again
            at += 1
            part = _PARTS[word]
            if part:
                break
            if word in heads:
                part = _HEAD
                break
        if part != _HEAD:
            continue
        after = following[at + 1] if at + 1 < len(following) else ""
        at += _PARTS[after] == _HEAD or after in heads
        yield PersonPhrase(
            Span(match.start(), _end(match, at)),
            match.group(1).lower(),
            tuple(following[:at]),
            following[at],
            tuple(following[at + 1 :]),
        )


def _end(match: re.Match[str], head: int) -> int:
    """Return where the word with the number ``head`` after the determiner ends."""
    ends = (word.end() for word in _WORD.finditer(match.string, *match.span(2)))
    return next(islice(ends, head, None))

"""Whether an article is in English: speakers are attributed by rules of English grammar.

    The mayor said that the bridge was closed and would   the that the and would   English
    Der Bürgermeister sagte, dass die Brücke für uns ist  dass für ist             not English
    Мэр сказал, что мост закрыт до весны                  another script           not English
    Ortega, Lyon, 12; Delacroix, Brest, 9; Vance, 7       neither: a table         English

Words of grammar are so frequent that a few hundred words tell a language apart. An article is not
in English only where its script or the grammar of another language says so: short, mixed and odd
articles, lists and tables count as English, and so does a language whose words are not below.

Cost: what follows is not looked at once enough plain English was seen; at most one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.model import Paragraph, Role

NOT_ENGLISH = "not in English: speakers are not attributed"
"""The note of an article that is not in English."""

_STEP = 1_000
"""So many characters are looked at together; a word cut in two at their end does no harm."""
_LEAST_LETTERS = 120
_ENGLISH_SHARE = 0.08
"""Of the words in lower case. English prose has 0.2 to 0.4, a mixed article about half as much."""
_FOREIGN_SHARE = 0.06
_LOWER_SHARE = 0.45
"""With less of the words in lower case it is a list of names, "van der" and "de la" in it."""
_PLAIN_LETTERS = 800
_PLAIN_SHARE = 0.15

_WORD = re.compile(r"[^\W\d_]+")
_LAST_LATIN = "\u024f"
_MORE_LATIN = ("\u1e00", "\u1eff")

_ENGLISH_WORDS = """
the and of to that with which from by as be been were are have had they their this these those would
could should about who what when where there than because after before its his not but or has into
she them then other our your said will can it
"""
_FOREIGN_WORDS = {
    "German": "der das und ist nicht ein eine einen mit auf für von dem sich im auch wird dass zu "
    "bei sind",
    "Dutch": "het een van niet dat zijn voor aan wordt ook naar maar",
    "French": "le la les et est une dans que qui pour pas sur du au aux il elle avec ce cette",
    "Spanish": "el la los las de en por para del se su como más pero y lo",
    "Catalan": "els amb",
    "Portuguese": "um uma não da os mais foi ao na dos",
    "Italian": "di che non sono della nel gli un al alla dei dal anche è",
    "Romanian": "este nu care pe din și să cu",
    "Swedish": "och att det som är på inte ett av till",
    "Danish, Norwegian": "det av til ikke og er jeg har",
    "Finnish": "ja ei että oli mutta ovat",
    "Icelandic": "og sem ekki",
    "Polish": "nie się jest że w z na dla przed przez oraz aby lub",
    "Czech, Slovak": "je jsou že pro byl",
    "Croatian, Serbian": "je za koji",
    "Hungarian": "és egy hogy az nem",
    "Turkish": "ve bir bu için",
    "Albanian": "dhe të në një",
    "Indonesian, Malay": "yang dan dengan untuk ini dari itu",
    "Vietnamese": "và của là không được trong những",
    "Swahili": "ya na wa kwa katika ni",
}
"""Frequent words of grammar of languages in Latin script, without those that are English too.
Compiled from general knowledge for this project."""

_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_FOREIGN = frozenset(" ".join(_FOREIGN_WORDS.values()).split())


@dataclass
class _Seen:
    """What was counted so far: letters by script, Latin words, and those in lower case."""

    latin: int = 0
    other: int = 0
    words: int = 0
    lower: int = 0
    english: int = 0
    foreign: int = 0

    def add(self, found: Sequence[str]) -> None:
        """Count some words."""
        if max(found, default="") > _LAST_LATIN:
            other = [word for word in found if _is_other(word)]
            self.other += sum(map(len, other))
            found = [word for word in found if not _is_other(word)]
        self.latin += sum(map(len, found))
        self.words += len(found)
        lower = list(filter(str.islower, found))
        self.lower += len(lower)
        self.english += sum(map(_ENGLISH.__contains__, lower))
        self.foreign += sum(map(_FOREIGN.__contains__, lower))

    def is_plainly_english(self) -> bool:
        """Tell whether nothing that may follow is worth looking at."""
        enough = self.latin >= _PLAIN_LETTERS > self.other
        return enough and self.english >= _PLAIN_SHARE * self.words

    def is_english(self) -> bool:
        """Tell what all of the article's words say."""
        if self.latin + 2 * self.other < _LEAST_LETTERS:
            return True
        if self.other > self.latin:
            return False
        if self.lower < _LOWER_SHARE * self.words or self.english >= _ENGLISH_SHARE * self.lower:
            return True
        return self.foreign < _FOREIGN_SHARE * self.lower


def _is_other(word: str) -> bool:
    """Tell whether ``word`` begins in another script than the Latin one."""
    return word[0] > _LAST_LATIN and not _MORE_LATIN[0] <= word[0] <= _MORE_LATIN[1]


def is_english(text: str, paragraphs: Iterable[Paragraph]) -> bool:
    """Tell whether the body of ``text`` is in English, or at least not plainly in another language.

    Only body paragraphs count, so an English menu around a French article does not.
    """
    seen = _Seen()
    for start, end in _stretches(paragraphs):
        seen.add(_WORD.findall(text, start, end))
        if seen.is_plainly_english():
            return True
    return seen.is_english()


def _stretches(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[int, int]]:
    """Yield the body in stretches of bounded length, as start and end."""
    for paragraph in paragraphs:
        if paragraph.role is Role.BODY:
            for start in range(paragraph.span.start, paragraph.span.end, _STEP):
                yield start, min(start + _STEP, paragraph.span.end)

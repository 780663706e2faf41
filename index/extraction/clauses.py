"""Clauses: what part in its sentence a place plays that names somebody.

    In March, Tomas Holt met Ana Brandt. She asked whether he had a book by Mara Oyelaran.
              └ opens, subject └ object       └ asks  └ another     └ object

There is no parser: the words between a place and the break before it decide. Whom a pronoun goes
back to leans on it (``pronouns``), and so does which Oyelaran a bare surname means (``people``).
Cost: each question looks at a bounded window.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.extraction.grammar import (
    AUXILIARIES,
    BE,
    CLAUSE_WORDS,
    DETERMINERS,
    IRREGULAR_PASTS,
    PREPOSITIONS,
)
from index.extraction.introductions import is_person_noun
from index.extraction.lexicons import words
from index.extraction.memo import Memo
from index.extraction.verbs import forms
from index.model import Span

_SUBJECT_WINDOW = 32
_APPOSED_WINDOW = 80
_SPEAKS = re.compile(
    r"\s+(?:of\s+(?:the\s+)?\w+\s+)?(?:said|says|told|tells|added|adds|asked|asks|wrote|writes)\b"
)
"""After whoever speaks, wherever the sentence names them: "…, the clerk of works says."."""
_SAYING = words("said says asked asks added adds replied answered wrote told tells")
"""Verbs that stand before their subject too: “It holds,” said Mara Oyelaran."""
_OPENS = CLAUSE_WORDS | frozenset({"and"})
_SENTENCE_OPENS = re.compile(
    r"(?:[.!?][”\"]?\s+|\n\s*)(?:(?:But|And|Yet|Then|Later)\s+)?"
    r"(?:(?:\w+ly|(?:[Aa]t|[Ii]n|[Oo]n|[Aa]fter|[Ww]ith|[Ww]hen|[Ww]hile|[Aa]lthough|[Aa]s|[Ff]or)"
    r"\s[^.!?“”\"\n]{1,100}),\s+)?(?:[A-Z]\w*\.?\s+){0,2}$"
)
"""Before a name with which a sentence begins, after a lead ("In March, …") and a title."""
_OPENS_WINDOW = 160
_ASKS_WHETHER = re.compile(
    r"\s(?:asks|asked|wonders|wondered)\s+(?:[\w’'.-]+\s+){0,3}?(?:if|whether)\s+$"
)
"""Before the pronoun of a reported question, which is rather the hearer."""
_ASKS_LEAVE = re.compile(r"\w+\s+(?:could|might|may|can)\b")
_ASKED_WINDOW = 60
_REPORTED_QUESTION = re.compile(
    r"\s+(?:\w+ly\s+)?(?:asks|asked)\s+(?:[\w’'.-]+\s+){0,3}?"
    r"(?:if|whether|why|what|how|who|when|where|about)\b"
)
"""After somebody who asks a question that others answer."""
_GOES_ON = re.compile(
    r"\w+\s+(?:then\s+)?(?:adds\b|added\b|(?:continues|continued|(?:goes|went)\s+on|concluded)(?=[.,:;]))"
)
"""A pronoun that goes on with what it said."""
_CLAUSE_ENDS = re.compile(r"[.!?,;:—–()“”‘\"\n]|['’]\s|\s'")
_SENTENCE_BREAK = re.compile(r"[.!?]\s|\n\s*\n|[“”\"]|(?:,|;)\s(?:and|but)\s")
_TO_LAST_BREAK = re.compile(f".*(?:{_SENTENCE_BREAK.pattern})", re.DOTALL)


def is_subject(text: str, start: int) -> bool:
    """Tell whether what begins at ``start`` opens its clause: few words before it, and no comma.

    Not what stands after a preposition or a verb: in "Ana met Tomas" and in "a book by Tomas" he
    is none, but he is in "Ana said that Tomas" and in "said Tomas".
    """
    window = text[max(0, start - _SUBJECT_WINDOW) : start]
    last = _TO_LAST_BREAK.match(window)
    if last is None and start >= _SUBJECT_WINDOW:
        return False
    before = window[last.end() :] if last is not None else window
    return "," not in before and not _is_object(before.split())


def _is_object(before: Sequence[str]) -> bool:
    """Tell whether what follows the words ``before``, of one clause, is an object in it."""
    last = before[-1] if before else ""
    if last in PREPOSITIONS:
        return True
    if is_person_noun(last) and _after_preposition(before):
        return True
    if last in CLAUSE_WORDS or last in _SAYING:
        return False
    opened = next((at for at in range(len(before), 0, -1) if before[at - 1] in _OPENS), 0)
    return any(_IS_VERB[word] for word in before[opened:])


def _after_preposition(before: Sequence[str]) -> bool:
    """Tell "by the Orrin poet", where the name of the poet follows, from "the Orrin poet"."""
    at = next((at for at in range(len(before) - 1, -1, -1) if before[at] in DETERMINERS), 0)
    return at > 0 and before[at - 1] in PREPOSITIONS


def _may_be_verb(word: str) -> bool:
    if not word[:1].islower():
        return False
    plain = word in IRREGULAR_PASTS or word in AUXILIARIES or word in BE
    return plain or word in forms() or word.endswith("ed")


_IS_VERB = Memo(_may_be_verb)


def is_apposed(text: str, span: Span) -> bool:
    """Tell whether a name between commas ends the subject: "The clerk, Mara Oyelaran, rose."."""
    if text[span.end : span.end + 1] != "," or text[max(0, span.start - 2) : span.start] != ", ":
        return False
    window = text[max(0, span.start - _APPOSED_WINDOW) : span.start]
    sentence = _SENTENCE_BREAK.split(window)[-1]
    return sentence.endswith(", ") and sentence.count(",") == 1


def speaks(text: str, end: int) -> bool:
    """Tell whether a verb of speech follows the name or description that ends at ``end``."""
    return _SPEAKS.match(text, end) is not None


def opens_sentence(text: str, start: int) -> bool:
    """Tell whether a sentence begins with the name at ``start``, after a lead and a title."""
    return _SENTENCE_OPENS.search(text, max(0, start - _OPENS_WINDOW), start) is not None


def clause_end(text: str, position: int, limit: int) -> int:
    """Return where the clause around ``position`` ends, at most ``limit`` characters after it."""
    found = _CLAUSE_ENDS.search(text, position, position + limit)
    return position + limit if found is None else found.start()


def asker_end(text: str, position: int) -> int | None:
    """Return where the asker's name ends in "Ana asked Tomas whether she knew", for "she".

    None where ``position`` is in no such clause, or the asker asks leave: "whether she could".
    """
    asked = _ASKS_WHETHER.search(text, max(0, position - _ASKED_WINDOW), position)
    if asked is None or _ASKS_LEAVE.match(text, position) is not None:
        return None
    return asked.start()


def reports_question(text: str, end: int) -> bool:
    """Tell whether the speaker named before ``end`` asks what others answer: "asked when"."""
    return _REPORTED_QUESTION.match(text, end, end + _ASKED_WINDOW) is not None


def goes_on(text: str, position: int) -> bool:
    """Tell whether the pronoun at ``position`` adds to what it said before: "she added"."""
    return _GOES_ON.match(text, position) is not None

"""Dialogue: whose turn a paragraph is that holds a quote and nothing else.

    “Who built it?” Mara Oyelaran asked.     a question
    “My uncle.”                              so this is the answer of the other one
    “When?”                                  and this is Mara Oyelaran again

News also goes on with one speaker over several such paragraphs. It is a dialogue only where the
words before were a question or the new ones open as an answer does ("No, …"), and two people have
been speaking in paragraphs that follow each other closely. Cost: constant for each paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.extraction.cast import Speaker
from index.extraction.mentions import Mention

_ANSWER = re.compile(r"(?:Yes|No|Nothing|Never|Yeah|Aye)\b[,.!]?")
_REACH = 4
"""Paragraphs after which a speaker is no party to the dialogue any more."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Who spoke in ``paragraph``, as named where, and whether the words ended as a question.

    ``aloud`` tells a quote from a report of what somebody said.
    """

    paragraph: int
    speaker: Speaker
    mention: Mention | None
    question: bool
    aloud: bool


class Dialogue:
    """The last turns of two different speakers."""

    def __init__(self) -> None:
        self._last: Turn | None = None
        self._other: Turn | None = None
        self._running = False

    def heard(
        self,
        paragraph: int,
        speaker: Speaker | None,
        mention: Mention | None,
        words: str,
        *,
        aloud: bool = True,
    ) -> None:
        """Note that ``speaker`` spoke ``words`` in ``paragraph``, in a quote or (not ``aloud``)
        as the article reports."""
        if speaker is None:
            self._last = self._other = None
            return
        last = self._last
        turn = Turn(paragraph, speaker, mention, words.rstrip().endswith("?"), aloud)
        near = last is not None and paragraph - last.paragraph <= 1
        if last is not None and last.speaker != speaker:
            asked = last.question or turn.question or self._running
            self._running = near and last.aloud and aloud and asked
            self._other = last
        elif not near:
            self._running = False
        self._last = turn

    def answers(self, paragraph: int, words: str) -> Turn | None:
        """Return the other party's last turn if ``words`` alone in ``paragraph`` are its next."""
        last, other = self._last, self._other
        if last is None or other is None or paragraph - last.paragraph != 1:
            return None
        if paragraph - other.paragraph > _REACH:
            return None
        answers = last.paragraph - other.paragraph == 1 and _ANSWER.match(words) is not None
        turns = answers or (other.aloud and (last.question or self._running))
        return other if turns else None

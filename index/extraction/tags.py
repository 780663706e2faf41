"""Tags: the words at the edge of a clause or a quote that say whose all of it is.

    He says the guild has agreed and asked for more, the mayor said.
        └ cues inside what is said ───────┘          └ tag

A tag takes all before it: what other verbs stand there are part of what is said. Cost: one pass
over the sentence for each verb of saying.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.extraction import content
from index.extraction.cues import Cue
from index.extraction.grammar import is_date
from index.extraction.mentions import MentionKind
from index.extraction.subjects import subject_before
from index.extraction.tokens import Token
from index.extraction.verbs import SPEECH, Form

_MARKS = "\"”'’» "


def after_quote(tokens: Sequence[Token], cues: Sequence[Cue]) -> int:
    """Return the position of the last cue that is a tag right after a quote, or 0."""
    return max((cue.position for cue in cues if _is_inverted(tokens, cue)), default=0)


def after_clause(tokens: Sequence[Token], end: int, cues: Sequence[Cue]) -> int:
    """Return the position of the cue that is a tag after a clause, all of it said; 0 if none is."""
    inverted = next((cue.position for cue in cues if _is_comma_tag(tokens, end, cue)), 0)
    return max(inverted, _closing(tokens, end, cues))


def _is_inverted(tokens: Sequence[Token], cue: Cue) -> bool:
    """Tell whether the cue opens ``said Mara Oyelaran`` right after a quote with a comma."""
    before = tokens[cue.position - 1] if cue.position else None
    if before is None or before.region is None or cue.verb.lemma != "say":
        return False
    return before.text.rstrip(_MARKS).endswith((",", "!", "?"))


def _is_comma_tag(tokens: Sequence[Token], end: int, cue: Cue) -> bool:
    """Tell whether the cue opens ``, said Mara Oyelaran`` after a clause without marks."""
    if cue.verb.lemma != "say" or not 0 < cue.position < end - 1:
        return False
    left = tokens[: cue.position]
    if left[-1].text != "," or any(token.region or token.text == "," for token in left[:-1]):
        return False
    following = tokens[cue.position + 1]
    opens = following.capital and not is_date(following)
    return opens and content.is_clause(left, 0, len(left) - 1)


def _closing(tokens: Sequence[Token], end: int, cues: Sequence[Cue]) -> int:
    """Return where ``, Mara said.`` closes a sentence and all before it is said; else 0."""
    if len(cues) < 2:
        return 0
    cue = cues[-1]
    if cue.end < end or cue.verb.lemma != "say" or cue.verb.form is Form.PARTICIPLE:
        return 0
    subject = subject_before(tokens, cue.position, 0)
    if subject is None or subject.kind is MentionKind.RELATIVE:
        return 0
    start = cue.position
    while start > 0 and tokens[start - 1].start >= subject.span.start:
        start -= 1
    if start < 2 or not _ends_in_comma(tokens, start - 1, cues[:-1]):
        return 0
    return cue.position if content.is_clause(tokens, 0, start - 1) else 0


def _ends_in_comma(tokens: Sequence[Token], position: int, cues: Sequence[Cue]) -> bool:
    """Tell a comma, or a quote with one inside that ends a clause nobody else speaks."""
    token = tokens[position]
    if token.region is None:
        return token.text == ","
    if position == 0 or tokens[position - 1].text == ":":
        return False
    spoken = any(cue.verb.sort in SPEECH for cue in cues)
    return not spoken and token.text.rstrip(_MARKS).endswith(",")

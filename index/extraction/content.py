"""Content: which words of a sentence are the reported ones.

Content is found as token intervals and turned into spans of the text at the end::

    Mara Oyelaran told reporters on Monday that the bridge was “safe,” adding that …
                  cue  └ addressee, date ┘ └──── content ───────────┘ └ next cue
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from index.extraction.cues import Cue
from index.extraction.grammar import (
    DETERMINERS,
    LEADS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    is_adverb,
    is_date,
    is_finite,
    pronoun_of,
)
from index.extraction.lexicons import words
from index.extraction.mentions import MentionKind
from index.extraction.sentences import STOPS
from index.extraction.subjects import subject_before
from index.extraction.tokens import Token
from index.extraction.verbs import SPEECH, Form, Sort, forms
from index.model import Span

DASHES = frozenset({"—", "–", "―", "--", "-"})
_COMMA_LIKE = DASHES | {",", ";", ":"}
_BEFORE_NOUNS = PREPOSITIONS | {"and"}
_OPENS_ADJUNCT = PREPOSITIONS | SUBORDINATORS
_OPENS_LEAD = PREPOSITIONS | RELATIVES | {"when", "while", "after", "as", "if"}
_QUOTE_STOPS = ".,!?…"
_TAG_REACH = 8
"""Tokens after a quote within which "the union wrote" may attribute it."""
_ADJUNCT_REACH = 16
_QUESTION_WORDS = frozenset({"whether", "if", "why", "how", "what", "who", "where", "when"})
_ASIDE_WORDS = frozenset({"before", "after", "while", "when"})
_JOINERS = frozenset({"and", "but", "while", "as", "though", "although", "which", "to"})
_ASKED = frozenset({"asked", "pressed", "questioned", "reminded", "confronted", "told"})
_LEAD_CLAUSES = SUBORDINATORS | words("shown handed given")
"""Words that open a clause before the main one, which begins after its comma."""
_OPENERS = frozenset({"that", "if", "whether", "to", "why", "how", "what"})
_ADDRESSED = words("tell ask assure remind warn urge inform advise instruct order teach answer")


class Frame(StrEnum):
    """What stands after a cue."""

    QUOTE = "quote"
    THAT = "that"
    CLAUSE = "clause"
    INFINITIVE = "infinitive"
    OBJECT = "object"
    NOTHING = "nothing"


_NEEDS_CLAUSE_MARK = frozenset({"state", "find", "determine", "allege", "report"})
"""Verbs that with anything but a quote or a that-clause are mostly nouns or plain actions."""
_ACCEPTED = {
    Sort.SAYING: frozenset(Frame),
    Sort.UTTERING: frozenset({Frame.QUOTE, Frame.THAT}),
    Sort.THINKING: frozenset(
        {Frame.THAT, Frame.CLAUSE, Frame.INFINITIVE, Frame.OBJECT, Frame.QUOTE}
    ),
    Sort.JUDGING: frozenset({Frame.CLAUSE, Frame.OBJECT, Frame.QUOTE, Frame.THAT}),
    Sort.SHOWING: frozenset({Frame.THAT, Frame.CLAUSE, Frame.QUOTE}),
}
_ACCEPTED_AFTER_RELATIVE = frozenset({Sort.SAYING, Sort.UTTERING, Sort.THINKING})


def accepts(cue: Cue, frame: Frame, how: str) -> bool:
    """Tell whether a verb of the cue's sort reports what stands after it in this ``frame``."""
    if frame is Frame.NOTHING or frame not in _ACCEPTED[cue.verb.sort]:
        return False
    if how == "verb-subject":
        return frame is Frame.QUOTE
    if cue.verb.lemma in _NEEDS_CLAUSE_MARK:
        return frame in (Frame.THAT, Frame.QUOTE)
    return how != "relative" or cue.verb.sort in _ACCEPTED_AFTER_RELATIVE


def sentence_end(tokens: Sequence[Token]) -> int:
    """Return the index past the last token that is no final stop."""
    end = len(tokens)
    while end > 0 and tokens[end - 1].region is None and tokens[end - 1].text in STOPS:
        end -= 1
    return end


def to_span(tokens: Sequence[Token], start: int, end: int) -> Span | None:
    """Turn ``tokens[start:end]`` into a span of the text, or None if no words are in it.

    Commas and dashes at the edges are left out. One quoted region alone leaves its marks out; a
    longer stretch keeps the marks inside it, so that they stay balanced.
    """
    while start < end and tokens[start].region is None and not _opens_content(tokens[start]):
        start += 1
    while end > start and tokens[end - 1].region is None and tokens[end - 1].text in _COMMA_LIKE:
        end -= 1
    if start >= end:
        return None
    only = tokens[start].region
    if only is not None and end - start == 1:
        return only.inner
    return Span(tokens[start].start, tokens[end - 1].end)


def _opens_content(token: Token) -> bool:
    return token.word or token.text in "([$£€#@¿¡+…'’‘“\"«„" or token.text == "..."


def after(tokens: Sequence[Token], start: int, end: int, cue: Cue) -> tuple[int, Frame]:
    """Return where the content after ``cue`` begins, at or after ``start``, and its frame."""
    thought = cue.verb.sort not in SPEECH and cue.end - cue.position == 1
    if thought and start < end and tokens[start].text == ",":
        quoted = start + 1 < end and tokens[start + 1].region is not None
        if not quoted:
            return end, Frame.NOTHING
    begin = _skip_addressee(tokens, start, end, cue)
    begin = _skip_adjuncts(tokens, begin, end)
    if begin >= end or (tokens[begin].text == "," and cue.verb.sort not in SPEECH):
        return end, Frame.NOTHING
    token = tokens[begin]
    if token.region is not None:
        return begin, Frame.QUOTE
    if token.lower == "that":
        demonstrative = begin + 1 < end and tokens[begin + 1].text in (",", ".")
        return begin, Frame.OBJECT if demonstrative else Frame.THAT
    if token.lower == "to" and cue.end - cue.position == 1:
        return begin, Frame.INFINITIVE
    if token.lower in _QUESTION_WORDS:
        return begin, Frame.CLAUSE
    return begin, Frame.CLAUSE if _has_finite(tokens, begin, end) else Frame.OBJECT


def _has_finite(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(is_finite(token) for token in tokens[start:end] if token.region is None)


def _skip_addressee(tokens: Sequence[Token], start: int, end: int, cue: Cue) -> int:
    """Step over whom the speaker addresses: "told reporters", "asked him"."""
    if cue.verb.lemma not in _ADDRESSED or start >= end or tokens[start].region is not None:
        return start
    position = _addressee_end(tokens, start, end)
    if position < end:
        token = tokens[position]
        opens = token.lower in _OPENERS and (token.lower != "to" or cue.verb.lemma == "tell")
        quoted = token.text == "," and position + 1 < end and tokens[position + 1].region
        if token.region is not None or token.text == ":" or opens or quoted:
            return position + (token.text in (":", ","))
    return min(position, end) if cue.verb.lemma == "tell" else start


def _addressee_end(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where the noun phrase at ``start`` ends: at a clause, a quote or the next one."""
    if tokens[start].lower in OBJECT_PRONOUNS:
        return start + 1
    lower_noun = False
    for position in range(start, min(end, start + _ADJUNCT_REACH)):
        token, first = tokens[position], position == start
        if token.region is not None or token.text == ":" or (token.lower in _OPENERS and not first):
            return position
        after_preposition = not first and tokens[position - 1].lower in _BEFORE_NOUNS
        fresh = token.lower in DETERMINERS or token.capital or pronoun_of(token) is not None
        if fresh and lower_noun and not after_preposition and not is_date(token):
            return position
        if not first and tokens[position - 1].capital and not token.capital and token.word:
            known = token.lower in PREPOSITIONS or token.lower in ("and", "'s")
            if token.lower in DETERMINERS or pronoun_of(token) is not None or not known:
                return position
        lower_noun = token.word and not token.capital and token.lower not in DETERMINERS
    return start


def _skip_adjuncts(tokens: Sequence[Token], start: int, end: int) -> int:
    """Step over "on Monday", "in a statement", ", however," when content plainly starts later."""
    if start >= end or tokens[start].region is not None:
        return start
    first = tokens[start]
    if first.text in (",", ":"):
        rest = start + 1
        if first.text == ":" or (rest < end and tokens[rest].region is not None):
            return rest
    adverb = is_adverb(first) and first.lower not in DETERMINERS
    adjunct = first.lower in PREPOSITIONS or is_date(first) or adverb or first.text == ","
    if not adjunct or (first.lower == "to" and not _names_hearer(tokens, start + 1, end)):
        return start
    for position in range(start, min(end, start + _ADJUNCT_REACH)):
        token = tokens[position]
        if token.text == ":":
            return position + 1
        if token.region is not None or (token.lower == "that" and position > start):
            return position
    while start < end and (is_date(tokens[start]) or tokens[start].text == ","):
        start += 1
    return start


def _names_hearer(tokens: Sequence[Token], position: int, end: int) -> bool:
    """Tell "said to reporters", "said to her" from the infinitive "promised to mend"."""
    if position >= end:
        return False
    token = tokens[position]
    hearer = token.lower in DETERMINERS or token.lower in OBJECT_PRONOUNS or token.capital
    return hearer or token.lower.endswith("ers")


def until(tokens: Sequence[Token], start: int, end: int, cue: Cue, later: Sequence[Cue]) -> int:
    """Return where the content that begins at ``start`` ends; ``later`` are the cues after it."""
    if cue.participle and tokens[start].region and start + 1 < end and is_finite(tokens[start + 1]):
        return start + 1
    stop = _aside(tokens, start, _closing_quote(tokens, start, end))
    for other in later:
        if other.position <= max(cue.position, start) or other.position >= stop + _TAG_REACH:
            continue
        cut = _cut_before(tokens, start, other)
        if cut is not None:
            stop = min(stop, cut)
            break
    if tokens[0].lower in _LEAD_CLAUSES and cue.position < _ADJUNCT_REACH:
        stop = _main_clause(tokens, start, stop)
    return stop


def _closing_quote(tokens: Sequence[Token], start: int, end: int) -> int:
    """End after the last quote that closes with a stop: what follows it is narration."""
    for position in range(start, end):
        region = tokens[position].region
        if region is None:
            continue
        tail = tokens[position].text.rstrip("\"”'’»“ ")[-1:]
        following = tokens[position + 1 : position + 3]
        if tail and tail in _QUOTE_STOPS and not any(token.region for token in following):
            return position + 1
    return end


def _aside(tokens: Sequence[Token], start: int, stop: int) -> int:
    """End before ", before turning away" or ", while waving": that is narration."""
    for position in range(start + 1, stop - 2):
        if tokens[position].text == "," and tokens[position + 1].lower in _ASIDE_WORDS:
            following = tokens[position + 2]
            if following.lower.endswith("ing") and not following.capital:
                return position
    return stop


def _cut_before(tokens: Sequence[Token], start: int, other: Cue) -> int | None:
    """Return where content gives way to a later cue: "…, adding", "… and said", "…, Y said"."""
    position = other.position
    before = tokens[position - 1]
    if other.participle and other.verb.sort in SPEECH:
        if before.text in _COMMA_LIKE:
            return position - 1
        return position if before.region is not None else None
    joined = before.lower in ("and", "but") and other.verb.form is not Form.BASE
    if joined and (other.verb.sort in SPEECH or tokens[start].lower == "to"):
        return position - 1
    if tokens[start].region is not None or other.participle or other.verb.sort not in SPEECH:
        return None
    subject = subject_before(tokens, position, start)
    if subject is None or subject.kind is MentionKind.RELATIVE:
        return None
    left = next(
        (at for at in range(position - 1, start, -1) if tokens[at].start < subject.span.start),
        start,
    )
    if left > start + 1 and tokens[left].region is not None:
        return left if tokens[left - 1].text in _COMMA_LIKE else None
    joins = tokens[left].lower in ("and", "but") and left > start
    if joins and (tokens[left - 1].region is not None or _opens_quote(tokens, other.end)):
        return left
    while left > start and tokens[left].lower in _JOINERS:
        left -= 1
    return left if left > start + 1 and tokens[left].text in _COMMA_LIKE else None


def _opens_quote(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a quote stands at ``position``, perhaps after a comma or a colon."""
    following = tokens[position : position + 2]
    if following and following[0].text in (",", ":"):
        following = following[1:]
    return bool(following) and following[0].region is not None


def _main_clause(tokens: Sequence[Token], start: int, stop: int) -> int:
    """In "While X said A, B" the content A ends at the comma."""
    for position in range(start + 1, stop):
        if tokens[position].text == "," and stop - position > 2:
            return position
    return stop


def relative_end(tokens: Sequence[Token], start: int, stop: int) -> int:
    """Return where the content of ", who said A, left" ends: at the comma before the verb."""
    for position in range(start + 1, stop - 1):
        if tokens[position].text == "," and tokens[position].region is None:
            following = tokens[position + 1]
            verb = forms().get(following.lower)
            past = following.lower.endswith("ed") and not following.capital
            if is_finite(following) or past or (verb is not None and not following.capital):
                return position
    return stop


def before(tokens: Sequence[Token], group: int, floor: int) -> int | None:
    """Return the index past the content that ends just before the attributing words at ``group``.

    A quote may touch those words; a clause needs a comma or a dash between.
    """
    last = group - 1
    if last >= floor and tokens[last].lower == "as":
        last -= 1
    if last < floor:
        return None
    if tokens[last].region is not None:
        return last + 1
    if tokens[last].text in DASHES | {","} and last > floor:
        return last
    if tokens[last].text in ("!", "?", "…") and last > floor:
        return last + 1
    return None


def goes_on(tokens: Sequence[Token], start: int, stop: int, rest: int, end: int) -> bool:
    """Tell whether a subject before and a verb after make ``The bridge, she said, is safe.``."""
    if stop - start < 1 or end - rest < 3 or tokens[rest].text != ",":
        return False
    first = tokens[start].lower
    return is_finite(tokens[rest + 1]) and first not in _OPENS_ADJUNCT


def is_clause(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether ``tokens[start:end]`` can be a reported clause and is no mere lead-in."""
    if end - start < 3:
        return False
    first = tokens[start].lower
    if first in _ASKED:
        return False
    if first in _OPENS_LEAD:
        first_comma = next((at for at in range(start, end) if tokens[at].text == ","), end)
        return first_comma < end and end - first_comma > 3
    return first not in LEADS or end - start > 3

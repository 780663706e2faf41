"""Attribution: who says what within one sentence, by named rules.

A sentence is read from left to right, cue by cue. Each cue looks for its subject (before it, after
it, or the one it shares with the cue before) and for its content (before it, after it, or both),
and what one cue has taken no later cue takes again. Which subject and which content were found
makes the rule's name: rules.py lists every name with an example sentence that is its test.

Cost: each cue's walks are bounded, so a sentence costs its length and its number of cues.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from index.extraction import content, patterns, tags
from index.extraction.claims import claims
from index.extraction.content import Frame
from index.extraction.cues import Cue, find_cues, follows_as_participle
from index.extraction.grammar import BE, pronoun_of
from index.extraction.inversions import subject_after
from index.extraction.lexicons import load, words
from index.extraction.mentions import Mention, MentionKind, noun_phrase
from index.extraction.openings import clause_subject, first_subject
from index.extraction.patterns import Attribution
from index.extraction.subjects import subject_before
from index.extraction.tokens import Token
from index.extraction.verbs import SPEECH, Form, Sort, forms
from index.model import Span

_COLON_AND_QUOTE = frozenset({":", ""})
"""What ``Token.lower`` is for a colon and for a quoted region."""
_SOURCE_WORDS = frozenset({"according", "words", "per"})
_INTRODUCE = frozenset({":", ","})
"""What stands at a sentence's end that introduces the quote of the next paragraph."""
_PARENTHESIS_REACH = 8
_NAMING = frozenset({"call", "dub", "label", "brand"})
_WISHING = words("want seek intend expect wish")
_WISHED = frozenset({Frame.INFINITIVE, Frame.OBJECT, Frame.CLAUSE})
"""What follows such a verb is as often what somebody does as what somebody says."""
_PRONOUN_REACH = 30
_CLEAR_REACH = 6
_RESUME_REACH = 15
_TAIL_REACH = 10
"""How many tokens of adjunct may follow the verb in ``A, X said on the way to work.``"""


@dataclass(frozen=True, slots=True)
class Introduction:
    """Words at a sentence's end that introduce what follows: "Mara said:", "…, adding:".

    ``mention`` is None where they name no speaker of their own.
    """

    mention: Mention | None
    cue: str


class Reading(NamedTuple):
    """What one sentence says about who said what."""

    attributions: Sequence[Attribution]
    introduction: Introduction | None = None


_NOTHING = Reading(())


def read_sentence(sentence: Sequence[Token]) -> Reading:
    """Return the attributions within one sentence, in the order of their cues."""
    present = {token.lower for token in sentence}
    tokens = _without_parentheses(sentence) if "(" in present else sentence
    end = content.sentence_end(tokens)
    if end == 0:
        return _NOTHING
    single = _single_pattern(tokens, end, present)
    if single is not None:
        return Reading((single,))
    claimed = claims(tokens, end) if "that" in present else []
    cued = not forms().keys().isdisjoint(present)
    if not cued and tokens[-1].text not in _INTRODUCE:
        colon = claimed or _after_colon(tokens, end, present)
        return Reading(colon) if colon else _NOTHING
    reader = _SentenceReader(tokens, end)
    found = reader.read() if cued else []
    told = [span for attribution in found for span in attribution.spans]
    claimed = [each for each in claimed if not any(each.spans[0].overlaps(span) for span in told)]
    found = claimed + found or _after_colon(tokens, end, present)
    return Reading(found, reader.introduction())


def _after_colon(tokens: Sequence[Token], end: int, present: set[str]) -> list[Attribution]:
    return patterns.after_colon(tokens, end) if present.issuperset(_COLON_AND_QUOTE) else []


def _single_pattern(tokens: Sequence[Token], end: int, present: set[str]) -> Attribution | None:
    """Return what the fixed patterns find; ``present`` tells which cannot find anything."""
    found = patterns.signature(tokens, end)
    if found is None and not present.isdisjoint(_SOURCE_WORDS):
        found = patterns.according_to(tokens, end)
    if found is None and present.issuperset(_COLON_AND_QUOTE):
        found = patterns.named_colon(tokens, end)
    return found


def _without_parentheses(tokens: Sequence[Token]) -> Sequence[Token]:
    """Leave out short asides in parentheses that hold no quote, such as "(D-Ohio)"."""
    kept: list[Token] = []
    position = 0
    while position < len(tokens):
        if tokens[position].text == "(":
            limit = min(position + _PARENTHESIS_REACH, len(tokens))
            closing = next((at for at in range(position, limit) if tokens[at].text == ")"), None)
            if closing is not None and not any(t.region for t in tokens[position:closing]):
                position = closing + 1
                continue
        kept.append(tokens[position])
        position += 1
    return kept


def _may_speak(tokens: Sequence[Token], mention: Mention) -> bool:
    """Tell whether a mention can speak without a verb saying so: a name, a person, a role."""
    if mention.kind is not MentionKind.COMMON:
        return True
    head = next(token for token in tokens if token.start == mention.head.start)
    return head.lower.rstrip("s") in load("roles") or head.lower in load("speech_nouns")


@dataclass
class _SentenceReader:
    """The state of reading one sentence: what is taken, and who spoke last in it."""

    tokens: Sequence[Token]
    end: int
    floor: int = 0
    previous: Mention | None = None
    taken: list[tuple[int, int]] = field(default_factory=list)
    found: list[Attribution] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)

    def read(self) -> list[Attribution]:
        self.cues = [cue for cue in find_cues(self.tokens) if cue.position < self.end]
        if not self.cues:
            return self.found
        tagged = tags.after_quote(self.tokens, self.cues)
        said = tags.after_clause(self.tokens, self.end, self.cues)
        for number, cue in enumerate(self.cues):
            if cue.position < said or patterns.quotes_other(self.tokens, cue, self.cues):
                continue
            if cue.position < tagged and cue.verb.sort not in SPEECH:
                continue
            if not any(start <= cue.position < stop for start, stop in self.taken):
                self._read_cue(cue, self.cues[number + 1 :])
        return self.found

    def introduction(self) -> Introduction | None:
        """Return who speaks in the next paragraph, if this sentence ends by introducing it."""
        closing = self.tokens[-1]
        if closing.region is not None or closing.text not in _INTRODUCE:
            return None
        colon = len(self.tokens) - 1
        told = patterns.before_colon(self.tokens, colon) if closing.text == ":" else None
        if told is not None:
            return Introduction(told, ":")
        for cue in reversed(self.cues):
            subject, how = self._introducer(cue)
            words = " ".join(token.text for token in self.tokens[cue.position : cue.end])
            if how == "participle" and self.tokens[0].region is not None:
                return Introduction(None, words)
            if subject is not None:
                return Introduction(subject, words)
        if closing.text != ":":
            return None
        subject = patterns.name_before_colon(self.tokens, len(self.tokens) - 1)
        subject = subject or first_subject(self.tokens, 0, self.end)
        if subject is None or not _may_speak(self.tokens, subject):
            return None
        return Introduction(subject, ":")

    def _introducer(self, cue: Cue) -> tuple[Mention | None, str]:
        floor, self.floor = self.floor, 0
        try:
            return self._subject(cue)
        finally:
            self.floor = floor

    def _read_cue(self, cue: Cue, later: Sequence[Cue]) -> None:
        subject, how = self._subject(cue)
        if subject is None or self._gives_name(cue, subject) or self._is_thing(cue, subject):
            return
        if cue.participle and how == "subject-verb" and not self._progressive(cue):
            how = "participle"
        if how != "participle" and self._from_before(cue, subject, how, later):
            return
        self._from_after(cue, subject, how, later)

    def _gives_name(self, cue: Cue, subject: Mention) -> bool:
        """Tell ``…, which sailors call the Gut, is deep``: a name is given, and nothing is said."""
        if cue.verb.lemma not in _NAMING or subject.kind is not MentionKind.COMMON:
            return False
        perfect = self.tokens[cue.position - 1].lower == "have"
        if cue.end - cue.position > 1 or not (perfect or cue.verb.form is Form.BASE):
            return False
        left = (at for at in range(cue.position - 1, 0, -1) if self._starts(at, subject))
        at = next(left, 0)
        return at > 0 and self.tokens[at - 1].lower in ("which", "whom")

    def _is_thing(self, cue: Cue, subject: Mention) -> bool:
        """Tell ``a wig that has seen better days``: no thing thinks."""
        antecedent = subject.antecedent
        if antecedent is None or cue.verb.sort is not Sort.THINKING:
            return False
        relative = any(
            self._starts(at, subject)
            for at in range(cue.position)
            if self.tokens[at].lower == "that"
        )
        return relative and not _may_speak(self.tokens, antecedent)

    def _starts(self, position: int, mention: Mention) -> bool:
        return self.tokens[position].start == mention.span.start

    def _subject(self, cue: Cue) -> tuple[Mention | None, str]:
        """Return the cue's subject and where it stands relative to its verb."""
        tokens, position = self.tokens, cue.position
        if cue.participle and position > 0 and follows_as_participle(tokens, position):
            previous = self.previous
            if previous is not None and previous.kind is MentionKind.RELATIVE:
                previous = first_subject(tokens, 0, self.end) or previous
            return previous or self._clause_subject(position), "participle"
        issued = patterns.issued(tokens, position) if cue.participle else None
        if issued is not None:
            return subject_before(tokens, issued, self.floor), "participle"
        named = None
        if cue.participle:
            named = patterns.quoted_as(tokens, position) or patterns.recorded(tokens, position)
        subject = named or subject_before(tokens, position, self.floor)
        if subject is not None:
            how = "relative" if subject.kind is MentionKind.RELATIVE else "subject-verb"
            return subject, how
        before = tokens[position - 1] if position else None
        if before is None:
            return subject_after(tokens, position, self.end), "verb-subject"
        if before.text == "," and self.previous and self.previous.kind is MentionKind.RELATIVE:
            return self.previous.antecedent, "shared-subject"
        if before.region is not None or before.text in content.DASHES | {",", "!", "?"}:
            inverted = subject_after(tokens, position, self.end)
            if inverted is not None:
                return inverted, "verb-subject"
        if before.lower in ("and", "but", "then", "also", "or"):
            subject = clause_subject(tokens, position - 1, self.floor)
            subject = subject or self.previous or first_subject(tokens, self.floor, position)
            return subject, "shared-subject"
        return None, ""

    def _progressive(self, cue: Cue) -> bool:
        """Tell "she is saying" from "a statement saying"."""
        left = self.tokens[max(0, cue.position - 4) : cue.position]
        return any(token.lower in BE or token.lower.endswith(("'s", "'re")) for token in left)

    def _clause_subject(self, position: int) -> Mention | None:
        """Return whom a participle at ``position`` hangs on: the last "he" or "she" before it."""
        for at in range(position - 1, max(-1, position - _PRONOUN_REACH), -1):
            if pronoun_of(self.tokens[at]) in ("he", "she", "they"):
                return noun_phrase(self.tokens, at, at + 1)
        return first_subject(self.tokens, 0, self.end)

    def _from_before(self, cue: Cue, subject: Mention, how: str, later: Sequence[Cue]) -> bool:
        """Take content that stands before the attributing words; tell whether there was any."""
        tokens = self.tokens
        group = self._group_start(cue, subject, how)
        stop = content.before(tokens, group, self.floor)
        rest = self._after_group(cue, subject, how)
        closes = cue.verb.sort is Sort.SHOWING and cue.end >= self.end
        if stop is None or cue.verb.sort is Sort.JUDGING:
            return False
        if cue.verb.sort is Sort.SHOWING and not closes:
            return False
        if cue.verb.sort is Sort.THINKING and tokens[stop - 1].region is None:
            return False
        quoted = tokens[stop - 1].region is not None
        if not quoted and not self._clause_before(stop, rest, how):
            return False
        parts = [(self.floor, stop)]
        resumed = self._resumes(rest, later, quoted=quoted)
        if resumed is not None:
            parts.append((resumed, self.end))
            self.taken.append((resumed, self.end))
        spans = tuple(s for a, b in parts if (s := content.to_span(tokens, a, b)) is not None)
        kind = "quote" if quoted else "clause"
        order = "verb-subject" if how == "verb-subject" else "subject-verb"
        self._add(spans, subject, cue, f"{kind}-{order}")
        self.floor = self.end if resumed is not None else max(self.floor, rest)
        return bool(spans)

    def _group_start(self, cue: Cue, subject: Mention, how: str) -> int:
        """Return the index of the first token of the attributing words ("X said", "said X")."""
        if how != "subject-verb":
            return cue.position
        group = cue.position
        while group > self.floor and self.tokens[group - 1].start >= subject.span.start:
            group -= 1
        return group

    def _after_group(self, cue: Cue, subject: Mention, how: str) -> int:
        rest = cue.end
        if how == "verb-subject":
            while rest < self.end and self.tokens[rest].end <= subject.span.end:
                rest += 1
        return rest

    def _clause_before(self, stop: int, rest: int, how: str) -> bool:
        """Tell whether a clause without marks before the attributing words is what was said."""
        if content.goes_on(self.tokens, self.floor, stop, rest, self.end):
            return True
        if not content.is_clause(self.tokens, self.floor, stop):
            return False
        if rest >= self.end:
            return True
        if self.tokens[rest].text in (",", ":"):
            return not (rest + 1 < self.end and self.tokens[rest + 1].region is not None)
        if self.end - rest > _TAIL_REACH and how != "verb-subject":
            return False
        return not any(t.region or t.lower == "that" for t in self.tokens[rest : self.end])

    def _resumes(self, rest: int, later: Sequence[Cue], *, quoted: bool) -> int | None:
        """Return where the content goes on after ``…, X said, …``, if it does."""
        tokens = self.tokens
        if rest >= self.end:
            return None
        if not quoted:
            clear = not later or later[0].position > rest + _CLEAR_REACH
            goes_on = tokens[rest].text == "," and clear and self.end - rest > 3
            return rest + 1 if goes_on else None
        following = range(rest, min(self.end, rest + _RESUME_REACH))
        quote = next((at for at in following if tokens[at].region is not None), None)
        if quote is None or any(cue.position < quote for cue in later):
            return None
        return quote if tokens[quote - 1].text in content.DASHES | {",", ":"} else None

    def _from_after(self, cue: Cue, subject: Mention, how: str, later: Sequence[Cue]) -> None:
        """Take content that stands after the cue."""
        tokens = self.tokens
        rest = self._after_group(cue, subject, how)
        start, frame = content.after(tokens, rest, self.end, cue)
        if not content.accepts(cue, frame, how):
            return
        stop = content.until(tokens, start, self.end, cue, later)
        if how == "relative" and cue.position > 1 and tokens[cue.position - 2].text == ",":
            stop = content.relative_end(tokens, start, stop)
        span = content.to_span(tokens, start, stop)
        if span is None:
            return
        self.taken.append((start, stop))
        self.floor = stop
        wish = cue.verb.lemma in _WISHING and frame in _WISHED
        self._add((span,), subject, cue, "wish" if wish else f"{how}-{frame.value}")

    def _add(self, spans: tuple[Span, ...], subject: Mention, cue: Cue, rule: str) -> None:
        if spans:
            words = " ".join(token.text for token in self.tokens[cue.position : cue.end])
            self.found.append(Attribution(spans, subject, words, rule))
            self.previous = subject

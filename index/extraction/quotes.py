"""Quotes of an article: sentence rules, carried over sentences and paragraphs.

    “A,” Mara said. “B.”          one quote, two spans
    Mara said:                    an introduction …
    “C.”                          … whose quote stands in the next paragraph
    “D.”                          a paragraph of quote only goes on with the quote before it:
                                  one quote that spans paragraphs, one span each

Only body paragraphs are read: a heading's marks are mostly scare quotes, and what it quotes stands
again below it. Quotes inside quotes become quotes of their own, with ``within``.

Cost: linear in the text; each paragraph is read once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.extraction import scare
from index.extraction.attribution import Introduction, Reading, read_sentence
from index.extraction.cast import Speaker
from index.extraction.cues import may_be_cue
from index.extraction.dialogue import Dialogue
from index.extraction.drafts import Draft, Kinds, Outer, finish
from index.extraction.grammar import is_finite
from index.extraction.marks import Region, find_nested, find_regions
from index.extraction.mentions import Mention, MentionKind
from index.extraction.nested import Inside
from index.extraction.openings import first_subject
from index.extraction.patterns import (
    credited,
    line_of,
    signed,
    told_by,
    under_document,
    whose_words,
)
from index.extraction.resolution import Resolver
from index.extraction.sentences import split
from index.extraction.tokens import Token, tokenize
from index.extraction.transcripts import Transcript, surname
from index.extraction.verbs import SPEECH, forms
from index.model import LocalActor, Paragraph, Quote, Role, Span

_WORD = re.compile(r"\w+")
_GUESSES = frozenset({"last-speaker", "preceding-subject", "turn"})
_REPORTS = ("clause-", "subject-verb-")
_TURNS = frozenset({"turn", "introduced", "colon", "subject-verb-quote"})
_LONGEST_REMAINDER = 8
_LEAST_WORDS = 4
"""Quotes without a cue of their own are kept from this many words; fewer are scare quotes."""


def find_quotes(
    text: str,
    paragraphs: Sequence[Paragraph],
    actors: Sequence[LocalActor],
    byline: str | None = None,
    source: str | None = None,
) -> tuple[Quote, ...]:
    """Return the quotes in the body paragraphs of ``text``, in text order.

    ``actors`` are the article's actors: speakers are resolved to them, a narrator's "I" to whom
    the ``byline`` names, and "we" to the ``source``, the outlet. Never raises on any text.
    """
    body = [paragraph for paragraph in paragraphs if paragraph.role is Role.BODY]
    regions = [find_regions(text, paragraph.span) for paragraph in body]
    breaks = [paragraph.span.start for paragraph in paragraphs]
    quoted = [region.outer for found in regions for region in found]
    labels = scare.Labels(text, (region for found in regions for region in found))
    reader = _ArticleReader(
        text, labels, Resolver(text, actors, quoted, byline, breaks, source), Transcript(text, body)
    )
    for paragraph, found in zip(body, regions, strict=True):
        reader.read(paragraph, found)
    speech = [
        region
        for found in regions
        for region in found
        if not labels.is_name(region) and not scare.is_adjective(text, region)
    ]
    kinds = Kinds(text, [region.inner for region in speech])
    quotes = [finish(draft, kinds, text, actors) for draft in reader.drafts]
    return tuple(sorted(quotes, key=lambda quote: (quote.start, -quote.end)))


class _ArticleReader:
    """Carries speaker, introduction and unfinished quote from paragraph to paragraph."""

    def __init__(
        self, text: str, labels: scare.Labels, resolver: Resolver, transcript: Transcript
    ) -> None:
        self.text = text
        self.labels = labels
        self.transcript = transcript
        self.resolver = resolver
        self.drafts: list[Draft] = []
        self.last: Speaker | None = None
        self.introduction: Draft | None = None
        self.chain: Draft | None = None
        self.current: Draft | None = None
        self.last_mention: Mention | None = None
        self.sentence: Sequence[Token] = ()
        self.dialogue = Dialogue()
        self.answer: Draft | None = None

    def read(self, paragraph: Paragraph, regions: Sequence[Region]) -> None:
        """Read one body paragraph with its quoted regions."""
        self.current = None
        before = len(self.drafts)
        if self._labelled(paragraph, regions):
            return
        quotes = [r for r in regions if not self._reads_as_words(r)]
        tokens = tokenize(self.text, paragraph.span, quotes)
        if not tokens or self._signs(tokens):
            return
        introduction: Introduction | None = None
        for number, sentence in enumerate(split(tokens, may_be_cue)):
            reading = read_sentence(sentence)
            introduction = reading.introduction
            self._take(paragraph, reading)
            if quotes:
                self._uncovered(paragraph, sentence, reading, first=number == 0)
            self.sentence = sentence
        self._introduce(paragraph, introduction)
        self.chain = self.current if quotes else None
        self._heard(paragraph)
        self._nest(paragraph, quotes, self.drafts[before:])

    def _nest(
        self, paragraph: Paragraph, quotes: Sequence[Region], drafts: Sequence[Draft]
    ) -> None:
        """Read the quotes inside ``quotes``, of which the paragraph's ``drafts`` were made."""
        nests = [(region, inner) for region in quotes if (inner := find_nested(self.text, region))]
        if nests:
            outer = Outer(drafts, self.chain, paragraph.span.start)
            for region, inner in nests:
                self._nested(paragraph, region.inner, inner, outer.at(region.inner))

    def _signs(self, tokens: Sequence[Token]) -> bool:
        """Give the quote of the paragraph before to who signs it in this one, if that is all."""
        signer = signed(tokens) if self.chain is not None else None
        if signer is None or self.chain is None or self.chain.rule not in _GUESSES:
            return False
        self.chain.mention, self.chain.cue, self.chain.rule = signer, tokens[0].text, "signature"
        self.chain.speaker = self.last = self.resolver.resolve(signer, self.last)
        self.last_mention, self.chain = signer, None
        return True

    def _heard(self, paragraph: Paragraph) -> None:
        """Tell the dialogue who spoke last in the paragraph."""
        spoken = self.current
        if spoken is None:
            return
        aloud = spoken.rule.startswith("quote-") or spoken.rule in _TURNS
        reported = spoken.rule.startswith(_REPORTS) and self.resolver.is_person(spoken.speaker)
        if aloud or reported:
            speaker, words = spoken.speaker, spoken.spans[-1].of(self.text)
            self.dialogue.heard(paragraph.number, speaker, spoken.mention, words, aloud=aloud)

    def _reads_as_words(self, region: Region) -> bool:
        return self.labels.has(region) or scare.is_fragment(self.text, region)

    def _labelled(self, paragraph: Paragraph, regions: Sequence[Region]) -> bool:
        """``MARA OYELARAN: The bridge is safe.`` (a transcript's line), or what goes on with it."""
        line = self.transcript.line(paragraph, self.resolver.names_person)
        if line is None:
            goes_on = self.answer is not None and self.transcript.goes_on(paragraph)
            if not goes_on or self.answer is None:
                self.answer = None
                return False
            draft, said = self.answer, paragraph.span
            draft.spans.append(said)
            draft.last_paragraph = paragraph.number
        else:
            mention = Mention(line.label, surname(self.text, line.label), MentionKind.NAME)
            speaker = self.resolver.labelled(mention)
            said = line.said
            draft = self._add(paragraph, [said], mention, ":", "label", speaker)
            self.introduction, self.chain = None, draft if line.marked else None
            self.answer = None if line.marked else draft
            self.last, self.last_mention = speaker, mention
        inner = [r for r in regions if said.contains(r.outer) and r.outer != said]
        self._nested(paragraph, said, inner, draft)
        return True

    def _add(
        self,
        paragraph: Paragraph,
        spans: Sequence[Span],
        mention: Mention | None,
        cue: str | None,
        rule: str,
        speaker: Speaker | None,
    ) -> Draft:
        number = paragraph.number
        draft = Draft(list(spans), number, number, speaker, mention, cue, rule)
        self.drafts.append(draft)
        self.current = draft
        return draft

    def _take(self, paragraph: Paragraph, reading: Reading) -> None:
        spoken: Draft | None = None
        before: Mention | None = None
        for found in reading.attributions:
            speaker, rule = None, found.rule
            if found.mention is not None and found.mention == before:
                speaker = self.last
            elif found.mention is not None:
                before = found.mention
                speaker = self.resolver.resolve(found.mention, self.last, said=found.spans)
                speaker = self.resolver.named_in_own_words(speaker, found.spans) or speaker
                self.last, self.last_mention = speaker, found.mention
            if rule == "wish" and self.resolver.is_body(speaker):
                rule = "body-wish"
            draft = self._add(paragraph, found.spans, found.mention, found.cue, rule, speaker)
            spoken = draft if found.rule.startswith("quote-") else spoken
        self.current = spoken or self.current

    def _uncovered(
        self, paragraph: Paragraph, sentence: Sequence[Token], reading: Reading, *, first: bool
    ) -> None:
        """Find a speaker for the quoted regions that no rule of the sentence took."""
        regions = [(at, token.region) for at, token in enumerate(sentence) if token.region]
        if not regions:
            return
        covered = [span for found in reading.attributions for span in found.spans]
        alone = _quotes_alone(sentence)
        for at, region in regions:
            if any(span.overlaps(region.inner) for span in covered):
                continue
            if alone:
                self._continue(paragraph, region, first=first)
            elif _words(self.text, region) >= _LEAST_WORDS and not scare.is_phrase(
                self.text, region
            ):
                current = self.current
                goes_on = at == 0 or _follows(current, region)
                if current is not None and goes_on and _goes_on(reading):
                    current.spans.append(region.inner)
                    continue
                mention = (
                    whose_words(sentence, at)
                    or credited(sentence, at)
                    or line_of(sentence, at)
                    or (told_by(sentence, at) if at else None)
                    or under_document(sentence)
                    or first_subject(sentence, 0, len(sentence))
                )
                if mention is None:
                    self._by_last_speaker(paragraph, region)
                else:
                    speaker = self.resolver.resolve(mention, self.last)
                    spans = [region.inner]
                    self._add(paragraph, spans, mention, None, "nearby-subject", speaker)

    def _continue(self, paragraph: Paragraph, region: Region, *, first: bool) -> None:
        """A sentence of quote only: introduced before, a continuation, or the last speaker's."""
        introduced = self.introduction if first else None
        if introduced is not None:
            self.introduction = None
            self._add(
                paragraph,
                [region.inner],
                introduced.mention,
                introduced.cue,
                introduced.rule,
                introduced.speaker,
            )
        elif self.current is not None and _is_relative(self.current.mention):
            self._by_antecedent(paragraph, region, self.current)
        elif self.current is not None:
            self.current.spans.append(region.inner)
            self.current.last_paragraph = paragraph.number
        elif first and self._answers(paragraph, region):
            return
        elif first and self.chain is not None:
            self.chain.spans.append(region.inner)
            self.chain.last_paragraph = paragraph.number
            self.current = self.chain
        elif _words(self.text, region) >= _LEAST_WORDS:
            self._by_last_speaker(paragraph, region)

    def _answers(self, paragraph: Paragraph, region: Region) -> bool:
        """Give a paragraph of quote only to the other party of a dialogue, if it is its turn."""
        turn = self.dialogue.answers(paragraph.number, region.inner.of(self.text))
        if turn is None:
            return False
        self._add(paragraph, [region.inner], turn.mention, None, "turn", turn.speaker)
        self.last, self.last_mention = turn.speaker, turn.mention
        return True

    def _by_antecedent(self, paragraph: Paragraph, region: Region, before: Draft) -> None:
        """Give what follows "…, who said so." to the person and not to the "who"."""
        mention = before.mention.antecedent if before.mention is not None else None
        self._add(paragraph, [region.inner], mention, before.cue, before.rule, before.speaker)

    def _by_last_speaker(self, paragraph: Paragraph, region: Region) -> None:
        """Give a quote without cue to the subject of the sentence before, or the last speaker."""
        mention = first_subject(self.sentence, 0, len(self.sentence)) if self.sentence else None
        speaker = self.resolver.resolve(mention, self.last) if mention is not None else None
        rule = "preceding-subject"
        if not self.resolver.is_person(speaker):
            mention, speaker, rule = self.last_mention, self.last, "last-speaker"
        self._add(paragraph, [region.inner], mention, None, rule, speaker)

    def _introduce(self, paragraph: Paragraph, introduction: Introduction | None) -> None:
        """Keep what the paragraph's last words introduce ("Mara said:") for the next one."""
        self.introduction = None
        if introduction is None:
            return
        mention, speaker = introduction.mention, None
        if mention is None and self.current is not None:
            mention, speaker = self.current.mention, self.current.speaker
        elif mention is not None:
            speaker = self.resolver.resolve(mention, self.last)
            self.last, self.last_mention = speaker, mention
        if mention is not None:
            number = paragraph.number
            self.introduction = Draft(
                [], number, number, speaker, mention, introduction.cue, "introduced"
            )

    def _nested(
        self, paragraph: Paragraph, whole: Span, regions: Sequence[Region], outer: Draft | None
    ) -> None:
        """Keep the quotes inside the quote ``whole``."""
        inner = [nested for nested in regions if not self._reads_as_words(nested)]
        if inner:
            by = outer.speaker if outer is not None else None
            reader = Inside(self.text, self.resolver, self.last, by)
            self.drafts += reader.read(paragraph.number, whole, inner)


def _quotes_alone(sentence: Sequence[Token]) -> bool:
    """Tell whether the sentence is quotes and marks, perhaps with a trailing "adding:"."""
    words = [token for token in sentence if token.word]
    if not words or _is_remainder(sentence):
        return True
    return len(words) == 1 and may_be_cue(words[0]) and sentence[-1].text == ":"


def _is_remainder(sentence: Sequence[Token]) -> bool:
    """Tell a sentence that opens with its quote and has no verb: “He went after” the pilot."""
    if sentence[0].region is None or len(sentence) > _LONGEST_REMAINDER:
        return False
    if sentence[0].text.rstrip("\"”'’» ")[-1:] in ",.!?":
        return False
    return not any(is_finite(token) or token.lower in forms() for token in sentence)


def _goes_on(reading: Reading) -> bool:
    """Tell whether the sentence's last attribution reports speech that a later quote continues."""
    if not reading.attributions:
        return False
    found = reading.attributions[-1]
    verb = forms().get(found.cue.partition(" ")[0].lower())
    speech = verb is not None and verb.sort in SPEECH
    return speech and not found.rule.startswith("participle")


def _follows(draft: Draft | None, region: Region) -> bool:
    """Tell whether ``region`` stands behind the words that the draft has already."""
    return draft is not None and draft.spans[-1].end <= region.inner.start


def _is_relative(mention: Mention | None) -> bool:
    return mention is not None and mention.kind is MentionKind.RELATIVE


def _words(text: str, region: Region) -> int:
    return sum(1 for _ in _WORD.finditer(text, region.inner.start, region.inner.end))

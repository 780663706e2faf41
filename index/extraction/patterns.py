"""Fixed patterns of attribution that need no subject and verb.

“It holds.” — Mara Oyelaran           signature, also in the next paragraph
According to Mara Oyelaran, it holds  according to
Mara Oyelaran on bridges: “It holds.” colon
I was told by Mara Oyelaran: “It …”   told by
Mara Oyelaran’s motto, “It holds”     whose words
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.extraction import content
from index.extraction.cues import Cue
from index.extraction.grammar import (
    DETERMINERS,
    LEADS,
    OBJECT_PRONOUNS,
    is_date,
    is_finite,
    is_possessive,
)
from index.extraction.lexicons import load, load_all, words
from index.extraction.mentions import Mention, MentionKind, noun_phrase
from index.extraction.openings import first_subject
from index.extraction.subjects import subject_before
from index.extraction.tokens import Token
from index.extraction.verbs import SPEECH, Form, forms
from index.model import Span

_SOURCES = (("according", "to"), ("in", "the", "words", "of"), ("per",))
_CONCEDES = frozenset({"although", "though", "while"})
_ACCORDING_REACH = 25
_REMARKS = words(
    "word phrase line saying motto maxim dictum joke quip refrain retort verdict remark comment "
    "answer reply response question promise pledge vow warning"
)
_GOES = words("begins began opens opened ends ended closes closed goes went runs ran")
_LINES = words("line verse stanza")
_QUOTING = words("quoted quotes quote quoting cited cites cite citing remembered remembers recalls")
_QUOTED_REACH = 14
_SINGLED = OBJECT_PRONOUNS | {"the"}
_NEW = words("a an another")
_ISSUED = words(
    "issued issues issuing released releases releasing sent sends sending wrote writes writing "
    "posted posts published publishes gave gives made makes read reads signed delivered circulated "
    "put puts putting"
)
_ISSUES = words("release article editorial advertisement ad op-ed leaflet newsletter communique")
_RECORDINGS = words("footage video clip audio recording tape film quote")
_NAME_REACH = 7
_ISSUE_REACH = 5
"""The longest object, in tokens, of "issued": "a two-page press release"."""
_SIGNATURE_REACH = 9
_SIGNED_REACH = 12
_TOLD_REACH = 20
_CREDIT_REACH = 16


class Attribution(NamedTuple):
    """Content spans with the mention of their speaker, the cue's words and the rule's name."""

    spans: tuple[Span, ...]
    mention: Mention | None
    cue: str
    rule: str


def signature(tokens: Sequence[Token], end: int) -> Attribution | None:
    """``“To be or not.” — Mara Oyelaran``."""
    if end > _SIGNATURE_REACH or end < 3 or tokens[0].region is None:
        return None
    if tokens[1].text not in content.DASHES or not tokens[2].capital:
        return None
    stop = 3
    while stop < end and (tokens[stop].capital or tokens[stop].lower in ("de", "von", "van", "la")):
        stop += 1
    mention = noun_phrase(tokens, 2, stop)
    if mention is None or mention.kind is not MentionKind.NAME:
        return None
    return Attribution((tokens[0].region.inner,), mention, tokens[1].text, "signature")


def signed(tokens: Sequence[Token]) -> Mention | None:
    """Return who signs the quote of the paragraph before: ``— Mara Oyelaran, engineer``."""
    if len(tokens) > _SIGNED_REACH or len(tokens) < 2 or tokens[0].text not in content.DASHES:
        return None
    if not tokens[1].capital or any(token.region is not None for token in tokens):
        return None
    stop = next((at for at in range(1, len(tokens)) if not tokens[at].word), len(tokens))
    if any(is_finite(token) or token.lower in forms() for token in tokens[1:stop]):
        return None
    mention = noun_phrase(tokens, 1, stop)
    return mention if mention is not None and mention.kind is MentionKind.NAME else None


def according_to(tokens: Sequence[Token], end: int) -> Attribution | None:
    """``According to Mara Oyelaran, A.`` and ``A, according to Mara Oyelaran.``."""
    for position in range(end - 1):
        width = _source_opens(tokens, position)
        if width == 0:
            continue
        start = stop = position + width
        while stop < end and stop - start < _ACCORDING_REACH and not _ends_source(tokens[stop]):
            stop += 1
        mention = noun_phrase(tokens, start, stop)
        if mention is None:
            continue
        parts = [(stop, end)]
        if position > 1 or (position == 1 and tokens[0].lower not in LEADS):
            parts = [(_main_clause(tokens, position), position)]
            if stop < end and tokens[stop].text == ",":
                parts.append((stop, end))
        spans = tuple(s for a, b in parts if (s := content.to_span(tokens, a, b)) is not None)
        cue = " ".join(part.lower for part in tokens[position : position + width])
        return Attribution(spans, mention, cue, "according-to") if spans else None
    return None


def _main_clause(tokens: Sequence[Token], end: int) -> int:
    """Return where the main clause of ``tokens[:end]`` begins: behind "Although it leaks,"."""
    if tokens[0].lower not in _CONCEDES:
        return 0
    commas = [at for at in range(end) if tokens[at].text == "," and tokens[at].region is None]
    return commas[0] + 1 if commas and commas[0] + 3 < end else 0


def _source_opens(tokens: Sequence[Token], position: int) -> int:
    """Return how many tokens "according to" or "in the words of" is at ``position``, else 0."""
    for opening in _SOURCES:
        if tokens[position].lower == opening[0]:
            found = tuple(token.lower for token in tokens[position : position + len(opening)])
            closes = any(_ends_source(token) for token in tokens[position - 1 : position])
            rate = opening == ("per",) and not closes
            if found == opening and not rate:
                return len(opening)
    return 0


def _ends_source(token: Token) -> bool:
    return token.region is not None or token.text in content.DASHES | {",", ";", ":"}


def under_document(tokens: Sequence[Token]) -> Mention | None:
    """Return the document in ``Under the treaty, “no toll is owed”.``: it is what says so."""
    if tokens[0].lower != "under":
        return None
    comma = next((at for at in range(1, len(tokens)) if tokens[at].text == ","), 0)
    mention = noun_phrase(tokens, 1, comma) if comma > 1 else None
    if mention is None:
        return None
    inside = [token.lower for token in tokens[1:comma]]
    return mention if not load_all("documents", "document_parts").isdisjoint(inside) else None


def issued(tokens: Sequence[Token], position: int) -> int | None:
    """Return the verb in ``X put out a statement on Monday saying``: X speaks, no statement.

    ``position`` is that of "saying".
    """
    at = position - 1
    while at > 0 and (is_date(tokens[at]) or tokens[at].lower == "on"):
        at -= 1
    if tokens[at].lower not in load("speech_nouns") | _ISSUES:
        return None
    limit = max(0, at - _ISSUE_REACH)
    while at > limit and tokens[at].word and tokens[at].lower not in _NEW:
        at -= 1
    at -= 1 if tokens[at - 1].lower != "out" else 2
    return at if at >= 0 and tokens[at].lower in _ISSUED else None


def recorded(tokens: Sequence[Token], position: int) -> Mention | None:
    """Return X in ``cuts to footage of X saying``, where "saying" is at ``position``."""
    for at in range(position - 2, max(0, position - _NAME_REACH), -1):
        if tokens[at].lower in ("of", "from", "by", "with"):
            recording = tokens[at - 1].lower.removesuffix("s") in _RECORDINGS
            return noun_phrase(tokens, at + 1, position) if recording else None
        if not tokens[at].word:
            return None
    return None


def quoted_as(tokens: Sequence[Token], position: int) -> Mention | None:
    """Return her in ``he quoted her as saying`` and ``she was quoted as saying``.

    ``position`` is that of "saying".
    """
    if position < 2 or tokens[position - 1].lower != "as":
        return None
    for at in range(position - 2, max(-1, position - _QUOTED_REACH), -1):
        if not tokens[at].word:
            return None
        if tokens[at].lower not in _QUOTING:
            continue
        if at == position - 2:
            return subject_before(tokens, at, 0)
        if tokens[at + 1].lower in OBJECT_PRONOUNS:
            return Mention(tokens[at + 1].span, tokens[at + 1].span, MentionKind.PRONOUN)
        return noun_phrase(tokens, at + 1, position - 1)
    return None


def quotes_other(tokens: Sequence[Token], cue: Cue, cues: Sequence[Cue]) -> bool:
    """Tell "quoted" in ``he quoted her as saying``: what follows is hers."""
    if tokens[cue.position].lower not in _QUOTING:
        return False
    near = (each for each in cues if 0 < each.position - cue.position < _QUOTED_REACH)
    return any(each.participle and tokens[each.position - 1].lower == "as" for each in near)


def whose_words(tokens: Sequence[Token], quote: int) -> Mention | None:
    """Return whose words ``tokens[quote]`` are in ``Mara Oyelaran's phrase, “…”``, if it tells."""
    at = quote - 1
    while at >= 0 and tokens[at].text in (",", ":"):
        at -= 1
    if at < 1:
        return None
    if is_possessive(tokens[at]) and tokens[at].capital:
        start = at
        while start > 0 and tokens[start - 1].capital:
            start -= 1
        if start > 1 and tokens[start - 1].lower == "of" and _is_remark(tokens[start - 2]):
            return noun_phrase(tokens, start, at + 1)
    if _is_remark(tokens[at]) and is_possessive(tokens[at - 1]) and tokens[at - 1].capital:
        start = at - 1
        while start > 0 and tokens[start - 1].capital:
            start -= 1
        return noun_phrase(tokens, start, at)
    return None


def credited(tokens: Sequence[Token], quote: int) -> Mention | None:
    """Return the author in ``“…,” it runs, from “The Salt Book,” by Mara Oyelaran``."""
    reach = range(quote + 1, min(len(tokens), quote + _CREDIT_REACH))
    source = next((at for at in reach if tokens[at].lower == "from"), None)
    if source is None or tokens[source - 1].text != "," or source - quote > _TOLD_REACH // 4:
        return None
    by = (at for at in range(source + 1, reach.stop) if tokens[at].lower == "by")
    start = next(by, reach.stop) + 1
    end = start
    while end < len(tokens) and tokens[end].word and not is_finite(tokens[end]):
        end += 1
    return noun_phrase(tokens, start, end) if start < end and tokens[start].capital else None


def _is_remark(token: Token) -> bool:
    return token.lower in _REMARKS or token.lower.removesuffix("s") in _REMARKS


def after_colon(tokens: Sequence[Token], end: int) -> list[Attribution]:
    """``Mara Oyelaran on the bridge: “It holds.”``."""
    position = _colon_before_quote(tokens, end)
    if position is None:
        return []
    mention = (
        name_before_colon(tokens, position)
        or before_colon(tokens, position)
        or first_subject(tokens, 0, position + 1)
    )
    span = content.to_span(tokens, position + 1, end)
    if mention is None or span is None:
        return []
    if mention.kind is MentionKind.NAME:
        mention = mention._replace(span=Span(mention.span.start, mention.head.end))
    return [Attribution((span,), mention, ":", "colon")]


def before_colon(tokens: Sequence[Token], colon: int) -> Mention | None:
    """Return whom the words before a colon give as the speaker without a verb of saying of hers."""
    return (
        has_to_say(tokens, colon)
        or told_by(tokens, colon)
        or cleft(tokens, colon)
        or document_verb(tokens, colon)
    )


def named_colon(tokens: Sequence[Token], end: int) -> Attribution | None:
    """``Mara Oyelaran: “It holds.”``, whatever verbs stand before the name."""
    colon = _colon_before_quote(tokens, end)
    if colon is None or name_before_colon(tokens, colon) is None:
        return None
    return after_colon(tokens, end)[0]


def _colon_before_quote(tokens: Sequence[Token], end: int) -> int | None:
    for position in range(end - 1):
        if tokens[position].text == ":" and tokens[position + 1].region is not None:
            return position
    return None


def told_by(tokens: Sequence[Token], colon: int) -> Mention | None:
    """Return who speaks after ``We were told by Mara Oyelaran:`` or ``a letter from her son:``."""
    if tokens[colon - 1].text != "," and tokens[colon].text != ":":
        return None
    for position in range(colon - 2, max(0, colon - _TOLD_REACH), -1):
        if tokens[position].region is not None or tokens[position].lower not in ("by", "from"):
            continue
        before = tokens[position - 1].lower
        verb = forms().get(before)
        told = verb is not None and verb.form is Form.PAST and verb.sort in SPEECH
        written = before in load_all("speech_nouns", "documents") and tokens[colon].text == ":"
        first = tokens[position + 1]
        if (told or written) and (first.capital or first.lower in DETERMINERS):
            inside = range(position + 1, colon)
            comma = next((at for at in inside if tokens[at].text == ","), colon)
            return noun_phrase(tokens, position + 1, comma)
    return None


def has_to_say(tokens: Sequence[Token], colon: int) -> Mention | None:
    """Return who ``had this to say about the toll:`` or ``offered these words:``."""
    for position in range(colon - 1, max(0, colon - _TOLD_REACH), -1):
        if tokens[position].lower not in ("this", "these") or tokens[position - 1].region:
            continue
        following = [token.lower for token in tokens[position + 1 : position + 3]]
        if following == ["to", "say"] or following[0] in _REMARKS or following[0] == "words":
            return subject_before(tokens, position - 1, 0)
    return None


def cleft(tokens: Sequence[Token], colon: int) -> Mention | None:
    """Return who is singled out in ``It was to Mara Oyelaran that they owed the answer:``."""
    opening = tuple(token.lower for token in tokens[:3])
    if len(opening) < 3 or opening[0] != "it" or opening[1] not in ("is", "was"):
        return None
    start = 2 + (opening[2] in ("to", "from", "by"))
    ends = (at for at in range(start, colon) if _ends_source(tokens[at]) or _relates(tokens[at]))
    end = next(ends, colon)
    named = end > start and (tokens[start].capital or tokens[start].lower in _SINGLED)
    if not named or not any(_relates(token) for token in tokens[end:colon]):
        return None
    if end == start + 1 and tokens[start].lower in OBJECT_PRONOUNS:
        return Mention(tokens[start].span, tokens[start].span, MentionKind.PRONOUN)
    return noun_phrase(tokens, start, end)


def document_verb(tokens: Sequence[Token], colon: int) -> Mention | None:
    """Return what ``begins with these lines:``, ``ends:`` or ``goes:``: a letter, a poem, "it"."""
    for position in range(colon - 1, max(0, colon - _TOLD_REACH), -1):
        if tokens[position].lower in _GOES:
            subject = subject_before(tokens, position, 0)
            spoken = subject is not None and subject.head.end == tokens[position - 1].end
            is_text = tokens[position - 1].lower in load_all("documents", "letters") | {"it"}
            return subject if spoken and is_text else None
    return None


def line_of(tokens: Sequence[Token], quote: int) -> Mention | None:
    """Return "the line" in ``One of them begins with the line “…”``: a part of what is read."""
    for at in range(quote - 1, max(1, quote - _NAME_REACH), -1):
        if tokens[at].lower.removesuffix("s") in _LINES and tokens[at - 1].lower in DETERMINERS:
            before = {token.lower for token in tokens[max(0, at - _NAME_REACH) : at]}
            text = not before.isdisjoint(_GOES | {"contains", "has"})
            span = Span(tokens[at - 1].start, tokens[at].end)
            return Mention(span, tokens[at].span, MentionKind.COMMON) if text else None
        if tokens[at].word:
            return None
    return None


def _relates(token: Token) -> bool:
    return token.lower in ("that", "who")


def name_before_colon(tokens: Sequence[Token], colon: int) -> Mention | None:
    """Return the name in ``Mara Oyelaran:`` or ``Bridge is safe - Mara Oyelaran:``."""
    start = colon
    while start > 0 and tokens[start - 1].word:
        start -= 1
    if start > 0 and tokens[start - 1].text not in content.DASHES:
        return None
    between = tokens[start:colon]
    if any(is_finite(token) or token.lower in forms() for token in between):
        return None
    mention = noun_phrase(tokens, start, colon)
    if mention is None or mention.kind is not MentionKind.NAME:
        return None
    return mention if mention.head.end == tokens[colon - 1].end else None

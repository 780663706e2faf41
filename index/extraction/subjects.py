"""Subjects: the noun phrase that a reporting verb belongs to, before it, after it or shared.

A subject is found by walking from the verb to the nearest boundary and keeping what can be a noun
phrase::

    In Ostrava on Monday, a spokesman for the ministry, Jan Dvorak, later said …
                          └────────────────────────┘ └─────────┘    ^ verb
    lead-in, dropped      subject                    apposition, stepped over

Cost: each walk is bounded, so a sentence costs its number of verbs.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.extraction.grammar import (
    AUXILIARIES,
    BE,
    CLAUSE_WORDS,
    DETERMINERS,
    INFINITIVE_CARRIERS,
    NEGATIONS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    is_adverb,
    is_date,
    is_finite,
    is_possessive,
)
from index.extraction.introductions import is_person_noun
from index.extraction.lexicons import load_all, words
from index.extraction.mentions import BREAKS, Mention, MentionKind, noun_phrase, spells_date
from index.extraction.tokens import Token
from index.extraction.verbs import Form, forms
from index.model import Span

_REACH = 16
"""The longest subject, in tokens, that is looked for."""
_LEAST_CLAUSE = 2
_YEAR = 4
"""The digits of a year."""
_SEGMENT_REACH = 40
"""How far back, in tokens, an apposition may begin."""
_DASHES = frozenset({"—", "–", "―", "-", "--"})
_APPOSITION_ENDS = _DASHES | {",", ")"}
_PARTICIPLES = words(
    "known seen shown born caught chosen driven given grown taken torn worn written"
)
_GOES_ON_WITH_ROLE = words("current former longtime onetime then")
"""After "and": "the former mayor of Orrin and current warden" is one person."""
_HEARSAY = words("reported said believed understood thought alleged known supposed rumoured heard")
"""Between a subject and its verb: "Mara Oyelaran is reported to have told them so"."""
_CLOSING_MARKS = frozenset('”’"»')
_OPENS_ADJUNCT = PREPOSITIONS | SUBORDINATORS
_OPENS_CLAUSE = words("while when though although as because but and if then")
_WHICH_TIME = frozenset({"last", "this", "next"})
_TIMES = words("week month year weekend night morning afternoon evening spring summer fall winter")
_WORN = words("card badge sign placard shirt hat button")
"""What somebody bears that has words on it: they are hers."""
_BEFORE_NOUNS = PREPOSITIONS | DETERMINERS
_INSIDE_SUBJECT = PREPOSITIONS | words("de von van der den la el al bin ibn di da and 's")


def subject_before(tokens: Sequence[Token], verb: int, floor: int) -> Mention | None:
    """Return the subject that ends just left of ``tokens[verb]``, at or after ``floor``."""
    last = verb - 1
    while last >= floor and _between(tokens, last, tokens[verb]):
        last -= 1
    timed = last - 1 > floor and _is_time(tokens[last - 1], tokens[last])
    last -= 2 * timed
    if last > floor and (timed or is_date(tokens[last + 1])) and _is_past_verb(tokens, last):
        last -= 1
    if last < floor or tokens[last].region is not None:
        return None
    if tokens[last].text in _CLOSING_MARKS and last > floor:
        last -= 1
    token = tokens[last]
    if token.text in _APPOSITION_ENDS:
        return _before_apposition(tokens, last, floor)
    if token.lower in RELATIVES or (token.lower == "that" and last > floor):
        return _relative(tokens, last, floor)
    described = _described(tokens, last, floor)
    if described is not None:
        return described
    start = _run_start(tokens, last, floor)
    if tokens[start - 1].lower == "whose" and start > floor + 1:
        owner = _whose(tokens, start - 1, floor)
        if owner is not None:
            return owner
    if start > floor and _belongs_to_verb(tokens, start, verb):
        return None
    mention = noun_phrase(tokens, start, last + 1)
    if mention is not None and _is_object(tokens, start, mention):
        return None
    return _named_in_apposition(tokens, start, last, floor, mention)


def _described(tokens: Sequence[Token], last: int, floor: int) -> Mention | None:
    """Return "those" in ``those who sailed with Mara | call him``: a clause tells who they are.

    ``tokens[last]`` is the last of the clause, which has a verb of its own right behind its "who".
    """
    who = last
    while who > floor and last - who < _REACH and _may_describe(tokens, who):
        who -= 1
    if tokens[who].lower != "who" or who <= floor or last - who < _LEAST_CLAUSE:
        return None
    verb = who + 1 + is_adverb(tokens[who + 1])
    own = is_finite(tokens[verb]) or _is_past_verb(tokens, verb)
    before = tokens[who - 1]
    if not own or not before.word or before.lower in PREPOSITIONS or tokens[verb].lower in forms():
        return None
    if before.lower in ("those", "one", "all"):
        return Mention(Span(before.start, tokens[last].end), before.span, MentionKind.COMMON)
    start = _run_start(tokens, who - 1, floor)
    mention = noun_phrase(tokens, start, who)
    return _named_in_apposition(tokens, start, who - 1, floor, mention)


def _may_describe(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether the word may stand in the clause behind "who", which has no other clause."""
    token = tokens[position]
    return token.region is None and token.word and token.lower not in CLAUSE_WORDS


def _is_time(first: Token, noun: Token) -> bool:
    """Tell "last month", which stands between a subject and its verb and is none itself."""
    return first.lower in _WHICH_TIME and noun.lower in _TIMES


def _is_object(tokens: Sequence[Token], start: int, mention: Mention) -> bool:
    """Tell the object in "In a message posted on Friday": a bare noun after a preposition."""
    if mention.kind is not MentionKind.COMMON or tokens[start].lower not in PREPOSITIONS:
        return False
    first = next(token for token in tokens[start:] if token.start >= mention.span.start)
    return not (
        first.capital or first.lower in DETERMINERS or mention.head.end - first.start < 1
    ) and (first.start == mention.head.start and not first.lower.endswith("s"))


def _belongs_to_verb(tokens: Sequence[Token], start: int, verb: int) -> bool:
    """Tell words that are no subject: behind "will" (a verb and its object) or "was" (a state).

    "will accept US demands", "was responsible for advising".
    """
    if tokens[start].capital:
        return False
    lower = tokens[start - 1].lower
    if lower in BE:
        return tokens[verb].lower.endswith("ing")
    return lower in AUXILIARIES or lower in NEGATIONS or lower.endswith("n't")


def _between(tokens: Sequence[Token], position: int, verb: Token) -> bool:
    """Tell whether ``tokens[position]`` may stand between a subject and its ``verb``."""
    token = tokens[position]
    lower = token.lower
    dated = is_date(token) and not spells_date(tokens, 0, position)
    if dated or (lower == "on" and is_date(tokens[position + 1])):
        return True
    if token.region is not None or not token.word:
        return False
    if _is_year(tokens, position) or (lower == "in" and _is_year(tokens, position + 1)):
        return True
    if lower in AUXILIARIES or lower in NEGATIONS or is_adverb(token) or lower.endswith("n't"):
        return True
    following = tokens[position + 1].lower
    if lower in ("heard", "seen") and verb.lower.endswith("ing"):
        return position > 0 and tokens[position - 1].lower in BE
    if (lower, following) == ("to", "have") or (lower in _HEARSAY and following == "to"):
        return True
    if lower in INFINITIVE_CARRIERS or lower in ("on", "to"):
        form = forms().get(verb.lower)
        return form is not None and form.form is Form.BASE
    return lower in BE


def _is_year(tokens: Sequence[Token], position: int) -> bool:
    """Tell the year in ``who in 1931 said``."""
    year = tokens[position].text.isdigit() and len(tokens[position].text) == _YEAR
    return year and position > 0 and tokens[position - 1].lower == "in"


def _run_start(tokens: Sequence[Token], last: int, floor: int) -> int:
    """Return where the run of tokens that may be one noun phrase begins, going left."""
    position = last
    while position >= floor and last - position < _REACH:
        token = tokens[position]
        if token.region is not None or token.text in BREAKS or is_finite(token):
            break
        clause = token.lower in CLAUSE_WORDS and not token.capital
        if clause and not (token.lower == "that" and _after_preposition(tokens, position)):
            break
        if token.lower == "and" and not _joins_nouns(tokens, position, last, floor):
            break
        if position != last and _is_past_verb(tokens, position):
            break
        position -= 1
    return position + 1


def _after_preposition(tokens: Sequence[Token], position: int) -> bool:
    return position > 0 and tokens[position - 1].lower in PREPOSITIONS


def _is_past_verb(tokens: Sequence[Token], position: int) -> bool:
    """Tell a past form ("the council voted") from a participle before a noun ("a retired vet")."""
    token = tokens[position]
    if token.capital or not token.word:
        return False
    verb = forms().get(token.lower)
    if verb is not None and verb.form is Form.PAST:
        return True
    if not token.lower.endswith("ed") or "-" in token.lower or position == 0:
        return False
    before = tokens[position - 1]
    adjective = before.lower in _BEFORE_NOUNS or is_possessive(before)
    return before.word and not adjective


def _joins_nouns(tokens: Sequence[Token], conjunction: int, last: int, floor: int) -> bool:
    if conjunction <= floor or conjunction >= last:
        return False
    left, right = tokens[conjunction - 1], tokens[conjunction + 1]
    titled = right.text.isupper() and is_person_noun(left.lower)
    if right.capital and (left.capital or titled):
        return True
    if right.lower in _GOES_ON_WITH_ROLE and left.lower not in DETERMINERS:
        return True
    begin = max(floor, conjunction - 4)
    opening = all(token.word and not is_finite(token) for token in tokens[begin:conjunction])
    return opening and begin == floor and not right.capital


def _whose(tokens: Sequence[Token], whose: int, floor: int) -> Mention | None:
    """Return the owner in ``Mara Oyelaran, whose card says “…”``, if it is what speaks for her."""
    speaks = load_all("documents", "speech_nouns", "document_parts") | _WORN
    if tokens[whose + 1].lower not in speaks:
        return None
    last = whose - 1
    while last >= floor and (tokens[last].text in BREAKS or tokens[last].lower == "and"):
        last -= 1
    if last < floor:
        return None
    if tokens[whose - 1].text == "," and tokens[whose - 2].word:
        return noun_phrase(tokens, _run_start(tokens, last, floor), last + 1)
    return _before_apposition(tokens, last + 1, floor) if tokens[last + 1].text == "," else None


def _relative(tokens: Sequence[Token], relative: int, floor: int) -> Mention | None:
    last = relative - 1
    if last >= floor and tokens[last].text in _APPOSITION_ENDS:
        last -= 1
    if last < floor or not tokens[last].word:
        return None
    listed = tokens[last].lower in forms() and not tokens[last].capital
    if tokens[last].lower in PREPOSITIONS or listed:
        return None
    antecedent = noun_phrase(tokens, _run_start(tokens, last, floor), last + 1)
    if antecedent is None or antecedent.kind is MentionKind.PRONOUN:
        return None
    span = tokens[relative].span
    return Mention(span, span, MentionKind.RELATIVE, antecedent)


def _named_in_apposition(
    tokens: Sequence[Token], start: int, last: int, floor: int, mention: Mention | None
) -> Mention | None:
    """Prefer the name in ``Jan Dvorak, a spokesman for the ministry said``."""
    if mention is None or start - 1 <= floor or last - start < 1:
        return mention
    comma = _apposition_comma(tokens, start, mention)
    if comma is None:
        return mention
    begin = comma
    while begin > floor and tokens[begin - 1].capital:
        begin -= 1
    if comma - begin < 2:
        return mention
    named = noun_phrase(tokens, begin, comma)
    return named if named is not None and named.kind is MentionKind.NAME else mention


def _apposition_comma(tokens: Sequence[Token], start: int, mention: Mention) -> int | None:
    """Return the comma before the apposition that begins at ``start``, if it is one.

    ``, a spokesman for the ministry``, ``, professor of law at Orrin``, ``, who is its chairman``.
    """
    first = tokens[start].lower
    if first not in DETERMINERS and not is_person_noun(first):
        return None
    if mention.kind is not MentionKind.COMMON and (first in DETERMINERS or tokens[start].capital):
        return None
    if tokens[start - 1].lower in ("is", "was") and tokens[start - 2].lower == "who":
        start -= 2
    return start - 1 if tokens[start - 1].text == "," else None


def _before_apposition(tokens: Sequence[Token], closing: int, floor: int) -> Mention | None:
    """Return the noun phrase before the apposition that ends at ``tokens[closing]``."""
    if tokens[closing].text in _DASHES:
        opening = _opening_dash(tokens, closing, floor)
        if opening is not None:
            start = _run_start(tokens, opening - 1, floor)
            mention = noun_phrase(tokens, start, opening)
            return _named_in_apposition(tokens, start, opening - 1, floor, mention)
    best: Mention | None = None
    place: Mention | None = None
    end = closing
    low = max(floor, closing - _SEGMENT_REACH)
    while end > low:
        start = end - 1
        while start >= low and tokens[start].text not in BREAKS and tokens[start].region is None:
            start -= 1
        if end < closing or tokens[closing].text != ")":
            mention = _segment(tokens, start + 1, end)
            scene = mention is _SKIPPED and _sets_scene(tokens[start + 1])
            if mention is None or (scene and best is not None and not tokens[end - 1].capital):
                break
            if scene and best is not None and best.kind is MentionKind.NAME:
                place, best = best, None
            if mention is not _SKIPPED:
                best = mention
                if tokens[start + 1].lower == "which":
                    break
        at_edge = start < low or tokens[start].region is not None
        if at_edge or tokens[start].text not in (",", "(", "—", "–", "-", "--"):
            break
        end = start
    return best or place


def _opening_dash(tokens: Sequence[Token], closing: int, floor: int) -> int | None:
    """Return the dash that opens the aside which ends at the dash ``tokens[closing]``."""
    for position in range(closing - 1, max(floor, closing - _SEGMENT_REACH), -1):
        if tokens[position].text in _DASHES:
            return position
    return None


_SKIPPED = Mention(Span(0, 0), Span(0, 0), MentionKind.COMMON)


def _sets_scene(first: Token) -> bool:
    """Tell whether a stretch between commas begins as an aside about time or place."""
    lower = first.lower
    return (lower in PREPOSITIONS and lower not in ("of", "from")) or lower in SUBORDINATORS


def _segment(tokens: Sequence[Token], start: int, end: int) -> Mention | None:
    """Read one stretch between commas: a noun phrase, an aside (_SKIPPED), or None: a clause."""
    if start >= end:
        return _SKIPPED
    first = tokens[start]
    if first.lower in RELATIVES or first.lower in ("whose", "whom"):
        object_of = first.lower == "which" and start + 1 < end and tokens[start + 1].capital
        verbs = any(is_finite(tokens[at]) or _is_past_verb(tokens, at) for at in range(start, end))
        return noun_phrase(tokens, start + 1, end) if object_of and not verbs else _SKIPPED
    participle = first.lower.endswith(("ing", "ed")) or first.lower in _PARTICIPLES
    if participle and not first.capital:
        return _SKIPPED
    if first.lower in _OPENS_CLAUSE and start + 1 < end:
        start += 1
    elif first.lower in _OPENS_ADJUNCT or is_adverb(first) or is_date(first):
        return _SKIPPED
    if first.text.isdigit():
        return _SKIPPED
    relatives = (at for at in range(start + 1, end) if tokens[at].lower in ("who", "which", "that"))
    end = next(relatives, end)
    inside = range(start, end)
    if any(is_finite(tokens[at]) or _is_past_verb(tokens, at) for at in inside):
        return None
    return noun_phrase(tokens, start, end) or _SKIPPED

"""Cues: the reporting verbs of a sentence that really are verbs here.

Many reporting verbs are nouns too ("his claims", "the report"), stand in the passive ("was told")
or in an infinitive that reports nothing ("declined to say"). The words to the left decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.extraction.grammar import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    INFINITIVE_CARRIERS,
    NEGATIONS,
    OBJECT_PRONOUNS,
    POSSESSIVES,
    PREPOSITIONS,
    is_adverb,
    is_possessive,
    pronoun_of,
)
from index.extraction.introductions import is_person_noun
from index.extraction.lexicons import load, words
from index.extraction.tokens import Token
from index.extraction.verbs import SPEECH, Form, Sort, Verb, forms

_PARTICLES = {
    "point": ("out", "to"),
    "call": ("for", "on", "upon"),
    "refer": ("to",),
    "respond": ("to",),
    "agree": ("with", "to"),
    "object": ("to",),
    "speak": ("about", "of"),
    "hint": ("at",),
    "scoff": ("at",),
    "comment": ("on",),
    "spell": ("out",),
    "read": ("out",),
    "go": ("on",),
    "shoot": ("back",),
    "fire": ("back",),
    "hit": ("back", "out"),
    "push": ("back",),
    "chime": ("in",),
    "weigh": ("in",),
    "put": ("it",),
}
_AFTER_VERB = DETERMINERS | OBJECT_PRONOUNS | {"that"}
"""Words that open what a verb is about: before them, "calls" is no noun."""
_OBJECTS = OBJECT_PRONOUNS - {"her", "you"}
"""Words that follow a verb and no noun: "those who sailed with Mara call him"."""
_NUMBERS = words("one two three four five six")
_INVERTED_REACH = 8
_SHORT_SUBJECT = 7
_PLURALS = words(
    "who that which people police some many most others both few majority and or women men media"
)
_PERFECT_ONLY = words("known seen shown written sung forgotten sworn proven spelt taught")
_NEEDS_FOR = words("take mistake")
_FOR_REACH = 6
"""Tokens within which "took them for" comes to the quote that it reports."""
_NEEDS_PARTICLE = words("point spell go shoot fire hit push chime weigh put")
_SPELT_ALIKE = words("put read")
"""Verbs whose past is spelt like their base form."""
_BEFORE_PARTICIPLE = words("by in while and before after also of upon when")


class Cue(NamedTuple):
    """A reporting verb at ``tokens[position]``; ``end`` is past its particle ("pointed out")."""

    position: int
    end: int
    verb: Verb

    @property
    def participle(self) -> bool:
        """Whether the verb stands as a participle ("adding that …")."""
        return self.verb.form is Form.PARTICIPLE


def may_be_cue(token: Token) -> bool:
    """Tell whether ``token`` is a form of a verb of speech, whatever stands around it."""
    verb = forms().get(token.lower)
    return verb is not None and verb.sort in SPEECH and not token.capital


def find_cues(tokens: Sequence[Token]) -> list[Cue]:
    """Return the cues of one sentence, from left to right."""
    table = forms()
    cues: list[Cue] = []
    for position in [at for at, token in enumerate(tokens) if token.lower in table]:
        token = tokens[position]
        verb = table[token.lower]
        if token.capital and position > 0:
            continue
        if token.capital and verb.lemma != "say" and not _asks_first(tokens, verb):
            continue
        if not _is_verb(tokens, position, verb):
            continue
        end = _particle_end(tokens, position, verb)
        if end is not None:
            cues.append(Cue(position, end, verb))
    return cues


def _asks_first(tokens: Sequence[Token], verb: Verb) -> bool:
    """Tell ``Answers the spokeswoman: “…”``, a sentence that opens with its verb."""
    if verb.sort not in SPEECH or len(tokens) < 4:
        return False
    opens = tokens[1].capital or tokens[1].lower in DETERMINERS
    reach = range(2, min(len(tokens) - 1, _INVERTED_REACH))
    return opens and any(tokens[at].text == ":" and tokens[at + 1].region for at in reach)


def _particle_end(tokens: Sequence[Token], position: int, verb: Verb) -> int | None:
    if verb.lemma in _NEEDS_FOR:
        near = range(position + 2, min(len(tokens) - 1, position + _FOR_REACH))
        found = any(tokens[at].lower == "for" and tokens[at + 1].region for at in near)
        return position + 1 if found else None
    particles = _PARTICLES.get(verb.lemma, ())
    following = tokens[position + 1].lower if position + 1 < len(tokens) else ""
    if following in particles:
        infinitive = position + 2 < len(tokens) and tokens[position + 2].lower == "to"
        return None if verb.lemma == "go" and infinitive else position + 2
    return None if verb.lemma in _NEEDS_PARTICLE else position + 1


def _is_verb(tokens: Sequence[Token], position: int, verb: Verb) -> bool:
    if position == 0:
        return verb.form in (Form.PAST, Form.PRESENT)
    before = tokens[position - 1]
    if before.region is not None:
        return verb.form is not Form.BASE
    counted = before.lower in _NUMBERS and position > 1 and tokens[position - 2].lower == "of"
    determined = before.lower in DETERMINERS and not counted
    if (determined and not _follows_the_other(tokens, position)) or is_possessive(before):
        return False
    if before.lower == "without":
        return False
    if before.lower == "to":
        carrier = tokens[position - 2].lower if position > 1 else ""
        return verb.form is Form.BASE and (
            carrier in INFINITIVE_CARRIERS or (position > 2 and carrier == "on")
        )
    if verb.form is Form.BASE and verb.lemma in _SPELT_ALIKE and before.word:
        return before.lower not in PREPOSITIONS and not _is_passive(tokens, position)
    if verb.form in (Form.BASE, Form.PRESENT):
        return _is_present_verb(tokens, position, verb)
    if verb.form is Form.PAST:
        if tokens[position].lower in _PERFECT_ONLY and before.lower not in AUXILIARIES:
            return False
        named_by_it = verb.lemma in ("call", "dub", "label", "term", "brand")
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        named_by_it = named_by_it and (following is None or following.lower not in _AFTER_VERB)
        if named_by_it and any(
            token.lower in ("a", "an") for token in tokens[position - 3 : position]
        ):
            return False
        by = position + 1 < len(tokens) and tokens[position + 1].lower == "by"
        return not by and not _is_passive(tokens, position)
    if position + 1 < len(tokens) and is_person_noun(tokens[position + 1].lower):
        return False
    return verb.sort in SPEECH or follows_as_participle(tokens, position) or before.lower in BE


def _follows_the_other(tokens: Sequence[Token], position: int) -> bool:
    """Tell the verb in ``the other answered he had not``: "other" stands for a person."""
    if tokens[position - 1].lower != "other" or position + 1 >= len(tokens):
        return False
    following = tokens[position + 1]
    clause = pronoun_of(following) is not None or following.lower in _AFTER_VERB
    return clause or following.region is not None or not following.word


def _is_present_verb(tokens: Sequence[Token], position: int, verb: Verb) -> bool:
    """Tell a present or base form from the noun that is spelt alike."""
    before = tokens[position - 1]
    lower = before.lower
    if lower in PREPOSITIONS or lower in ("new", "recent", "own"):
        return False
    if is_adverb(before) and position > 1 and tokens[position - 2].lower in DETERMINERS:
        return False
    if (
        pronoun_of(before) is not None
        or lower in AUXILIARIES
        or lower in NEGATIONS
        or is_adverb(before)
    ):
        return True
    if not _also_noun(verb) and verb.form is Form.PRESENT:
        return True
    follows = tokens[position + 1] if position + 1 < len(tokens) else None
    closes = before.text in (",", "”", '"', "’", ")") and verb.form is Form.PRESENT
    if closes and follows is not None and follows.lower in _AFTER_VERB:
        return True
    if verb.sort is Sort.SHOWING and _closes(tokens, position, verb):
        return True
    if follows is not None and (follows.lower in ("that", "of", "about", "from", "to", ".")):
        certain = verb.form is Form.PRESENT and verb.lemma != "state"
        return follows.lower == "that" and (certain or lower.endswith("s"))
    plural = lower.endswith("s") and not lower.endswith("ss")
    if verb.form is Form.BASE and follows is not None and follows.lower in _OBJECTS:
        return before.word
    if verb.form is Form.BASE:
        return plural or lower in _PLURALS
    return before.capital or lower in load("roles") or lower in ("who", "which", "that")


def _closes(tokens: Sequence[Token], position: int, verb: Verb) -> bool:
    """Tell the last word of ``Tolls fell by half, figures show.``: its subject follows a comma."""
    if position + 1 < len(tokens) and tokens[position + 1].text != ".":
        return False
    plural = tokens[position - 1].lower.endswith("s")
    if plural is not (verb.form is Form.BASE):
        return False
    left = tokens[max(0, position - _SHORT_SUBJECT) : position]
    marks = (at for at in range(len(left) - 2, 0, -1) if not left[at].word)
    return next((left[at].text == "," for at in marks), False)


def _also_noun(verb: Verb) -> bool:
    return verb.lemma in load("speech_nouns") or verb.lemma in load("verbs_also_nouns")


def _is_passive(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a past form follows a form of "be": "was told", "had been called"."""
    left = position - 1
    while left >= 0 and tokens[left].word and is_adverb(tokens[left]):
        left -= 1
    if left < 0 or tokens[left].region is not None:
        return False
    lower = tokens[left].lower
    return lower in BE or lower in POSSESSIVES or lower.endswith(("'m", "'re"))


def follows_as_participle(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether the participle at ``position`` hangs on an earlier subject: "…, adding …"."""
    left = position - 1
    while left > 0 and is_adverb(tokens[left]) and tokens[left].lower not in _BEFORE_PARTICIPLE:
        left -= 1
    before = tokens[left]
    return (
        before.region is not None
        or before.text in (",", "—", "–", "--")
        or (before.lower in _BEFORE_PARTICIPLE)
    )

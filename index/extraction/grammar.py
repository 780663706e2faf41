"""The closed classes of English words that patterns look at, and small tests on tokens."""

from __future__ import annotations

from index.extraction.lexicons import load, words
from index.extraction.memo import Memo
from index.extraction.tokens import Token

SUBJECT_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you"})
OBJECT_PRONOUNS = frozenset({"him", "her", "them", "me", "us", "it", "you"})
RELATIVES = frozenset({"who", "which"})
MALE_PRONOUNS = frozenset({"he", "him", "his", "himself"})
FEMALE_PRONOUNS = frozenset({"she", "her", "hers", "herself"})

DETERMINERS = words(
    "the a an this that these those his her their its my our your any no some each every another "
    "such other several many both all one two three four five six"
)
POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our", "your"})
BE = frozenset({"is", "was", "are", "were", "be", "been", "being", "am", "'s", "'re"})
AUXILIARIES = words(
    "has have had having do does did will would can could may might shall should must"
)
NEGATIONS = words(
    "not never don't doesn't didn't won't wouldn't can't couldn't hasn't haven't hadn't isn't "
    "wasn't aren't weren't"
)
ADVERBS = words(
    "also later then again once twice repeatedly recently just still even only already first soon "
    "further now today yesterday often always both all ever perhaps too more almost rather however "
    "meanwhile nonetheless nevertheless instead quite previously earlier since thus long himself "
    "herself themselves itself"
)
PREPOSITIONS = words(
    "of for from in at with on by to about against over under during amid despite near like "
    "through into between among within after before upon without toward towards across around "
    "behind beyond inside outside off per via regarding concerning following"
)
SUBORDINATORS = words(
    "after when while if although though because since before once as until unless whereas "
    "despite amid whether even"
)
CLAUSE_WORDS = words(
    "that but when as while because if after before since although though which who whom whose "
    "what how why until unless than whether or so where nor yet"
)
LEADS = words(
    "and but so yet then later earlier instead also however meanwhile still indeed well now "
    "finally moreover furthermore nevertheless perhaps plus"
)
SENTENCE_STARTERS = words(
    "there here yes no not nobody nothing more most many some few such other others another "
    "according asked speaking people let last next"
)
INFINITIVE_CARRIERS = words(
    "went goes go going continued continues continue wants wanted rushed hastened took used began "
    "started chose had has have prompted forced led moved obliged"
)
"""Words before "to say" that leave the saying a fact, unlike "declined to say"."""
IRREGULAR_PASTS = words(
    "went came got made took gave put became began left kept let ran held won lost met sent fell "
    "grew led drew spoke broke brought built bought caught chose cut drove ate fought flew found "
    "hit hurt laid lay paid rode rose saw sat set shot slept sold spent stood stole struck threw "
    "wore woke shook showed shown"
)
NOT_ADVERBS = words(
    "family ally reply supply rally assembly italy july only early daily weekly monthly bully "
    "jelly belly fly"
)
_FINITE = BE | AUXILIARIES | NEGATIONS | IRREGULAR_PASTS
_CLOSED = frozenset().union(
    DETERMINERS,
    PREPOSITIONS,
    CLAUSE_WORDS,
    LEADS,
    SUBJECT_PRONOUNS,
    SENTENCE_STARTERS,
    SUBORDINATORS,
)


def is_adverb(token: Token) -> bool:
    """Tell whether ``token`` may stand between a subject and its verb as an adverb."""
    lower = token.lower
    if lower in ADVERBS:
        return True
    return lower.endswith("ly") and not token.capital and lower not in NOT_ADVERBS


def pronoun_of(token: Token) -> str | None:
    """Return the subject pronoun that ``token`` is or begins with ("he" of "he's"), or None."""
    return _PRONOUN_OF[token.lower]


def _pronoun_of(lower: str) -> str | None:
    bare = lower.partition("'")[0]
    return bare if bare in SUBJECT_PRONOUNS else None


_PRONOUN_OF = Memo(_pronoun_of)


def is_date(token: Token) -> bool:
    """Tell whether ``token`` names a day or a month (capitalised)."""
    return token.capital and token.lower.rstrip(".") in load("calendar")


def is_possessive(token: Token) -> bool:
    """Tell whether ``token`` ends in a possessive 's or is a possessive pronoun."""
    if pronoun_of(token) is not None:
        return False
    return token.lower in POSSESSIVES or token.lower.endswith(("'s", "s'"))


def is_finite(token: Token) -> bool:
    """Tell whether ``token`` is plainly a finite verb: such a word cannot be in a noun phrase."""
    lower = token.lower
    return (lower in _FINITE or lower.endswith("n't")) and not token.capital


def is_name_word(token: Token, *, first: bool) -> bool:
    """Tell whether ``token`` looks like part of a name; ``first`` in its sentence proves less."""
    if not token.capital or is_date(token):
        return False
    return not first or token.lower not in _CLOSED

"""The attribution rules by name: what each looks like and how often it is right.

Each rule has an example sentence that is its test (the speaker in ⟦⟧, the content in {}), and its
shares: how many of its attributions on the training articles were right, for content with marks in
it and without, by a person and by anybody or anything else. A confidence is a promise: of the
attributions that carry .9, nine in ten have the right speaker. It is the rule's share, raised where
"said" reports content without marks, and lowered by how often such a pronoun is resolved wrongly.

``python -m tests.quality --calibrate`` prints the figures as they are measured now. An attribution
that the annotators do not have counts as wrong; they have no interviews and no quotes in quotes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from index.extraction.grammar import SUBJECT_PRONOUNS
from index.model import QuoteKind

Shares = tuple[float, float]
"""How often it is right (0 to 1): by a person of the article, by anybody or anything else."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern: its example, marked up, and its shares with and without marks."""

    name: str
    example: str
    marked: Shares
    indirect: Shares


class Naming(Enum):
    """How the speaker is named where the attribution stands."""

    PERSON = "a person by name or description"
    HE_OR_SHE = "he or she"
    PRONOUN = "another pronoun"
    OTHER = "somebody or something else"


_TABLE: tuple[tuple[str, str, Shares, Shares], ...] = (
    (
        "quote-subject-verb",
        "{“The bridge is safe,”} ⟦Mara Oyelaran⟧ said.",
        (0.98, 0.94),
        (0.98, 0.98),
    ),
    (
        "quote-verb-subject",
        "{“The bridge is safe,”} said ⟦Mara Oyelaran⟧, an engineer.",
        (0.98, 0.96),
        (0.98, 0.98),
    ),
    (
        "clause-subject-verb",
        "{The bridge is safe}, ⟦Mara Oyelaran⟧ said.",
        (0.91, 0.76),
        (0.52, 0.46),
    ),
    (
        "clause-verb-subject",
        "{The bridge is safe}, said ⟦Mara Oyelaran⟧.",
        (0.91, 0.85),
        (0.58, 0.32),
    ),
    (
        "subject-verb-quote",
        "⟦Mara Oyelaran⟧ said on Monday, {“The bridge is safe.”}",
        (0.94, 0.76),
        (0.90, 0.90),
    ),
    (
        "subject-verb-that",
        "⟦Mara Oyelaran⟧ told reporters {that the bridge was safe}.",
        (0.92, 0.85),
        (0.88, 0.78),
    ),
    (
        "subject-verb-clause",
        "⟦Mara Oyelaran⟧ said {the bridge was safe}.",
        (0.87, 0.68),
        (0.68, 0.56),
    ),
    (
        "subject-verb-infinitive",
        "⟦Mara Oyelaran⟧ promised {to mend the bridge}.",
        (0.89, 0.76),
        (0.66, 0.55),
    ),
    (
        "subject-verb-object",
        "⟦Mara Oyelaran⟧ criticised {the state of the bridge}.",
        (0.90, 0.67),
        (0.66, 0.51),
    ),
    ("wish", "⟦Mara Oyelaran⟧ wants {to mend the bridge}.", (0.60, 0.45), (0.54, 0.43)),
    (
        "relative-quote",
        "Mara Oyelaran, ⟦who⟧ said {“the bridge is safe,”} left early.",
        (0.88, 0.89),
        (0.83, 0.83),
    ),
    (
        "relative-that",
        "It pleased Mara Oyelaran, ⟦who⟧ said {that the bridge was safe}.",
        (0.89, 0.88),
        (0.60, 0.62),
    ),
    (
        "relative-clause",
        "It pleased Mara Oyelaran, ⟦who⟧ said {the bridge was safe}.",
        (0.53, 0.45),
        (0.48, 0.40),
    ),
    (
        "relative-infinitive",
        "It pleased Mara Oyelaran, ⟦who⟧ promised {to mend it}.",
        (0.36, 0.36),
        (0.29, 0.20),
    ),
    (
        "relative-object",
        "It pleased Mara Oyelaran, ⟦who⟧ described {the old bridge}.",
        (0.55, 0.40),
        (0.59, 0.41),
    ),
    (
        "participle-quote",
        "⟦Mara Oyelaran⟧ shut the road, saying {“the bridge is unsafe.”}",
        (0.89, 0.61),
        (0.79, 0.79),
    ),
    (
        "participle-that",
        "⟦Mara Oyelaran⟧ shut the road, saying {that the bridge was unsafe}.",
        (0.89, 0.81),
        (0.84, 0.60),
    ),
    (
        "participle-clause",
        "⟦Mara Oyelaran⟧ shut the road, saying {the bridge was unsafe}.",
        (0.85, 0.66),
        (0.62, 0.35),
    ),
    (
        "participle-infinitive",
        "⟦Mara Oyelaran⟧ shut the road, promising {to mend it}.",
        (0.82, 0.79),
        (0.53, 0.39),
    ),
    (
        "participle-object",
        "⟦Mara Oyelaran⟧ shut the road, citing {the state of the bridge}.",
        (0.86, 0.54),
        (0.64, 0.34),
    ),
    (
        "shared-subject-quote",
        "⟦Mara Oyelaran⟧ rose and said {“the bridge is safe.”}",
        (0.75, 0.60),
        (0.73, 0.73),
    ),
    (
        "shared-subject-that",
        "⟦Mara Oyelaran⟧ rose and said {that the bridge was safe}.",
        (0.86, 0.88),
        (0.84, 0.71),
    ),
    (
        "shared-subject-clause",
        "⟦Mara Oyelaran⟧ rose and said {the bridge was safe}.",
        (0.75, 0.67),
        (0.56, 0.38),
    ),
    (
        "shared-subject-infinitive",
        "⟦Mara Oyelaran⟧ rose and promised {to mend the bridge}.",
        (0.69, 0.70),
        (0.73, 0.68),
    ),
    (
        "shared-subject-object",
        "⟦Mara Oyelaran⟧ rose and criticised {the old bridge}.",
        (0.96, 0.77),
        (0.59, 0.37),
    ),
    (
        "verb-subject-quote",
        "Said ⟦Mara Oyelaran⟧: {“The bridge is unsafe.”}",
        (0.63, 0.50),
        (0.66, 0.66),
    ),
    (
        "according-to",
        "According to ⟦Mara Oyelaran⟧, {the bridge is safe}.",
        (0.79, 0.84),
        (0.74, 0.85),
    ),
    (
        "claim",
        "The town lived with ⟦Mara Oyelaran’s⟧ claim {that the bridge was safe}.",
        (0.74, 0.70),
        (0.56, 0.51),
    ),
    ("signature", "{“The bridge is safe.”} — ⟦Mara Oyelaran⟧", (0.96, 0.93), (0.87, 0.87)),
    ("colon", "⟦Mara Oyelaran⟧ on the bridge: {“It is quite safe.”}", (0.86, 0.58), (0.75, 0.75)),
)
OTHER_RULES: dict[str, Shares] = {
    "label": (0.96, 0.96),
    "introduced": (0.84, 0.67),
    "turn": (0.62, 0.62),
    "body-wish": (0.35, 0.32),
    "nearby-subject": (0.65, 0.41),
    "preceding-subject": (0.61, 0.55),
    "last-speaker": (0.41, 0.16),
    "nested": (0.63, 0.63),
}
"""Rules that need more than one sentence, tested by their own tests. A state or a board that
seeks something says it seldom. Transcripts, turns of a dialogue and quotes inside quotes are not
in the training annotations: their figures are from the bundled articles, and few."""

RESOLVED = {Naming.PERSON: 1.0, Naming.HE_OR_SHE: 0.90, Naming.PRONOUN: 0.30, Naming.OTHER: 1.0}
"""How often a pronoun stands for whom it was resolved to. Looked up by hand: 125 of "he" and
"she" and 33 of "it", "they", "we", "I" and "you", drawn from the training articles; then, for "he"
and "she", all that later rules changed there. A rule's share is of pronouns that are the
annotators' source."""

SAY = frozenset({"say", "says", "said", "saying"})
MISSED_WITH_SAY = 0.36
"""How much less often content without marks is wrong with a form of "say" than with other verbs:
what follows "said" is speech, what follows "noted" or "believes" need not be."""

_UNKNOWN = (0.5, 0.5)

RULES: dict[str, Rule] = {row[0]: Rule(*row) for row in _TABLE}


def naming(mention: str, *, person: bool) -> Naming:
    """Return how ``mention``, the words that name a speaker, names him; "" where there are none.

    ``person`` tells whether it was resolved to a person among the article's actors.
    """
    word = mention.lower()
    if word in ("he", "she"):
        return Naming.HE_OR_SHE
    if word in SUBJECT_PRONOUNS:
        return Naming.PRONOUN
    return Naming.PERSON if person else Naming.OTHER


def says(cue: str | None) -> bool:
    """Tell whether the attributing words begin with a form of "say"."""
    return cue is not None and cue.partition(" ")[0].lower() in SAY


def share(rule: str, *, marked: bool, how: Naming) -> float:
    """Return how often ``rule`` is right with a speaker named so; half where it is unknown."""
    known = RULES.get(rule)
    shares = OTHER_RULES.get(rule, _UNKNOWN)
    if known is not None:
        shares = known.marked if marked else known.indirect
    return shares[how in (Naming.OTHER, Naming.PRONOUN)]


def confidence(rule: str, kind: QuoteKind, how: Naming, cue: str | None) -> float:
    """Return how often such an attribution has the right speaker, from 0 to 1."""
    marked = kind is not QuoteKind.INDIRECT
    found = share(rule, marked=marked, how=how)
    if not marked and says(cue):
        found = 1 - (1 - found) * MISSED_WITH_SAY
    return found * RESOLVED[how]

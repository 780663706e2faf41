"""The attribution rules by name: what each looks like and how often it is right.

Each rule has an example sentence that is its test (the speaker in ⟦⟧, the content in {}), and two
confidences, for content with marks in it and without: the share of the rule's attributions on the
training articles whose words the annotators gave to the speaker whom the rule names. An
attribution that the annotators do not have counts as wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.model import QuoteKind


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern: its example, marked up, and its confidences (0 to 1)."""

    name: str
    example: str
    marked: float
    indirect: float


_TABLE: tuple[tuple[str, str, float, float], ...] = (
    ("quote-subject-verb", "{“The bridge is safe,”} ⟦Mara Oyelaran⟧ said.", 0.98, 0.98),
    (
        "quote-verb-subject",
        "{“The bridge is safe,”} said ⟦Mara Oyelaran⟧, an engineer.",
        0.98,
        0.98,
    ),
    ("clause-subject-verb", "{The bridge is safe}, ⟦Mara Oyelaran⟧ said.", 0.85, 0.68),
    ("clause-verb-subject", "{The bridge is safe}, said ⟦Mara Oyelaran⟧.", 0.90, 0.44),
    ("subject-verb-quote", "⟦Mara Oyelaran⟧ said on Monday, {“The bridge is safe.”}", 0.86, 0.86),
    ("subject-verb-that", "⟦Mara Oyelaran⟧ told reporters {that the bridge was safe}.", 0.88, 0.82),
    ("subject-verb-clause", "⟦Mara Oyelaran⟧ said {the bridge was safe}.", 0.79, 0.68),
    ("subject-verb-infinitive", "⟦Mara Oyelaran⟧ promised {to mend the bridge}.", 0.66, 0.54),
    ("subject-verb-object", "⟦Mara Oyelaran⟧ criticised {the state of the bridge}.", 0.78, 0.58),
    ("wish", "⟦Mara Oyelaran⟧ wants {to mend the bridge}.", 0.43, 0.43),
    ("relative-quote", "Mara Oyelaran, ⟦who⟧ said {“the bridge is safe,”} left early.", 0.45, 0.45),
    (
        "relative-that",
        "It pleased Mara Oyelaran, ⟦who⟧ said {that the bridge was safe}.",
        0.65,
        0.50,
    ),
    ("relative-clause", "It pleased Mara Oyelaran, ⟦who⟧ said {the bridge was safe}.", 0.35, 0.35),
    ("relative-infinitive", "It pleased Mara Oyelaran, ⟦who⟧ promised {to mend it}.", 0.25, 0.25),
    ("relative-object", "It pleased Mara Oyelaran, ⟦who⟧ described {the old bridge}.", 0.35, 0.38),
    (
        "participle-quote",
        "⟦Mara Oyelaran⟧ shut the road, saying {“the bridge is unsafe.”}",
        0.62,
        0.62,
    ),
    (
        "participle-that",
        "⟦Mara Oyelaran⟧ shut the road, saying {that the bridge was unsafe}.",
        0.82,
        0.64,
    ),
    (
        "participle-clause",
        "⟦Mara Oyelaran⟧ shut the road, saying {the bridge was unsafe}.",
        0.69,
        0.46,
    ),
    ("participle-infinitive", "⟦Mara Oyelaran⟧ shut the road, promising {to mend it}.", 0.55, 0.36),
    (
        "participle-object",
        "⟦Mara Oyelaran⟧ shut the road, citing {the state of the bridge}.",
        0.64,
        0.40,
    ),
    ("shared-subject-quote", "⟦Mara Oyelaran⟧ rose and said {“the bridge is safe.”}", 0.62, 0.62),
    (
        "shared-subject-that",
        "⟦Mara Oyelaran⟧ rose and said {that the bridge was safe}.",
        0.74,
        0.67,
    ),
    ("shared-subject-clause", "⟦Mara Oyelaran⟧ rose and said {the bridge was safe}.", 0.64, 0.57),
    (
        "shared-subject-infinitive",
        "⟦Mara Oyelaran⟧ rose and promised {to mend the bridge}.",
        0.70,
        0.40,
    ),
    ("shared-subject-object", "⟦Mara Oyelaran⟧ rose and criticised {the old bridge}.", 0.81, 0.49),
    ("verb-subject-quote", "Said ⟦Mara Oyelaran⟧: {“The bridge is unsafe.”}", 0.42, 0.42),
    ("according-to", "According to ⟦Mara Oyelaran⟧, {the bridge is safe}.", 0.78, 0.81),
    ("signature", "{“The bridge is safe.”} — ⟦Mara Oyelaran⟧", 0.90, 0.90),
    ("colon", "⟦Mara Oyelaran⟧ on the bridge: {“It is quite safe.”}", 0.66, 0.66),
)
OTHER_RULES = {
    "label": 0.9,
    "introduced": 0.85,
    "turn": 0.7,
    "body-wish": 0.24,
    "nearby-subject": 0.41,
    "preceding-subject": 0.31,
    "last-speaker": 0.11,
    "nested": 0.6,
}
"""Rules that need more than one sentence, tested by their own tests. A state or a board that
seeks something says it seldom. Transcripts, turns of a dialogue and quotes inside quotes are not
in the training annotations: their figures are estimates."""

RULES: dict[str, Rule] = {row[0]: Rule(*row) for row in _TABLE}


def confidence(rule: str, kind: QuoteKind) -> float:
    """Return how often attributions of ``kind`` by ``rule`` are right; half where unknown."""
    known = RULES.get(rule)
    if known is None:
        return OTHER_RULES.get(rule, 0.5)
    return known.indirect if kind is QuoteKind.INDIRECT else known.marked

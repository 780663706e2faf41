"""The attribution rules by name: what each looks like and how often it is right.

Each rule has an example sentence that is its test (the speaker in ⟦⟧, the content in {}), and the
share of its attributions that named the right speaker on the training articles: the confidence
that a quote carries.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern: its example, marked up, and its confidence (0 to 1)."""

    name: str
    example: str
    confidence: float


_TABLE = (
    ("quote-subject-verb", "{“The bridge is safe,”} ⟦Mara Oyelaran⟧ said.", 0.95),
    ("quote-verb-subject", "{“The bridge is safe,”} said ⟦Mara Oyelaran⟧, an engineer.", 0.95),
    ("clause-subject-verb", "{The bridge is safe}, ⟦Mara Oyelaran⟧ said.", 0.85),
    ("clause-verb-subject", "{The bridge is safe}, said ⟦Mara Oyelaran⟧.", 0.85),
    ("subject-verb-quote", "⟦Mara Oyelaran⟧ said on Monday, {“The bridge is safe.”}", 0.95),
    ("subject-verb-that", "⟦Mara Oyelaran⟧ told reporters {that the bridge was safe}.", 0.9),
    ("subject-verb-clause", "⟦Mara Oyelaran⟧ said {the bridge was safe}.", 0.85),
    ("subject-verb-infinitive", "⟦Mara Oyelaran⟧ promised {to mend the bridge}.", 0.6),
    ("subject-verb-object", "⟦Mara Oyelaran⟧ criticised {the state of the bridge}.", 0.6),
    ("relative-quote", "Mara Oyelaran, ⟦who⟧ said {“the bridge is safe,”} left early.", 0.85),
    ("relative-that", "It pleased Mara Oyelaran, ⟦who⟧ said {that the bridge was safe}.", 0.8),
    ("relative-clause", "It pleased Mara Oyelaran, ⟦who⟧ said {the bridge was safe}.", 0.8),
    ("relative-infinitive", "It pleased Mara Oyelaran, ⟦who⟧ promised {to mend it}.", 0.55),
    ("relative-object", "It pleased Mara Oyelaran, ⟦who⟧ described {the old bridge}.", 0.55),
    ("participle-quote", "⟦Mara Oyelaran⟧ shut the road, saying {“the bridge is unsafe.”}", 0.85),
    ("participle-that", "⟦Mara Oyelaran⟧ shut the road, saying {that the bridge was unsafe}.", 0.8),
    ("participle-clause", "⟦Mara Oyelaran⟧ shut the road, saying {the bridge was unsafe}.", 0.75),
    ("participle-infinitive", "⟦Mara Oyelaran⟧ shut the road, promising {to mend it}.", 0.6),
    ("participle-object", "⟦Mara Oyelaran⟧ shut the road, citing {the state of the bridge}.", 0.6),
    ("shared-subject-quote", "⟦Mara Oyelaran⟧ rose and said {“the bridge is safe.”}", 0.8),
    ("shared-subject-that", "⟦Mara Oyelaran⟧ rose and said {that the bridge was safe}.", 0.75),
    ("shared-subject-clause", "⟦Mara Oyelaran⟧ rose and said {the bridge was safe}.", 0.75),
    ("shared-subject-infinitive", "⟦Mara Oyelaran⟧ rose and promised {to mend the bridge}.", 0.55),
    ("shared-subject-object", "⟦Mara Oyelaran⟧ rose and criticised {the old bridge}.", 0.55),
    ("verb-subject-quote", "Said ⟦Mara Oyelaran⟧: {“The bridge is unsafe.”}", 0.8),
    ("according-to", "According to ⟦Mara Oyelaran⟧, {the bridge is safe}.", 0.9),
    ("signature", "{“The bridge is safe.”} — ⟦Mara Oyelaran⟧", 0.9),
    ("colon", "⟦Mara Oyelaran⟧ on the bridge: {“It is quite safe.”}", 0.75),
)
OTHER_RULES = {
    "label": 0.9,
    "introduced": 0.9,
    "nearby-subject": 0.5,
    "preceding-subject": 0.6,
    "last-speaker": 0.5,
    "nested": 0.6,
    "none": 0.3,
}
"""Rules that need more than one sentence, tested by their own tests."""

RULES: dict[str, Rule] = {name: Rule(name, example, share) for name, example, share in _TABLE}


def confidence(rule: str) -> float:
    """Return how often attributions by ``rule`` are right; half where the rule has no figure."""
    known = RULES.get(rule)
    return known.confidence if known is not None else OTHER_RULES.get(rule, 0.5)

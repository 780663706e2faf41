import re

import pytest

from index.extraction.quotes import find_quotes
from index.extraction.rules import OTHER_RULES, RULES, Naming, Rule, confidence, naming
from index.model import Paragraph, QuoteKind, Span


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_example_gives_its_rule_speaker_and_content(rule: Rule) -> None:
    text = re.sub(r"[⟦⟧{}]", "", rule.example)
    said = re.search(r"⟦(.+?)⟧", rule.example)
    content = re.search(r"\{(.+?)\}", rule.example)
    assert said is not None
    assert content is not None
    quotes = find_quotes(text, [Paragraph(0, Span(0, len(text)))], ())
    quote = next(quote for quote in quotes if quote.rule == rule.name)
    assert quote.mention is not None
    assert quote.mention.of(text) == said.group(1)
    assert quote.text_in(text) == content.group(1).strip("“”")


def test_every_rule_has_a_share_between_none_and_all() -> None:
    shares = [share for rule in RULES.values() for share in rule.marked + rule.indirect]
    shares += [share for both in OTHER_RULES.values() for share in both]
    assert all(0 < share < 1 for share in shares)


def test_confidence_of_an_unlisted_rule_is_even() -> None:
    assert confidence("no such rule", QuoteKind.DIRECT, Naming.PERSON, None) == 0.5


@pytest.mark.parametrize(
    ("mention", "person", "how"),
    [
        ("Mara Oyelaran", True, Naming.PERSON),
        ("the harbourmaster", True, Naming.PERSON),
        ("She", True, Naming.HE_OR_SHE),
        ("he", False, Naming.HE_OR_SHE),
        ("they", False, Naming.PRONOUN),
        ("two officials", False, Naming.OTHER),
        ("", False, Naming.OTHER),
    ],
)
def test_how_a_speaker_is_named(mention: str, person: bool, how: Naming) -> None:
    assert naming(mention, person=person) is how


def test_a_name_is_surer_than_a_pronoun_and_a_person_than_a_thing() -> None:
    by = {how: confidence("subject-verb-that", QuoteKind.INDIRECT, how, "noted") for how in Naming}
    assert by[Naming.PERSON] > by[Naming.HE_OR_SHE] > by[Naming.PRONOUN]
    assert by[Naming.PERSON] > by[Naming.OTHER] > by[Naming.PRONOUN]


@pytest.mark.parametrize("kind", [QuoteKind.INDIRECT, QuoteKind.MIXED])
def test_said_is_surer_than_other_verbs_only_without_marks(kind: QuoteKind) -> None:
    said, noted = (
        confidence("subject-verb-clause", kind, Naming.PERSON, cue) for cue in ("said", "noted")
    )
    assert (said > noted) is (kind is QuoteKind.INDIRECT)

import re

import pytest

from index.extraction.quotes import find_quotes
from index.extraction.rules import OTHER_RULES, RULES, Rule, confidence
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
    assert all(0 < rule.marked <= 1 and 0 < rule.indirect <= 1 for rule in RULES.values())
    assert all(0 < share <= 1 for share in OTHER_RULES.values())


def test_confidence_of_an_unlisted_rule_is_even() -> None:
    assert confidence("no such rule", QuoteKind.DIRECT) == 0.5

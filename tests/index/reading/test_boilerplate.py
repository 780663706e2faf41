"""Boilerplate is tagged by rule, and the article is spared."""

from __future__ import annotations

import pytest

from index.reading.boilerplate import find_boilerplate, find_titles, fold
from index.reading.boilerplate_rules import RULES, Rule

SENTENCE = "“The quay is closed until the wind turns,” said Ana Brandt of the harbour office."
CASES = [pytest.param(rule, id=rule.name) for rule in RULES]


@pytest.mark.parametrize("rule", CASES)
def test_rule_tags_its_examples(rule: Rule) -> None:
    article = [SENTENCE] * 3
    for example in rule.examples:
        assert find_boilerplate([*article, example, SENTENCE])[3] == rule.name, example


@pytest.mark.parametrize("rule", CASES)
def test_rule_spares_what_only_looks_like_it(rule: Rule) -> None:
    for spared in rule.spared:
        assert find_boilerplate([SENTENCE, spared, SENTENCE]) == [None] * 3, spared


def test_rules_have_names_of_their_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_comment_form_late_in_the_text_reaches_to_the_end() -> None:
    form = ["Leave a Reply", "Your email address will not be published.", "Blow the horn", "Aye."]
    assert None not in find_boilerplate([SENTENCE] * 4 + form)[4:]


def test_comment_form_at_the_top_stops_at_the_next_sentence() -> None:
    texts = ["Leave a Reply", "Name *", "Your town", SENTENCE, SENTENCE]
    assert [tag is None for tag in find_boilerplate(texts)] == [False] * 3 + [True] * 2


def test_single_link_to_the_comments_tags_itself_alone() -> None:
    texts = ["Leave a comment", "A quay without work", SENTENCE, SENTENCE]
    assert find_boilerplate(texts) == ["comment form", None, None, None]


def test_single_sign_late_in_the_text_stops_at_the_next_sentence() -> None:
    texts = [SENTENCE] * 3 + ["Leave a comment", "Your town", SENTENCE]
    assert find_boilerplate(texts)[3:] == ["comment form", "comment form", None]


def test_headlines_under_related_are_links() -> None:
    texts = [SENTENCE, "Related", "Pilots reject blanket", "Falk names no date", SENTENCE]
    assert find_boilerplate(texts) == [None, *["related links"] * 3, None]


def test_single_line_between_related_and_a_sentence_is_spared() -> None:
    texts = [SENTENCE, "Related", "A quay without work", SENTENCE]
    assert find_boilerplate(texts) == [None, "related links", None, None]


def test_headlines_up_to_the_end_are_links() -> None:
    assert find_boilerplate([SENTENCE, "Read more", "Pilots reject blanket"])[2] == "related links"


def test_quoted_line_under_related_is_spared() -> None:
    assert (
        find_boilerplate([SENTENCE, "Related", "“We never slept", "“Nor did I"])[2:] == [None] * 2
    )


def test_long_paragraph_is_never_boilerplate() -> None:
    assert find_boilerplate(["Share " * 200]) == [None]


def test_folding_straightens_marks_and_spaces() -> None:
    assert fold(" Editor’s\u00a0 PICKS ") == "editor's picks"


def test_title_is_found_again_despite_marks_and_case() -> None:
    texts = ["World’s Apart", "By Ana Brandt", "Worlds apart", "Worlds apart from the quay"]
    assert find_titles("World’s Apart", texts) == [0, 2]


def test_title_with_the_name_of_the_site_is_the_same_title() -> None:
    assert find_titles("Ferries stay | The Amsel Courier", ["Ferries stay"]) == [0]


def test_title_without_letters_is_nowhere() -> None:
    assert find_titles("***", ["***", "—"]) == []

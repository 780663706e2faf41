"""Phrases that name a person by what he or she is."""

import pytest

from index.extraction.person_phrases import person_phrases


@pytest.mark.parametrize(
    ("text", "head", "shown"),
    [
        ("Then the old pilot of Orrin rose.", "pilot", "the old pilot of Orrin"),
        ("A girl of nine, in boots, ran.", "girl", "A girl of nine"),
        ("She met his wife at noon.", "wife", "his wife"),
        ("He thanked the prime minister.", "minister", "the prime minister"),
        ("He rang the lamp reeve twice.", "reeve", "the lamp reeve"),
    ],
)
def test_determiner_modifiers_head_and_complement(text: str, head: str, shown: str) -> None:
    (phrase,) = person_phrases(text, {"reeve"})
    assert phrase.head == head
    assert phrase.shown(text) == shown
    assert phrase.span.of(text).endswith(head)


@pytest.mark.parametrize(
    "text",
    ["Another recalled that minister.", "the end of an hour", "the lamp’s glass", "a lamp was lit"],
)
def test_no_head_beyond_a_verb_a_preposition_or_a_possessive(text: str) -> None:
    assert list(person_phrases(text, ())) == []

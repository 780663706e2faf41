"""What part a name plays in its sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.extraction import clauses
from index.model import Span


@pytest.mark.parametrize(
    ("before", "subject"),
    [
        ("It rained. ", True),
        ("It rained. On Monday ", True),
        ("The ship sank. Jonas said that ", True),
        ("“It holds,” said ", True),
        ("She slept, and ", True),
        ("It rained. Jonas met ", False),
        ("It rained. A book by ", False),
        ("It rained. A book by the Orrin poet ", False),
        ("It rained. Jonas spoke to ", False),
    ],
)
def test_subject_opens_its_clause(before: str, subject: bool) -> None:
    assert clauses.is_subject(f"{before}Ana Brandt rose.", len(before)) is subject


def test_name_between_commas_ends_the_subject() -> None:
    text = "The clerk, Ana Brandt, rose."
    assert clauses.is_apposed(text, Span(11, 21))


@pytest.mark.parametrize(
    ("before", "opens"),
    [
        ("It sank. ", True),
        ("It sank.\n\nMayor ", True),
        ("It sank. In the long winter, ", True),
        ("It sank. But at noon, ", True),
        ("It sank with Jonas, Ida and ", False),
        ("It sank. Jonas said ", False),
    ],
)
def test_name_opens_a_sentence_after_lead_and_title(before: str, opens: bool) -> None:
    assert clauses.opens_sentence(f"{before}Ana Brandt rose.", len(before)) is opens


def test_asker_is_found_before_whether() -> None:
    text = "Ana Brandt asked Tomas whether she knew."
    assert clauses.asker_end(text, text.index("she")) == len("Ana Brandt")


def test_who_asks_leave_is_the_one_who_could() -> None:
    text = "Ana Brandt asked whether she could come."
    assert clauses.asker_end(text, text.index("she")) is None


@pytest.mark.parametrize(
    ("after", "question"),
    [(" asked Jonas when it sank.", True), (" asked about it.", True), (" asked.", False)],
)
def test_reported_question_leaves_the_answer_to_others(after: str, question: bool) -> None:
    assert clauses.reports_question(f"Ana{after}", 3) is question


@pytest.mark.parametrize(
    ("words", "on"),
    [("she added.", True), ("she went on.", True), ("she continued her walk.", False)],
)
def test_who_adds_goes_on(words: str, on: bool) -> None:
    assert clauses.goes_on(words, 0) is on


@given(st.text(alphabet="aA .,\n“”'whether asked she said", max_size=300), st.integers(0, 300))
def test_any_text_has_an_answer(text: str, position: int) -> None:
    at = min(position, len(text))
    clauses.is_subject(text, at)
    clauses.opens_sentence(text, at)
    asked = clauses.asker_end(text, at)
    assert asked is None or asked <= at
    assert at <= clauses.clause_end(text, at, 50) <= at + 50

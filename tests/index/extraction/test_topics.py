"""Candidate topics of an article."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.extraction.actors import find_actors
from index.extraction.stemming import stem_phrase
from index.extraction.topics import find_phrases
from index.model import Paragraph, Phrase, Role, Span


def phrases(*lines: str, role: Role = Role.BODY) -> dict[str, Phrase]:
    text = "\n".join(lines)
    paragraphs: list[Paragraph] = []
    start = 0
    for line in lines:
        paragraphs.append(Paragraph(len(paragraphs), Span(start, start + len(line)), role))
        start += len(line) + 1
    found = find_phrases(text, paragraphs, find_actors(text, paragraphs))
    for phrase in found:
        assert all(stem_phrase(span.of(text)) == phrase.key for span in phrase.spans)
    return {phrase.label: phrase for phrase in found}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("They signed a trade deal on steel tariffs there.", {"trade deal", "steel tariffs"}),
        ("A gun lobby law.", {"gun lobby", "lobby law", "gun lobby law"}),
        ("They spoke of workers' rights again.", {"workers' rights"}),
        ("A long-range missile fell.", {"long-range missile"}),
    ],
)
def test_terms_are_runs_of_term_words(line: str, expected: set[str]) -> None:
    assert set(phrases(line)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "She said many good things last Monday morning in March.",
        "Two senior officials spoke to several voters.",
        "They made it clear and then quickly left.",
        "About 40 percent of the people came.",
        "We met Lena Okello of the National Rail Union in Norland.",
        "The party’s nominee spoke.",
        "",
    ],
)
def test_no_terms(line: str) -> None:
    assert phrases(line) == {}


def test_terms_stop_at_punctuation_and_names() -> None:
    assert set(phrases("They like trade, deals and steel Okello tariffs.")) == set()


def test_plural_and_singular_are_one_candidate() -> None:
    found = phrases("One trade deal failed.", "Two trade deals failed.", "All trade deals failed.")
    assert set(found) == {"trade deals"}
    assert len(found["trade deals"].spans) == 3


def test_noun_alone_must_come_twice() -> None:
    assert phrases("They spoke of immigration.") == {}
    twice = phrases("They spoke of immigration.", "The immigration is not new.")
    assert len(twice["immigration"].spans) == 2


def test_first_word_of_a_sentence_is_read_without_its_capital() -> None:
    assert set(phrases("Steel tariffs rose.")) == {"steel tariffs"}


def test_law_with_a_name_is_a_candidate_under_that_name() -> None:
    assert "Harbour Safety Act" in phrases("They voted for the Harbour Safety Act at noon.")


def test_boilerplate_and_metadata_are_not_read() -> None:
    for role in (Role.BOILERPLATE, Role.METADATA):
        assert phrases("They signed a trade deal there.", role=role) == {}


def test_long_articles_keep_a_bounded_number() -> None:
    line = " ".join(f"the trade{chr(97 + i % 26)}{chr(97 + i // 26)} deal," for i in range(400))
    assert len(phrases(line)) < 120


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="ab .,“”’'-\n🙂é", max_size=80)
    | st.lists(
        st.sampled_from(["trade", "deal", "Okello", "’s", "tariffs", ",", "the", "É", "🙂"]),
        max_size=30,
    ).map(" ".join)
)
def test_spans_are_inside_the_text_and_in_order(line: str) -> None:
    for phrase in phrases(line.replace("\n", " ")).values():
        assert list(phrase.spans) == sorted(set(phrase.spans))
        assert all(0 <= span.start < span.end <= len(line) for span in phrase.spans)


@pytest.mark.parametrize(
    ("line", "no_term"),
    [
        ("They wrote to the harbour.gov account again.", "gov account"),
        ("They wrote to lena@harbour account again.", "harbour account"),
        ("They took the 3rd lane pier again.", "rd lane pier"),
        ("It was seen that pilots call for help.", "pilots call"),
        ("They saw eleven ships and thirteen boats.", "eleven ships"),
        ("They met the deputy harbour pilot there.", "deputy harbour"),
    ],
)
def test_what_only_looks_like_a_term_is_none(line: str, no_term: str) -> None:
    assert no_term not in phrases(line)


def test_unknown_person_of_unclear_kind_is_no_topic() -> None:
    found = phrases("They sang of the Zhorvane Plokhtri, and of the Harbour Act.")
    assert set(found) == {"Harbour Act"}

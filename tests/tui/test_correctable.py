"""What can be corrected where the keys are, and how corrections are put into words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corrections.model import (
    Correction,
    NamedTopic,
    NoQuote,
    OneActor,
    Outcome,
    QuotePlace,
    Renamed,
    SpokenBy,
    TwoActors,
)
from index.extraction.actor_rules import Called
from index.model import Span
from tests.tui.fakes import FakeCorpus
from tui.correctable import (
    LONGEST_NAME,
    LONGEST_WORDS,
    AtHand,
    choices,
    cut,
    follow,
    notice,
    query_of,
    short,
)
from tui.history import History, Mode, Pane, View
from tui.keys import worded
from tui.pages.address import Subject, comparison, person_page, topic_page
from tui.passages import passage_of_hit
from tui.state import State, say

QUOTE = passage_of_hit(FakeCorpus().search("fishermen")[0])
VANE, ODUYA = Subject(3, "Orsolya Vane"), Subject(4, "Pell Oduya")
IN_RESULTS = State(view=View(pane=Pane.RESULTS))
PLACE = QuotePlace("strait", (Span(4, 30),), "Nobody asked the fishermen")
CORRECTIONS: tuple[tuple[Correction, str], ...] = (
    (SpokenBy(PLACE, "Pell Oduya"), "“Nobody asked the fishermen” is by Pell Oduya"),
    (NoQuote(PLACE), "“Nobody asked the fishermen” is no quote"),
    (OneActor(Called("Vane"), Called("O. Vane")), "Vane and O. Vane are one"),
    (TwoActors(Called("Vane"), Called("O. Vane")), "Vane and O. Vane are two"),
    (Renamed(Called("Vane"), "Orsolya Vane"), "Vane is called Orsolya Vane"),
    (NamedTopic("Lamps", "lamp OR light"), "“Lamps” is a topic"),
)


def offered(at: AtHand) -> str:
    """Return the letters of the lines that the menu has."""
    return "".join(choice.letter for choice in choices(at))


@pytest.mark.parametrize(
    ("at", "letters"),
    [
        (AtHand(), ""),
        (AtHand(quote=QUOTE), "bx"),
        (AtHand(actor=VANE), "sr"),
        (AtHand(actor=VANE, names=True), "srn"),
        (AtHand(actor=VANE, alias="Vane"), "psr"),
        (AtHand(topic="Lamps"), "d"),
        (AtHand(query="lamp"), "t"),
        (AtHand(QUOTE, VANE, "Vane", "Lamps", "lamp", names=True), "bxpsrndt"),
    ],
)
def test_only_what_is_at_hand_is_offered_the_likeliest_first(at: AtHand, letters: str) -> None:
    assert offered(at) == letters


def test_an_alias_alone_is_no_actor_to_part_from() -> None:
    assert offered(AtHand(alias="Vane")) == ""


def test_lines_name_whom_they_are_about_and_stay_short() -> None:
    at = AtHand(actor=Subject(1, "Vane\n" * 40), alias="Oduya " * 40, query="lamp " * 40)
    for choice in choices(at):
        assert "\n" not in choice.text
        assert len(choice.text) <= 2 * LONGEST_NAME + 24


@given(st.text(max_size=80), st.integers(1, 40))
def test_a_cut_text_is_one_line_that_is_short_enough(text: str, longest: int) -> None:
    found = cut(text, longest)
    assert len(found) <= longest
    assert len(found.splitlines()) <= 1
    assert found == " ".join(text.split()) or found.endswith("…")


# -- the query -----------------------------------------------------------------------------------


def test_the_query_to_keep_has_mode_and_filters_before_what_was_typed() -> None:
    view = View(query='  "red lin', filters=('by:"Orsolya Vane"',), mode=Mode.QUOTES)
    assert query_of(view) == 'kind:quote by:"Orsolya Vane" "red lin'
    assert query_of(View()) == query_of(View(query="  ")) == ""


# -- notices -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("correction", "words"), CORRECTIONS)
def test_each_correction_has_its_sentence(correction: Correction, words: str) -> None:
    assert short(correction) == words
    said = worded(say(IN_RESULTS, notice(correction, Outcome.APPLIED), "undo"))
    assert said == f"{words} · u undoes"


def test_a_notice_says_what_does_not_show_at_once() -> None:
    correction = CORRECTIONS[0][0]
    assert "fits nothing here" in notice(correction, Outcome.FITS_NOTHING)
    assert "the index takes it up" in notice(correction, Outcome.LATER)


def test_brackets_of_a_text_are_no_place_for_a_key() -> None:
    place = replace(PLACE, words="{} and {0} {undo}")
    said = worded(say(IN_RESULTS, notice(NoQuote(place), Outcome.APPLIED), "undo"))
    assert said == "“{} and {0} {undo}” is no quote · u undoes"


def test_the_key_at_the_end_of_a_notice_is_seen_however_long_the_words_are() -> None:
    long = SpokenBy(replace(PLACE, words="words " * 90), "Pell Oduya " * 9)
    assert len(short(long)) <= LONGEST_WORDS + LONGEST_NAME + len("“” is by ")


# -- following a correction ----------------------------------------------------------------------

RENAMED = Renamed(Called("Orsolya Vane"), "Lady Vane")


def test_filters_and_pages_follow_a_new_name_everywhere_and_back() -> None:
    filters = ('by:"Orsolya Vane"', '-actor:"Orsolya Vane"', 'topic:"Orsolya Vane"')
    pages = (person_page(VANE), comparison(ODUYA, VANE))
    view = View(filters=filters, pages=pages)
    state = State(view=view, settled=view, history=History((view,), (view,)))
    after = follow(state, RENAMED, taken_back=False)
    for each in (after.view, after.settled, *after.history.past, *after.history.future):
        assert each is not None
        assert each.filters == ('by:"Lady Vane"', '-actor:"Lady Vane"', filters[2])
        assert [page.label for page in each.pages] == ["Lady Vane", "Pell Oduya and Lady Vane"]
    assert follow(after, RENAMED, taken_back=True) == state


def test_a_topic_of_the_same_name_keeps_its_page() -> None:
    state = State(view=View(pages=(topic_page(VANE),)))
    assert follow(state, RENAMED, taken_back=False) == state


def test_a_topic_that_is_taken_back_takes_its_filters_along() -> None:
    on = ('topic:"Lamps"', '-topic:"Lamps"', "topic:ferry", 'by:"Lamps"')
    state = State(view=View(filters=on))
    topic = NamedTopic("Lamps", "lamp")
    assert follow(state, topic, taken_back=True).view.filters == on[2:]
    assert follow(state, topic, taken_back=False) == state


def test_other_corrections_leave_the_user_where_they_are() -> None:
    state = State(view=View(filters=('by:"Orsolya Vane"',)))
    for correction in (NoQuote(PLACE), OneActor(Called("Vane"), Called("O. Vane"))):
        assert follow(state, correction, taken_back=False) == state

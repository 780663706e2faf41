"""Steps between the explorer and its pages, as pure changes of the state."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from index.model import Span
from tests.tui.test_state import answered
from tui import state as change
from tui.history import Mode, Pane, Place, Sort
from tui.keys import worded
from tui.pages import steps
from tui.pages.address import Page, Subject, comparison, person_page, topic_page
from tui.state import State

VANE = person_page(Subject(0, "Orsolya Vane"))
FLEET = topic_page(Subject(0, "the fleet"))
QUOTE = Place("herring000000000", Span(3, 9))


def test_opening_and_closing_leaves_everything_as_it_was() -> None:
    before = change.focus(change.highlight(answered("fleet"), 1), Pane.ACTORS)
    state = steps.open_page(before, VANE)
    assert state.view.pages == (VANE,)
    state = steps.close_page(state)
    assert (state.view, state.history.past) == (before.view, before.history.past)


def test_a_closed_page_lies_ahead() -> None:
    state = steps.close_page(steps.open_page(answered(), VANE))
    assert change.forward(state).view.pages == (VANE,)


def test_a_page_that_was_not_opened_last_is_closed_without_history() -> None:
    state = steps.open_page(answered(), VANE)
    state = steps.follow(state, QUOTE)
    state = change.back(state)
    assert state.view.pages == (VANE,)
    opened_again = steps.stand_at(state, 1, 4)
    state = steps.close_page(opened_again)
    assert state.view.pages == ()


def test_reading_a_quote_leads_back_to_its_line() -> None:
    state = steps.stand_at(steps.open_page(answered(), VANE), 1, 4)
    state = steps.follow(state, QUOTE)
    assert (state.view.pane, state.view.place, state.view.pages) == (Pane.READER, QUOTE, ())
    top = change.back(state).view.pages[-1]
    assert (top.top, top.section, top.line) == (VANE, 1, 4)


def test_a_line_that_asks_leads_to_results_newest_first() -> None:
    state = change.ask(answered("fleet"), mode=Mode.PARAGRAPHS, boilerplate=True)
    state = steps.open_page(state, VANE)
    state = steps.follow(state, steps.Find(('by:"Orsolya Vane"',), '"Vane"'))
    view = state.view
    assert (view.query, view.filters, view.mode) == ('"Vane"', ('by:"Orsolya Vane"',), Mode.ALL)
    assert (view.boilerplate, view.sort, view.pane) == (False, Sort.DATE, Pane.RESULTS)
    assert view.pages == ()


def test_searching_in_a_list_starts_with_its_filters() -> None:
    state = steps.open_page(answered("fleet"), FLEET)
    view = steps.search_in(state, steps.Find(('topic:"the fleet"',))).view
    assert (view.query, view.filters, view.pane) == ("", ('topic:"the fleet"',), Pane.SEARCH)


def test_pages_lie_upon_each_other() -> None:
    both = comparison(VANE.subject, Subject(1, "Ines Calder"))
    state = steps.follow(steps.open_page(answered(), VANE), both)
    assert state.view.pages == (VANE, both)
    assert steps.close_page(state).view.pages == (VANE,)


def test_turning_a_page_is_no_step_of_history() -> None:
    both = comparison(VANE.subject, Subject(1, "Ines Calder"))
    state = steps.open_page(answered(), both)
    on_topic = comparison(VANE.subject, Subject(1, "Ines Calder"), FLEET.subject)
    turned = steps.turn(state, on_topic)
    assert turned.view.pages == (on_topic,)
    assert turned.history == state.history


def test_a_page_is_called_by_the_names_on_it() -> None:
    both = comparison(VANE.subject, Subject(1, "Ines Calder"), FLEET.subject)
    assert (VANE.label, both.label) == (
        "Orsolya Vane",
        "Orsolya Vane and Ines Calder, on the fleet",
    )


@given(st.lists(st.sampled_from([VANE, FLEET]), min_size=1, max_size=6))
def test_closing_every_page_ends_where_the_first_was_opened(pages: list[Page]) -> None:
    before: State = answered("fleet")
    state = before
    for page in pages:
        state = steps.open_page(state, page)
    for _ in pages:
        state = steps.close_page(state)
    assert state.view == before.view


BY = steps.Find(('by:"Orsolya Vane"',), '"Vane"')


def test_escape_leads_back_to_the_page_from_the_reader_and_from_results() -> None:
    page = steps.stand_at(steps.open_page(answered("fleet"), VANE), 1, 4)
    for target in (QUOTE, BY):
        state = steps.step_out(steps.follow(page, target))
        assert state.view == page.view
        assert change.forward(state).view.pages == ()
        assert steps.close_page(state).view == answered("fleet").view


def test_escape_leads_from_the_reader_to_the_results_of_a_line_first() -> None:
    page = steps.open_page(answered("fleet"), VANE)
    found = steps.follow(page, BY)
    reading = change.leave(found, replace(found.view, pane=Pane.READER))
    state = steps.step_out(reading)
    assert state.view == found.view
    assert steps.step_out(state).view == page.view


def test_what_was_typed_in_a_list_goes_before_the_page_comes_back() -> None:
    page = steps.open_page(answered("fleet"), VANE)
    state = steps.search_in(page, steps.Find(BY.filters))
    assert steps.step_out(state).view == page.view
    state = steps.step_out(change.edit_query(state, "herring"))
    assert (state.view.query, state.view.filters) == ("", BY.filters)
    assert steps.step_out(state).view == page.view


def test_who_went_on_to_something_else_does_not_come_back_to_the_page_by_escape() -> None:
    page = steps.open_page(answered("fleet"), VANE)
    elsewhere = change.focus(steps.follow(page, QUOTE), Pane.RESULTS)
    assert steps.step_out(elsewhere).view.pages == ()
    asked = change.ask(steps.follow(page, BY), filters=("topic:x",))
    assert steps.step_out(steps.step_out(asked)).view.pages == ()


def test_what_is_narrowed_after_a_page_was_left_stays_narrowed() -> None:
    page = steps.open_page(answered("fleet"), VANE)
    reading = change.ask(steps.follow(page, QUOTE), filters=("topic:x",))
    assert steps.step_out(reading).view == replace(reading.view, pane=Pane.RESULTS)
    found = steps.follow(page, BY)
    for asked in (
        change.ask(found, mode=Mode.QUOTES),
        change.ask(found, least=70),
        change.ask(found, sort=Sort.SPEAKER),
    ):
        assert steps.step_out(asked).view.pages == ()


FINDS = st.builds(steps.Find, st.sampled_from([(), BY.filters]), st.sampled_from(["", "fleet"]))


@given(
    st.sampled_from(["", "fleet"]),
    st.sampled_from([(), BY.filters]),
    st.sampled_from(Sort),
    st.sampled_from(Mode),
    st.just(QUOTE) | FINDS,
)
def test_escape_undoes_any_step_from_a_page_whatever_lies_below(
    query: str, filters: tuple[str, ...], sort: Sort, mode: Mode, target: steps.Target
) -> None:
    below = change.ask(answered(query), filters=filters, sort=sort, mode=mode)
    page = steps.open_page(below, VANE)
    followed = steps.follow(page, target)
    assert worded(followed) == "Esc goes back to Orsolya Vane"
    assert steps.step_out(followed).view == page.view


def test_leaving_a_page_says_how_to_come_back_whatever_the_name() -> None:
    page = steps.open_page(answered(), person_page(Subject(0, "Or{so}lya {} Vane")))
    state = steps.follow(page, QUOTE)
    assert worded(state) == "Esc goes back to Or{so}lya {} Vane"

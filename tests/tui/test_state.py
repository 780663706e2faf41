from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from index.model import Progress, Skipped, Span
from tests.tui.fakes import FakeCorpus, make_article
from tui import arranging, arrivals
from tui import state as change
from tui.history import Mode, Pane, Place, Question, Sort, View
from tui.keys import worded
from tui.layout import Layout
from tui.reasons import needs_filters
from tui.state import Overlay, Reading, Stage, State

if TYPE_CHECKING:
    from index.search import Results


def answered(query: str = "", pane: Pane = Pane.RESULTS, filters: tuple[str, ...] = ()) -> State:
    """A state in which a query has been answered and its first hit is being read."""
    state = State(view=View(query=query, pane=pane, filters=filters))
    state = arrivals.receive(state, state.view.question, results_for(query, filters), None)
    article, extraction = make_article("strait")
    return arrivals.show_article(state, Reading(article, extraction))


def results_for(query: str, filters: tuple[str, ...] = ()) -> Results:
    return cast("Results", FakeCorpus().search(query, filters=filters))


# -- typing and history ------------------------------------------------------------------------


def test_a_word_typed_letter_by_letter_is_one_step_of_history() -> None:
    state = answered(pane=Pane.SEARCH)
    for typed in ("f", "fl", "fle"):
        state = change.edit_query(state, typed)
    assert state.history.past == ()
    state = change.focus(state, Pane.RESULTS)
    assert [view.query for view in state.history.past] == [""]
    assert change.back(state).view.query == ""


def test_typing_and_taking_it_back_leaves_no_trace() -> None:
    state = answered(pane=Pane.SEARCH)
    state = change.edit_query(change.edit_query(state, "f"), "")
    assert change.settle(state).history.past == ()


def test_typing_starts_at_the_first_result_again() -> None:
    state = change.edit_query(change.highlight(answered(), 3), "fleet")
    assert (state.view.cursor, state.view.place) == (0, None)


def test_highlighting_previews_without_history() -> None:
    state = change.highlight(answered(), 2)
    assert state.hit is not None
    assert state.view.place == change.place_of(state.hit)
    assert state.history.past == ()


def test_highlighting_out_of_range_goes_to_the_nearest_result() -> None:
    state = answered()
    assert change.highlight(state, 99).view.cursor == state.total - 1
    assert change.highlight(state, -5).view.cursor == 0


def test_results_of_an_older_question_are_not_highlighted() -> None:
    state = change.ask(answered(), query="fleet")
    assert change.highlight(state, 2) is state


def test_opening_a_result_pushes_the_view() -> None:
    before = change.highlight(answered(), 1)
    state = change.read_hit(before)
    assert state.view.pane is Pane.READER
    assert state.history.past == (before.view,)


def test_back_brings_query_filters_cursor_and_scroll_together() -> None:
    left = View("fleet", ('by:"Orsolya Vane"',), Mode.QUOTES, True, 4, 6, None, 120, Pane.RESULTS)
    state = change.ask(replace(answered(), view=left), query="other", filters=())
    assert change.back(state).view == left
    assert change.forward(change.back(state)).view == state.view


def test_back_at_the_beginning_says_so() -> None:
    assert change.back(answered()).notice == "There is nothing to go back to"


def test_asking_the_same_again_pushes_nothing() -> None:
    state = answered("fleet")
    assert change.ask(state, query="fleet") is state


def test_a_filter_toggles() -> None:
    state = change.toggle_filter(answered(), 'by:"Ines Calder"')
    assert state.view.filters == ('by:"Ines Calder"',)
    assert change.toggle_filter(state, 'by:"Ines Calder"').view.filters == ()


def test_clear_takes_the_filters_first_and_then_the_query() -> None:
    state = answered("fleet", filters=('by:"Orsolya Vane"',))
    state = change.clear(state)
    assert (state.view.query, state.view.filters) == ("fleet", ())
    assert change.clear(state).view.query == ""


@pytest.mark.parametrize("step", [change.clear, change.escape])
def test_boilerplate_is_left_out_again_like_a_filter(step: Callable[[State], State]) -> None:
    state = step(change.ask(answered(), boilerplate=True))
    assert not state.view.boilerplate
    assert needs_filters(state) is not None
    assert change.back(state).view.boilerplate


def test_the_mode_goes_round() -> None:
    state = answered()
    seen = []
    for _ in Mode:
        state = arranging.next_mode(state)
        seen.append(state.view.mode)
    assert seen == [Mode.QUOTES, Mode.PARAGRAPHS, Mode.ALL]


def test_the_order_goes_round_and_each_step_can_be_taken_back() -> None:
    state = change.highlight(answered(), 3)
    seen = []
    for _ in Sort:
        state = arranging.next_sort(state)
        seen.append(state.view.sort)
        assert (state.view.cursor, state.view.question.sort) == (0, state.view.sort)
    assert seen == [Sort.DATE, Sort.SPEAKER, Sort.ARTICLE, Sort.RELEVANCE]
    back = change.back(state)
    assert back.view.sort is Sort.ARTICLE
    assert change.clear(change.toggle_filter(back, "by:x")).view.sort is Sort.ARTICLE


# -- results -----------------------------------------------------------------------------------


def test_an_answer_to_an_older_question_is_dropped() -> None:
    state = change.edit_query(answered(), "fleet")
    late = arrivals.receive(state, Question("flee", (), False), results_for("flee"), None)
    assert late is state


def test_the_first_result_is_previewed() -> None:
    state = answered("fleet")
    assert state.hit is not None
    assert state.view.place == change.place_of(state.hit)


def test_growing_results_keep_the_cursor_on_its_hit() -> None:
    state = change.highlight(answered(), 2)
    grown = arrivals.receive(state, state.view.question, results_for(""), 5)
    assert grown.view.cursor == 5
    assert grown.view.place == state.view.place


def test_no_results_leave_nothing_to_read() -> None:
    state = answered("nothing like it")
    assert state.total == 0
    assert (state.hit, state.view.place) == (None, None)


def test_a_cursor_kept_from_another_run_is_clamped() -> None:
    state = State(view=View(cursor=5000))
    state = arrivals.receive(state, state.view.question, results_for(""), None)
    assert state.view.cursor == state.total - 1


def test_stepping_past_the_last_result_says_so() -> None:
    state = answered()
    state = change.highlight(state, state.total - 1)
    assert change.step_result(state, 1).notice == "That was the last result"
    assert change.step_result(answered(), -1).notice == "That was the first result"


# -- reading -----------------------------------------------------------------------------------


def test_quotes_of_the_article_follow_in_text_order() -> None:
    state = answered()
    state = change.step_quote(state, 1)
    assert state.quote_number == 0
    state = change.step_quote(state, 1)
    assert state.quote_number == 1
    assert change.step_quote(state, 1).notice == "That was the last quote of this article"
    assert change.step_quote(state, -1).quote_number == 0


def test_an_article_that_is_no_longer_wanted_is_not_shown() -> None:
    state = answered()
    assert arrivals.show_article(state, Reading(*make_article("herring"))) is state


def test_instead_of_an_article_that_is_gone_the_result_is_shown() -> None:
    state = answered()
    away = change.jump(state, Place("gone", Span(1, 2)))
    assert arrivals.lose_article(away, "gone").view.place == state.view.place
    assert arrivals.lose_article(state, "gone") is state
    assert state.hit is not None
    assert arrivals.lose_article(state, state.hit.article).view.place is None


def test_context_and_back() -> None:
    state = change.switch_context(answered())
    assert state.view.pane is Pane.READER
    assert change.switch_context(state).view.pane is Pane.RESULTS


def test_a_jump_pushes_and_reads() -> None:
    place = Place("elsewhere", Span(1, 2))
    state = change.jump(answered(), place)
    assert (state.view.place, state.view.pane) == (place, Pane.READER)
    assert len(state.history.past) == 1


# -- one step out ------------------------------------------------------------------------------


def test_escape_undoes_one_layer_at_a_time_and_never_more() -> None:
    state = answered("fleet", pane=Pane.READER, filters=('by:"Orsolya Vane"',))
    state = replace(state, overlay=Overlay.HELP, zoomed=True)
    state = change.escape(state)
    assert state.overlay is None
    assert state.zoomed
    state = change.escape(state)
    assert not state.zoomed
    assert state.view.pane is Pane.READER
    state = change.escape(state)
    assert state.view.pane is Pane.RESULTS
    assert state.view.query == "fleet"
    state = change.escape(state)
    assert state.view.query == ""
    assert state.view.filters
    state = change.escape(state)
    assert state.view.filters == ()
    assert worded(change.escape(state)) == "q quits"


@pytest.mark.parametrize("pane", [Pane.ACTORS, Pane.TOPICS])
def test_escape_leads_from_a_side_pane_to_the_results(pane: Pane) -> None:
    assert change.escape(answered(pane=pane)).view.pane is Pane.RESULTS


def test_a_query_cleared_by_escape_can_be_brought_back() -> None:
    state = change.edit_query(answered(pane=Pane.SEARCH), "fleet")
    state = change.escape(state)
    assert state.view.query == ""
    assert change.back(state).view.query == "fleet"


# -- sizes, progress, problems -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "height", "layout"),
    [
        (59, 40, Layout.TINY),
        (100, 14, Layout.TINY),
        (60, 15, Layout.NARROW),
        (80, 24, Layout.NARROW),
        (100, 30, Layout.NORMAL),
        (120, 36, Layout.NORMAL),
        (140, 40, Layout.WIDE),
    ],
)
def test_the_layout_follows_the_size(width: int, height: int, layout: Layout) -> None:
    assert change.arrange(State(), width, height).layout is layout


def test_progress_is_kept_with_what_was_skipped() -> None:
    skipped = (Skipped(Path("torn.html"), "not a text"),)
    state = arrivals.follow(State(), Progress(3, 9, None, skipped, 1))
    assert (state.stage, state.skipped) == (Stage.OPENING, skipped)
    assert state.progress is not None


def test_a_problem_does_not_take_results_away() -> None:
    state = arrivals.fail(answered(), "the disk is full")
    assert (state.stage, state.notice) == (Stage.READY, "the disk is full")
    state = arrivals.fail(State(), "the disk is full")
    assert (state.stage, state.problem) == (Stage.FAILED, "the disk is full")


def test_back_and_forward_never_turn_keys_that_act_into_keys_that_write() -> None:
    searching = change.focus(answered(), Pane.SEARCH)
    typed = change.settle(change.edit_query(searching, "fleet"))
    in_results = change.focus(typed, Pane.RESULTS)
    went_back = change.back(in_results)
    assert (went_back.view.query, went_back.view.pane) == ("", Pane.RESULTS)
    assert change.forward(went_back).view.pane is Pane.RESULTS
    typing = change.back(typed)
    assert (typing.view.query, typing.view.pane) == ("", Pane.SEARCH)

from hypothesis import given
from hypothesis import strategies as st

from tui.history import LONGEST, History, Mode, View, remember

views = st.builds(View, query=st.text("abc", max_size=3), cursor=st.integers(0, 3))


def test_an_empty_history_leads_nowhere() -> None:
    assert History().back(View()) is None
    assert History().forward(View()) is None


def test_pushing_gives_up_what_lay_ahead() -> None:
    history = History(future=(View(query="ahead"),)).push(View(query="left"))
    assert history == History(past=(View(query="left"),))


def test_the_same_view_is_pushed_once() -> None:
    view = View(query="strait")
    assert History().push(view).push(view).past == (view,)


def test_old_views_are_forgotten() -> None:
    history = History()
    for number in range(LONGEST + 5):
        history = history.push(View(cursor=number))
    assert len(history.past) == LONGEST
    assert history.past[-1].cursor == LONGEST + 4


@given(st.lists(views, min_size=1, max_size=8), views)
def test_going_back_and_forward_again_changes_nothing(past: list[View], now: View) -> None:
    history = History(tuple(past))
    back = history.back(now)
    assert back is not None
    again = back[0].forward(back[1])
    assert again == (history, now)


@given(st.lists(views, max_size=8), views)
def test_going_back_visits_every_view_in_turn(past: list[View], now: View) -> None:
    history, seen = History(tuple(past)), []
    while (step := history.back(now)) is not None:
        history, now = step
        seen.append(now)
    assert seen == past[::-1]


def test_a_query_asked_again_is_the_newest_and_kept_once() -> None:
    assert remember(("goat", "fleet"), " fleet ") == ("fleet", "goat")
    assert remember(("goat",), "  ") == ("goat",)


def test_old_queries_are_forgotten() -> None:
    queries: tuple[str, ...] = ()
    for number in range(LONGEST + 5):
        queries = remember(queries, str(number))
    assert len(queries) == LONGEST
    assert queries[0] == str(LONGEST + 4)


def test_a_mode_is_a_filter_of_the_query_language() -> None:
    assert Mode.ALL.filters == ()
    assert Mode.QUOTES.filters == ("kind:quote",)
    assert View(mode=Mode.PARAGRAPHS, filters=("by:x",)).question.filters == (
        "kind:paragraph",
        "by:x",
    )

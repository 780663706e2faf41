"""What comes from threads, where it comes with something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tests.tui.fakes import FakeCorpus
from tui import arrivals
from tui.history import View
from tui.state import Reading, State

if TYPE_CHECKING:
    from index.search import Results


def receive(state: State, ahead: Reading | None) -> State:
    """Give ``state`` all results, and an article that was read meanwhile."""
    results = cast("Results", FakeCorpus().search(""))
    return arrivals.receive(state, state.view.question, results, None, ahead)


def articles() -> tuple[Reading, Reading]:
    """The article of the first result, and another one."""
    corpus = FakeCorpus()
    first = corpus.search("")[0].article
    other = next(each for each in corpus.entries if each != first)
    return Reading(*corpus.article(first)), Reading(*corpus.article(other))


def test_an_answer_brings_its_article() -> None:
    first, _ = articles()
    assert receive(State(), first).reading is first


def test_an_article_that_is_not_to_be_shown_is_left_closed() -> None:
    first, other = articles()
    assert receive(State(), other).reading is None
    assert receive(State(reading=first), other).reading is first


def test_the_article_that_is_open_stays_the_same_one() -> None:
    first, _ = articles()
    again, _ = articles()
    assert receive(State(reading=first), again).reading is first


def test_the_article_of_an_answer_to_an_older_question_is_left_closed() -> None:
    first, _ = articles()
    asked = State(view=View(query="fleet"))
    results = cast("Results", FakeCorpus().search(""))
    assert arrivals.receive(asked, State().view.question, results, None, first).reading is None

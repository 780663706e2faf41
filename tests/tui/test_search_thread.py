from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, cast

from textual.message import Message

from index.model import Article, Extraction, Span
from index.search import Order
from tests.tui.fakes import VANE, FakeCorpus
from tui.history import Place, Question, Sort
from tui.messages import Answered, ArticleGone, ArticleRead, CorpusOpened, PlaceFound, WentWrong
from tui.search import (
    Cancelled,
    LatestThread,
    ReadingAhead,
    ReadingThread,
    Search,
    SearchThread,
    neighbour,
)
from tui.state import place_of

if TYPE_CHECKING:
    from index.corpus import Corpus
    from index.search import Results


class Box:
    """Collects what a thread posts."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.arrived = threading.Semaphore(0)

    def post(self, message: Message) -> None:
        self.messages.append(message)
        self.arrived.release()

    def wait(self) -> Message:
        assert self.arrived.acquire(timeout=10)
        return self.messages[-1]


def test_the_newest_job_wins_and_the_running_one_is_cancelled() -> None:
    box, started, finish = Box(), threading.Event(), threading.Event()

    def slow(cancelled: Cancelled) -> Message | None:
        started.set()
        assert finish.wait(10)
        assert cancelled()
        return WentWrong("stale")

    thread = LatestThread("test", box.post)
    thread.start()
    thread.submit(slow)
    assert started.wait(10)
    thread.submit(lambda _: WentWrong("forgotten"))
    thread.submit(lambda _: WentWrong("newest"))
    finish.set()
    assert box.wait() == WentWrong("newest")
    assert len(box.messages) == 1


def test_a_job_that_fails_is_told_and_the_thread_goes_on() -> None:
    box = Box()
    thread = LatestThread("test", box.post)
    thread.start()

    def failing(_: Cancelled) -> Message | None:
        raise ValueError("two\nlines")

    thread.submit(failing)
    assert box.wait() == WentWrong("two lines")
    thread.submit(lambda _: WentWrong("still here"))
    assert box.wait() == WentWrong("still here")


def test_a_thread_outlives_a_screen_that_is_gone() -> None:
    def post(_: Message) -> None:
        posted.release()
        raise RuntimeError("the loop is closed")

    posted = threading.Semaphore(0)
    thread = LatestThread("test", post)
    thread.start()
    for _ in range(2):
        thread.submit(lambda _: WentWrong("hello"))
        assert posted.acquire(timeout=10)


def test_searching_opens_the_corpus_and_then_answers() -> None:
    box, corpus = Box(), FakeCorpus()
    thread = SearchThread(lambda: cast("Corpus", corpus), box.post)
    thread.start()
    opened = box.wait()
    assert isinstance(opened, CorpusOpened)
    assert opened.indexed
    thread.search(Search(Question("fleet", (), False), reload=True))
    answer = box.wait()
    assert isinstance(answer, Answered)
    assert len(answer.results) == 2
    assert corpus.reloads == 1


def test_every_order_of_the_screen_is_one_of_the_library() -> None:
    assert {sort.value for sort in Sort} == {order.value for order in Order}


def test_each_index_is_warmed_up_once_after_its_first_answer() -> None:
    box, corpus = Box(), FakeCorpus()
    thread = SearchThread(lambda: cast("Corpus", corpus), box.post)
    thread.start()
    box.wait()
    assert corpus.warmed == []
    for reload in (False, False, True, False):
        thread.search(Search(Question("fleet", (), False), reload=reload))
        box.wait()
        corpus.searches.clear()
    for _ in range(100):
        if len(corpus.warmed) >= 2:
            break
        time.sleep(0.05)
    assert corpus.warmed == [0, 1]


def test_a_corpus_that_cannot_be_opened_is_told() -> None:
    def fail() -> Corpus:
        raise OSError("no such folder")

    box = Box()
    SearchThread(fail, box.post).start()
    assert box.wait() == WentWrong("no such folder")


def test_the_hit_under_the_cursor_is_found_again() -> None:
    box, corpus = Box(), FakeCorpus()
    thread = SearchThread(lambda: cast("Corpus", corpus), box.post)
    thread.start()
    box.wait()
    hit = corpus.search("")[5]
    thread.search(Search(Question("fleet", (), False), keep=hit))
    answer = box.wait()
    assert isinstance(answer, Answered)
    assert answer.cursor == 1
    thread.search(Search(Question("fishermen", (), False), keep=hit))
    answer = box.wait()
    assert isinstance(answer, Answered)
    assert answer.cursor is None


def test_the_neighbour_of_a_quote_is_the_speakers_next_one() -> None:
    quotes = cast("Results", FakeCorpus().search("", filters=[f'by:"{VANE}"']))
    first, second = (place_of(hit) for hit in quotes)
    assert neighbour(quotes, first, 1) == second
    assert neighbour(quotes, second, -1) == first
    assert neighbour(quotes, second, 1) is None
    assert neighbour(quotes, Place("gone", Span(0, 1)), 1) == first
    assert neighbour(quotes, Place("gone", Span(0, 1)), -1) == second


def test_reading_fetches_articles_and_finds_quotes() -> None:
    box, corpus = Box(), FakeCorpus()
    thread = ReadingThread(cast("Corpus", corpus), box.post)
    thread.start()
    thread.read("strait0000000000")
    assert isinstance(box.wait(), ArticleRead)
    thread.read("gone")
    assert box.wait() == ArticleGone("gone")
    quotes = corpus.quotes_by(0)
    thread.find_quote(0, place_of(quotes[0]), 1)
    assert box.wait() == PlaceFound(place_of(quotes[1]))
    thread.find_quote(0, place_of(quotes[1]), 1)
    assert box.wait() == PlaceFound(None, "That was this speaker's last quote")


def test_the_article_of_the_first_result_is_read_ahead() -> None:
    corpus = FakeCorpus()
    known = next(iter(corpus.entries))
    ahead = ReadingAhead(cast("Corpus", corpus))
    found = ahead.read(known)
    assert found is not None
    assert found.article.id == known
    assert ahead.read("gone") is None
    assert ahead.read(known) is not None


def test_an_answer_does_not_wait_for_an_article_that_takes_long() -> None:
    corpus, finish = SlowArticles(), threading.Event()
    corpus.finish = finish
    ahead = ReadingAhead(cast("Corpus", corpus))
    one, other = list(corpus.entries)[:2]
    assert ahead.read(one) is None
    finish.set()
    found = ahead.read(other)
    while found is None:  # the first one may still be on its way out
        found = ahead.read(other)
    assert found.article.id == other


class SlowArticles(FakeCorpus):
    """A corpus whose articles come only when they may."""

    finish: threading.Event

    def article(self, article_id: str) -> tuple[Article, Extraction]:
        assert self.finish.wait(10)
        return super().article(article_id)

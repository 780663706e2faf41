"""The threads that ask the library, so that no key ever waits for an answer.

    key ──> submit(job) ──> [ one place: the newest job waits here ] ──> thread ──> message
                              an older job that waits is forgotten, one that runs is cancelled

One daemon thread each for searching, reading and warming up, latest job wins. Textual's own thread
workers are not used: quitting would wait until their work is done.

The search thread also loads the library, which takes longer than drawing the first frame.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, cast

from textual.message import Message

from index.model import Hit, PassageKind, Span
from tui.damage import Guard, GuardedResults, damage
from tui.history import Place, Question
from tui.messages import (
    Answered,
    ArticleGone,
    ArticleRead,
    CorpusOpened,
    IndexDamaged,
    PlaceFound,
    WentWrong,
)

if TYPE_CHECKING:
    from index.corpus import Corpus
    from index.search import Results

PATIENCE = 0.01
"""Seconds that an answer waits at most for the article that is shown beside it."""
FIRST_HITS = 60
"""Hits made ready on the thread: at least a screenful of results."""

Post = Callable[[Message], object]
Cancelled = Callable[[], bool]
Job = Callable[[Cancelled], Message | None]


class LatestThread(threading.Thread):
    """Run jobs one at a time and post what they return; only the newest job counts."""

    def __init__(self, name: str, post: Post) -> None:
        super().__init__(name=name, daemon=True)
        self._post = post
        self._job: Job | None = None
        self._number = 0
        self._changed = threading.Condition()

    def submit(self, job: Job) -> None:
        """Run ``job`` as soon as possible, instead of whatever was asked before."""
        with self._changed:
            self._job = job
            self._number += 1
            self._changed.notify()

    def run(self) -> None:
        """Wait for jobs and run them until the program ends."""
        while True:
            with self._changed:
                while self._job is None:
                    self._changed.wait()
                job, number, self._job = self._job, self._number, None
            self._run_one(job, number)

    def _run_one(self, job: Job, number: int) -> None:
        def cancelled() -> bool:
            return number != self._number

        try:
            message = job(cancelled)
        except Exception as error:  # whatever happens, the next key must find a living thread;
            # an error of a job that was cancelled (being cancelled is one) is told to nobody
            reason = damage(error)
            message = WentWrong(one_line(error)) if reason is None else IndexDamaged(reason)
        if message is not None and not cancelled():
            self._tell(message)

    def _tell(self, message: Message) -> None:
        with suppress(RuntimeError):  # the screen is gone: the program is ending
            self._post(message)


def one_line(error: Exception) -> str:
    """Return what an error says as one line that is never empty."""
    return " ".join(str(error).split()) or type(error).__name__


@dataclass(frozen=True, slots=True)
class Search:
    """One search to make. ``keep``: the hit under the cursor, to be found again. ``changed``: the
    corpus is another one already, with nothing made ready for it."""

    question: Question
    reload: bool = False
    changed: bool = False
    keep: Hit | None = None


class WarmingThread(LatestThread):
    """Makes ready what the next key would otherwise wait for."""

    def __init__(self, corpus: Corpus, post: Post) -> None:
        super().__init__("warming", post)
        self._corpus = corpus

    def warm(self) -> None:
        """Warm up for the index as it is now."""
        self.submit(self._warm)

    def _warm(self, cancelled: Cancelled) -> None:
        self._corpus.warm_up(cancelled)


class SearchThread(LatestThread):
    """Open the corpus, then answer questions. After the first answer there is time to warm up."""

    def __init__(self, open_corpus: Callable[[], Corpus], post: Post) -> None:
        super().__init__("search", post)
        self._open_corpus = open_corpus
        self._reload = False
        self._cold = True

    def run(self) -> None:
        """Load the library, open the corpus, say so, then answer questions."""
        try:
            self.corpus = self._open_corpus()
            indexed = self.corpus.is_indexed()
        except Exception as error:
            self._tell(WentWrong(one_line(error)))
            return
        self._warming = WarmingThread(self.corpus, self._post)
        self._warming.start()
        self._ahead = ReadingAhead(self.corpus)
        self._tell(CorpusOpened(self.corpus, indexed))
        super().run()

    def search(self, search: Search) -> None:
        """Answer this question next. A reload is done even where a newer question comes first."""
        self._reload = self._reload or search.reload
        self._cold = self._cold or search.changed
        self.submit(lambda cancelled: self._answer(search, cancelled))

    def _answer(self, search: Search, cancelled: Cancelled) -> Message | None:
        if self._reload:
            self._reload = False
            self._cold = self.corpus.reload() or self._cold
        from index.search import Order

        question = search.question
        results = self.corpus.search(
            question.query,
            filters=question.filters,
            typing=True,
            boilerplate=question.boilerplate,
            order=Order(question.sort.value),
            grouped=question.grouped,
            cancelled=cancelled,
        )
        results = cast("Results", GuardedResults(results, Guard(self.corpus, self._tell)))
        keep = search.keep
        cursor = None if keep is None else results.place_of(keep.article, keep.start, keep.kind)
        for number in range(min(FIRST_HITS, len(results))):
            results[number]
        if self._cold:
            self._cold = False
            self._warming.warm()
        ahead = self._ahead.read(results[cursor or 0].article) if len(results) else None
        return Answered(question, results, cursor, ahead)


class ReadingThread(LatestThread):
    """Fetch articles, and find where a speaker speaks next."""

    def __init__(self, corpus: Corpus, post: Post) -> None:
        super().__init__("reading", post)
        self._corpus = corpus

    def read(self, article_id: str) -> None:
        """Fetch an article next."""

        def job(_: Cancelled) -> Message | None:
            try:
                return ArticleRead(*self._corpus.article(article_id))
            except KeyError:
                return ArticleGone(article_id)

        self.submit(job)

    def find_quote(self, actor_id: int, here: Place, step: int) -> None:
        """Find the speaker's next (1) or previous (-1) quote, in the order of the articles."""

        def job(_: Cancelled) -> Message | None:
            with self._corpus.sound():
                place = neighbour(self._corpus.quotes_by(actor_id), here, step)
            if place is None:
                edge = "last" if step > 0 else "first"
                return PlaceFound(None, f"That was this speaker's {edge} quote")
            return PlaceFound(place)

        self.submit(job)


class ReadingAhead:
    """Reads the article that an answer will show, so that both are painted at once.

    Most articles take a millisecond, one of a megabyte a hundred: the answer does not wait for it.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._read: SimpleQueue[Message] = SimpleQueue()
        self._thread = ReadingThread(corpus, self._read.put)
        self._thread.start()

    def read(self, article_id: str) -> ArticleRead | None:
        """Return an article; None where it is not there, or not soon enough."""
        with suppress(Empty):
            while True:  # what came too late for an earlier answer
                self._read.get_nowait()
        self._thread.read(article_id)
        until = monotonic() + PATIENCE
        with suppress(Empty):
            while True:
                found = self._read.get(timeout=max(0.0, until - monotonic()))
                if not isinstance(found, ArticleRead):
                    return None
                if found.article.id == article_id:
                    return found
        return None


def neighbour(results: Results, here: Place, step: int) -> Place | None:
    """Return the place ``step`` (1 or -1) hits from the one at ``here``, or None at the end.

    Where no hit is at ``here``, the first (or last) hit of the list answers.
    """
    numbers = (results.place_of(here.article, here.span.start, kind) for kind in PassageKind)
    number = next((each for each in numbers if each is not None), None)
    if number is None:
        target = 0 if step > 0 else len(results) - 1
    else:
        target = number + step
    if not 0 <= target < len(results):
        return None
    hit = results[target]
    return Place(hit.article, Span(hit.start, hit.end))

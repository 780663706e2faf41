"""The thread that corrects: one thing after the other, and none is ever dropped.

    key ──> correct(make) ──> [ queue ] ──> thread: the file, the index ──> Corrected ──> all anew

Unlike the threads that answer questions this one does not prefer the newest job: each is something
the user said. What is corrected is made on the thread too, for that may take reading an article.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING

from textual.message import Message

from index.model import Article, Extraction, PassageKind, Quote
from tui.damage import damage
from tui.messages import Corrected, CorrectionsRead, IndexDamaged, NotCorrected
from tui.pages.address import Subject
from tui.pages.making import actor_now
from tui.passages import Passage
from tui.search import Post, one_line

if TYPE_CHECKING:
    from index.corpus import Corpus
    from index.corrections.model import Correction

Make = Callable[["Corpus"], "Correction"]
"""Makes a correction of what was at hand; raises Gone where that is not there any more."""


class Gone(Exception):
    """What was to be corrected is not in the index any more; says so in one line."""


class CorrectingThread(threading.Thread):
    """Corrects, takes back and lists corrections, in the order asked for."""

    def __init__(self, corpus: Corpus, post: Post) -> None:
        """Take the corpus, and ``post`` for what became of each."""
        super().__init__(name="correcting", daemon=True)
        self._corpus, self._post = corpus, post
        self._jobs: SimpleQueue[Callable[[], None]] = SimpleQueue()

    def correct(self, make: Make) -> None:
        """Make a correction and put it into the index."""

        def job() -> None:
            correction = make(self._corpus)
            self._tell(Corrected(correction, self._corpus.correct(correction)))

        self._jobs.put(job)

    def withdraw(self, find: Make) -> None:
        """Take a correction back."""

        def job() -> None:
            correction = find(self._corpus)
            outcome = self._corpus.withdraw(correction)
            self._tell(Corrected(correction, outcome, taken_back=True))

        self._jobs.put(job)

    def undo(self) -> None:
        """Take the last correction back."""
        self._jobs.put(self._undo)

    def _undo(self) -> None:
        last = self._corpus.undo()
        if last is None:
            self._tell(NotCorrected("There is nothing to undo: nothing has been corrected"))
        else:
            correction, outcome = last.correction, last.outcome
            self._tell(Corrected(correction, outcome, taken_back=not last.restored, undone=True))

    def read(self, answer: Post) -> None:
        """Read all corrections and then tell which fit nothing; answer with CorrectionsRead."""

        def job() -> None:
            try:
                parsed = self._corpus.corrections
            except OSError as error:
                self._tell(CorrectionsRead((), (), trouble=reason_of(error)), answer)
                return
            items, problems = parsed.corrections.items, parsed.problems
            self._tell(CorrectionsRead(items, problems), answer)
            misfits = self._corpus.unfitting()
            self._tell(CorrectionsRead(items, problems, misfits), answer)

        self._jobs.put(job)

    def finish(self, seconds: float) -> None:
        """Wait until all is done that was asked for, at most so many seconds."""
        done = threading.Event()
        self._jobs.put(done.set)
        done.wait(seconds)

    def run(self) -> None:
        """Do what is asked for until the program ends."""
        while True:
            job = self._jobs.get()
            try:
                job()
            except Exception as error:  # the next correction must find a living thread
                self._tell(NotCorrected(reason_of(error)))
                reason = damage(error)
                if reason is not None:
                    self._tell(IndexDamaged(reason))

    def _tell(self, message: Message, answer: Post | None = None) -> None:
        with suppress(RuntimeError):  # the screen is gone: the program is ending
            (answer or self._post)(message)


def reason_of(error: Exception) -> str:
    """Return why something could not be corrected, as one line."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return one_line(error)


# -- what is made on the thread ------------------------------------------------------------------


def spoken_by(passage: Passage, speaker: str) -> Make:
    """Return what makes "this quote is by ``speaker``"."""

    def make(corpus: Corpus) -> Correction:
        from index.corrections.model import QuotePlace, SpokenBy

        return SpokenBy(QuotePlace.of(*_quote(corpus, passage)), speaker)

    return make


def no_quote(passage: Passage) -> Make:
    """Return what makes "this is no quote"."""

    def make(corpus: Corpus) -> Correction:
        from index.corrections.model import NoQuote, QuotePlace

        return NoQuote(QuotePlace.of(*_quote(corpus, passage)))

    return make


def one_actor(one: Subject, other: Subject) -> Make:
    """Return what makes "these two are one"."""

    def make(corpus: Corpus) -> Correction:
        from index.corrections.model import OneActor, called

        first, second = (corpus.actors[_actor(corpus, each)] for each in (one, other))
        if first.id == second.id:
            raise Gone(f"{first.name} is one actor already")
        return OneActor(called(first), called(second))

    return make


def two_actors(actor: Subject, alias: str) -> Make:
    """Return what makes "``alias`` is somebody else's name"."""

    def make(corpus: Corpus) -> Correction:
        from index.corrections.model import TwoActors, called

        one = called(corpus.actors[_actor(corpus, actor)])
        return TwoActors(one, one._replace(name=alias))

    return make


def renamed(actor: Subject, name: str) -> Make:
    """Return what makes "this actor is called ``name``"."""

    def make(corpus: Corpus) -> Correction:
        from index.corrections.model import Renamed, called

        return Renamed(called(corpus.actors[_actor(corpus, actor)]), name)

    return make


def named_topic(name: str, query: str) -> Make:
    """Return what makes a topic of a query."""

    def make(_: Corpus) -> Correction:
        from index.corrections.model import NamedTopic

        return NamedTopic(name, query)

    return make


def topic_called(name: str) -> Make:
    """Return what finds the topic of the user's own that has this name."""

    def find(corpus: Corpus) -> Correction:
        for topic in corpus.corrections.corrections.topics:
            if topic.name == name:
                return topic
        raise Gone(f"{name} is no topic of yours any more")

    return find


def _quote(corpus: Corpus, passage: Passage) -> tuple[Article, Quote]:
    """Return the article of a passage, and the quote that it is."""
    try:
        article, extraction = corpus.article(passage.place.article)
    except KeyError:
        raise Gone("This article is no longer in the index") from None
    quote = quote_of(extraction, passage)
    if quote is None:
        raise Gone("This quote is no longer in the index")
    return article, quote


def quote_of(extraction: Extraction, passage: Passage) -> Quote | None:
    """Return the quote that stands where a passage does and is of its kind."""
    start, end = passage.place.span
    for quote in extraction.quotes:
        kind = PassageKind(quote.kind.value)
        if (quote.start, quote.end, kind) == (start, end, passage.kind):
            return quote
    return None


def _actor(corpus: Corpus, subject: Subject) -> int:
    number = actor_now(corpus, subject)
    if number is None:
        raise Gone(f"{subject.name} is no longer in the index")
    return number

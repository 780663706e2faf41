"""The thread that makes pages, so that opening one never holds up a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

from index.model import FacetCount
from tui.pages.address import Page, PageKind, Subject
from tui.search import Cancelled, LatestThread, Post, one_line

if TYPE_CHECKING:
    from index.corpus import Corpus
    from index.search import Comparison, PersonProfile, TopicProfile

Find = Callable[["Corpus", str], Sequence[FacetCount]]
"""Finds whom a text may mean."""

FIRST_ITEMS = 40
"""Quotes made ready on the thread: about a screenful."""


@dataclass
class PageMade(Message):
    """A page is there; None where whoever it was about is no longer in the index, or where
    something else went wrong: ``problem`` then says what."""

    content: PersonProfile | TopicProfile | Comparison | None
    problem: str = ""


@dataclass
class NamesFound(Message):
    """The names that a typed one may mean, for whom ``text`` was typed."""

    text: str
    names: Sequence[FacetCount]


class PageThread(LatestThread):
    """Makes the page asked for last, and answers the screen that asked."""

    def __init__(self, corpus: Corpus, post: Post) -> None:
        """Take the corpus, and ``post`` for what goes wrong."""
        super().__init__("pages", post)
        self._corpus = corpus

    def make(self, page: Page, answer: Post) -> None:
        """Make a page and answer with :class:`PageMade`."""

        def made() -> Message:
            try:
                return PageMade(self._content(page))
            except Exception as error:
                self._answer(PageMade(None, one_line(error)), answer)
                raise

        self._ask(made, answer)

    def most_quoted(self, text: str, answer: Post) -> None:
        """Find who is quoted and may be meant by ``text``; answer with :class:`NamesFound`."""
        self.names(lambda corpus, typed: corpus.most_quoted(typed), text, answer)

    def names(self, find: Find, text: str, answer: Post) -> None:
        """Find whom ``text`` may mean by ``find``; answer with :class:`NamesFound`."""
        self._ask(lambda: NamesFound(text, find(self._corpus, text)), answer)

    def _ask(self, made: Callable[[], Message], answer: Post) -> None:
        def job(cancelled: Cancelled) -> None:
            message = made()
            if not cancelled():
                self._answer(message, answer)

        self.submit(job)

    @staticmethod
    def _answer(message: Message, answer: Post) -> None:
        with suppress(RuntimeError):  # the screen is gone: the program is ending
            answer(message)

    def _content(self, page: Page) -> PersonProfile | TopicProfile | Comparison | None:
        corpus = self._corpus
        if page.kind is PageKind.TOPIC:
            number = self._topic(page.subject)
            return None if number is None else _ready_topic(corpus.topic(number))
        one = self._actor(page.subject)
        if page.kind is PageKind.PERSON:
            return None if one is None else _ready_person(corpus.person(one))
        other = None if page.other is None else self._actor(page.other)
        if one is None or other is None:
            return None
        topic = None if page.topic is None else self._topic(page.topic)
        found = corpus.compare(one, other, topic)
        _make_first(found.pairs)
        return found

    def _actor(self, subject: Subject) -> int | None:
        return actor_now(self._corpus, subject)

    def _topic(self, subject: Subject) -> int | None:
        topics = self._corpus.topics
        return still(subject, len(topics), lambda number: topics[number].label)


def still(subject: Subject, size: int, name_of: Callable[[int], str]) -> int | None:
    """Return the id that a subject has now, among ``size`` named ones; None where it is gone."""
    if subject.id < size and name_of(subject.id) == subject.name:
        return subject.id
    return next((number for number in range(size) if name_of(number) == subject.name), None)


def actor_now(corpus: Corpus, subject: Subject) -> int | None:
    """Return the id that an actor has now: of whoever has that name, else of whoever is also called
    so, since two may have been found to be one; None where that is nobody."""
    actors = corpus.actors
    number = still(subject, len(actors), lambda each: actors[each].name)
    if number is not None:
        return number
    return next((actor.id for actor in actors if subject.name in actor.aliases), None)


def _ready_person(profile: PersonProfile) -> PersonProfile:
    _make_first(profile.said)
    _make_first(profile.about)
    return profile


def _ready_topic(profile: TopicProfile) -> TopicProfile:
    _make_first(profile.passages)
    return profile


def _make_first(items: Sequence[Any]) -> None:
    for place in range(min(FIRST_ITEMS, len(items))):
        items[place]

"""The thread that makes pages."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING, cast

import pytest
from textual.message import Message

from tests.tui.fakes import CALDER, VANE, FakeCorpus
from tui.messages import WentWrong
from tui.pages.address import Page, Subject, comparison, person_page, topic_page
from tui.pages.making import NamesFound, PageMade, PageThread, still

if TYPE_CHECKING:
    from index.corpus import Corpus
    from index.search import Comparison, PersonProfile, TopicProfile

NAMES = ("Ana", "Bo", "Ana", "Cy")


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        (Subject(2, "Ana"), 2),
        (Subject(1, "Ana"), 0),
        (Subject(9, "Cy"), 3),
        (Subject(0, "Di"), None),
        (Subject(9, "Di"), None),
    ],
)
def test_a_subject_is_found_again_by_id_then_by_name(subject: Subject, number: int | None) -> None:
    assert still(subject, len(NAMES), NAMES.__getitem__) == number


class Answers:
    """A thread on a corpus, and what it answers."""

    def __init__(self, corpus: FakeCorpus | None = None) -> None:
        self.answers: queue.Queue[Message] = queue.Queue()
        self.troubles: queue.Queue[Message] = queue.Queue()
        self.thread = PageThread(cast("Corpus", corpus or FakeCorpus()), self.troubles.put)
        self.thread.start()

    def page(self, page: Page) -> PageMade:
        self.thread.make(page, self.answers.put)
        message = self.answers.get(timeout=30)
        assert isinstance(message, PageMade)
        return message


def test_each_kind_of_page_is_made() -> None:
    made = Answers()
    vane, calder, fleet = Subject(0, VANE), Subject(1, CALDER), Subject(0, "the fleet")
    profile = cast("PersonProfile", made.page(person_page(vane)).content)
    assert profile.actor.name == VANE
    topic = cast("TopicProfile", made.page(topic_page(fleet)).content)
    assert topic.topic.label == "the fleet"
    both = cast("Comparison", made.page(comparison(vane, calder, fleet)).content)
    assert (both.one.name, both.other.name, both.topic is None) == (VANE, CALDER, False)


def test_a_page_of_nobody_is_empty() -> None:
    nobody = Subject(7, "Nobody")
    made = Answers()
    for page in (person_page(nobody), topic_page(nobody), comparison(Subject(0, VANE), nobody)):
        assert made.page(page).content is None


def test_what_goes_wrong_is_told_to_both() -> None:
    class Torn(FakeCorpus):
        def topic(self, topic_id: int) -> TopicProfile:
            raise OSError("the disk is gone")

    made = Answers(Torn())
    message = made.page(topic_page(Subject(0, "the fleet")))
    assert (message.content, message.problem) == (None, "the disk is gone")
    assert isinstance(made.troubles.get(timeout=30), WentWrong)
    assert made.page(person_page(Subject(0, VANE))).content is not None


def test_names_are_found_for_what_was_typed() -> None:
    made = Answers()
    made.thread.most_quoted("cal", made.answers.put)
    message = made.answers.get(timeout=30)
    assert isinstance(message, NamesFound)
    assert (message.text, [each.label for each in message.names]) == ("cal", [CALDER])

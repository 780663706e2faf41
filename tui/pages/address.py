"""Which page is open, as a value that history can keep: whose it is, and where the cursor stands.

Ids count within one generation of the index and names do not change with it, so a page knows both:
the id where it still has that name, else the name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class PageKind(StrEnum):
    """What a page is about."""

    PERSON = "person"
    TOPIC = "topic"
    COMPARISON = "comparison"


@dataclass(frozen=True, slots=True)
class Subject:
    """An actor or a topic: its id, and its name over the corpus."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page and the place on it.

    A comparison has an ``other`` actor and may be on one ``topic`` only. ``section`` is the list
    that has the keys, ``line`` its cursor; both count from 0.
    """

    kind: PageKind
    subject: Subject
    other: Subject | None = None
    topic: Subject | None = None
    section: int = 0
    line: int = 0

    @property
    def label(self) -> str:
        """Whose page it is, in words."""
        names = [self.subject.name, *([self.other.name] if self.other else [])]
        about = f", on {self.topic.name}" if self.topic else ""
        return " and ".join(names) + about

    @property
    def top(self) -> Page:
        """The same page, seen from its first line: equal pages show the same."""
        return replace(self, section=0, line=0)


def person_page(subject: Subject, section: int = 0) -> Page:
    """Return the page of an actor, with the keys on the list of that number."""
    return Page(PageKind.PERSON, subject, section=section)


def topic_page(subject: Subject) -> Page:
    """Return the page of a topic."""
    return Page(PageKind.TOPIC, subject)


def comparison(one: Subject, other: Subject, topic: Subject | None = None) -> Page:
    """Return the page with two actors side by side, on one topic or on all."""
    return Page(PageKind.COMPARISON, one, other, topic)

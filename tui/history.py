"""Back and forward: a View is what one step of history brings back, whole.

    push(view)          past: … view            future: nothing
    back(now)           past: …                 future: now, …      gives view
    forward(now)        past: … now             future: …           gives what was left

Query, filters, cursor and scroll travel together in one frozen View, so that going back can never
restore half of where the user was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from index.model import Span
from tui.pages.address import Page

LEAST_SURE = (0, 50, 70, 90)
"""The steps of ``View.least``, in per cent."""
LONGEST = 200
"""How many views are kept each way, and how many queries; older ones are forgotten."""


class Pane(StrEnum):
    """Where the keys go."""

    SEARCH = "search"
    ACTORS = "actors"
    TOPICS = "topics"
    RESULTS = "results"
    READER = "reader"


class Mode(StrEnum):
    """Which passages are searched."""

    ALL = "all"
    QUOTES = "quotes"
    PARAGRAPHS = "paragraphs"

    @property
    def filters(self) -> tuple[str, ...]:
        """The filter of the query language that this mode stands for."""
        return () if self is Mode.ALL else (f"kind:{self.value.removesuffix('s')}",)


class Sort(StrEnum):
    """What decides the order of results. The values are those of ``index.search.Order``, which is
    not imported here because that would load the library before the first frame."""

    RELEVANCE = "relevance"
    DATE = "date"
    SPEAKER = "speaker"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of an article that the reader shows: the article's id and the characters."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class Question:
    """All that a search depends on; two views with one question have the same results."""

    query: str
    filters: tuple[str, ...]
    boilerplate: bool
    sort: Sort = Sort.RELEVANCE
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """Where the user is.

    ``cursor`` is the number of the highlighted result, ``top`` the first result line on screen.
    ``place`` is what the reader shows; None means that it follows the cursor once results arrive.
    ``scroll`` is where the reader's first line begins, in characters of the article; None means
    wherever the place calls for. With ``grouped`` the results of an article stand together.
    ``least`` is how often, in per cent, an attribution must be right to be shown; 0 shows all.
    ``pages`` lie over all that, the last one on top.
    """

    query: str = ""
    filters: tuple[str, ...] = ()
    mode: Mode = Mode.ALL
    boilerplate: bool = False
    cursor: int = 0
    top: int = 0
    place: Place | None = None
    scroll: int | None = None
    pane: Pane = Pane.SEARCH
    sort: Sort = Sort.RELEVANCE
    grouped: bool = False
    least: int = 0
    pages: tuple[Page, ...] = ()

    @property
    def filtered(self) -> bool:
        """Whether anything but the query decides what is found."""
        narrowed = bool(self.filters) or self.mode is not Mode.ALL or self.least > 0
        return narrowed or self.boilerplate

    @property
    def question(self) -> Question:
        """What has to be searched for this view."""
        sure = (f"sure:{self.least}%",) if self.least else ()
        filters = self.mode.filters + sure + self.filters
        query = self.query.strip(" ")
        return Question(query, filters, self.boilerplate, self.sort, self.grouped)


@dataclass(frozen=True, slots=True)
class History:
    """The views behind and ahead of the present one, the nearest last in both."""

    past: tuple[View, ...] = field(default=())
    future: tuple[View, ...] = field(default=())

    def push(self, view: View) -> History:
        """Remember ``view`` as the one to come back to; what lay ahead is given up."""
        if self.past and self.past[-1] == view:
            return History(self.past)
        return History((*self.past, view)[-LONGEST:])

    def back(self, now: View) -> tuple[History, View] | None:
        """Return the history and the view one step back, or None at the beginning."""
        if not self.past:
            return None
        ahead = (*self.future, now)[-LONGEST:]
        return History(self.past[:-1], ahead), self.past[-1]

    def forward(self, now: View) -> tuple[History, View] | None:
        """Return the history and the view one step forward, or None at the end."""
        if not self.future:
            return None
        behind = (*self.past, now)[-LONGEST:]
        return History(behind, self.future[:-1]), self.future[-1]


def remember(queries: Sequence[str], query: str) -> tuple[str, ...]:
    """Return the earlier ``queries``, newest first, with ``query`` as the newest; each once."""
    query = query.strip()
    if not query:
        return tuple(queries)
    return (query, *(each for each in queries if each != query))[:LONGEST]

"""What stands on a page: its lists as data, each with how a line is drawn and where it leads.

The screen knows none of this; it shows whatever sections it is given:

    Said           main     two lines a quote
    Quoted with    beside   a name and a number a line
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.content import Content

from index.model import Actor, FacetCount, Hit, Topic
from tui.damage import LOST_FACET, LOST_HIT
from tui.history import Place
from tui.pages.address import Page, PageKind, Subject, comparison, person_page, topic_page
from tui.pages.steps import Find, Target
from tui.state import place_of
from tui.text import filter_text, phrase_text
from tui.widgets.page_rows import alias_lines, draw_alias, draw_count, draw_month, draw_said
from tui.widgets.rows import draw_hit, draw_name

if TYPE_CHECKING:
    from index.search import Alias, PersonProfile, Timeline, TopicProfile

Draw = Callable[[Any, int], Sequence[Content]]


def nowhere(_: Any) -> None:
    """Lead nowhere."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a list is called, in full and where there is little room. A ``main`` one is of quotes
    and gets most of the room."""

    title: str
    short: str
    main: bool = False


HEADINGS: dict[PageKind, tuple[Heading, ...]] = {
    PageKind.PERSON: (
        Heading("Said", "Said", main=True),
        Heading("Said about", "About", main=True),
        Heading("Topics", "Topics"),
        Heading("Quoted with", "With"),
        Heading("Also called", "Names"),
        Heading("Months", "Months"),
    ),
    PageKind.TOPIC: (
        Heading("Passages", "Passages", main=True),
        Heading("Who speaks about it", "Who"),
        Heading("Topics beside it", "Topics"),
        Heading("Terms", "Terms"),
        Heading("Months", "Months"),
    ),
}
"""The lists of each page, in the order of ``person_sections`` and ``topic_sections``."""
ALSO_CALLED = 4
"""The number of the list of an actor's other names on their page."""


@dataclass(frozen=True, slots=True)
class Section:
    """What one list of a page holds.

    ``empty`` is what it says when it has no lines; ``lost`` stands for an item that cannot be made
    any more. ``leads`` is where Enter on an item goes; ``page_of`` the page of whoever or whatever
    the item names, and ``within`` the results to search in.
    """

    items: Sequence[Any]
    draw: Draw
    empty: str
    leads: Callable[[Any], Target | None]
    within: Find
    page_of: Callable[[Any], Page | None] = nowhere
    lines: int = 1
    lost: Any = None


def subject_of(facet: FacetCount) -> Subject:
    """Return whom or what a count is about."""
    return Subject(facet.id, facet.label)


def place_in(hit: Hit) -> Place | None:
    """Return where to read a hit; None for one that cannot be made any more."""
    return place_of(hit) if hit.article else None


def speaker_page(name_of: Callable[[int], str]) -> Callable[[Hit], Page | None]:
    """Return what tells the page of who speaks in a hit, where that is somebody known.

    ``name_of`` gives the name over the corpus of an actor's id.
    """

    def page_of(hit: Hit) -> Page | None:
        actor = hit.speaker_actor
        return None if actor is None else person_page(Subject(actor, name_of(actor)))

    return page_of


def person_sections(
    profile: PersonProfile, bookmarks: Collection[Place], name_of: Callable[[int], str]
) -> tuple[Section, ...]:
    """Return the lists of a person's page."""
    actor = profile.actor
    named = filter_text("actor", actor.name)
    by = filter_text("by", actor.name)
    spoke = len(profile.said) > 0
    own = by if spoke else named
    me = Subject(actor.id, actor.name)
    return (
        Section(
            items=profile.said,
            draw=draw_said(bookmarks),
            empty="No words of theirs are quoted.",
            leads=place_in,
            within=Find((by,)),
            lines=2,
            lost=LOST_HIT,
        ),
        _hits(
            profile.about,
            empty="Nobody who is quoted names them.",
            within=Find((named, "kind:quote", f"-{by}")),
            bookmarks=bookmarks,
            name_of=name_of,
        ),
        _topics(profile.topics, empty="No topics here.", of=own),
        Section(
            items=profile.company,
            draw=draw_count,
            empty="Nobody else is quoted in the same articles.",
            leads=lambda facet: comparison(me, subject_of(facet)),
            within=Find((own,)),
            page_of=lambda facet: person_page(subject_of(facet)),
            lost=LOST_FACET,
        ),
        _aliases(actor, profile.aliases, named),
        _months(profile.timeline, named),
    )


def _hits(
    hits: Sequence[Hit],
    empty: str,
    within: Find,
    bookmarks: Collection[Place],
    name_of: Callable[[int], str],
) -> Section:
    """Return a list of passages by different speakers."""
    return Section(
        items=hits,
        draw=draw_hit(bookmarks),
        empty=empty,
        leads=place_in,
        within=within,
        page_of=speaker_page(name_of),
        lines=2,
        lost=LOST_HIT,
    )


def _topics(topics: Sequence[FacetCount], empty: str, of: str) -> Section:
    """Return a list of topics of the passages that the filter ``of`` keeps to."""
    return Section(
        items=topics,
        draw=draw_count,
        empty=empty,
        leads=lambda facet: Find((of, filter_text("topic", facet.label))),
        within=Find((of,)),
        page_of=lambda facet: topic_page(subject_of(facet)),
        lost=LOST_FACET,
    )


def _aliases(actor: Actor, aliases: Sequence[Alias], named: str) -> Section:
    lines = alias_lines(aliases)
    return Section(
        items=aliases,
        draw=draw_alias(lines),
        empty=f"Always called {actor.name}.",
        leads=lambda alias: Find((named,), phrase_text(alias.form)),
        within=Find((named,)),
        lines=lines,
    )


def _months(timeline: Timeline | None, named: str) -> Section:
    every = () if timeline is None else timeline.months
    months = [month for month in reversed(every) if month.count]
    return Section(
        items=months,
        draw=draw_month(max((month.count for month in months), default=0)),
        empty="No article has a date.",
        leads=lambda month: Find((named, f"date:{month.label}")),
        within=Find((named,)),
    )


def topic_sections(
    profile: TopicProfile, bookmarks: Collection[Place], name_of: Callable[[int], str]
) -> tuple[Section, ...]:
    """Return the lists of a topic's page."""
    topic: Topic = profile.topic
    on_it = filter_text("topic", topic.label)
    return (
        _hits(
            profile.passages,
            empty="No passage is about it.",
            within=Find((on_it,)),
            bookmarks=bookmarks,
            name_of=name_of,
        ),
        Section(
            items=profile.speakers,
            draw=draw_count,
            empty="Nobody is quoted about it.",
            leads=lambda facet: Find((filter_text("by", facet.label), on_it)),
            within=Find((on_it, "kind:quote")),
            page_of=lambda facet: person_page(subject_of(facet)),
            lost=LOST_FACET,
        ),
        _topics(profile.neighbours, empty="No other topic stands beside it.", of=on_it),
        Section(
            items=topic.terms,
            draw=draw_name,
            empty="",
            leads=lambda term: Find((on_it,), phrase_text(term)),
            within=Find((on_it,)),
        ),
        _months(profile.timeline, on_it),
    )

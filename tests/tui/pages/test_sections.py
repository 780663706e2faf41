"""The lists of pages: as many as are announced, and each line leads somewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.model import FacetCount
from tests.tui.fakes import CALDER, VANE, FakeCorpus
from tui.damage import LOST_HIT
from tui.history import Place
from tui.pages.address import PageKind, Subject, comparison, person_page
from tui.pages.sections import HEADINGS, Section, person_sections, topic_sections
from tui.pages.steps import Find

NAMES = (VANE, CALDER)


def vane(**changes: object) -> tuple[Section, ...]:
    profile = replace(FakeCorpus().person(0), **changes)  # type: ignore[arg-type]  # for tests only
    return person_sections(profile, (), NAMES.__getitem__)


def fleet() -> tuple[Section, ...]:
    return topic_sections(FakeCorpus().topic(0), (), NAMES.__getitem__)


def test_a_page_has_the_lists_that_are_announced() -> None:
    assert len(vane()) == len(HEADINGS[PageKind.PERSON])
    assert len(fleet()) == len(HEADINGS[PageKind.TOPIC])


@pytest.mark.parametrize("sections", [vane(), fleet()])
def test_every_line_leads_to_quotes_and_fits_its_width(sections: tuple[Section, ...]) -> None:
    for section in sections:
        for item in section.items:
            assert section.leads(item) is not None
            for width in (12, 40):
                lines = section.draw(item, width)
                assert len(lines) <= section.lines
                assert lines[0].plain.strip()


def test_somebody_in_the_same_articles_is_compared() -> None:
    company = vane()[3]
    other = Subject(1, CALDER)
    assert company.leads(company.items[0]) == comparison(Subject(0, VANE), other)
    assert company.page_of(company.items[0]) == person_page(other)


def test_one_who_never_speaks_has_topics_of_what_names_them() -> None:
    topics = vane(said=())[2]
    assert topics.leads(FacetCount(0, "the fleet", 1)) == Find(
        (f'actor:"{VANE}"', 'topic:"the fleet"')
    )


def test_empty_lists_say_so() -> None:
    sections = vane(said=(), about=(), topics=(), company=(), aliases=(), timeline=None)
    assert all(section.empty for section in sections)
    assert not any(section.items for section in sections)


def test_a_hit_that_cannot_be_made_any_more_leads_nowhere() -> None:
    said = vane()[0]
    assert said.leads(LOST_HIT) is None
    assert isinstance(said.leads(said.items[0]), Place)


def test_reasons_stand_below_their_alias_where_there_are_any() -> None:
    aliases = vane()[4]
    lines = aliases.draw(aliases.items[0], 30)
    assert [line.plain for line in lines] == ["Vane", "the last word of the name"]
    assert aliases.lines == 2

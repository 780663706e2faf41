"""Pages as data, on the index of invented articles: their numbers are those of a search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Hit
from index.postings import IndexReader
from index.search import compare, field_text, most_quoted, person, search, topic
from index.search.profiles import NO_DAY, paired
from tests.index.search.conftest import ORLA, STORIES, TOMAS, Said, Story, write_index

CREW = "We will not carry one more crate, … Not one."


def actor(reader: IndexReader, name: str) -> int:
    return next(each.id for each in reader.actors if each.name == name)


def texts(hits: Sequence[Hit]) -> list[str]:
    return [hit.text for hit in hits]


def found(reader: IndexReader, *filters: str) -> list[Hit]:
    return list(search(reader, "", filters=filters))


def same(one: Sequence[Hit], other: Sequence[Hit]) -> bool:
    return {(hit.article, hit.spans) for hit in one} == {(hit.article, hit.spans) for hit in other}


# -- a person ------------------------------------------------------------------------------------


def test_a_person_said_their_quotes_newest_first(reader: IndexReader) -> None:
    page = person(reader, actor(reader, "Orla Venn"))
    assert texts(page.said) == [
        "a tax on salt",
        "A lighthouse without ships, … is a very tall candle.",
        CREW,
    ]
    assert (page.actor.name, [alias.form for alias in page.aliases]) == ("Orla Venn", ["Venn"])


def test_every_persons_numbers_are_those_of_a_search(reader: IndexReader) -> None:
    for each in reader.actors:
        page = person(reader, each.id)
        by, named = field_text("by", each.name), field_text("actor", each.name)
        if len(page.said):
            assert same(page.said, found(reader, by))
        assert same(page.about, found(reader, named, "kind:quote", f"-{by}"))
        for facet in page.topics:
            own = by if len(page.said) else named
            assert len(found(reader, own, field_text("topic", facet.label))) == facet.count
        if page.timeline is not None:
            for month in page.timeline.months:
                assert len(found(reader, named, f"date:{month.label}")) == month.count


def test_who_is_quoted_with_somebody_is_counted_by_articles(reader: IndexReader) -> None:
    page = person(reader, actor(reader, "Orla Venn"))
    together = {each.label: each.count for each in page.company}
    assert together == {"Tomas Larkspur": 1, "Larkhill Harbour Board": 1}


def test_a_timeline_has_every_month_from_the_first_to_the_last(tmp_path: Path) -> None:
    days = (dt.date(2031, 1, 9), dt.date(2031, 1, 30), dt.date(2031, 4, 2), None)
    stories = [
        Story(
            f"{number}.txt",
            "Short",
            [f"“Number {number} it is,” said Orla Venn."],
            [Said(f"Number {number} it is,", "Orla Venn")],
            actors=(ORLA,),
            date=day,
        )
        for number, day in enumerate(days)
    ]
    reader = write_index(tmp_path / "index", stories)
    timeline = person(reader, actor(reader, "Orla Venn")).timeline
    assert timeline is not None
    assert [(month.label, month.count) for month in timeline.months] == [
        ("2031-01", 2),
        ("2031-02", 0),
        ("2031-03", 0),
        ("2031-04", 1),
    ]
    assert (timeline.first, timeline.last) == (days[0], days[2])
    assert timeline.peak.label == "2031-01"


def test_without_dates_there_is_no_timeline(tmp_path: Path) -> None:
    story = Story(
        "a.txt", "Short", ["“So it is,” said Orla Venn."], [Said("So it is,", "Orla Venn")]
    )
    reader = write_index(tmp_path / "index", [story])
    assert person(reader, actor(reader, "Orla Venn")).timeline is None


def test_one_who_is_only_named_has_a_page(tmp_path: Path) -> None:
    story = Story(
        "a.txt", "Short", ["Orla Venn came by the night ferry."], date=dt.date(2031, 1, 9)
    )
    reader = write_index(tmp_path / "index", [story])
    page = person(reader, actor(reader, "Orla Venn"))
    assert (len(page.said), len(page.about), len(page.company)) == (0, 0, 0)
    assert page.timeline is not None


def test_an_unknown_actor_is_an_index_error(reader: IndexReader) -> None:
    with pytest.raises(IndexError):
        person(reader, len(reader.actors))


# -- a topic -------------------------------------------------------------------------------------


def test_every_topics_numbers_are_those_of_a_search(reader: IndexReader) -> None:
    for each in reader.topics:
        page = topic(reader, each.id)
        on_it = field_text("topic", each.label)
        assert same(page.passages, found(reader, on_it))
        assert each.id not in [facet.id for facet in page.neighbours]
        for facet in page.neighbours:
            assert len(found(reader, on_it, field_text("topic", facet.label))) == facet.count
        for facet in page.speakers:
            assert len(found(reader, on_it, field_text("by", facet.label))) == facet.count


# -- two people ----------------------------------------------------------------------------------


def test_two_people_are_side_by_side_by_day(reader: IndexReader) -> None:
    both = compare(reader, actor(reader, "Orla Venn"), actor(reader, "Tomas Larkspur"))
    rows = [(pair.one and pair.one.text, pair.other and pair.other.text) for pair in both.pairs]
    assert rows == [
        (CREW, None),
        (
            "a tax on salt",
            "The toll pays for the lighthouse. The toll stays.",
        ),
        ("A lighthouse without ships, … is a very tall candle.", None),
    ]
    assert both.rows == ([0, 1, 2], [1])
    assert both.topic is None


def test_a_comparison_on_a_topic_has_only_what_is_about_it(reader: IndexReader) -> None:
    one, other = actor(reader, "Orla Venn"), actor(reader, "Larkhill Harbour Board")
    toll = next(each.id for each in reader.topics if each.label == "ferry toll")
    both = compare(reader, one, other, toll)
    assert both.topic is not None
    assert texts([pair.other for pair in both.pairs if pair.other]) == [
        "the ferry toll would stay as it is"
    ]
    assert len(both.rows[1]) == 1


def test_shared_topics_are_those_of_both(tmp_path: Path) -> None:
    story = Story(
        "a.txt",
        "Short",
        [
            "“The ferry toll is a tax,” said Orla Venn.",
            "“The ferry toll pays for the night ferry,” said Tomas Larkspur.",
        ],
        [
            Said("The ferry toll is a tax,", "Orla Venn"),
            Said("The ferry toll pays for the night ferry,", "Tomas Larkspur"),
        ],
        actors=(ORLA, TOMAS),
    )
    reader = write_index(tmp_path / "index", [story, *STORIES])
    both = compare(reader, actor(reader, "Orla Venn"), actor(reader, "Tomas Larkspur"))
    assert [(each.label, each.count) for each in both.shared] == [("ferry toll", 2)]


@given(
    st.lists(st.sampled_from([1, 2, 5, NO_DAY])).map(sorted),
    st.lists(st.sampled_from([1, 2, 3, NO_DAY])).map(sorted),
)
def test_pairs_have_everything_once_in_order_of_days(one: list[int], other: list[int]) -> None:
    lists = [np.array(days, np.int32) for days in (one, other)]
    places = paired(*lists)
    rows = list(zip(*(each.tolist() for each in places), strict=True))
    for place, days in zip(places, lists, strict=True):
        assert place[place >= 0].tolist() == list(range(len(days)))
    shown = [
        max(lists[0][left] if left >= 0 else -1, lists[1][right] if right >= 0 else -1)
        for left, right in rows
    ]
    assert shown == sorted(shown)
    for left, right in rows:
        assert left >= 0 or right >= 0
        if left >= 0 and right >= 0:
            assert one[left] == other[right]
    assert len(rows) == sum(max(one.count(day), other.count(day)) for day in {*one, *other})


# -- names ---------------------------------------------------------------------------------------


def test_who_is_quoted_most_comes_first(reader: IndexReader) -> None:
    names = most_quoted(reader)
    assert names[0].label == "Orla Venn"
    assert [each.count for each in names] == sorted((e.count for e in names), reverse=True)


@pytest.mark.parametrize("typed", ["tom", "larkspur", "larkspr"])
def test_a_name_is_found_begun_or_with_a_slip(reader: IndexReader, typed: str) -> None:
    assert "Tomas Larkspur" in [each.label for each in most_quoted(reader, typed)]


def test_nobody_is_found_for_nonsense(reader: IndexReader) -> None:
    assert list(most_quoted(reader, "qqqq")) == []
